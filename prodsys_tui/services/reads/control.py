"""The queries behind control charts: measured values in order, frozen limits, the causes of violations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from prodsys_tui.domain.model import ControlCause, ControlLimits, Ref, Sample


class ControlReads(Protocol):
    """What a control chart is made of."""

    def measured(
        self,
        process_id: int,
        parameter: str,
        machine: Ref | None,
        *,
        since: datetime,
        before: datetime,
        limit: int,
    ) -> Sequence[Sample]:
        """The samples of a parameter that count (not corrected), by when they were measured, newest first.

        Those of a machine, or of none; measured from ``since`` on and before ``before``.
        """
        ...

    def control_limits(self, process_id: int, parameter: str, machine: Ref | None) -> Sequence[ControlLimits]:
        """The limits that were frozen for a machine, or for all together (None), the newest first."""
        ...

    def control_causes(self, samples: Sequence[Ref]) -> Sequence[ControlCause]:
        """The causes that were given for violations at these samples, oldest first."""
        ...
