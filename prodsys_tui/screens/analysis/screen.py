"""Paros y OEE: which reasons cost most, and how well each machine ran; Enter shows what is behind a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType

from prodsys_tui.screens.analysis.rows import COLUMNS, Kind, heading, oee_page, stops_page
from prodsys_tui.screens.bars import BarsScreen, Page
from prodsys_tui.screens.modals.choice import Choice, ChoiceScreen
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.services.line.oee_report import OeeReport, oee_report
from prodsys_tui.services.line.stop_report import StopReport, stop_report
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.row_list import Row

_ALL = "all"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read: one of the two reports, and the names of the processes."""

    report: StopReport | OeeReport
    processes: Sequence[tuple[int, str]]


class AnalysisScreen(BarsScreen):
    """Two lists with bars: stops by what they cost, and OEE."""

    AREA = "analysis"
    CSS_PATH = "screen.tcss"
    LISTS = COLUMNS
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
        self._process: int | None = None
        self._inside: str | None = None

    @property
    def part(self) -> str:
        """Stops, or OEE."""
        return self.kind

    def heading(self, part: str) -> Row:
        """The names of a list's columns."""
        return heading(Kind(part), self.say)

    def status(self) -> Iterator[SafeText]:
        """What is shown, of which days and process."""
        yield self.say(f"analysis.{self.kind}")
        yield self.say.n("bars.days", self.days)
        name = dict(self.looked.processes).get(self._process or 0) if self.looked else None
        yield safe(name or "")

    def lock_of(self, action: str) -> SafeText | None:
        """There may be nothing behind a row."""
        if action == "open" and self.page is not None and (self._inside or self.key is None):
            return self.say("analysis.nothing-behind")
        return super().lock_of(action)

    # What is shown

    def action_reload(self) -> None:
        """Read again."""
        kind, days, process = self.kind, self.days, self._process
        self.call(lambda plant: read_report(plant, kind, days, process), self._read, hold=True)

    def action_view(self) -> None:
        """Stops, or OEE."""
        self.kind = Kind.OEE if self.kind is Kind.STOPS else Kind.STOPS
        self.begin()

    def action_process(self) -> None:
        """Show one process, or all."""
        if self.looked is None:
            return
        choices = [Choice(_ALL, self.say("analysis.all"))]
        choices += [Choice(str(id_), safe(name), safe(id_)) for id_, name in self.looked.processes]

        def chosen(key: str) -> None:
            self._process = None if key == _ALL else int(key)
            self.begin()

        self.ask(ChoiceScreen(self.session, self.say("analysis.key.process"), choices), chosen)

    def action_open(self) -> None:
        """Show what is behind the row: stops machine by machine, OEE shift by shift."""
        self._inside = self.key
        self.show_page()

    def action_back(self) -> None:
        """Out of what is behind a row, else out of the screen."""
        if self._inside is None:
            self.action_leave()
            return
        self._inside = None
        self.show_page()

    def begin(self) -> None:
        """Read the list that is wanted now, from its top."""
        self._inside, self.looked = None, None
        super().begin()

    def made(self) -> Page | None:
        """The rows of the report that was read."""
        if self.looked is None:
            return None
        report, say, wide = self.looked.report, self.say, self.size.width
        if isinstance(report, StopReport):
            return stops_page(report, say, self.session.plant.catalogs.stops.names, self._inside, wide)
        return oee_page(report, say, self._inside, wide)

    def _read(self, looked: Looked) -> None:
        self.looked = looked
        self.show_page()


def read_report(plant: Plant, kind: Kind, days: int, process: int | None) -> Looked:
    """Read one of the two reports."""
    with plant.read() as reads:
        names = [(each.contract.id, each.contract.name) for each in plant.contracts.all(reads)]
        read = stop_report if kind is Kind.STOPS else oee_report
        return Looked(read(reads, plant.contracts, plant.clock.now(), days, process), names)
