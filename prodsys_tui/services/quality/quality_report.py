"""Rejection, closure, coverage and dwell over the last days. Spec ``domain.md`` §5, seed "Quality Analytics".

The seed's three queries answer the same rows here: every sample counts, a corrected one too. Their
``date('now')`` is the UTC date of the plant's clock, so that a rehearsal with another clock is answered for
its own days; there is no other departure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from prodsys_tui.domain.batch.coverage import Covered, MadeBatch, consumed_processes, covered, least_consumed
from prodsys_tui.domain.batch.dwell import Dwell, dwells
from prodsys_tui.domain.model import BatchState, Sample
from prodsys_tui.domain.quality.rejection import By, Cut, Tally, ordered
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.line.stop_report import MOST_DAYS
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.reads.quality_report import StateCount
from prodsys_tui.services.refused import refuse

REJECTION_DAYS, CLOSURE_DAYS, COVERAGE_DAYS, DWELL_DAYS = 30, 90, 30, 90
"""How many days the reports look back, unless told; the first three are the seed's."""


@dataclass(frozen=True, slots=True)
class RejectionReport:
    """The samples of a cut by one thing that they have in common; ``since`` is the first analysis date."""

    since: date
    by: By
    cut: Cut
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """The batches made since a day, least consumed first, and the same process by process."""

    since: date
    batches: tuple[MadeBatch, ...]
    processes: tuple[Covered, ...]

    @property
    def missing(self) -> tuple[MadeBatch, ...]:
        """The batches that nobody consumed though somebody is expected to."""
        expected = {each.process_id for each in self.processes if each.expected}
        return tuple(each for each in self.batches if not each.consumed and each.process_id in expected)


def first_date(now: datetime, days: int) -> date:
    """The first UTC date of the last days, as the seed's ``date('now', …)``.

    Raises ``Refused`` (``bad-value``).
    """
    if not 1 <= days <= MOST_DAYS:
        raise refuse(Code.BAD_VALUE, "days", "days", value=days, maximum=MOST_DAYS)
    return now.astimezone(UTC).date() - timedelta(days=days)


def rejection(
    reads: Reads, now: datetime, days: int = REJECTION_DAYS, by: By = By.PROCESS, cut: Cut | None = None
) -> RejectionReport:
    """Samples and rejections of the last days. Raises ``Refused`` (``bad-value``: days)."""
    since = first_date(now, days)
    return RejectionReport(since, by, cut or {}, ordered(by, reads.tallies(since, by, cut or {})))


def samples_behind(
    reads: Reads,
    now: datetime,
    days: int,
    cut: Cut,
    before: Sample | None = None,
    limit: int = 200,
) -> Sequence[Sample]:
    """The rejected samples of a cut, newest analysis date first; all of a result where the cut names one.

    Raises ``Refused`` (``bad-value``: days).
    """
    since = first_date(now, days)
    return reads.samples_of(since, cut, rejected=By.RESULT not in cut, before=before, limit=limit)


def closure(reads: Reads, now: datetime, days: int = CLOSURE_DAYS) -> Sequence[StateCount]:
    """The batches of the last days by state. Raises ``Refused`` (``bad-value``: days).

    The mean is from the making of a batch to its last change, as the seed has it: for a batch that nobody
    changed it is empty; how long batches stay in a state, ``dwell`` tells.
    """
    return reads.state_counts(first_date(now, days))


def batches_behind(
    reads: Reads, now: datetime, days: int, state: BatchState | None = None
) -> Sequence[MadeBatch]:
    """The batches of the last days in a state, the newest first. Raises ``Refused`` (``bad-value``: days)."""
    return tuple(reversed(reads.batches_made(first_date(now, days), state=state)))


def coverage(
    reads: Reads,
    contracts: ContractBook,
    now: datetime,
    days: int = COVERAGE_DAYS,
    process: int | None = None,
) -> CoverageReport:
    """How often the batches of the last days were consumed.

    Raises ``Refused``: ``bad-value`` (days), ``not-found`` (process).
    """
    since = first_date(now, days)
    if process is not None:
        contracts.of(reads, process)
    batches = reads.batches_made(since, process_id=process)
    expected = consumed_processes(force.contract for force in contracts.all(reads))
    return CoverageReport(since, least_consumed(batches), covered(batches, expected))


def dwell(
    reads: Reads,
    contracts: ContractBook,
    now: datetime,
    days: int = DWELL_DAYS,
    process: int | None = None,
) -> tuple[Dwell, ...]:
    """How long batches stayed in each state, of the stays that ended in the last days or still last.

    Raises ``Refused``: ``bad-value`` (days), ``not-found`` (process).
    """
    first_date(now, days)
    if process is not None:
        contracts.of(reads, process)
    since = now - timedelta(days=days)
    return dwells(reads.lives(since, process), since, now)
