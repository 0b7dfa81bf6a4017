"""The tables of the store, as SQLModel classes: English attributes, stored Spanish names.

They declare the schema: migrations are compared with them, and ``doctor`` compares a store with them.
Reads and writes run on prepared statements (``shapes``, ``reads``), which load none of this.
"""

from prodsys_tui.store.tables.base import METADATA
from prodsys_tui.store.tables.control import ControlCauseRow, ControlLimitsRow
from prodsys_tui.store.tables.ledger import AuditRow, DraftRow, JournalRow, LoginDelayRow, OriginRow, PinRow
from prodsys_tui.store.tables.plant import (
    ContractRow,
    CrewMemberRow,
    CrewRow,
    MachineRow,
    OrderRow,
    PersonRow,
    SiteRow,
)
from prodsys_tui.store.tables.production import (
    BatchInUseRow,
    ConsumptionRow,
    CounterResetRow,
    MaterialLotRow,
    MixRow,
    RollRow,
    RunRow,
    StopRow,
    WorkRecordRow,
)
from prodsys_tui.store.tables.quality import BatchChangeRow, BatchRow, DispositionRow, SampleRow
from prodsys_tui.store.tables.shift import (
    AssignmentRow,
    CorrectionRow,
    HandoverRow,
    IncidentRow,
    NoteRow,
    OmissionRow,
    ReviewRow,
    SettingRow,
    ShiftProcessRow,
    ShiftRow,
)
from prodsys_tui.store.tables.trust import (
    BatchDispositionRow,
    CertificateRow,
    DrillFindRow,
    DrillRow,
    HoldNoteRow,
    HoldRow,
    RollUseRow,
)

__all__ = [
    "METADATA",
    "AssignmentRow",
    "AuditRow",
    "BatchChangeRow",
    "BatchDispositionRow",
    "BatchInUseRow",
    "BatchRow",
    "CertificateRow",
    "ConsumptionRow",
    "ContractRow",
    "ControlCauseRow",
    "ControlLimitsRow",
    "CorrectionRow",
    "CounterResetRow",
    "CrewMemberRow",
    "CrewRow",
    "DispositionRow",
    "DraftRow",
    "DrillFindRow",
    "DrillRow",
    "HandoverRow",
    "HoldNoteRow",
    "HoldRow",
    "IncidentRow",
    "JournalRow",
    "LoginDelayRow",
    "MachineRow",
    "MaterialLotRow",
    "MixRow",
    "NoteRow",
    "OmissionRow",
    "OrderRow",
    "OriginRow",
    "PersonRow",
    "PinRow",
    "ReviewRow",
    "RollRow",
    "RollUseRow",
    "RunRow",
    "SampleRow",
    "SettingRow",
    "ShiftProcessRow",
    "ShiftRow",
    "SiteRow",
    "StopRow",
    "WorkRecordRow",
]
