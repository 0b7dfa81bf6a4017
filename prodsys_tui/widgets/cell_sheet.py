"""A sheet of cells with a cursor, filled by keyboard, scanner or paste. Spec ``ux.md``, "Keys", "Entry".

The widget holds the cursor and the cell that is being typed in; what is typed belongs to the screen, which
shows it with ``show``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Region, Size
from textual.message import Message

from prodsys_tui.text.safe import safe
from prodsys_tui.widgets.line_editor import LineEditor
from prodsys_tui.widgets.sheet_canvas import SheetCanvas
from prodsys_tui.widgets.sheet_cells import SheetCell, SheetColumn, SheetRow
from prodsys_tui.widgets.typed_cells import Place

_STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
_ALONG = {"tab": 1, "shift+tab": -1}
_PAGES = {"pageup": -1, "pagedown": 1}
_ENDS = {"home": 0, "end": -1}
_RUBBING = {"backspace": LineEditor.rubbed_out, "ctrl+u": lambda _: LineEditor()}


class CellSheet(SheetCanvas, can_focus=True):
    """Rows of one line each. Enter accepts, and the screen says where it goes; arrows and Tab only move."""

    @dataclass
    class _OfCell(Message):
        row: str
        column: str

        @property
        def place(self) -> Place:
            """The cell that it is about."""
            return (self.row, self.column)

    @dataclass
    class Changed(_OfCell):
        """The text of a cell was changed by a key."""

        text: str

    @dataclass
    class Accepted(_OfCell):
        """Enter was pressed on a cell; ``typed`` when its text was typed or scanned just now."""

        text: str
        typed: bool

    @dataclass
    class Answered(_OfCell):
        """One of a cell's answers was pressed."""

        letter: str

    @dataclass
    class Moved(_OfCell):
        """The cursor came upon a cell."""

    @dataclass
    class Locked(_OfCell):
        """Somebody tried to type in a locked cell."""

    @dataclass
    class Cleared(_OfCell):
        """Del was pressed: on the cell, or on all that are selected."""

        cells: tuple[Place, ...]

    @dataclass
    class Pasted(_OfCell):
        """Something was pasted, with this cell at its upper left corner."""

        text: str

    @dataclass
    class Left(Message):
        """The cursor wants to go out of the sheet: above its first row (-1) or below its last one (1)."""

        by: int

    def __init__(self, columns: Sequence[SheetColumn], *, id: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(columns, id=id)
        self.help_text = safe("")
        """The help of the cell with the cursor, for the first F1; the screen keeps it."""

    # What is shown

    @property
    def here(self) -> Place | None:
        """The cell with the cursor."""
        return (self.rows[self._at].key, self._columns[self._column].key) if self.rows else None

    @property
    def selected(self) -> tuple[Place, ...]:
        """The entry cells of the range, row by row; the one with the cursor where there is no range."""
        return tuple(
            (self.rows[row].key, self._columns[column].key)
            for row, column in self._range()
            if self._columns[column].entry and row < len(self.rows)
        )

    @property
    def selecting(self) -> bool:
        """Whether a range is being selected."""
        return self._anchor is not None

    def show(self, rows: Sequence[SheetRow]) -> None:
        """Show these rows; the cursor stays on its row. Only cells that changed are painted.

        What is being typed stays, unless the screen says something else of its cell than it said before.
        """
        before, key, said = self.rows, self.here[0] if self.here else None, self._cell().text
        self.rows = tuple(rows)
        keys = [row.key for row in self.rows]
        self._at = keys.index(key) if key in keys else max(0, min(self._at, len(keys) - 1))
        if len(before) != len(self.rows):
            self.virtual_size = Size(self.size.width, len(self.rows))
            self.refresh(layout=True)
        else:
            self._repaint(self._differing(before))
        now = self._cell().text
        if now not in (said, safe(self._editor.text.strip())) or len(before) != len(self.rows):
            self._reach()

    def columns(self, columns: Sequence[SheetColumn]) -> None:
        """Have other columns, of which the first entry gets the cursor."""
        self._columns = tuple(columns)
        self._column = next(number for number, column in enumerate(columns) if column.entry)
        self.rows = ()
        self.refresh()

    def go(self, row: str, column: str | None = None) -> None:
        """Put the cursor on a cell, in its own column if none is named."""
        at = next((number for number, each in enumerate(self.rows) if each.key == row), self._at)
        keys = [each.key for each in self._columns]
        self._go(at, self._column if column is None else keys.index(column))

    def stop_selecting(self) -> None:
        """Forget the range."""
        if self._anchor is not None:
            cells = tuple(self._range())
            self._anchor = None
            self._repaint(cells)

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Take the keys of a sheet, in the order in which they came; all others go on to the screen."""
        if self.rows and self._took(event):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """The screen says what becomes of it."""
        event.stop()
        if self.here is not None and event.text:
            self.post_message(self.Pasted(*self.here, event.text))

    def on_click(self, event: events.Click) -> None:
        """Go to the cell under the pointer."""
        at = int(event.y + self.scroll_offset.y)
        for number, span in enumerate(self._spans()):
            inside = span.x <= event.x < span.x + span.width
            if inside and at < len(self.rows) and self._columns[number].entry:
                self._go(at, number)

    def _took(self, event: events.Key) -> bool:
        key = event.key
        plain_key = key.removeprefix("shift+")
        if plain_key in _STEPS:
            self._step(*_STEPS[plain_key], select=key != plain_key or self._anchor is not None)
        elif key in _ALONG:
            self._along(_ALONG[key])
        elif key in _PAGES:
            self._go(self._at + _PAGES[key] * max(1, self.size.height - 1), self._column)
        elif key in _ENDS:
            self._go(self._at, self._entries()[_ENDS[key]])
        else:
            return self._wrote(event)
        return True

    def _wrote(self, event: events.Key) -> bool:
        key, cell, here = event.key, self._cell(), self.here
        if here is None:
            return False
        if key == "enter":
            self.post_message(self.Accepted(*here, self._editor.text.strip(), typed=not self._editor.fresh))
            self._editor = self._editor.reached()
        elif key == "delete":
            self.post_message(self.Cleared(*here, self.selected))
        elif key in _RUBBING:
            self._edit(_RUBBING[key])
        elif not event.is_printable or event.character is None:
            return False
        elif event.character.casefold() in cell.answers:
            self.post_message(self.Answered(*here, event.character.casefold()))
        elif key == "v" and not self._columns[self._column].words and not cell.keys:
            self._begin_range()
        else:
            self._type(event.character, cell)
        return True

    def _type(self, text: str, cell: SheetCell) -> None:
        whole = cell.keys.get(text.casefold()) if self._editor.fresh or cell.keys else None
        self._edit(lambda editor: editor.typed(text) if whole is None else LineEditor(whole).reached())

    def _edit(self, change: Callable[[LineEditor], LineEditor]) -> None:
        here = self.here
        if here is None:
            return
        self.stop_selecting()
        if self._cell().locked:
            self.post_message(self.Locked(*here))
            return
        before, self._editor = self._editor, change(self._editor)
        self._repaint(((self._at, self._column),))
        if self._editor.text != before.text:
            self.post_message(self.Changed(*here, self._editor.text.strip()))

    # The cursor

    def _step(self, down: int, right: int, *, select: bool) -> None:
        column = self._column
        if right:
            further = [n for n in self._entries() if (n - column) * right > 0 and self._open(self._at, n)]
            column = min(further, key=lambda n: abs(n - column), default=column)
        if select and self._anchor is None:
            self._begin_range()
        elif not select and down and not 0 <= self._at + down < len(self.rows):
            self.post_message(self.Left(down))
        self._go(self._at + down, column, keep=select)

    def _along(self, by: int) -> None:
        """To the next entry of the row that takes something, behind the last one to those of the next row."""
        entries = self._entries()
        places = [(at, number) for at in range(len(self.rows)) for number in entries]
        here = places.index((self._at, self._column))
        further = places[here + 1 :] if by > 0 else places[:here][::-1]
        found = next((place for place in further if self._open(*place)), None)
        if found is not None:
            self._go(*found)
        else:
            self.post_message(self.Left(by))

    def _go(self, at: int, column: int, *, keep: bool = False) -> None:
        if not self.rows:
            return
        if not keep:
            self.stop_selecting()
        before = set(self._range())
        at = max(0, min(at, len(self.rows) - 1))
        moved = (at, column) != (self._at, self._column)
        left, self._at, self._column = (self._at, self._column), at, column
        self._reach()
        if moved:
            self._repaint((*(before ^ set(self._range())), left, (at, column)))
            self.scroll_to_region(Region(0, at, 1, 1), animate=False, force=True)
            self.post_message(self.Moved(self.rows[at].key, self._columns[column].key))

    def _begin_range(self) -> None:
        self._anchor = None if self._anchor is not None else (self._at, self._column)

    def _reach(self) -> None:
        self._editor = LineEditor(self._cell().text).reached()
        self._repaint(((self._at, self._column),))

    def _open(self, at: int, number: int) -> bool:
        return not self.rows[at].cells[number].locked

    def _entries(self) -> list[int]:
        spans = self._spans()
        return [number for number, each in enumerate(self._columns) if each.entry and spans[number].width]

    def _cell(self) -> SheetCell:
        return self.rows[self._at].cells[self._column] if self.rows else SheetCell()
