"""A shift and what is written about its processes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from prodsys_tui.domain.model.base import Entity, Ref
from prodsys_tui.domain.model.states import (
    CorrectionCategory,
    IncidentOrigin,
    IncidentState,
    Severity,
    ShiftState,
)


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
    """A person who works at a process (or one of its machines) in a shift, until it is ``withdrawn``."""

    shift: Ref
    process_id: int
    machine: Ref | None = None
    person: Ref
    withdrawn: bool = False
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
    """Why a parameter's samples are missing; one covers all that the parameter still misses.

    ``withdrawn``: somebody took it back, and the samples are owed again.
    """

    shift: Ref
    process_id: int
    machine: Ref | None = None
    parameter: str
    reason: str
    withdrawn: bool = False
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Entity):
    """A setting of a machine as it was written down in a shift (``temperatura``, ``velocidad`` …)."""

    shift: Ref
    process_id: int
    machine: Ref | None = None
    name: str
    value: str
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover(Entity):
    """What the incoming crew received of a shift: what was computed then, and its observation if it had one.

    ``head`` is the journal's hash at that moment.
    """

    shift: Ref
    content: Mapping[str, object] = field(default_factory=dict)
    observation: str | None = None
    head: str
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Entity):
    """A signed correction of what a shift holds; the original stays.

    ``group`` is the uid that the entries under one signature share. ``before`` and ``after`` are values as
    people read them; ``quantity`` (unit of the process) and ``waste_kg`` are what the correction adds to
    the shift's totals, negative ones included; ``counter`` is the reading that holds from now on.
    """

    shift: Ref
    process_id: int
    machine: Ref | None = None
    record: Ref | None = None
    sample: Ref | None = None
    category: CorrectionCategory
    reason: str
    field: str
    before: str | None = None
    after: str | None = None
    quantity: Decimal = Decimal(0)
    waste_kg: Decimal = Decimal(0)
    counter: Decimal | None = None
    group: str
    signed_by: str
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Entity):
    """Something that happened and somebody must act on.

    ``origin`` says what opened one that nobody typed: its title is in Spanish then, with what it is about
    behind the colon.
    """

    title: str
    severity: Severity
    origin: IncidentOrigin | None = None
    shift: Ref | None = None
    process_id: int | None = None
    machine: Ref | None = None
    batch: Ref | None = None
    action: str | None = None
    state: IncidentState = IncidentState.OPEN
    closed_by: str | None = None
    closed_at: datetime | None = None
    author: str
    recorded_at: datetime
