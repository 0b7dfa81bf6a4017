"""A list that is read page by page: the end of what was read asks for the next page."""

from collections.abc import Sequence

from textual.message import Message

from prodsys_tui.widgets.row_list import Row, RowList


class PagedList(RowList):
    """Rows of which there may be more; moving to the last one, or on from it, posts ``Wanted``."""

    more = False
    """Whether the store may have rows after the last one."""

    class Wanted(Message):
        """The next page is to be read and shown with ``show_pages``."""

        def __init__(self, rows: "PagedList") -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> "PagedList":
            """The list, so that handlers can select on it."""
            return self.rows

    def show_pages(self, rows: Sequence[Row], *, more: bool) -> None:
        """Show all rows that were read so far."""
        self.more = more
        self.show(rows)

    @property
    def at(self) -> int:
        """The number of the row under the cursor, from 1; 0 in an empty list."""
        return self._at + 1 if self.rows else 0

    def _go(self, at: int) -> None:
        super()._go(at)
        if self.more and at >= len(self.rows) - 1:
            self.post_message(self.Wanted(self))
