"""``apsw`` in the place of ``pysqlite3``: what ``store.driver`` uses of a library, on a VFS of the tests.

``take_place`` must run before anything of ``prodsys_tui.store`` is imported, in a process of its own: two
SQLite libraries in one process break each other's locks.
"""

import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from types import ModuleType
from typing import Any

import apsw

from tests.crash.disk import VFS

Parameters = Sequence[Any]


class Error(Exception):
    """As the driver's own: with the library's extended result."""

    sqlite_errorcode: int


class OperationalError(Error):
    """Any of them: the store looks at the code."""


class Cursor:
    """A DB-API cursor, as far as the store uses it."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._cursor = connection.apsw.cursor()

    def execute(self, sql: str, parameters: Parameters = (), /) -> "Cursor":
        """Run a statement."""
        try:
            self._cursor.execute(self._connection.asked(sql), tuple(parameters))
        except apsw.Error as error:
            raise _told(error) from error
        return self

    @property
    def lastrowid(self) -> int:
        return self._connection.apsw.last_insert_rowid()

    @property
    def rowcount(self) -> int:
        return self._connection.apsw.changes()

    def fetchone(self) -> Any:
        try:
            return self._cursor.fetchone()
        except apsw.Error as error:
            raise _told(error) from error

    def fetchall(self) -> list[Any]:
        try:
            return self._cursor.fetchall()
        except apsw.Error as error:
            raise _told(error) from error

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchone, None)


class Connection:
    """A DB-API connection, as far as the store uses it."""

    synchronous: int | None = None
    """What every connection waits for instead of what the store asks for: 1 is NORMAL."""

    def __init__(self, place: str) -> None:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
        try:
            self.apsw = apsw.Connection(place, flags=flags, vfs=VFS, statementcachesize=512)
        except apsw.Error as error:
            raise _told(error) from error

    def asked(self, sql: str) -> str:
        """The statement, or what the test runs in its place."""
        if self.synchronous is not None and sql.startswith("PRAGMA synchronous ="):
            return f"PRAGMA synchronous = {self.synchronous}"
        return sql

    @property
    def in_transaction(self) -> bool:
        return self.apsw.in_transaction

    def cursor(self) -> Cursor:
        return Cursor(self)

    def execute(self, sql: str, parameters: Parameters = (), /) -> Cursor:
        return Cursor(self).execute(sql, parameters)

    def close(self) -> None:
        with suppress(apsw.Error):  # SQLite closes all the same, and says nothing
            self.apsw.close(True)


def _told(error: apsw.Error) -> OperationalError:
    told = OperationalError(str(error).partition(": ")[2] or str(error))
    told.sqlite_errorcode = getattr(error, "extendedresult", sqlite3.SQLITE_ERROR)
    return told


def take_place(version: str = "") -> None:
    """Be the library of this process's stores, of its own version or of another one's."""
    library = ModuleType("pysqlite3.dbapi2")
    numbers = (version or apsw.sqlite_lib_version()).split(".")
    library.__dict__.update(
        connect=lambda place, **_settings: Connection(place),
        Error=Error,
        DatabaseError=Error,
        OperationalError=OperationalError,
        IntegrityError=OperationalError,
        sqlite_version_info=tuple(map(int, numbers)),
    )
    sys.modules["pysqlite3.dbapi2"] = library
