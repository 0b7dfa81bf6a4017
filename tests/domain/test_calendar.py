"""Turns by the wall clock of the site: dates before dawn, nights on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.contract.catalog_reader import read_shifts
from prodsys_tui.domain.shift.calendar import Calendar, Turn
from prodsys_tui.text.resources import data_path

READ = read_shifts(data_path("catalogs", "shifts.toml").read_text(encoding="utf-8"), "shifts.toml")
assert READ.value is not None
THREE, TWO = READ.value.calendars["3x8"], READ.value.calendars["2x12"]
MEXICO, TIJUANA, MADRID = (
    ZoneInfo(name) for name in ("America/Mexico_City", "America/Tijuana", "Europe/Madrid")
)


def turn(code: str, calendar: Calendar = THREE) -> Turn:
    found = calendar.turn(code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("calendar", "moment", "operating_date", "code"),
    [
        (THREE, "2026-03-10 07:00", "2026-03-10", "T1"),
        (THREE, "2026-03-10 14:59", "2026-03-10", "T1"),
        (THREE, "2026-03-10 15:00", "2026-03-10", "T2"),
        (THREE, "2026-03-10 22:59:59", "2026-03-10", "T2"),
        (THREE, "2026-03-10 23:00", "2026-03-10", "T3"),
        (THREE, "2026-03-11 00:00", "2026-03-10", "T3"),
        (THREE, "2026-03-11 06:59:59", "2026-03-10", "T3"),
        (THREE, "2026-03-11 07:00", "2026-03-11", "T1"),
        (THREE, "2028-03-01 03:00", "2028-02-29", "T3"),
        (THREE, "2027-01-01 00:30", "2026-12-31", "T3"),
        (THREE, "2026-03-14 08:00", "2026-03-14", "T1"),  # a Saturday: short turns are a person's choice
        (TWO, "2026-03-10 18:59", "2026-03-10", "Día"),
        (TWO, "2026-03-10 19:00", "2026-03-10", "Noche"),
        (TWO, "2026-03-11 06:59", "2026-03-10", "Noche"),
    ],
)
def test_a_moment_belongs_to_a_turn_of_an_operating_date(
    calendar: Calendar, moment: str, operating_date: str, code: str
) -> None:
    local = datetime.fromisoformat(moment).replace(tzinfo=MEXICO)
    assert calendar.at(local) == (date.fromisoformat(operating_date), turn(code, calendar))


@pytest.mark.parametrize(
    ("zone", "operating_date", "hours"),
    [
        (TIJUANA, date(2026, 3, 7), 7),
        (TIJUANA, date(2026, 3, 8), 8),
        (TIJUANA, date(2026, 10, 31), 9),
        (MADRID, date(2026, 3, 28), 7),
        (MADRID, date(2026, 10, 24), 9),
        (MEXICO, date(2026, 4, 4), 8),
        (MEXICO, date(2026, 10, 24), 8),
    ],
)
def test_the_night_lasts_as_long_as_it_lasts(zone: ZoneInfo, operating_date: date, hours: int) -> None:
    starts, ends = THREE.window(turn("T3"), operating_date, zone)
    assert ends - starts == timedelta(hours=hours)
    assert starts.tzinfo is ends.tzinfo is UTC
    assert starts.astimezone(zone).time() == time(23)
    assert ends.astimezone(zone).time() == time(7)
    assert turn("T3").minutes == 480


@given(
    st.sampled_from([THREE, TWO]),
    st.sampled_from([MEXICO, TIJUANA, MADRID, ZoneInfo("UTC")]),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_a_moment_lies_inside_the_window_of_its_turn(
    calendar: Calendar, zone: ZoneInfo, instant: datetime
) -> None:
    operating_date, current = calendar.at(instant.astimezone(zone))
    starts, ends = calendar.window(current, operating_date, zone)
    assert starts <= instant < ends


def test_a_turn_ends_when_the_next_begins() -> None:
    day = date(2026, 3, 7)
    windows = [THREE.window(each, day, TIJUANA) for each in THREE.turns]
    windows.append(THREE.window(THREE.turns[0], day + timedelta(days=1), TIJUANA))
    assert all(one[1] == after[0] for one, after in pairwise(windows))


def test_turns_are_found_however_they_are_typed() -> None:
    assert turn("t3").code == "T3"
    assert turn("dia", TWO).code == "Día"
    assert THREE.turn("T4") is None


def test_short_turns_are_for_saturdays() -> None:
    saturday, sunday = date(2026, 3, 14), date(2026, 3, 15)
    short = turn("T5")
    assert (short.start, short.minutes) == (time(7), 240)
    assert (turn("T6").start, turn("T6").minutes) == (time(11), 240)
    assert [short.may_begin(day) for day in (saturday, sunday)] == [True, False]
    assert turn("T1").may_begin(sunday)


NUUK = ZoneInfo("America/Nuuk")  # its clocks change at 23:00 of a Saturday, when T3 begins


@given(
    st.sampled_from([THREE, TWO]),
    st.sampled_from([MEXICO, TIJUANA, MADRID, NUUK]),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_every_instant_of_a_year_belongs_to_exactly_one_turn(
    calendar: Calendar, zone: ZoneInfo, instant: datetime
) -> None:
    today = instant.astimezone(zone).date()
    days = [today + timedelta(days=back) for back in (-2, -1, 0, 1)]
    windows = [(day, each, calendar.window(each, day, zone)) for day in days for each in calendar.turns]
    around = [(day, each) for day, each, (starts, ends) in windows if starts <= instant < ends]
    assert around == [calendar.at(instant.astimezone(zone))]


@pytest.mark.parametrize("calendar", [THREE, TWO])
@pytest.mark.parametrize("zone", [MEXICO, TIJUANA, MADRID, NUUK])
def test_the_turns_of_a_year_follow_one_another_without_a_gap(calendar: Calendar, zone: ZoneInfo) -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(366)]
    windows = [calendar.window(each, day, zone) for day in days for each in calendar.turns]
    assert all(one[1] == after[0] for one, after in pairwise(windows))
    lengths = {ends - starts for starts, ends in windows}
    usual = timedelta(minutes=calendar.turns[0].minutes)
    hour = timedelta(hours=1)
    assert lengths == ({usual} if zone is MEXICO else {usual - hour, usual, usual + hour})


@pytest.mark.parametrize(
    ("zone", "operating_date", "hours"),
    [
        (TIJUANA, date(2026, 3, 7), 23),
        (TIJUANA, date(2026, 10, 31), 25),
        (MADRID, date(2026, 3, 28), 23),
        (MADRID, date(2026, 10, 24), 25),
        (MADRID, date(2026, 10, 25), 24),
    ],
)
@pytest.mark.parametrize("calendar", [THREE, TWO])
def test_the_day_of_a_clock_change_is_an_hour_shorter_or_longer(
    calendar: Calendar, zone: ZoneInfo, operating_date: date, hours: int
) -> None:
    windows = [calendar.window(each, operating_date, zone) for each in calendar.turns]
    assert sum((ends - starts for starts, ends in windows), timedelta()) == timedelta(hours=hours)


def test_short_turns_share_hours_with_the_turn_that_they_stand_for() -> None:
    assert THREE.overlapping(turn("T5")) == ("T1",)
    assert THREE.overlapping(turn("T1")) == ("T5", "T6")
    assert THREE.overlapping(turn("T2")) == ()
    assert TWO.overlapping(TWO.turns[0]) == ()


def test_a_short_turn_follows_a_short_turn() -> None:
    ten, noon, three = (datetime(2026, 3, 14, hour, tzinfo=MEXICO) for hour in (10, 12, 15))
    assert THREE.short_at(ten, ["T5"]) == turn("T5")
    assert THREE.short_at(noon, ["T5"]) == turn("T6")
    assert THREE.short_at(noon, []) is None
    assert THREE.short_at(three, ["T5"]) is None
    assert THREE.short_at(noon + timedelta(days=1), ["T5"]) is None
