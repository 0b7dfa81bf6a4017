"""Constants, mean and deviation, limits and capability against what others published."""

from decimal import Decimal
from math import erfc, exp, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.contract.contract import Limits as Specification
from prodsys_tui.domain.spc.capability import Capability, NoCapability, capability
from prodsys_tui.domain.spc.constants import CONSTANTS, LEAST, MOST
from prodsys_tui.domain.spc.limits import ENOUGH, fits, individuals, subgroups
from prodsys_tui.domain.spc.statistics import (
    Subgroup,
    deviation,
    mean,
    moving_ranges,
    places,
    rounded,
    shown,
)
from tests.domain.spc.published import FLOW_RATES, PISTON_RINGS, decimals

D = Decimal
_STEP = 1 / 16


def _of_range(size: int) -> tuple[float, float]:
    """d2 and d3 by integration of P(range <= w) = n * integral of phi(x) (Phi(x + w) - Phi(x))^(n-1)."""
    xs = [-8 + _STEP * at for at in range(int(16 / _STEP) + 1)]
    below = [0.5 * erfc(-x / sqrt(2)) for x in xs]
    density = [exp(-x * x / 2) / sqrt(2 * pi) for x in xs]
    longer = []
    for w in range(int(12 / _STEP) + 1):
        to = (below[at + w] if at + w < len(xs) else 1.0 for at in range(len(xs)))
        parts = (f * (b - a) ** (size - 1) for f, a, b in zip(density, below, to, strict=True))
        longer.append(1 - size * _STEP * sum(parts))
    simpson = [
        _STEP / 3 * (1 if at in (0, len(longer) - 1) else 4 if at % 2 else 2) for at in range(len(longer))
    ]
    first = sum(f * p for f, p in zip(simpson, longer, strict=True))
    second = sum(f * 2 * at * _STEP * p for at, (f, p) in enumerate(zip(simpson, longer, strict=True)))
    return first, sqrt(second - first * first)


@pytest.mark.parametrize("size", range(LEAST, MOST + 1))
def test_the_constants_are_those_of_the_distribution_of_the_range(size: int) -> None:
    d2, d3 = _of_range(size)
    known = CONSTANTS[size]
    assert float(known.d2) == pytest.approx(d2, abs=0.00051)
    assert float(known.d3) == pytest.approx(d3, abs=0.00051)
    assert float(known.upper) == pytest.approx(1 + 3 * d3 / d2, abs=0.00051)
    assert float(known.lower) == pytest.approx(max(0, 1 - 3 * d3 / d2), abs=0.00051)


def test_the_constants_are_those_of_the_published_tables() -> None:
    """A2, D3 and D4 as textbooks print them."""
    a2 = dict(
        zip(
            (2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 25),
            (
                *("1.880", "1.023", "0.729", "0.577", "0.483", "0.419", "0.373", "0.337", "0.308"),
                *("0.223", "0.180", "0.153"),
            ),
            strict=True,
        )
    )
    for size, printed in a2.items():
        found = 3 / (CONSTANTS[size].d2 * D(size).sqrt())
        assert abs(found - D(printed)) <= D("0.001")
    printed_limits = {2: ("0", "3.267"), 5: ("0", "2.114"), 7: ("0.076", "1.924"), 10: ("0.223", "1.777")}
    for size, limits in printed_limits.items():
        assert (str(CONSTANTS[size].lower), str(CONSTANTS[size].upper)) == limits
    assert sorted(CONSTANTS) == list(range(2, 26))


def _numacc(base: str, low: str, high: str, pairs: int = 500) -> tuple[Decimal, ...]:
    return (D(base), *(D(value) for _ in range(pairs) for value in (low, high)))


@pytest.mark.parametrize(
    ("values", "certified_mean", "certified_deviation"),
    [
        (decimals("10000001 10000003 10000002"), "10000002", "1"),
        (_numacc("1.2", "1.1", "1.3"), "1.2", "0.1"),
        (_numacc("1000000.2", "1000000.1", "1000000.3"), "1000000.2", "0.1"),
        (_numacc("10000000.2", "10000000.1", "10000000.3"), "10000000.2", "0.1"),
    ],
    ids=["NumAcc1", "NumAcc2", "NumAcc3", "NumAcc4"],
)
def test_mean_and_deviation_lose_no_digit(
    values: tuple[Decimal, ...], certified_mean: str, certified_deviation: str
) -> None:
    """NIST StRD, univariate summary statistics; the certified values are exact."""
    assert len(values) in (3, 1001)
    assert mean(values) == D(certified_mean)
    assert deviation(values) == D(certified_deviation)
    assert str(rounded(deviation(values)).normalize()) == certified_deviation


@given(st.lists(st.decimals(-1000, 1000, places=3), min_size=2, max_size=30), st.decimals(0, 10**9, places=3))
def test_a_shift_moves_the_mean_alone(values: list[Decimal], by: Decimal) -> None:
    moved = [value + by for value in values]
    assert rounded(deviation(moved)) == rounded(deviation(values))
    assert moving_ranges(moved) == moving_ranges(values)
    assert abs(mean(moved) - mean(values) - by) < D("1e-15")


def test_the_handbooks_flow_rates() -> None:
    ranges = moving_ranges(FLOW_RATES)
    limits = individuals(FLOW_RATES)
    assert limits is not None
    band = limits.band()
    assert (band.centre, limits.size, limits.points) == (D("50.81"), 1, 10)
    assert round(mean(ranges), 4) == D("1.8778")
    assert round(limits.spread().centre, 4) == D("1.8778")
    assert abs(band.lower - D("45.8159")) <= D("0.0001")
    assert abs(band.upper - D("55.8041")) <= D("0.0001")
    assert limits.spread().lower == 0
    assert round(limits.spread().upper, 3) == D("6.135")
    assert band.line(2) == rounded(band.centre + 2 * limits.sigma)
    assert band.line(-2) < band.centre < band.line(2)
    distances = [band.distance(at) for at in (band.centre, band.upper, band.lower)]
    assert distances == [0, 3, -3]


def test_montgomerys_piston_rings() -> None:
    limits = subgroups(PISTON_RINGS)
    assert limits is not None
    band, spread = limits.band(), limits.spread()
    assert round(band.centre, 5) == D("74.00118")
    assert round(limits.sigma, 6) == D("0.009785")
    assert round(band.lower, 5) == D("73.98805")
    assert round(band.upper, 5) == D("74.01430")
    assert round(spread.centre, 5) == D("0.02276")
    assert spread.lower == 0
    assert abs(spread.upper - D("0.04812")) <= D("0.00002")
    assert (limits.size, limits.points) == (5, 25)
    values = [value for group in PISTON_RINGS for value in group.values]
    found = capability(values, limits.sigma, Specification(D("73.95"), D("74.05")), D(74))
    assert found.cp is not None
    assert found.cpk is not None
    assert found.cpm is not None
    told = [round(index, 3) for index in (found.cp, found.cpk, found.cpm)]
    assert told == [D("1.703"), D("1.663"), D("1.691")]
    assert found.pp is not None
    assert found.ppk is not None
    overall = deviation(values)
    assert rounded(found.pp) == rounded(D("0.1") / (6 * overall))
    assert found.ppk < found.pp < found.cp
    assert found.why is None


def test_limits_need_points_and_something_that_varies() -> None:
    five = decimals("1 2 1 2 1")
    assert individuals(five) is not None
    assert individuals(five[: ENOUGH - 1]) is None
    assert individuals([D(3)] * 30) is None
    groups = [Subgroup(decimals("1 2"))] * ENOUGH
    assert subgroups(groups) is not None
    assert subgroups(groups[1:]) is None
    still = [Subgroup((D(at), D(at))) for at in range(9)]
    assert subgroups(still) is None


def test_subgroups_of_unequal_sizes_have_limits_of_their_own() -> None:
    pair, four = Subgroup(decimals("9 11")), Subgroup(decimals("9 11 10 10"))
    limits = subgroups([pair, four, four, pair, four])
    assert limits is not None
    sigma = (2 * 2 / D("1.128") + 3 * 2 / D("2.059")) / 5
    assert rounded(limits.sigma) == rounded(sigma)
    assert limits.size == 4
    assert limits.centre == D(10)
    assert limits.band() == limits.band(4)
    assert limits.band(2).upper == rounded(10 + 3 * sigma / D(2).sqrt())
    assert limits.band(2).upper > limits.band(4).upper
    assert limits.spread(2).centre == rounded(D("1.128") * sigma)
    tie = subgroups([pair, pair, pair, four, four, four])
    assert tie is not None
    assert tie.size == 4


@pytest.mark.parametrize(("size", "taken"), [(1, False), (2, True), (25, True), (26, False)])
def test_which_sizes_a_chart_of_means_takes(size: int, taken: bool) -> None:
    assert fits(Subgroup((D(1),) * size)) is taken


def test_capability_of_what_the_specification_has() -> None:
    values, sigma = decimals("9 11 10 9 11 10 9 11 10 10"), D(1)
    overall = deviation(values)

    def found(low: str | None, high: str | None, target: str | None = None) -> Capability:
        limits = Specification(None if low is None else D(low), None if high is None else D(high))
        return capability(values, sigma, limits, None if target is None else D(target))

    both = found("7", "16", "10")
    assert (both.cp, both.cpk, both.cpm) == (D("1.5"), D(1), D("1.5"))
    assert (both.pp, both.ppk) == (9 / (6 * overall), 3 / (3 * overall))
    assert found("7", "16").cpm is None
    assert found("7", None, "10") == Capability(cpk=D(1), ppk=3 / (3 * overall))
    assert found(None, "16") == Capability(cpk=D(2), ppk=6 / (3 * overall))
    outside = found("11", "12").cpk
    assert outside is not None
    assert outside < 0
    assert found("10", "10").why is NoCapability.NO_WIDTH
    assert found(None, None).why is NoCapability.NO_SPECIFICATION
    wide = Specification(D(7), D(16))
    assert capability(values, sigma, None).why is NoCapability.NO_SPECIFICATION
    assert capability(values[1:], sigma, wide).why is NoCapability.FEW
    assert capability(values, None, wide).why is NoCapability.NO_LIMITS


@pytest.mark.parametrize(
    ("sigma", "decimals", "read"),
    [("0.0097853", 5, "74.00118"), ("1.6647", 2, "74.00"), ("250", 0, "74"), ("0", 2, "74.00")],
)
def test_people_read_three_digits_of_sigma(sigma: str, decimals: int, read: str) -> None:
    assert places(D(sigma)) == decimals
    assert str(shown(D("74.001176"), decimals)) == read
    assert str(shown(D("-0.0000001"), 2)) == "0.00"
    assert places(None) == 2
