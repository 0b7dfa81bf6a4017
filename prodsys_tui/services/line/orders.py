"""Production orders. Spec ``cli.md``: ``order add``, ``order state``; emergency orders and their links."""

from collections.abc import Mapping
from datetime import date

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.order import (
    Wanted,
    change_faults,
    link_faults,
    next_emergency,
    process_of,
    read_wanted,
    state_faults,
)
from prodsys_tui.domain.model import Order, OrderState
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.places import found
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import Refused, ensure, refuse
from prodsys_tui.services.use_case import Act, use_case

Specs = Mapping[str, str]
"""Specifications as they were typed, by the name that was typed for them."""


def find_order(reads: Reads, code: str) -> Order:
    """The order of a code. Raises ``Refused`` (``not-found``)."""
    return found(_order(reads, code))


@use_case("order-add", Right.ORDERS)
def add_order(
    uow: UnitOfWork,
    act: Act,
    code: str,
    product: str,
    quantity: str,
    due: date | None = None,
    specs: Specs | None = None,
) -> Order:
    """Release an order. Its code decides the process; ``specs`` are nominals and properties, as typed.

    Raises ``Refused`` with everything that is wrong: ``bad-order-code``, ``order-exists``,
    ``bad-quantity``, ``not-a-number``, ``bad-value``, ``unknown-parameter``.
    """
    contract = process_of(tidy(code), contracts_of(uow, act.contracts))
    if isinstance(contract, Refusal):
        unread = _read(act, None, product, quantity, due, specs)
        raise Refused(contract, *(unread if isinstance(unread, tuple) else ()))
    exists = [Refusal(Code.ORDER_EXISTS, {"order": tidy(code)}, "order")] if uow.order(tidy(code)) else []
    wanted = _wanted(_read(act, contract, product, quantity, due, specs), *exists)
    return release(uow, act, tidy(code), contract.id, wanted)


@use_case("order-emergency", Right.EMERGENCY_ORDER)
def add_emergency_order(
    uow: UnitOfWork, act: Act, process: int, product: str, quantity: str, specs: Specs | None = None
) -> Order:
    """Release an order that the floor needs before its real one has come; it names its process.

    Its code is the next ``EM-0001``; ``link_order`` says later which order it was. Raises ``Refused`` as
    ``add_order`` does, and ``not-found`` or ``bad-value`` for a process that has no orders.
    """
    contract = act.contracts.of(uow, process).contract
    if contract.order_pattern is None:
        raise refuse(Code.BAD_VALUE, "process", "no-orders", process=contract.name)
    wanted = _wanted(_read(act, contract, product, quantity, None, specs))
    return release(uow, act, next_emergency(uow.last_emergency_order()), contract.id, wanted)


@use_case("order-change", Right.ORDERS)
def change_order(
    uow: UnitOfWork,
    act: Act,
    code: str,
    *,
    product: str | None = None,
    quantity: str | None = None,
    due: date | None = None,
    specs: Specs | None = None,
) -> Order:
    """Change what an order says; what is not given stays.

    The product and the specifications of an order that ran stay in any case (``order-frozen``): its
    samples were judged by them. Raises ``Refused`` as ``add_order`` does, ``not-found``, and
    ``order-not-open`` for a finished order.
    """
    order = find_order(uow, code)
    contract = act.contracts.of(uow, order.process_id).contract
    named = order.product if product is None else product
    amount = show_number(order.quantity) if quantity is None else quantity
    wanted = _wanted(_read(act, contract, named, amount, due, specs))
    changes = wanted.changes_of(order)
    ensure(change_faults(order, changes, ran=has_run(uow, order)))
    return uow.change(order, **changes)


@use_case("order-link", Right.ORDERS)
def link_order(uow: UnitOfWork, _act: Act, emergency: str, code: str) -> Order:
    """Say which order an emergency order turned out to be; its batches keep their codes.

    Raises ``Refused``: ``not-found`` (both codes are looked for), ``bad-value``, ``order-other-process``,
    ``order-not-open``.
    """
    made, real = _order(uow, emergency), _order(uow, code, "to")
    ensure(each for each in (made, real) if isinstance(each, Refusal))
    ensure(link_faults(found(made), found(real)))
    return uow.change(found(made), linked=found(real).ref)


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


def release(uow: UnitOfWork, act: Act, code: str, process_id: int, wanted: Wanted) -> Order:
    """Store a new order."""
    return uow.add(
        Order(
            code=code,
            process_id=process_id,
            product=wanted.product,
            quantity=wanted.quantity,
            due=wanted.due,
            specs=wanted.specs,
            author=act.person.code,
            recorded_at=act.now,
        )
    )


def has_run(reads: Reads, order: Order) -> bool:
    """Whether anything was made of an order."""
    return reads.last_batch_number(order.ref) > 0


def contracts_of(reads: Reads, contracts: ContractBook) -> tuple[ProcessContract, ...]:
    """The contracts in force."""
    return tuple(force.contract for force in contracts.all(reads))


def _order(reads: Reads, code: str, field: str = "order") -> Order | Refusal:
    return reads.order(tidy(code)) or Refusal(Code.NOT_FOUND, {"order": tidy(code)}, field, "order")


def _read(
    act: Act,
    contract: ProcessContract | None,
    product: str,
    quantity: str,
    due: date | None,
    specs: Specs | None,
) -> Wanted | tuple[Refusal, ...]:
    return read_wanted(contract, act.catalogs.order_properties, product, quantity, due, specs or {})


def _wanted(read: Wanted | tuple[Refusal, ...], *more: Refusal) -> Wanted:
    """What was read. Raises ``Refused`` with everything against it, and with ``more``."""
    if isinstance(read, tuple):
        raise Refused(*more, *read)
    ensure(more)
    return read
