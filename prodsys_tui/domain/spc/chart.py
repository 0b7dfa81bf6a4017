"""A control chart: points in their order, each judged by the limits that hold for it.

Points that share limits are a *stage*; a milestone begins another one. Patterns, and the moving range, do not
reach over a milestone: what was before it is another process.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from prodsys_tui.domain.spc.limits import WARNING, Band, Limits, Spread
from prodsys_tui.domain.spc.rules import USUAL, Violation, violations
from prodsys_tui.domain.spc.statistics import Subgroup

RANGE = 0
"""The number under which the range of a subgroup beyond its limits is told: it is none of Nelson's."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Limits and the rules in force with them."""

    limits: Limits
    rules: tuple[int, ...] = USUAL


@dataclass(frozen=True, slots=True)
class Point:
    """One point: its value, its range (of individuals the moving one), its limits, and what fires at it.

    Without a band it is not judged: there were no limits for it. ``distance`` is in sigmas.
    """

    value: Decimal
    range: Decimal | None
    band: Band | None = None
    spread: Spread | None = None
    distance: Decimal | None = None
    violations: tuple[Violation, ...] = ()

    @property
    def beyond_warning(self) -> bool:
        """Whether it lies beyond a warning line."""
        return self.distance is not None and abs(self.distance) > WARNING

    @property
    def wide(self) -> bool:
        """Whether its range lies beyond the limits of ranges."""
        if self.range is None or self.spread is None:
            return False
        return not self.spread.lower <= self.range <= self.spread.upper


def judged(groups: Sequence[Subgroup], stages: Sequence[Stage | None]) -> tuple[Point, ...]:
    """The points of subgroups (of one value each: individuals), with the stage of each of them.

    Runs of violations name points by their place in the whole chart, from 0.
    """
    points: list[Point] = []
    for _, run in groupby(range(len(groups)), key=lambda at: id(stages[at])):
        places = list(run)
        points.extend(_of_stage([groups[at] for at in places], stages[places[0]], places[0]))
    return tuple(points)


def _of_stage(groups: Sequence[Subgroup], stage: Stage | None, first: int) -> Iterator[Point]:
    ranges = list(_ranges(groups))
    if stage is None:
        yield from (Point(group.mean, spread) for group, spread in zip(groups, ranges, strict=True))
        return
    sizes = {group.size for group in groups}
    by_size = {size: (stage.limits.band(size), stage.limits.spread(size)) for size in sizes}
    bands = [by_size[group.size][0] for group in groups]
    distances = [band.distance(group.mean) for band, group in zip(bands, groups, strict=True)]
    fired: dict[int, list[Violation]] = {at: [] for at in range(len(groups))}
    for violation in violations(distances, stage.rules):
        run = tuple(first + at for at in violation.run)
        fired[violation.at].append(Violation(violation.rule, run))
    for at, (group, spread, band, distance) in enumerate(zip(groups, ranges, bands, distances, strict=True)):
        limits = by_size[group.size][1]
        point = Point(group.mean, spread, band, limits, distance, tuple(fired[at]))
        yield _with_range(point, group, first + at)


def _with_range(point: Point, group: Subgroup, at: int) -> Point:
    """A subgroup that varies too much, or too little, inside itself is a violation too.

    A moving range beyond its limit is none: a point beyond its own makes two of them.
    """
    if group.size == 1 or not point.wide:
        return point
    wide = Violation(RANGE, (at,))
    return Point(
        point.value, point.range, point.band, point.spread, point.distance, (wide, *point.violations)
    )


def _ranges(groups: Sequence[Subgroup]) -> Iterator[Decimal | None]:
    """The range of each subgroup; of single values the distance from the one before, the first has none."""
    before: Subgroup | None = None
    for group in groups:
        if group.size > 1:
            yield group.range
        else:
            yield None if before is None else abs(group.mean - before.mean)
        before = group
