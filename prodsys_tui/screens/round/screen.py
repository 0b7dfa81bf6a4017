"""Ronda: the terminal says which machine is next, and each Enter saves. Spec ``ux.md``, "Screens"."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual.binding import BindingType

from prodsys_tui.domain.contract.contract import Kind, ProcessContract
from prodsys_tui.domain.model import Result, Sample, Shift
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.grid_draft import KeptGrid
from prodsys_tui.screens.grid_refusals import by_machine
from prodsys_tui.screens.measuring.draft import Draft
from prodsys_tui.screens.measuring.entry import preview
from prodsys_tui.screens.measuring.words import result_text, value_text
from prodsys_tui.screens.modals.choice import Choice, ChoiceScreen
from prodsys_tui.screens.round.columns import MACHINE, VALUE, named
from prodsys_tui.screens.round.entry import Asked, Saved, command, read_sheet, save
from prodsys_tui.screens.round.lines import RoundLines
from prodsys_tui.screens.round.words import last_of, refused_words, saved_words
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.quality.round_sheet import RoundSheet, measured_parameters
from prodsys_tui.services.quality.samples import Preview
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.cell_sheet import CellSheet
from prodsys_tui.widgets.field import Field
from prodsys_tui.widgets.keymap import GENERAL, general, own
from prodsys_tui.widgets.row_list import Cell
from prodsys_tui.widgets.scan_code import Scanned, Shape
from prodsys_tui.widgets.sheet_cells import SheetColumn, SheetRow
from prodsys_tui.widgets.typed_cells import Place


class RoundScreen(KeptGrid[RoundSheet]):
    """One parameter on all machines of a process; stays on it until another one is asked for."""

    AREA = "round"
    RIGHT = Right.SAMPLE
    CSS_PATH = "screen.tcss"
    BEGIN = (SheetColumn(MACHINE, 7), SheetColumn(VALUE, 10, entry=True))
    BINDINGS: ClassVar[list[BindingType]] = [
        *general("save", "leave", "values", "reload"),
        own("round.view", GENERAL["view"], "view"),
        own("round.undo", GENERAL["undo"], "undo"),
        own("back", GENERAL["back"], "back", shown=False),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self._parameter = target.parameter
        self._drafts: dict[str, Draft] = {}
        self._mine: list[tuple[str, Sample]] = []
        """What was saved here, the newest last, by machine."""

    # What the sheet shows

    def reading(self) -> Callable[[Plant], RoundSheet]:
        """The machines with what was measured."""
        asked = self._asked()
        return lambda plant: read_sheet(plant, asked)

    def at(self, sheet: RoundSheet) -> tuple[Shift, ProcessContract]:
        """The shift and the process."""
        return sheet.shift, sheet.contract

    def columns(self, sheet: RoundSheet) -> Sequence[tuple[SheetColumn, SafeText]]:
        """One entry, with what it is held against and what came of it."""
        return named(sheet.contract, sheet.parameter, self.say)

    def rows(self, sheet: RoundSheet) -> Sequence[SheetRow]:
        """The machines, with what is typed."""
        return tuple(self._lines(sheet).rows())

    def facts(self, sheet: RoundSheet) -> SafeText:
        """How far the walk is."""
        return self._lines(sheet).facts(None if self.grid.here is None else self.grid.here[0])

    def notes(self, sheet: RoundSheet, place: Place) -> Sequence[Cell]:
        """The machine under the cursor."""
        return tuple(self._lines(sheet).notes(place[0]))

    def first(self, sheet: RoundSheet) -> Place | None:
        """The machine that was asked for, else the first one that is due."""
        codes = [row.code for row in sheet.rows]
        wanted = self.target.machine
        code = wanted if wanted in codes else next(iter((*sheet.due, *codes)), None)
        return None if code is None else (code, VALUE)

    def shown(self, sheet: RoundSheet) -> None:
        """Stay on the parameter that was read first."""
        self._parameter = sheet.parameter.name
        super().shown(sheet)

    @property
    def about(self) -> str | None:
        """The parameter."""
        return self._parameter

    def draft_rest(self) -> dict[str, Any]:
        """The samples to be."""
        return {"samples": {code: draft.kept() for code, draft in self._drafts.items()}}

    def restore_rest(self, rest: dict[str, Any]) -> None:
        """The samples to be, under the uids that they had."""
        for code, kept in rest.get("samples", {}).items():
            row = self.sheet.row(code) if self.sheet is not None else None
            if row is not None:
                self._drafts[code] = Draft.restored(kept, row.values)

    def _lines(self, sheet: RoundSheet) -> RoundLines:
        return RoundLines(sheet, self.cells, self._drafts, self.say)

    def _asked(self) -> Asked:
        return Asked(self.where, self._parameter, self.measured, self.say)

    # Typing

    def changed(self, place: Place) -> None:
        """Judge while one types."""
        code, text = place[0], self.cells.text(*place)
        draft = self._drafts.setdefault(code, Draft())
        draft.answered(text, None, ())
        if not text and draft.corrects is None:
            del self._drafts[code]
            return
        sheet, row = self.sheet, self.sheet.row(code) if self.sheet is not None else None
        if sheet is not None and row is not None and text:
            wanted = command(sheet, row, draft, text)
            self.call(lambda plant: preview(plant, wanted), partial(self._previewed, code, text))

    def _previewed(self, code: str, text: str, found: Preview) -> None:
        """What the services say of a text; late answers about an earlier one are dropped."""
        draft = self._drafts.get(code)
        if draft is not None and self.cells.text(code, VALUE) == text and draft.doubted != text:
            draft.answered(text, found.result, found.refusals)
            self.refresh_cells()

    def may_be_code(self, place: Place, code: Scanned) -> bool:  # noqa: ARG002 - one column only
        """Only machines are scanned here: no value of a loom looks like one."""
        return code.shape is Shape.MACHINE

    def accepted(self, place: Place, text: str) -> None:
        """Save the value and go on to the machine that is next."""
        code = place[0]
        row, draft = self.sheet.row(code) if self.sheet is not None else None, self._drafts.get(code)
        if text and row is not None and row.done is not None and not (draft and draft.corrects):
            self._ask_again(code, text)
        else:
            self._save((code,) if text else ())
            self._walk_on(code)

    def _ask_again(self, code: str, text: str) -> None:
        """Another value in one round is asked for: those of a walk may be more than the machines due."""
        self._drafts.setdefault(code, Draft()).doubted = text
        self.refresh_cells()
        self.doubt(self.say("round.again", machine=code))

    def on_cell_sheet_answered(self, event: CellSheet.Answered) -> None:
        """A doubtful value is meant."""
        event.stop()
        self._save((event.row,), sure=True)
        self._walk_on(event.row)

    def on_field_entered(self, event: Field.Entered) -> None:
        """Another time may be of another round."""
        event.stop()
        self.action_reload()

    def _walk_on(self, code: str) -> None:
        following = self._lines(self.sheet).next(code) if self.sheet is not None else None
        if following is not None and following != code:
            self.grid.go(following)

    # Saving

    def action_save(self) -> None:
        """Save every value that is still there, all or none."""
        rows = self.sheet.rows if self.sheet is not None else ()
        self._save(tuple(row.code for row in rows if self.cells.text(row.code, VALUE)))

    def _save(self, codes: tuple[str, ...], *, sure: bool = False) -> None:
        sheet = self.sheet
        if sheet is None or not codes:
            return
        rows = [row for row in sheet.rows if row.code in codes]
        texts = {code: self.cells.text(code, VALUE) for code in codes}
        commands = [
            command(sheet, row, self._drafts.setdefault(row.code, Draft()), texts[row.code], sure=sure)
            for row in rows
        ]
        who, asked = self.person, self._asked()
        self.call(
            lambda plant: save(plant, who, commands, asked),
            self._saved,
            hold=True,
            refused=partial(self._refused, [row.code for row in rows]),
        )

    def _saved(self, saved: Saved) -> None:
        samples = [one.sample for one in saved.samples]
        codes = [sample.machine.code for sample in samples if sample.machine is not None]
        self._mine.extend(zip(codes, samples, strict=True))
        for code in codes:
            self._drafts.pop(code, None)
        self.cells.forget(*codes)
        self.was_saved()
        self.shown(saved.sheet)
        words = saved_words(saved, self.say)
        fails = any(sample.result in {Result.FAILS, Result.REJECTED} for sample in samples)
        if fails:
            words.append(self.say("round.next-settle"))
        if not saved.sheet.due:
            words.append(self.say("round.done", parameter=saved.sheet.parameter.name))
        (self.complain if fails and (self.standing or self.session.typed_ahead()) else self.tell)(*words)
        if fails:
            self.app.bell()

    def _refused(self, codes: Sequence[str], reasons: tuple[Refusal, ...]) -> None:
        """Say why on the rows, and go back to the first: not when keys are meant for the next already."""
        found = by_machine(reasons, codes)
        for code in codes:
            draft = self._drafts.setdefault(code, Draft())
            draft.answered(self.cells.text(code, VALUE), None, found.get(code, ()))
        self.refresh_cells()
        if found and not self.session.typed_ahead():
            self.grid.go(next(iter(found)))
            self.refresh_notes()
        words = refused_words(reasons, codes, self.say)
        if all(reason.code is Code.DOUBTFUL for reason in reasons):
            self.doubt(*words)
        else:
            self.complain(*words)

    # Keys

    def lock_of(self, action: str) -> SafeText | None:
        """F4 without a list, F9 with nothing to take back."""
        if action == "values" and (self.sheet is None or self.sheet.parameter.kind is not Kind.PASS_FAIL):
            return self.say("app.no-values")
        if (
            action == "undo"
            and not self.cells.steps
            and self.sheet
            and last_of(self.sheet, self._mine) is None
        ):
            return self.say("round.nothing-to-correct")
        if action == "view" and self.dirty:
            return self.say("round.save-first")
        return super().lock_of(action)

    def action_view(self) -> None:
        """The next parameter."""
        if self.sheet is None:
            return
        names = [each.name for each in measured_parameters(self.sheet.contract)]
        self._parameter = names[(names.index(self.sheet.parameter.name) + 1) % len(names)]
        self._drafts.clear()
        self.call(self.reading(), self.begin, hold=True)

    def action_undo(self) -> None:
        """Take back what is typed; a sample is never undone but corrected by another one."""
        if self.cells.steps:
            for place in self.cells.undo():
                self.changed(place)
            self.refresh_cells()
            return
        if (found := self._last()) is not None and self.sheet is not None:
            code, sample = found
            self._drafts[code] = Draft(corrects=sample)
            self.grid.go(code)
            self.refresh_cells()
            value = value_text(self.sheet.parameter, sample, self.say)
            self.tell(self.say("round.correct", machine=code, value=value))

    def action_back(self) -> None:
        """Leave a correction that was begun; else as on every sheet."""
        here = self.grid.here
        draft = self._drafts.get(here[0]) if here is not None else None
        if here is not None and draft is not None and draft.corrects is not None:
            del self._drafts[here[0]]
            self.write({(here[0], VALUE): ""})
            self.refresh_cells()
        else:
            super().action_back()

    def action_values(self) -> None:
        """Pass or fail."""
        here = self.grid.here
        if here is None or self.sheet is None:
            return
        both = (Result.COMPLIES, Result.FAILS)
        choices = [Choice(each.value, result_text(self.say, each)) for each in both]
        dialog = ChoiceScreen(self.session, safe(self.sheet.parameter.name), choices)
        self.ask(dialog, lambda value: self.write({here: value}))

    def _last(self) -> tuple[str, Sample] | None:
        return last_of(self.sheet, self._mine) if self.sheet is not None else None
