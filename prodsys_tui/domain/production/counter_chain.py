"""The chain of a machine's counter: its readings and resets in the order in which they happened.

A reading has its place by when it was read, not by when it was typed: one typed late for the turn before
lies before those of the turn that runs. Spec ``domain.md`` §2, "Turn-over" and "Signed corrections".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from prodsys_tui.domain.model import CounterReset, Shift, WorkRecord

_BEFORE_THE_END = timedelta(microseconds=1)

Place = tuple[datetime, int, int]
"""Where something lies in a chain: its instant, then the order of typing, a reset after its record."""


@dataclass(frozen=True, slots=True)
class Link:
    """One reading (a record as corrected), or one reset."""

    what: WorkRecord | CounterReset

    @property
    def place(self) -> Place:
        """Where it lies."""
        what = self.what
        if isinstance(what, CounterReset):
            return (what.at, what.after.id if what.after is not None else 0, 1)
        return (what.measured_at or what.recorded_at, what.ref.id, 0)

    @property
    def reading(self) -> Decimal:
        """What the counter showed, or began anew with."""
        return self.what.reading if isinstance(self.what, CounterReset) else self.what.counter or Decimal(0)

    @property
    def holds(self) -> bool:
        """Whether the next reading is counted from it."""
        return isinstance(self.what, CounterReset) or not self.what.disputed


@dataclass(frozen=True, slots=True)
class Linked:
    """A link with the reading that it is counted from (None for the first) and the difference."""

    link: Link
    previous: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """How far the counter went; None for a reset and for the first reading."""
        if self.previous is None or isinstance(self.link.what, CounterReset):
            return None
        return self.link.reading - self.previous


@dataclass(frozen=True, slots=True)
class Recounted:
    """What a record makes when the reading before it is another: its quantity and that reading."""

    record: WorkRecord
    quantity: Decimal
    previous: Decimal


def read_when(shift: Shift, now: datetime, last: datetime | None, *, late: bool) -> datetime:
    """When a reading was taken of which nobody says it (UTC).

    One typed late belongs to the last moment of its turn; any other comes after all that are known, even
    when a clock was put back.
    """
    if late:
        return min(now, shift.ends - _BEFORE_THE_END)
    return now if last is None else max(now, last)


def in_order(links: Iterable[Link]) -> tuple[Link, ...]:
    """Links as they happened."""
    return tuple(sorted(links, key=lambda link: link.place))


def linked(base: Decimal | None, links: Iterable[Link]) -> Iterator[Linked]:
    """Links (in order) with what each is counted from; ``base`` is the reading before the first of them."""
    for link in links:
        yield Linked(link, base)
        if link.holds:
            base = link.reading


def recount(base: Decimal, links: Iterable[Link], most: Decimal | None) -> tuple[Recounted, ...]:
    """What the readings after a corrected one make, counted from ``base``; ``most`` as in ``read_counter``.

    Disputed readings are decided where they fit now. The chain is as it was from the first reading on that
    was never disputed, and from a reset on.
    """
    found: list[Recounted] = []
    for link in links:
        if isinstance(link.what, CounterReset):
            break
        record, difference = link.what, link.reading - base
        if record.disputed:
            if difference < 0 or (most is not None and difference > most):
                continue
            found.append(Recounted(record, difference, base))
            base = link.reading
            continue
        found.append(Recounted(record, difference, base))
        break
    return tuple(found)
