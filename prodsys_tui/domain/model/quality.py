"""Samples, and how deviations were settled."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from prodsys_tui.domain.model.base import Entity, Ref
from prodsys_tui.domain.model.states import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(Entity):
    """One measured parameter. Never changed or deleted; a correction is a new sample naming it."""

    code: str | None = None
    analysis_date: date
    batch: Ref | None = None
    shift: Ref
    process_id: int
    machine: Ref | None = None
    order: Ref | None = None
    parameter: str
    value: Decimal
    words: str | None = None
    nominal: Decimal | None = None
    result: Result
    round: int
    calculated: bool = False
    comment: str | None = None
    corrects: Ref | None = None
    contract: Ref
    measured_at: datetime
    late: bool = False
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition(Entity):
    """How a deviation was settled: by a cause and an action after a complying sample, or by explanation."""

    sample: Ref
    cause: str | None = None
    action: str | None = None
    explanation: str | None = None
    late: bool = False
    author: str
    recorded_at: datetime
