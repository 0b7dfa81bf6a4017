"""Of which hour a value is, and which machine comes next in a round."""

from datetime import UTC, datetime, timedelta

import pytest

from prodsys_tui.domain.quality.sampling_round import hour_of, next_machine

SEVEN = datetime(2026, 3, 16, 13, tzinfo=UTC)
LOOMS = ("T01", "T02", "T03")


@pytest.mark.parametrize(
    ("minutes", "hour"),
    [(-30, 2), (0, 2), (179, 2), (180, 4), (240, 4), (299, 4), (300, 6), (480, 8), (600, 8)],
)
def test_a_value_is_of_the_nearest_hour_and_of_the_later_of_two(minutes: int, hour: int) -> None:
    assert hour_of((2, 4, 6, 8), SEVEN, SEVEN + timedelta(minutes=minutes)) == hour


def test_what_is_not_measured_by_the_hour_is_of_none() -> None:
    assert hour_of((), SEVEN, SEVEN) is None


@pytest.mark.parametrize(
    ("after", "due", "following"),
    [
        (None, {"T01", "T03"}, "T01"),
        ("T01", {"T01", "T03"}, "T03"),
        ("T03", {"T01", "T03"}, "T01"),
        ("T02", {"T02"}, "T02"),
        ("T02", set(), None),
        ("T99", {"T02"}, "T02"),
    ],
)
def test_the_round_goes_on_behind_where_one_stands(
    after: str | None, due: set[str], following: str | None
) -> None:
    assert next_machine(LOOMS, due, after) == following
