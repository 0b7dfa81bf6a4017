"""The queries behind the quality reports: what was measured and made since a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from prodsys_tui.domain.batch.coverage import MadeBatch
from prodsys_tui.domain.batch.dwell import Life
from prodsys_tui.domain.model import BatchState, Sample
from prodsys_tui.domain.quality.rejection import By, Cut, Tally


@dataclass(frozen=True, slots=True)
class StateCount:
    """The batches of one state, and how many days passed between their making and their last change.

    ``days`` is the mean, in the floating point of the seed's query; None where none was changed.
    """

    state: BatchState
    batches: int
    days: float | None


class QualityReportReads(Protocol):
    """Samples and batches of the last days; each query reads the days that it is asked for and no others."""

    def tallies(self, since: date, by: By, cut: Cut) -> Sequence[Tally]:
        """Samples and rejections by analysis date from a day on, of a cut, in no order."""
        ...

    def samples_of(
        self, since: date, cut: Cut, *, rejected: bool, before: Sample | None = None, limit: int = 200
    ) -> Sequence[Sample]:
        """The samples of a cut, or the rejected ones alone, the newest analysis date first."""
        ...

    def state_counts(self, since: date) -> Sequence[StateCount]:
        """The batches that were made from a day on, by state."""
        ...

    def batches_made(
        self, since: date, *, process_id: int | None = None, state: BatchState | None = None
    ) -> Sequence[MadeBatch]:
        """The batches that were made from a day on, oldest first."""
        ...

    def lives(self, since: datetime, process_id: int | None = None) -> Sequence[Life]:
        """The batches that changed since an instant, or are not closed, with all changes of their state."""
        ...
