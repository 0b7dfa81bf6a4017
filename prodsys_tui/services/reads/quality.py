"""Queries: samples, rounds and dispositions."""

from collections.abc import Sequence
from typing import Protocol

from prodsys_tui.domain.model import (
    Disposition,
    Ref,
    Sample,
)
from prodsys_tui.services.rows import RoundPoint


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
