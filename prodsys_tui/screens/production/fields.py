"""The record that is being typed: its lines by the process's rules, and the command that it makes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.sheet import MACHINE, ORDER
from prodsys_tui.services.production.production import AddProduction
from prodsys_tui.services.production.production_parts import TypedParts
from prodsys_tui.services.production.production_sheet import ProductionSheet
from prodsys_tui.services.shift.workplace import Where

ROLLS, BAGS, MIX = "roll", "bags", "mix"
"""The keys of what a record consists of: as their faults name them."""

COUNTER, QUANTITY, WASTE, WASTE_TO, CONSUMES, REASON = (
    "counter",
    "quantity",
    "waste",
    "waste_to",
    "consumes",
    "reason",
)
"""The keys of the record's own lines: the names of the fields of ``AddProduction``."""

NUMBERS = frozenset({COUNTER, QUANTITY, WASTE, ROLLS, BAGS, MIX})


@dataclass(slots=True)
class Record:
    """A record to be: its uid, the batches named so far, and what the services said of it."""

    uid: str = field(default_factory=lambda: str(uuid4()))
    consumes: tuple[str, ...] = ()
    faults: tuple[Refusal, ...] = ()

    def toggle(self, batch: str) -> bool:
        """Name a batch, or take it back; tells whether it is named now."""
        named = batch not in self.consumes
        self.consumes = (*self.consumes, batch) if named else tuple(b for b in self.consumes if b != batch)
        return named

    def shown_faults(self, key: str, typed: Mapping[str, str]) -> tuple[Refusal, ...]:
        """What is wrong with one line, once there is something on it."""
        return self.faults_of(key) if key in typed or (key == CONSUMES and self.consumes) else ()

    def faults_of(self, key: str) -> tuple[Refusal, ...]:
        """What is wrong with one line."""
        return tuple(fault for fault in self.faults if line_of(fault) == key)


def line_of(fault: Refusal) -> str | None:
    """The line that a refusal speaks about."""
    return {"machine": MACHINE, "order": ORDER}.get(fault.field or "", fault.field)


def keys_of(contract: ProcessContract) -> Iterator[str]:
    """The lines that a process needs, in order."""
    rules = contract.production
    if rules.machine_demanded:
        yield MACHINE
    if rules.order_demanded:
        yield ORDER
    if rules.counter:
        yield COUNTER
    yield QUANTITY
    if rules.rolls:
        yield ROLLS
    if rules.bag_nominal_kg is not None:
        yield BAGS
    if not contract.support:
        yield WASTE
    if rules.waste_destinations:
        yield WASTE_TO
    if contract.upstream or contract.waste_from:
        yield CONSUMES
    if contract.raw_materials:
        yield MIX
    yield REASON


def locked(sheet: ProductionSheet) -> bool:
    """Whether the gate locks quantities above 0."""
    return bool(sheet.place.state.blocks)


def command(record: Record, typed: Mapping[str, str], where: Where, sheet: ProductionSheet) -> AddProduction:
    """What the services are asked to save.

    Behind a locked gate the quantity cannot be typed: then waste alone, or the first reading of a
    counter, means that nothing was made.
    """
    quantity = typed.get(QUANTITY)
    without_reading = COUNTER not in typed or sheet.previous is None
    if locked(sheet) and quantity is None and without_reading and (COUNTER in typed or WASTE in typed):
        quantity = "0"
    return AddProduction(
        where.process,
        where.order,
        where.machine,
        quantity,
        typed.get(WASTE),
        typed.get(WASTE_TO),
        typed.get(COUNTER),
        record.consumes,
        typed.get(REASON),
        where.shift,
        record.uid,
        parts=typed_parts(typed),
    )


def typed_parts(typed: Mapping[str, str]) -> TypedParts:
    """Rolls, bags and mix as they are typed on one line: rolls by blanks, the parts of a mix by ``;``."""
    return TypedParts(
        tuple(typed.get(ROLLS, "").replace(";", " ").split()),
        typed.get(BAGS),
        tuple(part for part in typed.get(MIX, "").split(";") if part.strip()),
    )
