"""Contador: every reading and reset of a machine's counter, page by page, the newest first."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from prodsys_tui.domain.numbers import show_number
from prodsys_tui.screens.base import PlantScreen
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.counter_chain import ChainPage, ChainRow, counter_chain
from prodsys_tui.text.dates import show_instant
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.paged_list import PagedList
from prodsys_tui.widgets.row_list import Cell, Column, Row, RowHead

COLUMNS = (
    *(Column(16), Column(5), Column(11, "right"), Column(11, "right"), Column(11, "right")),
    *(Column(8), Column()),
)
"""When it was read, turn, reading, the one before, the difference, order, its mark."""


class ChainScreen(PlantScreen[None]):
    """The chain of one machine (the target's)."""

    AREA = "chain"
    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *general("leave", "reload"),
        own("chain.older", "a", "older"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.pages: list[ChainPage] = []
        """What was read so far, the newest first."""

    def body(self) -> ComposeResult:
        """The readings, and the one under the cursor in full."""
        yield RowHead(COLUMNS, self._heading())
        yield PagedList(COLUMNS)
        yield Notes(id="detail")

    def on_mount(self) -> None:
        """Read the newest page."""
        self.action_reload()

    def data_changed(self) -> None:
        """Somebody wrote something: begin again, unless one is among older readings."""
        if len(self.pages) <= 1:
            self.action_reload()

    def status(self) -> Iterator[SafeText]:
        """Of which machine."""
        yield self.say("chain.title")
        yield safe(self.target.machine or "")
        if self.pages:
            more = "+" if self.pages[-1].older is not None else ""
            yield safe(f"{self.query_one(PagedList).at}/{len(self._rows)}{more}")

    def lock_of(self, action: str) -> SafeText | None:
        """There may be nothing older."""
        if action == "older" and self.pages and self.pages[-1].older is None:
            return self.say("chain.no-older")
        return None

    def action_reload(self) -> None:
        """Read the newest page again."""
        self.call(lambda plant: self._read(plant, None), self._begin, hold=not self.pages)

    def action_older(self) -> None:
        """Read the page before the last one."""
        before = self.pages[-1].older if self.pages else None
        self.call(lambda plant: self._read(plant, before), self._go_on, hold=True)

    def on_paged_list_wanted(self) -> None:
        """The end of what was read: read the page before it too."""
        if not self.busy:
            self.action_older()

    def on_row_list_moved(self) -> None:
        """Tell the reading under the cursor, and where it stands."""
        self.show_status()
        self._show_detail()

    def _read(self, plant: Plant, before: str | None) -> ChainPage:
        with plant.read() as reads:
            return counter_chain(reads, self.target.machine or "", before)

    def _begin(self, page: ChainPage) -> None:
        self.pages = [page]
        self._show()

    def _go_on(self, page: ChainPage) -> None:
        self.pages.append(page)
        self._show()

    def _show(self) -> None:
        rows = [self._row(row) for row in self._rows]
        self.query_one(PagedList).show_pages(rows, more=self.pages[-1].older is not None)
        self.show_status()
        self._show_detail()

    @property
    def _rows(self) -> tuple[ChainRow, ...]:
        return tuple(row for page in self.pages for row in page.rows)

    def _heading(self) -> Row:
        names = ("read", "turn", "reading", "previous", "difference", "order", "mark")
        return Row("", tuple(Cell(self.say(f"chain.column.{name}"), "head") for name in names))

    def _row(self, row: ChainRow) -> Row:
        linked, record = row.linked, row.record
        numbers = (linked.link.reading, linked.previous, linked.difference)
        return Row(
            linked.link.what.ref.uid,
            (
                Cell(safe(show_instant(linked.link.place[0], self.session.zone))),
                Cell(safe(row.shift.turn if row.shift else "")),
                *(Cell(safe("" if each is None else show_number(each)), "strong") for each in numbers),
                Cell(safe(record.order.code if record and record.order else "")),
                self._mark(row),
            ),
        )

    def _mark(self, row: ChainRow) -> Cell:
        record = row.record
        if row.reset is not None:
            return Cell(self.say("chain.mark.reset", kind=row.reset.kind.value), "waiting")
        if record is not None and record.disputed:
            return Cell(self.say("chain.mark.disputed"), "wrong")
        if record is not None and record.corrected:
            return Cell(self.say("chain.mark.corrected"), "waiting")
        return Cell(self.say("chain.mark.late") if record is not None and record.late else safe(""))

    def _show_detail(self) -> None:
        uid = self.query_one(PagedList).key
        row = next((each for each in self._rows if each.linked.link.what.ref.uid == uid), None)
        self.query_one(Notes).show([Cell(line) for line in self._detail(row)])
        self.reload_keys()

    def _detail(self, row: ChainRow | None) -> Iterator[SafeText]:
        if row is None:
            yield self.say("chain.empty")
            return
        what = row.linked.link.what
        typed = show_instant(what.recorded_at, self.session.zone)
        yield self.say("chain.typed", person=what.author, at=typed)
        if row.record is not None:
            yield self.say("chain.counted", quantity=row.record.quantity)
        if row.reset is not None:
            yield self.say("chain.reason", reason=row.reset.reason)
