"""Which batches were named as consumed, and where that is to be expected. Seed "Traceability Coverage"."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import BatchState


@dataclass(frozen=True, slots=True)
class MadeBatch:
    """A batch as analytics see it; ``consumed`` is how many records named it, the instants are UTC."""

    id: int
    code: str
    process_id: int
    produced_on: date
    state: BatchState
    made_at: datetime
    changed_at: datetime | None
    consumed: int


@dataclass(frozen=True, slots=True)
class Covered:
    """The batches of one process; ``expected`` says whether another process consumes what it makes."""

    process_id: int
    batches: int
    consumed: int
    expected: bool

    @property
    def missing(self) -> int:
        """How many were never named; none where nobody is expected to."""
        return self.batches - self.consumed if self.expected else 0

    @property
    def share(self) -> Decimal | None:
        """The part of 1 that was named; None where nobody is expected to."""
        return Decimal(self.consumed) / Decimal(self.batches) if self.expected else None


def consumed_processes(contracts: Iterable[ProcessContract]) -> frozenset[int]:
    """The processes whose batches another one takes; what the others make is finished.

    What takes only their waste does not count: waste has no batches.
    """
    return frozenset(id_ for contract in contracts for id_ in contract.upstream)


def least_consumed(batches: Iterable[MadeBatch]) -> tuple[MadeBatch, ...]:
    """The batches that were named least first, as the seed has them; of equal ones the oldest first."""
    return tuple(sorted(batches, key=lambda each: (each.consumed, each.produced_on, each.id)))


def covered(batches: Sequence[MadeBatch], expected: Collection[int]) -> tuple[Covered, ...]:
    """The batches process by process; ``expected`` are the processes whose batches are consumed."""
    by_process: dict[int, list[MadeBatch]] = {}
    for each in batches:
        by_process.setdefault(each.process_id, []).append(each)
    return tuple(
        Covered(id_, len(made), sum(each.consumed > 0 for each in made), id_ in expected)
        for id_, made in sorted(by_process.items())
    )
