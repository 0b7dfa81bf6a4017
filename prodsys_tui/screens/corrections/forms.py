"""The questions of a correction: what holds instead and why; then all that it changes, to be signed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from prodsys_tui.domain.model import CorrectionCategory, Sample, WorkRecord
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.production.correction import Corrected
from prodsys_tui.domain.rights import Right, may
from prodsys_tui.screens.corrections.view import Holds, change_words, told, where
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.modals.form import UID, Answers, Ask, FormScreen
from prodsys_tui.screens.session import Session
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.corrections import (
    Signature,
    Signed,
    correct_record,
    correct_sample,
    preview_correction,
)
from prodsys_tui.services.production.record_corrections import CorrectRecord, Plan
from prodsys_tui.services.refused import ensure
from prodsys_tui.services.site.login import sign
from prodsys_tui.text.dates import show_date
from prodsys_tui.text.safe import SafeText, joined, safe

T = TypeVar("T")

_SHOWN = 8
"""The most changes that are told before signing; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A correction of a record that was asked for and can be signed: what it changes."""

    command: CorrectRecord
    category: str
    reason: str
    plan: Plan
    uid: str


class CorrectionForms:
    """Makes the forms for one person at one terminal."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._say = session.texts

    def record(self, record: WorkRecord, holds: Holds) -> FormScreen[Draft]:
        """What holds of a record instead; what is left empty stays. Answers what it would change."""
        names = ["quantity", "waste", *(("counter", "reset") if record.counter is not None else ())]
        asks = [self._ask(name) for name in (*names, "link", "unlink")]
        uid, who = record.ref.uid, self._session.who

        def plan(plant: Plant, answers: Answers) -> Draft:
            given: Mapping[str, str | None] = {name: answers.get(name) or None for name in names}
            command = CorrectRecord(
                uid,
                quantity=given["quantity"],
                waste=given["waste"],
                counter=given.get("counter"),
                reset=given.get("reset"),
                links=tuple(answers["link"].split()),
                unlinks=tuple(answers["unlink"].split()),
                shift=holds.shift.ref.uid,
            )
            category, reason = answers["category"], answers["reason"]
            with plant.read() as reads:
                under = Signature(category, reason, who)
                planned = preview_correction(reads, plant.act(who), command, under)
            ensure(planned.faults)
            return Draft(command, category, reason, planned, answers[UID])

        used = holds.used[uid]
        lines = [joined((*self._where(record, holds), told(record, holds, self._say)), "  ")]
        if used:
            lines.append(self._say("corrections.consumes", batches=used))
        return self._form("record", [*asks, *self._why()], plan, joined(lines, "\n"))

    def sign_record(self, draft: Draft) -> FormScreen[Signed]:
        """Every change in every shift that it reaches, to be signed."""
        changes = draft.plan.changes
        lines = [self._say("corrections.form.sign.intro", count=len(changes))]
        for change in changes[:_SHOWN]:
            machine = change.record.machine
            place = (safe(change.shift.turn), safe(show_date(change.shift.operating_date)))
            words = change_words(change.field.value, change.before, change.after, self._say)
            parts = [*place, safe(machine.code if machine else ""), words]
            if change.field is Corrected.COUNTER:
                parts.append(self._say("corrections.makes", quantity=change.makes))
            lines.append(joined(parts, " "))
        if len(changes) > _SHOWN:
            lines.append(self._say("corrections.more", count=len(changes) - _SHOWN))

        def save(plant: Plant, answers: Answers) -> Signed:
            signer = sign(plant, answers["signer"], answers["pin"], Right.SIGN_CORRECTION)
            under = Signature(draft.category, draft.reason, signer, draft.uid)
            return plant.do(correct_record, self._session.who, draft.command, under)

        return self._form("sign", self._signature(), save, joined(lines, "\n"))

    def sample(self, sample: Sample, holds: Holds) -> FormScreen[Signed]:
        """The value that holds of a sample instead; its own stays."""
        value = sample.words or show_number(sample.value)

        def save(plant: Plant, answers: Answers) -> Signed:
            signer = sign(plant, answers["signer"], answers["pin"], Right.SIGN_CORRECTION)
            under = Signature(answers["category"], answers["reason"], signer, answers[UID])
            return plant.do(
                correct_sample,
                self._session.who,
                sample.ref.uid,
                answers["value"],
                under,
                shift=holds.shift.ref.uid,
                sure=True,
            )

        asks = [self._ask("value"), *self._why(), *self._signature()]
        words = safe(f"{sample.parameter}: {value} ({sample.result.value})")
        about = joined((*self._where(sample, holds), words), "  ")
        return self._form("sample", asks, save, about)

    def _where(self, entry: WorkRecord | Sample, holds: Holds) -> tuple[SafeText, SafeText]:
        at, place = where(entry, holds, self._session.zone)
        return safe(at), place

    def _why(self) -> list[Ask]:
        categories = [
            Choice(each.value, safe(each.value), self._say(f"corrections.category.{each.name.lower()}"))
            for each in CorrectionCategory
        ]
        return [self._ask("category", choices=categories), self._ask("reason", most=500)]

    def _signature(self) -> list[Ask]:
        who = self._session.who
        own = who.code if may(who.role, Right.SIGN_CORRECTION) else ""
        pin = Ask("pin", self._say("corrections.ask.pin"), secret=True, max_length=8)
        return [self._ask("signer", own), pin]

    def _ask(self, key: str, value: str = "", choices: list[Choice] | None = None, most: int = 200) -> Ask:
        label, wanted = self._say(f"corrections.ask.{key}"), self._say(f"corrections.ask.{key}.help")
        return Ask(key, label, value, choices or (), wanted, max_length=most)

    def _form(
        self, name: str, asks: list[Ask], save: Callable[[Plant, Answers], T], intro: SafeText
    ) -> FormScreen[T]:
        return FormScreen(self._session, self._say(f"corrections.form.{name}"), asks, save, intro=intro)
