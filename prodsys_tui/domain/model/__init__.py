"""The things of the plant as values: what rules read and the store keeps.

Every entity has a ``ref`` (local id, uid that travels, human code) and the ``version`` that its
reader saw. Instants are aware UTC datetimes, dates are dates at the site, quantities are decimals in
the unit of their process, waste is in kg. Stored names: spec ``domain.md`` §1.
"""

from prodsys_tui.domain.model.base import NEW, Entity, Ref
from prodsys_tui.domain.model.plant import ContractVersion, Machine, Order, Person, Site
from prodsys_tui.domain.model.quality import Disposition, Sample
from prodsys_tui.domain.model.shift import Assignment, Note, Omission, Review, Shift, ShiftProcess
from prodsys_tui.domain.model.states import (
    BatchState,
    MachineState,
    OrderState,
    PersonState,
    Result,
    ShiftState,
)
from prodsys_tui.domain.model.work import Batch, BatchChange, Consumption, CounterReset, Stop, WorkRecord

__all__ = [
    "NEW",
    "Assignment",
    "Batch",
    "BatchChange",
    "BatchState",
    "Consumption",
    "ContractVersion",
    "CounterReset",
    "Disposition",
    "Entity",
    "Machine",
    "MachineState",
    "Note",
    "Omission",
    "Order",
    "OrderState",
    "Person",
    "PersonState",
    "Ref",
    "Result",
    "Review",
    "Sample",
    "Shift",
    "ShiftProcess",
    "ShiftState",
    "Site",
    "Stop",
    "WorkRecord",
]
