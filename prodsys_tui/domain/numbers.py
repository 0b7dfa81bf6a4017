"""Numbers as people type and read them: spec ``ux.md``, "Entry", and ``cli.md``, "Conventions".

``.`` is the decimal sign (es_MX); ``,`` is one too where it cannot separate thousands. What can be read
in two ways is asked again, and nothing that is no number ever becomes 0.
"""

import re
from decimal import Decimal

from prodsys_tui.domain.refusal import Code, Refusal

MAX_DIGITS = 15
"""Significant digits that a stored measurement keeps (spec ``domain.md`` §1)."""

_MAX_LENGTH = 40
_OUTER_BLANKS = " \t\r\n\u00a0"
_EIGHTHS = 8
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]*)(?:[.,](?P<decimals>[0-9]+))?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{3})+[.,][0-9]+")
_FRACTION = re.compile(
    r"(?P<sign>[+-]?)(?:(?P<whole>[0-9]+)(?: +| ?- ?))?(?P<part>[1-7])/(?P<of>[248])",
)


def read_number(text: str, *, eighths: bool = False, field: str | None = None) -> Decimal | Refusal:
    """The number that a person typed, its sign allowed; with ``eighths`` also ``12 1/8`` and ``12-1/8``.

    Refused: ``ambiguous-number`` (``1,234``, ``1.234,5``) and ``not-a-number`` (words, NaN, infinity,
    exponents, digits that are not ASCII, nothing at all, more than 15 significant digits).
    """
    typed = text.strip(_OUTER_BLANKS)
    if not typed:
        return Refusal(Code.NOT_A_NUMBER, {}, field, "empty")
    if len(typed) > _MAX_LENGTH:
        return _too_many_digits(field)
    if _THOUSANDS.fullmatch(typed) or _GROUPED.fullmatch(typed):
        return Refusal(Code.AMBIGUOUS_NUMBER, {"text": typed}, field)
    value = _decimal(typed)
    if value is None and eighths:
        value = _fraction(typed)
    if value is None:
        return Refusal(Code.NOT_A_NUMBER, {"text": typed}, field, "eighths" if eighths else "")
    return value if _digits(value) <= MAX_DIGITS else _too_many_digits(field)


def show_number(value: Decimal) -> str:
    """A number as it can be typed again: no exponent, no separator of thousands, no trailing zeros."""
    shown = format(value, "f")
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def show_eighths(value: Decimal) -> str:
    """A measure in inches with its eighths (``12 1/8``); as a decimal where it is no whole eighth."""
    numerator, denominator = value.as_integer_ratio()
    if _EIGHTHS % denominator:
        return show_number(value)
    sign = "-" if numerator < 0 else ""
    whole, rest = divmod(abs(numerator), denominator)
    part = f"{rest}/{denominator}" if rest else ""
    return sign + (f"{whole} {part}".strip() if whole or not part else part)


def _decimal(typed: str) -> Decimal | None:
    found = _NUMBER.fullmatch(typed)
    if found is None or not (found["whole"] or found["decimals"]):
        return None
    decimals = f".{found['decimals']}" if found["decimals"] else ""
    return _signed(found["sign"], Decimal(f"{found['whole'] or 0}{decimals}"))


def _fraction(typed: str) -> Decimal | None:
    found = _FRACTION.fullmatch(typed)
    if found is None or int(found["part"]) >= int(found["of"]):
        return None
    whole = Decimal(found["whole"] or 0)
    return _signed(found["sign"], whole + Decimal(found["part"]) / Decimal(found["of"]))


def _signed(sign: str, value: Decimal) -> Decimal:
    return value.copy_negate() if sign == "-" and value else value


def _digits(value: Decimal) -> int:
    """The significant digits, zeros up to the decimal sign included."""
    whole, _, decimals = format(abs(value), "f").partition(".")
    return len((whole + decimals.rstrip("0")).lstrip("0"))


def _too_many_digits(field: str | None) -> Refusal:
    return Refusal(Code.NOT_A_NUMBER, {"maximum": MAX_DIGITS}, field, "digits")
