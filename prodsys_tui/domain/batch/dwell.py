"""How long batches stay in a state, from the changes of their state. Spec ``domain.md`` §5.

A stay begins when the batch was made or changed into the state, and ends with the next change. One that
lasts is counted up to now. ``cerrado`` is final, so nobody stays there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from prodsys_tui.domain.model import BatchState

_NONE = timedelta(0)
_DAY = timedelta(days=1)
_STEP = timedelta(microseconds=1)
_NINE, _TEN = 9, 10


@dataclass(frozen=True, slots=True)
class Life:
    """A batch with its states: when (UTC) it was made, then each change, oldest first, as (after, when)."""

    batch: str
    process_id: int
    made_at: datetime
    changes: Sequence[tuple[BatchState, datetime]] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """A batch was in a state since an instant (UTC), until another, or still is (``until`` None)."""

    batch: str
    process_id: int
    state: BatchState
    since: datetime
    until: datetime | None = None

    def lasted(self, now: datetime) -> timedelta:
        """How long, up to now where it lasts; never less than nothing, whatever clocks said."""
        return max((self.until or now) - self.since, _NONE)


@dataclass(frozen=True, slots=True)
class Dwell:
    """The stays in one state, the longest first; ``now`` is when those that last were looked at.

    ``median``, ``mean`` and ``p90`` are lengths; the last is the shortest one that nine in ten do not exceed.
    """

    state: BatchState
    now: datetime
    stays: tuple[Stay, ...]
    median: timedelta
    mean: timedelta
    p90: timedelta

    @property
    def longest(self) -> Stay:
        """The stay that lasted longest."""
        return self.stays[0]

    @property
    def lasting(self) -> tuple[Stay, ...]:
        """Those that still last, the one that began first before the others."""
        return tuple(sorted((each for each in self.stays if each.until is None), key=lambda each: each.since))


def stays_of(life: Life) -> Iterator[Stay]:
    """The stays of one batch, oldest first."""
    state, since = BatchState.ACTIVE, life.made_at
    for after, at in life.changes:
        yield Stay(life.batch, life.process_id, state, since, at)
        state, since = after, at
    if state is not BatchState.CLOSED:
        yield Stay(life.batch, life.process_id, state, since)


def dwells(lives: Iterable[Life], since: datetime, now: datetime) -> tuple[Dwell, ...]:
    """Of each state the stays that ended since an instant or still last; no state without any."""
    by_state: dict[BatchState, list[Stay]] = {BatchState.ACTIVE: [], BatchState.HELD: []}
    for life in lives:
        for stay in stays_of(life):
            if stay.until is None or stay.until >= since:
                by_state[stay.state].append(stay)
    return tuple(_dwell(state, stays, now) for state, stays in by_state.items() if stays)


def days_in(lasted: timedelta) -> Decimal:
    """A length of time in days, as an exact quotient of microseconds."""
    return Decimal(lasted // _STEP) / Decimal(_DAY // _STEP)


def _dwell(state: BatchState, stays: Iterable[Stay], now: datetime) -> Dwell:
    longest_first = tuple(sorted(stays, key=lambda each: (-each.lasted(now), each.batch)))
    lengths = sorted(each.lasted(now) for each in longest_first)
    count = len(lengths)
    median = (lengths[(count - 1) // 2] + lengths[count // 2]) / 2
    nine_in_ten = -(-count * _NINE // _TEN)
    return Dwell(state, now, longest_first, median, sum(lengths, _NONE) / count, p90=lengths[nine_in_ten - 1])
