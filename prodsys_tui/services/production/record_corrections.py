"""What a signed correction of a work record would change, in every shift that it reaches.

The same plan is previewed and signed. Spec ``domain.md`` §2, "Signed corrections".
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Ref, Shift, ShiftState, WorkRecord
from prodsys_tui.domain.numbers import read_number, show_number
from prodsys_tui.domain.production.correction import Corrected
from prodsys_tui.domain.production.counter import read_counter
from prodsys_tui.domain.production.counter_chain import Link, Recounted, recount
from prodsys_tui.domain.production.production import ABSURD_WASTE_KG, most_recordable
from prodsys_tui.domain.production.quantity import quantity_faults
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.gate import gate_refusals, scope_of
from prodsys_tui.domain.shift.shift import label
from prodsys_tui.services.batch.consumption import SIGNED, Relinked, demand_faults, find_record, relink
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.places import Faults, Key, found, shift_at
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.production.counter_chain import after_place, before_place, next_reading


@dataclass(frozen=True, slots=True)
class CorrectRecord:
    """What holds of a record instead, as typed; what is left out stays.

    ``reset`` says that the counter began anew with this reading before the record's own. ``links`` and
    ``unlinks`` are codes of batches and rolls. ``shift`` is the shift that the record must belong to.
    """

    record: str
    quantity: str | None = None
    waste: str | None = None
    counter: str | None = None
    reset: str | None = None
    links: tuple[str, ...] = ()
    unlinks: tuple[str, ...] = ()
    shift: Key = None


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a correction: values as people read them, and what it adds to the totals."""

    record: WorkRecord
    shift: Shift
    field: Corrected
    before: str | None
    after: str | None
    quantity: Decimal = Decimal(0)
    waste_kg: Decimal = Decimal(0)
    counter: Decimal | None = None

    @property
    def makes(self) -> Decimal:
        """The quantity of the record once it is signed."""
        return self.record.quantity + self.quantity


@dataclass(frozen=True, slots=True)
class Anew:
    """A counter that began anew with a reading, at an instant after a record (None: before all)."""

    reading: Decimal
    at: datetime
    after: Ref | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that one signature would change, and everything that stands against it."""

    record: WorkRecord
    shift: Shift
    changes: tuple[Change, ...]
    links: Relinked
    anew: Anew | None
    faults: tuple[Refusal, ...]


def plan_record(reads: Reads, contracts: ContractBook, command: CorrectRecord) -> Plan:
    """Plan a correction. Raises ``Refused`` (``not-found``) for a record that the shift does not hold."""
    record = find_record(reads, command.record)
    shift = found(shift_at(reads, record.shift.id))
    if command.shift is not None and found(shift_at(reads, command.shift)).ref != shift.ref:
        params = {"record": record.ref.uid}
        found(Refusal(Code.NOT_FOUND, params, "record", "record"))
    contract = contracts.of(reads, record.process_id).contract
    faults = Faults()
    if shift.state is ShiftState.VOID:
        faults.add((Refusal(Code.SHIFT_CLOSED, {"shift": label(shift)}, "shift", "void"),))
    planner = _Planner(reads, contract, shift, record, faults)
    links = relink(reads, contracts, contract, shift, record, command.links, command.unlinks)
    faults.add(fault for fault in links.faults if fault.code not in SIGNED)
    changes = [*planner.counted(command), *planner.wasted(command), *planner.linked(links)]
    if not changes and not faults.all:
        faults.add((Refusal(Code.NOTHING_TO_CORRECT, {}, "quantity"),))
    made = sum((each.quantity for each in changes if each.record is record), record.quantity)
    faults.add(demand_faults(contract, replace(record, quantity=made), links))
    if made > 0 and not record.quantity:
        faults.add(opening_faults(reads, contract, shift, record))
    return Plan(record, shift, tuple(changes), links, planner.anew, tuple(faults.all))


def opening_faults(
    reads: Reads, contract: ProcessContract, shift: Shift, record: WorkRecord
) -> tuple[Refusal, ...]:
    """Why a record that made nothing may not have made anything: the gate of its shift never passed."""
    machine = None if record.machine is None else record.machine.code
    return gate_refusals(contract, scope_of(contract, reads.facts(shift, contract.id), machine))


class _Planner:
    """Plans the entries of one record, and of the readings that are counted from it."""

    def __init__(
        self, reads: Reads, contract: ProcessContract, shift: Shift, record: WorkRecord, faults: Faults
    ) -> None:
        self._reads, self._contract, self._shift = reads, contract, shift
        self._record, self._faults = record, faults
        self.anew: Anew | None = None

    def counted(self, command: CorrectRecord) -> Iterator[Change]:
        """Quantity or counter; a counter also recounts the readings after it."""
        record = self._record
        quantity = self._number(command.quantity, "quantity", most_recordable(self._contract))
        counter = self._number(command.counter, "counter")
        reset = self._number(command.reset, "reset")
        if self._faults.all:
            return
        if quantity is not None and self._contract.production.whole and quantity % 1:
            params = {"value": quantity, "unit": self._contract.unit}
            self._faults.add((Refusal(Code.BAD_QUANTITY, params, "quantity", "whole"),))
        if counter is not None or reset is not None:
            yield from self._recounted(counter, reset, quantity)
        elif quantity is not None and (quantity != record.quantity or record.disputed):
            yield self._change(
                Corrected.QUANTITY, record.quantity, quantity, quantity=quantity - record.quantity
            )
            if record.disputed and record.machine is not None and record.counter is not None:
                yield from self._accepted(record.machine, record.counter)

    def wasted(self, command: CorrectRecord) -> Iterator[Change]:
        """Waste in kg."""
        waste = self._number(command.waste, "waste", ABSURD_WASTE_KG)
        before = self._record.waste_kg
        if waste is not None and waste != before:
            yield self._change(Corrected.WASTE, before, waste, waste_kg=waste - (before or Decimal(0)))

    def linked(self, links: Relinked) -> Iterator[Change]:
        """Batches and rolls that were consumed after all, or were not."""
        for code in links.named:
            yield Change(self._record, self._shift, Corrected.CONSUMED, None, code)
        for code in links.unnamed:
            yield Change(self._record, self._shift, Corrected.CONSUMED, code, None)

    def _recounted(
        self, counter: Decimal | None, reset: Decimal | None, quantity: Decimal | None
    ) -> Iterator[Change]:
        record, contract = self._record, self._contract
        if record.counter is None or record.machine is None:
            params = {"process": contract.name}
            self._faults.add((Refusal(Code.BAD_VALUE, params, "counter", "no-counter"),))
            return
        place = Link(record).place
        before = before_place(self._reads, record.machine, place)
        base = before.reading if before is not None else None
        if reset is not None:
            self.anew, base = Anew(reset, place[0], self._typed_before()), reset
        reading = record.counter if counter is None else counter
        given = record.quantity if base is None and quantity is None else quantity
        following = next_reading(self._reads, record.machine, *place[:2])
        after = None if following is None else following.counter
        made = self._faults.keep(read_counter(record.machine.code, reading, base, given, self._most, after))
        if made is None:
            return
        if made.disputed:
            apart = {"value": reading, "previous": base}
            self._faults.add((Refusal(Code.COUNTER_MISMATCH, apart, "counter", "impossible"),))
            return
        if (reading, made.quantity) != (record.counter, record.quantity) or record.disputed:
            added = made.quantity - record.quantity
            yield self._change(Corrected.COUNTER, record.counter, reading, quantity=added, counter=reading)
            yield from self._following(record.machine, reading)

    def _accepted(self, machine: Ref, reading: Decimal) -> Iterator[Change]:
        """A disputed reading that is accepted as it is: the next ones are counted from it.

        One below the reading before it cannot be: what lies between would be counted twice.
        """
        before = before_place(self._reads, machine, Link(self._record).place)
        if before is not None and reading < before.reading:
            params = {"value": reading, "previous": before.reading}
            self._faults.add((Refusal(Code.COUNTER_MISMATCH, params, "counter", "impossible"),))
            return
        yield from self._following(machine, reading)

    def _following(self, machine: Ref, base: Decimal) -> Iterator[Change]:
        """The readings that are counted from another one now, in whatever shift."""
        links = after_place(self._reads, machine, Link(self._record).place)
        for each in recount(base, filter(self._decidable, links), self._most):
            if each.quantity == each.record.quantity and not each.record.disputed:
                continue
            if each.quantity < 0:
                params = {"value": each.record.counter, "previous": each.previous}
                self._faults.add((Refusal(Code.COUNTER_MISMATCH, params, "counter", "impossible"),))
            yield _after(each, found(shift_at(self._reads, each.record.shift.id)))

    def _decidable(self, link: Link) -> bool:
        """Whether a disputed reading may be decided by the way: its gate passed, its batches are named."""
        if link.holds or not isinstance(link.what, WorkRecord):
            return True
        record, shift = link.what, found(shift_at(self._reads, link.what.shift.id))
        named = not self._contract.production.batches_demanded or self._reads.consumptions(record.ref)
        return bool(named) and not opening_faults(self._reads, self._contract, shift, record)

    def _typed_before(self) -> Ref | None:
        """The machine's last record typed before this one, so that the reset lies before it."""
        records = self._reads.records(machine=self._record.machine, limit=_LOOKED)
        return next((each.ref for each in records if each.ref.id < self._record.ref.id), None)

    @property
    def _most(self) -> Decimal | None:
        target = self._contract.target
        return None if target is None else target * self._contract.production.counter_most

    def _number(self, text: str | None, field: str, most: Decimal | None = None) -> Decimal | None:
        if text is None:
            return None
        number = self._faults.keep(read_number(text, field=field))
        self._faults.add(quantity_faults(number, field, most) if number is not None else ())
        return number

    def _change(
        self,
        field: Corrected,
        before: Decimal | None,
        after: Decimal,
        quantity: Decimal = Decimal(0),
        waste_kg: Decimal = Decimal(0),
        counter: Decimal | None = None,
    ) -> Change:
        told = None if before is None else show_number(before)
        return Change(self._record, self._shift, field, told, show_number(after), quantity, waste_kg, counter)


_LOOKED = 500
"""How many records of a machine are looked through for the one typed before."""


def _after(each: Recounted, shift: Shift) -> Change:
    """The entry of a reading that is counted from another one: what it adds, or takes away again."""
    record = each.record
    before, after = show_number(record.quantity), show_number(each.quantity)
    return Change(record, shift, Corrected.QUANTITY, before, after, each.quantity - record.quantity)
