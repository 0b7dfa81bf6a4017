"""A few lines that tell more about what the cursor is on."""

from collections.abc import Sequence
from itertools import takewhile
from textwrap import wrap

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from prodsys_tui.widgets.form_line import CUT
from prodsys_tui.widgets.row_list import Cell
from prodsys_tui.widgets.theme import PAIRS


class Notes(Widget):
    """Texts one under the other, long ones wrapped. Its height is the style sheet's; where it cuts is marked.

    Only lines that changed are painted.
    """

    DEFAULT_CSS = """
    Notes { width: 100%; height: 3; background: $base-ground; color: $base-text; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.cells: tuple[Cell, ...] = ()
        """What is told now."""
        self._lines: list[tuple[str, str]] = []

    def show(self, cells: Sequence[Cell]) -> None:
        """Tell something else."""
        self.cells = tuple(cells)
        self._wrap()

    def on_resize(self) -> None:
        """Wrap again."""
        self._wrap()

    def render_line(self, y: int) -> Strip:
        """One line in the colours of its meaning."""
        pairs, colours, width = PAIRS[self.app.theme], not self.app.no_color, self.size.width
        text, meaning = self._lines[y] if y < len(self._lines) else ("", "base")
        base = pairs["base"].style(colours=colours)
        line = [Segment(" ", base), Segment(text, pairs[meaning].style(colours=colours))]
        return Strip(line).adjust_cell_length(width, base)

    def _wrap(self) -> None:
        before, width = self._lines, max(self.size.width - 2, 10)
        lines = [(line, cell.meaning) for cell in self.cells for line in wrap(cell.text, width)]
        height = self.size.height
        if 0 < height < len(lines):
            line, meaning = lines[height - 1]
            lines[height - 1 :] = [(f"{line[: width - 2]} {CUT}", meaning)]
        self._lines = lines
        for y in range(max(len(before), len(self._lines))):
            if before[y : y + 1] != self._lines[y : y + 1]:
                self.refresh(_changed(y, *before[y : y + 1], *self._lines[y : y + 1]))


def _changed(y: int, *told: tuple[str, str]) -> Region:
    """What has to be painted again of a line that said one thing or nothing and now says another."""
    texts = [text for text, _ in told]
    same = len(told) > 1 and told[0][1] == told[1][1]
    begin = _shared(*texts) if same else 0
    return Region(1 + begin, y, max(map(cell_len, texts)) - begin, 1)


def _shared(old: str, new: str) -> int:
    """How many terminal cells two texts begin with alike."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    return cell_len("".join(letter for letter, _ in alike))
