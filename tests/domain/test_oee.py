"""OEE: its three factors, when they cannot be told, and minutes that are shared but never doubled."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.line.oee import Basis, Work, oee_of, shares, together

TURN = Decimal(480)


def exactly(*values: object) -> tuple[object, ...]:
    """Values to compare with, numbers among them as they are written."""
    return values


def kilos(quantity: int, waste: int = 0, target: int | None = 1000) -> Work:
    return Work(1, "kg", Decimal(quantity), Decimal(waste), None if target is None else Decimal(target), 3, 1)


def metres(quantity: int, target: int = 1000, samples: int = 10, rejected: int = 0) -> Work:
    return Work(2, "metros", Decimal(quantity), Decimal(7), Decimal(target), samples, rejected)


def test_in_kilos_waste_is_made_and_not_good() -> None:
    oee = oee_of(kilos(684, 36), TURN, Decimal(384), TURN)
    assert oee.availability == Decimal("0.8")
    assert oee.expected == 800
    assert oee.performance == Decimal("0.9")
    assert (oee.quality, oee.basis) == (Decimal("0.95"), Basis.WASTE)
    assert oee.value == Decimal("0.684")  # what was good of the target: nothing is counted twice


def test_in_metres_quality_is_that_of_the_samples() -> None:
    oee = oee_of(metres(900, rejected=1), TURN, TURN, TURN)
    assert (oee.performance, oee.quality, oee.basis) == (Decimal("0.9"), Decimal("0.9"), Basis.SAMPLES)
    assert oee.value == Decimal("0.81")


def test_a_turn_that_is_not_over_is_measured_by_what_is_gone_of_it() -> None:
    oee = oee_of(kilos(250), Decimal(240), Decimal(120), TURN)
    assert (oee.availability, oee.expected, oee.performance) == exactly(Decimal("0.5"), 250, 1)


@pytest.mark.parametrize(
    ("work", "unknown"),
    [(kilos(100, target=None), "performance"), (kilos(0), "quality"), (metres(100, samples=0), "quality")],
)
def test_what_cannot_be_told_is_nothing_and_so_is_the_product(work: Work, unknown: str) -> None:
    oee = oee_of(work, TURN, TURN, TURN)
    assert getattr(oee, unknown) is None
    assert oee.value is None


def test_without_a_scheduled_minute_nothing_can_be_told() -> None:
    oee = oee_of(kilos(0), Decimal(0), Decimal(0), TURN)
    assert (oee.availability, oee.value) == (None, None)


def test_a_machine_that_never_ran_has_none_of_its_time() -> None:
    oee = oee_of(kilos(0), TURN, Decimal(0), TURN)
    assert (oee.availability, oee.performance, oee.quality, oee.value) == exactly(0, None, None, 0)


def test_several_shifts_add_their_numbers_up() -> None:
    one = oee_of(kilos(900, 100), TURN, TURN, TURN)
    other = oee_of(kilos(250), TURN, Decimal(240), TURN)
    both = together(one, other)
    assert (both.availability, both.performance) == (Decimal("0.75"), Decimal(1250) / Decimal(1500))
    assert both.quality == Decimal(1150) / Decimal(1250)
    untold = together(one, oee_of(kilos(5, target=None), TURN, TURN, TURN))
    assert untold.expected is None


def test_minutes_of_a_machine_that_served_two_processes_are_shared_by_what_it_made() -> None:
    works = (metres(300), metres(200, 2000))
    assert shares(works, TURN) == (Decimal(360), Decimal(120))
    parts = [oee_of(work, own, own, TURN) for work, own in zip(works, shares(works, TURN), strict=True)]
    assert [part.performance for part in parts] == [Decimal("0.4"), Decimal("0.4")]


def test_where_nothing_tells_them_apart_the_first_has_the_minutes() -> None:
    assert shares((metres(0), metres(0)), TURN) == (TURN, Decimal(0))
    assert shares((kilos(5, target=None),), TURN) == (TURN,)
    assert shares((metres(0), metres(5), metres(0)), TURN) == (Decimal(0), TURN, Decimal(0))
    assert shares((), TURN) == ()


made = st.integers(0, 3000)


@given(st.lists(made, min_size=1, max_size=4), st.integers(0, 480))
def test_shared_minutes_are_never_more_nor_less_than_there_are(quantities: list[int], minutes: int) -> None:
    own = shares([metres(each) for each in quantities], Decimal(minutes))
    assert sum(own, Decimal(0)) == minutes
    assert all(each > -Decimal("1e-20") for each in own)


@given(made, made, st.integers(0, 480))
def test_factors_multiply_to_what_was_good_of_the_target(good: int, waste: int, minutes: int) -> None:
    oee = oee_of(kilos(good, waste), TURN, Decimal(minutes), TURN)
    if oee.value is None or not minutes:
        assert not minutes or good + waste == 0
        return
    assert abs(oee.value - Decimal(good) / 1000) < Decimal("1e-20")
