"""A list of rows with a cursor: the board, lists of values, what is missing, shifts to approve."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.lean import LEAN
from prodsys_tui.widgets.theme import PAIRS

MARKED_IF_LEAN = 10
"""How much of the cursor's row is marked on a slow line, where every marked cell is written twice a move."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of fixed width; width 0 takes what the terminal leaves (at most one such).

    ``least`` is how much that has to be, else the column is not shown.
    """

    width: int = 0
    align: Literal["left", "right"] = "left"
    least: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and the colour pair of its meaning (see ``theme.PAIRS``)."""

    text: SafeText
    meaning: str = "base"


@dataclass(frozen=True, slots=True)
class Row:
    """A row by a key that stays the same while its cells change."""

    key: str
    cells: tuple[Cell, ...]


class RowList(ScrollView, can_focus=True):
    """Rows of one line each. Only lines that changed are painted; the cursor stays on its key."""

    DEFAULT_CSS = """
    RowList {
        height: 1fr; background: $base-ground; color: $base-text; scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0; overflow-x: hidden; overflow-y: auto;
        scrollbar-gutter: stable;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(0)", show=False),
        Binding("end", "end(-1)", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another row (None: there is no row)."""

        def __init__(self, rows: "RowList", key: str | None) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> "RowList":
            """The list, so that handlers can select on it."""
            return self.rows

    class Chosen(Message):
        """Enter was pressed on a row."""

        def __init__(self, rows: "RowList", key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> "RowList":
            """The list, so that handlers can select on it."""
            return self.rows

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self._columns = tuple(columns)
        self.rows: Sequence[Row] = ()
        self._at = 0

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        return self.rows[self._at].key if self.rows else None

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays on its row, or on its line where that row is gone."""
        before, old_key, old_at = self.rows, self.key, self._at
        self.rows = tuple(rows)
        keys = [row.key for row in self.rows]
        stays = old_key in keys
        self._at = keys.index(old_key) if stays and old_key else max(0, min(old_at, len(keys) - 1))
        self.virtual_size = Size(self.size.width, len(self.rows))
        for at in range(max(len(before), len(self.rows))):
            if before[at : at + 1] != self.rows[at : at + 1]:
                self._repaint(at)
        if self._at != old_at:
            self._repaint(old_at, self._at)
        if self.key != old_key:
            self.post_message(self.Moved(self, self.key))

    def go_to(self, key: str) -> None:
        """Put the cursor on a row, if it is there."""
        for at, row in enumerate(self.rows):
            if row.key == key:
                self._go(at)

    def on_key(self, event: events.Key) -> None:
        """Enter chooses in the list itself: as a binding it would be late behind queued keys."""
        if event.key == "enter" and self.key is not None:
            event.stop()
            event.prevent_default()
            self.post_message(self.Chosen(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; a click on the cursor chooses."""
        at = int(event.y + self.scroll_offset.y)
        if at == self._at and self.key is not None:
            self.post_message(self.Chosen(self, self.key))
        elif at < len(self.rows):
            self._go(at)

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self._go(self._at + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by pages."""
        self._go(self._at + by * max(1, self.size.height - 1))

    def action_end(self, at: int) -> None:
        """Move the cursor to the first (0) or the last row (-1)."""
        self._go(at % len(self.rows) if self.rows else 0)

    def _go(self, at: int) -> None:
        at = max(0, min(at, len(self.rows) - 1))
        if at == self._at or not self.rows:
            return
        self._repaint(self._at, at)
        self._at = at
        self.scroll_to_region(Region(0, at, 1, 1), animate=False, force=True)
        self.post_message(self.Moved(self, self.key))

    def _repaint(self, *lines: int) -> None:
        top = int(self.scroll_offset.y)
        for at in lines:
            self.refresh(Region(0, at - top, self.size.width, 1))

    def on_focus(self) -> None:
        """The cursor shows that the keys go here."""
        self._repaint(self._at)

    def on_blur(self) -> None:
        """The cursor is drawn as a bracket while the keys go elsewhere."""
        self._repaint(self._at)

    def render_line(self, y: int) -> Strip:
        """One row; the cursor's row is marked and keeps the words, which carry the meaning."""
        pairs, colours, width = PAIRS[self.app.theme], not self.app.no_color, self.size.width
        base = pairs["base"].style(colours=colours)
        at = y + int(self.scroll_offset.y)
        if at >= len(self.rows):
            return Strip.blank(width, base)
        here = at == self._at and self.can_focus
        segments = [Segment(">" if here else " ", base)]
        widths = _widths(self._columns, width - 1)
        for column, cell, cells in zip(self._columns, self.rows[at].cells, widths, strict=True):
            style = pairs[cell.meaning].style(colours=colours)
            segments.extend(_cell(cell.text, column, cells, style, base))
        row = Strip(segments).simplify().adjust_cell_length(width, base)
        if not (here and self.has_focus):
            return row
        marked = MARKED_IF_LEAN if self.app.has_class(LEAN) else width
        head = Segment(row.crop(0, marked).text, pairs["cursor"].style(colours=colours))
        return Strip.join([Strip([head]), row.crop(marked)])


class RowHead(Widget):
    """The names of a list's columns, in the list's own widths."""

    DEFAULT_CSS = """
    RowHead { width: 100%; height: 1; background: $head-ground; color: $head-text; }
    """

    def __init__(self, columns: Sequence[Column], row: Row) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._row = row

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - one line only
        """The names."""
        style = PAIRS[self.app.theme]["head"].style(colours=not self.app.no_color)
        segments = [Segment(" ", style)]
        widths = _widths(self._columns, self.size.width - 2)  # the list has a scrollbar
        for column, cell, cells in zip(self._columns, self._row.cells, widths, strict=True):
            segments.extend(_cell(cell.text, column, cells, style, style))
        return Strip(segments).simplify().adjust_cell_length(self.size.width, style)


def _widths(columns: Sequence[Column], width: int) -> list[int]:
    fixed = sum(column.width + 1 for column in columns if column.width)
    left = width - fixed - 1
    return [column.width or (left if left >= column.least else 0) for column in columns]


def _cell(text: str, column: Column, width: int, style: Style, gap: Style) -> tuple[Segment, ...]:
    """A cell cut or filled to its width (what is cut ends in ``~``), and one blank."""
    if not width:
        return ()
    if cell_len(text) > width:
        return Segment(set_cell_size(text, width - 1) + "~", style), Segment(" ", gap)
    space = " " * (width - cell_len(text))
    if (style.bgcolor, style.reverse) == (
        gap.bgcolor,
        gap.reverse,
    ):  # one run of colour is far fewer bytes than three
        return (Segment((space + text if column.align == "right" else text + space) + " ", style),)
    if column.align == "right":
        return Segment(space, gap), Segment(text, style), Segment(" ", gap)
    return Segment(text, style), Segment(space + " ", gap)
