"""Opening shifts, turn-over, and what a shift takes in each of its states."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from prodsys_tui.domain.contract.catalog_reader import read_shifts
from prodsys_tui.domain.model import Ref, Result, Shift, ShiftState
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.calendar import Calendar
from prodsys_tui.domain.shift.facts import Idle, Produced, SampleCount, ShiftFacts, Stopped
from prodsys_tui.domain.shift.shift import (
    TRANSITIONS,
    Admitted,
    Entry,
    Opened,
    Opening,
    admits,
    choose_opening,
    entry_of,
    is_empty,
    label,
    opening_of,
    void_faults,
)
from prodsys_tui.text.resources import data_path
from tests.domain.floor import ENDS, STARTS, deviation, shift, told
from tests.domain.test_rounds import sample

ZONE = ZoneInfo("America/Merida")
MONDAY = date(2026, 3, 2)


def calendars() -> Mapping[str, Calendar]:
    read = read_shifts(data_path("catalogs", "shifts.toml").read_text("utf-8"), "shifts.toml")
    assert read.value is not None
    return read.value.calendars


CALENDAR = calendars()["3x8"]


def local(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def wanted(turn: str | None, now: datetime, day: date | None = None) -> Opening:
    found = choose_opening(CALENDAR, ZONE, now, turn, day)
    assert isinstance(found, Opening)
    return found


@pytest.mark.parametrize(
    ("now", "turn", "day"),
    [
        (local(7), "T1", MONDAY),
        (local(14, 59), "T1", MONDAY),
        (local(15), "T2", MONDAY),
        (local(23), "T3", MONDAY),
        (local(3), "T3", MONDAY - timedelta(days=1)),
    ],
)
def test_turn_and_date_follow_the_clock(now: datetime, turn: str, day: date) -> None:
    found = wanted(None, now)
    assert (found.turn, found.operating_date) == (turn, day)


def test_a_turn_without_a_date_is_the_one_nearest_to_now() -> None:
    assert wanted("T1", local(6, 50)).operating_date == MONDAY
    assert wanted("t3", local(6, 50)).operating_date == MONDAY - timedelta(days=1)
    assert wanted("T3", local(22, 50)).operating_date == MONDAY


def test_a_given_date_is_taken_as_it_is() -> None:
    found = wanted("T1", local(8), date(2026, 2, 27))
    assert (found.starts, found.ends) == (local(7, day=date(2026, 2, 27)), local(15, day=date(2026, 2, 27)))


@pytest.mark.parametrize("day", [date.min, date(1999, 12, 31), date(3000, 1, 1), date.max])
def test_a_date_beyond_all_calendars_is_refused(day: date) -> None:
    refusal = choose_opening(CALENDAR, ZONE, local(8), None, day)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.field) == (Code.BAD_VALUE, "date")


def test_a_turn_that_the_calendar_does_not_have_is_refused_with_those_it_has() -> None:
    refusal = choose_opening(CALENDAR, ZONE, local(8), "T9", None)
    assert isinstance(refusal, Refusal)
    assert refusal.params["turns"] == ("T1", "T2", "T3", "T5", "T6")


def test_a_short_turn_belongs_to_saturdays() -> None:
    saturday = date(2026, 3, 7)
    assert wanted("T5", local(8, day=saturday)).operating_date == saturday
    refusal = choose_opening(CALENDAR, ZONE, local(8), "T5", MONDAY)
    assert isinstance(refusal, Refusal)
    assert refusal.variant == "weekday"
    assert isinstance(choose_opening(CALENDAR, ZONE, local(8), "T5", None), Refusal)


def opened(now: datetime, same: Shift | None = None, running: Shift | None = None) -> list[str] | Opened:
    answer = opening_of(T2, now, same, running)
    return answer if isinstance(answer, Opened) else told(answer)


T2 = Opening("T2", MONDAY, ENDS, ENDS + timedelta(hours=8))


@pytest.mark.parametrize(
    ("minutes", "out_of_hours"), [(-31, True), (-30, False), (0, False), (510, False), (511, True)]
)
def test_more_than_half_an_hour_outside_the_turn_is_marked(minutes: int, out_of_hours: bool) -> None:
    now = T2.starts + timedelta(minutes=minutes)
    assert opened(now) == Opened(out_of_hours, None)


def test_a_second_shift_waits_until_the_turn_of_the_first_has_ended() -> None:
    running = shift()
    assert opened(ENDS - timedelta(seconds=1), running=running) == ["shift-already-open"]
    assert opened(ENDS, running=running) == Opened(out_of_hours=False, turned_over=running)


def test_the_refusal_names_the_shift_that_is_open_and_whose_it_is() -> None:
    (refusal,) = opening_of(T2, STARTS, None, shift())  # type: ignore[misc]
    assert refusal.params == {"shift": "T1 02/03/2026", "person": "iortiz"}


def test_the_same_turn_of_a_date_opens_once() -> None:
    before = replace(shift(ShiftState.CLOSED), turn="T2")
    assert opened(ENDS, same=before) == ["shift-exists"]
    running = replace(before, state=ShiftState.OPEN)
    assert opened(ENDS + timedelta(hours=9), same=running, running=running) == ["shift-already-open"]


def test_both_reasons_are_told() -> None:
    before = replace(shift(ShiftState.CLOSED), ref=Ref(7, "other"), turn="T2")
    assert opened(STARTS, same=before, running=shift()) == ["shift-already-open", "shift-exists"]


def test_a_shift_that_comes_before_the_running_one_does_not_turn_it_over() -> None:
    later = replace(shift(), starts=T2.starts + timedelta(hours=8), ends=T2.ends + timedelta(hours=8))
    assert opened(later.ends, running=later) == ["shift-already-open"]


EVERYTHING = set(Entry)


@pytest.mark.parametrize(
    ("state", "returned", "takes", "late"),
    [
        (ShiftState.OPEN, False, EVERYTHING, False),
        (ShiftState.CLOSING, False, EVERYTHING, True),
        (ShiftState.REVIEW, True, EVERYTHING, True),
        (ShiftState.REVIEW, False, {Entry.WORDS, Entry.LAB_RESULT, Entry.SIGNED}, True),
        (ShiftState.CLOSED, False, {Entry.SIGNED}, True),
        (ShiftState.VOID, False, set(), False),
    ],
)
def test_what_a_shift_takes_and_whether_it_is_late(
    state: ShiftState, returned: bool, takes: set[Entry], late: bool
) -> None:
    for entry in Entry:
        answer = admits(shift(state, returned=returned), entry)
        if entry in takes:
            assert answer == Admitted(late)
        else:
            assert isinstance(answer, Refusal)
            assert answer.code == "shift-closed"


def test_a_refused_entry_says_in_which_state_the_shift_is() -> None:
    variants = {
        state: answer.variant
        for state in (ShiftState.REVIEW, ShiftState.CLOSED, ShiftState.VOID)
        if isinstance(answer := admits(shift(state), Entry.WORK), Refusal)
    }
    assert variants == {ShiftState.REVIEW: "review", ShiftState.CLOSED: "", ShiftState.VOID: "void"}


def test_a_lab_result_corrects_a_sample_that_waits() -> None:
    assert entry_of(None) is Entry.WORK
    assert entry_of(sample()) is Entry.WORK
    assert entry_of(sample(result=Result.WAITING)) is Entry.LAB_RESULT


@pytest.mark.parametrize(
    ("state", "returned", "empty", "codes"),
    [
        (ShiftState.OPEN, False, True, []),
        (ShiftState.CLOSING, False, True, []),
        (ShiftState.OPEN, False, False, ["shift-not-empty"]),
        (ShiftState.REVIEW, False, True, ["shift-closed.review"]),
        (ShiftState.REVIEW, True, True, ["shift-not-empty"]),
        (ShiftState.CLOSED, False, True, ["shift-closed"]),
        (ShiftState.VOID, False, True, ["shift-closed.void"]),
    ],
)
def test_only_a_shift_with_nothing_in_it_is_voided(
    state: ShiftState, returned: bool, empty: bool, codes: list[str]
) -> None:
    assert told(void_faults(shift(state, returned=returned), empty=empty)) == codes


@pytest.mark.parametrize(
    "facts",
    [
        ShiftFacts(shift(), counts=(SampleCount(2, "T05", "Ancho", 1),)),
        ShiftFacts(shift(), deviations=(deviation(2, "T05", "Ancho"),)),
        ShiftFacts(shift(), produced=(Produced(2, "T05", 1, Decimal(0), Decimal(0)),)),
        ShiftFacts(shift(), stopped=(Stopped(2, "T05", 0, 1),)),
        ShiftFacts(shift(), idle=(Idle(2, None, "Sin orden"),)),
    ],
)
def test_whatever_was_entered_is_something(facts: ShiftFacts) -> None:
    assert is_empty(ShiftFacts(shift()))
    assert not is_empty(facts)


def test_a_shift_is_named_by_turn_and_date() -> None:
    assert label(shift()) == "T1 02/03/2026"


def test_what_is_final_stays() -> None:
    assert TRANSITIONS[ShiftState.CLOSED] == TRANSITIONS[ShiftState.VOID] == frozenset()
    assert set(TRANSITIONS) == set(ShiftState)


class SiteOfShifts(RuleBasedStateMachine):
    """Somebody opens turn after turn, in time or not, and voids: there is one open shift at most."""

    def __init__(self) -> None:
        super().__init__()
        self.now = local(7)
        self.shifts: list[Shift] = []

    @rule(minutes=st.integers(0, 700))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(turn=st.none() | st.sampled_from(["T1", "T2", "T3"]))
    def open(self, turn: str | None) -> None:
        opening = wanted(turn, self.now)
        same = next((each for each in self.shifts if self.is_same(each, opening)), None)
        running = next((each for each in self.shifts if each.state is ShiftState.OPEN), None)
        answer = opening_of(opening, self.now, same, running)
        if isinstance(answer, tuple):
            assert same is not None or running is not None
            return
        if answer.turned_over is not None:
            place = self.shifts.index(answer.turned_over)
            self.shifts[place] = replace(answer.turned_over, state=ShiftState.CLOSING)
        self.shifts.append(
            replace(
                shift(),
                ref=Ref(len(self.shifts) + 1, f"shift-{len(self.shifts)}"),
                turn=opening.turn,
                operating_date=opening.operating_date,
                starts=opening.starts,
                ends=opening.ends,
            )
        )

    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        for place in data.draw(st.lists(st.integers(0, 9), max_size=1)):
            if place < len(self.shifts) and not void_faults(self.shifts[place], empty=True):
                self.shifts[place] = replace(self.shifts[place], state=ShiftState.VOID)

    @invariant()
    def one_is_open_at_most(self) -> None:
        assert sum(each.state is ShiftState.OPEN for each in self.shifts) <= 1

    @invariant()
    def a_turn_of_a_date_is_there_once(self) -> None:
        kept = [(each.turn, each.operating_date) for each in self.shifts if each.state is not ShiftState.VOID]
        assert len(set(kept)) == len(kept)

    @staticmethod
    def is_same(each: Shift, opening: Opening) -> bool:
        same = (each.turn, each.operating_date) == (opening.turn, opening.operating_date)
        return same and each.state is not ShiftState.VOID


SiteOfShifts.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestSiteOfShifts = SiteOfShifts.TestCase
