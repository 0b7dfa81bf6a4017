"""The audit trail: the seed's columns, told from the journal. Spec ``domain.md`` §6."""

import json

from prodsys_tui.domain.model import BatchState, Note, Result, ShiftState
from prodsys_tui.services.rows import AuditRow
from prodsys_tui.store import SqlStore
from tests.store.floor import NOON, Floor, save


def trail(store: SqlStore, limit: int = 10) -> list[AuditRow]:
    """The last entries, oldest first."""
    with store.read() as reads:
        return list(reversed(reads.audit(limit=limit)))


def test_a_new_sample_is_a_creation(store: SqlStore, floor: Floor) -> None:
    (sample,) = save(store, floor, floor.sample())
    (row,) = trail(store, 1)
    assert (row.person, row.action, row.entity) == ("ana", "CREATE", "Muestra")
    assert (row.entity_id, row.entity_uid, row.at) == (sample.ref.id, sample.ref.uid, NOON)
    assert row.before is None
    assert json.loads(row.after or "")["valor"] == 12.125


def test_a_rejected_sample_leaves_a_rejection_too(store: SqlStore, floor: Floor) -> None:
    (sample,) = save(store, floor, floor.sample("14", Result.FAILS))
    _, row = trail(store, 2)
    assert (row.entity, row.entity_uid) == ("Rechazo", sample.ref.uid)
    assert json.loads(row.after or "") == {"parametro": "Ancho", "resultado": "No cumple", "valor": 14.0}


def test_the_state_of_a_batch_changes_with_the_words_of_the_seed(store: SqlStore, floor: Floor) -> None:
    with store.begin("ana", "batch-state", NOON) as uow:
        held = uow.change(floor.batch, state=BatchState.HELD, state_comment="Verificar")
    (row,) = trail(store, 1)
    assert (row.action, row.entity, row.reason) == ("STATUS_CHANGE", "Lote", "Cambio de estado de lote")
    assert (row.before, row.after) == ('{"estado":"activo"}', '{"estado":"pausado"}')
    with store.begin("ana", "batch-state", NOON) as uow:
        uow.because("Liberado tras revisión")
        uow.change(held, state=BatchState.ACTIVE)
    assert trail(store, 1)[0].reason == "Liberado tras revisión"


def test_an_approval_is_signed(store: SqlStore, floor: Floor) -> None:
    with store.begin("sup", "shift-approve", NOON) as uow:
        uow.change(floor.shift, state=ShiftState.CLOSED)
    signed, closed = trail(store, 2)
    assert (signed.action, signed.entity, signed.entity_id) == ("SIGN", "BitacoraTurno", floor.shift.ref.id)
    assert (closed.action, closed.after) == ("STATUS_CHANGE", '{"estado":"CERRADA"}')


def test_a_session_leaves_an_entry_without_any_change(store: SqlStore) -> None:
    with store.begin("ana", "session", NOON):
        pass
    (row,) = trail(store, 1)
    assert (row.person, row.action, row.entity, row.entity_id) == ("ana", "LOGIN", "Usuario", None)


def test_other_changes_tell_both_values(store: SqlStore, floor: Floor) -> None:
    with store.begin("ana", "machine-name", NOON) as uow:
        uow.change(floor.loom, name="Telar uno")
    (row,) = trail(store, 1)
    assert (row.action, row.before, row.after) == ("UPDATE", '{"nombre":"Telar 1"}', '{"nombre":"Telar uno"}')


def test_the_trail_is_found_by_entity_person_and_time(store: SqlStore, floor: Floor) -> None:
    note = Note(shift=floor.shift.ref, process_id=2, text="Todo bien", author="luis", recorded_at=NOON)
    later = floor.clock.later(minutes=1)
    with store.begin("luis", "shift-observe", later) as uow:
        uow.add(note)
    with store.read() as reads:
        assert len(reads.audit(entity="BitacoraObservacion")) == 1
        assert [row.person for row in reads.audit(person="luis")] == ["luis"]
        assert [row.at for row in reads.audit(since=later)] == [later]
