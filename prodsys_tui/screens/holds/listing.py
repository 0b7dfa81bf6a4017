"""The holds, the five steps of the one under the cursor, and what it went into: reading and showing them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from prodsys_tui.domain.batch.hold_steps import StepKind
from prodsys_tui.screens.base import ReadScreen
from prodsys_tui.screens.holds.steps import fitted, step_lines
from prodsys_tui.screens.holds.view import (
    CONSUMERS,
    HOLDS,
    Detail,
    Shown,
    consumer_heading,
    consumer_row,
    hold_heading,
    hold_row,
    read_detail,
    read_shown,
    untold_row,
)
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.services.batch.hold_pages import HoldPage, hold_page, holds_again, more_holds
from prodsys_tui.services.batch.hold_story import HoldRow
from prodsys_tui.services.ports import Reads
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.paged_list import PagedList
from prodsys_tui.widgets.row_list import Cell, RowHead, RowList

if TYPE_CHECKING:
    from prodsys_tui.domain.model import Batch

_LEAST = 20
"""The narrowest line that is wrapped."""


class HoldList(ReadScreen[None]):
    """The holds above, the five steps of one, and below what it went into."""

    AREA = "holds"
    CSS_PATH = "screen.tcss"

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.shown: Shown | None = None
        """The holds; None until they were read."""
        self.detail: Detail | None = None
        """The one under the cursor in full."""
        self.marked: dict[str, Batch] = {}
        """The batches that it went into and that were marked, by code."""
        self._turn = 0

    def body(self) -> ComposeResult:
        """The holds, the steps, and the batches that consumed what is held."""
        yield RowHead(HOLDS, hold_heading(self.say))
        yield PagedList(HOLDS, id="holds")
        yield Notes(id="steps")
        yield RowHead(CONSUMERS, consumer_heading(self.say))
        yield RowList(CONSUMERS, id="consumers")

    def began(self) -> None:
        """The list was read for the first time."""

    # What it shows

    def status(self) -> Iterator[SafeText]:
        """Which holds, and which of them one is at."""
        yield self.say("holds.title")
        if self.shown is not None:
            page = self.shown.page
            if page.batch is not None:
                yield safe(page.batch.code)
            else:
                yield self.say("holds.view.ended" if page.ended else "holds.view.open")
            yield safe(f"{self.holds.at}/{len(page.rows)}{'+' if page.more else ''}")

    @property
    def row(self) -> HoldRow | None:
        """The hold under the upper cursor."""
        return self.shown.row(self.holds.key) if self.shown is not None else None

    @property
    def here(self) -> Detail | None:
        """It in full, once that was read."""
        detail, row = self.detail, self.row
        same = detail is not None and row is not None and detail.story.row.hold.ref == row.hold.ref
        return detail if same else None

    @property
    def holds(self) -> PagedList:
        """The upper list."""
        return self.query_one("#holds", PagedList)

    @property
    def consumers(self) -> RowList:
        """The lower list."""
        return self.query_one("#consumers", RowList)

    @property
    def lower(self) -> bool:
        """Whether the keys go to the lower list."""
        return self.focused is self.consumers

    def action_reload(self) -> None:
        """Read the holds again, as many as were read."""
        shown, batch = self.shown, self.target.batch
        if shown is None:
            self.read(lambda reads, now: hold_page(reads, now, batch=batch), hold=True)
        elif not self.busy:
            self.read(lambda reads, now: holds_again(reads, now, shown.page))

    def action_view(self) -> None:
        """Those that last, or those that ended."""
        page = self.shown.page if self.shown is not None else None
        ended = page is not None and page.batch is None and not page.ended
        self.marked.clear()
        self.read(lambda reads, now: hold_page(reads, now, ended=ended), hold=True)

    def on_paged_list_wanted(self) -> None:
        """The end of what was read: read on."""
        shown = self.shown
        if shown is not None and not self.busy:
            self.read(lambda reads, now: more_holds(reads, now, shown.page), hold=True)

    def read(
        self,
        read: Callable[[Reads, datetime], HoldPage],
        *,
        hold: bool = False,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Read the list, show it and go on."""
        self._turn += hold
        turn = self._turn

        def show(shown: Shown) -> None:
            if turn != self._turn:
                return  # what was asked for since is another list
            first, self.shown = self.shown is None, shown
            rows = [hold_row(each, self.say) for each in shown.page.rows]
            self.holds.show_pages(rows, more=shown.page.more)
            if first:
                self.holds.focus()
                self.began()
            self._tell()
            if then is not None:
                then()

        self.call(lambda plant: read_shown(plant, read), show, hold=hold)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Another hold: tell it."""
        if event.rows is self.holds:
            self.marked.clear()
            self._tell()

    def on_resize(self) -> None:
        """The steps take what the terminal has."""
        self.show_detail()

    def on_descendant_focus(self) -> None:
        """What Enter does depends on the list."""
        self.reload_keys()

    def _tell(self) -> None:
        """Tell the hold under the cursor, in full once it was read."""
        self.show_status()
        self.show_detail()
        row = self.row
        if row is not None:
            uid = row.hold.ref.uid
            self.call(lambda plant: read_detail(plant, uid), self._show_read)

    def _show_read(self, detail: Detail) -> None:
        other = self.here is None
        self.detail = detail
        self.show_detail()
        if other:
            self.consumers.action_end(0)

    def show_detail(self) -> None:
        """Write the steps and the lower list of the hold under the cursor, once it was read."""
        shown = self.shown
        if shown is None or (self.here is None and self.row is not None):
            return
        detail, notes = self.here, self.query_one("#steps", Notes)
        if detail is None:
            batch = shown.page.batch
            none = self.say("holds.none") if batch is None else self.say("holds.none-of", batch=batch.code)
            notes.show([Cell(none)])
            self.consumers.show(())
        else:
            width, height = max(notes.size.width - 2, _LEAST), max(notes.size.height, len(StepKind))
            notes.show(fitted(step_lines(detail, self.say), width, height))
            rows = [
                consumer_row(each, detail, shown, marked=each.batch.code in self.marked)
                for each in detail.tainted
            ]
            self.consumers.show([*rows, untold_row(detail, self.say)] if detail.untold else rows)
        self.reload_keys()
