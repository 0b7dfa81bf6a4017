"""Samples in words: values, results, limits, faults."""

from collections.abc import Iterator

from prodsys_tui.domain.contract.contract import Kind, Parameter, limits_text
from prodsys_tui.domain.model import Result, Sample
from prodsys_tui.domain.numbers import show_eighths, show_number
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.screens.measured import range_text
from prodsys_tui.services.aftermath import Aftermath
from prodsys_tui.services.quality.sample_sheet import SampleSheet, SheetLine, Taken
from prodsys_tui.services.quality.samples import SampleSaved
from prodsys_tui.text.catalog import Texts, refusal_text
from prodsys_tui.text.dates import show_time
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell

MEANING = {
    Result.COMPLIES: "done",
    Result.FAILS: "wrong",
    Result.REJECTED: "wrong",
    Result.WAITING: "waiting",
}
"""The colour pair of each result; its word says the same."""

_RESULT = {
    Result.COMPLIES: "sample.result.complies",
    Result.FAILS: "sample.result.fails",
    Result.REJECTED: "sample.result.rejected",
    Result.WAITING: "sample.result.waiting",
}


def result_text(say: Texts, result: Result) -> SafeText:
    """A result as people read it."""
    return say(_RESULT[result])


def value_text(parameter: Parameter, sample: Sample, say: Texts) -> SafeText:
    """What was measured, as it was typed: eighths, words, or the result of a pass or fail."""
    match parameter.kind:
        case Kind.TEXT:
            return safe(sample.words or "")
        case Kind.PASS_FAIL:
            return result_text(say, Result.COMPLIES if sample.value else Result.FAILS)
        case _:
            return safe(show_eighths(sample.value) if parameter.eighths else show_number(sample.value))


def taken_text(parameter: Parameter, taken: Taken, say: Texts) -> SafeText:
    """A sample of this shift in one phrase: value, time, and what is to be known about it."""
    sample = taken.sample
    parts = [value_text(parameter, sample, say), safe(show_time(sample.measured_at, say.zone))]
    if sample.result is not Result.COMPLIES:
        parts.append(result_text(say, sample.result))
    if taken.corrected:
        parts.append(say("sample.is-corrected"))
    elif taken.open:
        parts.append(say("sample.is-open"))
    return joined(parts)


def limits_words(line: SheetLine, say: Texts) -> SafeText:
    """Validity, specification and nominal, and whether the parameter is critical."""
    parameter, target = line.parameter, line.target
    parts = [say("sample.critical")] if parameter.critical else []
    if parameter.validity is not None:
        parts.append(say("sample.validity", limits=limits_text(parameter)))
    if target.limits is not None:
        parts.append(say("sample.specification", limits=range_text(parameter, target.limits)))
    if target.nominal is not None:
        nominal = show_eighths(target.nominal) if parameter.eighths else show_number(target.nominal)
        source = "sample.nominal-order" if parameter.order_nominal else "sample.nominal-contract"
        parts.append(say(source, nominal=nominal))
    elif not target.known and parameter.kind is Kind.NUMBER:
        parts.append(say("sample.nominal-missing"))
    if parameter.kind is Kind.PASS_FAIL:
        parts.append(say("sample.pass-fail"))
    return joined(parts, "; ")


def fault_text(say: Texts, fault: Refusal) -> SafeText:
    """Why a value is not taken; a doubt is asked in this screen's own words."""
    if fault.code is Code.DOUBTFUL:
        return say("sample.doubt", **fault.params)
    return refusal_text(say, fault)


def saved_words(saved: SampleSaved, sheet: SampleSheet, say: Texts) -> Iterator[Cell]:
    """What became of a sample, and what to do next when it does not comply."""
    sample = saved.sample
    line = sheet.line(sample.parameter)
    if line is None:
        return
    value, result = value_text(line.parameter, sample, say), result_text(say, sample.result)
    what = sample.parameter if value == result else f"{sample.parameter} {value}"
    yield Cell(say("sample.saved", what=what, result=result), MEANING[sample.result])
    if sample.result is not Result.COMPLIES:
        yield Cell(say("sample.next-settle"), "wrong")
        if line.parameter.stops_machine and sample.result is not Result.WAITING:
            yield Cell(say("sample.next-stop", machine=sheet.place.machine_code), "wrong")
        if line.parameter.needs_note:
            yield Cell(say("sample.next-note"), "wrong")
    for one in saved.calculated:
        told = say(
            "sample.calculated", parameter=one.parameter, value=one.value, result=result_text(say, one.result)
        )
        yield Cell(told, MEANING[one.result])


def after_words(after: Aftermath, say: Texts) -> Iterator[SafeText]:
    """What the samples bring about beyond their own machine."""
    if after.batches:
        yield say("sample.suspects", batches=after.batches)
    if after.fallen:
        yield say("sample.fallen", count=after.fallen)


def progress_words(saved: SampleSaved, say: Texts) -> SafeText:
    """How far the gate is after a sample."""
    key = "sample.gate-closed" if saved.state.blocks else "sample.gate-open"
    return say(key, samples=saved.scope.counted, minimum=saved.minimum)
