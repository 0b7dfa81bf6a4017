"""What a scanned code is, told by its shape: spec ``ux.md``, "Entry"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from prodsys_tui.domain.batch.batch import batch_of_label
from prodsys_tui.domain.people import is_badge
from prodsys_tui.widgets.scanner import Layout

_ORDER = re.compile(r"[1-9][0-9]{6}|em[-'][0-9]{4,}")
_BATCH = re.compile(r"(?:[1-9][0-9]{6}|em[-'][0-9]{4,})[-'][0-9]{3,}")
"""A scanner set to the US layout types ``'`` for ``-`` on a Spanish keyboard; no other code has either."""

_MACHINE = re.compile(r"[a-z]+[0-9]+")


class Shape(StrEnum):
    """The codes that labels carry."""

    MACHINE = "machine"
    ORDER = "order"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class Scanned:
    """A code as the store spells it."""

    shape: Shape
    code: str


def recognised(text: str, machines: Iterable[str], layout: Layout | None = None) -> Scanned | None:
    """The code that a text is, if it has the shape of one or is one of the machines (case not minded).

    What is none is looked at again as the terminal's ``layout`` says that it was printed: typed words are
    never changed by it.
    """
    known = tuple(machines)
    found = _recognised(text.strip().casefold(), known)
    if found is None and layout is not None and layout.signs:
        found = _recognised(layout.meant(text).casefold(), known)
    return found


def _recognised(wanted: str, machines: Iterable[str]) -> Scanned | None:
    for machine in machines:
        if machine.casefold() == wanted:
            return Scanned(Shape.MACHINE, machine)
    labelled = batch_of_label(wanted)
    if labelled is not None:
        return Scanned(Shape.BATCH, labelled)
    spelled = wanted.replace("'", "-").upper()
    if _ORDER.fullmatch(wanted):
        return Scanned(Shape.ORDER, spelled)
    return Scanned(Shape.BATCH, spelled) if _BATCH.fullmatch(wanted) else None


def badge_meant(text: str, layout: Layout) -> str:
    """What was scanned of a badge, as it was printed; what is no badge either way stays as it was typed."""
    meant = layout.meant(text)
    return meant if is_badge(meant) and not is_badge(text) else text


def resembles_machine(text: str) -> bool:
    """Whether a text may be the label of a machine that is not of this process, or a misread one."""
    return _MACHINE.fullmatch(text.strip().casefold()) is not None
