"""Effective minutes: what stops leave of a turn."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.contract.catalog_reader import read_shifts
from prodsys_tui.domain.line.machine_time import machine_time, machine_times, minutes_in
from prodsys_tui.domain.line.stop import Span, only_continued, rest_of, span_of
from prodsys_tui.domain.model import Ref, Shift
from prodsys_tui.domain.shift.calendar import Calendar
from prodsys_tui.text.resources import data_path
from tests.domain.floor import CONTRACTS, ENDS, at, shift, stop

LOOM = frozenset({"T05"})
SHIFT = shift()
FULL = timedelta(hours=8)


def calendar() -> Calendar:
    read = read_shifts((data_path("catalogs") / "shifts.toml").read_text("utf-8"), "shifts.toml")
    assert read.value is not None
    return read.value.calendars["3x8"]


def test_a_machine_has_the_turns_length_less_its_stops() -> None:
    time = machine_time("T05", [Span(LOOM, at(1), at(2)), Span(LOOM, minutes=30)], SHIFT, ENDS)
    assert (time.scheduled, time.stopped, time.effective) == (
        FULL,
        timedelta(minutes=90),
        timedelta(minutes=390),
    )
    assert machine_time("T06", [Span(LOOM, at(1), at(2))], SHIFT, ENDS).effective == FULL


def test_a_stop_that_lasts_is_counted_until_now_and_never_past_the_turn() -> None:
    lasting = [Span(LOOM, at(6))]
    assert machine_time("T05", lasting, SHIFT, at(7)).stopped == timedelta(hours=1)
    assert machine_time("T05", lasting, SHIFT, at(30)).stopped == timedelta(hours=2)


def test_an_idle_machine_has_no_minutes() -> None:
    time = machine_time("T05", [Span(LOOM, at(1), at(2))], SHIFT, ENDS, idle=True)
    assert (time.scheduled, time.stopped, time.effective) == (timedelta(0),) * 3


def test_a_machine_of_two_processes_has_its_minutes_once() -> None:
    stops = [stop(5, "CONV03", minutes=100), stop(9, "CONV03", minutes=20)]
    times = machine_times(tuple(CONTRACTS.values()), stops, set(), SHIFT, ENDS)
    (shared,) = [each for each in times if each.machine == "CONV03"]
    assert (shared.scheduled, shared.stopped) == (FULL, timedelta(minutes=120))


def test_it_is_idle_only_when_it_is_so_in_both() -> None:
    def scheduled(*idle: tuple[int, str | None]) -> timedelta:
        times = machine_times(tuple(CONTRACTS.values()), [], set(idle), SHIFT, ENDS)
        return next(each.scheduled for each in times if each.machine == "CONV03")

    assert scheduled((9, None)) == FULL
    assert scheduled((9, None), (5, "CONV03")) == timedelta(0)


@pytest.mark.parametrize(
    ("day", "minutes"), [(date(2026, 3, 7), 420), (date(2026, 10, 31), 540), (date(2026, 6, 1), 480)]
)
def test_a_night_on_which_the_clocks_change_is_as_long_as_it_is(day: date, minutes: int) -> None:
    zone = ZoneInfo("America/Tijuana")
    turn = calendar().turn("T3")
    assert turn is not None
    starts, ends = calendar().window(turn, day, zone)
    night = replace(SHIFT, starts=starts, ends=ends)
    whole = [Span(LOOM, starts, ends)]
    assert minutes_in(machine_time("T05", whole, night, ends).stopped) == minutes


def test_minutes_are_exact() -> None:
    assert minutes_in(timedelta(seconds=90)) == Decimal("1.5")
    assert minutes_in(timedelta(microseconds=6)) == Decimal("0.0000001")


minutes = st.integers(0, 480)
spans = st.one_of(
    st.tuples(minutes, minutes).map(lambda two: Span(LOOM, at(min(two) / 60), at(max(two) / 60))),
    minutes.map(lambda one: Span(LOOM, at(one / 60))),
    minutes.map(lambda one: Span(LOOM, minutes=one)),
)


@given(st.lists(spans, max_size=8), st.integers(-60, 600), st.booleans())
def test_the_parts_add_up_and_never_pass_what_is_scheduled(tried: list[Span], now: int, idle: bool) -> None:
    time = machine_time("T05", tried, SHIFT, at(now / 60), idle=idle)
    assert time.effective + time.stopped == time.scheduled
    assert timedelta(0) <= time.stopped <= time.scheduled <= FULL


def shift_at(number: int, starts: datetime, ends: datetime) -> Shift:
    return replace(SHIFT, ref=Ref(number, f"shift-{number}"), starts=starts, ends=ends)


@given(
    st.lists(st.integers(1, 900), min_size=1, max_size=5),
    st.integers(0, 899),
    st.integers(0, 899),
)
def test_a_split_stop_lasts_as_long_as_it_did_in_one_piece(lengths: list[int], begin: int, stay: int) -> None:
    start = datetime(2026, 3, 7, 23, 13, tzinfo=UTC)
    shifts: list[Shift] = []
    for number, length in enumerate(lengths, start=1):
        shifts.append(shift_at(number, start, start + timedelta(minutes=length)))
        start = shifts[-1].ends
    begins = shifts[0].starts + timedelta(minutes=begin % lengths[0])
    ends = shifts[-1].ends - timedelta(minutes=stay % lengths[-1])
    if ends <= begins:
        return
    part = stop(2, "T05", starts=begins)
    parts = []
    for before, after in pairwise(shifts):
        parts.append(replace(part, ends=before.ends))
        part = rest_of(parts[-1], after, "hbalam", after.starts)
        assert part.continues == parts[-1].ref
        assert part.ends is None
        assert only_continued([part])
        assert not only_continued([replace(part, ends=after.ends)])
    parts.append(replace(part, ends=ends))
    lasted = [span_of(each, CONTRACTS[2]).lasts(ends) for each in parts]
    assert sum(lasted, timedelta(0)) == ends - begins
    for each, place in zip(parts, shifts, strict=True):
        assert (
            machine_time("T05", [span_of(each, CONTRACTS[2])], place, ends).stopped
            <= place.ends - place.starts
        )
