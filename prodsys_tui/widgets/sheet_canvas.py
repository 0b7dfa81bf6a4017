"""What a sheet of cells paints: on Textual's line API a move paints two cells, whatever the sheet's size."""

from collections.abc import Iterable, Iterator, Sequence

from rich.segment import Segment
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from prodsys_tui.widgets.form_line import Styles, cursor_column
from prodsys_tui.widgets.line_editor import LineEditor
from prodsys_tui.widgets.sheet_cells import SheetCell, SheetColumn, SheetRow, Span, plain, spans_of, typed
from prodsys_tui.widgets.theme import PAIRS


class SheetCanvas(ScrollView):
    """Rows of one line each, with a cursor, a range, and the cell that is being typed in.

    ``cell_sheet.CellSheet`` adds the keys.
    """

    DEFAULT_CSS = """
    SheetCanvas {
        height: auto; max-height: 1fr; background: $base-ground; color: $base-text;
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden; overflow-y: auto;
        scrollbar-gutter: stable;
    }
    """

    def __init__(self, columns: Sequence[SheetColumn], *, id: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self.rows: tuple[SheetRow, ...] = ()
        self._columns = tuple(columns)
        self._at = 0
        self._column = next(number for number, column in enumerate(columns) if column.entry)
        self._editor = LineEditor()
        self._anchor: tuple[int, int] | None = None
        self._styles: dict[tuple[str, bool], Styles] = {}

    def on_focus(self) -> None:
        """Show the cursor."""
        self._repaint(((self._at, self._column),))

    def on_blur(self) -> None:
        """Another widget has the keys."""
        self._repaint(((self._at, self._column),))

    def on_resize(self) -> None:
        """The virtual lines are as wide as the widget."""
        self.virtual_size = Size(self.size.width, len(self.rows))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """As many lines as there are rows."""
        return len(self.rows)

    def render_line(self, y: int) -> Strip:
        """One row, exactly as wide as the widget."""
        styles, width = self._palette(), self.size.width
        at = y + int(self.scroll_offset.y)
        if at >= len(self.rows):
            return Strip.blank(width, styles["base"])
        chosen = set(self._range()) if self._anchor is not None else set()
        segments: list[Segment] = []
        for number, span in enumerate(self._spans()):
            if span.width:
                segments.extend(self._painted(at, number, span, styles, selected=(at, number) in chosen))
                segments.append(Segment(" " * self._columns[number].gap, styles["base"]))
        return Strip(segments).adjust_cell_length(width, styles["base"]).simplify()

    def _painted(
        self, at: int, number: int, span: Span, styles: Styles, *, selected: bool
    ) -> Iterable[Segment]:
        cell, column = self.rows[at].cells[number], self._columns[number]
        if (at, number) == (self._at, self._column) and self.has_focus:
            return typed(self._editor, span.width, styles)
        if selected and column.entry:
            cell = SheetCell(cell.text, "chip")
        return plain(cell, column, span.width, styles)

    def _repaint(self, cells: Iterable[tuple[int, int]]) -> None:
        top, spans = int(self.scroll_offset.y), self._spans()
        for at, number in cells:
            span = spans[number]
            self.refresh(Region(span.x, at - top, span.width, 1))
        if self.has_focus and self.rows and spans[self._column].width:
            x = spans[self._column].x + cursor_column(self._editor, spans[self._column].width + 2) - 1
            self.app.cursor_position = self.content_region.offset + Offset(x, self._at - top)

    def _range(self) -> Iterator[tuple[int, int]]:
        row, column = self._anchor or (self._at, self._column)
        for at in range(min(row, self._at), max(row, self._at) + 1):
            for number in range(min(column, self._column), max(column, self._column) + 1):
                yield at, number

    def _differing(self, before: tuple[SheetRow, ...]) -> Iterator[tuple[int, int]]:
        for at, (old, new) in enumerate(zip(before, self.rows, strict=True)):
            for number, cell in enumerate(new.cells):
                if old.cells[number : number + 1] != (cell,):
                    yield at, number

    def _spans(self) -> tuple[Span, ...]:
        return spans_of(self._columns, self.size.width)

    def _palette(self) -> Styles:
        which = (self.app.theme, not self.app.no_color)
        if which not in self._styles:
            pairs = PAIRS[self.app.theme]
            self._styles[which] = {name: pair.style(colours=which[1]) for name, pair in pairs.items()}
        return self._styles[which]
