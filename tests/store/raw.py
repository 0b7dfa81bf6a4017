"""Reaching into a store's file past the one door, as somebody with the file and a SQL shell could."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prodsys_tui.store.driver import LIBRARY


@contextmanager
def shell(path: Path) -> Iterator[Any]:
    """A raw connection to the file, committed and closed with the block."""
    connection = LIBRARY.connect(str(path), isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def ask(path: Path, sql: str, *parameters: object) -> list[Any]:
    """The rows of a statement."""
    with shell(path) as connection:
        return list(connection.execute(sql, parameters))


@contextmanager
def without_triggers(path: Path) -> Iterator[Any]:
    """A raw connection while the store's triggers are away; they come back as they were."""
    with shell(path) as connection:
        kept = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, text in kept:
            connection.execute(text)


DatabaseError: type[sqlite3.DatabaseError] = LIBRARY.DatabaseError
