"""Verification finds what was changed past the one door."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import ANY

import pytest

from prodsys_tui.domain.model import BatchState, Consumption, Result
from prodsys_tui.services.evidence.proof import Break, Verification
from prodsys_tui.store import SqlStore, open_store
from prodsys_tui.store.shapes import SHAPES
from prodsys_tui.store.verify import verify
from tests.store.floor import NOON, Floor, HandClock, save
from tests.store.raw import Place, ask, shell, without_triggers


@pytest.fixture
def worked(place: Place, floor: Floor) -> Place:
    """A store in which some work was done, closed."""
    store = open_store(place, floor.clock)
    work(store, floor)
    store.close()
    return place


def work(store: SqlStore, floor: Floor) -> None:
    """Insert, update and delete."""
    save(store, floor, floor.sample(), floor.sample("14", Result.REJECTED))
    with store.begin("ana", "production-add", floor.clock.later(minutes=1)) as uow:
        record = uow.add(floor.record(counter=None))
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
    with store.begin("ana", "production-add", floor.clock.later(minutes=1)) as uow:
        uow.remove(link)
        uow.change(floor.loom, running_order=None)
        uow.change(floor.batch, state=BatchState.HELD, state_comment="Verificar")


def checked(place: Place, **how: Any) -> Verification:
    store = open_store(place, HandClock())
    found = verify(store, **how)
    store.close()
    return found


def test_work_through_the_door_verifies(worked: Place) -> None:
    ((head,),) = ask(worked, "SELECT hash FROM journal ORDER BY seq DESC LIMIT 1")
    assert checked(worked, replay=True) == Verification(verified=True, entries=4, head=head)


def tail_removed(connection: Any) -> None:
    connection.execute("DELETE FROM auditoria WHERE secuencia = 4")
    connection.execute("DELETE FROM journal WHERE seq = 4")


def body_edited(connection: Any) -> None:
    ((body,),) = connection.execute("SELECT body FROM journal WHERE seq = 2").fetchall()
    connection.execute("UPDATE journal SET body = ? WHERE seq = 2", (body.replace(b"ana", b"eva"),))


def rehashed(connection: Any) -> None:
    body_edited(connection)
    ((body, before),) = connection.execute("SELECT body, prev_hash FROM journal WHERE seq = 2").fetchall()
    own = hashlib.sha256(before.encode() + body).hexdigest()
    connection.execute("UPDATE journal SET hash = ? WHERE seq = 2", (own,))


TAMPERED: list[tuple[Callable[[Any], None] | str, str, int | None]] = [
    ("UPDATE journal SET actor = 'eva' WHERE seq = 2", "header", 2),
    ("UPDATE journal SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3", "header", 3),
    ("UPDATE journal SET hash = prev_hash WHERE seq = 4", "hash", 4),
    ("UPDATE journal SET prev_hash = '' WHERE seq = 3", "chain", 3),
    ("DELETE FROM journal WHERE seq = 2", "sequence", 3),
    (body_edited, "hash", 2),
    (rehashed, "header", 2),
    ("UPDATE auditoria SET usuario = 'eva' WHERE secuencia = 3", "audit", 3),
    ("UPDATE auditoria SET valor_nuevo = '{}' WHERE secuencia = 2", "audit", 2),
    ("DELETE FROM auditoria WHERE secuencia = 2", "audit", 2),
    ("UPDATE auditoria SET entidad_id = 99 WHERE entidad = 'Lote' AND secuencia = 4", "audit", 4),
    (
        "INSERT INTO auditoria (usuario, accion, entidad, origen, secuencia) VALUES ('e', 'x', 'x', 'o', 9)",
        "audit",
        None,
    ),
]


@pytest.mark.parametrize(("change", "kind", "seq"), TAMPERED)
def test_an_edited_ledger_is_found(
    worked: Place, change: Callable[[Any], None] | str, kind: str, seq: int | None
) -> None:
    with without_triggers(worked) as connection:
        if callable(change):
            change(connection)
        else:
            connection.execute(change)
    found = checked(worked)
    assert not found.verified
    assert found.first_break is not None
    assert (found.first_break.kind, found.first_break.seq) == (kind, seq)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_body_that_is_no_bytes_is_found(worked: Place) -> None:
    with without_triggers(worked) as connection:
        connection.execute("UPDATE journal SET body = 'x' WHERE seq = 2")
    assert checked(worked).first_break == Break("body", ANY, 2)


ROWS = [
    ("UPDATE muestras SET valor = 12 WHERE id = 1", "muestras"),
    ("UPDATE muestras SET resultado = 'Cumple' WHERE id = 2", "muestras"),
    ("UPDATE registros_trabajo SET cantidad = cantidad + 1", "registros_trabajo"),
    ("UPDATE lotes SET estado = 'activo'", "lotes"),
    ("UPDATE maquinas SET orden_en_curso_id = 1", "maquinas"),
    ("UPDATE usuarios SET rol = 'Administrador'", "usuarios"),
    (
        "INSERT INTO usuarios (uid, ver, codigo, nombre, rol, estado, cambios_pin) "
        "VALUES ('x', 1, 'x', 'x', 'x', 'x', 0)",
        "usuarios",
    ),
    ("DELETE FROM registros_trabajo", "registros_trabajo"),
]


@pytest.mark.parametrize(("statement", "table"), ROWS)
def test_an_edited_row_is_found_by_replay(worked: Place, statement: str, table: str) -> None:
    with without_triggers(worked) as connection:
        connection.execute(statement)
    found = checked(worked, replay=True)
    assert found.first_break is not None
    assert (found.first_break.kind, found.first_break.table) == ("row", table)
    assert checked(worked, replay=True, table="bitacora_turno").verified


def test_a_cut_tail_is_found_against_a_known_head(worked: Place) -> None:
    ((head,),) = ask(worked, "SELECT hash FROM journal WHERE seq = 4")
    assert checked(worked, head=head).verified
    with without_triggers(worked) as connection:
        tail_removed(connection)
    assert checked(worked).verified
    assert checked(worked, head=head).first_break == Break("head")


def test_an_earlier_head_is_still_known(worked: Place) -> None:
    ((head,),) = ask(worked, "SELECT hash FROM journal WHERE seq = 2")
    assert checked(worked, head=head).verified


def test_the_past_is_shown(worked: Place) -> None:
    then = checked(worked, table="lotes", until=NOON + timedelta(minutes=1))
    now = checked(worked, table="lotes", until=NOON + timedelta(minutes=2))
    assert [row["estado"] for row in then.rows] == ["activo"]
    assert [(row["estado"], row["ver"]) for row in now.rows] == [("pausado", 2)]


def test_a_clock_that_was_put_back_hides_nothing_of_the_past(store: SqlStore, floor: Floor) -> None:
    """What stands before an entry happened before it, whatever the clock said."""
    floor.clock.later(days=9)
    save(store, floor, floor.sample())
    floor.clock.later(days=-5)
    save(store, floor, floor.sample("14", Result.REJECTED))
    then = verify(store, table="muestras", until=floor.clock.at)
    assert (then.verified, {row["valor"] for row in then.rows}) == (True, {12.125, 14})
    assert verify(store, table="muestras", until=NOON - timedelta(days=1)).rows == ()


FILE_COUNTS = (
    "CREATE TRIGGER z_{table}_{op} AFTER {op} ON {table} "
    "BEGIN INSERT INTO contado VALUES ('{table}', lower('{op}')); END",
)
SERVER_COUNTS = (
    "CREATE OR REPLACE FUNCTION contar() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN INSERT INTO contado VALUES (TG_TABLE_NAME, lower(TG_OP)); RETURN NULL; END'",
    "CREATE TRIGGER z_{table}_{op} AFTER {op} ON {table} FOR EACH ROW EXECUTE FUNCTION contar()",
)


def test_no_row_changes_without_being_said(store: SqlStore, floor: Floor, place: Place) -> None:
    """A counter in the database itself, against the changes that the journal says."""
    counts = SERVER_COUNTS if isinstance(place, str) else FILE_COUNTS
    with shell(place) as connection:
        connection.execute("CREATE TABLE contado (tabla TEXT, op TEXT)")
        for shape in SHAPES:
            for op in ("INSERT", "UPDATE", "DELETE"):
                for statement in counts:
                    connection.execute(statement.format(table=shape.table, op=op))
    work(store, floor)
    counted = ask(place, "SELECT tabla, op FROM contado")
    bodies = ask(place, "SELECT body FROM journal WHERE seq > 1 ORDER BY seq")
    said = [(each["table"], each["op"]) for (body,) in bodies for each in json.loads(body)["changes"]]
    assert counted == said
    assert {op for _, op in counted} == {"insert", "update", "delete"}
