"""Connections to a store's file, with the settings of spec ``sync.md``, "The store's settings"."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool, QueuePool

from prodsys_tui.store.driver import LIBRARY, Connection, safe_wal

APPLICATION_ID: Final = 0x50524F44
"""``PROD``: what the file's header says it is."""

BUSY_SECONDS: Final = 10.0

SETTINGS: Final = (
    ("synchronous", 2),
    ("foreign_keys", 1),
    ("recursive_triggers", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("busy_timeout", int(BUSY_SECONDS * 1000)),
)
"""What every connection sets; ``doctor`` reads them back."""

_STATEMENTS_KEPT: Final = 512


def journal_mode() -> str:
    """The journal mode that this library may use."""
    return "wal" if safe_wal() else "delete"


def _open(path: Path) -> Any:
    connection = LIBRARY.connect(
        f"file:{quote(str(path))}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_STATEMENTS_KEPT,
    )
    for name, value in SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}")
    return connection


def engine_of(path: Path) -> Engine:
    """The engine of a store's file, whose connections wait in a pool; the file must exist.

    A transaction is begun and ended by whoever uses a connection, so nothing is reset on return.
    """
    return create_engine(
        "sqlite://",
        module=LIBRARY,
        creator=lambda: _open(path),
        poolclass=QueuePool,
        pool_reset_on_return=None,
    )


def single_engine_of(path: Path) -> Engine:
    """The same without a pool, for work on the schema: closing the connection frees the file."""
    return create_engine("sqlite://", module=LIBRARY, creator=lambda: _open(path), poolclass=NullPool)


@contextmanager
def opened(path: Path) -> Iterator[Connection]:
    """A connection of its own to a file, closed with the block; a transaction that is left is undone."""
    connection: Connection = _open(path)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def borrowed(engine: Engine) -> Iterator[Connection]:
    """A connection of the pool, given back outside any transaction or not at all."""
    pooled = engine.raw_connection()
    try:
        connection: Connection = pooled.driver_connection  # type: ignore[assignment]
        yield connection
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        pooled.close()
