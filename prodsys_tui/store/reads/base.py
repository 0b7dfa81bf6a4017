"""What every reader does: run a prepared statement and make entities of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from prodsys_tui.domain.model import ContractVersion, Entity, Ref
from prodsys_tui.store.driver import Connection
from prodsys_tui.store.mapping import Shape
from prodsys_tui.store.memory import UNKNOWN, Memory

E = TypeVar("E", bound=Entity)

MOST: Final = 10_000
"""No list is longer, also where its size has a natural bound."""

_ID_DIGITS: Final = 18


def local_id(text: str) -> int | None:
    """The local id that a text is; None for one that is a uid, or nothing."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _ID_DIGITS else None


@dataclass(frozen=True, slots=True)
class Known:
    """What a store keeps between its blocks: its origin, and the contract versions that it has read.

    A version never changes once it is stored (a trigger holds that), and its text is long.
    """

    origin: str
    contracts: dict[str, ContractVersion] = field(default_factory=dict)


class Reader:
    """A connection inside a transaction, so that all its answers speak of one state of the store.

    One cursor runs all its statements; each answer is fetched whole, so that none stays open.
    """

    def __init__(self, connection: Connection, memory: Memory, known: Known) -> None:
        self._cursor = connection.cursor()
        self._memory = memory
        memory.begin(self._cursor)
        self._origin = known.origin
        self._contracts = known.contracts

    def _row(self, sql: str, *parameters: object) -> Any:
        rows = self._rows(sql, *parameters)
        return rows[0] if rows else None

    def _rows(self, sql: str, *parameters: object) -> list[Any]:
        try:
            return self._cursor.execute(sql, parameters).fetchall()
        except OverflowError:  # what no column can hold is in none
            return []

    def _one(self, shape: Shape[E], sql: str, *parameters: object) -> E | None:
        rows = self._rows(sql, *parameters)
        return shape.decode(rows[0]) if rows else None

    def _remembered(self, shape: Shape[E], sql: str, *parameters: object) -> E | None:
        """As ``_one``, for a statement on tables that a connection remembers."""
        answer: E | None = self._memory.recall((sql, parameters))
        if answer is UNKNOWN:
            answer = self._one(shape, sql, *parameters)
            self._memory.keep((sql, parameters), answer)
        return answer

    def _remembered_rows(self, sql: str, *parameters: object) -> list[Any]:
        """As ``_rows``, for a statement on tables that a connection remembers."""
        answer: list[Any] = self._memory.recall((sql, parameters))
        if answer is UNKNOWN:
            answer = self._rows(sql, *parameters)
            self._memory.keep((sql, parameters), answer)
        return answer

    def _many(self, shape: Shape[E], sql: str, *parameters: object) -> Sequence[E]:
        return tuple(map(shape.decode, self._rows(sql, *parameters)))


class Filter:
    """The WHERE of a list that a caller narrows; the texts are constants, the values parameters."""

    def __init__(self) -> None:
        self._tests: list[str] = []
        self.parameters: list[object] = []

    def equal(self, column: str, value: object | None) -> None:
        """Keep the rows of one value; all of them when it is None."""
        if value is not None:
            self._tests.append(f"{column} = ?")
            self.parameters.append(value)

    def holding(self, test: str, value: object | None) -> None:
        """Keep the rows that pass a test with one parameter; all of them when it is None."""
        if value is not None:
            self._tests.append(test)
            self.parameters.append(value)

    def among(self, column: str, values: Sequence[object]) -> None:
        """Keep the rows of several values; all of them when none is named."""
        if values:
            self._tests.append(f"{column} IN ({', '.join('?' * len(values))})")
            self.parameters.extend(values)

    def while_walking(self, column: str, values: Sequence[object]) -> None:
        """As ``among``, for a list that is walked by id anyway: no index of that column is to be tried."""
        self._tests.append(f"CASE WHEN {column} IN ({', '.join('?' * len(values))}) THEN 1 END = 1")
        self.parameters.extend(values)

    def missing(self, column: str) -> None:
        """Keep the rows that have no value there."""
        self._tests.append(f"{column} IS NULL")

    def where(self, test: str) -> None:
        """Keep the rows of a test without values."""
        self._tests.append(test)

    def present(self, column: str) -> None:
        """Keep the rows that have a value there."""
        self._tests.append(f"{column} IS NOT NULL")

    def since(self, column: str, value: object | None) -> None:
        """Keep the rows from a value on."""
        if value is not None:
            self._tests.append(f"{column} >= ?")
            self.parameters.append(value)

    def until(self, column: str, value: object | None) -> None:
        """Keep the rows up to a value."""
        if value is not None:
            self._tests.append(f"{column} <= ?")
            self.parameters.append(value)

    def before(self, last: Ref | int | None) -> None:
        """Keep the rows older than the last one of a page (itself or its id): the next page begins there."""
        if last is not None:
            self._tests.append("t.id < ?")
            self.parameters.append(last.id if isinstance(last, Ref) else last)

    def holds(self, test: str, *values: object) -> None:
        """Keep the rows for which a test of one's own holds."""
        self._tests.append(test)
        self.parameters.extend(values)

    def newest(self, limit: int, order: str = "t.id DESC") -> str:
        """The statement's end: the tests, newest first, at most ``limit``."""
        self.parameters.append(limit)
        tests = f"WHERE {' AND '.join(self._tests)} " if self._tests else ""
        return f"{tests}ORDER BY {order} LIMIT ?"
