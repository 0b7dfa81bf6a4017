"""Entrega de turno: what the incoming crew is told, who may receive it, what it raises.

Spec ``domain.md`` §2, "Handover". Everything is computed; what was received is kept as it was then.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.machine_time import MachineTime, machine_times
from prodsys_tui.domain.model import (
    Handover,
    Hold,
    Incident,
    IncidentOrigin,
    Note,
    Ref,
    Shift,
    ShiftState,
    Stop,
    WorkRecord,
)
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.facts import Deviation, Idle, ScopeFacts, ShiftFacts, scopes_of
from prodsys_tui.domain.shift.shift import OUT_OF_HOURS_AFTER, label

_NOTHING = ScopeFacts()


@dataclass(frozen=True, slots=True)
class OrderMade:
    """What a shift made of an order in a process: unit of the process, waste in kg.

    ``total`` is what all shifts made of it until now, of emergency orders linked to it too, ``wanted`` the
    order's own quantity.
    """

    process_id: int
    order: str
    quantity: Decimal
    waste_kg: Decimal
    total: Decimal
    wanted: Decimal


@dataclass(frozen=True, slots=True)
class ProcessMade:
    """What a shift made in a process, against the target of a turn (None: it has none)."""

    process: ProcessContract
    quantity: Decimal
    waste_kg: Decimal
    target: Decimal | None
    orders: tuple[OrderMade, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The last counter reading of a machine that is believed, and the one in the shift that is disputed."""

    process_id: int
    machine: str
    reading: Decimal | None = None
    at: datetime | None = None
    disputed: WorkRecord | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """A deviation with the words that settled it, if any did."""

    deviation: Deviation
    words: str | None


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a shift.

    ``words`` settle deviations, by the id of the sample; ``missing`` is what speaks against a close;
    ``readings`` are the last believed counter readings with their instants, by machine; ``held`` the
    batches on hold in the whole plant.
    """

    facts: ShiftFacts
    contracts: tuple[ProcessContract, ...]
    made: tuple[OrderMade, ...] = ()
    words: Mapping[int, str] | None = None
    missing: tuple[Refusal, ...] = ()
    stops: tuple[Stop, ...] = ()
    readings: Mapping[str, tuple[Decimal, datetime]] | None = None
    disputed: tuple[WorkRecord, ...] = ()
    held: tuple[Hold, ...] = ()
    notes: tuple[Note, ...] = ()
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A shift as it is handed over; ``times`` are those of the machines that stood still for some of it."""

    shift: Shift
    made: tuple[ProcessMade, ...]
    deviations: tuple[Settled, ...]
    stops: tuple[Stop, ...]
    due: tuple[Refusal, ...]
    counters: tuple[Reading, ...]
    held: tuple[Hold, ...]
    notes: tuple[Note, ...]
    idle: tuple[Idle, ...]
    incidents: tuple[Incident, ...]
    times: tuple[MachineTime, ...]

    @property
    def disputed(self) -> tuple[Reading, ...]:
        """The counters that somebody has to look at."""
        return tuple(each for each in self.counters if each.disputed is not None)


_TITLES = {
    IncidentOrigin.COUNTER: "Contador en disputa",
    IncidentOrigin.HOLD: "Lote en retención",
}


@dataclass(frozen=True, slots=True)
class Raised:
    """An incident that a handover opens."""

    origin: IncidentOrigin
    about: str
    process_id: int | None = None
    machine: Ref | None = None
    batch: Ref | None = None

    @property
    def title(self) -> str:
        """What is stored; people read it in their own language (``text.incidents``)."""
        return f"{_TITLES[self.origin]}: {self.about}"


def sheet_of(given: Given) -> Sheet:
    """What is handed over: production by order against target, and all that the next crew inherits."""
    words = given.words or {}
    shift, idle = given.facts.shift, {(each.process_id, each.machine) for each in given.facts.idle}
    times = machine_times(given.contracts, given.stops, idle, shift, shift.ends)
    return Sheet(
        shift,
        tuple(_made(given)),
        tuple(Settled(each, words.get(each.sample.id)) for each in given.facts.deviations),
        tuple(stop for stop in given.stops if stop.starts is not None and stop.ends is None),
        tuple(fault for fault in given.missing if fault.code is Code.SAMPLE_MISSING),
        tuple(_counters(given)),
        given.held,
        given.notes,
        given.facts.idle,
        given.incidents,
        tuple(each for each in times if each.stopped),
    )


def can_hand_over(shift: Shift, now: datetime) -> bool:
    """Whether a shift's crew is leaving: its turn ends within half an hour, or it takes nothing new."""
    return shift.state is not ShiftState.OPEN or now >= shift.ends - OUT_OF_HOURS_AFTER


def handover_shift(shifts: Iterable[Shift], now: datetime) -> Shift | None:
    """The shift whose crew hands over now: the latest that can, else the one that runs."""
    known = sorted(
        (each for each in shifts if each.state is not ShiftState.VOID), key=lambda each: each.starts
    )
    leaving = [each for each in known if can_hand_over(each, now)]
    return next(reversed(leaving or known), None)


def handover_faults(shift: Shift, before: Handover | None, person: str, now: datetime) -> tuple[Refusal, ...]:
    """Why a person does not receive a shift.

    It was voided, was received already (told by whom and when), its turn still runs, or the person is the
    one who opened or closed it: a crew does not receive from itself.
    """
    if shift.state is ShiftState.VOID:
        return (Refusal(Code.SHIFT_CLOSED, {"shift": label(shift)}, "shift", "void"),)
    if before is not None:
        params = {"shift": label(shift), "person": before.author, "at": before.recorded_at}
        return (Refusal(Code.ALREADY_EXISTS, params, "shift", "handover"),)
    faults: list[Refusal] = []
    if not can_hand_over(shift, now):
        faults.append(Refusal(Code.SHIFT_RUNNING, {"shift": label(shift), "ends": shift.ends}, "shift"))
    if person in (shift.opened_by, shift.closed_by):
        faults.append(Refusal(Code.SAME_PERSON, {"shift": label(shift), "person": person}, None, "handover"))
    return tuple(faults)


def raised_by(sheet: Sheet) -> Iterator[Raised]:
    """The incidents that a sheet opens: a disputed counter, and a hold; none that is open already."""
    known = {each.title for each in sheet.incidents}
    for raised in (*map(_disputed, sheet.disputed), *map(_held, sheet.held)):
        if raised.title not in known:
            yield raised


def _disputed(reading: Reading) -> Raised:
    record = reading.disputed
    said = "" if record is None or record.counter is None else show_number(record.counter)
    machine = None if record is None else record.machine
    about = f"{reading.machine} {said}".strip()
    return Raised(IncidentOrigin.COUNTER, about, reading.process_id, machine)


def _held(hold: Hold) -> Raised:
    return Raised(IncidentOrigin.HOLD, hold.held, batch=hold.batch)


def _made(given: Given) -> Iterator[ProcessMade]:
    """The processes that ran or should have: all but support work and those that were idle."""
    scopes = scopes_of(given.facts)
    for contract in given.contracts:
        facts = scopes.get((contract.id, None), _NOTHING)
        orders = tuple(each for each in given.made if each.process_id == contract.id)
        rows = [row for row in given.facts.produced if row.process_id == contract.id]
        if not rows and (contract.support or facts.idle is not None):
            continue
        waste = sum((row.waste_kg for row in rows), Decimal(0))
        yield ProcessMade(contract, facts.quantity, waste, _target(contract, scopes), orders)


def _target(contract: ProcessContract, scopes: Mapping[tuple[int, str | None], ScopeFacts]) -> Decimal | None:
    """The target of a turn: that of the machines that are not idle where each has its own."""
    if contract.target is None or not contract.target_per_machine:
        return contract.target
    running = (scopes.get((contract.id, machine), _NOTHING).idle is None for machine in contract.machines)
    return contract.target * sum(running)


def _counters(given: Given) -> Iterator[Reading]:
    """The machines that are read by a counter and have a reading, or one in dispute."""
    readings = given.readings or {}
    disputed = {_code(record.machine): record for record in given.disputed}
    for contract in given.contracts:
        if contract.production.counter:
            for machine in contract.machines:
                reading, at = readings.get(machine, (None, None))
                if reading is not None or machine in disputed:
                    yield Reading(contract.id, machine, reading, at, disputed.get(machine))


def _code(ref: Ref | None) -> str | None:
    return None if ref is None else ref.code
