"""Quantities in plain decimals for whoever reads the store with SQL: one view a table that keeps any.

On SQLite a quantity is stored as a whole number of millionths (architecture.md, "Store"); the view
``v_TABLE`` has the same rows and columns with quantities as people write them.
"""

from typing import Any, Final

from prodsys_tui.store import codec
from prodsys_tui.store.driver import Connection
from prodsys_tui.store.mapping import Shape
from prodsys_tui.store.shapes import SHAPES

_INSTALLED: Final = "SELECT name FROM sqlite_master WHERE type = 'view'"


def _view(shape: Shape[Any]) -> str:
    columns = ", ".join(
        f"{column.column} / {10**codec.PLACES}.0 AS {column.column}"
        if column.codec is codec.DECIMAL
        else column.column
        for column in shape.columns
    )
    return " ".join((f"CREATE VIEW v_{shape.table} AS SELECT id, uid, ver,", columns, "FROM", shape.table))


VIEWS: Final = tuple(
    _view(shape) for shape in SHAPES if any(column.codec is codec.DECIMAL for column in shape.columns)
)
"""The statements that create them."""


def install(connection: Connection) -> None:
    """Drop whatever views there are and create the list."""
    for (name,) in connection.execute(_INSTALLED).fetchall():
        connection.execute(f'DROP VIEW "{name}"')
    for statement in VIEWS:
        connection.execute(statement)
