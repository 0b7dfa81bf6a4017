"""Connections to a store's file, with the settings of spec ``sync.md``, "The store's settings"."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from prodsys_tui.services.refused import Refused
from prodsys_tui.store import disk
from prodsys_tui.store.driver import (
    ERRORS,
    LIBRARY,
    Connection,
    StorageError,
    is_busy,
    meaning,
    safe_wal,
    understood,
)
from prodsys_tui.store.files import File
from prodsys_tui.store.journal import Head
from prodsys_tui.store.memory import Memory

if TYPE_CHECKING:
    from sqlalchemy import Engine

APPLICATION_ID: Final = 0x50524F44
"""``PROD``: what the file's header says it is."""

BUSY_SECONDS: Final = 10.0

SETTINGS: Final = (
    # FULL. Without WAL a power cut can bring a deleted journal back, which undoes a commit: EXTRA.
    ("synchronous", 2 if safe_wal() else 3),
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

_OTHERS_COMMITS: Final = "PRAGMA data_version"
"""What others committed, in this process and in others, counted for each connection."""


class FileHeld:
    """A connection to a file with what it remembers between its blocks."""

    def __init__(self, connection: Connection, file: File) -> None:
        self.connection = connection
        self.memory = Memory(_OTHERS_COMMITS)
        self._file = file
        self._patience: int = connection.execute("PRAGMA busy_timeout").fetchone()[0]
        self._wait = f"PRAGMA busy_timeout = {self._patience}"

    def usable(self) -> bool:
        """It always is."""
        return True

    def look(self) -> None:
        """Begin a transaction that sees one state of the store."""
        self.connection.execute("BEGIN")

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

    def commit(self, head: Head | None) -> None:  # noqa: ARG002 - SQLite counts the commits of others alone
        """Commit the transaction. Raises ``Refused`` when it went to a file that nobody finds any more."""
        self.connection.execute("COMMIT")
        self._file.need()

    def undo(self) -> bool:
        """Undo what is open; whether that could be done."""
        try:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
        except LIBRARY.Error:
            self.connection.close()
            return False
        return True

    def close(self) -> None:
        """Close the connection; the last one folds the write-ahead log into the file."""
        self.connection.close()

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


class FileEngine:
    """SQLite, on a file."""

    errors: type[Exception] | tuple[type[Exception], ...] = ERRORS

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = str(path)
        self._file = File(path)

    def connect(self) -> FileHeld:
        """A new connection. Raises ``Refused`` when the file cannot be opened."""
        with understood(self.path):
            held = FileHeld(_open(self.path), self._file)
        try:
            self._file.need()
        except Refused:
            held.close()
            raise
        return held

    def meaning(self, error: Exception) -> Refused | StorageError | None:
        """What an error says to a person; None when it is a fault of the program."""
        return meaning(error, self.path)

    def lost(self, error: Exception) -> bool:  # noqa: ARG002 - nothing lies between a file and its answer
        """A file answers a commit or fails."""
        return False

    def need_room(self) -> None:
        """Raise ``Refused`` when the disk is nearly full, or the file is gone or another one."""
        self._file.need()
        disk.need_room(self.path)

    def make_room(self) -> None:
        """Throw the ballast off."""
        disk.throw_ballast(self.path)
