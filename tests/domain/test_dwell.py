"""How long batches stay in a state."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.batch.dwell import Life, Stay, days_in, dwells, stays_of
from prodsys_tui.domain.model import BatchState

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
ACTIVE, HELD, CLOSED = BatchState


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def life(code: str, made: float, *changes: tuple[BatchState, float]) -> Life:
    """A batch made some days ago, and its changes, each some days ago."""
    return Life(code, 1, ago(made), tuple((after, ago(when)) for after, when in changes))


def test_each_state_from_its_change_to_the_next() -> None:
    held = life("A", 10, (HELD, 8), (ACTIVE, 5), (CLOSED, 1))
    assert [(stay.state, days_in(stay.lasted(NOW))) for stay in stays_of(held)] == [
        (ACTIVE, Decimal(2)),
        (HELD, Decimal(3)),
        (ACTIVE, Decimal(4)),
    ]
    (still,) = stays_of(life("B", 3))
    assert (still.until, still.lasted(NOW)) == (None, timedelta(days=3))


def test_stays_that_ended_in_the_days_or_still_last() -> None:
    lives = [
        life("old", 40, (CLOSED, 31)),
        life("long", 40, (HELD, 20), (ACTIVE, 19)),
        life("new", 2, (HELD, 1)),
    ]
    active, held = dwells(lives, ago(30), NOW)
    assert [(stay.batch, days_in(stay.lasted(NOW))) for stay in active.stays] == [
        ("long", Decimal(20)),
        ("long", Decimal(19)),
        ("new", Decimal(1)),
    ]
    assert active.longest.until == ago(20)
    assert [(stay.batch, stay.since) for stay in active.lasting] == [("long", ago(19))]
    assert [stay.batch for stay in held.lasting] == ["new"]


def test_no_state_without_stays() -> None:
    assert dwells([], ago(30), NOW) == ()
    (only,) = dwells([life("A", 1)], ago(30), NOW)
    assert only.state is ACTIVE


def test_median_mean_and_ninth_tenth() -> None:
    lives = [life(str(days), days + 1, (CLOSED, 1)) for days in (1, 2, 3, 4, 5, 6, 7, 8, 9, 100)]
    (active,) = dwells(lives, ago(30), NOW)
    lengths = (active.median, active.mean, active.p90, active.longest.lasted(NOW))
    assert [days_in(each) for each in lengths] == [Decimal("5.5"), Decimal("14.5"), Decimal(9), Decimal(100)]
    (one,) = dwells(lives[:1], ago(30), NOW)
    assert one.median == one.mean == one.p90 == timedelta(days=1)


def test_clocks_that_went_back_make_no_negative_stay() -> None:
    assert Stay("A", 1, ACTIVE, NOW, ago(1)).lasted(NOW) == timedelta(0)


@given(st.lists(st.floats(0, 300), min_size=1, max_size=40))
def test_the_figures_are_in_order(days: list[float]) -> None:
    (active,) = dwells([life(str(at), each) for at, each in enumerate(days)], ago(1), NOW)
    lengths = [stay.lasted(NOW) for stay in active.stays]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] <= active.median <= lengths[0]
    assert active.median <= active.p90 <= lengths[0]
    assert 10 * sum(each <= active.p90 for each in lengths) >= 9 * len(lengths)
    assert lengths[-1] - timedelta(microseconds=1) <= active.mean <= lengths[0] + timedelta(microseconds=1)
