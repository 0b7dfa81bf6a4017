"""Reading a TOML text field by field, so that one reading tells all its faults.

Every fault names its file and field and goes to one list; the reader goes on with a harmless value,
and whoever asked throws the result away when the list is not empty.
"""

import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Generic, TypeVar

from prodsys_tui.domain.refusal import Code, Refusal

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_LARGEST = Decimal(10) ** 12
_SMALLEST = Decimal(10) ** -9


@dataclass(frozen=True, slots=True)
class Fault(Refusal):
    """A fault of a file: a ``file-refused`` refusal whose text is ``contract.<variant>``.

    ``params`` hold ``file`` and ``field`` (``parameters[Denier].validity.min``) beside its own.
    """

    @property
    def text_key(self) -> str:
        """The key of its text in the message catalogs."""
        return f"contract.{self.variant}"


@dataclass(frozen=True, slots=True)
class FileRead(Generic[T]):
    """What a file holds, or ``None`` and everything that is wrong with it."""

    value: T | None
    faults: tuple[Fault, ...] = ()


class Fields:
    """One table of a file; its methods take fields out by name and type, ``close`` refuses the rest."""

    def __init__(self, table: Mapping[str, object], file: str, faults: list[Fault], path: str = "") -> None:
        self._left = dict(table)
        self._file = file
        self._path = path
        self._open: list[Fields] = []
        self.faults = faults

    def fault(self, name: str, variant: str, /, **params: object) -> None:
        """Note that a field of this table is wrong."""
        field = f"{self._path}.{name}" if self._path else name
        told = {"file": self._file, "field": field, **params}
        self.faults.append(Fault(Code.FILE_REFUSED, told, field, variant))

    def has(self, name: str) -> bool:
        """Whether the field is there and was not taken yet."""
        return name in self._left

    def is_text(self, name: str) -> bool:
        """Whether the field is there as a text: for fields that take a word or a number."""
        return isinstance(self._left.get(name), str)

    def text(self, name: str, default: str | None = None) -> str:
        """A text that can be printed, without spaces around it; demanded unless there is a default."""
        value = self._take(name, str, "a_text", demanded=default is None)
        if value is None:
            return default or ""
        return self._clean(name, value)

    def integer(self, name: str, default: int | None = None, least: int = 0) -> int:
        """A whole number, at least ``least``; demanded unless there is a default."""
        value = self._take(name, int, "a_whole_number", demanded=default is None)
        if value is None:
            return default or 0
        if value < least:
            self.fault(name, "too_small", least=least)
        return value

    def number(self, name: str) -> Decimal | None:
        """A number, exactly as written, if it is there."""
        value = self._left.pop(name, None)
        if value is None:
            return None
        number = Decimal(value) if type(value) is int else value
        if isinstance(number, Decimal) and _sane(number):
            return number
        self.fault(name, "a_number")
        return None

    def positive(self, name: str) -> Decimal | None:
        """A number above 0, if it is there."""
        value = self.number(name)
        if value is not None and value <= 0:
            self.fault(name, "not_positive")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A true or false."""
        value = self._take(name, bool, "a_flag", demanded=False)
        return default if value is None else value

    def clock(self, name: str) -> time:
        """A time of day in whole minutes (``07:00:00``), demanded."""
        value = self._take(name, time, "a_time", demanded=True) or time()
        if value != value.replace(second=0, microsecond=0):
            self.fault(name, "a_time")
        return value

    def choice(self, name: str, among: type[E], default: E) -> E:
        """One of the words of an enumeration."""
        word = self.text(name, default.value)
        if word in list(among):
            return among(word)
        self.fault(name, "a_choice", among=", ".join(among))
        return default

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of different texts, empty where it is not there."""
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            self.fault(name, "texts")
            return ()
        return self._different(name, tuple(self._clean(name, str(value)) for value in values))

    def integers(self, name: str, *, different: bool = True) -> tuple[int, ...]:
        """A list of whole numbers above 0, all different unless said, empty where it is not there."""
        values = self._list(name)
        numbers = tuple(value for value in values if type(value) is int and value > 0)
        if len(numbers) < len(values):
            self.fault(name, "whole_numbers")
        return self._different(name, numbers) if different else numbers

    def among(self, name: str, values: Iterable[T], allowed: Collection[T]) -> None:
        """Fault the values of a field that another field does not have."""
        for value in values:
            if value not in allowed:
                self.fault(name, "not_among", value=value)

    def table(self, name: str) -> "Fields | None":
        """The table of that name, if it is there."""
        value = self._take(name, dict, "a_table", demanded=False)
        return None if value is None else self._inner(value, name)

    def section(self, name: str) -> "Fields":
        """The table of that name, empty where it is not there."""
        return self.table(name) or self._inner({}, name)

    def tables(self, name: str) -> tuple["Fields", ...]:
        """A list of tables, empty where it is not there; faults in them name them, else count them."""
        found = []
        for count, value in enumerate(self._list(name), 1):
            if isinstance(value, dict):
                label = value.get("name", value.get("code", count))
                found.append(self._inner(value, f"{name}[{label}]"))
            else:
                self.fault(f"{name}[{count}]", "a_table")
        return tuple(found)

    def names(self) -> tuple[str, ...]:
        """The fields that nobody took yet: for tables whose keys are data."""
        return tuple(self._left)

    def text_map(self, name: str) -> Mapping[str, str]:
        """A table of texts by code."""
        inner = self.table(name)
        return {code: inner.text(code) for code in inner.names()} if inner else {}

    def close(self) -> None:
        """Refuse every field that was not taken, here and in the tables taken from here."""
        for name in self._left:
            self.fault(name, "unknown_field")
        for inner in self._open:
            inner.close()

    def _take(self, name: str, kind: type[T], variant: str, *, demanded: bool) -> T | None:
        value = self._left.pop(name, None)
        if value is None:
            if demanded:
                self.fault(name, "missing")
            return None
        # bool is a kind of int in Python, but 1 and true are different things in a contract
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        self.fault(name, variant)
        return None

    def _list(self, name: str) -> list[object]:
        value: list[object] | None = self._take(name, list, "a_list", demanded=False)
        return value or []

    def _clean(self, name: str, value: str) -> str:
        text = unicodedata.normalize("NFC", value)
        if not text.isprintable() or text != text.strip() or not text:
            self.fault(name, "printable")
        return text

    def _different(self, name: str, values: tuple[T, ...]) -> tuple[T, ...]:
        for value in dict.fromkeys(value for value in values if values.count(value) > 1):
            self.fault(name, "twice", value=value)
        return values

    def _inner(self, table: Mapping[str, object], path: str) -> "Fields":
        inner = Fields(table, self._file, self.faults, f"{self._path}.{path}" if self._path else path)
        self._open.append(inner)
        return inner


def open_fields(text: str, file: str) -> Fields | Fault:
    """The fields of a TOML text, or the fault that it is none."""
    try:
        return Fields(tomllib.loads(text, parse_float=_decimal), file, [])
    except (ValueError, RecursionError) as error:  # no TOML, or numbers or nesting beyond all bounds
        return Fault(Code.FILE_REFUSED, {"file": file, "field": "", "cause": str(error)}, "", "no_toml")


def _decimal(written: str) -> Decimal:
    try:
        return Decimal(written)
    except InvalidOperation:  # an exponent past what a decimal can hold
        return Decimal("NaN")


def _sane(number: Decimal) -> bool:
    """Whether a number can be a quantity of a plant: finite, not absurdly large or fine."""
    return number.is_finite() and (number == 0 or _SMALLEST <= abs(number) <= _LARGEST)
