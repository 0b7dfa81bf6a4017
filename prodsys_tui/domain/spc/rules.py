"""Nelson's eight rules: patterns that chance seldom makes. Nelson, J. of Quality Technology 16 (1984).

Each rule is a function over points as multiples of sigma from the centre, in their order, oldest first. It
answers, for each point that *completes* a pattern, the points that make it (the last one is itself). A point
exactly on a line is not beyond it; one on the centre is on neither side; two equal ones are no trend.
Rules 5 and 6 need the completing point beyond the line itself, so that a point that came back is not blamed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

Points = Sequence[Decimal]
"""Distances from the centre in sigmas."""

Run = tuple[int, ...]
"""The places (from 0) of the points of a pattern, the completing one last."""

USUAL = (1, 2)
"""The rules that are on unless told: the others fire more often by chance."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that fired at a point, and all points that make the pattern."""

    rule: int
    run: Run

    @property
    def at(self) -> int:
        """The point that completed it."""
        return self.run[-1]


def beyond_limits(points: Points) -> Iterator[Run]:
    """1: a point more than 3 sigmas from the centre."""
    return ((at,) for at, point in enumerate(points) if abs(point) > 3)  # noqa: PLR2004 - the rule


def one_side(points: Points) -> Iterator[Run]:
    """2: nine in a row on the same side of the centre."""
    return _windows(points, 9, lambda run: all(x > 0 for x in run) or all(x < 0 for x in run))


def trend(points: Points) -> Iterator[Run]:
    """3: six in a row, each higher than the one before it, or each lower."""

    def steady(run: Points) -> bool:
        steps = [after - before for before, after in pairwise(run)]
        return all(step > 0 for step in steps) or all(step < 0 for step in steps)

    return _windows(points, 6, steady)


def alternating(points: Points) -> Iterator[Run]:
    """4: fourteen in a row, up and down in turn."""

    def turning(run: Points) -> bool:
        steps = [after - before for before, after in pairwise(run)]
        return all(one * two < 0 for one, two in pairwise(steps))

    return _windows(points, 14, turning)


def two_of_three(points: Points) -> Iterator[Run]:
    """5: two of three in a row more than 2 sigmas from the centre, on the same side."""
    return _most_beyond(points, 2, 3, Decimal(2))


def four_of_five(points: Points) -> Iterator[Run]:
    """6: four of five in a row more than 1 sigma from the centre, on the same side."""
    return _most_beyond(points, 4, 5, Decimal(1))


def hugging(points: Points) -> Iterator[Run]:
    """7: fifteen in a row within 1 sigma of the centre, on either side."""
    return _windows(points, 15, lambda run: all(abs(x) <= 1 for x in run))


def avoiding(points: Points) -> Iterator[Run]:
    """8: eight in a row more than 1 sigma from the centre, on either side."""
    return _windows(points, 8, lambda run: all(abs(x) > 1 for x in run))


RULES: Mapping[int, Callable[[Points], Iterator[Run]]] = {
    1: beyond_limits,
    2: one_side,
    3: trend,
    4: alternating,
    5: two_of_three,
    6: four_of_five,
    7: hugging,
    8: avoiding,
}
"""The rules by their number."""

LONGEST = 15
"""No rule looks at more points."""


def violations(points: Points, rules: Sequence[int] = USUAL) -> tuple[Violation, ...]:
    """What the chosen rules find, in the order of the points, of one point by rule."""
    found = (Violation(rule, run) for rule in sorted(set(rules)) for run in RULES[rule](points))
    return tuple(sorted(found, key=lambda violation: (violation.at, violation.rule)))


def _windows(points: Points, length: int, holds: Callable[[Points], bool]) -> Iterator[Run]:
    """The stretches of a length that a test holds for."""
    for end in range(length, len(points) + 1):
        if holds(points[end - length : end]):
            yield tuple(range(end - length, end))


def _most_beyond(points: Points, wanted: int, length: int, line: Decimal) -> Iterator[Run]:
    """Points beyond a line that are at least so many of a stretch, with those that lie beyond it too."""
    for at, point in enumerate(points):
        if abs(point) <= line:
            continue
        stretch = range(max(0, at - length + 1), at + 1)
        run = tuple(each for each in stretch if abs(points[each]) > line and points[each] * point > 0)
        if len(run) >= wanted:
            yield run
