"""How an entity and its table are mapped to each other: the prepared statements, and rows into entities."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from prodsys_tui.domain.model import Entity, Ref
from prodsys_tui.store import codec
from prodsys_tui.store.codec import Codec, DbValue

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key: the table it points to and that table's code for people (SQL over ``{0}``)."""

    table: str
    code: str = "''"


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """A field of an entity and the column that keeps it; ``link`` when it is a foreign key."""

    field: str
    column: str
    codec: Codec
    link: Link | None = None


Writer = tuple[str, str, bool, Callable[[Any], DbValue] | None, Callable[[Any], object] | None]


@dataclass(frozen=True)
class Shape(Generic[E]):
    """An entity, its table, and the name that the audit trail gives it."""

    entity: type[E]
    table: str
    audit: str
    columns: tuple[ColumnShape, ...]

    @cached_property
    def writers(self) -> tuple[Writer, ...]:
        """How each field is written: its name, its column, and what makes the kept and the told value.

        What makes them is None where the value is kept or told as it is, so that it costs no call.
        """
        return tuple(
            (
                column.field,
                column.column,
                column.link is not None,
                None if column.codec.encode is codec.same else column.codec.encode,
                None if column.codec.publish is codec.same else column.codec.publish,
            )
            for column in self.columns
        )

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
        """The statement that stores a row and answers its id; parameters: uid, ver, then the columns."""
        names = ", ".join(["uid", "ver", *(column.column for column in self.columns)])
        marks = ", ".join("?" * (len(self.columns) + 2))
        return " ".join(("INSERT INTO", self.table, f"({names}) VALUES ({marks}) RETURNING id"))

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
        """Makes the entity of a row of :meth:`select`."""
        plain: list[tuple[str, int]] = []
        decoded: list[tuple[str, int, Callable[[Any], Any]]] = []
        links: list[tuple[str, int]] = []
        position = 3
        for column in self.columns:
            if column.link is not None:
                links.append((column.field, position))
                position += 3
                continue
            if column.codec.decode is codec.same:
                plain.append((column.field, position))
            else:
                decoded.append((column.field, position, column.codec.decode))
            position += 1
        entity: Callable[..., E] = self.entity
        coded = "code" in dict(plain)

        def made(row: tuple[Any, ...]) -> E:
            fields: dict[str, Any] = {field: row[at] for field, at in plain}
            for field, at, decode in decoded:
                value = row[at]
                fields[field] = None if value is None else decode(value)
            for field, at in links:
                fields[field] = None if row[at] is None else Ref(row[at], row[at + 1], row[at + 2])
            code = fields["code"] or "" if coded else ""
            return entity(ref=Ref(row[0], row[1], code), version=row[2], **fields)

        return made
