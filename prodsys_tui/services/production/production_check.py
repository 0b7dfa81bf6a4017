"""What a production record would be: found, judged once, for saving and for previewing alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from prodsys_tui.domain.batch.batch import Material
from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.run import unrecorded_faults
from prodsys_tui.domain.model import Batch, Machine, Order, Shift
from prodsys_tui.domain.numbers import read_number
from prodsys_tui.domain.production.counter_chain import read_when
from prodsys_tui.domain.production.parts import Parts, sum_faults
from prodsys_tui.domain.production.production import Entry, Judged, Situation, Typed, judge
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.gate import scope_of
from prodsys_tui.domain.shift.shift import after_faults
from prodsys_tui.domain.words import text_faults, tidy, uid_faults
from prodsys_tui.services.batch.materials import Consumer, Taken, UsedRoll, materials_in_use, taken
from prodsys_tui.services.contract.contracts import ContractBook, InForce
from prodsys_tui.services.line.crew_rule import rule_at_work
from prodsys_tui.services.lineage.links import circle_faults
from prodsys_tui.services.places import Faults, Key, only_machine, ref_of
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.production.counter_chain import next_reading
from prodsys_tui.services.production.production_parts import NO_PARTS, TypedParts, judge_parts, roll_faults
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.shifts import shift_for_entry


@dataclass(frozen=True, slots=True)
class AddProduction:
    """A production record as typed: codes and numbers are texts, waste is in kg.

    Without an order the machine's running one is meant, without a machine the only one of the process,
    without batches those that the machine has in use. ``consumes`` are batches, and rolls that batches are
    behind; a batch that is held needs ``reason``, and a signature. ``parts`` are rolls, bags and a mix.
    ``measured_at`` is when the counter was read or the output weighed (default: now). ``stop`` is the
    reason why a machine stood still whose counter has not moved: the stop is recorded with it, since the
    reading before. ``uid`` is the form's own: saving it twice saves once.
    """

    process: int
    order: str | None = None
    machine: str | None = None
    quantity: str | None = None
    waste: str | None = None
    waste_to: str | None = None
    counter: str | None = None
    consumes: tuple[str, ...] = ()
    reason: str | None = None
    shift: Key = None
    uid: str | None = None
    measured_at: datetime | None = None
    stop: str | None = None
    parts: TypedParts = NO_PARTS


@dataclass(frozen=True, slots=True)
class Named:
    """What the codes of a command name, and what was consumed: batches, and rolls among them."""

    machine: Machine | None
    order: Order | None
    materials: tuple[Material, ...] = ()
    rolls: tuple[UsedRoll, ...] = ()


@dataclass(frozen=True, slots=True)
class Examined:
    """A command with what it names, what it was judged to be, and every reason against it."""

    shift: Shift
    late: bool
    force: InForce
    named: Named
    judged: Judged
    own_batch: Batch | None
    still_since: datetime
    parts: Parts
    measured_at: datetime
    faults: tuple[Refusal, ...]


def examine(
    reads: Reads, contracts: ContractBook, command: AddProduction, now: datetime | None = None
) -> Examined:
    """Ask every rule about a production record. Without ``now`` a time in the future is not noticed.

    Raises ``Refused`` where nothing can be judged: a shift that takes no entry, and whatever does not
    exist (all of it together).
    """
    shift, late = shift_for_entry(reads, command.shift, now=now)
    force = contracts.of(reads, command.process)
    contract = force.contract
    missing = Faults()
    machine = missing.keep(_machine(reads, tidy(command.machine) or only_machine(contract)))
    order = missing.keep(_order(reads, contract, tidy(command.order), machine))
    parts = judge_parts(reads, contract, command.parts, machine)
    last = None if machine is None else reads.last_counter(machine.ref)
    known = None if last is None else last.at
    at = command.measured_at or read_when(shift, now or shift.ends, known, late=late)
    in_use = () if any(map(tidy, command.consumes)) else materials_in_use(reads, contract, machine)
    by = Consumer(contract, shift, ref_of(machine), at)
    consumed = _consumed(reads, contracts, by, command, parts, in_use)
    if missing.all:
        raise _unknown(command, (*missing.all, *consumed.faults))
    facts = reads.facts(shift, contract.id)
    own_batch = None if order is None else reads.batch_of(shift.ref, order.ref)
    counter = None if machine is None else reads.last_counter(machine.ref, at)
    following = None if machine is None else next_reading(reads, machine.ref, at)
    since = shift.starts if counter is None else max(shift.starts, counter.at)
    until = min(at, shift.ends)
    situation = Situation(
        contract=contract,
        scope=scope_of(contract, facts, machine.code if machine else None),
        order=order,
        machine=machine,
        last_counter=None if counter is None else counter.reading,
        next_counter=None if following is None else following.counter,
        materials=consumed.materials,
        materials_in_use=bool(in_use),
        own_batch=own_batch,
        stop_known=bool(tidy(command.stop)) or until <= since or stops_known(reads, shift, contract, machine),
    )
    judged = judge(_entry(command, parts), situation)
    named = Named(machine, order)
    if not in_use or judged.made.quantity > 0 or judged.made.disputed:
        named = Named(machine, order, consumed.materials, consumed.rolls)
    faults = (
        *consumed.faults,
        *(each for each in judged.faults if not (consumed.faults and each.code is Code.BATCH_DEMANDED)),
        *sum_faults(parts, _entry(command).quantity),
        *parts.faults,
        *roll_faults(reads, contract, parts, shift, order),
        *(rule_at_work(reads, contract, facts, machine) if judged.made.quantity > 0 else ()),
        *circle_faults(reads, shift, named.materials, own_batch),
        *_stop_faults(command, judged, machine),
        *_run_faults(reads, named, judged, at),
        *_time_faults(command, now),
        *after_faults(shift, command.measured_at),
        *text_faults(tidy(command.reason), "reason"),
        *uid_faults(command.uid),
    )
    return Examined(shift, late, force, named, judged, own_batch, since, parts, at, faults)


def stops_known(reads: Reads, shift: Shift, contract: ProcessContract, machine: Machine | None) -> bool:
    """Whether a stop of the machine, or of its process as a whole, is noted in the shift."""
    code = None if machine is None else machine.code
    return any(
        stop.machine.code == code if stop.machine is not None else stop.process_id == contract.id
        for stop in reads.stops(shift.ref)
    )


def _stop_faults(command: AddProduction, judged: Judged, machine: Machine | None) -> Iterable[Refusal]:
    """A reason to stand still belongs to a reading that says that nothing was made."""
    made = judged.made
    stood = made.reading is not None and made.quantity == 0 and not made.disputed
    if tidy(command.stop) and not stood and not judged.faults:
        params = {"machine": "" if machine is None else machine.code}
        yield Refusal(Code.BAD_VALUE, params, "stop", "ran")


def _run_faults(reads: Reads, named: Named, judged: Judged, at: datetime) -> Iterable[Refusal]:
    """What a reading since the machine's last change of order would count to the wrong order."""
    machine, order = named.machine, named.order
    if machine is None or order is None or judged.made.quantity <= 0:
        return ()
    match tuple(reads.runs(machine=machine.ref, limit=2)):
        case (run, before) if at >= run.starts:
            return unrecorded_faults(machine.code, order, before, run, judged.made)
    return ()


def _time_faults(command: AddProduction, now: datetime | None) -> Iterable[Refusal]:
    if now is not None and command.measured_at is not None and command.measured_at > now:
        yield Refusal(Code.BAD_INTERVAL, {}, "at", "future")


def _entry(command: AddProduction, parts: Parts | None = None) -> Entry:
    """The numbers as typed; rolls tell the quantity where neither it nor a counter does."""
    told = None if parts is None or command.counter else parts.sum_of_rolls

    def number(text: str | None, field: str) -> Typed:
        return None if text is None else read_number(text, field=field)

    return Entry(
        quantity=told if command.quantity is None else number(command.quantity, "quantity"),
        counter=number(command.counter, "counter"),
        waste_kg=number(command.waste, "waste"),
        waste_to=command.waste_to,
    )


def _consumed(
    reads: Reads,
    contracts: ContractBook,
    by: Consumer,
    command: AddProduction,
    parts: Parts,
    in_use: Iterable[Material],
) -> Taken:
    """What was consumed: what is named, the rolls used up, and those that the rolls made were made of."""
    rolls = [roll.code for roll in parts.rolls]
    used, made = (rolls, ()) if by.contract.production.rolls_again else ((), rolls)
    return taken(reads, contracts, by, command.consumes, used, made, in_use)


def _unknown(command: AddProduction, missing: Sequence[Refusal]) -> Refused:
    """The refusal of what does not exist, and of the numbers that cannot be read."""
    typed = _entry(command)
    numbers = (typed.quantity, typed.counter, typed.waste_kg)
    return Refused(*missing, *(number for number in numbers if isinstance(number, Refusal)))


def _machine(reads: Reads, code: str | None) -> Machine | Refusal | None:
    if not code:
        return None
    return reads.machine(code) or Refusal(Code.NOT_FOUND, {"machine": code}, "machine", "machine")


def _order(
    reads: Reads, contract: ProcessContract, code: str, machine: Machine | None
) -> Order | Refusal | None:
    """The order that was given, else the one that the machine runs, if it is of this process."""
    if code:
        return reads.order(code) or Refusal(Code.NOT_FOUND, {"order": code}, "order", "order")
    running = machine.running_order if machine is not None else None
    order = reads.order(running.code) if running is not None else None
    return order if order is not None and order.process_id == contract.id else None
