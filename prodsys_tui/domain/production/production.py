"""What a production record must be.

Everything that is wrong is told at once. The gate, and being declared idle, lock quantities above 0 alone:
the counter of a loom that stood still and start-up waste can always be recorded.
Spec ``domain.md`` §2, "Production"; ``process-contracts.md``, "Production rules a process".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from prodsys_tui.domain.batch.batch import Material, material_faults
from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.order import fit_faults
from prodsys_tui.domain.model import Batch, Machine, MachineState, Order
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.production.counter import Made, read_counter
from prodsys_tui.domain.production.quantity import quantity_faults
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.facts import ScopeFacts
from prodsys_tui.domain.shift.gate import gate_refusals, idle_refusal

ABSURD_TIMES_TARGET = 10
"""A single record of more than this many times the target of a turn is a typing error."""

ABSURD_WITHOUT_TARGET = Decimal(1000)
"""The same where a process has no target: more hours than any turn of support work can have."""

ABSURD_WASTE_KG = Decimal(10_000)
"""Waste of one record above this many kg is a typing error: ten times what the extruder makes in a turn."""

Typed = Decimal | Refusal | None
"""A number that was typed, why it could not be read, or nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person wants to record, as typed. Quantities in the process's unit, waste in kg."""

    quantity: Typed = None
    counter: Typed = None
    waste_kg: Typed = None
    waste_to: str | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What the entry meets.

    ``scope`` are the facts that decide for the machine (``gate.scope_of``), ``last_counter`` is its last
    undisputed reading and ``next_counter`` the one after, typed already; ``own_batch`` is the batch that the
    record will belong to, if there is one already.
    ``materials_in_use``: the batches are those that the machine has in use, nobody named them.
    ``stop_known`` tells whether a stop says why the machine stood still, or will.
    """

    contract: ProcessContract
    scope: ScopeFacts
    order: Order | None = None
    machine: Machine | None = None
    last_counter: Decimal | None = None
    next_counter: Decimal | None = None
    materials: tuple[Material, ...] = ()
    materials_in_use: bool = False
    own_batch: Batch | None = None
    stop_known: bool = True


@dataclass(frozen=True, slots=True)
class Judged:
    """What will be kept, and every reason against it; with reasons the values mean nothing."""

    made: Made
    waste_kg: Decimal | None
    waste_to: str | None
    faults: tuple[Refusal, ...]


def judge(entry: Entry, at: Situation) -> Judged:
    """Judge a production entry: idle, gate, order, machine, numbers, counter, waste, batches, in order."""
    made, number_faults = _made(entry, at)
    waste, waste_faults = _number(entry.waste_kg, "waste", ABSURD_WASTE_KG)
    waste_to, waste_rule_faults = _waste_to(entry, at.contract)
    above_zero = made is None or made.quantity > 0
    faults = (
        *((*_idle_faults(at), *gate_refusals(at.contract, at.scope)) if above_zero else ()),
        *_order_faults(at),
        *machine_faults(at.contract, at.machine),
        *number_faults,
        *_still_faults(made, at),
        *waste_faults,
        *waste_rule_faults,
        *_batch_faults(at, demanded=above_zero, used=made is None or made.quantity > 0 or made.disputed),
    )
    return Judged(made or Made(Decimal(0)), waste, waste_to, faults)


def machine_faults(contract: ProcessContract, machine: Machine | None) -> tuple[Refusal, ...]:
    """Why a machine cannot produce here: it is not named, of another process, or not usable."""
    if machine is None:
        missing = contract.production.machine_demanded
        return (Refusal(Code.MACHINE_MISSING, {}, "machine"),) if missing else ()
    faults: list[Refusal] = []
    if machine.code not in contract.machines:
        params = {"machine": machine.code, "process": contract.name}
        faults.append(Refusal(Code.MACHINE_OTHER_PROCESS, params, "machine"))
    if machine.state is not MachineState.USABLE:
        params = {"machine": machine.code, "state": machine.state.value}
        faults.append(Refusal(Code.MACHINE_NOT_USABLE, params, "machine"))
    return tuple(faults)


def most_recordable(contract: ProcessContract) -> Decimal:
    """The largest quantity that one record may have, in the process's unit."""
    return ABSURD_WITHOUT_TARGET if contract.target is None else contract.target * ABSURD_TIMES_TARGET


def _still_faults(made: Made | None, at: Situation) -> Iterable[Refusal]:
    """A counter that did not move needs a stop that says why, unless the machine was declared idle."""
    if made is not None and made.still and at.scope.idle is None and not at.stop_known:
        machine = at.machine.code if at.machine is not None else at.contract.name
        yield Refusal(Code.STOP_MISSING, {"machine": machine}, "stop", "still")


def _idle_faults(at: Situation) -> Iterable[Refusal]:
    if at.scope.idle is not None:
        machine = at.machine.code if at.machine is not None else None
        yield idle_refusal(at.contract, machine, at.scope.idle)


def _order_faults(at: Situation) -> tuple[Refusal, ...]:
    if at.order is None:
        missing = at.contract.production.order_demanded
        return (Refusal(Code.ORDER_MISSING, {}, "order"),) if missing else ()
    return fit_faults(at.contract, at.order, None if at.machine is None else at.machine.code)


def _made(entry: Entry, at: Situation) -> tuple[Made | None, tuple[Refusal, ...]]:
    """The quantity that an entry means, ``None`` when it cannot be told, and what is wrong with it."""
    contract = at.contract
    quantity, faults = _number(entry.quantity, "quantity", most_recordable(contract))
    if contract.production.counter:
        return _counted(entry, at, quantity, faults)
    if entry.counter is not None:
        faults = (*faults, Refusal(Code.BAD_VALUE, {"process": contract.name}, "counter", "no-counter"))
    if entry.quantity is None:
        faults = (*faults, Refusal(Code.BAD_QUANTITY, {}, "quantity", "missing"))
    if quantity is not None and contract.production.whole and quantity % 1:
        params = {"value": quantity, "unit": contract.unit}
        faults = (*faults, Refusal(Code.BAD_QUANTITY, params, "quantity", "whole"))
    return (None if quantity is None else Made(quantity)), faults


def _counted(
    entry: Entry, at: Situation, quantity: Decimal | None, faults: tuple[Refusal, ...]
) -> tuple[Made | None, tuple[Refusal, ...]]:
    """The same where a counter is read. Waste before the first metre needs no reading."""
    machine = at.machine.code if at.machine is not None else at.contract.name
    if entry.counter is None:
        if quantity == 0 and isinstance(entry.waste_kg, Decimal) and entry.waste_kg > 0:
            return Made(quantity), faults
        return None, (*faults, Refusal(Code.COUNTER_MISSING, {"machine": machine}, "counter"))
    reading, reading_faults = _number(entry.counter, "counter")
    if reading is None or faults:
        return None, (*faults, *reading_faults)
    target = at.contract.target
    most = None if target is None else target * at.contract.production.counter_most
    read = read_counter(machine, reading, at.last_counter, quantity, most, at.next_counter)
    return (None, (read,)) if isinstance(read, Refusal) else (read, ())


def _number(
    typed: Typed, field: str, most: Decimal | None = None
) -> tuple[Decimal | None, tuple[Refusal, ...]]:
    """A typed number if it is a quantity, and why it is none."""
    if typed is None:
        return None, ()
    faults = (typed,) if isinstance(typed, Refusal) else quantity_faults(typed, field, most)
    return (None if faults or isinstance(typed, Refusal) else typed), faults


def _waste_to(entry: Entry, contract: ProcessContract) -> tuple[str | None, tuple[Refusal, ...]]:
    """Where the waste goes, in the contract's words, and what is missing of the declaration."""
    rules = contract.production
    faults: list[Refusal] = []
    if rules.waste_demanded and entry.waste_kg is None:
        faults.append(Refusal(Code.WASTE_DEMANDED, {}, "waste"))
    names = {code: rules.waste_names.get(code, code) for code in rules.waste_destinations}
    chosen = _destination(entry.waste_to, names)
    if chosen is None and (rules.waste_demanded or entry.waste_to):
        variant = "destination" if names else "no-destination"
        params = {"destinations": tuple(names.values()), "process": contract.name}
        faults.append(Refusal(Code.WASTE_DEMANDED, params, "waste_to", variant))
    return chosen, tuple(faults)


def _destination(typed: str | None, names: dict[str, str]) -> str | None:
    """The name of the destination that was typed, by its code or by its name."""
    code = pick(typed or "", names)
    return names[code] if code is not None else pick(typed or "", names.values())


def _batch_faults(at: Situation, *, demanded: bool, used: bool) -> tuple[Refusal, ...]:
    if demanded and at.contract.production.batches_demanded and not at.materials:
        return (Refusal(Code.BATCH_DEMANDED, {}, "consumes"),)
    if at.materials_in_use and not used:
        return ()
    return material_faults(at.contract, at.materials, at.own_batch)
