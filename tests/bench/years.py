"""Five years of history: a month that the services made, copied back in time month by month.

What the plant did is read by the same statements whoever wrote it; copying takes a minute where playing sixty
months would take an hour. The copies have ids below zero, so that what is newest stays so, and keep out of
the journal: nothing that an operator asks reads it beyond its head.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Column, Table

from prodsys_tui.store import triggers
from prodsys_tui.store.tables import METADATA
from prodsys_tui.store.types import Day, Instant
from tests.bench.reference import connect

MONTHS = 60
DAYS = 31
"""Days that a copy lies before the one after it; the month that is copied has no more."""

_STEP = 10_000_000
_PLANT = frozenset(
    {
        "sitio",
        "usuarios",
        "contrato_version",
        "maquinas",
        "cuadrilla",
        "cuadrilla_integrante",
        "material_lote",
        "journal",
    }
)
"""What a plant has once, however old it is; and the journal."""

_OPEN = {
    "corrida_maquina": "fin IS NOT NULL",
    "lote_en_uso": "hasta IS NOT NULL",
    "retencion": "terminada_en IS NOT NULL",
}
"""What may be open once on a machine, and holds (copied batches are closed): copied where they have ended."""

_OWN = {
    ("", "uid"): "{0} || '-' || :back",
    ("lotes", "codigo_lote"): "{0} || '-' || :back",
    ("orden_produccion", "codigo_orden"): "{0} || '-' || :back",
    ("orden_produccion", "estado"): "'Completada'",
    ("lotes", "estado"): "'cerrado'",
    ("lotes", "correlativo"): "{0} - :back * 1000",
    ("bitacora_turno", "estado"): "CASE {0} WHEN 'ABIERTA' THEN 'CERRADA' ELSE {0} END",
}
"""Columns that must differ from copy to copy, by table and name (uid in every table)."""


def five_years(month: Path, to: Path) -> Path:
    """A copy of a plant's store with its month repeated back to five years."""
    shutil.copy(month, to)
    connection = connect(to, "OFF")
    connection.execute("PRAGMA foreign_keys = OFF")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    statements = list(_statements())
    connection.execute("BEGIN")
    for back in range(1, MONTHS):
        for statement in statements:
            connection.execute(statement, {"back": back})
    connection.execute("COMMIT")
    triggers.install(connection)
    connection.close()
    return to


def rows_of(path: Path, table: str) -> int:
    """How many rows a table has."""
    with sqlite3.connect(path) as connection:
        count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return count


def _statements() -> Iterator[str]:
    for table in METADATA.sorted_tables:
        if table.name in _PLANT or table.name.startswith("local_"):
            continue
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        values = ", ".join(_value(table, column) for column in table.columns)
        only = _OPEN.get(table.name, "1")
        yield f"INSERT INTO {table.name} ({names}) SELECT {values} FROM {table.name} WHERE id > 0 AND {only}"


def _value(table: Table, column: "Column[object]") -> str:
    """What a copy has in a column: itself further back in time, under ids and codes of its own."""
    name = f'"{column.name}"'
    refers = {key.column.table.name for key in column.foreign_keys}
    if column.name == "id" or (refers and not refers & _PLANT):
        return f"{name} - :back * {_STEP}"
    if isinstance(column.type, Instant):
        return f"strftime('%Y-%m-%dT%H:%M:%f000Z', {name}, '-' || (:back * {DAYS}) || ' days')"
    if isinstance(column.type, Day):
        return f"date({name}, '-' || (:back * {DAYS}) || ' days')"
    return _OWN.get((table.name, column.name), _OWN.get(("", column.name), "{0}")).format(name)
