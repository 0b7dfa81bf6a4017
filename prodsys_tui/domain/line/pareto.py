"""Pareto of stops: which reasons cost most. Spec ``domain.md`` §5.

Minutes are machine minutes: a stop of a whole process is one of each of its machines. A stop that was split
at a shift's end is one stop with the minutes of all its parts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

_NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Stood:
    """One machine stood still for one part of a stop; ``stop`` is the id that its parts share."""

    stop: int
    process_id: int
    machine: str
    group: str
    reason: str
    lasted: timedelta


@dataclass(frozen=True, slots=True)
class Bar:
    """All stops of one kind (``key``: what they have in common).

    ``share`` and ``cumulative`` are parts of 1 of all the time; the bars before this one are counted in
    the cumulative part.
    """

    key: tuple[str, ...]
    lasted: timedelta
    count: int
    share: Decimal
    cumulative: Decimal


def pareto(stood: Iterable[Stood], kind: Callable[[Stood], tuple[str, ...]]) -> tuple[Bar, ...]:
    """The kinds of stops, the one that cost most first; equal ones by name."""
    lasted: dict[tuple[str, ...], timedelta] = defaultdict(timedelta)
    stops: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for each in stood:
        lasted[kind(each)] += each.lasted
        stops[kind(each)].add(each.stop)
    total = sum(lasted.values(), _NONE)
    bars: list[Bar] = []
    until_here = _NONE
    for key in sorted(lasted, key=lambda one: (-lasted[one], one)):
        until_here += lasted[key]
        bars.append(Bar(key, lasted[key], len(stops[key]), part(lasted[key], total), part(until_here, total)))
    return tuple(bars)


def part(some: timedelta, of: timedelta) -> Decimal:
    """One duration as a part of another; of nothing it is nothing."""
    step = timedelta(microseconds=1)
    return Decimal(some // step) / Decimal(of // step) if of else Decimal(0)
