"""How values are kept: in the database's own kinds, and in the journal's canonical JSON.

A value of the domain is *encoded* for a column and *decoded* from it; the journal *publishes* what the
column holds, and a replay *restores* it. Kinds: architecture.md, "Store".
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from prodsys_tui.domain.evidence.canonical import canonical
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import refuse

DbValue = int | float | str | bytes | None

PLACES = 6
"""Decimals of a kept quantity: it is stored as a whole number of millionths."""
_SCALE = Decimal(10**PLACES)
_LARGEST = 2**63 - 1


class Millionths(int):
    """A kept quantity: a number for SQLite, and told from other numbers where the engine has decimals."""


def instant_text(value: datetime) -> str:
    """``YYYY-MM-DDTHH:MM:SS.ffffffZ`` of an aware instant. Raises ``ValueError`` for a naive one."""
    if value.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return value.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


class UnreadableError(ValueError):
    """What a column holds is nothing that the program writes there: the file is damaged."""


UNREADABLE = (ValueError, TypeError, KeyError, ArithmeticError)
"""What reading such a value raises."""


def read_instant(text: str) -> datetime:
    """The instant of a text written by :func:`instant_text`. Raises ``UnreadableError`` for any other."""
    try:
        return datetime.fromisoformat(text)
    except UNREADABLE as error:
        raise UnreadableError(repr(text)) from error


def scaled(value: Decimal) -> Millionths:
    """A quantity as millionths. Raises ``Refused`` (``bad-quantity``) for more than six decimals."""
    whole = value * _SCALE
    if not whole.is_finite() or whole != whole.to_integral_value() or abs(whole) > _LARGEST:
        raise refuse(Code.BAD_QUANTITY, variant="decimals", value=str(value), maximum=PLACES)
    return Millionths(whole)


def unscaled(millionths: int) -> Decimal:
    """The quantity of a number of millionths, without trailing zeros."""
    return Decimal(millionths) / _SCALE


def measured(value: Decimal) -> float:
    """A measured value as REAL. Raises ``Refused`` (``bad-value``) when REAL cannot hold it exactly."""
    real = float(value)
    if Decimal(repr(real)) != value:
        raise refuse(Code.BAD_VALUE, value=str(value))
    return real


def same(value: Any) -> Any:
    """The value itself."""
    return value


@dataclass(frozen=True, slots=True)
class Codec:
    """One kind of value. ``None`` never reaches these functions: NULL stays NULL."""

    encode: Callable[[Any], DbValue] = same
    decode: Callable[[Any], Any] = same
    publish: Callable[[Any], object] = same
    restore: Callable[[Any], DbValue] = same


PLAIN = Codec()
BOOLEAN = Codec(encode=int, decode=bool, publish=bool, restore=int)
DECIMAL = Codec(
    encode=scaled,
    decode=unscaled,
    publish=lambda kept: format(unscaled(kept), "f"),
    restore=lambda written: scaled(Decimal(written)),
)
MEASURED = Codec(encode=measured, decode=lambda real: Decimal(repr(real)))
INSTANT = Codec(encode=instant_text, decode=read_instant)
DATE = Codec(encode=date.isoformat, decode=date.fromisoformat)
DOCUMENT = Codec(encode=canonical, decode=json.loads, publish=json.loads, restore=canonical)


def enumeration(kind: type[Enum]) -> Codec:
    """The codec of an enumeration that is kept by its value."""
    members = {member.value: member for member in kind}
    return Codec(encode=lambda member: member.value, decode=members.__getitem__)
