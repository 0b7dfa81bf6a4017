"""A shift and what is written about its processes."""

from dataclasses import dataclass
from datetime import date, datetime

from prodsys_tui.domain.model.base import Entity, Ref
from prodsys_tui.domain.model.states import ShiftState


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
