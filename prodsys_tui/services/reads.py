"""The queries that services ask, by what they are about; ``ports.Reads`` is all of them.

They hand out domain entities and frozen rows, never anything of the database. A list always has a limit; one
that grows with the years goes on ``before`` the last row of what was read (keyset pages, never an offset).
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from prodsys_tui.domain.facts import ShiftFacts
from prodsys_tui.domain.model import (
    Assignment,
    Batch,
    BatchChange,
    BatchState,
    Consumption,
    ContractVersion,
    Disposition,
    Machine,
    Note,
    Omission,
    Order,
    OrderState,
    Person,
    Ref,
    Review,
    Sample,
    Shift,
    ShiftProcess,
    Site,
    WorkRecord,
)
from prodsys_tui.services.rows import ConsumedIn, LoginDelay, RoundPoint


class PlantReads(Protocol):
    """The site, its people, contracts, machines and orders."""

    def site(self) -> Site:
        """The site that this store belongs to."""
        ...

    def person(self, code: str) -> Person | None:
        """A person by code (case-folded)."""
        ...

    def people(self) -> Sequence[Person]:
        """Everybody with an account, by code."""
        ...

    def pin_hash(self, code: str) -> str | None:
        """The stored hash of a person's PIN."""
        ...

    def login_delay(self, code: str) -> LoginDelay:
        """The failures in a row of a code, known or not."""
        ...

    def contract_version(self, process_id: int) -> ContractVersion | None:
        """The contract in force of a process."""
        ...

    def newest_contract(self) -> str | None:
        """The uid of the contract version that was applied last, whatever its process."""
        ...

    def contract_versions(self) -> Sequence[ContractVersion]:
        """The contracts in force, by process."""
        ...

    def contract_history(self, process_id: int) -> Sequence[ContractVersion]:
        """Every version that a process's contract ever had, in the order in which they were applied."""
        ...

    def machine(self, code: str) -> Machine | None:
        """A machine by code (case-folded)."""
        ...

    def machines(self) -> Sequence[Machine]:
        """All machines, by code."""
        ...

    def order(self, code: str) -> Order | None:
        """An order by code."""
        ...

    def last_emergency_order(self) -> str | None:
        """The highest code of an emergency order, None when there never was one."""
        ...

    def orders(
        self,
        *,
        process_id: int | None = None,
        states: Sequence[OrderState] = (),
        before: Ref | None = None,
        limit: int = 500,
    ) -> Sequence[Order]:
        """Orders, newest first; all states when none is named."""
        ...

    def retired_machines(self) -> frozenset[str]:
        """The codes of the machines that are used no more."""
        ...


class ShiftReads(Protocol):
    """Shifts and what is written about their processes."""

    def shift(self, key: int | str) -> Shift | None:
        """A shift by id or uid."""
        ...

    def open_shift(self) -> Shift | None:
        """The one shift that is ``ABIERTA``."""
        ...

    def shift_of(self, turn: str, operating_date: date) -> Shift | None:
        """The shift of a turn and date that was not voided."""
        ...

    def shifts(
        self, *, before: Ref | None = None, until: date | None = None, limit: int = 50
    ) -> Sequence[Shift]:
        """Shifts, newest first; from the last one of an operating date on back when one is named."""
        ...

    def facts(self, shift: Shift, process_id: int | None = None) -> ShiftFacts:
        """The counted facts of a shift, or of one process in it: a few grouped queries."""
        ...

    def gate_facts(self, shift: Shift, process_id: int, machine: Ref | None) -> ShiftFacts:
        """Only what decides a gate: samples, deviations, production and idle declarations.

        Those of a process, or of one machine in it; idle declarations are always the whole process's.
        """
        ...

    def shift_process(self, shift: Ref, process_id: int, machine: Ref | None) -> ShiftProcess | None:
        """The idle row of a process or machine in a shift, undone or not."""
        ...

    def assignments(self, shift: Ref) -> Sequence[Assignment]:
        """Who works where in a shift."""
        ...

    def notes(self, shift: Ref) -> Sequence[Note]:
        """The observations of a shift, oldest first."""
        ...

    def omissions(self, shift: Ref) -> Sequence[Omission]:
        """The reasons for missing samples of a shift that nobody took back."""
        ...

    def reviews(self, shift: Ref) -> Sequence[Review]:
        """What reviewers said of a shift, oldest first."""
        ...


class QualityReads(Protocol):
    """Samples, rounds and dispositions."""

    def sample(self, uid: str) -> Sample | None:
        """A sample by uid (an id as text is taken too)."""
        ...

    def samples(
        self,
        *,
        shift: Ref | None = None,
        process_id: int | None = None,
        batch: Ref | None = None,
        machine: Ref | None = None,
        parameter: str | None = None,
        before: Ref | None = None,
        limit: int = 500,
    ) -> Sequence[Sample]:
        """Samples, newest first."""
        ...

    def correction_of(self, sample: Ref) -> Sample | None:
        """The sample that corrects this one."""
        ...

    def corrections(self, shift: Ref) -> Sequence[Sample]:
        """The samples of a shift that people typed in another's place, oldest first."""
        ...

    def disposition(self, sample: Ref) -> Disposition | None:
        """How a deviation was settled."""
        ...

    def dispositions(self, shift: Ref) -> Sequence[Disposition]:
        """All dispositions of a shift's samples."""
        ...

    def complied_since(self, sample: Sample) -> bool:
        """Whether a later sample of the same parameter, machine and order complies, in its shift or after."""
        ...

    def round_points(
        self, shift: Ref, process_id: int, machine: Ref | None, number: int
    ) -> Sequence[RoundPoint]:
        """The values of one round that count (not corrected), calculated ones included."""
        ...


class WorkReads(Protocol):
    """Production, counters and batches."""

    def record(self, uid: str) -> WorkRecord | None:
        """A work record by uid (an id as text is taken too), as its signed corrections leave it."""
        ...

    def records(
        self,
        *,
        shift: Ref | None = None,
        process_id: int | None = None,
        machine: Ref | None = None,
        before: Ref | None = None,
        limit: int = 500,
    ) -> Sequence[WorkRecord]:
        """Work records as their signed corrections leave them, newest first."""
        ...

    def batch(self, code: str) -> Batch | None:
        """A batch by code."""
        ...

    def batch_of(self, shift: Ref, order: Ref) -> Batch | None:
        """The batch of a shift and order."""
        ...

    def last_batch_number(self, order: Ref) -> int:
        """The highest number an order ever had, 0 when it has none."""
        ...

    def batches(
        self,
        *,
        states: Sequence[BatchState] = (),
        order: Ref | None = None,
        processes: Sequence[int] = (),
        before: Ref | None = None,
        limit: int = 200,
    ) -> Sequence[Batch]:
        """Batches, newest first; all states, orders and processes when none is named."""
        ...

    def batch_history(self, batch: Ref) -> Sequence[BatchChange]:
        """The state changes of a batch, oldest first."""
        ...

    def consumed_in(self, batch: Ref) -> Sequence[ConsumedIn]:
        """Which machines consumed a batch, oldest first."""
        ...

    def consumptions(self, record: Ref) -> Sequence[Consumption]:
        """The batches that a work record consumed."""
        ...
