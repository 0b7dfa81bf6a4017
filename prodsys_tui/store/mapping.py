"""How an entity and its table are mapped to each other: the prepared statements, and rows into entities."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from prodsys_tui.domain.model import Entity, Ref
from prodsys_tui.store.codec import UNREADABLE, DbValue, UnreadableError
from prodsys_tui.store.written_out import ColumnShape, decoder, encoder, publisher, storer

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True)
class Shape(Generic[E]):
    """An entity, its table, and the name that the audit trail gives it."""

    entity: type[E]
    table: str
    audit: str
    columns: tuple[ColumnShape, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.column for column in self.columns)

    @cached_property
    def by_field(self) -> Mapping[str, ColumnShape]:
        """The columns by the entity's field."""
        return {column.field: column for column in self.columns}

    @cached_property
    def by_column(self) -> Mapping[str, ColumnShape]:
        """The columns by the table's column."""
        return {column.column: column for column in self.columns}

    @cached_property
    def insert(self) -> str:
        """The statement that stores a row; parameters: uid, ver, then the columns."""
        names = ", ".join(["uid", "ver", *self.names])
        marks = ", ".join("?" * (len(self.columns) + 2))
        return " ".join(("INSERT INTO", self.table, f"({names}) VALUES ({marks})"))

    @cached_property
    def delete(self) -> str:
        """The statement that deletes a row; parameters: id, ver."""
        return " ".join(("DELETE FROM", self.table, "WHERE id = ? AND ver = ?"))

    def update(self, columns: tuple[str, ...]) -> str:
        """The statement that changes columns; parameters: their values, new ver, id, ver that was seen."""
        assigned = ", ".join(f"{column} = ?" for column in columns)
        return " ".join(("UPDATE", self.table, f"SET {assigned}, ver = ? WHERE id = ? AND ver = ?"))

    @cached_property
    def snapshot(self) -> str:
        """The statement that reads uid, ver and every column by uid, with foreign keys as uids."""
        chosen = [
            f"t.{column.column}"
            if column.link is None
            else " ".join(("(SELECT uid FROM", column.link.table, f"WHERE id = t.{column.column})"))
            for column in self.columns
        ]
        return " ".join(("SELECT t.uid, t.ver,", ", ".join(chosen), "FROM", self.table, "t ORDER BY t.uid"))

    @cached_property
    def _select(self) -> str:
        chosen, joins = ["t.id", "t.uid", "t.ver"], []
        for number, column in enumerate(self.columns):
            chosen.append(f"t.{column.column}")
            if column.link is not None:
                alias = f"j{number}"
                chosen += [f"{alias}.uid", column.link.code.format(alias)]
                joins.append(f"LEFT JOIN {column.link.table} {alias} ON {alias}.id = t.{column.column}")
        return " ".join(("SELECT", ", ".join(chosen), "FROM", self.table, "t", *joins, ""))

    def select(self, rest: str) -> str:
        """The statement that reads entities; ``rest`` is its WHERE and what follows, over alias ``t``."""
        return self._select + rest

    @cached_property
    def decode(self) -> Callable[[tuple[Any, ...]], E]:
        """Makes the entity of a row of :meth:`select`. Raises ``UnreadableError`` for a damaged one."""
        made = decoder(self.entity, self.columns)

        def decoded(row: tuple[Any, ...]) -> E:
            try:
                return made(row)
            except UNREADABLE as error:
                raise UnreadableError(self.table) from error

        return decoded

    @cached_property
    def encode(self) -> Callable[[E], tuple[DbValue, ...]]:
        """Makes what the columns keep of an entity."""
        return encoder(self.columns)

    @cached_property
    def publish(self) -> Callable[[E, tuple[DbValue, ...]], tuple[object, ...]]:
        """Makes what the journal says of an entity and of what its columns keep."""
        return publisher(self.columns)

    @cached_property
    def stored(self) -> Callable[[E, Ref], E]:
        """Makes the entity as it is once its row is stored under a reference."""
        return storer(self.entity, self.columns)
