"""Queries: production, counters and batches."""

from collections.abc import Sequence
from typing import Protocol

from prodsys_tui.domain.model import (
    Batch,
    BatchChange,
    BatchState,
    Consumption,
    Ref,
    WorkRecord,
)
from prodsys_tui.services.rows import ConsumedIn


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
