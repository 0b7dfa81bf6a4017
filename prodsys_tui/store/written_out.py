"""Functions written out for the columns of one table, as ``dataclasses`` writes ``__init__``.

Every row that is read or stored goes through them; a loop over the columns would cost twice as much. Their
source is made of the declared columns and of nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

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


def decoder(entity: type[E], columns: Sequence[ColumnShape]) -> Callable[[tuple[Any, ...]], E]:
    """Makes the entity of a row: id, uid, ver, then each column; after a foreign key its uid and its code."""
    names: dict[str, object] = {"Entity": entity, "Ref": Ref}
    arguments = ["version=row[2]"]
    code, position = "''", 3
    for number, column in enumerate(columns):
        cell = f"row[{position}]"
        if column.field == "code":
            code = f"{cell} or ''"
        if column.link is not None:
            value = f"Ref({cell}, row[{position + 1}], row[{position + 2}])"
            position += 3
        else:
            value = _called(names, f"decode_{number}", column.codec.decode, cell)
            position += 1
        arguments.append(f"{column.field}={_unless_none(cell, value)}")
    return _made(f"row: Entity(ref=Ref(row[0], row[1], {code}), {', '.join(arguments)})", names)


def encoder(columns: Sequence[ColumnShape]) -> Callable[[Any], tuple[DbValue, ...]]:
    """Makes what the columns keep of an entity."""
    names: dict[str, object] = {}
    values = []
    for number, column in enumerate(columns):
        field = f"entity.{column.field}"
        link = column.link is not None
        value = f"{field}.id" if link else _called(names, f"encode_{number}", column.codec.encode, field)
        values.append(_unless_none(field, value))
    return _made(f"entity: ({', '.join(values)},)", names)


def publisher(columns: Sequence[ColumnShape]) -> Callable[[Any, tuple[DbValue, ...]], tuple[object, ...]]:
    """Makes what the journal says of an entity and of what its columns keep, None for what is not said."""
    names: dict[str, object] = {}
    values = []
    for number, column in enumerate(columns):
        kept = f"kept[{number}]"
        if column.link is not None:
            field = f"entity.{column.field}"
            values.append(_unless_none(field, f"{field}.uid"))
        else:
            value = _called(names, f"publish_{number}", column.codec.publish, kept)
            values.append(_unless_none(kept, value))
    return _made(f"entity, kept: ({', '.join(values)},)", names)


def storer(entity: type[E], columns: Sequence[ColumnShape]) -> Callable[[E, Ref], E]:
    """Makes the entity as it is once its row is stored under a reference."""
    fields = ", ".join(f"{column.field}=entity.{column.field}" for column in columns)
    return _made(f"entity, ref: Entity(ref=ref, version=1, {fields})", {"Entity": entity})


def _called(names: dict[str, object], name: str, function: Callable[[Any], Any], argument: str) -> str:
    """The call of a codec's function; no call where it answers its argument."""
    if function is codec.same:
        return argument
    names[name] = function
    return f"{name}({argument})"


def _unless_none(tested: str, value: str) -> str:
    return value if value == tested else f"None if {tested} is None else {value}"


def _made(source: str, names: dict[str, object]) -> Callable[..., Any]:
    made: Callable[..., Any] = eval(f"lambda {source}", names)  # noqa: S307 - see the module's docstring
    return made
