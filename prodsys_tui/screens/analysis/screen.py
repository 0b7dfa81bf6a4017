"""Paros y OEE: which reasons cost most, and how well each machine ran; Enter shows what is behind a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from prodsys_tui.screens.analysis.rows import COLUMNS, Kind, Page, heading, oee_page, stops_page
from prodsys_tui.screens.base import PlantScreen
from prodsys_tui.screens.modals.choice import Choice, ChoiceScreen
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.services.oee_report import OeeReport, oee_report
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.stop_report import StopReport, stop_report
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell, RowHead, RowList

DAYS = (1, 7, 30, 90, 366)
"""How far back one can look."""
_USUAL = 2
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read: one of the two reports, and the names of the processes."""

    report: StopReport | OeeReport
    processes: Sequence[tuple[int, str]]


class AnalysisScreen(PlantScreen[None]):
    """Two lists with bars: stops by what they cost, and OEE."""

    AREA = "analysis"
    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *general("leave", "reload"),
        own("analysis.view", "f6", "view"),
        own("analysis.open", "enter", "open"),
        own("analysis.more", "plus", "more"),
        own("analysis.fewer", "minus", "fewer"),
        own("analysis.process", "p", "process"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.kind = Kind.STOPS
        """Which of the two is shown."""
        self.looked: Looked | None = None
        """What was read; None until it was."""
        self.page: Page | None = None
        """The rows on the screen, and what tells about each."""
        self._days = _USUAL
        self._process: int | None = None
        self._inside: str | None = None

    def body(self) -> ComposeResult:
        """A list for each of the two, and the row under the cursor in full."""
        for kind in Kind:
            with Vertical(id=f"part-{kind}"):
                yield RowHead(COLUMNS[kind], heading(kind, self.say))
                yield RowList(COLUMNS[kind], id=f"rows-{kind}")
        yield Notes(id="detail")

    def on_mount(self) -> None:
        """Read the stops."""
        self._swap()
        self.action_reload()

    def on_resize(self) -> None:
        """The bars take what the terminal has."""
        self._show()

    def status(self) -> Iterator[SafeText]:
        """What is shown, of which days and process."""
        yield self.say(f"analysis.{self.kind}")
        yield self.say.n("analysis.days", DAYS[self._days])
        name = dict(self.looked.processes).get(self._process or 0) if self.looked else None
        yield safe(name or "")

    def lock_of(self, action: str) -> SafeText | None:
        """There may be no more days, or nothing behind a row."""
        if action == "more" and self._days == len(DAYS) - 1:
            return self.say("analysis.no-more")
        if action == "fewer" and self._days == 0:
            return self.say("analysis.no-fewer")
        if action == "open" and self.page is not None and (self._inside or self._key is None):
            return self.say("analysis.nothing-behind")
        return None

    # What is shown

    def action_reload(self) -> None:
        """Read again."""
        kind, days, process = self.kind, DAYS[self._days], self._process
        self.call(lambda plant: read_report(plant, kind, days, process), self._read, hold=True)

    def action_view(self) -> None:
        """Stops, or OEE."""
        self.kind = Kind.OEE if self.kind is Kind.STOPS else Kind.STOPS
        self._anew()

    def action_more(self) -> None:
        """Look further back."""
        self._days += 1
        self._anew()

    def action_fewer(self) -> None:
        """Look less far back."""
        self._days -= 1
        self._anew()

    def action_process(self) -> None:
        """Show one process, or all."""
        if self.looked is None:
            return
        choices = [Choice(_ALL, self.say("analysis.all"))]
        choices += [Choice(str(id_), safe(name), safe(id_)) for id_, name in self.looked.processes]

        def chosen(key: str) -> None:
            self._process = None if key == _ALL else int(key)
            self._anew()

        self.ask(ChoiceScreen(self.session, self.say("analysis.key.process"), choices), chosen)

    def action_open(self) -> None:
        """Show what is behind the row: stops machine by machine, OEE shift by shift."""
        self._inside = self._key
        self._show()

    def on_row_list_chosen(self) -> None:
        """Enter in the list."""
        self.call_next(self.app.run_action, "open", self)

    def action_back(self) -> None:
        """Out of what is behind a row, else out of the screen."""
        if self._inside is None:
            self.action_leave()
            return
        self._inside = None
        self._show()

    def on_row_list_moved(self) -> None:
        """Tell the row under the cursor."""
        self._show_detail()

    def _anew(self) -> None:
        self._inside, self.looked, self.page = None, None, None
        self._swap()
        self.action_reload()

    def _swap(self) -> None:
        for kind in Kind:
            self.query_one(f"#part-{kind}").display = kind is self.kind
        self._list.focus()

    def _read(self, looked: Looked) -> None:
        self.looked = looked
        self._show()

    def _show(self) -> None:
        if self.looked is None:
            return
        report, say, wide = self.looked.report, self.say, self.size.width
        if isinstance(report, StopReport):
            groups = self.session.plant.catalogs.stops.names
            self.page = stops_page(report, say, groups, self._inside, wide)
        else:
            self.page = oee_page(report, say, self._inside, wide)
        self._list.show(self.page.rows)
        self.show_status()
        self._show_detail()

    @property
    def _list(self) -> RowList:
        return self.query_one(f"#rows-{self.kind}", RowList)

    @property
    def _key(self) -> str | None:
        return self._list.key

    def _show_detail(self) -> None:
        if self.page is not None:
            lines = [*self.page.told.get(self._key or "", ()), *self.page.foot]
            self.query_one(Notes).show([Cell(line) for line in lines or [self.say("analysis.empty")]])
            self.reload_keys()


def read_report(plant: Plant, kind: Kind, days: int, process: int | None) -> Looked:
    """Read one of the two reports."""
    with plant.read() as reads:
        names = [(each.contract.id, each.contract.name) for each in plant.contracts.all(reads)]
        read = stop_report if kind is Kind.STOPS else oee_report
        return Looked(read(reads, plant.contracts, plant.clock.now(), days, process), names)
