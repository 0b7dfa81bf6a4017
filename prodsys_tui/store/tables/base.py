"""What the tables share: their metadata, the columns of every synced row, and how a column is declared."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Text, text
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

METADATA = MetaData()


class Table(SQLModel):
    """A table of the store. Its classes declare; they never validate and never carry domain values."""

    metadata = METADATA


class Synced(Table):
    """A table whose rows travel: a local id, the uid that travels, and the row's version."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(sa_type=Text, unique=True)
    version: int = Field(sa_column_kwargs={"name": "ver", "key": "version"})


def kept(
    name: str, key: str, kind: type[TypeEngine[Any]], *, null: bool = False, unique: bool | None = None
) -> Any:
    """A field kept in the column ``name``, which Core statements know as ``key``."""
    return Field(sa_column=Column(name, kind, key=key, nullable=null, unique=unique))


def link(name: str, key: str, table: str, *, null: bool = False) -> Any:
    """A field that refers to a row of another table by its local id."""
    return Field(sa_column=Column(name, Integer, ForeignKey(f"{table}.id"), key=key, nullable=null))


def index(name: str, *expressions: str, unique: bool = False, where: str | None = None) -> Index:
    """An index over stored columns or expressions of them, of the rows of ``where`` alone if it is given."""
    condition = None if where is None else text(where)
    parts = [text(expression) for expression in expressions]
    return Index(name, *parts, unique=unique, sqlite_where=condition, postgresql_where=condition)
