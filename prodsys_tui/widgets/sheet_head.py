"""The names above the columns of a sheet."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from prodsys_tui.widgets.sheet_cells import SheetCell, SheetColumn, plain, spans_of
from prodsys_tui.widgets.theme import PAIRS


class SheetHead(Widget):
    """The names of a sheet's columns, in the sheet's own widths."""

    DEFAULT_CSS = """
    SheetHead { width: 100%; height: 1; background: $head-ground; color: $head-text; }
    """

    def __init__(self, columns: Sequence[SheetColumn], names: Sequence[SheetCell]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._names = tuple(names)

    def show(self, columns: Sequence[SheetColumn], names: Sequence[SheetCell]) -> None:
        """Name other columns."""
        if (self._columns, self._names) != (tuple(columns), tuple(names)):
            self._columns, self._names = tuple(columns), tuple(names)
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - one line only
        """The names."""
        pairs, colours = PAIRS[self.app.theme], not self.app.no_color
        head = pairs["head"].style(colours=colours)
        segments: list[Segment] = []
        widths = spans_of(self._columns, self.size.width - 1)  # the sheet has a scrollbar
        for column, name, span in zip(self._columns, self._names, widths, strict=True):
            if span.width:
                label = SheetColumn(column.key, column.width, column.align)
                segments.extend(plain(name, label, span.width, {"base": head}))
                segments.append(Segment(" " * column.gap, head))
        return Strip(segments).adjust_cell_length(self.size.width, head).simplify()
