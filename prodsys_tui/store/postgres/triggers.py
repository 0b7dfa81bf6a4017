"""What the database itself refuses, as ``triggers`` has it for SQLite, TRUNCATE included.

REPLACE needs no twin: PostgreSQL has none, and ``ON CONFLICT DO UPDATE`` is an UPDATE.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from prodsys_tui.store import triggers
from prodsys_tui.store.postgres.connection import Connection

_FUNCTIONS: Final[Mapping[str, str]] = {
    "prodsys_refuse": "BEGIN RAISE EXCEPTION '% refuses %', TG_TABLE_NAME, TG_OP; END",
    "prodsys_journal_continues": """\
BEGIN
  IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal WHERE origin = NEW.origin)
    OR NEW.prev_hash IS DISTINCT FROM (CASE NEW.seq
         WHEN 1 THEN coalesce((SELECT hash FROM journal ORDER BY hlc DESC LIMIT 1), '')
         ELSE (SELECT hash FROM journal WHERE origin = NEW.origin AND seq = NEW.seq - 1) END)
  THEN RAISE EXCEPTION 'the journal does not continue'; END IF;
  RETURN NEW;
END""",
}
_FIRES: Final = "O"
"""How PostgreSQL marks a trigger that nobody switched off."""

_INSTALLED: Final = (
    "SELECT t.tgname, t.tgenabled::text || ' ' || pg_get_triggerdef(t.oid, true) FROM pg_trigger t "
    "JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal "
    "AND c.relnamespace = current_schema()::regnamespace"
)
_DEFINED: Final = (
    "SELECT p.proname, p.prosrc FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace "
    "AND starts_with(p.proname, 'prodsys_')"
)


def _never(table: str, what: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{what.lower()} BEFORE {what} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION prodsys_refuse()"
    )


def _all() -> Iterator[tuple[str, str]]:
    yield (
        "journal_continues",
        "CREATE TRIGGER journal_continues BEFORE INSERT ON journal "
        "FOR EACH ROW EXECUTE FUNCTION prodsys_journal_continues()",
    )
    for table in triggers.UNCHANGEABLE:
        yield f"{table}_update", _never(table, "UPDATE")
    for table in triggers.KEPT:
        yield f"{table}_delete", _never(table, "DELETE")
        yield f"{table}_truncate", _never(table, "TRUNCATE")


TRIGGERS: Final[Mapping[str, str]] = dict(_all())
"""Every trigger by name, in the form in which the server tells it."""


def install(connection: Connection) -> None:
    """Drop whatever triggers there are and create the list."""
    named = "SELECT t.tgname, c.relname" + _INSTALLED[_INSTALLED.index(" FROM") :]
    for name, table in connection.cursor().execute(named).fetchall():
        connection.execute(f'DROP TRIGGER "{name}" ON "{table}"')
    for name, body in _FUNCTIONS.items():
        connection.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$"
        )
    for text in TRIGGERS.values():
        connection.execute(text)


def differing(connection: Connection) -> tuple[str, ...]:
    """The names of triggers and functions that are missing, unknown or not as the list has them."""
    wanted = {name: f"{_FIRES} {text}" for name, text in TRIGGERS.items()} | dict(_FUNCTIONS)
    cursor = connection.cursor()
    installed = dict(cursor.execute(_INSTALLED).fetchall()) | dict(cursor.execute(_DEFINED).fetchall())
    names = sorted(wanted.keys() | installed.keys())
    return tuple(name for name in names if wanted.get(name) != installed.get(name))
