"""The constants of the range of n normal values, n from 2 to 25.

``d2`` is its mean and ``d3`` its deviation, both in sigmas. To three decimals, as the tables of the field
print them (ASTM E2587 table 1; Montgomery, Introduction to Statistical Quality Control, appendix VI), so that
a limit agrees with what a person reckons from a book; a test integrates the range's distribution and finds
the same. ``D3`` and ``D4`` follow from the unrounded two, as in those tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

LEAST, MOST = 2, 25
"""The sizes that a subgroup may have: a range says ever less of more values."""


@dataclass(frozen=True, slots=True)
class Constants:
    """``d2`` times sigma is the mean range; ``D3`` and ``D4`` times the mean range are its limits."""

    d2: Decimal
    d3: Decimal
    lower: Decimal
    upper: Decimal


_TABLE = """
    2 1.128 0.853 0     3.267
    3 1.693 0.888 0     2.575
    4 2.059 0.880 0     2.282
    5 2.326 0.864 0     2.114
    6 2.534 0.848 0     2.004
    7 2.704 0.833 0.076 1.924
    8 2.847 0.820 0.136 1.864
    9 2.970 0.808 0.184 1.816
   10 3.078 0.797 0.223 1.777
   11 3.173 0.787 0.256 1.744
   12 3.258 0.778 0.283 1.717
   13 3.336 0.770 0.307 1.693
   14 3.407 0.763 0.328 1.672
   15 3.472 0.756 0.347 1.653
   16 3.532 0.750 0.363 1.637
   17 3.588 0.744 0.378 1.622
   18 3.640 0.739 0.391 1.609
   19 3.689 0.733 0.404 1.596
   20 3.735 0.729 0.415 1.585
   21 3.778 0.724 0.425 1.575
   22 3.819 0.720 0.435 1.565
   23 3.858 0.716 0.443 1.557
   24 3.895 0.712 0.452 1.548
   25 3.931 0.708 0.459 1.541
"""


def _read(line: str) -> tuple[int, Constants]:
    size, *figures = line.split()
    return int(size), Constants(*map(Decimal, figures))


CONSTANTS: Mapping[int, Constants] = dict(map(_read, _TABLE.strip().splitlines()))
"""By the number of values."""
