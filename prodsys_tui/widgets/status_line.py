"""The top line: where, when and who."""

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.theme import PAIRS

SMALLEST = Size(80, 24)
"""The size that every screen is made for; below it the line asks for a larger window."""


class StatusLine(Widget):
    """Site and shift at the left, the person at the right; cut in the middle when the line is short."""

    DEFAULT_CSS = """
    StatusLine { dock: top; width: 100%; height: 1; background: $bar-ground; color: $bar-text; }
    """

    def __init__(self, too_small: SafeText) -> None:
        super().__init__()
        self._too_small = too_small
        self._left = SafeText("")
        self._right = SafeText("")

    @property
    def text(self) -> str:
        """What the line says."""
        return f"{self._left} {self._right}".strip()

    def show(self, left: SafeText, right: SafeText) -> None:
        """Set what it says; repaints only when that changed."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - one line only
        """The line, exactly as wide as the terminal."""
        width = self.size.width
        small = self.app.size.width < SMALLEST.width or self.app.size.height < SMALLEST.height
        name, left, right = ("error", self._too_small, "") if small else ("bar", self._left, self._right)
        style = PAIRS[self.app.theme][name].style(colours=not self.app.no_color)
        end = Strip([Segment(f" {right} ", style)])
        start = Strip([Segment(f" {left}", style)])
        start = start.adjust_cell_length(max(width - end.cell_length, 0), style)
        return Strip.join([start, end]).adjust_cell_length(width, style)
