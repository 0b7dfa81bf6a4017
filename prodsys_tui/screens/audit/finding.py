"""The form that narrows the audit, and what it reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual.binding import BindingType

from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.services.evidence.audit_trail import ACTIONS, AuditFilter, AuditPage, audit_page
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.refused import ensure
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import read_bound
from prodsys_tui.text.safe import safe
from prodsys_tui.widgets.keymap import GENERAL, own

WORDS = ("entity", "person", "action", "code")
BOUNDS = ("since", "until")
QUESTIONS = (*WORDS, *BOUNDS)
"""The questions of the form, in their order."""


@dataclass(frozen=True, slots=True)
class Known:
    """What may be chosen: what there are entries about, and the people."""

    entities: Sequence[str]
    people: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Found:
    """A filter as it was typed and as it is meant, and its first page."""

    typed: Answers
    wanted: AuditFilter
    page: AuditPage


class FindScreen(FormScreen[Found]):
    """The form; nothing is saved in it, and its key does not say so."""

    BINDINGS: ClassVar[list[BindingType]] = [own("audit.search", GENERAL["save"], "save")]


def read_known(plant: Plant) -> Known:
    """Read what may be chosen."""
    with plant.read() as reads:
        return Known(reads.audit_entities(), [(each.code, each.name) for each in reads.people()])


def read_page(plant: Plant, wanted: AuditFilter, before: int | None = None) -> AuditPage:
    """A page of a filter's entries. Raises ``Refused`` as ``audit_page``."""
    with plant.read() as reads:
        return audit_page(reads, wanted, before)


def asks(known: Known, typed: Answers, say: Texts) -> Sequence[Ask]:
    """The questions, filled with what was typed before."""
    choices = {
        "entity": [Choice(name, safe(name)) for name in known.entities],
        "person": [Choice(code, safe(code), safe(name)) for code, name in known.people],
        "action": [Choice(name, safe(name)) for name in ACTIONS],
    }
    return [
        Ask(
            name,
            say(f"audit.ask.{name}"),
            typed.get(name, ""),
            choices.get(name, ()),
            say(f"audit.ask.{name}.help"),
        )
        for name in QUESTIONS
    ]


def find(plant: Plant, typed: Answers) -> Found:
    """The filter that was typed, with its first page. Raises ``Refused`` with the fields that are wrong."""
    with plant.read() as reads:
        zone, now = ZoneInfo(reads.site().zone), plant.clock.now()
        read = {
            name: read_bound(typed[name], zone, now, name, last=name == "until")
            for name in BOUNDS
            if typed[name]
        }
        ensure(each for each in read.values() if isinstance(each, Refusal))
        bounds = {name: each for name, each in read.items() if not isinstance(each, Refusal)}
        words = {name: typed[name] for name in WORDS}
        wanted = AuditFilter(**words, since=bounds.get("since"), until=bounds.get("until"))
        return Found({name: typed[name] for name in QUESTIONS}, wanted, audit_page(reads, wanted))
