"""Freezing the limits of a control chart, and naming the cause of a violation."""

from dataclasses import replace

from prodsys_tui.domain.model import ControlCause, ControlLimits, Sample
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.spc.limits import ENOUGH, Limits
from prodsys_tui.domain.spc.rules import RULES
from prodsys_tui.domain.spc.statistics import rounded
from prodsys_tui.domain.words import reason_faults, text_faults, tidy
from prodsys_tui.services.control.control_chart import (
    MOST_POINTS,
    ControlChart,
    Wanted,
    control_chart,
    limits_of,
    rules_text,
)
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import Refused, ensure
from prodsys_tui.services.use_case import Act, use_case


@use_case("control-freeze", Right.FREEZE_LIMITS)
def freeze_limits(uow: UnitOfWork, act: Act, wanted: Wanted, milestone: str) -> ControlLimits:
    """Freeze the limits that the points of a period give, with the rules that judge by them.

    ``wanted`` names the parameter, the machine (or all together), the days from and to, the rules (none:
    those in force) and the kind of chart; ``milestone`` says what changed or why. What is measured from the
    first of those days on is judged by them. Raises ``Refused`` with every reason: as ``control_chart``,
    ``reason-required`` (milestone), ``no-control-limits`` for too few points, too many, or none that differ.
    """
    words = tidy(milestone)
    faults = [
        replace(fault, variant=fault.variant or "milestone") for fault in reason_faults(words, "milestone")
    ]
    if wanted.since is None:
        faults.append(Refusal(Code.BAD_VALUE, {}, "since", "empty"))
    given = _given(uow, act, replace(wanted, points=MOST_POINTS), words)
    if not isinstance(given, ControlLimits):
        raise Refused(*faults, *given)
    ensure(faults)
    uow.because(words)
    return uow.add(given)


@use_case("control-cause", Right.NAME_CAUSE)
def name_cause(
    uow: UnitOfWork,
    act: Act,
    sample_uid: str,
    rule: int,
    cause: str,
    comment: str | None = None,
    *,
    view: Wanted | None = None,
) -> ControlCause:
    """Give the violation of a rule at a sample its cause, from the catalog of causes; the newest counts.

    ``view`` says over which days and points it was seen, in the chart of the sample's own machine or that of
    all together. Raises ``Refused`` with every reason: ``not-found``, ``reason-unknown``, ``no-violation``
    where the rule does not fire there, and what ``control_chart`` raises.
    """
    uid, words = tidy(sample_uid), tidy(comment)
    faults = [*text_faults(words, "comment")]
    named = act.catalogs.deviations.cause(tidy(cause))
    if named is None:
        params = {"reason": cause, "among": act.catalogs.deviations.causes}
        faults.append(Refusal(Code.REASON_UNKNOWN, params, "cause", "control"))
    sample = uow.sample(uid)
    if sample is None:
        raise Refused(Refusal(Code.NOT_FOUND, {"sample": uid}, "sample", "sample"), *faults)
    at = _violating(uow, act, sample, rule, view)
    if at is None:
        faults.append(Refusal(Code.NO_VIOLATION, {"sample": uid, "rule": rule}, "sample"))
    ensure(faults)
    uow.because(words or named or "")
    return uow.add(
        ControlCause(
            sample=(at or sample).ref,
            rule=rule,
            cause=named or "",
            comment=words or None,
            author=act.person.code,
            recorded_at=act.now,
        )
    )


def _given(reads: Reads, act: Act, wanted: Wanted, milestone: str) -> ControlLimits | tuple[Refusal, ...]:
    """The limits that the points of a period give, or why they give none."""
    try:
        chart = control_chart(reads, act.contracts, act.now, wanted)
    except Refused as refused:
        return refused.reasons
    limits, points = limits_of(chart.shown), len(chart.points)
    if chart.shown.more:
        return (Refusal(Code.NO_CONTROL_LIMITS, {"maximum": MOST_POINTS}, "since", "many"),)
    if limits is not None:
        return _entity(chart, limits, milestone, act)
    if points < ENOUGH:
        params = {"value": points, "minimum": ENOUGH}
        return (Refusal(Code.NO_CONTROL_LIMITS, params, "since", "few"),)
    return (Refusal(Code.NO_CONTROL_LIMITS, {}, "since", "same"),)


def _entity(chart: ControlChart, limits: Limits, milestone: str, act: Act) -> ControlLimits:
    band, spread, machine = limits.band(), limits.spread(), chart.subject.machine
    return ControlLimits(
        process_id=chart.subject.contract.id,
        parameter=chart.subject.parameter.name,
        machine=None if machine is None else machine.ref,
        chart=chart.kind,
        subgroup=limits.size,
        centre=band.centre,
        sigma=rounded(limits.sigma),
        lower=band.lower,
        upper=band.upper,
        spread=spread.centre,
        spread_lower=spread.lower,
        spread_upper=spread.upper,
        since=chart.since,
        until=chart.before,
        points=limits.points,
        rules=rules_text(chart.rules),
        milestone=milestone,
        author=act.person.code,
        recorded_at=act.now,
    )


def _violating(uow: UnitOfWork, act: Act, sample: Sample, rule: int, view: Wanted | None) -> Sample | None:
    """The sample that stands for the point where the rule fires: of a subgroup its last one."""
    own = None if sample.machine is None else sample.machine.code
    rules = (rule,) if rule in RULES else ()
    seen = view or Wanted(sample.process_id, sample.parameter)
    for machine in dict.fromkeys((own, None)):
        wanted = replace(
            seen, process=sample.process_id, parameter=sample.parameter, machine=machine, rules=rules
        )
        chart = control_chart(uow, act.contracts, act.now, wanted)
        for at, violation in chart.violations:
            if violation.rule == rule and any(one.ref.id == sample.ref.id for one in at.group.samples):
                return at.sample
    return None
