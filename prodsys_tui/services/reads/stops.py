"""The queries behind stops: those of a shift, those that last, the parts of one, those of many days."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from prodsys_tui.domain.model import Ref, Shift, Stop


class StopReads(Protocol):
    """Stops, of one shift or of many. Those of a shift that was voided are found by uid and shift alone."""

    def stop(self, uid: str) -> Stop | None:
        """A stop by uid."""
        ...

    def stops(self, shift: Ref) -> Sequence[Stop]:
        """The stops of a shift, oldest first."""
        ...

    def lasting_stops(self) -> Sequence[Stop]:
        """The stops that were begun and not ended, of the shifts that still take entries, oldest first."""
        ...

    def continuation_of(self, stop: Ref) -> Stop | None:
        """The rest of a stop in a later shift, if it lasted into one."""
        ...

    def stops_since(self, day: date) -> Sequence[Stop]:
        """The stops of the shifts from an operating date on, shift by shift."""
        ...

    def shifts_since(self, day: date) -> Sequence[Shift]:
        """The shifts from an operating date on that were not voided, oldest first."""
        ...
