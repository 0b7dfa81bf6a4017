"""The one door for writes: what goes in comes out, all or nothing, and never over somebody else's work."""

from dataclasses import fields
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from prodsys_tui.domain.model import (
    Assignment,
    BatchChange,
    BatchState,
    Consumption,
    CounterReset,
    Disposition,
    Entity,
    Note,
    Omission,
    Ref,
    Result,
    Review,
    ShiftProcess,
    Stop,
)
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.rows import LoginDelay
from prodsys_tui.store import SqlStore
from prodsys_tui.store.postgres.engine import LOCK
from prodsys_tui.store.shapes import BY_ENTITY, SHAPES
from tests.store.floor import NOON, Floor, HandClock, save
from tests.store.raw import DatabaseError, Place, ask, shell


def one_of_each(floor: Floor) -> list[Entity]:
    """Every kind of entity that the floor does not hold yet and that needs nothing but the floor."""
    place: dict[str, Any] = {"shift": floor.shift.ref, "process_id": 2, "machine": floor.loom.ref}
    made: dict[str, Any] = {"author": "ana", "recorded_at": NOON}
    return [
        ShiftProcess(**place, idle_reason="Sin programa", **made),
        Assignment(**place, person=floor.ana.ref, **made),
        Note(**place, text="Se cambió la lanzadera", late=True, **made),
        Omission(**place, parameter="Ancho", reason="Sin regla", **made),
        floor.sample(
            code="M-1",
            batch=floor.batch.ref,
            words="azul",
            nominal=Decimal("12.125"),
            comment="ojo",
            late=True,
        ),
        floor.record(
            waste_kg=Decimal("1.25"), waste_to="descarte", counter=Decimal("1000.000001"), disputed=True
        ),
        CounterReset(
            machine=floor.loom.ref, at=NOON, reading=Decimal("0.5"), reason="Cambio de contador", **made
        ),
        Stop(
            **place,
            reason="Falta de trama",
            group="Material",
            starts=NOON,
            ends=NOON + timedelta(minutes=9),
            **made,
        ),
        BatchChange(
            batch=floor.batch.ref, before=BatchState.ACTIVE, after=BatchState.HELD, comment="x", **made
        ),
        Review(shift=floor.shift.ref, decision="aprobada", comment="Bien", **made),
    ]


def read_back(store: SqlStore, entity: Entity) -> object:
    """What the store holds of an entity, read by its own statement."""
    shape = BY_ENTITY[type(entity)]
    with store.connected() as connection:
        row = connection.execute(shape.select("WHERE t.uid = ?"), (entity.ref.uid,)).fetchone()
    return shape.decode(row)


def test_every_entity_has_a_table_that_keeps_all_its_fields() -> None:
    for shape in SHAPES:
        kept = {column.field for column in shape.columns}
        assert kept == {each.name for each in fields(shape.entity)} - {"ref", "version"}


def test_what_is_stored_is_read_back_as_it_was(store: SqlStore, floor: Floor) -> None:
    with store.begin("ana", "fill", NOON) as uow:
        stored = [uow.add(entity) for entity in one_of_each(floor)]
        sample = next(entity for entity in stored if BY_ENTITY[type(entity)].table == "muestras")
        record = next(entity for entity in stored if BY_ENTITY[type(entity)].table == "registros_trabajo")
        stored.append(
            uow.add(Disposition(sample=sample.ref, cause="C1", action="A1", author="ana", recorded_at=NOON))
        )
        stored.append(
            uow.add(
                Consumption(
                    record=record.ref,
                    machine=floor.loom.ref,
                    shift=floor.shift.ref,
                    batch=floor.batch.ref,
                    author="ana",
                    recorded_at=NOON,
                )
            )
        )
    for entity in [floor.site, floor.ana, floor.loom, floor.order, floor.contract, floor.shift, floor.batch]:
        assert read_back(store, entity) == entity
    for entity in stored:
        assert read_back(store, entity) == entity


def test_a_block_that_fails_leaves_nothing(store: SqlStore, floor: Floor) -> None:
    with store.read() as reads:
        before = reads.head()

    def lost_connection() -> None:
        with store.begin("ana", "sample-add", NOON) as uow:
            uow.add(floor.sample())
            raise ConnectionError

    with pytest.raises(ConnectionError):
        lost_connection()
    with store.read() as reads:
        assert reads.samples() == ()
        assert reads.head() == before


def test_a_transaction_that_changes_nothing_leaves_no_entry(store: SqlStore, floor: Floor) -> None:
    with store.read() as reads:
        before = reads.head()
    with store.begin("ana", "machine-run", NOON) as uow:
        assert uow.change(floor.loom, name=floor.loom.name) is floor.loom
    with store.read() as reads:
        assert reads.head() == before


def test_a_uid_that_was_chosen_by_the_form_is_kept_and_taken_once(store: SqlStore, floor: Floor) -> None:
    record = floor.record(ref=Ref(0, "0195f000-0000-7000-8000-000000000001"))
    with store.begin("ana", "production-add", NOON) as uow:
        assert uow.add(record).ref.uid == record.ref.uid
    with pytest.raises(Refused) as refused, store.begin("ana", "production-add", NOON) as uow:
        uow.add(record)
    assert refused.value.reasons[0].code is Code.ALREADY_EXISTS


def test_a_change_over_a_newer_one_is_refused_and_names_who_was_first(
    store: SqlStore, floor: Floor, clock: HandClock
) -> None:
    with store.begin("luis", "machine-state", clock.later(minutes=3)) as uow:
        renamed = uow.change(floor.loom, name="Telar uno")
    assert renamed.version == floor.loom.version + 1
    with pytest.raises(Refused) as refused, store.begin("ana", "machine-state", NOON) as uow:
        uow.change(floor.loom, name="Telar I")
    reason = refused.value.reasons[0]
    assert reason.code is Code.CHANGED_MEANWHILE
    assert reason.params["person"] == "luis"
    assert reason.params["at"] == NOON + timedelta(minutes=3)


def test_only_a_consumption_can_be_removed(store: SqlStore, floor: Floor) -> None:
    with store.begin("ana", "production-add", NOON) as uow:
        record = uow.add(floor.record())
        link = uow.add(
            Consumption(
                record=record.ref,
                machine=floor.loom.ref,
                shift=floor.shift.ref,
                batch=floor.batch.ref,
                author="ana",
                recorded_at=NOON,
            )
        )
    with store.begin("ana", "production-add", NOON) as uow:
        uow.remove(link)
        assert uow.consumptions(record.ref) == ()
    with pytest.raises(TypeError), store.begin("ana", "production-add", NOON) as uow:
        uow.remove(record)
    with pytest.raises(Refused), store.begin("ana", "production-add", NOON) as uow:
        uow.remove(link)


def test_one_site_has_one_open_shift_and_one_of_each_turn(store: SqlStore, floor: Floor) -> None:
    twin = {field.name: getattr(floor.shift, field.name) for field in fields(floor.shift)}
    twin["ref"] = Ref(0, "")
    with pytest.raises(Refused), store.begin("ana", "shift-open", NOON) as uow:
        uow.add(type(floor.shift)(**twin))
    twin["operating_date"] = floor.shift.operating_date + timedelta(days=1)
    with pytest.raises(Refused), store.begin("ana", "shift-open", NOON) as uow:
        uow.add(type(floor.shift)(**twin))


@pytest.mark.parametrize(("value", "code"), [("0.1234567", Code.BAD_QUANTITY), ("NaN", Code.BAD_QUANTITY)])
def test_a_quantity_that_cannot_be_kept_exactly_is_refused(
    store: SqlStore, floor: Floor, value: str, code: Code
) -> None:
    with pytest.raises(Refused) as refused, store.begin("ana", "production-add", NOON) as uow:
        uow.add(floor.record(value))
    assert refused.value.reasons[0].code is code


def test_a_measured_value_that_real_cannot_hold_is_refused(store: SqlStore, floor: Floor) -> None:
    with pytest.raises(Refused) as refused:
        save(store, floor, floor.sample("0.12345678901234567890"))
    assert refused.value.reasons[0].code is Code.BAD_VALUE


def test_pins_and_login_delays_stay_out_of_journal_and_audit(
    store: SqlStore, floor: Floor, place: Place
) -> None:
    with store.read() as reads:
        before = reads.head()
    with store.begin("ana", "pin-set", NOON) as uow:
        uow.set_pin(floor.ana, "$argon2id$canary")
        uow.set_login_delay("Ana", LoginDelay(3, NOON))
    with store.read() as reads:
        assert reads.head() == before
        assert reads.pin_hash("ANA") == "$argon2id$canary"
        assert reads.login_delay("ana") == LoginDelay(3, NOON)
        assert reads.login_delay("nadie") == LoginDelay(0, None)
    assert not any(b"canary" in body for (body,) in ask(place, "SELECT body FROM journal"))
    assert not any("canary" in told for (told,) in ask(place, "SELECT valor_nuevo FROM auditoria"))


def test_a_deviation_is_told_from_its_result(store: SqlStore, floor: Floor) -> None:
    (bad,) = save(store, floor, floor.sample("99", Result.REJECTED))
    with store.read() as reads:
        (deviation,) = reads.facts(floor.shift).deviations
    assert deviation.sample == bad.ref
    assert not deviation.settled


def test_the_instant_of_a_transaction_is_read_under_the_lock(store: SqlStore, place: Place) -> None:
    class LockedClock:
        """Tells the time only while nobody else can write."""

        def now(self) -> datetime:
            with shell(place) as other:
                if isinstance(place, str):
                    (free,) = other.execute(LOCK.replace("pg_", "pg_try_")).fetchone()
                    assert not free
                    return NOON
                other.execute("PRAGMA busy_timeout = 0")
                with pytest.raises(DatabaseError, match="locked"):
                    other.execute("BEGIN IMMEDIATE")
            return NOON

    store.clock = LockedClock()
    with store.begin("ana", "look") as uow:
        assert uow.at == NOON
    with store.begin("ana", "look", NOON - timedelta(days=1)) as uow:
        assert uow.at == NOON - timedelta(days=1)
