"""The top line: where, when and who."""

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.theme import PAIRS


class StatusLine(Widget):
    """Site and shift at the left, the person at the right; cut in the middle when the line is short."""

    DEFAULT_CSS = """
    StatusLine { dock: top; width: 100%; height: 1; background: $bar-ground; color: $bar-text; }
    """

    def __init__(self) -> None:
        super().__init__()
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
        style = PAIRS[self.app.theme]["bar"].style(colours=not self.app.no_color)
        right = f" {self._right} "[:width]
        left = Strip([Segment(f" {self._left}", style)]).adjust_cell_length(
            max(width - Strip([Segment(right)]).cell_length, 0), style
        )
        return Strip.join([left, Strip([Segment(right, style)])]).adjust_cell_length(width, style)
