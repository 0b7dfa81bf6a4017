"""Production orders: which process a code belongs to, what an order specifies, and its states.

Spec ``process-contracts.md`` ("The order code's pattern decides its process"), ``cli.md`` (``order add``,
``order state``); what it specifies is read by ``order_specs``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from prodsys_tui.domain.contract.catalogs import OrderProperty
from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.order_specs import YES, Specs, read_specs
from prodsys_tui.domain.model import Order, OrderState
from prodsys_tui.domain.numbers import read_number
from prodsys_tui.domain.production.quantity import quantity_faults
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import reason_faults, text_faults, tidy

MAX_PRODUCT = 200
"""Characters of a product's name."""

EMERGENCY = re.compile(r"EM-[0-9]{4,}")
"""The code of an order that the floor made for itself until the real one comes."""

TECHNICAL = frozenset({"product", "specs"})
"""What of an order may not change any more once it ran: the product was judged by it."""

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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an order is to be: ``specs`` as they are kept."""

    product: str
    quantity: Decimal
    due: date | None
    specs: Mapping[str, str]

    def changes_of(self, order: Order) -> Mapping[str, object]:
        """The fields in which an order differs from this, with what they would become.

        Specifications that are not given stay as they are, and so does a date.
        """
        wanted = {
            "product": self.product,
            "quantity": self.quantity,
            "due": order.due if self.due is None else self.due,
            "specs": {**order.specs, **self.specs},
        }
        return {name: value for name, value in wanted.items() if value != getattr(order, name)}


def read_wanted(
    contract: ProcessContract | None,
    properties: Iterable[OrderProperty],
    product: str,
    quantity: str,
    due: date | Refusal | None,
    specs: Mapping[str, str],
) -> Wanted | tuple[Refusal, ...]:
    """What was typed of an order of a process, or everything that is wrong with it.

    Where the process is not known its specifications cannot be judged.
    """
    named, amount = tidy(product), read_number(quantity, field="quantity")
    read = Specs({}) if contract is None else read_specs(contract, properties, specs)
    faults = (
        *_product_faults(named),
        *((amount,) if isinstance(amount, Refusal) else ordered_quantity_faults(amount)),
        *((due,) if isinstance(due, Refusal) else ()),
        *read.faults,
    )
    if faults or isinstance(amount, Refusal) or isinstance(due, Refusal):
        return faults
    return Wanted(named, amount, due, read.values)


def next_emergency(last: str | None) -> str:
    """The code after the highest emergency code that there is: ``EM-0001``, ``EM-0002`` and so on."""
    number = 1 if last is None else int(last.removeprefix("EM-")) + 1
    return f"EM-{number:04}"


def change_faults(order: Order, changes: Mapping[str, object], *, ran: bool) -> tuple[Refusal, ...]:
    """Why an order cannot be changed so: it is finished, or it ran and the change is a technical one."""
    if changes and order.state not in OPEN_STATES:
        params = {"order": order.code, "state": order.state.value}
        return (Refusal(Code.ORDER_NOT_OPEN, params, "order", "change"),)
    frozen = sorted(TECHNICAL.intersection(changes))
    if frozen and (ran or order.state is OrderState.RUNNING):
        return (Refusal(Code.ORDER_FROZEN, {"order": order.code}, "order"),)
    return ()


def link_faults(emergency: Order, order: Order) -> tuple[Refusal, ...]:
    """Why an emergency order cannot be said to be another order."""
    faults: list[Refusal] = []
    if not EMERGENCY.fullmatch(emergency.code):
        faults.append(Refusal(Code.BAD_VALUE, {"value": emergency.code}, "order", "not-emergency"))
    if EMERGENCY.fullmatch(order.code):
        faults.append(Refusal(Code.BAD_VALUE, {"value": order.code}, "to", "still-emergency"))
    if order.process_id != emergency.process_id:
        params = {"order": order.code, "process": str(emergency.process_id)}
        faults.append(Refusal(Code.ORDER_OTHER_PROCESS, params, "to", "link"))
    if order.state is OrderState.CANCELLED:
        params = {"order": order.code, "state": order.state.value}
        faults.append(Refusal(Code.ORDER_NOT_OPEN, params, "to", "change"))
    return tuple(faults)


def process_of(code: str, contracts: Iterable[ProcessContract]) -> ProcessContract | Refusal:
    """The one process whose pattern an order code fits; ``bad-order-code`` when it fits none or several."""
    fitting = [contract for contract in contracts if contract.takes_order(code)]
    return fitting[0] if len(fitting) == 1 else Refusal(Code.BAD_ORDER_CODE, {"order": code}, "order")


def ordered_quantity_faults(quantity: Decimal) -> tuple[Refusal, ...]:
    """Why a quantity cannot be ordered: it must be above 0, with at most six decimals."""
    if quantity == 0:
        return (Refusal(Code.BAD_QUANTITY, {}, "quantity", "zero"),)
    return quantity_faults(quantity, "quantity")


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


def _product_faults(product: str) -> tuple[Refusal, ...]:
    if not product:
        return (Refusal(Code.BAD_VALUE, {}, "product", "empty"),)
    return text_faults(product, "product", MAX_PRODUCT)
