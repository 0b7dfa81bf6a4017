"""The doors of the services: what they need of a store, a clock and a hash, as Protocols.

``Reads`` has every query; ``UnitOfWork`` adds the one door for writes. Both hand out domain entities and
frozen rows, never anything of the database. A list always has a limit.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from prodsys_tui.domain.model import (
    Entity,
    Person,
)
from prodsys_tui.services.reads.batch_list import BatchListReads
from prodsys_tui.services.reads.certificates import CertificateReads
from prodsys_tui.services.reads.control import ControlReads
from prodsys_tui.services.reads.counters import CounterReads
from prodsys_tui.services.reads.holds import HoldReads
from prodsys_tui.services.reads.ledger import LedgerReads
from prodsys_tui.services.reads.line import LineReads
from prodsys_tui.services.reads.lineage import GenealogyReads
from prodsys_tui.services.reads.plant import PlantReads
from prodsys_tui.services.reads.quality import QualityReads
from prodsys_tui.services.reads.quality_report import QualityReportReads
from prodsys_tui.services.reads.shift import ShiftReads
from prodsys_tui.services.reads.stops import StopReads
from prodsys_tui.services.reads.turnover import TurnoverReads
from prodsys_tui.services.reads.work import WorkReads
from prodsys_tui.services.rows import Draft, LoginDelay

if TYPE_CHECKING:
    from prodsys_tui.services.evidence.proof import GateCheck, Progress, Verification

E = TypeVar("E", bound=Entity)


class Reads(
    PlantReads,
    ShiftReads,
    QualityReads,
    WorkReads,
    BatchListReads,
    StopReads,
    CertificateReads,
    ControlReads,
    CounterReads,
    GenealogyReads,
    LineReads,
    HoldReads,
    LedgerReads,
    TurnoverReads,
    QualityReportReads,
    Protocol,
):
    """Every query. An open reader sees one state of the store."""


class UnitOfWork(Reads, Protocol):
    """One transaction and the one door for writes. Each change is recorded for the journal."""

    @property
    def at(self) -> datetime:
        """The instant at which this transaction happens, in UTC."""
        ...

    @property
    def written(self) -> Sequence[tuple[Entity | None, Entity]]:
        """What was added or changed so far, in order: each as it was before (None: new) and as it is."""
        ...

    def add(self, entity: E) -> E:
        """Store a new entity and return it with its reference. A ``ref.uid`` that is set is kept."""
        ...

    def change(self, entity: E, **changes: object) -> E:
        """Change fields of a stored entity and return it changed.

        Raises ``Refused`` (``changed-meanwhile``) when its version is no longer the one that was read.
        """
        ...

    def remove(self, entity: Entity) -> None:
        """Delete a consumption or the use of a roll (nothing else may be); the journal keeps the old row."""
        ...

    def because(self, reason: str) -> None:
        """Give the reason that journal and audit keep for this transaction."""
        ...

    def set_pin(self, person: Person, pin_hash: str) -> None:
        """Keep a PIN's hash. It stays in this store: never in journal, audit or export."""
        ...

    def set_login_delay(self, code: str, delay: LoginDelay) -> None:
        """Keep the failures of a code; local to this store."""
        ...

    def keep_draft(self, draft: Draft) -> None:
        """Keep what somebody is typing, in place of what was kept of that form; local to this store."""
        ...

    def drop_draft(self, person: str, form: str) -> None:
        """Forget what a person was typing in a form; local to this store."""
        ...


class Store(Protocol):
    """A store that can be read and written."""

    def read(self) -> AbstractContextManager[Reads]:
        """A reader; closes with the block."""
        ...

    def begin(
        self, actor: str, action: str, at: datetime | None = None
    ) -> AbstractContextManager[UnitOfWork]:
        """A unit of work under the write lock: commits when the block ends well, else changes nothing.

        ``actor`` is the code of the person, ``action`` the use case's name, ``at`` the instant that it
        happens at, or the present one: that is read under the lock, so that instants follow the order of
        the transactions. Raises ``Refused`` (``store-busy``, ``store-full``, ``store-read-only``) when the
        store cannot be written.
        """
        ...

    def proved(self, told: "Progress") -> "Verification":
        """Whether journal and audit hold, over one state of the store; ``told`` hears how far it is."""
        ...

    def gates_proved(self, told: "Progress") -> "GateCheck":
        """Whether the gate of every record was open, over one state of the store."""
        ...


class PinHasher(Protocol):
    """Hashes and checks PINs slowly, on purpose."""

    def hash(self, pin: str) -> str:
        """The hash to keep."""
        ...

    def matches(self, pin_hash: str | None, pin: str) -> bool:
        """Whether a PIN fits; takes the same time when there is no hash."""
        ...


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...
