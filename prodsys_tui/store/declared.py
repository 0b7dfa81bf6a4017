"""Comparing a store's tables with those that are declared: columns, keys and indexes."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from prodsys_tui.store.driver import LIBRARY, Connection
from prodsys_tui.store.tables import METADATA

_COLUMNS: Final = 'SELECT name, upper(type), "notnull", pk FROM pragma_table_info(?)'
_KEYS: Final = 'SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)'
_UNIQUE: Final = (
    "SELECT group_concat(c.name) FROM pragma_index_list(?) i JOIN pragma_index_info(i.name) c "
    "WHERE i.origin = 'u' GROUP BY i.name"
)
_INDEXES: Final = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"


def _facts(connection: Connection) -> set[str]:
    """Everything that is so of the declared tables in a database, as lines that can be compared and read."""
    found: set[str] = set()
    for table in METADATA.tables:
        for statement in (_COLUMNS, _KEYS, _UNIQUE):
            for row in connection.execute(statement, (table,)):
                found.add(" ".join((table, *map(str, row))))
    for name, text in connection.execute(_INDEXES):
        found.add(f"{name}: {' '.join(text.split())}")
    return found


def differences(connection: Connection) -> Iterator[str]:
    """What a store has (``+``) or lacks (``-``) against the declaration."""
    engine = create_engine("sqlite://", module=LIBRARY, poolclass=StaticPool)
    with engine.begin() as fresh:
        METADATA.create_all(fresh)
    pooled = engine.raw_connection()
    declared = _facts(pooled.driver_connection)  # type: ignore[arg-type]
    pooled.close()
    engine.dispose()
    seen = _facts(connection)
    yield from (f"+ {line}" for line in sorted(seen - declared))
    yield from (f"- {line}" for line in sorted(declared - seen))
