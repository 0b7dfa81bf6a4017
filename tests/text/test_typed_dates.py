"""Dates and times as the plant writes them, and typed ones as instants."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.text.dates import (
    AHEAD,
    read_date,
    read_instant,
    read_moment,
    read_time,
    show_date,
    show_instant,
    show_time,
)

MEXICO = ZoneInfo("America/Mexico_City")
TIJUANA = ZoneInfo("America/Tijuana")  # its clocks still change twice a year


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_dates_and_times_are_shown_as_the_plant_writes_them() -> None:
    instant = at("2026-03-16T05:07:00Z")
    assert show_date(date(2026, 3, 5)) == "05/03/2026"
    assert show_time(instant, MEXICO) == "23:07"
    assert show_instant(instant, MEXICO) == "15/03/2026 23:07"


def test_the_hour_that_comes_twice_is_shown_with_its_offset() -> None:
    assert show_time(at("2026-11-01T08:30:00Z"), TIJUANA) == "01:30 UTC-07:00"
    assert show_time(at("2026-11-01T09:30:00Z"), TIJUANA) == "01:30 UTC-08:00"
    assert show_time(at("2026-11-01T11:30:00Z"), TIJUANA) == "03:30"


def test_dates_are_read_in_one_form_only() -> None:
    assert read_date(" 2026-02-28 ") == date(2026, 2, 28)
    for typed in ("2026-02-29", "28/02/2026", "20260228", "2026-W09-6", "2026-2-8", "٢٠٢٦-02-28", "", "hoy"):
        assert read_date(typed, "date") == Refusal(Code.BAD_VALUE, {"value": typed}, "date", "date")


def test_instants_are_read_with_their_zone() -> None:
    assert read_instant("2026-03-15T14:32-06:00") == at("2026-03-15T20:32:00Z")
    assert read_instant("2026-03-15 14:32:10.5Z") == at("2026-03-15T14:32:10.500Z")
    for typed in (
        "2026-03-15T14:32",
        "2026-03-15",
        "2026-13-15T14:32Z",
        "2026-03-15T25:00Z",
        "0001-01-01T00:00+05:00",
    ):
        assert read_instant(typed) == Refusal(Code.BAD_VALUE, {"value": typed}, None, "instant")


def test_times_are_read_on_the_clock_of_24_hours() -> None:
    assert read_time("14:32") == time(14, 32)
    assert read_time("7:05") == time(7, 5)
    for typed in ("24:00", "14:60", "1432", "2:30 pm", "14:32:10", ""):
        assert read_time(typed) == Refusal(Code.BAD_VALUE, {"value": typed}, None, "time")


@pytest.mark.parametrize(
    ("typed", "now", "moment"),
    [
        ("14:32", "2026-03-15T20:40:00Z", "2026-03-15T20:32:00Z"),
        ("14:45", "2026-03-15T20:40:00Z", "2026-03-15T20:45:00Z"),
        ("23:50", "2026-03-16T06:20:00Z", "2026-03-16T05:50:00Z"),
        ("00:10", "2026-03-16T05:50:00Z", "2026-03-16T06:10:00Z"),
        ("2026-03-14T23:50-06:00", "2026-03-16T06:20:00Z", "2026-03-15T05:50:00Z"),
    ],
)
def test_a_typed_time_is_the_last_one_that_the_clock_showed(typed: str, now: str, moment: str) -> None:
    assert read_moment(typed, MEXICO, at(now)) == at(moment)


def test_a_time_that_a_clock_change_skipped_is_refused() -> None:
    read = read_moment("02:30", TIJUANA, at("2026-03-08T12:00:00Z"), "at")
    assert read == Refusal(Code.BAD_VALUE, {"value": "02:30"}, "at", "time-skipped")


def test_a_time_that_came_twice_asks_which_once_both_have_passed() -> None:
    assert read_moment("01:30", TIJUANA, at("2026-11-01T08:40:00Z")) == at("2026-11-01T08:30:00Z")
    refused = read_moment(" 01:30", TIJUANA, at("2026-11-01T12:00:00Z"), "at")
    assert isinstance(refused, Refusal)
    assert (refused.field, refused.variant) == ("at", "time-twice")
    told = [str(refused.params[name]) for name in ("first", "second")]
    assert told == ["2026-11-01T01:30-07:00", "2026-11-01T01:30-08:00"]
    assert [read_moment(each, TIJUANA, at("2026-11-01T12:00:00Z")) for each in told] == [
        at("2026-11-01T08:30:00Z"),
        at("2026-11-01T09:30:00Z"),
    ]


def test_a_moment_that_is_neither_says_so() -> None:
    assert read_moment("25:00", MEXICO, at("2026-03-15T20:40:00Z")) == Refusal(
        Code.BAD_VALUE, {"value": "25:00"}, None, "time"
    )
    assert read_moment("ayer", MEXICO, at("2026-03-15T20:40:00Z")) == Refusal(
        Code.BAD_VALUE, {"value": "ayer"}, None, "instant"
    )


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 23 * 60),
)
def test_a_shown_time_of_the_last_23_hours_is_read_back(now: datetime, minutes_ago: int) -> None:
    zone = timezone(timedelta(hours=-6))
    moment = (now - timedelta(minutes=minutes_ago)).replace(second=0, microsecond=0)
    assert read_moment(show_time(moment, zone), zone, now) == moment
    assert moment <= now + AHEAD
