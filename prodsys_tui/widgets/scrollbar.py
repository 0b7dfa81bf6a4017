"""A scrollbar of whole cells: console fonts have none of the eighth blocks that Textual rounds it with."""

from typing import ClassVar

from textual.scrollbar import ScrollBar, ScrollBarRender


class PlainScrollBar(ScrollBarRender):
    """Blanks alone, told apart by their ground."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


def use_plain_scrollbars() -> None:
    """Draw every scrollbar so."""
    ScrollBar.renderer = PlainScrollBar
