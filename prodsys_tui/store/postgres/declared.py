"""Comparing a store's tables with those that are declared, as ``declared`` does on SQLite.

The declared ones are made beside, in a schema of the session's own, so that the server tells both in its own
words; nothing of them stays.
"""

from collections.abc import Iterator
from typing import Final

from prodsys_tui.store.ddl import ddl
from prodsys_tui.store.postgres.connection import Connection
from prodsys_tui.store.tables import METADATA

_COLUMNS: Final = (
    "SELECT c.relname, a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || "
    "CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || CASE a.attidentity WHEN '' THEN '' "
    "ELSE ' IDENTITY' END || coalesce(' COLLATE ' || o.collname, '') FROM pg_attribute a "
    "JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_collation o ON o.oid = a.attcollation "
    "WHERE c.relnamespace = ?::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped"
)
_KEYS: Final = (
    "SELECT c.relname, pg_get_constraintdef(k.oid, true) FROM pg_constraint k "
    "JOIN pg_class c ON c.oid = k.conrelid WHERE c.relnamespace = ?::regnamespace AND k.contype <> 'n'"
)
_INDEXES: Final = (
    "SELECT c.relname, pg_get_indexdef(i.indexrelid, 0, true) FROM pg_index i "
    "JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = ?::regnamespace"
)


def _facts(connection: Connection, schema: str) -> set[str]:
    """Everything that is so of the declared tables in a schema, as lines that can be compared and read."""
    cursor = connection.cursor()
    return {
        f"{table} {told}"
        for statement in (_COLUMNS, _KEYS, _INDEXES)
        for table, told in cursor.execute(statement, (schema,)).fetchall()
        if table in METADATA.tables
    }


def differences(connection: Connection) -> Iterator[str]:
    """What a store has (``+``) or lacks (``-``) against the declaration."""
    cursor = connection.cursor()
    ((schema,),) = cursor.execute("SELECT current_schema()").fetchall()
    seen = _facts(connection, schema)
    connection.run("BEGIN; CREATE TEMP TABLE declared_beside (id INTEGER) ON COMMIT DROP")
    try:
        ((beside,),) = cursor.execute("SELECT pg_my_temp_schema()::regnamespace::text").fetchall()
        connection.run("SET LOCAL search_path = pg_temp")
        connection.run(ddl("postgresql").replace("CREATE TABLE", "CREATE TEMP TABLE"))
        declared = _facts(connection, beside)
    finally:
        connection.run("ROLLBACK")
    yield from (f"+ {line}" for line in sorted(seen - declared))
    yield from (f"- {line}" for line in sorted(declared - seen))
