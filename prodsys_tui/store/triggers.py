"""What the database itself refuses: one list, created by every migration and compared at every opening.

Journal and audit trail refuse UPDATE, DELETE and REPLACE, and the journal an INSERT that does not
continue its chain (spec ``sync.md``, "The journal"). Evidence is never overwritten, and no synced row but
what a record consumed is ever deleted (spec ``domain.md`` §2, "Sample").
"""

from collections.abc import Iterator, Mapping
from typing import Final

from prodsys_tui.store.driver import Connection
from prodsys_tui.store.shapes import (
    BATCH_CHANGE,
    CONSUMPTION,
    CONTRACT,
    CORRECTION,
    COUNTER_RESET,
    DISPOSITION,
    HANDOVER,
    MATERIAL_LOT,
    MIX,
    NOTE,
    REVIEW,
    ROLL,
    SAMPLE,
    SETTING,
    SHAPES,
)
from prodsys_tui.store.trust_shapes import (
    BATCH_DISPOSITION,
    CERTIFICATE,
    CONTROL_CAUSE,
    CONTROL_LIMITS,
    DRILL_FIND,
    HOLD_NOTE,
    ROLL_USE,
)

_UNCHANGEABLE: Final = (
    SAMPLE,
    DISPOSITION,
    BATCH_CHANGE,
    COUNTER_RESET,
    CONTRACT,
    NOTE,
    REVIEW,
    CORRECTION,
    HANDOVER,
    MATERIAL_LOT,
    MIX,
    ROLL,
    SETTING,
    HOLD_NOTE,
    BATCH_DISPOSITION,
    DRILL_FIND,
    CERTIFICATE,
    CONTROL_LIMITS,
    CONTROL_CAUSE,
)
_LEDGER: Final = ("journal", "auditoria")
UNCHANGEABLE: Final = (*_LEDGER, *(shape.table for shape in _UNCHANGEABLE))
"""The tables that refuse UPDATE."""
KEPT: Final = (*_LEDGER, *(shape.table for shape in SHAPES if shape not in (CONSUMPTION, ROLL_USE)))
"""The tables that refuse DELETE."""

_CONTINUES: Final = """\
CREATE TRIGGER journal_continues BEFORE INSERT ON journal
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal WHERE origin = NEW.origin)
  OR NEW.prev_hash <> CASE NEW.seq
       WHEN 1 THEN coalesce((SELECT hash FROM journal ORDER BY hlc DESC LIMIT 1), '')
       ELSE (SELECT hash FROM journal WHERE origin = NEW.origin AND seq = NEW.seq - 1) END
BEGIN SELECT RAISE(ABORT, 'the journal does not continue'); END"""
_NO_REPLACE: Final = """\
CREATE TRIGGER auditoria_insert BEFORE INSERT ON auditoria
WHEN EXISTS (SELECT 1 FROM auditoria WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'auditoria is never replaced'); END"""
_INSTALLED: Final = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"


def _never(table: str, what: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{what.lower()} BEFORE {what} ON {table}\n"
        f"BEGIN SELECT RAISE(ABORT, '{table} refuses {what}'); END"
    )


def _all() -> Iterator[tuple[str, str]]:
    yield "journal_continues", _CONTINUES
    yield "auditoria_insert", _NO_REPLACE
    for table in UNCHANGEABLE:
        yield f"{table}_update", _never(table, "UPDATE")
    for table in KEPT:
        yield f"{table}_delete", _never(table, "DELETE")


TRIGGERS: Final[Mapping[str, str]] = dict(_all())
"""Every trigger by name, with the exact text that the database keeps."""


def install(connection: Connection) -> None:
    """Drop whatever triggers there are and create the list."""
    for name, _ in connection.execute(_INSTALLED).fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for text in TRIGGERS.values():
        connection.execute(text)


def differing(connection: Connection) -> tuple[str, ...]:
    """The names of triggers that are missing, unknown or not as the list has them."""
    installed = dict(connection.execute(_INSTALLED).fetchall())
    names = sorted(TRIGGERS.keys() | installed.keys())
    return tuple(name for name in names if TRIGGERS.get(name) != installed.get(name))
