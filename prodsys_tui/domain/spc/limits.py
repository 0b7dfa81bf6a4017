"""Centre, sigma and control limits, from individual values or from subgroups.

Sigma is what values vary by *within*: the mean moving range / d2(2) of individuals, the mean of range / d2(n)
of subgroups (of equal ones the mean range / d2). Limits lie three sigmas from the centre, of a mean of n
values three sigmas / sqrt(n); so subgroups of different sizes share a chart, each point with limits of its
own. Montgomery, chapter 6; NIST/SEMATECH handbook 6.3.2.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from prodsys_tui.domain.spc.constants import CONSTANTS, LEAST, MOST
from prodsys_tui.domain.spc.statistics import Subgroup, mean, moving_ranges, rounded

SIGMAS = 3
"""How far limits lie from the centre."""
WARNING = 2
"""How far the warning lines lie."""
ENOUGH = 5
"""Fewer points give no limits."""
_MOVING = 2
_FINE = Context(prec=10)


@dataclass(frozen=True, slots=True)
class Band:
    """A centre with limits round it; ``sigma`` is that of the points."""

    centre: Decimal
    sigma: Decimal
    lower: Decimal
    upper: Decimal

    def line(self, sigmas: int) -> Decimal:
        """The value so many sigmas above the centre, or below it."""
        return rounded(self.centre + sigmas * self.sigma)

    def distance(self, value: Decimal) -> Decimal:
        """How many sigmas a value lies above the centre (negative: below).

        To ten digits, so that a value exactly on a limit, which is kept with fewer digits than it has, is
        not beyond it.
        """
        return _FINE.plus((value - self.centre) / self.sigma)


@dataclass(frozen=True, slots=True)
class Spread:
    """The centre and limits of ranges."""

    centre: Decimal
    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True)
class Limits:
    """What a chart is judged by: the centre, what single values vary by, and of how many points it is.

    ``size`` is the usual number of values in a point: 1 of individuals.
    """

    centre: Decimal
    sigma: Decimal
    size: int
    points: int

    def band(self, size: int | None = None) -> Band:
        """The limits of a point of ``size`` values; of the usual size when none is named."""
        sigma = self.sigma / Decimal(size or self.size).sqrt()
        lower, upper = self.centre - SIGMAS * sigma, self.centre + SIGMAS * sigma
        return Band(rounded(self.centre), rounded(sigma), rounded(lower), rounded(upper))

    def spread(self, size: int | None = None) -> Spread:
        """The limits of the range of ``size`` values; of two of them for individuals."""
        constants = CONSTANTS[max(size or self.size, _MOVING)]
        centre = constants.d2 * self.sigma
        limits = (constants.lower * centre, constants.upper * centre)
        return Spread(rounded(centre), *map(rounded, limits))


def individuals(values: Sequence[Decimal]) -> Limits | None:
    """The limits of single values in the order in which they were measured (I-MR).

    None of fewer than ``ENOUGH``, and where nothing varies: then there is nothing to tell from chance.
    """
    if len(values) < ENOUGH:
        return None
    sigma = mean(moving_ranges(values)) / CONSTANTS[_MOVING].d2
    return Limits(mean(values), sigma, 1, len(values)) if sigma else None


def subgroups(groups: Sequence[Subgroup]) -> Limits | None:
    """The limits of the means of subgroups of 2 to 25 values (X-R); the centre is the mean of all values.

    None of fewer than ``ENOUGH`` subgroups, and where nothing varies inside them. The usual size is the one
    that most have, of several the largest.
    """
    if len(groups) < ENOUGH:
        return None
    sigma = mean([group.range / CONSTANTS[group.size].d2 for group in groups])
    sizes = Counter(group.size for group in groups)
    usual = max(sizes, key=lambda size: (sizes[size], size))
    centre = mean([value for group in groups for value in group.values])
    return Limits(centre, sigma, usual, len(groups)) if sigma else None


def fits(group: Subgroup) -> bool:
    """Whether a subgroup has a size that a chart of means takes."""
    return LEAST <= group.size <= MOST
