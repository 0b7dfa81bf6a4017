"""Somebody with the store's file and a SQL shell: each way past the program is refused, or found and named.

``audit verify`` checks the chain and the audit, with ``--replay`` the rows, with a noted ``--head`` the tail.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.floor import THICK, spin
from tests.cli.terminal import Terminal
from tests.store.raw import DatabaseError, ask, shell, without_triggers

Tamper = Callable[[Any], None]


def sql(*statements: str) -> Tamper:
    """Statements one after another."""

    def run(connection: Any) -> None:
        for statement in statements:
            connection.execute(statement)

    return run


def forged(connection: Any) -> None:
    """One more entry, its hash and its place in the chain as they must be; it says what never happened."""
    last = connection.execute("SELECT * FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    origin, seq, at, hlc, _, action, reason, schema, body, _, own = last
    said = json.loads(body) | {"seq": seq + 1, "actor": "eva", "changes": []}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    digest = hashlib.sha256(own.encode() + text).hexdigest()
    row = (origin, seq + 1, at, hlc, "eva", action, reason, schema, text, own, digest)
    connection.execute(f"INSERT INTO journal VALUES ({', '.join('?' * len(row))})", row)


def exchanged(connection: Any) -> None:
    """Two entries in each other's place, with all that they are."""
    connection.execute("UPDATE journal SET seq = -3 WHERE seq = 3")
    connection.execute("UPDATE journal SET seq = 3 WHERE seq = 4")
    connection.execute("UPDATE journal SET seq = 4 WHERE seq = -3")


AUDITED = "(SELECT max(id) FROM auditoria)"
FOUND: list[tuple[str, Tamper, tuple[str, ...], str, str | None]] = [
    ("row deleted", sql("DELETE FROM registros_trabajo"), ("--replay",), "row", "registros_trabajo"),
    ("entry deleted", sql("DELETE FROM journal WHERE seq = 3"), (), "sequence", None),
    ("audit row deleted", sql(f"DELETE FROM auditoria WHERE id = {AUDITED}"), (), "audit", None),
    (
        "journal edited",
        sql("UPDATE journal SET body = CAST(body || ' ' AS BLOB) WHERE seq = 3"),
        (),
        "hash",
        None,
    ),
    ("audit edited", sql(f"UPDATE auditoria SET usuario = 'eva' WHERE id = {AUDITED}"), (), "audit", None),
    (
        "table edited",
        sql("UPDATE muestras SET valor = 0.55 WHERE valor = 0.5"),
        ("--replay",),
        "row",
        "muestras",
    ),
    ("state edited", sql("UPDATE lotes SET estado = 'cerrado'"), ("--replay",), "row", "lotes"),
    ("entry inserted", forged, (), "audit", None),
    (
        "audit row inserted",
        sql(
            "INSERT INTO auditoria (usuario, accion, entidad, origen, secuencia) "
            "SELECT 'eva', 'CREATE', 'Lote', origen, secuencia FROM auditoria ORDER BY id DESC LIMIT 1"
        ),
        (),
        "audit",
        None,
    ),
    (
        "row inserted",
        sql(
            "CREATE TEMP TABLE otra AS SELECT * FROM muestras WHERE id = 1",
            "UPDATE otra SET id = 9999, uid = 'otra'",
            "INSERT INTO muestras SELECT * FROM otra",
        ),
        ("--replay",),
        "row",
        "muestras",
    ),
    ("entries exchanged", exchanged, (), "chain", None),
    (
        "audit rows exchanged",
        sql(
            f"UPDATE auditoria SET id = -1 WHERE id = {AUDITED}",
            f"UPDATE auditoria SET id = {AUDITED} + 1 WHERE id = {AUDITED}",
            f"UPDATE auditoria SET id = {AUDITED} - 1 WHERE id = -1",
        ),
        (),
        "audit",
        None,
    ),
]


@pytest.mark.parametrize(
    ("tamper", "how", "kind", "table"), [case[1:] for case in FOUND], ids=[c[0] for c in FOUND]
)
def test_what_was_done_without_triggers_is_found_and_named(
    shift: Terminal, tamper: Tamper, how: tuple[str, ...], kind: str, table: str | None
) -> None:
    """The triggers are back as they were: only the proof tells."""
    spin(shift)
    assert shift.ok("audit", "verify", "--replay")["verified"] is True
    with without_triggers(shift.db) as connection:
        tamper(connection)
    found = shift("audit", "verify", *how, "--json")
    assert (found.code, found.json["verified"]) == (3, False)
    broken = found.json["first_break"]
    assert (broken["kind"], broken["table"]) == (kind, table)
    assert broken["seq"] is not None or kind in {"row", "audit"}


def test_a_cut_tail_is_found_by_a_head_that_was_noted(shift: Terminal) -> None:
    spin(shift)
    head = shift.ok("audit", "verify")["head"]
    with without_triggers(shift.db) as connection:
        ((last,),) = connection.execute("SELECT max(seq) FROM journal").fetchall()
        connection.execute("DELETE FROM auditoria WHERE secuencia = ?", (last,))
        connection.execute("DELETE FROM journal WHERE seq = ?", (last,))
    assert shift.ok("audit", "verify")["verified"] is True  # nothing in it tells of what is gone
    found = shift("audit", "verify", "--head", head[:16], "--json")
    assert (found.code, found.json["first_break"]["kind"]) == (3, "head")
    assert shift("audit", "verify", "--replay", "--json").json["first_break"]["kind"] == "row"


def test_a_replace_that_no_trigger_sees_is_found(shift: Terminal) -> None:
    """Without ``recursive_triggers`` SQLite deletes the old row of a REPLACE without telling a trigger."""
    spin(shift)
    with shell(shift.db) as connection:
        assert connection.execute("PRAGMA recursive_triggers").fetchone() == (0,)
        connection.execute("CREATE TEMP TABLE otra AS SELECT * FROM muestras WHERE valor = 0.5")
        connection.execute("UPDATE otra SET valor = 0.55")
        connection.execute("REPLACE INTO muestras SELECT * FROM otra")
    found = shift("audit", "verify", "--replay", "--json")
    broken = found.json["first_break"]
    assert (found.code, broken["kind"], broken["table"]) == (3, "row", "muestras")


def test_an_upsert_into_what_may_change_is_found(shift: Terminal) -> None:
    spin(shift)
    with shell(shift.db) as connection:
        connection.execute(
            "INSERT INTO lotes SELECT * FROM lotes WHERE true "
            "ON CONFLICT (id) DO UPDATE SET estado = 'cerrado'"
        )
    found = shift("audit", "verify", "--replay", "--json")
    broken = found.json["first_break"]
    assert (found.code, broken["kind"], broken["table"]) == (3, "row", "lotes")


UPSERTS = [
    "INSERT INTO journal SELECT * FROM journal WHERE seq = 1 "
    "ON CONFLICT (origin, seq) DO UPDATE SET actor = 'x'",
    "INSERT INTO auditoria SELECT * FROM auditoria WHERE id = 1 ON CONFLICT (id) DO UPDATE SET usuario = 'x'",
    "INSERT INTO muestras SELECT * FROM muestras WHERE id = 1 ON CONFLICT (id) DO UPDATE SET valor = 1",
    "INSERT INTO contrato_version SELECT * FROM contrato_version WHERE id = 1 "
    "ON CONFLICT (id) DO UPDATE SET texto = 'x'",
    "REPLACE INTO auditoria SELECT * FROM auditoria WHERE id = 1",
    "REPLACE INTO journal SELECT * FROM journal WHERE seq = 1",
]


@pytest.mark.parametrize("statement", UPSERTS)
def test_an_upsert_into_evidence_is_refused(shift: Terminal, statement: str) -> None:
    spin(shift)
    head = shift.head()
    with shell(shift.db) as connection, pytest.raises(DatabaseError):
        connection.execute(statement)
    assert (shift.head(), shift("audit", "verify", "--replay").code) == (head, 0)


def test_a_dropped_trigger_stops_all_writing_and_is_named(shift: Terminal) -> None:
    spin(shift)
    with shell(shift.db) as connection:
        connection.execute("DROP TRIGGER muestras_update")
    head = shift.head()
    refused = shift(*THICK, "0.6", "--json")
    assert (refused.code, refused.reasons, shift.head()) == (2, ["not-a-store"], head)
    checks = {each["name"]: each for each in shift("doctor", "--json").json["checks"]}
    assert (checks["triggers"]["ok"], "muestras_update" in str(checks["triggers"]["detail"])) == (False, True)
    assert shift("doctor").code == 3
    assert shift.ok("sample", "list")["samples"]  # what can be read is read


def test_a_record_that_was_put_in_has_no_proof(shift: Terminal) -> None:
    """With an id that no store gives, and an audit row of its own."""
    spin(shift)
    with without_triggers(shift.db) as connection:
        connection.execute("CREATE TEMP TABLE otra AS SELECT * FROM registros_trabajo")
        connection.execute("UPDATE otra SET id = -7, uid = 'otra', prueba_compuerta = '{}'")
        connection.execute("INSERT INTO registros_trabajo SELECT * FROM otra")
    found = shift("audit", "verify", "--gate", "--json")
    broken = found.json["first_break"]
    assert (found.code, broken["kind"], broken["uid"]) == (3, "gate", "otra")


def test_bytes_of_the_file_that_were_edited_are_found(shift: Terminal) -> None:
    """Past SQLite itself: a name becomes another one of the same length, wherever it stands."""
    spin(shift)
    assert ask(shift.db, "PRAGMA wal_checkpoint(TRUNCATE)")
    content = shift.db.read_bytes()
    assert b"1000012-001" in content
    shift.db.write_bytes(content.replace(b"1000012-001", b"1000012-009"))
    found = shift("audit", "verify", "--json")
    assert found.code == 3
    assert found.json["first_break"]["kind"] == "hash"
