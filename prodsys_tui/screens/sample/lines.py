"""The form's lines and the notes below it, made of a sheet and what is being typed."""

from collections.abc import Iterator, Mapping

from prodsys_tui.domain.contract.contract import Kind, limits_text
from prodsys_tui.domain.model import Result
from prodsys_tui.domain.refusal import Code
from prodsys_tui.screens.measured import range_text
from prodsys_tui.screens.measuring.draft import BATCH, MEASURED, Draft
from prodsys_tui.screens.measuring.words import (
    MEANING,
    fault_text,
    limits_words,
    result_text,
    taken_text,
    value_text,
)
from prodsys_tui.screens.place_values import machine_name
from prodsys_tui.screens.sheet import MACHINE, ORDER
from prodsys_tui.services.quality.sample_sheet import SampleSheet, SheetLine
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_time
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.form_line import FormColumns, FormLine
from prodsys_tui.widgets.row_list import Cell

COLUMNS = FormColumns(19, 11, (24, 14, 3))
"""Parameter, entry, specification, result, count: 79 cells; wide terminals add the last values."""

WIDE = 100
"""From this width on the last values stand beside the entry."""

_FAULTS = {
    Code.OUT_OF_VALIDITY: ("sample.fault.out", "wrong"),
    Code.DOUBTFUL: ("sample.fault.doubtful", "waiting"),
    Code.NOT_A_NUMBER: ("sample.fault.no-number", "wrong"),
    Code.AMBIGUOUS_NUMBER: ("sample.fault.ambiguous", "waiting"),
}
_HELP = {
    Kind.NUMBER: "sample.help.number",
    Kind.PASS_FAIL: "sample.help.pass-fail",
    Kind.TEXT: "sample.help.text",
    Kind.CALCULATED: "sample.help.calculated",
}
_ABOVE = {
    MACHINE: "sample.help.machine",
    ORDER: "sample.help.order",
    BATCH: "sample.help.batch",
    MEASURED: "sample.help.measured",
}
_LAST = 5


def form_lines(
    sheet: SampleSheet, drafts: Mapping[str, Draft], say: Texts, *, wide: bool
) -> Iterator[FormLine]:
    """The form: where, of what order, when; then one line a parameter."""
    yield FormLine(MACHINE, say("sample.machine"), (_machine(sheet, say),))
    yield FormLine(ORDER, say("sample.order"), (_order(sheet, say),))
    yield FormLine(BATCH, say("sample.batch"), (Cell(say("sample.batch-empty")),))
    yield FormLine(MEASURED, say("sample.measured"), (Cell(say("sample.measured-empty")),))
    heading = [Cell(say(f"sample.column.{name}")) for name in ("specification", "result", "count")]
    if wide:
        heading.append(Cell(say("sample.column.last")))
    yield FormLine("", say("sample.column.parameter", round=sheet.round), tuple(heading))
    for line in sheet.lines:
        yield _parameter(sheet, line, drafts.get(line.parameter.name), say, wide=wide)


def notes(sheet: SampleSheet, key: str, draft: Draft | None, say: Texts) -> Iterator[Cell]:
    """Everything about the line under the cursor, what is wrong with it first."""
    line = sheet.line(key)
    if line is None:
        yield Cell(say(_ABOVE.get(key, _ABOVE[MACHINE])))
        return
    if draft is not None:
        yield from _draft_notes(line, draft, say)
    if line.parameter.kind is Kind.CALCULATED:
        yield Cell(say(_HELP[Kind.CALCULATED]))
    limits = limits_words(line, say)
    if limits:
        yield Cell(limits)
    due = _due(line, say)
    if due:
        yield Cell(due)
    yield from _last(line, say)


def help_text(sheet: SampleSheet, key: str, say: Texts) -> SafeText:
    """What the first F1 says about a line."""
    line = sheet.line(key)
    if line is None:
        return say(_ABOVE.get(key, _ABOVE[MACHINE]))
    about = joined((safe(line.parameter.name), limits_words(line, say)), ": ")
    how = say("sample.help.eighths" if line.parameter.eighths else _HELP[line.parameter.kind])
    return joined((about, how), "\n\n")


def _machine(sheet: SampleSheet, say: Texts) -> Cell:
    place = sheet.place
    if place.machine is None:
        return Cell(say("sample.machine-empty"), "waiting")
    return Cell(machine_name(place.machine))


def _order(sheet: SampleSheet, say: Texts) -> Cell:
    order = sheet.place.order
    if order is None:
        return Cell(say("sample.order-empty"), "waiting")
    key = "sample.order-runs" if sheet.place.order_runs else "sample.order-named"
    return Cell(say(key, order=order.code, product=order.product))


def _parameter(
    sheet: SampleSheet, line: SheetLine, draft: Draft | None, say: Texts, *, wide: bool
) -> FormLine:
    parameter = line.parameter
    cells = [_limits(line, say), _result(sheet, line, draft, say), Cell(_count(line))]
    if wide:
        last = [value_text(parameter, one.sample, say) for one in line.taken if not one.corrected]
        cells.append(Cell(joined(last[:_LAST], ", ")))
    keys: dict[str, str] = {}
    if parameter.kind is Kind.PASS_FAIL:
        keys = {
            say("sample.letter.complies"): Result.COMPLIES.value,
            say("sample.letter.fails"): Result.FAILS.value,
        }
    locked = parameter.kind is Kind.CALCULATED
    asked = draft is not None and draft.doubted is not None
    answers = frozenset({str(say("sample.letter.sure"))}) if asked else frozenset()
    return FormLine(parameter.name, safe(parameter.name), tuple(cells), locked, keys, answers)


def _limits(line: SheetLine, say: Texts) -> Cell:
    parameter, target = line.parameter, line.target
    if parameter.kind is Kind.PASS_FAIL:
        return Cell(say("sample.pass-fail-keys"))
    if not target.known:
        return Cell(say("sample.no-nominal"), "waiting")
    if target.limits is not None:
        return Cell(joined((range_text(parameter, target.limits), safe(parameter.unit))))
    validity = limits_text(parameter)
    return Cell(say("sample.only-valid", limits=validity) if validity else safe(""))


def _result(sheet: SampleSheet, line: SheetLine, draft: Draft | None, say: Texts) -> Cell:
    """The result of what is being typed; else the last one, in parentheses when its round is over."""
    if draft is not None and draft.faults:
        key, meaning = _FAULTS.get(draft.faults[0].code, ("sample.fault.other", "wrong"))
        return Cell(say(key), meaning)
    if draft is not None and draft.outcome is not None:
        return Cell(result_text(say, draft.outcome), MEANING[draft.outcome])
    last = line.last
    if draft is not None or last is None:
        return Cell(safe(""))
    word = result_text(say, last.sample.result)
    shown = word if last.sample.round == sheet.round else SafeText(f"({word})")
    if any(one.open for one in line.taken):
        return Cell(SafeText(f"{shown} !"), "wrong")
    return Cell(shown, MEANING[last.sample.result])


def _count(line: SheetLine) -> SafeText:
    return SafeText(f"{line.counted}/{line.due}" if line.due else f"{line.counted}" if line.counted else "")


def _due(line: SheetLine, say: Texts) -> SafeText:
    parameter = line.parameter
    parts = []
    if line.due:
        key = "sample.owed" if line.owed else "sample.not-owed"
        parts.append(say(key, owed=line.owed, due=line.due))
    parts += [safe(words) for words in (parameter.due_when, parameter.note) if words]
    return joined(parts, "; ")


def _last(line: SheetLine, say: Texts) -> Iterator[Cell]:
    """The last samples of this shift; the values of earlier ones."""
    here = [taken_text(line.parameter, one, say) for one in line.taken if one.here]
    before = [value_text(line.parameter, one.sample, say) for one in line.taken if not one.here]
    if here:
        yield Cell(say("sample.last", values=here[:_LAST]))
    if before:
        yield Cell(say("sample.before", values=before[:_LAST]))


def _draft_notes(line: SheetLine, draft: Draft, say: Texts) -> Iterator[Cell]:
    for fault in draft.faults:
        yield Cell(fault_text(say, fault), "waiting")
    if draft.corrects is not None:
        value = value_text(line.parameter, draft.corrects, say)
        at = show_time(draft.corrects.measured_at, say.zone)
        yield Cell(say("sample.corrects", value=value, at=at), "waiting")
    if draft.result is not None:
        result = result_text(say, draft.result)
        yield Cell(say("sample.by-hand", result=result, comment=draft.comment), "waiting")
