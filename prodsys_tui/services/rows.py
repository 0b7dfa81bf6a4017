"""What queries answer beside the entities themselves: frozen rows, filled by the store."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from prodsys_tui.domain.model import Ref


@dataclass(frozen=True, slots=True)
class LoginDelay:
    """Failed PINs of a code in a row, and until when the next try is refused (UTC)."""

    failures: int
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person (code) was typing in a form, as JSON, and when it was kept (UTC); see ``drafts``."""

    person: str
    form: str
    content: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CounterReading:
    """The last reading of a machine's counter; ``by_reset`` when it was declared by a reset."""

    reading: Decimal
    at: datetime
    by_reset: bool


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One audit entry; ``before`` and ``after`` are JSON texts."""

    id: int
    person: str
    action: str
    entity: str
    entity_uid: str | None
    entity_id: int | None
    before: str | None
    after: str | None
    reason: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class RoundPoint:
    """One value of a round, for calculated parameters, and the sample that it is of."""

    parameter: str
    value: Decimal
    sample: Ref


@dataclass(frozen=True, slots=True)
class ConsumedIn:
    """Where a batch was consumed: the seed's ``consumos`` rows."""

    machine: str
    operating_date: date
    turn: str
    record_uid: str
