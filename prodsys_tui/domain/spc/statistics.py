"""Mean, deviation and ranges of measured values, without cancellation.

Decimals are summed as exact fractions, so that a mean of values that differ in their last digit only is as
exact as they are; a test holds it against the certified values of NIST StRD (NumAcc1 to NumAcc4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from itertools import pairwise
from statistics import mean as exact_mean
from statistics import stdev as exact_stdev

DIGITS = 15
"""Significant digits of a figure that is kept or told, as many as a measured value may have."""

_TOLD = Context(prec=DIGITS)
_SIGNIFICANT, _USUAL = 3, 2


def rounded(figure: Decimal) -> Decimal:
    """A figure as it is kept and told: 15 significant digits, no zeros behind them."""
    return Decimal(repr(float(_TOLD.plus(figure)))) + 0


def mean(values: Sequence[Decimal]) -> Decimal:
    """The mean of at least one value."""
    return exact_mean(values)


def deviation(values: Sequence[Decimal]) -> Decimal:
    """The standard deviation of a sample of at least two values (n - 1 in the denominator)."""
    return exact_stdev(values)


def moving_ranges(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The distance of each value from the one before it: one fewer than there are values."""
    return tuple(abs(after - before) for before, after in pairwise(values))


@dataclass(frozen=True, slots=True)
class Subgroup:
    """Values that were measured together; at least one."""

    values: tuple[Decimal, ...]

    @property
    def size(self) -> int:
        """How many."""
        return len(self.values)

    @property
    def mean(self) -> Decimal:
        """Their mean."""
        return self.values[0] if self.size == 1 else mean(self.values)

    @property
    def range(self) -> Decimal:
        """The largest less the smallest."""
        return max(self.values) - min(self.values)


def places(sigma: Decimal | None) -> int:
    """How many decimals people read: three significant digits of sigma; two where it is not known."""
    return _USUAL if not sigma else max(0, _SIGNIFICANT - 1 - sigma.adjusted())


def shown(figure: Decimal, decimals: int) -> Decimal:
    """A figure as people read it, half to even; never a negative zero."""
    return figure.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN, Context(prec=60)) + 0
