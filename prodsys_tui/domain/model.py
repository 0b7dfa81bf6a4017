"""The things of the plant as values: what rules read and the store keeps.

Every entity has a ``ref`` (local id, uid that travels, human code) and the ``version`` that its
reader saw. Instants are aware UTC datetimes, dates are dates at the site, quantities are decimals in
the unit of their process, waste is in kg. Stored names: spec ``domain.md`` §1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from prodsys_tui.domain.rights import Role


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a row: ``id`` is local to one store, ``uid`` travels, ``code`` is for people."""

    id: int
    uid: str
    code: str = field(default="", compare=False)


NEW = Ref(0, "")
"""The reference of an entity that the store does not hold yet."""


class ShiftState(StrEnum):
    """Where a shift stands (``bitacora_turno.estado``)."""

    OPEN = "ABIERTA"
    CLOSING = "EN_CIERRE"
    REVIEW = "REVISION"
    CLOSED = "CERRADA"
    VOID = "ANULADA"


class Result(StrEnum):
    """How a sample was judged (``muestras.resultado``)."""

    COMPLIES = "Cumple"
    FAILS = "No cumple"
    REJECTED = "Rechazo"
    WAITING = "En espera"


class OrderState(StrEnum):
    """Where an order stands."""

    RELEASED = "Liberada"
    RUNNING = "En Proceso"
    DONE = "Completada"
    CANCELLED = "Cancelada"


class BatchState(StrEnum):
    """Where a batch stands (``lotes.estado``)."""

    ACTIVE = "activo"
    HELD = "pausado"
    CLOSED = "cerrado"


class MachineState(StrEnum):
    """Whether a machine can be used."""

    USABLE = "Operativa"
    MAINTENANCE = "Mantenimiento"
    RETIRED = "Baja"


class PersonState(StrEnum):
    """Whether a person can work with an account."""

    ACTIVE = "activo"
    LOCKED = "bloqueado"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What every stored thing has."""

    ref: Ref = NEW
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Entity):
    """A place that works alone: ``zone`` is an IANA time zone, ``calendar`` names its turns."""

    code: str
    name: str
    kind: str
    zone: str
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Entity):
    """A person with an account."""

    code: str
    name: str
    role: Role
    state: PersonState = PersonState.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine(Entity):
    """A machine; which processes it serves is the contracts' matter."""

    code: str
    name: str
    state: MachineState = MachineState.USABLE
    state_reason: str | None = None
    running_order: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractVersion(Entity):
    """A contract as it was in force: its whole text and SHA-256."""

    process_id: int
    number: str
    text: str
    sha256: str
    in_force_at: datetime
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Entity):
    """A production order. ``specs`` are nominals by parameter name, and order properties."""

    code: str
    process_id: int
    product: str
    quantity: Decimal
    due: date | None = None
    state: OrderState = OrderState.RELEASED
    state_reason: str | None = None
    specs: Mapping[str, str] = field(default_factory=dict)
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Entity):
    """One operating date and turn at a site. ``starts`` and ``ends`` are the turn's own instants."""

    site: Ref
    turn: str
    operating_date: date
    state: ShiftState
    out_of_hours: bool
    starts: datetime
    ends: datetime
    opened_by: str
    opened_at: datetime
    closed_by: str | None = None
    closed_at: datetime | None = None
    returned: bool = False
    void_reason: str | None = None

    @property
    def scheduled_minutes(self) -> int:
        """The turn's own length, which stops of one machine may not pass."""
        return int((self.ends - self.starts).total_seconds() // 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftProcess(Entity):
    """A process (or one of its machines) declared idle in a shift; undone by ``idle_reason`` None."""

    shift: Ref
    process_id: int
    machine: Ref | None = None
    idle_reason: str | None = None
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Entity):
    """A person who works at a process (or one of its machines) in a shift."""

    shift: Ref
    process_id: int
    machine: Ref | None = None
    person: Ref
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Entity):
    """An observation of a process in a shift."""

    shift: Ref
    process_id: int
    machine: Ref | None = None
    text: str
    late: bool = False
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission(Entity):
    """Why a parameter's samples are missing; one covers all that the parameter still misses."""

    shift: Ref
    process_id: int
    machine: Ref | None = None
    parameter: str
    reason: str
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(Entity):
    """One measured parameter. Never changed or deleted; a correction is a new sample naming it."""

    code: str | None = None
    analysis_date: date
    batch: Ref | None = None
    shift: Ref
    process_id: int
    machine: Ref | None = None
    order: Ref | None = None
    parameter: str
    value: Decimal
    words: str | None = None
    nominal: Decimal | None = None
    result: Result
    round: int
    calculated: bool = False
    comment: str | None = None
    corrects: Ref | None = None
    contract: Ref
    measured_at: datetime
    late: bool = False
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition(Entity):
    """How a deviation was settled: by a cause and an action after a complying sample, or by explanation."""

    sample: Ref
    cause: str | None = None
    action: str | None = None
    explanation: str | None = None
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch(Entity):
    """What one order made in one shift."""

    code: str
    order: Ref
    shift: Ref
    number: int
    produced_on: date
    state: BatchState = BatchState.ACTIVE
    state_comment: str | None = None
    state_reason: str | None = None
    author: str
    recorded_at: datetime
    changed_at: datetime | None = None
    changed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchChange(Entity):
    """One change of a batch's state."""

    batch: Ref
    before: BatchState
    after: BatchState
    comment: str | None = None
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRecord(Entity):
    """What a machine made of an order. ``proof`` keeps why the gate was open (JSON-ready mapping)."""

    shift: Ref
    process_id: int
    machine: Ref | None = None
    order: Ref | None = None
    batch: Ref | None = None
    quantity: Decimal
    waste_kg: Decimal | None = None
    waste_to: str | None = None
    counter: Decimal | None = None
    previous_counter: Decimal | None = None
    disputed: bool = False
    proof: Mapping[str, object] = field(default_factory=dict)
    late: bool = False
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterReset(Entity):
    """A declared reset of a machine's counter: the next difference is taken from ``reading``."""

    machine: Ref
    reading: Decimal
    reason: str
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Consumption(Entity):
    """A work record consumed a batch."""

    record: Ref
    machine: Ref
    shift: Ref
    batch: Ref
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Entity):
    """A machine stood still: from–to (``ends`` None while it lasts), or minutes alone."""

    shift: Ref
    process_id: int
    machine: Ref | None = None
    reason: str
    group: str
    starts: datetime | None = None
    ends: datetime | None = None
    minutes: int | None = None
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Entity):
    """What a reviewer said of a shift, or of one deviation in it (``sample``)."""

    shift: Ref
    sample: Ref | None = None
    decision: str
    comment: str
    author: str
    recorded_at: datetime
