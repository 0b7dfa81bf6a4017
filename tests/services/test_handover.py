"""Entrega de turno in a real store: what is told, who receives it, what it raises."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from prodsys_tui.domain.model import BatchState, IncidentState, Severity, Shift, ShiftState
from prodsys_tui.domain.shift.handover import OrderMade
from prodsys_tui.domain.shift.handover_content import content_of
from prodsys_tui.domain.shift.waiting import Step
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.line.stops import add_stop
from prodsys_tui.services.quality.samples import AddSample, add_sample, justify
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.handover import HandoverView, handover_of, receive_shift, waiting_shifts
from prodsys_tui.services.shift.incidents import add_incident
from prodsys_tui.services.shift.shifts import (
    find_shift,
    observe,
    open_shift,
    set_idle,
    shift_for_entry,
    void_shift,
)
from tests.services.shop import SEVEN, Shop, told


@pytest.fixture
def leaving(shop: Shop) -> Shift:
    """A morning: tape and one loom ran, printing was idle; at 15:00 the afternoon was opened."""
    shift = shop.open()
    shop.do(set_idle, "iortiz", 4, "Falta de tinta")
    tape = shop.tape().batch
    assert tape is not None
    order = shop.loom("T05")
    shop.produce(2, order, "T05", quantity="400", counter="12400", consumes=(tape.code,))
    bad = shop.sample(2, "Ancho", "13", "T06", order)
    shop.do(justify, "iortiz", bad.sample.ref.uid, "Se ajustó el templazo y se midió otra vez")
    shop.sample(2, "Ancho", "14", "T07", order)
    shop.do(add_stop, "rperez", 2, "Rotura de lanceta", "T06", starts=SEVEN)
    shop.do(observe, "rperez", 2, "Queda hilo cruzado", "T05")
    shop.later(hours=8)
    shop.do(open_shift, "hbalam")
    return shift


def view(shop: Shop, shift: Shift | None = None) -> HandoverView:
    with shop.plant.read() as reads:
        return handover_of(reads, shop.plant.contracts, shop.clock.at, shift.ref.id if shift else None)


def test_the_handover_is_computed_of_the_shift_that_leaves(shop: Shop, leaving: Shift) -> None:
    shown = view(shop)
    sheet = shown.sheet
    assert sheet.shift.ref == leaving.ref
    made = {each.process.id: each for each in sheet.made}
    assert 4 not in made
    assert 99 not in made
    assert (made[1].quantity, made[1].target) == (Decimal(900), Decimal(1000))
    assert (made[2].quantity, made[2].target) == (Decimal(400), Decimal(13000))
    (loom,) = made[2].orders
    assert loom == OrderMade(2, "2000145", Decimal(400), Decimal(0), Decimal(400), Decimal(90000))
    assert [(each.deviation.machine, each.deviation.settled, each.words) for each in sheet.deviations] == [
        ("T06", True, "Se ajustó el templazo y se midió otra vez"),
        ("T07", False, None),
    ]
    assert [stop.reason for stop in sheet.stops] == ["Rotura de lanceta"]
    assert "Ancho" in {fault.params["parameter"] for fault in sheet.due}
    assert [(each.machine, each.reading, each.disputed) for each in sheet.counters] == [
        ("T05", Decimal(12400), None)
    ]
    assert [note.text for note in sheet.notes] == ["Queda hilo cruzado"]
    assert [idle.reason for idle in sheet.idle] == ["Falta de tinta"]
    assert shown.received is None
    assert shown.head == shop.head


def test_the_incoming_crew_receives_it_with_an_observation_and_the_journals_head(
    shop: Shop, leaving: Shift
) -> None:
    before = shop.head
    received = shop.do(receive_shift, "rperez", None, " Falta limpiar T05 ")
    handover = received.handover
    assert (received.shift.ref, handover.shift) == (leaving.ref, leaving.ref)
    assert (handover.author, handover.observation) == ("rperez", "Falta limpiar T05")
    assert handover.head == before[1]
    assert received.incidents == ()
    kept = view(shop, leaving).received
    assert kept is not None
    assert kept.content["paros_abiertos"][0]["maquina"] == "T06"  # type: ignore[index]
    assert set(kept.content) == set(content_of(view(shop, leaving).sheet))
    with shop.plant.read() as reads:
        signed = [row for row in reads.audit(entity="EntregaTurno") if row.action == "SIGN"]
    assert [row.person for row in signed] == ["rperez"]


def test_it_is_received_once_and_the_second_is_told_by_whom(shop: Shop, leaving: Shift) -> None:
    shop.do(receive_shift, "rperez")
    (refusal,) = shop.refused(receive_shift, "svera", leaving.ref.uid)
    assert told((refusal,)) == ["already-exists.handover"]
    assert (refusal.params["person"], refusal.params["at"]) == ("rperez", shop.clock.at)


def test_who_opened_the_shift_does_not_receive_it_and_what_is_hidden_is_refused(
    shop: Shop, leaving: Shift
) -> None:
    assert told(shop.refused(receive_shift, "iortiz", leaving.ref.id, "x\x1b[2J")) == [
        "same-person.handover",
        "bad-value.unprintable",
    ]


def test_a_turn_that_runs_is_not_handed_over_until_half_an_hour_before_its_end(shop: Shop) -> None:
    shift = shop.open()
    assert view(shop).sheet.shift.ref == shift.ref
    shop.later(hours=7, minutes=29)
    assert told(shop.refused(receive_shift, "svera")) == ["shift-running"]
    shop.later(minutes=1)
    assert shop.do(receive_shift, "svera").handover.observation is None


def test_a_disputed_counter_and_a_hold_open_incidents_once(shop: Shop, leaving: Shift) -> None:
    shop.produce(2, "2000145", "T05", counter="12300", shift=leaving.ref.id)
    shop.do(set_batch_state, "iortiz", "1000345-001", BatchState.HELD.value, "Cinta con grumos")
    sheet = view(shop, leaving).sheet
    assert [each.machine for each in sheet.disputed] == ["T05"]
    held = {"codigo_lote": "1000345-001", "maquina": None, "rollo": None, "motivo": "Cinta con grumos"}
    assert content_of(sheet)["retenciones"] == [held]
    received = shop.do(receive_shift, "tnoh", leaving.ref.id)
    assert [(each.title, each.severity, each.shift) for each in received.incidents] == [
        ("Contador en disputa: T05 12300", Severity.HIGH, leaving.ref),
        ("Lote en retención: 1000345-001", Severity.HIGH, leaving.ref),
    ]
    shop.later(hours=8)
    assert shop.do(receive_shift, "tnoh", "T2").incidents == ()
    with shop.plant.read() as reads:
        assert len(reads.incidents(state=IncidentState.OPEN)) == 2


def test_open_incidents_are_told(shop: Shop, leaving: Shift) -> None:
    shop.do(add_incident, "rperez", "Fuga de aceite", "crítica", "T05", 2)
    uid = view(shop, leaving).sheet.incidents[0].ref.uid
    told_of = content_of(view(shop, leaving).sheet)["incidentes"]
    assert told_of == [{"uid": uid, "titulo": "Fuga de aceite", "gravedad": "Crítica"}]


def test_there_is_nothing_to_hand_over_before_the_first_shift(shop: Shop) -> None:
    with pytest.raises(Refused, match="no-open-shift"):
        view(shop)
    voided = shop.do(void_shift, "svera", shop.open().ref.id, "Por error")
    assert told(shop.refused(receive_shift, "svera", voided.ref.id)) == ["shift-closed.void"]


def test_what_waits_is_told_the_longest_waiting_first(shop: Shop, leaving: Shift) -> None:
    with shop.plant.read() as reads:
        (waits,) = waiting_shifts(reads, shop.clock.at)
        assert (waits.shift.ref, waits.step, waits.since) == (leaving.ref, Step.CLOSE, leaving.ends)
    shop.later(hours=8)
    shop.do(open_shift, "iortiz")
    with shop.plant.read() as reads:
        assert [each.shift.turn for each in waiting_shifts(reads, shop.clock.at)] == ["T1", "T2"]


def test_the_open_shift_is_not_taken_unasked_once_its_turn_is_over(shop: Shop) -> None:
    shift = shop.open()
    shop.later(hours=8, minutes=5)
    (refusal,) = shop.refused(add_stop, "rperez", 1, "Falta de material", minutes=5)
    assert (refusal.code, refusal.params["turn"], refusal.params["ends"]) == (
        "shift-over",
        "T1",
        SEVEN + timedelta(hours=8),
    )
    own = shop.do(add_stop, "rperez", 1, "Falta de material", minutes=5, shift="t1")
    assert own.shift == shift.ref
    afternoon = shop.do(open_shift, "hbalam")
    with shop.plant.read() as reads:
        assert shift_for_entry(reads, None, now=shop.clock.at) == (afternoon, False)
        assert shift_for_entry(reads, "T1", now=shop.clock.at)[1] is True


def test_a_shift_that_was_opened_after_its_turn_is_filled_in_afterwards(shop: Shop) -> None:
    shop.later(hours=9)
    past = shop.do(open_shift, "iortiz", "T1")
    assert shop.do(add_stop, "rperez", 1, "Falta de material", minutes=5).shift == past.ref


def test_what_comes_late_belongs_to_the_last_moment_of_its_turn(shop: Shop, leaving: Shift) -> None:
    late = shop.do(add_sample, "rperez", AddSample(1, "Gramaje", "85", shift="T1")).sample
    assert leaving.ends - late.measured_at == timedelta(microseconds=1)
    shop.later(hours=1)
    after = shop.clock.at - timedelta(minutes=20)
    command = AddSample(1, "Gramaje", "86", shift="T1", measured_at=after)
    (refusal,) = shop.refused(add_sample, "rperez", command)
    assert (told((refusal,)), refusal.field) == (["shift-closed.closing"], "at")
    at_the_change = leaving.ends + timedelta(minutes=5)
    own = shop.do(add_sample, "rperez", replace(command, measured_at=at_the_change)).sample
    assert own.measured_at == at_the_change
    assert shop.unproduced(1, "1000345", "EXTPP01", quantity="5", shift="T1", measured_at=after) == [
        "shift-closed.closing"
    ]
    assert shop.do(add_sample, "rperez", AddSample(1, "Gramaje", "86")).sample.measured_at == shop.clock.at


def test_what_a_returned_shift_takes_belongs_to_its_turn_too(shop: Shop, leaving: Shift) -> None:
    with shop.plant.store.begin("svera", "shift-return", shop.clock.at) as uow:
        place = find_shift(uow, leaving.ref.uid)
        uow.change(place, state=ShiftState.REVIEW, returned=True)
    shop.later(hours=20)
    command = AddSample(1, "Gramaje", "85", shift=leaving.ref.uid)
    late = shop.do(add_sample, "rperez", command).sample
    assert (late.late, leaving.ends - late.measured_at) == (True, timedelta(microseconds=1))
    refused = shop.refused(add_sample, "rperez", replace(command, measured_at=shop.clock.at))
    assert told(refused) == ["shift-closed.closing"]
