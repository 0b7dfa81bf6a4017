"""What an order specifies: nominals of parameters by their name, and order properties.

Spec ``process-catalogs.md`` ("Order properties besides nominals"), ``cli.md`` (``order add --spec``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from prodsys_tui.domain.contract.catalogs import OrderProperty, PropertyKind
from prodsys_tui.domain.contract.contract import Kind, Limits, ProcessContract
from prodsys_tui.domain.names import fold
from prodsys_tui.domain.numbers import read_number, show_number
from prodsys_tui.domain.refusal import Code, Refusal

YES = "sí"
NO = "no"

_YES_WORDS = frozenset({"si", "s", "yes", "y", "true", "verdadero", "1"})
_NO_WORDS = frozenset({"no", "n", "false", "falso", "0"})


@dataclass(frozen=True, slots=True)
class Specs:
    """What an order specifies, ready to be kept, and everything that was wrong with it."""

    values: Mapping[str, str]
    faults: tuple[Refusal, ...] = ()


def read_specs(
    contract: ProcessContract, properties: Iterable[OrderProperty], typed: Mapping[str, str]
) -> Specs:
    """What people typed as an order's specifications, by the name under which rules look for it.

    A name is that of a parameter whose nominal comes from the order (or the parameter's key on orders),
    or an order property. Nominals are kept as plain decimals, what an order has or has not as ``sí`` or
    ``no``.
    """
    known = _known(contract, properties)
    values: dict[str, str] = {}
    faults: list[Refusal] = []
    for name, text in typed.items():
        spec = known.get(fold(name))
        if spec is None:
            faults.append(Refusal(Code.UNKNOWN_PARAMETER, {"parameter": name}, "spec"))
        elif spec.name in values:
            faults.append(Refusal(Code.BAD_VALUE, {"value": name}, "spec", "spec-twice"))
        else:
            read = _yes_or_no(spec, text) if spec.flag else _measure(spec, text)
            if isinstance(read, Refusal):
                faults.append(read)
            else:
                values[spec.name] = read
    return Specs(values, tuple(faults))


def specifies(contract: ProcessContract, properties: Iterable[OrderProperty], name: str) -> bool:
    """Whether an order of a process may say something under that name."""
    return fold(name) in _known(contract, properties)


@dataclass(frozen=True, slots=True)
class _Spec:
    """Something that an order may specify, under the name that is kept."""

    name: str
    flag: bool
    eighths: bool
    possible: Limits


def _known(contract: ProcessContract, properties: Iterable[OrderProperty]) -> Mapping[str, _Spec]:
    """Everything an order of a process may specify, by every name that may be typed for it."""
    above_zero = Limits(Decimal(0), above=True)
    known = {
        fold(each.name): _Spec(each.name, each.kind is PropertyKind.FLAG, eighths=True, possible=above_zero)
        for each in properties
    }
    for parameter in contract.parameters:
        if parameter.order_nominal:
            name = parameter.order_key or parameter.name
            flag = parameter.kind is Kind.PASS_FAIL
            spec = _Spec(name, flag, parameter.eighths, parameter.validity or above_zero)
            known[fold(name)] = known[fold(parameter.name)] = spec
    return known


def _measure(spec: _Spec, text: str) -> str | Refusal:
    number = read_number(text, eighths=spec.eighths, field="spec")
    if isinstance(number, Refusal):
        return number
    if not spec.possible.holds(number):
        return Refusal(Code.BAD_VALUE, {"value": text.strip(), "parameter": spec.name}, "spec", "spec")
    return show_number(number)


def _yes_or_no(spec: _Spec, text: str) -> str | Refusal:
    word = fold(text)
    if word in _YES_WORDS:
        return YES
    if word in _NO_WORDS:
        return NO
    return Refusal(Code.BAD_VALUE, {"value": text.strip(), "parameter": spec.name}, "spec", "yes-or-no")
