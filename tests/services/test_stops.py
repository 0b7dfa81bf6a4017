"""Recording stops in a real store."""

from datetime import timedelta

import pytest

from prodsys_tui.domain.model import Shift, Stop
from prodsys_tui.services.line.stops import add_stop, end_stop
from prodsys_tui.services.shift.shifts import open_shift, void_shift
from tests.services.shop import SEVEN, Shop, told

REASON = "Rotura de lanceta"


@pytest.fixture
def shift(shop: Shop) -> Shift:
    return shop.open()


def hour(number: float) -> timedelta:
    return timedelta(hours=number)


def code(stop: Stop) -> str | None:
    return stop.machine.code if stop.machine else None


def test_a_stop_keeps_its_reason_in_the_catalogs_words_and_its_group(shop: Shop, shift: Shift) -> None:
    stop = shop.do(add_stop, "rperez", 2, "rotura de LANCETA", "t05", minutes=25)
    assert (stop.reason, stop.group, stop.minutes) == (REASON, "mecanicos", 25)
    assert getattr(stop.machine, "code", None) == "T05"
    general = shop.do(add_stop, "rperez", 2, "eléctrico", "T05", minutes=5)
    assert general.reason == "Eléctrico"
    with shop.plant.read() as reads:
        assert reads.stops(shift.ref) == (stop, general)


@pytest.mark.parametrize(
    ("reason", "answer"),
    [("", ["reason-required"]), ("  ", ["reason-required"]), ("siesta", ["reason-unknown.stop"])],
)
def test_a_reason_is_one_of_the_process_or_of_the_catalog(
    shop: Shop, shift: Shift, reason: str, answer: list[str]
) -> None:
    assert told(shop.refused(add_stop, "rperez", 2, reason, "T05", minutes=5)) == answer


def test_everything_wrong_with_a_stop_is_told(shop: Shop, shift: Shift) -> None:
    reasons = shop.refused(add_stop, "rperez", 2, "siesta", "T05", minutes=0, uid="x")
    assert told(reasons) == ["reason-unknown.stop", "bad-interval.minutes", "bad-value.uid"]
    reasons = shop.refused(add_stop, "rperez", 2, REASON, "EXTPP01", minutes=5)
    assert told(reasons) == ["machine-other-process"]
    reasons = shop.refused(add_stop, "rperez", 2, REASON, "T99", minutes=5)
    assert told(reasons) == ["not-found.machine"]


def test_stops_of_a_machine_neither_overlap_nor_pass_its_scheduled_minutes(shop: Shop, shift: Shift) -> None:
    shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN, ends=SEVEN + hour(6))
    again = shop.refused(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN + hour(5), ends=SEVEN + hour(7))
    assert told(again) == ["stop-overlaps"]
    too_long = shop.refused(add_stop, "rperez", 2, REASON, "T05", minutes=121)
    assert told(too_long) == ["stop-exceeds-schedule"]
    assert too_long[0].params["scheduled"] == 480
    shop.do(add_stop, "rperez", 2, REASON, "T05", minutes=120)


def test_a_machine_of_two_processes_has_its_minutes_once(shop: Shop, shift: Shift) -> None:
    shop.do(add_stop, "rperez", 5, "Calidad", "CONV03", minutes=300)
    assert told(shop.refused(add_stop, "rperez", 9, "Calidad", minutes=181)) == ["stop-exceeds-schedule"]
    shop.do(add_stop, "rperez", 9, "Calidad", minutes=180)


def test_the_only_machine_of_a_process_is_meant_when_none_is_named(shop: Shop, shift: Shift) -> None:
    assert getattr(shop.do(add_stop, "rperez", 1, "Limpieza", minutes=5).machine, "code", None) == "EXTPP01"
    assert shop.do(add_stop, "rperez", 2, "Limpieza", minutes=5).machine is None
    assert shop.do(add_stop, "rperez", 99, "Limpieza", minutes=5).machine is None


def test_an_open_stop_lasts_until_it_is_ended(shop: Shop, shift: Shift) -> None:
    lasting = shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN)
    shop.later(minutes=40)
    ended = shop.do(end_stop, "rperez", lasting.ref.uid)
    assert ended.ends == SEVEN + timedelta(minutes=40)
    assert told(shop.refused(end_stop, "rperez", lasting.ref.uid)) == ["bad-interval.ended"]


def test_an_end_that_is_given_must_fit(shop: Shop, shift: Shift) -> None:
    lasting = shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN + hour(1))
    shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN, ends=SEVEN + hour(1))
    shop.later(hours=3)
    uid = lasting.ref.uid
    assert told(shop.refused(end_stop, "rperez", uid, SEVEN)) == ["bad-interval"]
    assert told(shop.refused(end_stop, "rperez", uid, SEVEN + hour(9))) == ["bad-interval.ends-outside"]
    assert shop.do(end_stop, "rperez", uid, SEVEN + hour(2)).ends == SEVEN + hour(2)


def test_a_stop_that_outlasts_its_shift_is_split_where_the_turn_ends(shop: Shop, shift: Shift) -> None:
    first = shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN + hour(7), uid="parte-01")
    shop.later(hours=9)
    second_shift = shop.do(open_shift, "hbalam")
    with shop.plant.read() as reads:
        (before,), (rest,) = reads.stops(shift.ref), reads.stops(second_shift.ref)
    assert (before.ref, before.starts, before.ends) == (first.ref, SEVEN + hour(7), shift.ends)
    assert rest.continues is not None
    assert rest.continues.uid == "parte-01"
    assert (rest.starts, rest.ends, rest.reason, rest.group) == (shift.ends, None, REASON, "mecanicos")
    assert (rest.machine, rest.late, rest.author) == (first.machine, False, "hbalam")

    ended = shop.do(end_stop, "rperez", "parte-01")
    assert (ended.ref, ended.ends) == (rest.ref, SEVEN + hour(9))
    assert told(shop.refused(end_stop, "rperez", "parte-01")) == ["bad-interval.ended"]


def test_a_stop_goes_on_through_as_many_shifts_as_it_lasts(shop: Shop, shift: Shift) -> None:
    shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN + hour(1))
    shop.do(add_stop, "rperez", 2, REASON, "T06", starts=SEVEN + hour(2), ends=SEVEN + hour(3))
    shop.do(add_stop, "rperez", 2, REASON, "T07", minutes=30)
    shifts = [shift]
    for _ in range(2):
        shop.later(hours=8)
        shifts.append(shop.do(open_shift, "hbalam"))
    with shop.plant.read() as reads:
        parts = [stop for each in shifts for stop in reads.stops(each.ref) if code(stop) == "T05"]
        assert [code(stop) for stop in reads.stops(shifts[1].ref)] == ["T05"]
    assert [part.ends for part in parts] == [shifts[0].ends, shifts[1].ends, None]
    assert [part.starts for part in parts] == [SEVEN + hour(1), shifts[1].starts, shifts[2].starts]
    assert [part.continues for part in parts] == [None, parts[0].ref, parts[1].ref]


def test_between_turns_that_do_not_meet_nothing_stops(shop: Shop, shift: Shift) -> None:
    shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN + hour(1))
    shop.later(hours=17)
    night = shop.do(open_shift, "hbalam")
    assert night.turn == "T3"
    with shop.plant.read() as reads:
        (rest,) = reads.stops(night.ref)
    assert rest.starts == night.starts == shift.ends + hour(8)


def test_a_late_stop_that_still_lasts_goes_on_in_the_open_shift(shop: Shop, shift: Shift) -> None:
    shop.later(hours=9)
    later = shop.do(open_shift, "hbalam")
    shop.do(add_stop, "rperez", 2, REASON, "T06", starts=later.starts + hour(0.5))
    late = shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN + hour(7), shift=shift.ref.id)
    assert (late.late, late.ends) == (True, shift.ends)
    with shop.plant.read() as reads:
        rest = reads.stops(later.ref)[-1]
    assert (rest.continues, rest.starts, rest.ends, rest.late) == (late.ref, later.starts, None, False)
    again = shop.refused(add_stop, "rperez", 2, REASON, "T06", starts=SEVEN + hour(7), shift=shift.ref.id)
    assert told(again) == ["stop-overlaps"]


def test_a_late_stop_without_an_open_shift_waits_for_the_next(shop: Shop, shift: Shift) -> None:
    shop.later(hours=9)
    later = shop.do(open_shift, "hbalam")
    shop.do(void_shift, "svera", later.ref.id, "se abrió por error")
    shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN + hour(7), shift=shift.ref.id)
    again = shop.do(open_shift, "hbalam")
    with shop.plant.read() as reads:
        assert [stop.starts for stop in reads.stops(again.ref)] == [shift.ends]


def test_a_shift_with_nothing_but_what_lasted_into_it_can_be_voided(shop: Shop, shift: Shift) -> None:
    first = shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN + hour(7))
    shop.later(hours=9)
    wrong = shop.do(open_shift, "hbalam")
    shop.do(void_shift, "svera", wrong.ref.id, "se abrió por error")
    with shop.plant.read() as reads:
        assert [stop.ends for stop in reads.stops(shift.ref)] == [None]
        assert [stop.ref for stop in reads.lasting_stops()] == [first.ref]
    right = shop.do(open_shift, "hbalam")
    assert shop.do(end_stop, "rperez", first.ref.uid).shift == right.ref
    assert told(shop.refused(void_shift, "svera", right.ref.id, "otra vez")) == ["shift-not-empty"]


def test_an_older_shift_that_is_opened_later_takes_over_nothing(shop: Shop, shift: Shift) -> None:
    shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN + hour(7))
    shop.later(hours=9)
    wrong = shop.do(open_shift, "hbalam")
    shop.do(void_shift, "svera", wrong.ref.id, "se abrió por error")
    older = shop.do(open_shift, "hbalam", "T1", shift.operating_date - timedelta(days=1))
    with shop.plant.read() as reads:
        assert reads.stops(older.ref) == ()
        assert [stop.ends for stop in reads.stops(shift.ref)] == [None]


def test_a_reason_may_be_typed_with_its_group(shop: Shop, shift: Shift) -> None:
    for typed in ("mecanicos/Rotura de lanceta", "Mecánicos / rotura de lanceta", REASON):
        assert shop.do(add_stop, "rperez", 2, typed, "T05", minutes=5).group == "mecanicos"
    for wrong in ("calidad/Rotura de lanceta", "nada/Limpieza", "mecanicos/"):
        reasons = shop.refused(add_stop, "rperez", 2, wrong, "T05", minutes=5)
        assert told(reasons) == ["reason-unknown.stop"]


def test_minutes_alone_have_no_end_to_give(shop: Shop, shift: Shift) -> None:
    stop = shop.do(add_stop, "rperez", 2, REASON, "T05", minutes=5)
    assert told(shop.refused(end_stop, "rperez", stop.ref.uid)) == ["bad-interval.ended"]
    assert told(shop.refused(end_stop, "rperez", "nadie")) == ["not-found.stop"]


def test_saving_a_stop_twice_saves_it_once(shop: Shop, shift: Shift) -> None:
    stop = shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN, uid="form-0001")
    head = shop.head
    assert shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN, uid="form-0001") == stop
    assert shop.head == head
    shop.later(minutes=5)
    ended = shop.do(end_stop, "rperez", "form-0001")
    assert shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN, uid="form-0001") == ended
    for minutes, starts, ends in ((5, None, None), (None, SEVEN, SEVEN + hour(1))):
        reasons = shop.refused(add_stop, "rperez", 2, REASON, "T05", minutes, starts, ends, uid="form-0001")
        assert told(reasons) == ["already-exists.stop"]
    other = shop.refused(add_stop, "rperez", 2, REASON, "T06", starts=SEVEN, uid="form-0001")
    assert told(other) == ["already-exists.stop"]


def test_a_stop_typed_after_the_turn_over_is_stamped_late(shop: Shop, shift: Shift) -> None:
    assert not shop.do(add_stop, "rperez", 2, REASON, "T05", minutes=5).late
    shop.later(hours=8)
    shop.do(open_shift, "hbalam")
    assert shop.do(add_stop, "rperez", 2, REASON, "T05", minutes=5, shift=shift.ref.id).late


def test_the_same_interval_again_is_never_a_second_stop(shop: Shop, shift: Shift) -> None:
    ends = SEVEN + hour(1)
    shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN, ends=ends)
    again = shop.refused(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN, ends=ends)
    assert told(again) == ["stop-overlaps"]


def test_a_reader_stops_nothing(shop: Shop, shift: Shift) -> None:
    assert told(shop.refused(add_stop, "visita", 2, REASON, "T05", minutes=5)) == ["not-permitted"]
