"""Opening, voiding and arranging shifts, in a real store."""

from datetime import date, timedelta

import pytest

from prodsys_tui.domain.model import MachineState, ShiftState
from prodsys_tui.domain.rights import Role
from prodsys_tui.domain.shift.shift import Entry
from prodsys_tui.services.line.machines import set_machine_state
from prodsys_tui.services.line.stops import add_stop
from prodsys_tui.services.quality.samples import AddSample, add_sample, justify
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.closing import close_shift
from prodsys_tui.services.shift.shifts import (
    assign,
    find_shift,
    observe,
    omit,
    open_shift,
    set_idle,
    shift_for_entry,
    undo_idle,
    undo_omission,
    void_shift,
)
from prodsys_tui.services.site.people import lock_user
from tests.services.shop import SEVEN, Shop, told

MONDAY = date(2026, 3, 2)
WHY = "Se abrió por error"


def audit(shop: Shop, entity: str) -> list[tuple[str, str, str | None]]:
    with shop.plant.read() as reads:
        return [(row.person, row.action, row.reason) for row in reads.audit(entity=entity)]


def test_opening_takes_turn_and_date_from_the_clock_and_keeps_who_and_when(shop: Shop) -> None:
    shift = shop.do(open_shift, "iortiz")
    assert (shift.turn, shift.operating_date, shift.state) == ("T1", MONDAY, ShiftState.OPEN)
    assert (shift.starts, shift.ends) == (SEVEN, SEVEN + timedelta(hours=8))
    assert (shift.opened_by, shift.opened_at, shift.out_of_hours) == ("iortiz", SEVEN, False)
    with shop.plant.read() as reads:
        assert reads.open_shift() == find_shift(reads) == find_shift(reads, shift.ref.uid)
        assert find_shift(reads, shift.ref.id) == shift


def test_a_turn_and_a_date_may_be_given_and_are_marked_when_far_off(shop: Shop) -> None:
    shift = shop.do(open_shift, "svera", "t2", date(2026, 3, 1))
    assert (shift.turn, shift.operating_date, shift.out_of_hours) == ("T2", date(2026, 3, 1), True)


def test_the_same_turn_of_a_date_opens_once(shop: Shop) -> None:
    first = shop.open()
    (refusal,) = shop.refused(open_shift, "svera")
    assert (refusal.code, refusal.params["person"]) == ("shift-already-open", "iortiz")
    shop.do(void_shift, "svera", first.ref.id, WHY)
    assert shop.open().ref != first.ref


def test_a_closed_turn_does_not_open_again(shop: Shop) -> None:
    shop.open()
    with shop.plant.read() as reads:
        contracts = [force.contract for force in shop.plant.contracts.all(reads)]
    for contract in contracts:
        shop.do(set_idle, "iortiz", contract.id, "Sin órdenes")
    assert shop.do(close_shift, "iortiz").state is ShiftState.CLOSED
    assert told(shop.refused(open_shift, "svera")) == ["shift-exists"]


def test_an_unknown_turn_is_refused(shop: Shop) -> None:
    assert told(shop.refused(open_shift, "iortiz", "T9")) == ["turn-unknown"]


def test_the_next_shift_opens_on_time_and_the_earlier_one_takes_late_entries(shop: Shop) -> None:
    earlier = shop.open()
    shop.later(hours=7, minutes=50)
    assert told(shop.refused(open_shift, "iortiz", "T2")) == ["shift-already-open"]
    shop.later(minutes=10)
    next_one = shop.do(open_shift, "hbalam")
    assert (next_one.turn, next_one.state) == ("T2", ShiftState.OPEN)
    with shop.plant.read() as reads:
        assert find_shift(reads, earlier.ref.id).state is ShiftState.CLOSING
        assert shift_for_entry(reads, earlier.ref.id)[1] is True
        assert shift_for_entry(reads) == (next_one, False)
    late = shop.do(add_sample, "rperez", AddSample(1, "Gramaje", "85", shift=earlier.ref.id)).sample
    assert (late.late, late.shift.id) == (True, earlier.ref.id)
    assert shop.do(observe, "rperez", 1, "Lectura tomada al salir", None, earlier.ref.uid).late
    assert not shop.do(observe, "rperez", 1, "Arranque normal").late


def test_no_shift_is_open(shop: Shop) -> None:
    with shop.plant.read() as reads:
        for key, code in ((None, "no-open-shift"), (99, "not-found"), ("no-such-uid", "not-found")):
            with pytest.raises(Refused) as caught:
                find_shift(reads, key)
            assert caught.value.reasons[0].code == code


def test_a_shift_with_something_in_it_is_not_voided(shop: Shop) -> None:
    shift = shop.open()
    shop.do(assign, "iortiz", 1, "rperez")
    assert told(shop.refused(void_shift, "svera", None, WHY)) == ["shift-not-empty"]
    assert told(shop.refused(void_shift, "svera", shift.ref.id, " ")) == [
        "shift-not-empty",
        "reason-required",
    ]


def test_voiding_keeps_its_reason(shop: Shop) -> None:
    voided = shop.do(void_shift, "svera", shop.open().ref.id, f" {WHY} ")
    assert (voided.state, voided.void_reason) == (ShiftState.VOID, WHY)
    assert audit(shop, "BitacoraTurno")[0] == ("svera", "STATUS_CHANGE", WHY)
    assert told(shop.refused(void_shift, "svera", voided.ref.id, WHY)) == ["shift-closed.void"]
    assert told(shop.refused(assign, "iortiz", 1, "rperez", None, voided.ref.id)) == ["shift-closed.void"]


def test_an_omission_or_an_idle_process_is_something_too(shop: Shop) -> None:
    shop.open()
    shop.do(set_idle, "iortiz", 4, "Falta de tinta")
    assert told(shop.refused(void_shift, "svera", None, WHY)) == ["shift-not-empty"]
    shop.do(undo_idle, "iortiz", 4)
    shop.do(observe, "rperez", 4, "Se limpió la máquina")
    assert told(shop.refused(void_shift, "svera", None, WHY)) == ["shift-not-empty"]
    shop.do(omit, "iortiz", 1, "Denier", "Balanza en calibración")
    assert told(shop.refused(void_shift, "svera", None, WHY)) == ["shift-not-empty"]


def test_idle_takes_a_reason_of_the_list_or_own_words(shop: Shop) -> None:
    shop.open()
    assert shop.do(set_idle, "iortiz", 4, "falta de TINTA").idle_reason == "Falta de tinta"
    own = shop.do(set_idle, "iortiz", 2, "Visita del cliente", "t05")
    assert own.idle_reason == "Visita del cliente"
    assert own.machine is not None
    assert own.machine.code == "T05"


def test_idle_is_changed_and_taken_back(shop: Shop) -> None:
    shop.open()
    first = shop.do(set_idle, "iortiz", 4, "Falta de tinta")
    again = shop.do(set_idle, "iortiz", 4, "Sin rollos de entrada")
    assert (again.ref, again.idle_reason) == (first.ref, "Sin rollos de entrada")
    assert shop.do(undo_idle, "iortiz", 4).idle_reason is None
    assert told(shop.refused(undo_idle, "iortiz", 4)) == ["not-found.idle"]
    assert told(shop.refused(undo_idle, "iortiz", 2, "T05")) == ["not-found.idle"]


def test_idle_needs_a_reason(shop: Shop) -> None:
    shop.open()
    assert told(shop.refused(set_idle, "iortiz", 4, "  ")) == ["reason-required"]
    assert told(shop.refused(set_idle, "iortiz", 4, "\x1b[2J")) == ["bad-value.unprintable"]


def test_what_made_something_in_the_shift_was_not_idle(shop: Shop) -> None:
    shop.open()
    tape = shop.tape().batch
    assert tape is not None
    order = shop.loom("T05")
    shop.produce(2, order, "T05", quantity="100", counter="100", consumes=(tape.code,))
    (loom,) = shop.refused(set_idle, "iortiz", 2, "Falta de cinta", "T05")
    assert (loom.code, loom.params["process"], loom.field) == ("has-production", "T05", "machine")
    (process,) = shop.refused(set_idle, "iortiz", 2, "Falta de cinta")
    assert (process.params["process"], process.field) == ("Telares", "process")
    assert shop.do(set_idle, "iortiz", 2, "Falta de cinta", "T06").idle_reason


def test_a_loom_that_only_read_its_counter_may_be_idle(shop: Shop) -> None:
    shop.open()
    order = shop.loom("T05")
    shop.produce(2, order, "T05", quantity="0", counter="100")
    assert shop.do(set_idle, "iortiz", 2, "Falta de cinta", "T05").idle_reason == "Falta de cinta"


def test_places_that_do_not_exist_are_refused(shop: Shop) -> None:
    shop.open()
    assert told(shop.refused(set_idle, "iortiz", 77, "x")) == ["not-found.process"]
    assert told(shop.refused(set_idle, "iortiz", 2, "x", "T99")) == ["not-found.machine"]
    assert told(shop.refused(set_idle, "iortiz", 2, "x", "IMP01")) == ["machine-other-process"]
    shop.do(set_machine_state, "svera", "T13", MachineState.RETIRED.value, "Se vendió")
    assert told(shop.refused(assign, "iortiz", 2, "rperez", "T13")) == ["machine-not-usable"]


def test_everybody_assigns_himself_and_an_inspector_the_others(shop: Shop) -> None:
    shop.open()
    own = shop.do(assign, "rperez", 2, "RPEREZ", "T05")
    assert (own.person.code, own.author) == ("rperez", "rperez")
    assert shop.do(assign, "iortiz", 2, "rperez", "T05").ref == own.ref
    assert shop.do(assign, "iortiz", 2, "rperez").ref != own.ref
    assert told(shop.refused(assign, "rperez", 2, "iortiz")) == ["not-permitted"]
    assert told(shop.refused(assign, "iortiz", 2, "nadie")) == ["not-found.user"]


def test_an_observation_is_kept_in_words(shop: Shop) -> None:
    shop.open()
    note = shop.do(observe, "rperez", 2, "  Se cambió la [/x] lanceta ", "T05")
    assert note.text == "Se cambió la [/x] lanceta"
    assert told(shop.refused(observe, "rperez", 2, "  ")) == ["bad-value.empty"]
    assert told(shop.refused(observe, "rperez", 2, "x\x1b]52;c;")) == ["bad-value.unprintable"]
    assert told(shop.refused(observe, "rperez", 2, "x" * 501)) == ["bad-value.too-long"]


def test_an_omission_says_why_samples_are_missing(shop: Shop) -> None:
    shop.open()
    first = shop.do(omit, "iortiz", 2, "ancho", "Telar en arranque", "T05")
    assert (first.parameter, first.reason) == ("Ancho", "Telar en arranque")
    assert shop.do(omit, "svera", 2, "Ancho", "Telar en arranque", "T05") == first
    more = shop.do(omit, "svera", 2, "Ancho", "Cinta métrica extraviada", "T05")
    assert (more.reason, more.author) == ("Cinta métrica extraviada", "svera")
    assert shop.do(omit, "iortiz", 2, "Ancho", "Telar en arranque").ref != first.ref


def test_an_omission_can_be_taken_back_and_given_again(shop: Shop) -> None:
    shift = shop.open()
    for reason in ("Telar en arranque", "Cinta métrica extraviada"):
        shop.do(omit, "iortiz", 2, "Ancho", reason, "T05")
    elsewhere = shop.do(omit, "iortiz", 2, "Ancho", "Telar en arranque", "T06")
    shop.later(minutes=1)
    assert shop.do(undo_omission, "svera", 2, "ancho", "T05").withdrawn
    with shop.plant.read() as reads:
        assert reads.omissions(shift.ref) == (elsewhere,)
        assert {row.action for row in reads.audit(entity="BitacoraOmision", person="svera")} == {"UPDATE"}
    assert told(shop.refused(undo_omission, "svera", 2, "Ancho", "T05")) == ["not-found.omission"]
    shop.do(omit, "iortiz", 2, "Ancho", "Telar en arranque", "T05")


def test_an_omission_is_of_a_parameter_that_people_measure(shop: Shop) -> None:
    shop.open()
    assert told(shop.refused(omit, "iortiz", 1, "Peso", " ")) == ["unknown-parameter", "reason-required"]
    assert told(shop.refused(omit, "iortiz", 1, "Tenacidad", "Sin datos")) == ["calculated-parameter"]
    assert told(shop.refused(undo_omission, "iortiz", 1, "Peso")) == ["unknown-parameter"]


def test_a_shift_in_review_takes_words_and_no_work(shop: Shop) -> None:
    shift = in_review(shop)
    with shop.plant.read() as reads:
        assert shift_for_entry(reads, shift, Entry.WORDS)[1] is True
    assert shop.do(observe, "rperez", 1, "Se revisó la balanza", None, shift).late
    assert told(shop.refused(set_idle, "iortiz", 4, "x", None, shift)) == ["shift-closed.review"]
    assert told(shop.refused(omit, "iortiz", 1, "Denier", "x", None, shift)) == ["shift-closed.review"]
    sample = AddSample(1, "Denier", "805", shift=shift)
    assert told(shop.refused(add_sample, "rperez", sample)) == ["shift-closed.review", "process-idle"]


def in_review(shop: Shop) -> int:
    """A shift that was closed with a deviation."""
    shift = shop.open()
    with shop.plant.read() as reads:
        contracts = [force.contract for force in shop.plant.contracts.all(reads)]
    bad = shop.sample(1, "Denier", "830", "EXTPP01").sample
    shop.do(justify, "iortiz", bad.ref.uid, text="La balanza estaba sin calibrar")
    shop.do(assign, "iortiz", 1, "rperez")
    for contract in contracts:
        shop.do(set_idle, "iortiz", contract.id, "Sin órdenes")
    assert shop.do(close_shift, "iortiz").state is ShiftState.REVIEW
    return shift.ref.id


def test_who_lost_his_account_does_nothing(shop: Shop) -> None:
    shop.open()
    shop.do(lock_user, "admin", "rperez", "Ya no trabaja aquí")
    (refusal,) = shop.refused(observe, "rperez", 1, "Sigo aquí todavía")
    assert (refusal.code, refusal.params["role"]) == ("not-permitted", Role.OPERATOR.value)


def test_on_a_short_saturday_the_short_turns_follow_one_another(shop: Shop) -> None:
    shop.later(days=5)
    early = shop.do(open_shift, "iortiz", "t5")
    assert (early.turn, early.scheduled_minutes) == ("T5", 240)
    shop.later(hours=4)
    assert told(shop.refused(open_shift, "hbalam", "T1")) == ["shift-already-open"]
    later = shop.do(open_shift, "hbalam")
    assert (later.turn, later.starts) == ("T6", early.ends)
    shop.later(hours=4)
    assert shop.do(open_shift, "iortiz").turn == "T2"
    faults = shop.refused(open_shift, "svera", "T1", early.operating_date)
    assert told(faults) == ["shift-already-open", "shift-exists"]


@pytest.mark.parametrize(
    ("night", "minutes"), [(date(2026, 3, 7), 420), (date(2026, 3, 8), 480), (date(2026, 10, 31), 540)]
)
def test_the_scheduled_minutes_of_a_night_follow_the_clocks(shop: Shop, night: date, minutes: int) -> None:
    with shop.plant.store.begin("admin", "site-found") as uow:
        uow.change(uow.site(), zone="America/Tijuana")
    shift = shop.do(open_shift, "iortiz", "T3", night)
    assert shift.scheduled_minutes == minutes
    shop.clock.at = shift.ends - timedelta(minutes=1)
    shop.do(add_stop, "rperez", 1, "Falta de material", minutes=minutes)
    faults = shop.refused(add_stop, "rperez", 1, "Falta de material", minutes=1)
    assert (told(faults), faults[0].params["scheduled"]) == (["stop-exceeds-schedule"], minutes)


def test_a_shift_is_named_by_its_turn_too(shop: Shop) -> None:
    first = shop.open()
    shop.do(void_shift, "svera", first.ref.id, WHY)
    second = shop.open()
    with shop.plant.read() as reads:
        assert find_shift(reads, "t1") == second
        with pytest.raises(Refused, match="not-found"):
            find_shift(reads, "T2")


def test_every_entry_of_a_shift_that_was_turned_over_is_stamped_late(shop: Shop) -> None:
    earlier = shop.open()
    bad = shop.sample(1, "Gramaje", "85", "EXTPP01").sample
    shop.later(hours=8)
    shop.do(open_shift, "hbalam")
    key = earlier.ref.uid
    late = shop.do(add_sample, "rperez", AddSample(1, "Ancho de cinta", "3.5", "EXTPP01", shift=key)).sample
    shop.do(justify, "rperez", late.ref.uid, "Se ajustó el peine del cabezal")
    stop = shop.do(add_stop, "rperez", 1, "Falta de material", minutes=5, shift=key)
    assert (bad.late, late.late, stop.late) == (False, True, True)
    with shop.plant.read() as reads:
        (settled,) = reads.dispositions(earlier.ref)
    assert settled.late
    own = shop.sample(1, "Ancho de cinta", "3.5", "EXTPP01").sample
    shop.do(justify, "rperez", own.ref.uid, "Se ajustó el peine del cabezal")
    with shop.plant.read() as reads:
        found = reads.disposition(own.ref)
    assert found is not None
    assert not found.late
