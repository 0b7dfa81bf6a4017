"""Judging a sample: is it a measurement, is it meant, does the product comply.

Spec ``process-contracts.md``, "How to read a parameter"; seed "Process-Specific Validation". The three
limits never mix: outside *validity* nothing is saved, outside *doubt* it is asked for again, outside the
*specification* the sample is saved and does not comply.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import lru_cache

from prodsys_tui.domain.contract.contract import Kind, Limits, Parameter, ProcessContract, limits_text
from prodsys_tui.domain.model import Result
from prodsys_tui.domain.names import fold, pick
from prodsys_tui.domain.numbers import MAX_DIGITS, read_number
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import MAX_CODE, text_faults, tidy

Specs = Mapping[str, str]
"""What an order specifies, by name."""

_PASS_FAIL = {
    fold(Result.COMPLIES.value): (Decimal(1), Result.COMPLIES),
    fold(Result.FAILS.value): (Decimal(0), Result.FAILS),
}
_BY_HAND = (Result.REJECTED, Result.WAITING)
_BETTER_FIRST = (Result.COMPLIES, Result.WAITING, Result.FAILS, Result.REJECTED)
_STORABLE = Context(prec=MAX_DIGITS)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed for a sample; ``result`` is the one set by hand, ``sure`` answers a doubt."""

    value: str
    result: str | None = None
    comment: str | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A value with its judgement. ``limits`` is the specification it was held against, if there is one."""

    value: Decimal
    result: Result
    nominal: Decimal | None = None
    words: str | None = None
    limits: Limits | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a measured value is held against. ``known`` is False when the order owes its nominal."""

    known: bool = True
    nominal: Decimal | None = None
    limits: Limits | None = None


def find_parameter(contract: ProcessContract, name: str) -> Parameter | Refusal:
    """The parameter that a typed name means, its case and accents not minded (``unknown-parameter``)."""
    known = contract.parameter(name)
    if known is None:
        spelled = pick(name, (parameter.name for parameter in contract.parameters))
        known = None if spelled is None else contract.parameter(spelled)
    return known or Refusal(Code.UNKNOWN_PARAMETER, {"parameter": name}, "parameter")


def judge(parameter: Parameter, typed: Typed, specs: Specs) -> Judged | tuple[Refusal, ...]:
    """The sample as the contract judges it and the person may worsen it, or everything that is wrong."""
    judged = _by_contract(parameter, typed, specs)
    faults = [judged] if isinstance(judged, Refusal) else []
    comment = tidy(typed.comment)
    faults += text_faults(comment, "comment")
    if typed.result is None:
        return tuple(faults) if faults or isinstance(judged, Refusal) else judged
    wished = _wished(typed.result, judged if isinstance(judged, Judged) else None)
    if isinstance(wished, Refusal):
        return (*faults, wished)
    if isinstance(judged, Judged) and wished is judged.result:
        return tuple(faults) or judged
    if not comment:
        faults.append(Refusal(Code.COMMENT_REQUIRED, {"result": wished.value}, "comment", "result"))
    return tuple(faults) if faults or isinstance(judged, Refusal) else replace(judged, result=wished)


def target_of(parameter: Parameter, specs: Specs) -> Target:
    """What a number is held against: the contract's specification, or the order's nominal with tolerance.

    A nominal that the order does not give, or not as a number, is unknown: the sample waits.
    """
    if not parameter.order_nominal:
        return Target(nominal=parameter.nominal, limits=parameter.specification)
    written = spec_of(parameter, specs)
    nominal = None if written is None else _nominal(written, parameter.eighths)
    if nominal is None:
        return Target(known=False)
    tolerance = parameter.tolerance
    return Target(nominal=nominal, limits=tolerance.around(nominal) if tolerance else None)


def spec_of(parameter: Parameter, specs: Specs) -> str | None:
    """What an order says of a parameter; blanks say nothing."""
    name = parameter.order_key or parameter.name
    written = specs.get(name)
    if written is None:
        written = next((text for key, text in specs.items() if fold(key) == fold(name)), None)
    return tidy(written) or None


def judge_calculated(parameter: Parameter, values: Mapping[str, Decimal], specs: Specs) -> Judged | None:
    """A calculated parameter from values by folded name; None while an input is missing."""
    found = parameter.formula.evaluate(values) if parameter.formula else None
    if found is None:
        return None
    return _measured(parameter, _STORABLE.plus(found), specs)


def kept_by_hand(own: Result, kept: Result) -> bool:
    """Whether a sample's kept result is one that a person set: worse than the contract's own."""
    return kept in _BY_HAND and worse(own, kept) is not own


def worse(one: Result, other: Result) -> Result:
    """The worse of two results."""
    return max(one, other, key=_BETTER_FIRST.index)


def _by_contract(parameter: Parameter, typed: Typed, specs: Specs) -> Judged | Refusal:
    if parameter.kind is Kind.CALCULATED:
        return Refusal(Code.CALCULATED, {"parameter": parameter.name}, "parameter")
    if parameter.kind is Kind.TEXT:
        return _in_words(typed)
    if parameter.kind is Kind.PASS_FAIL:
        return _pass_fail(parameter, typed, specs)
    return _number(parameter, typed, specs)


def _in_words(typed: Typed) -> Judged | Refusal:
    words = tidy(typed.value)
    if not words:
        return Refusal(Code.BAD_VALUE, {}, "value", "empty")
    faults = text_faults(words, "value", MAX_CODE)
    return faults[0] if faults else Judged(Decimal(0), Result.COMPLIES, words=words)


def _pass_fail(parameter: Parameter, typed: Typed, specs: Specs) -> Judged | Refusal:
    found = _PASS_FAIL.get(fold(typed.value))
    if found is None:
        params = {"value": typed.value, "parameter": parameter.name}
        return Refusal(Code.BAD_VALUE, params, "value", "pass-fail")
    value, result = found
    if parameter.order_nominal and spec_of(parameter, specs) is None:
        result = Result.WAITING
    return Judged(value, result)


def _number(parameter: Parameter, typed: Typed, specs: Specs) -> Judged | Refusal:
    value = read_number(typed.value, eighths=parameter.eighths, field="value")
    if isinstance(value, Refusal):
        return value
    if parameter.validity is not None and not parameter.validity.holds(value):
        params = {"parameter": parameter.name, "value": value, "limits": limits_text(parameter)}
        return Refusal(Code.OUT_OF_VALIDITY, params, "value")
    judged = _measured(parameter, value, specs)
    if parameter.doubt is not None and not parameter.doubt.holds(value) and not typed.sure:
        params = {
            "parameter": parameter.name,
            "value": value,
            "unit": parameter.unit,
            "nominal": judged.nominal,
        }
        return Refusal(Code.DOUBTFUL, params, "value")
    return judged


@lru_cache(maxsize=1024)  # the same few orders are sampled all day
def _nominal(written: str, eighths: bool) -> Decimal | None:  # noqa: FBT001 - a key of the cache
    number = read_number(written, eighths=eighths)
    return None if isinstance(number, Refusal) else number


def _measured(parameter: Parameter, value: Decimal, specs: Specs) -> Judged:
    target = target_of(parameter, specs)
    if not target.known:
        return Judged(value, Result.WAITING)
    complies = target.limits is None or target.limits.holds(value)
    return Judged(value, Result.COMPLIES if complies else Result.FAILS, target.nominal, limits=target.limits)


def _wished(text: str, judged: Judged | None) -> Result | Refusal:
    """The result that a person sets: never a better one, and of the worse ones only two."""
    wished = pick(text, _BETTER_FIRST)
    own = judged.result if judged is not None else Result.COMPLIES
    refused = Refusal(Code.BAD_RESULT, {"result": text, "contract": own.value}, "result")
    if wished is None:
        return refused
    result = Result(wished)
    if judged is None or result is own:
        return result
    better = _BETTER_FIRST.index(result) < _BETTER_FIRST.index(own)
    return refused if better or result not in _BY_HAND else result
