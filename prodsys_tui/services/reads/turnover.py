"""The queries behind turn-over: handovers, incidents, what waits, what changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from prodsys_tui.domain.model import (
    Handover,
    Incident,
    IncidentState,
    Ref,
    Sample,
    Severity,
    Shift,
    WorkRecord,
)
from prodsys_tui.domain.shift.handover import OrderMade
from prodsys_tui.services.rows import AuditRow


class TurnoverReads(Protocol):
    """What one crew leaves to the next."""

    def handover(self, shift: Ref) -> Handover | None:
        """How a shift was received; None until it is."""
        ...

    def made_of_orders(self, shift: Ref) -> Sequence[OrderMade]:
        """What a shift made of each order, by process and order."""
        ...

    def disputed_records(self, shift: Ref) -> Sequence[WorkRecord]:
        """The records of a shift whose counter is in dispute, oldest first."""
        ...

    def unfinished_shifts(self) -> Sequence[Shift]:
        """The shifts that are neither closed nor voided, oldest first."""
        ...

    def batch_code(self, uid: str) -> str | None:
        """The code of a batch by its uid."""
        ...

    def incident(self, key: str) -> Incident | None:
        """An incident by uid (an id as text is taken too)."""
        ...

    def incidents(
        self,
        *,
        state: IncidentState | None = None,
        severity: Severity | None = None,
        before: Ref | None = None,
        limit: int = 200,
    ) -> Sequence[Incident]:
        """Incidents, newest first; in every state and of every severity when none is named."""
        ...

    def last_session(self, person: str) -> datetime | None:
        """When somebody last began a session at a screen."""
        ...

    def happened(self, since: datetime, entities: Sequence[str], limit: int = 500) -> Sequence[AuditRow]:
        """What the audit says of some entities since an instant, newest first."""
        ...

    def corrected_since(self, person: str, since: datetime, limit: int = 100) -> Sequence[Sample]:
        """The samples that others typed in place of somebody's own, newest first."""
        ...
