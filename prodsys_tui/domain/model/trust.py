"""What makes batches trustworthy: holds, dispositions, recall drills, certificates. Spec ``domain.md`` §3."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from prodsys_tui.domain.model.base import Entity, Ref
from prodsys_tui.domain.model.states import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Entity):
    """A batch, or only what one machine or one roll made of it, is held until somebody decides.

    ``group`` is the uid that all share which were held for one reason; ``sample`` is the failing sample
    behind it. ``ended_at`` is None while it lasts.
    """

    batch: Ref
    machine: Ref | None = None
    roll: str | None = None
    group: str
    sample: Ref | None = None
    reason: str
    signed_by: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    author: str
    recorded_at: datetime

    @property
    def whole(self) -> bool:
        """Whether the whole batch is held."""
        return self.machine is None and self.roll is None

    @property
    def held(self) -> str:
        """What is held, as people call it: the batch, with the machine or the roll that is meant of it."""
        part = self.roll or (self.machine.code if self.machine else "")
        return f"{self.batch.code} ({part})" if part else self.batch.code


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldNote(Entity):
    """What the investigation of a hold found; ``cause`` is a code of the catalog, where one fits."""

    hold: Ref
    cause: str | None = None
    text: str
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDisposition(Entity):
    """What was decided of a hold; ``quantity`` in the unit of the process (None: all that was left)."""

    batch: Ref
    hold: Ref
    outcome: Outcome
    quantity: Decimal | None = None
    comment: str
    signed_by: str | None = None
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUse(Entity):
    """A work record used a roll up.

    ``batch`` is the batch behind it, None for a free code that is unknown.
    """

    record: Ref
    code: str
    batch: Ref | None = None
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill(Entity):
    """A recall drill: everything that came of ``subject`` has to be found.

    It runs while ``ended_at`` is None.

    ``batches`` is how many there were to find when it began, ``found`` how many were when it ended.
    """

    subject: str
    batches: int
    found: int | None = None
    note: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillFind(Entity):
    """A batch was located in a drill: where, and how much of it (unit of its process)."""

    drill: Ref
    batch: Ref
    location: str
    quantity: Decimal | None = None
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(Entity):
    """A certificate of a batch as it was signed; the ``number`` runs per batch.

    ``sha256`` is the hash of ``content`` in canonical form, ``paper_sha256`` that of the printed file.
    """

    batch: Ref
    number: int
    preliminary: bool
    content: Mapping[str, object] = field(default_factory=dict)
    sha256: str
    paper_sha256: str | None = None
    author: str
    recorded_at: datetime
