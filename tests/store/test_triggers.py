"""What the database itself refuses to somebody with a SQL shell."""

import pytest

from prodsys_tui.store import SqlStore
from tests.store.floor import Floor, save
from tests.store.raw import DatabaseError, Place, ask, shell

STATEMENTS = [
    "UPDATE journal SET actor = 'x'",
    "DELETE FROM journal",
    "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 1",
    "REPLACE INTO journal SELECT * FROM journal",
    "INSERT INTO journal SELECT origin, seq + 2, at, hlc, actor, action, reason, schema, body, hash, 'x' "
    "FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
    "INSERT INTO journal SELECT origin, seq + 1, at, hlc, actor, action, reason, schema, body, 'x', 'x' "
    "FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
    "INSERT INTO journal SELECT 'other', 1, at, hlc, actor, action, reason, schema, body, '', 'x' "
    "FROM journal WHERE seq = 1",
    "UPDATE auditoria SET motivo_cambio = 'x'",
    "DELETE FROM auditoria",
    "INSERT OR REPLACE INTO auditoria SELECT * FROM auditoria",
    "UPDATE muestras SET valor = 1",
    "UPDATE muestras SET resultado = 'Cumple'",
    "DELETE FROM muestras",
    "DELETE FROM lotes",
    "DELETE FROM registros_trabajo",
    "UPDATE contrato_version SET texto = 'x'",
    "DELETE FROM contrato_version",
    "INSERT INTO journal SELECT * FROM journal WHERE seq = 1 "
    "ON CONFLICT (origin, seq) DO UPDATE SET actor = 'x'",
    "INSERT INTO auditoria SELECT * FROM auditoria WHERE id = 1 ON CONFLICT (id) DO UPDATE SET usuario = 'x'",
    "INSERT INTO muestras SELECT * FROM muestras WHERE id = 1 ON CONFLICT (id) DO UPDATE SET valor = 1",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_evidence_cannot_be_changed(store: SqlStore, floor: Floor, place: Place, statement: str) -> None:
    save(store, floor, floor.sample())
    with store.begin("ana", "production-add", floor.clock.at) as uow:
        uow.add(floor.record())
    with shell(place) as connection, pytest.raises(DatabaseError):
        connection.execute(statement)
    assert ask(place, "SELECT valor, resultado FROM muestras") == [(12.125, "Cumple")]
    assert ask(place, "SELECT count(*) FROM journal") == [(3,)]
