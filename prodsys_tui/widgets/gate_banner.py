"""The quality gate in words: open or closed, how far it is, and every reason why it is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.theme import PAIRS


@dataclass(frozen=True, slots=True)
class GateNews:
    """What the banner says: the gate's word in the colour of its ``meaning``, facts beside it, reasons."""

    word: SafeText = SafeText("")  # noqa: RUF009 - immutable
    meaning: str = "off"
    facts: SafeText = SafeText("")  # noqa: RUF009
    reasons: tuple[SafeText, ...] = ()


class GateBanner(Widget):
    """One line, and one or two for each reason. It grows and shrinks with them."""

    DEFAULT_CSS = """
    GateBanner { width: 100%; height: auto; background: $base-ground; color: $base-text; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.news = GateNews()
        """What it says now."""

    def show(self, news: GateNews) -> None:
        """Say something else; repaints only when it is something else."""
        if news != self.news:
            self.news = news
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """One line and those of the reasons."""
        return 1 + len(_lines(self.news.reasons, width))

    def render_line(self, y: int) -> Strip:
        """The word and the facts first, then the reasons."""
        pairs, colours, width = PAIRS[self.app.theme], not self.app.no_color, self.size.width
        base = pairs["base"].style(colours=colours)
        if y == 0:
            word = Segment(f" {self.news.word} ", pairs[self.news.meaning].style(colours=colours))
            facts = Segment(f"  {self.news.facts}", pairs["strong"].style(colours=colours))
            return Strip([word, facts]).adjust_cell_length(width, base)
        lines = _lines(self.news.reasons, width)
        text = lines[y - 1] if y <= len(lines) else ""
        return Strip([Segment(text, pairs["waiting"].style(colours=colours))]).adjust_cell_length(width, base)


def _lines(reasons: Sequence[SafeText], width: int) -> list[str]:
    """The reasons as lines; each begins with a mark, what goes on is put in."""
    return [
        line
        for reason in reasons
        for line in wrap(reason, max(width - 1, 10), initial_indent=" - ", subsequent_indent="   ")
    ]
