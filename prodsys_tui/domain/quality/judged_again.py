"""One sample judged again under another contract, with what a person decided left as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from prodsys_tui.domain.contract.contract import Kind, Parameter, ProcessContract
from prodsys_tui.domain.model import Result, Sample
from prodsys_tui.domain.names import fold
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.quality.judgement import (
    Judged,
    Specs,
    Typed,
    judge,
    judge_calculated,
    kept_by_hand,
    worse,
)
from prodsys_tui.domain.refusal import Code, Refusal


def judged_again(
    sample: Sample, then: ProcessContract, contract: ProcessContract, specs: Specs, others: Sequence[Sample]
) -> Judged | tuple[Refusal, ...] | None:
    """A sample of the contract ``then`` under another one: its judgement, or why it would be refused.

    ``specs`` are those of its order, ``others`` the samples of its shift's process, oldest first. None for a
    calculated value that the other contract does not calculate. A doubt was answered when it was typed.
    """
    parameter, old = contract.parameter(sample.parameter), then.parameter(sample.parameter)
    if sample.calculated:
        if parameter is None or parameter.formula is None:
            return None
        return judge_calculated(parameter, _round(sample, others), specs)
    if parameter is None:
        return (Refusal(Code.UNKNOWN_PARAMETER, {"parameter": sample.parameter}, "parameter"),)
    typed = Typed(_typed(sample, old), sure=True)
    given = _nominal_then(sample, old, specs)
    judged = judge(parameter, typed, given)
    own = judge(old, typed, given) if old is not None else judged
    if isinstance(judged, Judged) and isinstance(own, Judged) and kept_by_hand(own.result, sample.result):
        return replace(judged, result=worse(judged.result, sample.result))
    return judged


def _typed(sample: Sample, parameter: Parameter | None) -> str:
    """What was typed, as the parameter was then."""
    if sample.words is not None:
        return sample.words
    if parameter is not None and parameter.kind is Kind.PASS_FAIL:
        return (Result.COMPLIES if sample.value else Result.FAILS).value
    return show_number(sample.value)


def _nominal_then(sample: Sample, parameter: Parameter | None, specs: Specs) -> Specs:
    """The specifications with the nominal that the order gave when the sample was judged."""
    if parameter is None or not parameter.order_nominal:
        return specs
    name = parameter.order_key or parameter.name
    if sample.nominal is not None:
        return {**specs, name: show_number(sample.nominal)}
    if parameter.kind is Kind.PASS_FAIL and sample.result is not Result.WAITING:
        return specs
    return {key: text for key, text in specs.items() if fold(key) != fold(name)}  # it came later


def _round(sample: Sample, others: Sequence[Sample]) -> Mapping[str, Decimal]:
    """The values of a calculated one's round that were there when it was calculated, by folded name."""
    place = (sample.machine, sample.round)
    return {
        fold(each.parameter): each.value
        for each in others
        if each.ref.id < sample.ref.id and not each.calculated and (each.machine, each.round) == place
    }
