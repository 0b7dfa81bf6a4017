"""Reaching into a store past the one door, as somebody with its file or database and a SQL shell could."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from prodsys_tui.store.driver import LIBRARY
from prodsys_tui.store.files import server_url
from prodsys_tui.store.postgres import triggers as server_triggers
from prodsys_tui.store.postgres.connection import Connection

Place = Path | str
"""A file, or a database URL."""


@contextmanager
def shell(place: Place) -> Iterator[Any]:
    """A raw connection to the store, committed and closed with the block."""
    url = server_url(place)
    connection: Any = (
        LIBRARY.connect(str(place), isolation_level=None)
        if url is None
        else Connection(url.replace("+psycopg", ""))
    )
    try:
        yield connection
    finally:
        connection.close()


def ask(place: Place, sql: str, *parameters: object) -> list[Any]:
    """The rows of a statement."""
    with shell(place) as connection:
        return list(connection.execute(sql, parameters).fetchall())


@contextmanager
def without_triggers(place: Place) -> Iterator[Any]:
    """A raw connection while the store's triggers are away; they come back as they were."""
    with shell(place) as connection:
        if server_url(place) is not None:
            connection.run("DROP TRIGGER journal_continues ON journal")
            connection.run("DROP FUNCTION prodsys_refuse CASCADE")
            yield connection
            server_triggers.install(connection)
            return
        kept = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, text in kept:
            connection.execute(text)


DatabaseError: tuple[type[Exception], ...] = (LIBRARY.DatabaseError, psycopg.DatabaseError)
