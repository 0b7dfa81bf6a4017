"""The steps of the way down from a figure to what is behind it, and what is read for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from prodsys_tui.domain.batch.coverage import MadeBatch
from prodsys_tui.domain.batch.dwell import Dwell
from prodsys_tui.domain.model import BatchState, Sample
from prodsys_tui.domain.quality.rejection import By, Cut, next_step
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.quality import quality_report as report
from prodsys_tui.services.reads.quality_report import StateCount

PAGE = 200
"""How many samples are read at once."""


class View(StrEnum):
    """The four things that are looked at."""

    REJECTION = "rejection"
    STATES = "states"
    COVERAGE = "coverage"
    DWELL = "dwell"


DAYS: Mapping[View, int] = {
    View.REJECTION: report.REJECTION_DAYS,
    View.STATES: report.CLOSURE_DAYS,
    View.COVERAGE: report.COVERAGE_DAYS,
    View.DWELL: report.DWELL_DAYS,
}
"""How far each looks back at first."""


class Part(StrEnum):
    """The lists of the screen."""

    RATES = "rates"
    SAMPLES = "samples"
    STATES = "states"
    COVERAGE = "coverage"
    BATCHES = "batches"
    DWELL = "dwell"
    STAYS = "stays"


_TOP = {View.STATES: Part.STATES, View.COVERAGE: Part.COVERAGE, View.DWELL: Part.DWELL}
_BELOW = {View.STATES: Part.BATCHES, View.COVERAGE: Part.BATCHES, View.DWELL: Part.STAYS}


@dataclass(frozen=True, slots=True)
class Level:
    """A step: ``by`` breaks the ``cut`` of samples down (None: the samples themselves).

    ``opened`` is the state or the process (id) whose batches are shown (``""``: all states or processes).
    """

    view: View = View.REJECTION
    by: By | None = By.PROCESS
    cut: tuple[tuple[By, str], ...] = ()
    opened: str = ""

    @property
    def part(self) -> Part:
        """The list that shows it."""
        if self.view is View.REJECTION:
            return Part.RATES if self.by else Part.SAMPLES
        return (_BELOW if self.opened else _TOP)[self.view]

    @property
    def chosen(self) -> Cut:
        """The samples that are looked at."""
        return dict(self.cut)

    def below(self, key: str) -> "Level":
        """The step behind a row."""
        if self.view is not View.REJECTION:
            return replace(self, opened=key)
        cut = (*self.cut, (self.by or By.PROCESS, key))
        return replace(self, by=next_step(dict(cut)), cut=cut)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read of a step at an instant, and the names of the processes; one of the rest is there."""

    level: Level
    now: datetime
    names: Mapping[int, str]
    rejection: report.RejectionReport | None = None
    samples: Sequence[Sample] = ()
    more: bool = False
    states: Sequence[StateCount] = ()
    coverage: report.CoverageReport | None = None
    batches: Sequence[MadeBatch] = ()
    dwells: Sequence[Dwell] = ()


def read_level(plant: Plant, level: Level, days: int) -> Looked:
    """Read a step."""
    with plant.read() as reads:
        names = {each.contract.id: each.contract.name for each in plant.contracts.all(reads)}
        looked = Looked(level, plant.clock.now(), names)
        match level.part:
            case Part.RATES:
                by = level.by or By.PROCESS
                looked = replace(
                    looked, rejection=report.rejection(reads, looked.now, days, by, level.chosen)
                )
            case Part.SAMPLES:
                looked = _with_samples(reads, looked, days)
            case Part.STATES:
                looked = replace(looked, states=report.closure(reads, looked.now, days))
            case Part.COVERAGE:
                found = report.coverage(reads, plant.contracts, looked.now, days)
                looked = replace(looked, coverage=found)
            case Part.BATCHES:
                looked = replace(looked, batches=_batches(reads, plant, looked, days))
            case Part.DWELL | Part.STAYS:
                looked = replace(looked, dwells=report.dwell(reads, plant.contracts, looked.now, days))
    return looked


def read_on(plant: Plant, looked: Looked, days: int) -> Looked:
    """What was read and the samples after it."""
    with plant.read() as reads:
        return _with_samples(reads, looked, days)


def _with_samples(reads: Reads, looked: Looked, days: int) -> Looked:
    last = looked.samples[-1] if looked.samples else None
    found = report.samples_behind(reads, looked.now, days, looked.level.chosen, last, PAGE + 1)
    return replace(looked, samples=(*looked.samples, *found[:PAGE]), more=len(found) > PAGE)


def _batches(reads: Reads, plant: Plant, looked: Looked, days: int) -> Sequence[MadeBatch]:
    """Those of a state, newest first, or those of a process, least consumed first."""
    opened, now = looked.level.opened, looked.now
    if looked.level.view is View.STATES:
        return report.batches_behind(reads, now, days, BatchState(opened))
    return report.coverage(reads, plant.contracts, now, days, int(opened)).batches
