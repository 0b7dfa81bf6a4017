"""Production orders: which process a code belongs to, what an order specifies, and its states.

Spec ``process-contracts.md`` ("The order code's pattern decides its process"), ``process-catalogs.md``
("Order properties besides nominals"), ``cli.md`` (``order add``, ``order state``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from prodsys_tui.domain.catalogs import OrderProperty, PropertyKind
from prodsys_tui.domain.contract import Kind, Limits, ProcessContract
from prodsys_tui.domain.model import Order, OrderState
from prodsys_tui.domain.names import fold
from prodsys_tui.domain.numbers import read_number, show_number
from prodsys_tui.domain.quantity import quantity_faults
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import reason_faults, tidy

YES = "sí"
NO = "no"

OPEN_STATES = frozenset({OrderState.RELEASED, OrderState.RUNNING})
"""The states in which an order takes production."""

TRANSITIONS: Mapping[OrderState, frozenset[OrderState]] = {
    OrderState.RELEASED: frozenset({OrderState.RUNNING, OrderState.DONE, OrderState.CANCELLED}),
    OrderState.RUNNING: frozenset({OrderState.RELEASED, OrderState.DONE, OrderState.CANCELLED}),
    OrderState.DONE: frozenset({OrderState.RELEASED, OrderState.RUNNING, OrderState.CANCELLED}),
    OrderState.CANCELLED: frozenset({OrderState.RELEASED, OrderState.RUNNING}),
}
"""The states that a person may give an order, always with a reason. The way is ``Liberada`` → ``En
Proceso`` → ``Completada``, steps may be left out; only what was cancelled cannot be completed."""

_YES_WORDS = frozenset({"si", "s", "yes", "y", "true", "verdadero", "1"})
_NO_WORDS = frozenset({"no", "n", "false", "falso", "0"})


@dataclass(frozen=True, slots=True)
class Specs:
    """What an order specifies, ready to be kept, and everything that was wrong with it."""

    values: Mapping[str, str]
    faults: tuple[Refusal, ...] = ()


def process_of(code: str, contracts: Iterable[ProcessContract]) -> ProcessContract | Refusal:
    """The one process whose pattern an order code fits; ``bad-order-code`` when it fits none or several."""
    fitting = [contract for contract in contracts if contract.takes_order(code)]
    return fitting[0] if len(fitting) == 1 else Refusal(Code.BAD_ORDER_CODE, {"order": code}, "order")


def ordered_quantity_faults(quantity: Decimal) -> tuple[Refusal, ...]:
    """Why a quantity cannot be ordered: it must be above 0, with at most six decimals."""
    if quantity == 0:
        return (Refusal(Code.BAD_QUANTITY, {}, "quantity", "zero"),)
    return quantity_faults(quantity, "quantity")


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


def state_faults(before: OrderState, after: OrderState, reason: str) -> tuple[Refusal, ...]:
    """Why an order's state cannot be set by a person: the step, or a missing reason."""
    faults: list[Refusal] = []
    if after not in TRANSITIONS[before]:
        states = {"before": before.value, "after": after.value}
        faults.append(Refusal(Code.TRANSITION_NOT_ALLOWED, states, "state"))
    return (*faults, *reason_faults(tidy(reason)))


def fit_faults(contract: ProcessContract, order: Order, machine: str | None) -> tuple[Refusal, ...]:
    """Why an order cannot run at a process or machine: whose it is, its state, its properties."""
    faults: list[Refusal] = []
    if order.process_id != contract.id:
        params = {"order": order.code, "process": contract.name}
        faults.append(Refusal(Code.ORDER_OTHER_PROCESS, params, "order"))
    if order.state not in OPEN_STATES:
        params = {"order": order.code, "state": order.state.value}
        faults.append(Refusal(Code.ORDER_NOT_OPEN, params, "order"))
    rules = contract.production
    refusing = dict.fromkeys(rules.refusing_machines.get(machine or "", ()), machine)
    refusing |= dict.fromkeys(rules.refused_properties, contract.name)
    for name, where in refusing.items():
        if order.specs.get(name) == YES:
            params = {"order": order.code, "property": name, "machine": str(where)}
            faults.append(Refusal(Code.ORDER_UNFIT, params, "order"))
    return tuple(faults)


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
