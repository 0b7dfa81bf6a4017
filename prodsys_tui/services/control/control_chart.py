"""The control chart of a parameter: points, limits, violations with their causes, capability.

Spec ``domain.md`` §5, "control" in ``process-contracts.md``: computed from history, it warns and blocks
nothing. ``domain.spc`` has the arithmetic and the rules.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from prodsys_tui.domain.model import ChartKind, ControlCause, ControlLimits
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.spc.capability import capability
from prodsys_tui.domain.spc.chart import Point, Stage, judged
from prodsys_tui.domain.spc.limits import Limits, individuals, subgroups
from prodsys_tui.domain.spc.rules import RULES, USUAL
from prodsys_tui.domain.spc.statistics import deviation
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.control.control_notes import notes_of
from prodsys_tui.services.control.control_points import Group, Points, Subject, points_of, subject_of
from prodsys_tui.services.control.control_view import (
    DAYS,
    MOST_POINTS,
    POINTS,
    ControlChart,
    ControlPoint,
    Wanted,
)
from prodsys_tui.services.line.stop_report import MOST_DAYS
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import Refused

__all__ = [
    "DAYS",
    "MOST_POINTS",
    "POINTS",
    "ControlChart",
    "ControlPoint",
    "Wanted",
    "control_chart",
    "frozen_limits",
    "limits_of",
    "read_rules",
    "rules_text",
]


_EARLIEST = date(1900, 1, 1)
"""Nothing was measured before; far enough from where the calendar begins."""


def control_chart(reads: Reads, contracts: ContractBook, now: datetime, wanted: Wanted) -> ControlChart:
    """The chart that is wanted, as the store is now. Bounded by days and points, however old the plant is.

    Raises ``Refused`` with every reason: ``not-found`` (process, machine), ``unknown-parameter``,
    ``no-control-chart``, ``machine-other-process``, ``bad-value`` (days, points, rules), ``bad-interval``.
    """
    subject, since, before = _asked(reads, contracts, now, wanted)
    milestones, of_all = frozen_limits(reads, subject)
    kind = wanted.kind or (milestones[0].chart if milestones else None)
    shown = points_of(reads, subject, kind, since, before, wanted.points)
    milestones = tuple(each for each in milestones if each.chart is shown.kind)
    frozen = [_in_force(milestones, group.last.measured_at) for group in shown.groups]
    own = None if milestones else limits_of(shown)
    stages = _stages(frozen, own, wanted.rules)
    found = judged([group.values for group in shown.groups], stages)
    causes = _causes(reads, shown.groups, found)
    points = tuple(
        ControlPoint(group, point, limits, causes.get(group.last.ref.id, {}))
        for group, point, limits in zip(shown.groups, found, frozen, strict=True)
    )
    last = stages[-1] if stages else None
    newest = frozen[-1] if frozen else (milestones[0] if milestones else None)
    current = [group for group, stage in zip(shown.groups, stages, strict=True) if stage is last]
    within = limits_of(_only(shown, current))
    values = [value for group in current for value in group.values.values]
    fits = capability(values, None if within is None else within.sigma, subject.specification, subject.target)
    return ControlChart(
        subject,
        shown.kind,
        shown,
        points,
        since,
        before,
        None if last is None else last.limits,
        newest,
        milestones,
        _rules(wanted.rules, newest),
        fits,
        within,
        deviation(values) if len(values) > 1 else None,
        notes_of(subject, shown, None if last is None else last.limits, frozen, of_all=of_all),
    )


def limits_of(shown: Points) -> Limits | None:
    """The limits that points give themselves."""
    groups = [group.values for group in shown.groups]
    if shown.kind is ChartKind.INDIVIDUALS:
        return individuals([group.values[0] for group in groups])
    return subgroups(groups)


def frozen_limits(reads: Reads, subject: Subject) -> tuple[tuple[ControlLimits, ...], bool]:
    """The limits frozen for a machine, else those for all together; and whether it is the latter."""
    process, parameter = subject.contract.id, subject.parameter.name
    if subject.machine is not None:
        own = reads.control_limits(process, parameter, subject.machine.ref)
        if own:
            return tuple(own), False
    found = tuple(reads.control_limits(process, parameter, None))
    return found, bool(found) and subject.machine is not None


def read_rules(text: str) -> tuple[int, ...] | Refusal:
    """The numbers of rules in a typed list: ``1,2,5``, in order, each once (``bad-value``)."""
    parts = [part.strip() for part in text.split(",")]
    known = {str(rule): rule for rule in RULES}
    if not all(part in known for part in parts):
        return Refusal(Code.BAD_VALUE, {"value": text}, "rules", "rules")
    return tuple(sorted({known[part] for part in parts}))


def rules_text(rules: Sequence[int]) -> str:
    """A list of rules as it is kept and typed."""
    return ",".join(map(str, rules))


def _asked(
    reads: Reads, contracts: ContractBook, now: datetime, wanted: Wanted
) -> tuple[Subject, datetime, datetime]:
    """What the chart is of, and the instants that it reaches from and before."""
    contract = contracts.of(reads, wanted.process).contract
    faults: list[Refusal] = []
    subject = subject_of(reads, contract, wanted.parameter, wanted.machine)
    if isinstance(subject, tuple):
        faults += subject
    if not 1 <= wanted.days <= MOST_DAYS:
        params = {"value": wanted.days, "maximum": MOST_DAYS}
        faults.append(Refusal(Code.BAD_VALUE, params, "days", "days"))
    if not 1 <= wanted.points <= MOST_POINTS:
        params = {"value": wanted.points, "maximum": MOST_POINTS}
        faults.append(Refusal(Code.BAD_VALUE, params, "points", "points"))
    if not set(wanted.rules) <= set(RULES):
        value = rules_text(wanted.rules)
        faults.append(Refusal(Code.BAD_VALUE, {"value": value}, "rules", "rules"))
    if wanted.since is not None and wanted.until is not None and wanted.since > wanted.until:
        faults.append(Refusal(Code.BAD_INTERVAL, {}, "until", "days"))
    if isinstance(subject, tuple) or faults:
        raise Refused(*faults)
    since, before = _period(ZoneInfo(reads.site().zone), now, wanted)
    return subject, since, before


def _period(zone: ZoneInfo, now: datetime, wanted: Wanted) -> tuple[datetime, datetime]:
    """Whole days of the site, or the last days to this instant; a sample of now is in it."""

    def midnight(day: date) -> datetime:
        return datetime.combine(max(day, _EARLIEST), time(), zone)

    before = now + timedelta(microseconds=1)
    if wanted.until is not None and wanted.until < date.max:
        before = midnight(wanted.until + timedelta(days=1))
    since = midnight(wanted.since) if wanted.since is not None else before - timedelta(days=wanted.days)
    return since, before


def _in_force(milestones: Sequence[ControlLimits], at: datetime) -> ControlLimits | None:
    """The newest limits whose period had begun."""
    return next((each for each in milestones if each.since <= at), None)


def _stages(
    frozen: Sequence[ControlLimits | None], own: Limits | None, rules: tuple[int, ...]
) -> list[Stage | None]:
    """The stage of each point: one and the same object for all points of a stage."""
    provisional = None if own is None else Stage(own, rules or USUAL)
    known = {
        each.ref.id: Stage(Limits(each.centre, each.sigma, each.subgroup, each.points), _rules(rules, each))
        for each in frozen
        if each is not None
    }
    return [provisional if each is None else known[each.ref.id] for each in frozen]


def _rules(wanted: tuple[int, ...], frozen: ControlLimits | None) -> tuple[int, ...]:
    """The rules that were asked for, else those in force with the limits, else the usual ones."""
    if wanted or frozen is None:
        return tuple(sorted(set(wanted))) or USUAL
    return tuple(map(int, frozen.rules.split(",")))


def _only(shown: Points, groups: Sequence[Group]) -> Points:
    return Points(shown.kind, tuple(groups))


def _causes(
    reads: Reads, groups: Sequence[Group], points: Sequence[Point]
) -> dict[int, dict[int, ControlCause]]:
    """The newest cause by the id of the sample and the rule."""
    violating = [group.last.ref for group, point in zip(groups, points, strict=True) if point.violations]
    found: dict[int, dict[int, ControlCause]] = {}
    for cause in reads.control_causes(violating):
        found.setdefault(cause.sample.id, {})[cause.rule] = cause
    return found
