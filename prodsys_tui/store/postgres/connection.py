"""A connection that speaks as SQLite's driver does, over psycopg."""

from collections.abc import Iterator, Sequence
from itertools import count
from select import select
from typing import Any, Final

import psycopg
from psycopg import RawCursor, pq

from prodsys_tui.store.postgres.dialect import translated
from prodsys_tui.store.postgres.values import Adapted

_ADAPTED: Final = Adapted()
_PREPARED_FROM: Final = 2
"""From which time on a statement is kept prepared."""
_PREPARED_AT_MOST: Final = 512
_AT_ONCE: Final = 1000
"""How many rows of a long answer are fetched at a time."""
_EVENTS_AT_MOST: Final = 8

Raw = psycopg.Connection[tuple[Any, ...]]


class Cursor:
    """Runs statements; every answer is fetched whole."""

    __slots__ = ("_cursor",)

    def __init__(self, raw: Raw) -> None:
        self._cursor = RawCursor(raw)

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> "Cursor":
        """Run a statement. Raises ``OverflowError`` for a parameter that no column can hold."""
        try:
            self._cursor.execute(translated(sql), parameters or None)
        except psycopg.DataError as error:
            if error.sqlstate is None:  # not the server's: a text with a NUL is not sent at all
                raise OverflowError(str(error)) from error
            raise
        return self

    @property
    def lastrowid(self) -> int:
        """The id of the row that the statement inserted."""
        row: tuple[int, ...] = self._cursor.fetchall()[0]
        return row[0]

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""
        return self._cursor.rowcount

    def fetchone(self) -> Any:
        """The next row, or None."""
        return self._cursor.fetchone() if self._cursor.description else None

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return self._cursor.fetchall() if self._cursor.description else []

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)


class Stream(Cursor):
    """A cursor whose answers stay on the server until they are read: for walks over whole tables."""

    __slots__ = ("_name", "_rows")
    _names = count()

    def __init__(self, raw: Raw) -> None:
        super().__init__(raw)
        self._name = f"walk_{next(self._names)}"
        self._rows: Iterator[Any] = iter(())

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> "Stream":
        """Begin to read the rows of a query, which the transaction's end closes."""
        declare = f"DECLARE {self._name} NO SCROLL CURSOR FOR ".encode()
        self._cursor.execute(declare + translated(sql), parameters or None, prepare=False)
        self._rows = self._fetched()
        return self

    def fetchone(self) -> Any:
        """The next row, or None."""
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return list(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def _fetched(self) -> Iterator[Any]:
        fetch = f"FETCH FORWARD {_AT_ONCE} FROM {self._name}".encode()
        while True:
            rows = self._cursor.execute(fetch, prepare=False).fetchall()
            yield from rows
            if len(rows) < _AT_ONCE:
                self._cursor.execute(f"CLOSE {self._name}".encode(), prepare=False)
                return


class Connection:
    """A connection in autocommit: transactions begin and end by statements, as on SQLite."""

    def __init__(self, conninfo: str, **settings: Any) -> None:
        self.raw: Raw = psycopg.connect(conninfo, autocommit=True, context=_ADAPTED, **settings)
        self.raw.prepare_threshold = _PREPARED_FROM
        self.raw.prepared_max = _PREPARED_AT_MOST

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open, a failed one included."""
        return self.raw.pgconn.transaction_status not in {
            pq.TransactionStatus.IDLE,
            pq.TransactionStatus.UNKNOWN,
        }

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> Cursor:
        """Run a statement; the rows of a query in a transaction are fetched as they are read."""
        walks = self.in_transaction and sql.startswith("SELECT")
        return (Stream(self.raw) if walks else Cursor(self.raw)).execute(sql, parameters)

    def run(self, script: str) -> None:
        """Run one statement or several without parameters, in one journey to the server."""
        self.raw.execute(script.encode(), prepare=False)

    def cursor(self) -> Cursor:
        """A cursor, to run one statement after another."""
        return Cursor(self.raw)

    def close(self) -> None:
        """Close the connection."""
        self.raw.close()

    def __del__(self) -> None:
        # SQLite's driver closes what nobody holds any more; psycopg would warn of it.
        if hasattr(self, "raw"):
            self.raw.close()

    def alive(self) -> bool:
        """Whether the server has not ended the connection, as far as it was heard of: asks nothing."""
        if self.raw.closed:
            return False
        pgconn = self.raw.pgconn
        try:
            for _ in range(_EVENTS_AT_MOST):
                if not select([pgconn.socket], (), (), 0)[0]:
                    return True
                pgconn.consume_input()
                if pgconn.status != pq.ConnStatus.OK:
                    return False
        except (psycopg.Error, OSError):
            pass
        return False
