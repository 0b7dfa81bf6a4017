"""Turnos anteriores: the list of all shifts; Enter shows the board of one as it was left."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from prodsys_tui.domain.model import Shift
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.shift.shift import label
from prodsys_tui.screens.base import PlantScreen
from prodsys_tui.screens.frame import put_up
from prodsys_tui.screens.history.view import (
    SHIFTS,
    Said,
    read_again,
    read_older,
    read_page,
    read_said,
    said_lines,
    shift_heading,
    shift_row,
)
from prodsys_tui.screens.modals.tell import TellScreen
from prodsys_tui.screens.modals.text import TextScreen
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.services.shift.shift_pages import ShiftPage
from prodsys_tui.text.catalog import refusal_text
from prodsys_tui.text.dates import read_date, read_day
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.paged_list import PagedList
from prodsys_tui.widgets.row_list import Cell, RowHead


class HistoryScreen(PlantScreen[None]):
    """Every shift, newest first; the one that is chosen stands on the board below."""

    AREA = "history"
    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        own("history.board", "enter", "board"),
        *general("leave", "reload"),
        own("history.date", "slash,g", "date"),
        own("history.holds", "c", "holds"),
        own("history.said", "n", "said"),
        own("history.handover", "e", "handover"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.page: ShiftPage | None = None
        """What was read so far, all pages as one; None until the first was."""

    def body(self) -> ComposeResult:
        """The shifts, and where in them one is."""
        yield RowHead(SHIFTS, shift_heading(self.say))
        yield PagedList(SHIFTS)
        yield Notes(id="place")

    def on_mount(self) -> None:
        """Read the newest page."""
        self.action_reload()

    def data_changed(self) -> None:
        """Somebody wrote something: what is new joins what was read."""
        page = self.page
        if page is not None and not self.busy:
            self.call(lambda plant: read_again(plant, page), self._begin)

    def action_reload(self) -> None:
        """Begin again with the newest shifts."""
        self.call(read_page, self._begin, hold=True)

    @property
    def shift(self) -> Shift | None:
        """The shift under the cursor."""
        uid = self.query_one(PagedList).key
        return next((each for each in self.page.shifts if each.ref.uid == uid), None) if self.page else None

    def lock_of(self, action: str) -> SafeText | None:
        """All but the date needs a shift."""
        if action in {"board", "holds", "said", "handover"} and self.page is not None and self.shift is None:
            return self.say("history.empty")
        return super().lock_of(action)

    # What it shows

    def on_paged_list_wanted(self) -> None:
        """Read the page after the last row."""
        page = self.page
        if page is not None and not self.busy:
            self.call(lambda plant: read_older(plant, page), self._begin, hold=True)

    def on_row_list_moved(self) -> None:
        """Tell where one is."""
        self._show_place()

    def _begin(self, page: ShiftPage) -> None:
        self.page = page
        self._show()

    def _show(self) -> None:
        page = self.page
        if page is not None:
            rows = [shift_row(each, page.signed.get(each.ref.id, 0), self.say) for each in page.shifts]
            self.query_one(PagedList).show_pages(rows, more=page.more)
            self._show_place()

    def _show_place(self) -> None:
        page = self.page
        if page is not None:
            count = len(page.shifts)
            key = "history.place-more" if page.more else "history.place-end"
            told = self.say(key, at=self.query_one(PagedList).at, count=count)
            self.query_one("#place", Notes).show([Cell(told if count else self.say("history.empty"))])
            self.reload_keys()

    # What is done

    def on_row_list_chosen(self) -> None:
        """Enter in the list."""
        self.call_next(self.app.run_action, "board", self)

    def action_board(self) -> None:
        """Show the board of the shift under the cursor."""
        if self.shift is not None:
            self.session.wanted = self.shift.ref.uid
            self.dismiss()

    def action_date(self) -> None:
        """Go to the shifts of a date and those before it."""
        title, asked = self.say("history.date-title"), self.say("history.date-ask")
        self.ask(TextScreen(self.session, title, asked), self._to_date)

    def _to_date(self, typed: str) -> None:
        day = read_date(typed) if typed[:4].isdigit() else read_day(typed)
        if isinstance(day, Refusal):
            self.complain(refusal_text(self.say, day))
            return
        self.call(lambda plant: read_page(plant, day), self._begin_at, hold=True)

    def _begin_at(self, page: ShiftPage) -> None:
        if not page.shifts:
            self.complain(self.say("history.none-so-old"))
            return
        self._begin(page)
        self.query_one(PagedList).action_end(0)
        self.tell(self.say("history.newer"))

    def action_holds(self) -> None:
        """Its samples, records and signed corrections."""
        if self.shift is not None:
            self.go(Target(Place.CORRECTIONS, shift=self.shift.ref.uid))

    def action_handover(self) -> None:
        """What it handed over, and who received it."""
        if self.shift is not None:
            self.go(Target(Place.HANDOVER, shift=self.shift.ref.uid))

    def action_said(self) -> None:
        """Its stops, observations and reviews."""
        if self.shift is not None:
            uid = self.shift.ref.uid
            self.call(lambda plant: read_said(plant, uid), self._tell_said, hold=True)

    def _tell_said(self, said: Said) -> None:
        lines = list(said_lines(said, self.say))
        put_up(self.app, TellScreen(self.session, safe(label(said.shift)), lines))
