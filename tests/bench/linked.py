"""Plants with many linked batches: shifts of ``WIDTH`` batches, each made of two of the shift before.

The rows are copies of one shift, order, batch and record that the services made, with links between them;
they keep out of the journal, which no question about lineage reads.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path

from prodsys_tui.store import triggers
from tests.bench.reference import connect

WIDTH = 10
"""Batches of a shift, each of an order of its own."""

TURNS = 3

Row = dict[str, object]


def link_batches(path: Path, number: int, width: int = WIDTH, reach: int = 2) -> None:
    """Add batches to a plant that has one: ``LINK-000001`` and on, each made of ``reach`` of a shift before.

    ``width`` 1 and ``reach`` 1 make a chain.
    """
    raw = connect(path, "OFF")
    raw.execute("PRAGMA foreign_keys = OFF")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    shift, order, batch, record = (
        _last(raw, table) for table in ("bitacora_turno", "orden_produccion", "lotes", "registros_trabajo")
    )
    shifts, orders = int(str(shift["id"])) + 1, int(str(order["id"])) + 1
    first, made = int(str(batch["id"])) + 1, int(str(record["id"])) + 1
    machine = raw.execute("SELECT min(id) FROM maquinas").fetchone()[0]
    raw.execute("BEGIN")
    _add(
        raw,
        "orden_produccion",
        order,
        ({"id": orders + at, "codigo_orden": f"LINK{at}"} for at in range(width)),
    )
    _add(
        raw,
        "bitacora_turno",
        shift,
        (
            {
                "id": shifts + at,
                "estado": "CERRADA",
                "turno": f"T{at % TURNS + 1}",
                "fecha_operativa": _day(at),
            }
            for at in range((number + width - 1) // width)
        ),
    )
    _add(
        raw,
        "lotes",
        batch,
        (
            {
                "id": first + at,
                "codigo_lote": f"LINK-{at + 1:06d}",
                "orden_produccion_id": orders + at % width,
                "bitacora_id": shifts + at // width,
                "correlativo": at // width + 1,
                "fecha_produccion": _day(at // width),
            }
            for at in range(number)
        ),
    )
    _add(
        raw,
        "registros_trabajo",
        record,
        (
            {
                "id": made + at,
                "lote_id": first + at,
                "orden_produccion_id": orders + at % width,
                "bitacora_id": shifts + at // width,
            }
            for at in range(number)
        ),
    )
    use = _last(raw, "telar_consumo_lote", optional=True)
    ids = count(int(str(use.get("id", 0))) + 1)
    if not use:
        use = {"estaba_pausado": 0, "antes_de_retencion": 0, "ver": 1}
    _add(
        raw,
        "telar_consumo_lote",
        use,
        (
            {
                "id": next(ids),
                "registro_trabajo_id": made + at,
                "maquina_id": machine,
                "bitacora_id": shifts + at // width,
                "lote_id": first + parent,
            }
            for at in range(width, number)
            for parent in _parents(at, width, reach)
        ),
    )
    raw.execute("COMMIT")
    triggers.install(raw)
    raw.close()


def _day(shift: int) -> str:
    """The date of a shift: three a day, from long ago, so that none meets another."""
    return date.fromordinal(shift // TURNS + 1).isoformat()


def _parents(at: int, width: int, reach: int) -> Sequence[int]:
    """What a batch was made of: its neighbours in the shift before."""
    before = at // width * width - width
    return sorted({before + (at + step) % width for step in range(reach)})


def _last(raw: sqlite3.Connection, table: str, *, optional: bool = False) -> Row:
    cursor = raw.execute(f'SELECT * FROM "{table}" ORDER BY id DESC LIMIT 1')
    row = cursor.fetchone()
    if row is None and optional:
        return {}
    return dict(zip((column[0] for column in cursor.description), row, strict=True))


def _add(raw: sqlite3.Connection, table: str, like: Row, changes: Iterator[Row]) -> None:
    """Rows of a table as the one given, but for what each changes."""
    rows = ({**like, **change, "uid": f"link-{change['id']}"} for change in changes)
    first = next(rows, None)
    if first is None:
        return
    names = ", ".join(f'"{name}"' for name in first)
    statement = f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in first)})"
    raw.execute(statement, first)
    raw.executemany(statement, rows)
