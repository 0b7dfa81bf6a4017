"""Statistical control: frozen limits and the causes of violations. Spec ``domain.md`` §5."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from prodsys_tui.domain.model.base import Entity, Ref
from prodsys_tui.domain.model.states import ChartKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlLimits(Entity):
    """Limits of a control chart, frozen from the samples measured from ``since`` to ``until``.

    Values in the unit of the parameter; ``machine`` None: all machines together. ``spread`` is the mean
    moving range (individuals) or the mean range (means), ``subgroup`` how many values a point has. ``rules``
    are the numbers of the Nelson rules in force (``1,2``), ``milestone`` says why limits were frozen anew.
    What was measured from ``since`` on is judged by them, until newer ones reach it. The figures have at most
    15 significant digits, as what was measured has; ``lower`` and ``upper`` are those of a point of
    ``subgroup`` values.
    """

    process_id: int
    parameter: str
    machine: Ref | None = None
    chart: ChartKind
    subgroup: int
    centre: Decimal
    sigma: Decimal
    lower: Decimal
    upper: Decimal
    spread: Decimal
    spread_lower: Decimal
    spread_upper: Decimal
    since: datetime
    until: datetime
    points: int
    rules: str
    milestone: str
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlCause(Entity):
    """The coded cause of a violation: of which rule, at the point that ends with ``sample``."""

    sample: Ref
    rule: int
    cause: str
    comment: str | None = None
    author: str
    recorded_at: datetime
