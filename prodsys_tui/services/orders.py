"""Production orders. Spec ``cli.md``, ``order add`` and ``order state``."""

from collections.abc import Mapping
from datetime import date

from prodsys_tui.domain.contract import ProcessContract
from prodsys_tui.domain.model import Order, OrderState
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.numbers import read_number
from prodsys_tui.domain.order import Specs, ordered_quantity_faults, process_of, read_specs, state_faults
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import text_faults, tidy
from prodsys_tui.services.places import found
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.use_case import Act, use_case

MAX_PRODUCT = 200
"""Characters of a product's name."""


def find_order(reads: Reads, code: str) -> Order:
    """The order of a code. Raises ``Refused`` (``not-found``)."""
    order = reads.order(tidy(code))
    if order is None:
        raise refuse(Code.NOT_FOUND, "order", "order", order=tidy(code))
    return order


@use_case("order-add", Right.ORDERS)
def add_order(
    uow: UnitOfWork,
    act: Act,
    code: str,
    product: str,
    quantity: str,
    due: date | None = None,
    specs: Mapping[str, str] | None = None,
) -> Order:
    """Release an order. Its code decides the process; ``specs`` are nominals and properties, as typed.

    Raises ``Refused`` with everything that is wrong: ``bad-order-code``, ``order-exists``,
    ``bad-quantity``, ``not-a-number``, ``bad-value``, ``unknown-parameter``.
    """
    wanted, named = tidy(code), tidy(product)
    contract = process_of(wanted, [force.contract for force in act.contracts.all(uow)])
    amount = read_number(quantity, field="quantity")
    properties = act.catalogs.order_properties
    read = Specs({}) if isinstance(contract, Refusal) else read_specs(contract, properties, specs or {})
    ensure(
        (
            *_code_faults(uow, wanted, contract),
            *_product_faults(named),
            *((amount,) if isinstance(amount, Refusal) else ordered_quantity_faults(amount)),
            *read.faults,
        )
    )
    return uow.add(
        Order(
            code=wanted,
            process_id=found(contract).id,
            product=named,
            quantity=found(amount),
            due=due,
            specs=read.values,
            author=act.person.code,
            recorded_at=act.now,
        )
    )


@use_case("order-state", Right.ORDERS)
def set_order_state(uow: UnitOfWork, _act: Act, code: str, state: str, reason: str) -> Order:
    """Give an order another state, with a reason.

    Raises ``Refused``: ``not-found``, ``bad-value``, ``transition-not-allowed``, ``reason-required``.
    """
    after = pick(state, OrderState)
    if after is None:
        raise refuse(Code.BAD_VALUE, "state", value=state)
    order = find_order(uow, code)
    ensure(state_faults(order.state, OrderState(after), reason))
    uow.because(tidy(reason))
    return uow.change(order, state=OrderState(after), state_reason=tidy(reason))


def _code_faults(reads: Reads, code: str, contract: ProcessContract | Refusal) -> tuple[Refusal, ...]:
    if isinstance(contract, Refusal):
        return (contract,)
    return (Refusal(Code.ORDER_EXISTS, {"order": code}, "order"),) if reads.order(code) else ()


def _product_faults(product: str) -> tuple[Refusal, ...]:
    if not product:
        return (Refusal(Code.BAD_VALUE, {}, "product", "empty"),)
    return text_faults(product, "product", MAX_PRODUCT)
