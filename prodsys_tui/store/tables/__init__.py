"""The tables of the store, as SQLModel classes: English attributes, stored Spanish names.

They declare the schema: migrations are compared with them, and ``doctor`` compares a store with them.
Reads and writes run on prepared statements (``shapes``, ``reads``), which load none of this.
"""

from prodsys_tui.store.tables.base import METADATA
from prodsys_tui.store.tables.ledger import AuditRow, JournalRow, LoginDelayRow, OriginRow, PinRow
from prodsys_tui.store.tables.plant import ContractRow, MachineRow, OrderRow, PersonRow, SiteRow
from prodsys_tui.store.tables.production import ConsumptionRow, CounterResetRow, StopRow, WorkRecordRow
from prodsys_tui.store.tables.quality import BatchChangeRow, BatchRow, DispositionRow, SampleRow
from prodsys_tui.store.tables.shift import (
    AssignmentRow,
    NoteRow,
    OmissionRow,
    ReviewRow,
    ShiftProcessRow,
    ShiftRow,
)

__all__ = [
    "METADATA",
    "AssignmentRow",
    "AuditRow",
    "BatchChangeRow",
    "BatchRow",
    "ConsumptionRow",
    "ContractRow",
    "CounterResetRow",
    "DispositionRow",
    "JournalRow",
    "LoginDelayRow",
    "MachineRow",
    "NoteRow",
    "OmissionRow",
    "OrderRow",
    "OriginRow",
    "PersonRow",
    "PinRow",
    "ReviewRow",
    "SampleRow",
    "ShiftProcessRow",
    "ShiftRow",
    "SiteRow",
    "StopRow",
    "WorkRecordRow",
]
