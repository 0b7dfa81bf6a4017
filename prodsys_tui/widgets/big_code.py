"""A batch's code so large that it can be read from the machine."""

from collections.abc import Mapping

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.theme import PAIRS

_HEIGHT = 5
# Five rows of four cells each; painted by colour, so that no font has to have a sign for it.
_GLYPHS: Mapping[str, tuple[str, ...]] = {
    "0": ("####", "#  #", "#  #", "#  #", "####"),
    "1": (" ## ", "  # ", "  # ", "  # ", " ###"),
    "2": ("####", "   #", "####", "#   ", "####"),
    "3": ("####", "   #", " ###", "   #", "####"),
    "4": ("#  #", "#  #", "####", "   #", "   #"),
    "5": ("####", "#   ", "####", "   #", "####"),
    "6": ("####", "#   ", "####", "#  #", "####"),
    "7": ("####", "   #", "  # ", " #  ", " #  "),
    "8": ("####", "#  #", "####", "#  #", "####"),
    "9": ("####", "#  #", "####", "   #", "####"),
    "-": ("    ", "    ", "####", "    ", "    "),
}


class BigCode(Widget):
    """A label, and the code in painted digits. Without a code it takes no room."""

    DEFAULT_CSS = """
    BigCode { width: 100%; height: 5; display: none; background: $base-ground; color: $base-text; }
    """

    def __init__(self, label: SafeText) -> None:
        super().__init__()
        self._label = label
        self.code = SafeText("")
        """What is shown now."""

    def show(self, code: SafeText) -> None:
        """Show a code; an empty one hides it."""
        self.code = code
        self.display = bool(code)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the digits; the label stands beside the middle one."""
        pairs, colours, width = PAIRS[self.app.theme], not self.app.no_color, self.size.width
        base, ink = pairs["base"].style(colours=colours), pairs["cursor"].style(colours=colours)
        label = f" {self._label} " if y == _HEIGHT // 2 else " " * (len(self._label) + 2)
        segments = [Segment(label, pairs["strong"].style(colours=colours))]
        for character in self.code:
            row = _GLYPHS.get(character, (character.center(4),) * _HEIGHT)[y]
            segments += [Segment(cell if cell != "#" else " ", ink if cell == "#" else base) for cell in row]
            segments.append(Segment(" ", base))
        return Strip(segments).adjust_cell_length(width, base)
