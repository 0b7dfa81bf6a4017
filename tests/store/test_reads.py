"""What the queries answer."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from prodsys_tui.domain.model import (
    BatchChange,
    BatchState,
    Consumption,
    ContractVersion,
    CounterReset,
    Disposition,
    Machine,
    Note,
    OrderState,
    Result,
    Shift,
    ShiftProcess,
    ShiftState,
    Stop,
)
from prodsys_tui.domain.shift.facts import Idle, Produced, SampleCount, Stopped, last_rounds
from prodsys_tui.services.rows import ConsumedIn, RoundPoint
from prodsys_tui.store import SqlStore
from tests.store.floor import NOON, Floor, save


def test_codes_of_people_and_machines_are_found_in_any_case(store: SqlStore, floor: Floor) -> None:
    with store.read() as reads:
        assert reads.person("ANA") == floor.ana
        assert reads.machine("tel-01") == floor.loom
        assert reads.person("nadie") is None
        assert reads.people() == (floor.ana,)
        assert reads.machines() == (floor.loom,)


def test_a_shift_is_found_by_id_uid_and_turn(store: SqlStore, floor: Floor) -> None:
    ref = floor.shift.ref
    with store.read() as reads:
        for key in (ref.id, str(ref.id), ref.uid):
            assert reads.shift(key) == floor.shift
        assert reads.open_shift() == floor.shift
        assert reads.shift_of("Día", floor.shift.operating_date) == floor.shift
        assert reads.shift_of("Noche", floor.shift.operating_date) is None
        assert reads.shifts() == (floor.shift,)


def test_the_contract_in_force_is_the_last_one(store: SqlStore, floor: Floor) -> None:
    with store.begin("ana", "contract-apply", NOON) as uow:
        newer = uow.add(
            ContractVersion(
                process_id=2, number="2.1", text="x", sha256="cd" * 32, in_force_at=NOON, author="ana"
            )
        )
    with store.read() as reads:
        assert reads.contract_version(2) == newer
        assert reads.contract_versions() == (newer,)
        assert reads.contract_version(7) is None


def test_orders_are_listed_by_process_and_state(store: SqlStore, floor: Floor) -> None:
    with store.read() as reads:
        assert reads.orders() == reads.orders(process_id=2, states=[OrderState.RELEASED]) == (floor.order,)
        assert reads.orders(states=[OrderState.DONE, OrderState.CANCELLED]) == ()
        assert reads.orders(process_id=3) == ()


def test_a_corrected_sample_no_longer_counts(store: SqlStore, floor: Floor) -> None:
    (wrong, _) = save(store, floor, floor.sample("14", Result.REJECTED), floor.sample(calculated=True))
    with store.read() as reads:
        assert [deviation.settled for deviation in reads.facts(floor.shift).deviations] == [False]
    (right,) = save(store, floor, floor.sample(corrects=wrong.ref))
    with store.read() as reads:
        facts = reads.facts(floor.shift)
        assert facts.counts == (SampleCount(2, "TEL-01", "Ancho", 1),)
        assert [(deviation.sample, deviation.settled) for deviation in facts.deviations] == [
            (wrong.ref, True)
        ]
        assert reads.correction_of(wrong.ref) == right


def test_a_disposition_settles_and_is_found(store: SqlStore, floor: Floor) -> None:
    (bad,) = save(store, floor, floor.sample("14", Result.FAILS))
    with store.begin("ana", "sample-justify", NOON) as uow:
        told = uow.add(
            Disposition(sample=bad.ref, explanation="Regla dañada", author="ana", recorded_at=NOON)
        )
    with store.read() as reads:
        (deviation,) = reads.facts(floor.shift).deviations
        assert (deviation.settled, deviation.explanation) == (True, "Regla dañada")
        assert reads.disposition(bad.ref) == told
        assert reads.dispositions(floor.shift.ref) == (told,)


def test_the_facts_of_a_shift_are_counted_by_process_and_machine(store: SqlStore, floor: Floor) -> None:
    place: dict[str, Any] = {"shift": floor.shift.ref, "author": "ana", "recorded_at": NOON}
    with store.begin("ana", "fill", NOON) as uow:
        uow.add(floor.record("250.5", waste_kg=Decimal("1.5")))
        uow.add(floor.record("100", machine=None, order=None, batch=None, process_id=9))
        uow.add(floor.record("49.5", counter=Decimal(100)))
        uow.add(floor.record("0", counter=Decimal(90), disputed=True))
        loom: dict[str, Any] = {
            "process_id": 2,
            "machine": floor.loom.ref,
            "reason": "Trama",
            "group": "Material",
        }
        uow.add(Stop(**place, **loom, minutes=5))
        uow.add(Stop(**place, **loom, starts=NOON, ends=NOON + timedelta(minutes=9, seconds=59)))
        uow.add(Stop(**place, **loom, starts=NOON))
        uow.add(ShiftProcess(**place, process_id=3, idle_reason="Sin programa"))
        uow.add(ShiftProcess(**place, process_id=4))
        uow.add(Note(**place, process_id=2, machine=floor.loom.ref, text="Se revisó"))
    with store.read() as reads:
        facts = reads.facts(floor.shift)
        assert set(facts.produced) == {
            Produced(2, "TEL-01", 3, Decimal(300), Decimal("1.5"), readings=2, disputed=1),
            Produced(9, None, 1, Decimal(100), Decimal(0)),
        }
        assert facts.stopped == (Stopped(2, "TEL-01", 14, 1),)
        assert facts.idle == (Idle(3, None, "Sin programa"),)
        assert reads.facts(floor.shift, 9).produced == (Produced(9, None, 1, Decimal(100), Decimal(0)),)
        assert reads.facts(floor.shift, 9).stopped == ()


def test_rounds_are_numbered_by_machine_and_keep_their_values(store: SqlStore, floor: Floor) -> None:
    (wrong, weight, _) = save(
        store,
        floor,
        floor.sample("11", round=2),
        floor.sample("3.5", round=2, parameter="Peso"),
        floor.sample("9", round=5, machine=None),
    )
    (right,) = save(store, floor, floor.sample("12", round=2, corrects=wrong.ref))
    shift, loom = floor.shift.ref, floor.loom.ref
    with store.read() as reads:
        facts = reads.facts(floor.shift)
        assert last_rounds(facts, 2, floor.loom.code) == {"Ancho": 2, "Peso": 2}
        assert last_rounds(facts, 2, None) == {"Ancho": 5}
        assert last_rounds(facts, 3, None) == {}
        assert reads.round_points(shift, 2, loom, 2) == (
            RoundPoint("Peso", Decimal("3.5"), weight.ref),
            RoundPoint("Ancho", Decimal("12.0"), right.ref),
        )


@pytest.mark.parametrize(
    ("later", "complied"),
    [
        ({"measured_at": NOON + timedelta(minutes=1)}, True),
        ({}, True),
        ({"measured_at": NOON - timedelta(minutes=1)}, False),
        ({"parameter": "Peso"}, False),
        ({"machine": None}, False),
        ({"order": None}, False),
        ({"result": Result.FAILS}, False),
    ],
)
def test_measured_again_means_the_same_thing_later(
    store: SqlStore, floor: Floor, later: dict[str, Any], *, complied: bool
) -> None:
    (bad, _) = save(store, floor, floor.sample("14", Result.FAILS), floor.sample(**later))
    with store.read() as reads:
        assert reads.complied_since(bad) is complied


def test_samples_are_listed_newest_first_and_limited(store: SqlStore, floor: Floor) -> None:
    saved = save(
        store, floor, floor.sample(), floor.sample(batch=floor.batch.ref), floor.sample(process_id=3)
    )
    with store.read() as reads:
        assert reads.samples(shift=floor.shift.ref) == tuple(reversed(saved))
        assert reads.samples(limit=1) == saved[2:]
        assert reads.samples(batch=floor.batch.ref) == saved[1:2]
        assert reads.samples(process_id=3) == saved[2:]
        assert reads.sample(str(saved[0].ref.id)) == reads.sample(saved[0].ref.uid) == saved[0]


def test_a_counter_is_read_from_records_and_resets(store: SqlStore, floor: Floor) -> None:
    loom = floor.loom.ref
    with store.read() as reads:
        assert reads.last_counter(loom) is None
    with store.begin("ana", "fill", NOON) as uow:
        uow.add(floor.record(counter=Decimal("1000.5"), measured_at=NOON))
        uow.add(floor.record(counter=Decimal(9), disputed=True, measured_at=NOON + timedelta(minutes=1)))
        read = uow.last_counter(loom)
        assert read is not None
        assert (read.reading, read.at, read.by_reset) == (Decimal("1000.5"), NOON, False)
        uow.add(
            CounterReset(
                machine=loom,
                after=uow.records(machine=loom)[0].ref,
                at=NOON + timedelta(minutes=2),
                reading=Decimal(0),
                reason="Contador nuevo",
                author="ana",
                recorded_at=NOON + timedelta(minutes=2),
            )
        )
        reset = uow.last_counter(loom)
        assert reset is not None
        assert (reset.reading, reset.by_reset) == (Decimal(0), True)


def test_batches_are_found_by_state_order_and_process(store: SqlStore, floor: Floor) -> None:
    batch = (floor.batch,)
    with store.read() as reads:
        assert reads.batches(states=[BatchState.ACTIVE, BatchState.HELD]) == batch
        assert reads.batches(processes=[2, 3]) == reads.batches(order=floor.order.ref) == batch
        assert reads.batches(processes=[3]) == reads.batches(states=[BatchState.CLOSED]) == ()
        assert reads.batch("2000145-001") == reads.batch_of(floor.shift.ref, floor.order.ref) == floor.batch
        assert reads.last_batch_number(floor.order.ref) == 1


def test_the_story_of_a_batch_is_told_in_its_order(store: SqlStore, floor: Floor) -> None:
    with store.begin("ana", "fill", NOON) as uow:
        other = uow.add(Machine(code="TEL-02", name="Telar 2"))
        records = [uow.add(floor.record(machine=loom.ref)) for loom in (floor.loom, other)]
        links = [
            uow.add(
                Consumption(
                    record=record.ref,
                    machine=record.machine or other.ref,
                    shift=floor.shift.ref,
                    batch=floor.batch.ref,
                    author="ana",
                    recorded_at=NOON,
                )
            )
            for record in records
        ]
        changes = tuple(
            uow.add(
                BatchChange(batch=floor.batch.ref, before=before, after=after, author="ana", recorded_at=NOON)
            )
            for before, after in ((BatchState.ACTIVE, BatchState.HELD), (BatchState.HELD, BatchState.ACTIVE))
        )
    day = floor.shift.operating_date
    with store.read() as reads:
        assert reads.batch_history(floor.batch.ref) == changes
        assert reads.consumed_in(floor.batch.ref) == (
            ConsumedIn("TEL-01", day, "Día", records[0].ref.uid),
            ConsumedIn("TEL-02", day, "Día", records[1].ref.uid),
        )
        assert reads.consumptions(records[1].ref) == (links[1],)
        assert reads.records(machine=other.ref) == (records[1],)


def test_a_reader_sees_one_state(store: SqlStore, floor: Floor) -> None:
    with store.read() as reads:
        before = reads.head()
        save(store, floor, floor.sample())
        assert reads.head() == before
        assert reads.samples() == ()
    with store.read() as reads:
        assert reads.head() != before


def test_what_no_column_can_hold_is_in_none(store: SqlStore, floor: Floor) -> None:
    with store.read() as reads:
        assert reads.shift(10**30) is None
        assert reads.order("2000145\x00") is None
        assert reads.person("ana\x00") is None
        assert reads.person("ANA") == floor.ana


def test_a_list_goes_on_before_the_last_row_that_was_read(store: SqlStore, floor: Floor) -> None:
    with store.begin("ana", "sample-add", NOON) as uow:
        samples = [uow.add(floor.sample(str(width))) for width in range(10, 15)]
        records = [uow.add(floor.record(str(made))) for made in range(3)]
    with store.read() as reads:
        first = reads.samples(limit=2)
        second = reads.samples(before=first[-1].ref, limit=2)
        assert [*first, *second, *reads.samples(before=second[-1].ref, limit=2)] == samples[::-1]
        assert reads.records(before=records[1].ref) == (records[0],)
        assert reads.orders(before=floor.order.ref) == ()
        assert reads.batches(before=floor.batch.ref) == ()
        assert reads.incidents(before=floor.batch.ref) == ()
        trail = reads.audit(limit=3)
        assert reads.audit(before=trail[1].id, limit=1) == trail[2:]


def test_samples_of_a_machine_and_parameter(store: SqlStore, floor: Floor) -> None:
    with store.begin("ana", "sample-add", NOON) as uow:
        other = uow.add(Machine(code="TEL-02", name="Telar 2"))
        here = uow.add(floor.sample())
        there = uow.add(floor.sample(machine=other.ref))
        uow.add(floor.sample(parameter="Peso"))
    with store.read() as reads:
        assert reads.samples(machine=floor.loom.ref, parameter="Ancho") == (here,)
        assert reads.samples(machine=other.ref) == (there,)


def test_shifts_are_found_by_their_date_and_page_by_page(store: SqlStore, floor: Floor) -> None:
    day = floor.shift.operating_date
    with store.begin("ana", "shift-open", NOON) as uow:
        later = [
            uow.add(
                Shift(
                    site=floor.site.ref,
                    turn="Día",
                    operating_date=day + timedelta(days=days),
                    state=ShiftState.CLOSED,
                    out_of_hours=False,
                    starts=NOON + timedelta(days=days),
                    ends=NOON + timedelta(days=days, hours=8),
                    opened_by="ana",
                    opened_at=NOON,
                )
            )
            for days in (1, 2)
        ]
    with store.read() as reads:
        assert reads.shifts(limit=2) == (later[1], later[0])
        assert reads.shifts(before=later[0].ref) == (floor.shift,)
        assert reads.shifts(until=day + timedelta(days=1)) == (later[0], floor.shift)
        assert reads.shifts(until=day - timedelta(days=1)) == ()
