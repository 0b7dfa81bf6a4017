"""The column types, neutral of the engine: the codecs of the store as SQLAlchemy types."""

from typing import Any

from sqlalchemy import REAL, BigInteger, Dialect, Integer, Numeric, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import DOUBLE_PRECISION
from sqlalchemy.types import TypeEngine

from prodsys_tui.store import codec
from prodsys_tui.store.codec import PLACES, Codec

DIGITS = 21
"""Digits of a kept quantity, decimals included (spec ``domain.md`` §1: 15 digits with 6 decimals)."""


class _Kept(TypeDecorator[Any]):
    """A type whose values go through one codec."""

    impl: type[TypeEngine[Any]] = Text
    cache_ok = True
    codec: Codec

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 - given by SQLAlchemy
        """What the column keeps."""
        return None if value is None else self.codec.encode(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 - given by SQLAlchemy
        """What the column's value means."""
        return None if value is None else self.codec.decode(value)


class Instant(_Kept):
    """An instant in UTC, as text with microseconds and ``Z``."""

    cache_ok = True
    codec = codec.INSTANT


class Day(_Kept):
    """A date, as ISO text."""

    cache_ok = True
    codec = codec.DATE


class Document(_Kept):
    """A mapping, as canonical JSON text."""

    cache_ok = True
    codec = codec.DOCUMENT


class Flag(_Kept):
    """Yes or no, as 1 or 0."""

    impl = Integer
    cache_ok = True
    codec = codec.BOOLEAN


class Measured(_Kept):
    """A measured value: REAL, and the decimal of its shortest text in the domain."""

    impl = REAL
    cache_ok = True
    codec = codec.MEASURED

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Eight bytes on either engine."""
        return dialect.type_descriptor(DOUBLE_PRECISION() if dialect.name == "postgresql" else REAL())


class Quantity(_Kept):
    """An exact decimal: millionths as a whole number on SQLite, NUMERIC on PostgreSQL."""

    impl = BigInteger
    cache_ok = True
    codec = codec.DECIMAL

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The engine's own exact type."""
        exact = Numeric(DIGITS, PLACES) if dialect.name == "postgresql" else BigInteger()
        return dialect.type_descriptor(exact)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """What the column keeps."""
        return value if dialect.name == "postgresql" else super().process_bind_param(value, dialect)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """What the column's value means."""
        return value if dialect.name == "postgresql" else super().process_result_value(value, dialect)
