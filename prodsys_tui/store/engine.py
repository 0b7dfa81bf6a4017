"""What a database engine is to the store: connections that hold a transaction, and what its errors mean.

There is one set of statements, written for SQLite. An engine runs them: SQLite as they stand
(``connection``), PostgreSQL through an adapter that speaks as SQLite's driver does (``postgres``).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from prodsys_tui.services.refused import Refused
from prodsys_tui.store.driver import Connection, StorageError
from prodsys_tui.store.journal import Head
from prodsys_tui.store.memory import Memory


class Held(Protocol):
    """A connection with what it remembers between its blocks."""

    @property
    def connection(self) -> Connection:
        """The connection."""
        ...

    @property
    def memory(self) -> Memory:
        """Its memory."""
        ...

    def usable(self) -> bool:
        """Whether it can begin another block, as far as can be seen from here."""
        ...

    def look(self) -> None:
        """Begin a transaction that sees one state of the store."""
        ...

    def lock(self) -> None:
        """Begin a transaction under the write lock."""
        ...

    def commit(self, head: Head | None) -> None:
        """Commit the transaction, which wrote the journal's end ``head`` if it wrote an entry."""
        ...

    def undo(self) -> bool:
        """Undo what is open; whether the connection can be used again. It is closed when it cannot."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


class Engine(Protocol):
    """The database that a store is in."""

    @property
    def place(self) -> str:
        """Where it is, as people may read it: a path, or a URL without its password."""
        ...

    @property
    def path(self) -> Path:
        """Its file. Raises ``Refused`` (``not-a-store``) when it is in none."""
        ...

    @property
    def errors(self) -> type[Exception] | tuple[type[Exception], ...]:
        """What its driver raises."""
        ...

    def connect(self) -> Held:
        """A new connection. Raises ``Refused`` when there is none to be had."""
        ...

    def meaning(self, error: Exception) -> Refused | StorageError | None:
        """What a driver's error says to a person; None when it is a fault of the program."""
        ...

    def lost(self, error: Exception) -> bool:
        """Whether an error says that the connection is gone, and with it the answer to a commit."""
        ...

    def need_room(self) -> None:
        """Raise ``Refused`` (``store-full``) when too little room is known to be left to write."""
        ...

    def make_room(self) -> None:
        """Do what can be done once the disk is full."""
        ...


class Pool:
    """Connections that wait for their next block; each is used by one block at a time.

    They keep their prepared statements. What a block left open is undone when it gives its connection back.
    """

    def __init__(self, connect: Callable[[], Held]) -> None:
        self._connect = connect
        self._idle: list[Held] = []

    def take(self) -> Held:
        """A connection for one block. Raises ``Refused`` when none can be made."""
        while self._idle:
            try:
                held = self._idle.pop()
            except IndexError:  # another thread took the last one
                break
            if held.usable():
                return held
            held.close()
        return self._connect()

    def give(self, held: Held) -> None:
        """Give a connection back; it is closed if its transaction cannot be undone."""
        if held.undo():
            self._idle.append(held)

    def close(self) -> None:
        """Close the connections that wait."""
        while self._idle:
            self._idle.pop().close()
