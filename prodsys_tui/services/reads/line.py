"""The queries of the line at work: runs, batches in use, rolls, mixes, settings and crews."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from prodsys_tui.domain.model import (
    Batch,
    BatchInUse,
    Crew,
    CrewMember,
    MaterialLot,
    Mix,
    Person,
    Ref,
    Roll,
    RollUse,
    Run,
    Setting,
    WorkRecord,
)


class LineReads(Protocol):
    """What a machine runs, takes its material from and is set to, and who works it together."""

    def current_run(self, machine: Ref) -> Run | None:
        """The run of a machine that has not ended."""
        ...

    def runs(self, *, machine: Ref | None = None, limit: int = 50) -> Sequence[Run]:
        """Runs, newest first; those of every machine when none is named."""
        ...

    def open_runs(self) -> Sequence[Run]:
        """The runs that have not ended."""
        ...

    def batches_in_use(self, machine: Ref) -> Sequence[BatchInUse]:
        """The batches that a machine takes its material from now, the oldest use first."""
        ...

    def uses_of(self, batch: Ref) -> Sequence[BatchInUse]:
        """The uses of a batch that have not ended."""
        ...

    def rolls(self, record: Ref) -> Sequence[Roll]:
        """The rolls of a work record, as they were typed."""
        ...

    def roll_before(self, code: str, process_id: int, shift: Ref, order: Ref | None) -> WorkRecord | None:
        """The last record of a process with a roll of that code, in a shift or of an order."""
        ...

    def use_at(self, machine: Ref, batch: Ref, at: datetime) -> BatchInUse | None:
        """The use of a batch at a machine that had begun at an instant and had not ended before it."""
        ...

    def open_batches(self, processes: Sequence[int], days: int, limit: int) -> Sequence[Batch]:
        """The batches of some processes that are not closed, of the last days that anything was made on.

        Newest first; how long the plant has been at work before makes no difference.
        """
        ...

    def roll_uses(self, record: Ref) -> Sequence[RollUse]:
        """The rolls that a work record used up."""
        ...

    def roll_made(self, code: str, processes: Sequence[int], until: datetime) -> WorkRecord | None:
        """The newest record of some processes that made a roll of that code and belongs to a batch.

        Of the shifts that had begun ``until`` an instant: the numbers of rolls come again over the years.
        """
        ...

    def records_waiting(self, roll: str, since: datetime) -> Sequence[WorkRecord]:
        """The records that may wait for a roll, oldest first: of shifts from an instant on, none closed.

        They used up that roll or one made of it, and nobody knew of it; or they made one of it.
        """
        ...

    def mixes(self, record: Ref) -> Sequence[Mix]:
        """What a work record was mixed of, as it was typed."""
        ...

    def material_lot(self, kind: str, brand: str, code: str) -> MaterialLot | None:
        """A supplier's lot, in whatever case it is written."""
        ...

    def material_lots(self, record: Ref) -> Sequence[MaterialLot]:
        """The suppliers' lots that a work record was mixed of."""
        ...

    def last_mixed(self, process_id: int, machine: Ref | None) -> WorkRecord | None:
        """The last record of a process and machine that names a mix."""
        ...

    def settings(self, shift: Ref, process_id: int, machine: Ref | None) -> Sequence[Setting]:
        """What was written down of the settings of a machine in a shift, oldest first."""
        ...

    def last_settings(self, before: Ref, process_id: int, machine: Ref | None) -> Sequence[Setting]:
        """The same of the last shift before one that has any."""
        ...

    def crew(self, code: str) -> Crew | None:
        """A crew by code, in whatever case it is written."""
        ...

    def crews(self, process_id: int | None = None) -> Sequence[Crew]:
        """The crews that were not disbanded, by process and code."""
        ...

    def crew_members(self, crew: Ref) -> Sequence[CrewMember]:
        """The people of a crew that did not leave it, in the order in which they came."""
        ...

    def person_of_badge(self, badge: str) -> Person | None:
        """Whoever a badge belongs to."""
        ...
