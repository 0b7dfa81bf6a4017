"""Muestra: the form of one workplace, the gate's progress, and the result as one types."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual.binding import BindingType

from prodsys_tui.domain.contract.contract import Kind
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.measuring.draft import BATCH, FIELDS, MEASURED, Draft
from prodsys_tui.screens.measuring.entry import (
    Saved,
    Saving,
    faults_by_line,
    field_of,
    preview,
    read_sheet,
    save,
)
from prodsys_tui.screens.measuring.words import after_words, fault_text, progress_words, saved_words
from prodsys_tui.screens.sample.lines import COLUMNS, WIDE, form_lines, help_text, notes
from prodsys_tui.screens.sample.steps import SampleSteps
from prodsys_tui.screens.sample.values import has_values, values
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.screens.sheet import MACHINE
from prodsys_tui.services.drafts import DraftContent
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.quality.sample_sheet import SampleSheet
from prodsys_tui.services.quality.samples import Preview
from prodsys_tui.services.shift.workplace import Where, Workplace
from prodsys_tui.text.control_words import warning
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.entry_form import EntryForm
from prodsys_tui.widgets.form_line import FormLine
from prodsys_tui.widgets.keymap import own
from prodsys_tui.widgets.row_list import Cell
from prodsys_tui.widgets.scan_code import Scanned, resembles_machine


class SampleScreen(SampleSteps):
    """Every sample is saved by itself with Enter, or all that are filled with F2, all or none."""

    AREA = "sample"
    RIGHT = Right.SAMPLE
    CSS_PATH = "screen.tcss"
    COLUMNS = COLUMNS
    BINDINGS: ClassVar[list[BindingType]] = [
        own("sample.view", "f6", "view"),
        own("sample.walk", "f8", "walk"),
        own("sample.production", "ctrl+g", "production", shown=False),
        own("sample.suspects", "ctrl+l", "suspects", shown=False),
        own("sample.chart", "ctrl+t", "chart", shown=False),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self._saved_with = ("", "")
        """The batch and the time of measuring that the last sample was saved with."""
        self._suspect: str | None = None
        """The last failing sample that made batches suspect (uid)."""

    # The form

    def read(self, plant: Plant, where: Where) -> SampleSheet:
        """The contract's form with what was measured."""
        return read_sheet(plant, where)

    @property
    def place(self) -> Workplace | None:
        """The workplace."""
        return self.sheet.place if self.sheet else None

    @property
    def worth_keeping(self) -> bool:
        """A value, what was said of a line, or a batch or time that no sample was saved with yet."""
        return self.dirty or bool(self.drafts) or self._above() != self._saved_with

    def draft_rest(self) -> dict[str, Any]:
        """The samples to be, by line."""
        return {"samples": {key: draft.kept() for key, draft in self.drafts.items()}}

    def restore_rest(self, content: DraftContent) -> None:
        """The samples to be, under the uids that they had."""
        for line in self.sheet.lines if self.sheet else ():
            kept = content.rest.get("samples", {}).get(line.parameter.name)
            if kept is not None:
                self.drafts[line.parameter.name] = Draft.restored(kept, line)
        for key in self._filled():
            self.preview(key)

    @property
    def dirty(self) -> bool:
        """Values that were typed and not saved."""
        return bool(self._filled())

    def lines(self) -> Sequence[FormLine]:
        """The contract's parameters."""
        if self.sheet is None:
            return ()
        return tuple(form_lines(self.sheet, self.drafts, self.say, wide=self.size.width >= WIDE))

    def notes(self, key: str) -> Sequence[Cell]:
        """Limits, what is due and the last values of a parameter."""
        if self.sheet is None:
            return ()
        return tuple(notes(self.sheet, key, self.drafts.get(key), self.say))

    def first(self) -> str:
        """The parameter that was asked for, else the first one that can be typed."""
        names = [line.parameter.name for line in self.sheet.lines] if self.sheet else []
        typed = [name for name in names if not self._is_calculated(name)]
        wanted = self.target.parameter
        return wanted if wanted in typed else next(iter(typed), MACHINE)

    def shown(self, sheet: SampleSheet) -> None:
        """Show a form, and judge again what is typed: another order may have brought another nominal."""
        super().shown(sheet)
        for key in self._filled():
            self.preview(key)

    def refresh_notes(self) -> None:
        """The help of the line goes with its notes."""
        super().refresh_notes()
        if self.sheet is not None:
            self.form.help_text = help_text(self.sheet, self.form.current, self.say)

    # Typing

    def on_entry_form_changed(self, event: EntryForm.Changed) -> None:
        """Judge while one types."""
        event.stop()
        if self.is_parameter(event.key):
            self.drafts.typed(event.key, event.text)
            self.preview(event.key)
        self.told()

    def preview(self, key: str) -> None:
        """Ask what saving would answer."""
        text = self.form.value(key)
        if text:
            command = self.drafts.command(key, self.form.values, self.where)
            self.call(lambda plant: preview(plant, command), partial(self._previewed, key, text))

    def _previewed(self, key: str, text: str, found: Preview) -> None:
        """What the services say of a text; late answers about an earlier one are dropped."""
        draft = self.drafts.get(key)
        if draft is not None and self.form.value(key) == text:
            draft.answered(text, found.result, found.refusals)
            self.refresh_lines()
            if self.form.current == key:
                self.refresh_notes()

    # Saving

    def accepted(self, key: str, text: str) -> None:
        """Enter on a parameter saves its sample."""
        if text and self.is_parameter(key):
            self._save((key,))

    def action_save(self) -> None:
        """Save every line that is filled."""
        self._save(tuple(self._filled()), together=True)

    def on_entry_form_answered(self, event: EntryForm.Answered) -> None:
        """A doubtful value is meant."""
        event.stop()
        self._save((event.key,), sure=True)

    def _save(self, keys: tuple[str, ...], *, sure: bool = False, together: bool = False) -> None:
        if not keys or self.keeps_back():
            return
        typed = self.form.values
        commands = tuple(self.drafts.command(key, typed, self.where, sure=sure) for key in keys)
        saving = Saving(commands, self.form.value(MEASURED))
        who, where, say = self.person, self.where, self.say
        self.call(
            lambda plant: save(plant, who, saving, where, say),
            partial(self._saved, keys),
            hold=True,
            refused=partial(self._refused, keys, together=together),
        )

    def _saved(self, keys: tuple[str, ...], saved: Saved) -> None:
        for key in keys:
            self.drafts.pop(key, None)
            self.form.clear(key)
        self._saved_with = self._above()
        self.was_saved()
        self.shown(saved.sheet)
        cells = [cell for one in saved.samples for cell in saved_words(one, saved.sheet, self.say)]
        wrong = any(cell.meaning == "wrong" for cell in cells)
        say = self.complain if wrong and self.standing else self.tell
        self._suspect = saved.after.suspects[-1].sample.ref.uid if saved.after.suspects else self._suspect
        drift = [warning(self.say, note) for note in saved.warnings]
        after = (*drift, *after_words(saved.after, self.say))
        say(*(cell.text for cell in cells), *after, progress_words(saved.samples[-1], self.say))
        if wrong:
            self.app.bell()

    def _refused(self, keys: tuple[str, ...], reasons: tuple[Refusal, ...], *, together: bool) -> None:
        """Say why on the lines, and go back to the first."""
        for key, faults in faults_by_line(reasons, keys).items():
            self.drafts.begun(key).answered(self.form.value(key), None, faults)
        self.refresh_lines()
        first = FIELDS.get(field_of(reasons[0]), next(iter(faults_by_line(reasons, keys))))
        self.go_back(first)
        self.refresh_notes()
        if together or any(resembles_machine(self.form.value(key)) for key in keys):
            self.miss(MACHINE)  # what was typed ahead comes after the whole form, or was scanned elsewhere
        words = dict.fromkeys(fault_text(self.say, reason) for reason in reasons)
        if all(reason.code is Code.DOUBTFUL for reason in reasons):
            self.doubt(*words)
        else:
            self.complain(*words)

    # Keys

    def scanned(self, code: Scanned) -> None:
        """A batch that the samples are of."""
        self.form.write(BATCH, code.code)

    def lock_of(self, action: str) -> SafeText | None:
        """F2 without a value, F4 without a list, a walk round one machine."""
        key = self.form.current
        if action == "save" and not self._filled():
            return super().lock_of(action) or self.say("sample.nothing-typed")
        if action == "values" and (self.sheet is None or not has_values(self.sheet, key)):
            return self.say("app.no-values")
        if action == "walk" and (self.place is None or len(self.place.contract.machines) == 1):
            return self.say("workplace.one-machine")
        if action == "suspects" and self._suspect is None:
            return self.say("sample.no-suspects")
        return super().lock_of(action)

    def action_values(self) -> None:
        """List the valid values of the line."""
        sheet, key, say, where = self.sheet, self.form.current, self.say, self.where
        if sheet is not None:
            label = next(line.label for line in self.lines() if line.key == key)
            self.choose(label, lambda plant: values(plant, where, sheet, key, say), key)

    def action_walk(self) -> None:
        """Walk round all machines with the parameter of the line, or the first one that is due."""
        key = self.form.current if self.is_parameter(self.form.current) else None
        target = Target(Place.ROUND, self.where.process, parameter=key, shift=self.target.shift)
        self.leave(lambda: self.go(target))

    def action_production(self) -> None:
        """Go to the production of this workplace."""
        self.leave(
            lambda: self.go(
                Target(Place.PRODUCTION, self.where.process, self.where.machine, shift=self.target.shift)
            )
        )

    def action_suspects(self) -> None:
        """Go to what the last failing sample makes suspect."""
        uid = self._suspect
        self.leave(lambda: self.go(Target(Place.SUSPECTS, sample=uid)))

    def action_back(self) -> None:
        """Empty the line and forget what was said of it; from an empty one leave."""
        if self.drafts.pop(self.form.current, None) and not self.form.value(self.form.current):
            self.told()
        else:
            super().action_back()

    def told(self) -> None:
        """Show what changed on the lines and below them."""
        self.refresh_lines()
        self.refresh_notes()

    def _above(self) -> tuple[str, str]:
        return self.form.value(BATCH), self.form.value(MEASURED)

    def _filled(self) -> list[str]:
        return [key for key in self.form.values if self.is_parameter(key)] if self.sheet else []

    def _is_calculated(self, key: str) -> bool:
        line = self.sheet.line(key) if self.sheet else None
        return line is not None and line.parameter.kind is Kind.CALCULATED
