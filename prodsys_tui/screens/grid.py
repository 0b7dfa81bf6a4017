"""A screen that is one sheet of machines: cells to type in, a time of reading, and more about the cell."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Shift
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.grid_paste import fallen
from prodsys_tui.screens.rights import no_right
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.screens.shift_words import shift_words
from prodsys_tui.screens.standing import StandingScreen
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.workplace import Where
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.cell_sheet import CellSheet
from prodsys_tui.widgets.field import Field
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.pasted_block import block_of
from prodsys_tui.widgets.row_list import Cell
from prodsys_tui.widgets.scan_code import Scanned, Shape, recognised
from prodsys_tui.widgets.sheet_cells import SheetCell, SheetColumn, SheetRow
from prodsys_tui.widgets.sheet_head import SheetHead
from prodsys_tui.widgets.typed_cells import Place, TypedCells

S = TypeVar("S")


class GridScreen(StandingScreen, Generic[S]):
    """One row a machine. ``S`` is what a subclass reads; what is typed is in ``cells`` until it is saved."""

    RIGHT: ClassVar[Right]
    """What saving needs."""
    BEGIN: ClassVar[Sequence[SheetColumn]]
    """The columns before the process is known."""

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.where = Where(target.process or 0, shift=target.shift)
        self.sheet: S | None = None
        """What is shown; None until it was read."""
        self.cells = TypedCells()

    def body(self) -> ComposeResult:
        """The time, what is to be known of the whole sheet, the sheet, and more about its cell."""
        with Horizontal(classes="top"):
            yield Static(as_content(self.say(f"{self.AREA}.measured")), classes="name")
            yield Field(id="measured", max_length=32, help_text=self.say(f"{self.AREA}.measured.help"))
            yield Notes(id="facts")
        yield SheetHead(self.BEGIN, [SheetCell()] * len(self.BEGIN))
        yield CellSheet(self.BEGIN)
        yield Notes(id="notes")

    def on_mount(self) -> None:
        """Read the sheet."""
        super().on_mount()
        self.grid.focus()
        self.call(self.reading(), self.begin, hold=True)

    # What a subclass gives

    @abstractmethod
    def reading(self) -> Callable[[Plant], S]:
        """What reads the sheet, on a service thread."""

    @abstractmethod
    def at(self, sheet: S) -> tuple[Shift, ProcessContract]:
        """The shift and the process of a sheet."""

    @abstractmethod
    def columns(self, sheet: S) -> Sequence[tuple[SheetColumn, SafeText]]:
        """The columns with their names."""

    @abstractmethod
    def rows(self, sheet: S) -> Sequence[SheetRow]:
        """The rows as they are now, with what is typed."""

    @abstractmethod
    def facts(self, sheet: S) -> SafeText:
        """What is to be known of the whole sheet."""

    @abstractmethod
    def notes(self, sheet: S, place: Place) -> Sequence[Cell]:
        """More about a cell."""

    @abstractmethod
    def first(self, sheet: S) -> Place | None:
        """Where the cursor begins."""

    @abstractmethod
    def accepted(self, place: Place, text: str) -> None:
        """Enter was pressed on a cell; what it holds is no code."""

    def scanned(self, place: Place, code: Scanned) -> None:
        """An order or a batch was scanned on a cell."""

    def changed(self, place: Place) -> None:
        """Something was typed into a cell."""

    def passed(self, place: Place) -> None:
        """The cursor left a row."""

    def may_be_code(self, place: Place, code: Scanned) -> bool:  # noqa: ARG002 - for sheets with such numbers
        """Whether what a cell holds may be a code that was scanned there."""
        return True

    # Showing

    @property
    def grid(self) -> CellSheet:
        """The sheet of cells."""
        return self.query_one(CellSheet)

    @property
    def measured(self) -> str:
        """The time of reading as it was typed; empty means now."""
        return self.query_one("#measured", Field).value.strip()

    @property
    def dirty(self) -> bool:
        """Something was typed and not saved."""
        return bool(self.cells.texts)

    def status(self) -> Sequence[SafeText]:
        """The task, the process, the turn."""
        title = self.say(f"{self.AREA}.title")
        if self.sheet is None:
            return (title,)
        shift, contract = self.at(self.sheet)
        return (joined((title, safe(contract.name))), shift_words(shift, self.say))

    def begin(self, sheet: S) -> None:
        """Show another sheet, from its beginning."""
        columns, names = zip(*self.columns(sheet), strict=True)
        self.query_one(SheetHead).show(columns, [SheetCell(name) for name in names])
        self.grid.columns(columns)
        self.shown(sheet)
        place = self.first(sheet)
        if place is not None:
            self.grid.go(*place)
        self.show_status()
        self.refresh_notes()

    def shown(self, sheet: S) -> None:
        """Show a sheet that was read; what is typed stays."""
        self.sheet = sheet
        self.mind_shift(self.at(sheet)[0])
        self.refresh_cells()

    def refresh_cells(self) -> None:
        """Show what is typed, and what follows from it."""
        if self.sheet is not None:
            self.grid.show(self.rows(self.sheet))
            self.refresh_notes()

    def refresh_notes(self) -> None:
        """Tell more about the cell with the cursor, and which keys are locked now."""
        if self.sheet is not None and self.grid.here is not None:
            self.query_one("#facts", Notes).show([Cell(self.facts(self.sheet))])
            self.query_one("#notes", Notes).show(self.notes(self.sheet, self.grid.here))
            self.grid.help_text = self.say(f"{self.AREA}.help.{self.grid.here[1]}")
            self.reload_keys()

    def on_screen_resume(self) -> None:
        """Back from another screen."""
        self.data_changed()

    def data_changed(self) -> None:
        """Another terminal wrote something."""
        if self.sheet is not None:
            self.action_reload()

    def action_reload(self) -> None:
        """Read the sheet again; what is typed stays."""
        self.read_again(self.reading(), self.shown)

    # Keys

    def on_cell_sheet_changed(self, event: CellSheet.Changed) -> None:
        """Judge while one types."""
        event.stop()
        self.cells.type(event.row, event.column, event.text)
        self.changed(event.place)
        self.refresh_cells()

    def on_cell_sheet_moved(self, event: CellSheet.Moved) -> None:
        """Another cell."""
        event.stop()
        self.cells.left()
        self.passed(event.place)
        self.refresh_notes()

    def on_cell_sheet_accepted(self, event: CellSheet.Accepted) -> None:
        """Go to a machine that was scanned, on whatever cell; the rest is the screen's."""
        event.stop()
        place = event.place
        code = self._code(place, event.text) if event.typed else None
        if code is None:
            self.cells.left()
            self.accepted(place, event.text)
            return
        if self.cells.text(*place) == event.text:
            self.cells.undo()  # the code was typed over what stood there
        self.refresh_cells()
        if code.shape is Shape.MACHINE:
            self.grid.go(code.code)
        else:
            self.scanned(place, code)

    def on_cell_sheet_cleared(self, event: CellSheet.Cleared) -> None:
        """Empty a cell, or a range, in one step."""
        event.stop()
        self.write(dict.fromkeys(event.cells, ""))

    def on_cell_sheet_left(self, event: CellSheet.Left) -> None:
        """Above the sheet is the time of reading."""
        event.stop()
        if event.by < 0:
            self.query_one("#measured", Field).focus()

    def on_field_entered(self, event: Field.Entered) -> None:
        """The time is given: back to the sheet."""
        event.stop()
        self.grid.focus()

    def on_key(self, event: events.Key) -> None:
        """From the time of reading down into the sheet."""
        if event.key in {"down", "tab"} and isinstance(self.focused, Field):
            event.stop()
            event.prevent_default()
            self.grid.focus()

    def on_cell_sheet_pasted(self, event: CellSheet.Pasted) -> None:
        """Say how many cells it would fill, and do it in one step."""
        event.stop()
        block = block_of(event.text)
        if block is None:
            self.complain(self.say("grid.paste-too-big"))
            return
        columns = [column for column, _ in self.columns(self.sheet)] if self.sheet is not None else []
        texts, lost = fallen(self.grid.rows, columns, event.place, block)
        over = sum(1 for place, text in texts.items() if self.cells.text(*place) not in ("", text))
        if len(texts) == 1 and not lost and not over:
            self.write(texts)
        elif texts:
            asked = self.say("grid.paste", cells=len(texts), lost=lost, over=over)
            self.confirm(asked, lambda: self.write(texts))
        else:
            self.complain(self.say("grid.paste-nowhere"))

    def _code(self, place: Place, text: str) -> Scanned | None:
        machines = [row.key for row in self.grid.rows]
        code = recognised(text, machines, self.session.scanner.layout)
        return code if code is not None and self.may_be_code(place, code) else None

    # Writing

    def write(self, texts: Mapping[Place, str]) -> None:
        """Put texts into cells as one step."""
        self.cells.write(texts)
        for place in texts:
            self.changed(place)
        self.refresh_cells()

    def lock_of(self, action: str) -> SafeText | None:
        """Nothing is saved without the right, or while nothing is typed."""
        if action == "save":
            return no_right(self.person, self.say, self.RIGHT) or (
                None if self.dirty else self.say("grid.nothing-typed")
            )
        return super().lock_of(action)

    def action_back(self) -> None:
        """Forget the range, else take back what is typed in the cell, else leave."""
        here = self.grid.here
        if self.grid.selecting:
            self.grid.stop_selecting()
        elif here is not None and self.cells.text(*here):
            self.write({here: ""})
        else:
            super().action_back()

    def leave(self, then: Callable[[], object]) -> None:
        """Go on; a complaint that nobody could see yet stops keys that were typed ahead of it."""
        if self.standing and self.session.typed_ahead():
            self.complain(self.say("workplace.kept-back"))
        else:
            super().leave(then)
