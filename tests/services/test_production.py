"""Recording production in a real store: what is saved with it, and what is refused."""

from dataclasses import replace
from decimal import Decimal

import pytest

from prodsys_tui.domain.model import OrderState, Shift, ShiftState
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.line.machines import set_machine_state
from prodsys_tui.services.line.orders import find_order, set_order_state
from prodsys_tui.services.line.runs import run_order
from prodsys_tui.services.production.production import AddProduction, add_production, preview_production
from prodsys_tui.services.quality.samples import justify
from prodsys_tui.services.shift.closing import close_shift
from prodsys_tui.services.shift.shifts import find_shift, open_shift, set_idle
from tests.services.shop import Shop, told


@pytest.fixture
def shift(shop: Shop) -> Shift:
    return shop.open()


def preview(shop: Shop, command: AddProduction) -> list[str]:
    with shop.plant.read() as reads:
        return told(preview_production(reads, shop.plant.contracts, command))


def test_the_gate_locks_until_enough_samples_were_taken(shop: Shop, shift: Shift) -> None:
    order = shop.order("1000345")
    for value in ("805", "806"):
        shop.sample(1, "Denier", value, "EXTPP01", order)
        assert shop.unproduced(1, order, "EXTPP01", quantity="900") == ["gate-closed"]
    shop.sample(1, "Denier", "804", "EXTPP01", order)
    assert shop.produce(1, order, "EXTPP01", quantity="900").record.quantity == 900


def test_a_failing_sample_locks_it_until_it_is_settled(shop: Shop, shift: Shift) -> None:
    shop.tape()
    bad = shop.sample(1, "Denier", "830", "EXTPP01", "1000345").sample
    assert shop.unproduced(1, "1000345", "EXTPP01", quantity="10") == ["process-in-review"]
    shop.do(justify, "iortiz", bad.ref.uid, text="la balanza estaba sin calibrar")
    assert shop.produce(1, "1000345", "EXTPP01", quantity="10").record.quantity == 10


def test_a_loom_opens_and_locks_alone(shop: Shop, shift: Shift) -> None:
    tape, order = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    assert shop.unproduced(2, order, "T06", quantity="5", counter="5", consumes=(tape.code,)) == [
        "gate-closed"
    ]
    saved = shop.produce(2, order, "T05", quantity="5", counter="5", consumes=(tape.code,))
    assert saved.record.proof["machine"] == "T05"


def test_a_record_keeps_why_the_gate_was_open(shop: Shop, shift: Shift) -> None:
    record = shop.tape().record
    with shop.plant.read() as reads:
        samples = reads.samples(shift=shift.ref, process_id=1)
        contract = reads.contract_version(1)
        assert reads.record(record.ref.uid) == record
    assert contract is not None
    assert record.proof["contract"] == contract.ref.uid
    assert record.proof["minimum"] == 3
    assert record.proof["samples"] == [sample.ref.uid for sample in samples if not sample.calculated]


def test_the_first_record_makes_the_batch_and_sets_the_order_running(shop: Shop, shift: Shift) -> None:
    first, second = shop.tape("400"), shop.tape("500")
    assert first.batch is not None
    assert (first.batch.code, first.batch.number) == ("1000345-001", 1)
    assert first.batch.produced_on == shift.operating_date
    assert second.batch == first.batch
    with shop.plant.read() as reads:
        assert find_order(reads, "1000345").state is OrderState.RUNNING


def test_a_b_a_in_one_shift_stays_three_records_of_two_batches(shop: Shop, shift: Shift) -> None:
    shop.tape()
    other = shop.order("1000346")
    shop.produce(1, other, "EXTPP01", quantity="100")
    shop.tape()
    with shop.plant.read() as reads:
        records = reads.records(shift=shift.ref, process_id=1)
        batches = [record.batch.code for record in records if record.batch]
    assert batches == ["1000345-001", "1000346-001", "1000345-001"]


def test_batches_of_an_order_are_numbered_for_ever(shop: Shop, shift: Shift) -> None:
    shop.tape()
    shop.later(hours=8)
    shop.open()
    assert getattr(shop.tape().batch, "code", None) == "1000345-002"


def test_saving_one_form_twice_saves_once(shop: Shop, shift: Shift) -> None:
    tape, order = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    typed = {"quantity": "640", "counter": "12640", "consumes": (tape.code,), "uid": "form-0001"}
    first = shop.produce(2, order, "T05", **typed)
    head = shop.head
    assert shop.produce(2, order, "T05", **typed) == first
    assert shop.head == head
    assert first.record.ref.uid == "form-0001"


def test_a_form_is_answered_the_same_after_its_shift_was_closed(shop: Shop, shift: Shift) -> None:
    saved = shop.do(add_production, "rperez", AddProduction(99, quantity="8", uid="form-0001"))
    with shop.plant.store.begin("svera", "test", shop.clock.now()) as uow:
        uow.change(find_shift(uow), state=ShiftState.CLOSED)
    again = AddProduction(99, quantity="8.0", uid="form-0001", shift=shift.ref.uid)
    assert shop.do(add_production, "rperez", again) == saved


@pytest.mark.parametrize(
    "other",
    [
        {"process": 2},
        {"machine": "EXTPP02"},
        {"order": "1000346"},
        {"quantity": "901"},
        {"quantity": "mil"},
        {"waste": "2"},
        {"counter": "5"},
        {"consumes": ("8000031-001",)},
        {"shift": "another"},
    ],
)
def test_the_uid_of_a_record_with_other_content_is_refused(
    shop: Shop, shift: Shift, other: dict[str, object]
) -> None:
    shop.tape()
    command = AddProduction(1, "1000345", "extpp01", "900", waste="1", uid="form-0001")
    shop.do(add_production, "rperez", command)
    changed = replace(command, **other)  # type: ignore[arg-type]  # each names one field
    assert told(shop.refused(add_production, "rperez", changed)) == ["already-exists.record"]


def test_equal_content_under_another_uid_is_another_record(shop: Shop, shift: Shift) -> None:
    shop.tape()
    records = {
        shop.produce(1, "1000345", "EXTPP01", quantity="5", uid=f"form-000{n}").record.ref.uid for n in "12"
    }
    assert records == {"form-0001", "form-0002"}


def test_the_running_order_of_a_machine_is_meant_when_none_is_named(shop: Shop, shift: Shift) -> None:
    shop.tape()
    shop.do(run_order, "rperez", "EXTPP01", "1000345")
    saved = shop.do(add_production, "rperez", AddProduction(1, quantity="5"))
    assert getattr(saved.batch, "code", None) == "1000345-001"
    assert getattr(saved.record.machine, "code", None) == "EXTPP01"


def test_a_running_order_of_the_machines_other_process_is_not_meant(shop: Shop, shift: Shift) -> None:
    shop.do(run_order, "rperez", "CONV03", shop.order("9000008"))
    typed = {"quantity": "0", "waste": "1", "waste_to": "descarte"}
    assert shop.unproduced(5, None, "CONV03", **typed) == ["order-missing"]
    assert shop.unproduced(5, None, "CONV01", **typed) == ["order-missing"]


def test_support_work_is_hours_with_neither_order_nor_batch(shop: Shop, shift: Shift) -> None:
    saved = shop.do(add_production, "rperez", AddProduction(99, quantity="7.5"))
    assert (saved.record.quantity, saved.batch) == (Decimal("7.5"), None)


def test_everything_that_does_not_exist_is_named(shop: Shop, shift: Shift) -> None:
    reasons = shop.unproduced(2, "2999999", "T99", quantity="5", counter="5", consumes=("1000345-009",))
    assert reasons == ["not-found.machine", "not-found.order", "not-found.batch-id"]
    assert shop.unproduced(42, None, None, quantity="1") == ["not-found.process"]


def test_orders_and_machines_that_cannot_produce(shop: Shop, shift: Shift) -> None:
    shop.tape()
    other = shop.order("2000145")
    assert shop.unproduced(1, other, "EXTPP01", quantity="5") == ["order-other-process"]
    shop.do(set_order_state, "svera", "1000345", "Cancelada", "la canceló el cliente")
    assert shop.unproduced(1, "1000345", "T05", quantity="5") == ["order-not-open", "machine-other-process"]
    shop.do(set_order_state, "svera", "1000345", "Liberada", "la pidió otra vez")
    shop.do(set_machine_state, "svera", "EXTPP01", "Mantenimiento", "cambio de filtro")
    assert shop.unproduced(1, "1000345", "EXTPP01", quantity="5") == ["machine-not-usable"]


def test_an_idle_process_takes_none(shop: Shop, shift: Shift) -> None:
    order = shop.order("1000345")
    shop.do(set_idle, "iortiz", 1, "Falta de materia prima")
    assert "process-idle" in shop.unproduced(1, order, "EXTPP01", quantity="5")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"quantity": "-4"}, ["bad-quantity.negative"]),
        ({"quantity": "99999"}, ["bad-quantity.absurd"]),
        ({"quantity": "1,234"}, ["ambiguous-number"]),
        ({"quantity": "nan"}, ["not-a-number"]),
        ({"quantity": "5", "reason": "con\x1bescape"}, ["bad-value.unprintable"]),
        ({"quantity": "5", "uid": "x"}, ["bad-value.uid"]),
        ({"quantity": "5", "waste_to": "[/x]"}, ["waste-demanded.no-destination"]),
    ],
)
def test_bad_input_is_refused_and_writes_nothing(
    shop: Shop, shift: Shift, typed: dict[str, object], answer: list[str]
) -> None:
    shop.tape()
    assert shop.unproduced(1, "1000345", "EXTPP01", **typed) == answer


def test_nothing_is_produced_without_a_shift_or_in_a_closed_one(shop: Shop) -> None:
    assert shop.unproduced(99, None, None, quantity="8") == ["no-open-shift"]
    shift = shop.open()
    with shop.plant.store.begin("svera", "test", shop.clock.now()) as uow:
        uow.change(find_shift(uow), state=ShiftState.CLOSED)
    assert shop.unproduced(99, None, None, quantity="8", shift=shift.ref.id) == ["shift-closed"]


def test_what_comes_after_the_turn_is_stamped_late(shop: Shop, shift: Shift) -> None:
    shop.later(hours=8, minutes=5)
    shop.do(open_shift, "hbalam")
    late = shop.do(add_production, "rperez", AddProduction(99, quantity="8", shift=shift.ref.uid)).record
    assert (late.late, late.shift) == (True, shift.ref)
    assert told(shop.refused(close_shift, "hbalam", shift.ref.id)) == ["not-permitted"]


def test_a_preview_tells_the_same_reasons_and_saves_nothing(shop: Shop, shift: Shift) -> None:
    order = shop.order("1000345")
    head = shop.head
    command = AddProduction(1, order, "EXTPP01", "-5")
    assert preview(shop, command) == ["gate-closed", "bad-quantity.negative"]
    assert preview(shop, replace(command, machine="T99")) == ["not-found.machine"]
    assert preview(shop, AddProduction(99, quantity="8")) == []
    assert shop.head == head


def test_a_reader_records_nothing(shop: Shop, shift: Shift) -> None:
    reasons = shop.refused(add_production, "visita", AddProduction(99, quantity="8"))
    assert [reason.code for reason in reasons] == [Code.NOT_PERMITTED]


def test_the_reason_is_kept_with_the_audit(shop: Shop, shift: Shift) -> None:
    shop.do(add_production, "rperez", AddProduction(99, quantity="8", reason=" limpieza general "))
    with shop.plant.read() as reads:
        assert {row.reason for row in reads.audit(limit=1)} == {"limpieza general"}
