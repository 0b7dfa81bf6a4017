"""Connections to a store's file, with the settings of spec ``sync.md``, "The store's settings"."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from prodsys_tui.store.driver import LIBRARY, Connection, is_busy, safe_wal, understood
from prodsys_tui.store.memory import Memory

if TYPE_CHECKING:
    from sqlalchemy import Engine

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


def engine_of(path: Path) -> "Engine":
    """An engine for work on the schema of a file that exists: closing its connection frees the file."""
    # Loaded here: what opens and uses a store of the present schema needs no SQLAlchemy.
    from sqlalchemy import create_engine  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    return create_engine("sqlite://", module=LIBRARY, creator=lambda: _open(path), poolclass=NullPool)


@contextmanager
def opened(path: Path) -> Iterator[Connection]:
    """A connection of its own to a file, closed with the block; a transaction that is left is undone."""
    connection: Connection = _open(path)
    try:
        yield connection
    finally:
        connection.close()


_PAUSES: Final = (0.001, 0.002, 0.005)
"""Seconds between the first tries to get the write lock; the last one between all others."""


class Held:
    """A connection with what it remembers between its blocks."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.memory = Memory()
        self._patience: int = connection.execute("PRAGMA busy_timeout").fetchone()[0]
        self._wait = f"PRAGMA busy_timeout = {self._patience}"

    def lock(self) -> None:
        """Begin a transaction under the write lock, waiting for it as long as for anything.

        SQLite itself would sleep for up to a tenth of a second between two tries, hundreds of times longer
        than a save takes: with several writers the lock would often lie free while all of them sleep.
        """
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            self._take_turns()
        finally:
            self.connection.execute(self._wait)

    def _take_turns(self) -> None:
        until = monotonic() + self._patience / 1000
        for pause in chain(_PAUSES, repeat(_PAUSES[-1])):
            try:
                self.connection.execute("BEGIN IMMEDIATE")
            except LIBRARY.OperationalError as error:
                if not is_busy(error) or monotonic() >= until:
                    raise
                sleep(pause)
            else:
                return


class Pool:
    """Connections to one file that wait for their next block; each is used by one block at a time.

    They keep their prepared statements. What a block left open is undone when it gives its connection back.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: deque[Held] = deque()

    def take(self) -> Held:
        """A connection for one block. Raises ``Refused`` when the file cannot be opened."""
        try:
            return self._idle.pop()
        except IndexError:
            with understood(self._path):
                return Held(_open(self._path))

    def give(self, held: Held) -> None:
        """Give a connection back; it is closed if its transaction cannot be undone."""
        try:
            if held.connection.in_transaction:
                held.connection.execute("ROLLBACK")
        except LIBRARY.Error:
            held.connection.close()
        else:
            self._idle.append(held)

    def close(self) -> None:
        """Close the connections that wait; the last one folds the write-ahead log into the file."""
        while self._idle:
            self._idle.pop().connection.close()
