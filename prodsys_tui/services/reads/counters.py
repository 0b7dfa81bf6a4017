"""The queries of counters, of signed corrections, and of what lies between two samples."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from prodsys_tui.domain.model import Correction, CounterReset, Ref, Sample, WorkRecord
from prodsys_tui.services.rows import CounterReading


class CounterReads(Protocol):
    """What the counters of machines said, and what was corrected of it."""

    def last_counter(self, machine: Ref, at: datetime | None = None) -> CounterReading | None:
        """The last undisputed reading of a machine, or its later reset; ``at``: the last until then."""
        ...

    def counters_until(self, machine: Ref, at: datetime, limit: int) -> Sequence[WorkRecord]:
        """Records with a reading of a machine's counter taken until ``at``, the last one first."""
        ...

    def counters_from(self, machine: Ref, at: datetime, limit: int) -> Sequence[WorkRecord]:
        """Those taken at ``at`` or later, the first one first."""
        ...

    def resets(self, machine: Ref) -> Sequence[CounterReset]:
        """The resets of a machine's counter, the oldest first."""
        ...

    def signed_corrections(
        self, *, shift: Ref | None = None, record: Ref | None = None, limit: int = 500
    ) -> Sequence[Correction]:
        """Signed corrections, the oldest first."""
        ...

    def correction_group(self, group: str) -> Sequence[Correction]:
        """The corrections under one signature, the oldest first."""
        ...

    def corrected_shifts(self, shifts: Sequence[Ref]) -> Mapping[int, int]:
        """How many signatures corrected something, by the id of the shift; those without are left out."""
        ...

    def complying_around(self, sample: Sample) -> tuple[datetime | None, datetime | None]:
        """When the parameter of a sample complied last before it on its machine, and first after it."""
        ...

    def records_between(
        self, process_id: int, machine: Ref | None, since: datetime | None, until: datetime | None
    ) -> Sequence[WorkRecord]:
        """The records of a machine after ``since``, up to the first at ``until`` or later, oldest first."""
        ...
