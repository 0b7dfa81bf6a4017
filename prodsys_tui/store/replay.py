"""Rebuilding a store from its journal alone: what the rows must be, from what was said of them."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prodsys_tui.store import journal
from prodsys_tui.store.codec import DbValue
from prodsys_tui.store.connection import opened
from prodsys_tui.store.driver import LIBRARY, Connection
from prodsys_tui.store.files import make_private
from prodsys_tui.store.journal import Change
from prodsys_tui.store.schema import migrate
from prodsys_tui.store.shapes import BY_TABLE, SHAPES
from prodsys_tui.store.written_out import ColumnShape


class ReplayError(Exception):
    """A change that cannot have happened to the rows as they were then."""


class Replay:
    """An empty store to which the changes of a journal are applied in their order."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._ids: dict[str, dict[str, int]] = {shape.table: {} for shape in SHAPES}

    def apply(self, change: Change) -> None:
        """Make one change. Raises ``ReplayError`` when the rows do not let it."""
        try:
            if change.op == journal.INSERT:
                self._insert(change)
            elif change.op == journal.UPDATE:
                self._update(change)
            elif change.op == journal.DELETE:
                self._delete(change)
            else:
                raise ReplayError(change.op)
        except (KeyError, ValueError, TypeError, AttributeError, LIBRARY.Error) as error:
            raise ReplayError(f"{change.table} {change.op}: {error}") from error

    def _insert(self, change: Change) -> None:
        shape = BY_TABLE[change.table]
        if not change.values.keys() <= shape.by_column.keys():
            raise ReplayError(f"{change.table}: unknown column")
        kept = [self._kept(column, change.values.get(column.column)) for column in shape.columns]
        done = self.connection.execute(shape.insert, (change.uid, 1, *kept))
        self._ids[change.table][change.uid] = done.lastrowid

    def _update(self, change: Change) -> None:
        shape = BY_TABLE[change.table]
        kept = [self._kept(shape.by_column[name], value) for name, value in change.values.items()]
        key = (change.base_ver + 1, self._ids[change.table][change.uid], change.base_ver)
        done = self.connection.execute(shape.update(tuple(change.values)), (*kept, *key))
        if done.rowcount != 1:
            raise ReplayError(f"{change.table}: not at version {change.base_ver}")

    def _delete(self, change: Change) -> None:
        key = (self._ids[change.table].pop(change.uid), change.base_ver)
        if self.connection.execute(BY_TABLE[change.table].delete, key).rowcount != 1:
            raise ReplayError(f"{change.table}: not at version {change.base_ver}")

    def _kept(self, column: ColumnShape, written: Any) -> DbValue:
        if written is None:
            return None
        if column.link is not None:
            return self._ids[column.link.table][written]
        return column.codec.restore(written)

    def rows(self, table: str) -> Iterator[Mapping[str, object]]:
        """The rows of a table by uid, as the journal writes values."""
        shape = BY_TABLE[table]
        for uid, version, *kept in self.connection.execute(shape.snapshot):
            told = {
                column.column: value if value is None or column.link else column.codec.publish(value)
                for column, value in zip(shape.columns, kept, strict=True)
            }
            yield {"uid": uid, "ver": version, **told}


@contextmanager
def empty_replay() -> Iterator[Replay]:
    """A replay on a store of its own, gone with the block."""
    with tempfile.TemporaryDirectory(prefix="prodsys-replay-") as folder:
        path = Path(folder) / "replay"
        make_private(path)
        migrate(path)
        with opened(path) as connection:
            # Nothing of it outlives the block, so nothing of it need reach the disk.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("BEGIN")
            yield Replay(connection)


def differing(ours: Connection, theirs: Connection, table: str) -> str | None:
    """The uid of the first row of a table that two stores do not hold alike; None when they agree."""
    statement = BY_TABLE[table].snapshot
    mine, other = iter(ours.execute(statement)), iter(theirs.execute(statement))
    while True:
        left, right = next(mine, None), next(other, None)
        if left != right:
            uids = [str(row[0]) for row in (left, right) if row is not None]
            return min(uids)
        if left is None:
            return None
