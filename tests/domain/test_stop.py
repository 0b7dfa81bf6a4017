"""Stops as intervals: whether they fit a shift, overlap, and add up."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.line.stop import (
    Span,
    schedule_faults,
    span_of,
    stop_faults,
    stopped_all_shift,
    stopped_by,
    time_stopped,
)
from prodsys_tui.domain.refusal import Code
from tests.domain.floor import CONTRACTS, ENDS, STARTS, SUPPORT, at, only, shift, stop, told

LOOM = frozenset({"T05"})
SHIFT = shift()


def loom(starts: float, ends: float | None) -> Span:
    """A stop of T05 between two hours of the shift, or one that still lasts."""
    return Span(LOOM, at(starts), None if ends is None else at(ends))


def faults(new: Span, *others: Span, now: datetime = ENDS) -> list[str]:
    return told(stop_faults(new, others, SHIFT, now))


@pytest.mark.parametrize("new", [loom(0, 8), loom(1, None), Span(LOOM, minutes=1), Span(LOOM, minutes=480)])
def test_a_stop_inside_the_shift_is_kept(new: Span) -> None:
    assert faults(new) == []


@pytest.mark.parametrize(
    ("new", "answer"),
    [
        (Span(LOOM), ["bad-interval.missing"]),
        (Span(LOOM, ends=at(2)), ["bad-interval.missing"]),
        (Span(LOOM, ends=at(2), minutes=5), ["bad-interval.missing"]),
        (Span(LOOM, at(1), at(2), 60), ["bad-interval.both"]),
        (Span(LOOM, minutes=0), ["bad-interval.minutes"]),
        (Span(LOOM, minutes=-5), ["bad-interval.minutes"]),
        (loom(2, 1), ["bad-interval"]),
        (loom(2, 2), ["bad-interval"]),
        (loom(-0.01, 1), ["bad-interval.starts-outside"]),
        (loom(8, 9), ["bad-interval.starts-outside", "bad-interval.ends-outside"]),
        (loom(7, 8.01), ["bad-interval.ends-outside"]),
        (Span(LOOM, minutes=481), ["stop-exceeds-schedule"]),
        (Span(LOOM, minutes=10**18), ["stop-exceeds-schedule"]),
    ],
)
def test_a_stop_that_cannot_be_is_refused(new: Span, answer: list[str]) -> None:
    assert faults(new) == answer


def test_an_end_past_the_shift_names_the_turns_own_hours() -> None:
    fault = only(stop_faults(loom(7, 9), (), SHIFT, ENDS), Code.BAD_INTERVAL)
    assert fault.params == {"starts": STARTS, "ends": ENDS}


def test_one_machine_stands_still_once_at_a_time() -> None:
    assert faults(loom(2, 4), loom(1, 3)) == ["stop-overlaps"]
    assert faults(loom(2, 4), loom(4, 5), loom(1, 2)) == []
    assert faults(loom(2, 4), Span(frozenset({"T06"}), at(2), at(4))) == []
    assert faults(loom(2, 4), Span(LOOM, minutes=30)) == []


def test_while_a_stop_lasts_no_other_can_begin_but_an_earlier_one_may_be_added() -> None:
    assert faults(loom(5, None), loom(3, None)) == ["stop-overlaps"]
    assert faults(loom(5, 6), loom(3, None)) == ["stop-overlaps"]
    assert faults(loom(1, 2), loom(3, None)) == []


def test_stops_of_a_machine_add_up_to_no_more_than_the_turn() -> None:
    assert faults(Span(LOOM, minutes=120), loom(0, 6)) == []
    fault = only(stop_faults(Span(LOOM, minutes=121), [loom(0, 6)], SHIFT, ENDS), Code.STOP_EXCEEDS_SCHEDULE)
    assert fault.params == {"machine": "T05", "scheduled": 480}


def test_a_stop_that_lasts_counts_until_now_and_never_past_the_shift() -> None:
    assert faults(Span(LOOM, minutes=420), loom(1, None), now=at(2)) == []
    assert faults(Span(LOOM, minutes=421), loom(1, None), now=at(2)) == ["stop-exceeds-schedule"]
    assert faults(Span(LOOM, minutes=60), loom(1, None), now=at(100)) == []


def test_a_stop_of_a_whole_process_is_one_of_each_of_its_machines() -> None:
    weaving = CONTRACTS[2]
    assert stopped_by(weaving, None) == frozenset(weaving.machines)
    assert stopped_by(SUPPORT, None) == frozenset({"Tareas Generales"})
    everything = span_of(stop(2, None, starts=at(1), ends=at(2)), weaving)
    assert faults(loom(1, 2), everything) == ["stop-overlaps"]
    assert told(stop_faults(everything, [loom(0, 3)], SHIFT, ENDS)) == ["stop-overlaps"]


def test_a_machine_that_serves_two_processes_has_its_minutes_once() -> None:
    sewing = span_of(stop(5, "CONV03", minutes=300), CONTRACTS[5])
    dressing = span_of(stop(9, "CONV03", minutes=181), CONTRACTS[9])
    assert faults(dressing, sewing) == ["stop-exceeds-schedule"]
    conv03 = span_of(stop(5, "CONV03", starts=at(1), ends=at(2)), CONTRACTS[5])
    assert faults(span_of(stop(9, None, starts=at(1), ends=at(2)), CONTRACTS[9]), conv03) == ["stop-overlaps"]


def test_stopped_all_shift_is_every_scheduled_minute() -> None:
    assert stopped_all_shift("T05", [loom(0, 6), Span(LOOM, minutes=120)], SHIFT)
    assert not stopped_all_shift("T05", [loom(0, 6), Span(LOOM, minutes=119)], SHIFT)
    assert not stopped_all_shift("T06", [loom(0, 8)], SHIFT)


def test_a_stop_that_still_lasts_is_open() -> None:
    assert loom(1, None).open
    assert not loom(1, 2).open
    assert not Span(LOOM, minutes=5).open


def test_a_stop_that_begins_later_has_not_lasted_yet() -> None:
    assert loom(3, None).lasts(at(2)) == timedelta(0)


minutes = st.integers(0, 480)
intervals = st.tuples(minutes, minutes).filter(lambda pair: pair[0] < pair[1])
spans = intervals.map(lambda pair: loom(pair[0] / 60, pair[1] / 60))


@given(spans, spans)
def test_stops_meet_both_ways_exactly_when_they_share_time(one: Span, other: Span) -> None:
    assert one.starts
    assert one.ends
    assert other.starts
    assert other.ends
    shared = min(one.ends, other.ends) - max(one.starts, other.starts)
    assert one.meets(other) is other.meets(one) is (shared > timedelta(0))


@given(st.lists(st.one_of(spans, st.integers(-1, 600).map(lambda n: Span(LOOM, minutes=n))), max_size=12))
def test_whatever_is_tried_kept_stops_never_overlap_nor_pass_the_turn(tried: list[Span]) -> None:
    kept: list[Span] = []
    for new in tried:
        if not stop_faults(new, kept, SHIFT, ENDS):
            kept.append(new)
    assert time_stopped("T05", kept, ENDS) <= timedelta(hours=8)
    assert schedule_faults(LOOM, kept, SHIFT, ENDS) == ()
    assert not any(one.meets(other) for one in kept for other in kept if one is not other)
