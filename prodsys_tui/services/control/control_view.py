"""A control chart as services answer it: what was wanted, its points, its limits, what is to be known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from prodsys_tui.domain.model import ChartKind, ControlCause, ControlLimits, Sample
from prodsys_tui.domain.spc.capability import Capability
from prodsys_tui.domain.spc.chart import Point
from prodsys_tui.domain.spc.limits import Limits
from prodsys_tui.domain.spc.rules import Violation
from prodsys_tui.services.control.control_points import Group, Points, Subject

DAYS = 30
"""How many days a chart looks back, unless told."""
POINTS = 100
"""The most points that a chart shows, unless told."""
MOST_POINTS = 1_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which chart: of the last ``days``, or from the day ``since`` to the day ``until``, both whole.

    ``rules`` empty: those frozen with the limits, else the usual ones. ``kind`` None: what the frozen limits
    or else the samples suit.
    """

    process: int
    parameter: str
    machine: str | None = None
    days: int = DAYS
    points: int = POINTS
    since: date | None = None
    until: date | None = None
    rules: tuple[int, ...] = ()
    kind: ChartKind | None = None


class Note(StrEnum):
    """What a reader of a chart has to know beside it; the texts are ``control.note.<note>``."""

    DEVIATION = "deviation"
    PERCENT = "percent"
    CALCULATED = "calculated"
    MACHINES = "machines"
    NOMINALS = "nominals"
    WAITING = "waiting"
    LEFT_OUT = "left-out"
    MORE = "more"
    PROVISIONAL = "provisional"
    WEAK = "weak"
    BEFORE = "before"
    NO_LIMITS = "no-limits"
    OF_ALL = "of-all"


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """A point of the chart, the samples behind it, and the causes of its violations by rule."""

    group: Group
    point: Point
    frozen: ControlLimits | None = None
    causes: Mapping[int, ControlCause] = field(default_factory=dict)

    @property
    def sample(self) -> Sample:
        """The sample that ends the point and stands for it."""
        return self.group.last

    @property
    def uncaused(self) -> tuple[Violation, ...]:
        """The violations without a cause."""
        return tuple(one for one in self.point.violations if one.rule not in self.causes)


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A chart as it is now. ``limits`` are those in force at its end, ``frozen`` where they come from.

    Without frozen ones they are of the shown points and so provisional; None: there are too few points, or
    nothing varies. ``capability`` is that of the points under the limits in force, ``within`` and
    ``overall`` (the deviation of all values) what those vary by. ``milestones`` are all limits that were
    frozen, the newest first. It shows what was measured from ``since`` on and before ``before``.
    """

    subject: Subject
    kind: ChartKind
    shown: Points
    points: tuple[ControlPoint, ...]
    since: datetime
    before: datetime
    limits: Limits | None
    frozen: ControlLimits | None
    milestones: tuple[ControlLimits, ...]
    rules: tuple[int, ...]
    capability: Capability
    within: Limits | None
    overall: Decimal | None
    notes: tuple[tuple[Note, Mapping[str, object]], ...]

    @property
    def violations(self) -> tuple[tuple[ControlPoint, Violation], ...]:
        """All violations, oldest first."""
        return tuple((at, one) for at in self.points for one in at.point.violations)
