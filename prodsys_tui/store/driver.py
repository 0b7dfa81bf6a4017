"""The SQLite library under the store, and what its errors mean to a person.

``pysqlite3`` brings a library without the WAL-reset bug (spec ``sync.md``, "The store's settings"); where
it is not installed the interpreter's own is used, in journal mode DELETE when it is too old.
"""

import importlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Protocol

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused, refuse
from prodsys_tui.store.codec import UnreadableError

SAFE_WAL: Final = (3, 51, 3)
"""The first release that several processes can share a WAL database with."""


class Runner(Protocol):
    """What runs statements: a connection, or a cursor of it."""

    def execute(self, sql: str, parameters: Sequence[object] = (), /) -> "Cursor":
        """Run a statement."""
        ...


class Cursor(Runner, Protocol):
    """What is used of a driver's cursor."""

    @property
    def lastrowid(self) -> int:
        """The id of the row that the statement inserted."""
        ...

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""
        ...

    def fetchone(self) -> Any:
        """The next row, or None."""
        ...

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Runner, Protocol):
    """What is used of a driver's connection: statements are prepared once and kept by it."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        ...

    def cursor(self) -> Cursor:
        """A cursor, to run one statement after another."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


def _library() -> ModuleType:
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3


LIBRARY: Final = _library()
VERSION: Final[tuple[int, ...]] = tuple(LIBRARY.sqlite_version_info)


class StorageError(Exception):
    """The disk failed while the store was written or read: nothing more is written before it is checked."""


def safe_wal(version: tuple[int, ...] = VERSION) -> bool:
    """Whether a release of the library may use WAL."""
    return version >= SAFE_WAL


_BY_CODE: Final = {
    sqlite3.SQLITE_BUSY: Code.STORE_BUSY,
    sqlite3.SQLITE_LOCKED: Code.STORE_BUSY,
    sqlite3.SQLITE_FULL: Code.STORE_FULL,
    sqlite3.SQLITE_READONLY: Code.STORE_READ_ONLY,
    sqlite3.SQLITE_PERM: Code.STORE_READ_ONLY,
    sqlite3.SQLITE_NOTADB: Code.NOT_A_STORE,
    sqlite3.SQLITE_CORRUPT: Code.NOT_A_STORE,
    sqlite3.SQLITE_CANTOPEN: Code.STORE_MISSING,
}
_TAKEN: Final = "UNIQUE constraint failed: "
ERRORS: Final = (LIBRARY.Error, UnicodeDecodeError, UnreadableError)
"""What a file that is damaged or cannot be used raises; of a damaged schema even the messages are no text."""
_NOT_OURS: Final = ("no such column: ", "no such table: ", "malformed database schema")
"""What the library says, with the code of any bad statement, of a schema that is not ours any more."""
_NO_TEXT: Final = "Could not decode to UTF-8"
"""What the library's Python part says, without a code, of bytes that should be a text."""


def is_busy(error: BaseException) -> bool:
    """Whether a driver's error says that somebody else holds a lock."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def meaning(error: BaseException, path: Path) -> Refused | StorageError | None:
    """What a driver's error says to a person; None when it is a fault of the program."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        damaged = not isinstance(error, LIBRARY.Error) or str(error).startswith(_NO_TEXT)
        return refuse(Code.NOT_A_STORE, variant="damaged", path=str(path)) if damaged else None
    if str(error).startswith(_TAKEN):
        return refuse(Code.ALREADY_EXISTS, what=str(error).removeprefix(_TAKEN))
    if code & 0xFF == sqlite3.SQLITE_IOERR:
        return StorageError(str(error))
    if str(error).startswith(_NOT_OURS):
        return refuse(Code.NOT_A_STORE, variant="damaged", path=str(path))
    refusal = _BY_CODE.get(code & 0xFF)
    if refusal is Code.STORE_MISSING and path.exists():
        refusal = Code.STORE_READ_ONLY  # it is the folder in which nothing can be made
    variant = "damaged" if code & 0xFF == sqlite3.SQLITE_CORRUPT else ""
    return None if refusal is None else refuse(refusal, variant=variant, path=str(path))


@contextmanager
def understood(path: Path) -> Iterator[None]:
    """Raise what a driver's error means instead of itself, while a store's file is opened or copied."""
    try:
        yield
    except ERRORS as error:
        meant = meaning(error, path)
        if meant is None and getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            # No statement of ours fails by itself at a file that is opened.
            meant = refuse(Code.NOT_A_STORE, variant="damaged", path=str(path))
        if meant is None:
            raise
        raise meant from error
