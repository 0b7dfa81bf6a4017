"""Calculated values: rows of their own beside the samples that they come from, never counting."""

from dataclasses import replace

from prodsys_tui.domain.contract.contract import Parameter
from prodsys_tui.domain.model import NEW, Ref, Sample
from prodsys_tui.domain.quality.judgement import Judged
from prodsys_tui.domain.quality.rounds import calculated
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.quality.sample_check import Checked


def save_calculated(uow: UnitOfWork, checked: Checked, sample: Sample) -> tuple[Sample, ...]:
    """Save what the round of a new sample gives now, each value as a row of its own.

    A value that the round had before is corrected by the new one.
    """
    contract = checked.force.contract
    if not any(parameter.formula for parameter in contract.parameters):
        return ()
    points = uow.round_points(sample.shift, sample.process_id, sample.machine, sample.round)
    values = {point.parameter: point.value for point in points}
    before = {point.parameter: point.sample for point in points}
    specs = checked.order.specs if checked.order is not None else {}
    return tuple(
        uow.add(_row(sample, parameter, judged, before.get(parameter.name)))
        for parameter, judged in calculated(contract, values, sample.parameter, specs)
    )


def _row(sample: Sample, parameter: Parameter, judged: Judged, before: Ref | None) -> Sample:
    return replace(
        sample,
        ref=NEW,
        version=1,
        code=None,
        parameter=parameter.name,
        value=judged.value,
        words=None,
        nominal=judged.nominal,
        result=judged.result,
        calculated=True,
        comment=None,
        corrects=before,
    )
