"""What queries answer beside the entities themselves: frozen rows, filled by the store."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

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
    """One audit entry; ``before`` and ``after`` are JSON texts.

    ``origin`` and ``seq`` name the journal entry that it is told from.
    """

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
    origin: str
    seq: int


@dataclass(frozen=True, slots=True)
class JournalLine:
    """An entry of the journal without what it changes: the use case, and where in the chain it stands."""

    origin: str
    seq: int
    action: str
    previous: str
    hash: str


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


class Named(StrEnum):
    """What a code can name in a genealogy."""

    BATCH = "lote"
    ORDER = "orden"
    ROLL = "rollo"
    MATERIAL = "material"
    SAMPLE = "muestra"


@dataclass(frozen=True, slots=True)
class NamedThing:
    """Something that a code names; ``id`` is its local id (0 for a roll), ``code`` names it among its kind.

    ``batches`` are the local ids of the batches that it stands for: itself, an order's, the ones behind a
    roll, the one of a sample; none for a supplier's lot and a roll that nobody knows.
    """

    kind: Named
    id: int
    code: str
    batches: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What a batch amounts to (its local id): ``quantity`` in its process's unit, and how many of each.

    ``deviations`` are open ones; ``holds`` last, of the whole or of a part; ``held_parts`` names the parts.
    """

    batch: int
    quantity: Decimal
    samples: int
    deviations: int
    rolls: int
    holds: int
    held_parts: tuple[str, ...] = ()
