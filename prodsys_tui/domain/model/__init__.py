"""The things of the plant as values: what rules read and the store keeps.

Every entity has a ``ref`` (local id, uid that travels, human code) and the ``version`` that its
reader saw. Instants are aware UTC datetimes, dates are dates at the site, quantities are decimals in
the unit of their process, waste is in kg. Stored names: spec ``domain.md`` §1.
"""

from prodsys_tui.domain.model.base import NEW, Entity, Ref
from prodsys_tui.domain.model.plant import ContractVersion, Crew, CrewMember, Machine, Order, Person, Site
from prodsys_tui.domain.model.quality import Disposition, Sample
from prodsys_tui.domain.model.shift import (
    Assignment,
    Correction,
    Handover,
    Incident,
    Note,
    Omission,
    Review,
    Setting,
    Shift,
    ShiftProcess,
)
from prodsys_tui.domain.model.states import (
    BatchState,
    CorrectionCategory,
    IncidentState,
    MachineState,
    OrderState,
    PersonState,
    ResetKind,
    Result,
    Severity,
    ShiftState,
)
from prodsys_tui.domain.model.work import (
    Batch,
    BatchChange,
    BatchInUse,
    Consumption,
    CounterReset,
    MaterialLot,
    Mix,
    Roll,
    Run,
    Stop,
    WorkRecord,
)

__all__ = [
    "NEW",
    "Assignment",
    "Batch",
    "BatchChange",
    "BatchInUse",
    "BatchState",
    "Consumption",
    "ContractVersion",
    "Correction",
    "CorrectionCategory",
    "CounterReset",
    "Crew",
    "CrewMember",
    "Disposition",
    "Entity",
    "Handover",
    "Incident",
    "IncidentState",
    "Machine",
    "MachineState",
    "MaterialLot",
    "Mix",
    "Note",
    "Omission",
    "Order",
    "OrderState",
    "Person",
    "PersonState",
    "Ref",
    "ResetKind",
    "Result",
    "Review",
    "Roll",
    "Run",
    "Sample",
    "Setting",
    "Severity",
    "Shift",
    "ShiftProcess",
    "ShiftState",
    "Site",
    "Stop",
    "WorkRecord",
]
