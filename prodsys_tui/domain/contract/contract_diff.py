"""What one contract says and another does not, field by field, named as the files name them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from re import Pattern

from prodsys_tui.domain.contract.contract import (
    Gate,
    Inks,
    Limits,
    Parameter,
    ProcessContract,
    ProductionRules,
    Setting,
    Tolerance,
)
from prodsys_tui.domain.contract.formula import Formula
from prodsys_tui.domain.numbers import show_number

_Table = ProcessContract | Gate | ProductionRules | Parameter
_CALLED = {"order_pattern": "order_code", "roll_pattern": "roll_code", "waste_names": "waste_destinations"}
_TOLD_ELSEWHERE = frozenset({"parameters", "waste_destinations"})
"""Fields of the domain that another field tells, or that are compared one by one."""
_SECTIONS = frozenset({"gate", "production"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs; ``parameter`` is None for what belongs to the whole process.

    ``before`` and ``after`` are plain: texts, numbers, truth values, lists of texts; None is nothing.
    """

    parameter: str | None
    field: str
    before: object
    after: object


def contract_changes(old: ProcessContract, new: ProcessContract) -> tuple[FieldChange, ...]:
    """Everything that a contract changes: the process first, then its parameters in their new order."""
    return (*_fields(None, "", old, new), *_parameters(old, new))


def _fields(parameter: str | None, path: str, old: _Table, new: _Table) -> Iterator[FieldChange]:
    """The differing fields of two dataclasses of one type."""
    for each in fields(new):
        before, after = getattr(old, each.name), getattr(new, each.name)
        if each.name in _SECTIONS:
            yield from _fields(parameter, f"{each.name}.", before, after)
            continue
        plain = _plain(before), _plain(after)
        if each.name not in _TOLD_ELSEWHERE and plain[0] != plain[1]:
            yield FieldChange(parameter, path + _CALLED.get(each.name, each.name), *plain)


def _parameters(old: ProcessContract, new: ProcessContract) -> Iterator[FieldChange]:
    for parameter in new.parameters:
        known = old.parameter(parameter.name)
        if known is None:
            yield FieldChange(parameter.name, "parameters", None, _told(parameter))
        else:
            yield from _fields(parameter.name, "", known, parameter)
    for parameter in old.parameters:
        if new.parameter(parameter.name) is None:
            yield FieldChange(parameter.name, "parameters", _told(parameter), None)


def _told(parameter: Parameter) -> str:
    """A parameter in short: its kind and what it is held against."""
    held = parameter.specification or parameter.validity
    return " ".join(filter(None, (parameter.kind.value, held.text if held else "", parameter.unit)))


def _plain(value: object) -> object:
    """A value of a contract as it can be told and compared."""
    match value:
        case Limits() | Formula():
            return value.text or None
        case Enum():
            return value.value
        case Mapping():
            return [f"{name} = {_joined(part)}" for name, part in value.items()] or None
        case tuple():
            return [_plain(each) for each in value] or None
    return _in_words(value) or (None if value == "" else value)


def _in_words(value: object) -> str | None:
    """What a file writes as a table, in a line; None for what is plain already."""
    match value:
        case Pattern():
            return str(value.pattern)
        case Tolerance():
            amount, percent = value.amount, value.percent
            return f"± {show_number(amount)}" if percent is None else f"± {show_number(percent)} %"
        case Inks():
            return f"{value.front} + {value.back}: {', '.join(value.noted)}"
        case Setting():
            marks = ("text" if value.text else "", "" if value.copied else "copied = false")
            return " ".join(filter(None, (f"{value.group}/{value.name}", value.unit, *marks)))
    return None


def _joined(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
