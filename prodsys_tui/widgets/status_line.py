"""The top line: where, when and who."""

from rich.cells import cell_len, set_cell_size
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
        self._parts = (SafeText(""), SafeText(""), SafeText(""))

    @property
    def text(self) -> str:
        """What the line says."""
        return "  ".join(part for part in self._parts if part)

    def show(self, site: SafeText, what: SafeText, who: SafeText) -> None:
        """Set what it says; repaints only when that changed. A long site name gives way to the rest."""
        if (site, what, who) != self._parts:
            self._parts = (site, what, who)
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - one line only
        """The line, exactly as wide as the terminal."""
        width = self.size.width
        small = self.app.size.width < SMALLEST.width or self.app.size.height < SMALLEST.height
        style = PAIRS[self.app.theme]["error" if small else "bar"].style(colours=not self.app.no_color)
        if small:
            return Strip([Segment(f" {self._too_small}", style)]).adjust_cell_length(width, style)
        site, what, who = self._parts
        room = max(width - cell_len(what) - cell_len(who) - 6, 0)
        place = site if cell_len(site) <= room else set_cell_size(site, max(room - 1, 0)) + "~"
        left = f" {place}  {what}"
        gap = " " * max(width - cell_len(left) - cell_len(who) - 1, 1)
        return Strip([Segment(f"{left}{gap}{who} ", style)]).adjust_cell_length(width, style)
