"""Contadores: one row a loom, read in one walk and saved as one. Spec ``ux.md``, "Screens" (Producción)."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import uuid4

from textual.binding import BindingType

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Shift
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.counters.columns import (
    CONSUMES,
    COUNTER,
    MACHINE,
    NUMBERS,
    QUANTITY,
    STOP,
    WASTE,
    WASTE_TO,
    column_after,
    named,
)
from prodsys_tui.screens.counters.copying import copied, filled
from prodsys_tui.screens.counters.entry import Saved, batches_in, command, preview, read_sheet, save, signing
from prodsys_tui.screens.counters.lines import CounterLines
from prodsys_tui.screens.counters.values import WITH_VALUES, values
from prodsys_tui.screens.counters.words import refused_words, saved_words
from prodsys_tui.screens.grid_draft import KeptGrid
from prodsys_tui.screens.grid_refusals import by_machine, field_of
from prodsys_tui.screens.held_signature import only_held
from prodsys_tui.screens.modals.choice import Choice, ChoiceScreen
from prodsys_tui.screens.session import Place as Screens
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.counter_sheet import CounterRow, CounterSheet
from prodsys_tui.services.production.production import AddProduction
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.keymap import GENERAL, general, own
from prodsys_tui.widgets.row_list import Cell
from prodsys_tui.widgets.scan_code import Scanned, Shape, resembles_machine
from prodsys_tui.widgets.sheet_cells import SheetColumn, SheetRow
from prodsys_tui.widgets.typed_cells import Place

_FIELDS = {"quantity": QUANTITY, "waste": WASTE, "waste_to": WASTE_TO, "consumes": CONSUMES, "stop": STOP}


class CountersScreen(KeptGrid[CounterSheet]):
    """Every changed row is a record; all are saved together, or none."""

    AREA = "counters"
    RIGHT = Right.PRODUCE
    CSS_PATH = "screen.tcss"
    BEGIN = (SheetColumn(MACHINE, 7), SheetColumn(COUNTER, 8, "right", entry=True))
    BINDINGS: ClassVar[list[BindingType]] = [
        *general("save", "leave", "values", "reload"),
        own("counters.view", GENERAL["view"], "view"),
        *general("copy", "fill", "undo"),
        own("back", GENERAL["back"], "back", shown=False),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self._uids: dict[str, str] = {}
        self._faults: dict[str, tuple[Refusal, ...]] = {}

    # What the sheet shows

    def reading(self) -> Callable[[Plant], CounterSheet]:
        """The machines with their last readings."""
        where = self.where
        return lambda plant: read_sheet(plant, where)

    def at(self, sheet: CounterSheet) -> tuple[Shift, ProcessContract]:
        """The shift and the process."""
        return sheet.shift, sheet.contract

    def columns(self, sheet: CounterSheet) -> Sequence[tuple[SheetColumn, SafeText]]:
        """What the process's rules ask for."""
        return named(sheet.contract, self.say)

    def rows(self, sheet: CounterSheet) -> Sequence[SheetRow]:
        """The machines, with what is typed."""
        return tuple(self._lines(sheet).rows())

    def facts(self, sheet: CounterSheet) -> SafeText:
        """How far the walk is."""
        return self._lines(sheet).facts()

    def notes(self, sheet: CounterSheet, place: Place) -> Sequence[Cell]:
        """The machine under the cursor."""
        return tuple(self._lines(sheet).notes(place))

    def first(self, sheet: CounterSheet) -> Place | None:
        """The machine that was asked for, else the first one without a reading."""
        rows = {row.code: row for row in sheet.rows}
        open_rows = [code for code, row in rows.items() if not row.records and row.line.aside is None]
        wanted = self.target.machine
        code = wanted if wanted in rows else next(iter((*open_rows, *rows)), None)
        return None if code is None else (code, COUNTER)

    def _lines(self, sheet: CounterSheet) -> CounterLines:
        return CounterLines(sheet, self.cells, self._faults, self.say)

    # Typing

    def changed(self, place: Place) -> None:
        """What was said of the row was said of something else."""
        self._faults.pop(place[0], None)
        self._uids.setdefault(place[0], str(uuid4()))

    def draft_rest(self) -> dict[str, Any]:
        """The uids of the rows."""
        return {"uids": dict(self._uids)}

    def restore_rest(self, rest: dict[str, Any]) -> None:
        """The rows under the uids that they had."""
        self._uids.update(rest.get("uids", {}))

    def accepted(self, place: Place, text: str) -> None:
        """Down to the next machine; below the last one to the first of the next column."""
        row, column = place
        self._preview(row)
        if column == CONSUMES and resembles_machine(text):
            self.complain(self.say("counters.no-batch", text=text))
            return
        codes = [each.key for each in self.grid.rows]
        below = codes.index(row) + 1
        if below < len(codes):
            self.grid.go(codes[below])
        else:
            self.grid.go(codes[0], column_after(self.sheet.contract, column) if self.sheet else COUNTER)

    def passed(self, place: Place) -> None:
        """Ask the rules about the rows that the cursor left."""
        for row in self.cells.rows:
            if row != place[0] and row not in self._faults:
                self._preview(row)

    def _preview(self, code: str) -> None:
        sheet, typed = self.sheet, self.cells.of_row(code)
        row = sheet.row(code) if sheet is not None else None
        if sheet is None or row is None or not typed:
            return
        wanted, measured, say = self._command(sheet, row), self.measured, self.say

        def found(faults: tuple[Refusal, ...]) -> None:
            if self.cells.of_row(code) == typed and self._faults.get(code, ()) != faults:
                self._faults[code] = faults
                self.refresh_cells()

        self.call(lambda plant: preview(plant, wanted, measured, say), found)

    def may_be_code(self, place: Place, code: Scanned) -> bool:
        """A reading or a quantity may have seven digits; no other cell holds an order."""
        return code.shape is not Shape.ORDER or place[1] not in NUMBERS

    def scanned(self, place: Place, code: Scanned) -> None:
        """A batch is named for the machine, or taken back; orders are run elsewhere."""
        if code.shape is Shape.ORDER:
            self.complain(self.say("counters.no-orders"))
        else:
            self._name_batch(place[0], code.code)

    def _name_batch(self, row: str, batch: str) -> None:
        named_now = batches_in(self.cells.text(row, CONSUMES))
        kept = [each for each in named_now if each != batch]
        added = len(kept) == len(named_now)
        self.write({(row, CONSUMES): " ".join((*kept, batch) if added else kept)})
        said = "production.batch-added" if added else "production.batch-removed"
        self.tell(self.say(said, batch=f"{row} {batch}"))

    # Saving

    def action_save(self) -> None:
        """Save all changed rows; readings that cannot be right only after a yes."""
        disputed = self._lines(self.sheet).disputed() if self.sheet is not None else ()
        if disputed:
            asked = self.say.n("counters.ask-disputed", len(disputed), machines=disputed)
            self.confirm(asked, self._save)
        else:
            self._save()

    def _save(self) -> None:
        if self.sheet is None:
            return
        sheet = self.sheet
        rows = [row for row in sheet.rows if self.cells.of_row(row.code)]
        commands = [self._command(sheet, row) for row in rows]
        who, where, measured, say = self.person, self.where, self.measured, self.say
        self.call(
            lambda plant: save(plant, who, commands, measured, where, say),
            self._saved,
            hold=True,
            refused=partial(self._refused, [row.code for row in rows], commands),
        )

    def _command(self, sheet: CounterSheet, row: CounterRow) -> AddProduction:
        uid = self._uids.setdefault(row.code, str(uuid4()))
        return command(sheet, row, self.cells.of_row(row.code), uid)

    def _saved(self, saved: Saved) -> None:
        self._uids.clear()
        self._faults.clear()
        self.cells.forget()
        self.was_saved()
        self.shown(saved.sheet)
        self.tell(*saved_words(saved, self.say))

    def _refused(
        self, codes: Sequence[str], commands: Sequence[AddProduction], reasons: tuple[Refusal, ...]
    ) -> None:
        """Ask for a signature if nothing else is missing; else say why on the rows, at the first cell."""
        if only_held(reasons) and not self.session.typed_ahead():
            self.ask(signing(self.session, reasons, commands, self.measured, self.where), self._saved)
            return
        self._faults = by_machine(reasons, codes)
        first = next(
            ((code, _FIELDS.get(field_of(each), COUNTER)) for code, (each, *_) in self._faults.items()), None
        )
        self.refresh_cells()
        if first is not None and not self.session.typed_ahead():
            self.grid.go(*first)
        self.complain(*refused_words(reasons, codes, self.say))

    # Keys

    def lock_of(self, action: str) -> SafeText | None:
        """F4 without a list, F7 and F8 where nothing can be copied, F9 without a step."""
        here = self.grid.here if self.is_mounted else None
        column = here[1] if here else ""
        if action == "values" and column not in WITH_VALUES:
            return self.say("app.no-values")
        if action == "fill" and column in {COUNTER, QUANTITY}:
            return self.say("counters.no-fill")
        if action == "copy" and column == QUANTITY:
            return self.say("counters.no-fill")
        if action == "undo" and not self.cells.steps:
            return self.say("grid.nothing-to-undo")
        return super().lock_of(action)

    def action_view(self) -> None:
        """The single record of the machine."""
        here = self.grid.here
        machine = here[0] if here else None
        self.change_to(Target(Screens.PRODUCTION, self.where.process, machine, shift=self.target.shift))

    def action_undo(self) -> None:
        """Take the last step back and show where it was."""
        places = self.cells.undo()
        for place in places:
            self.changed(place)
        self.refresh_cells()
        if places:
            self.grid.go(*places[0])

    def action_copy(self) -> None:
        """Copy from above and go down; a reading is that of the last shift: the machine stood still."""
        if self.sheet is None:
            return
        selected = self.grid.selected
        texts = copied(self.sheet, self.cells, selected)
        if not texts:
            self.complain(self.say("grid.nothing-above"))
            return
        self.write(texts)
        codes = [each.key for each in self.grid.rows]
        self.grid.go(codes[min(codes.index(selected[-1][0]) + 1, len(codes) - 1)])

    def action_fill(self) -> None:
        """Fill the range, or the cells below, with the first one."""
        if self.sheet is None:
            return
        texts = filled(self.sheet, self.cells, self.grid.selected, ranged=self.grid.selecting)
        if texts:
            self.write(texts)
            self.tell(self.say.n("grid.filled", len(texts)))
        else:
            self.complain(self.say("grid.nothing-to-fill"))

    def action_values(self) -> None:
        """List what the cell may hold."""
        here, sheet = self.grid.here, self.sheet
        if here is None or sheet is None:
            return

        def listed(choices: list[Choice]) -> None:
            title = self.say(f"counters.column.{here[1]}")
            self.ask(ChoiceScreen(self.session, title, choices), partial(self._chosen, here))

        self.call(lambda plant: values(plant, sheet.contract, *here, self.say), listed, hold=True)

    def _chosen(self, place: Place, value: str) -> None:
        if place[1] == CONSUMES:
            self._name_batch(place[0], value)
        else:
            self.write({place: value})
