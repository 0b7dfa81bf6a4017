"""The queries behind holds: those of a batch, what was found and decided, what was made."""

from collections.abc import Sequence
from typing import Protocol

from prodsys_tui.domain.model import Batch, BatchDisposition, Hold, HoldNote, Ref, Roll, WorkRecord


class HoldReads(Protocol):
    """Holds and what became of them."""

    def hold(self, uid: str) -> Hold | None:
        """A hold by uid (an id as text is taken too)."""
        ...

    def holds(
        self,
        *,
        open_only: bool = False,
        batch: Ref | None = None,
        group: str | None = None,
        before: Ref | None = None,
        limit: int = 200,
    ) -> Sequence[Hold]:
        """Holds, newest first; those of every batch and group when none is named."""
        ...

    def open_holds(self, batches: Sequence[Ref]) -> Sequence[Hold]:
        """The holds of some batches that last, oldest first."""
        ...

    def hold_notes(self, hold: Ref) -> Sequence[HoldNote]:
        """What the investigation of a hold found, oldest first."""
        ...

    def batch_dispositions(self, batch: Ref) -> Sequence[BatchDisposition]:
        """What was decided of a batch, in all its holds, oldest first."""
        ...

    def records_of_batch(self, batch: Ref) -> Sequence[WorkRecord]:
        """The work records of a batch as their signed corrections leave them, oldest first."""
        ...

    def rolls_of_batch(self, batch: Ref) -> Sequence[Roll]:
        """The rolls of a batch's records, as they were typed, oldest first."""
        ...

    def consumers_of(self, batch: Ref, roll: str | None = None) -> Sequence[Batch]:
        """The batches whose records consumed a batch, or (named) one roll of it; each once, oldest first."""
        ...
