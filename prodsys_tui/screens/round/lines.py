"""The rows of the Ronda, and what is told of the machine under the cursor."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prodsys_tui.domain.contract.contract import Kind
from prodsys_tui.domain.model import Result
from prodsys_tui.domain.numbers import show_eighths, show_number
from prodsys_tui.domain.quality.sampling_round import next_machine
from prodsys_tui.screens.measured import range_text
from prodsys_tui.screens.measuring.draft import Draft
from prodsys_tui.screens.measuring.words import MEANING, fault_text, limits_words, result_text, taken_text
from prodsys_tui.screens.place_values import machine_name
from prodsys_tui.screens.round.columns import (
    COUNT,
    MACHINE,
    MARK,
    ORDER,
    RESULT,
    STATE,
    TARGET,
    VALUE,
    columns,
)
from prodsys_tui.services.quality.round_sheet import RoundRow, RoundSheet
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_time
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell
from prodsys_tui.widgets.sheet_cells import SheetCell, SheetRow
from prodsys_tui.widgets.typed_cells import TypedCells

YES = "s"
"""The key that says that a doubtful value is meant."""
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class RoundLines:
    """Makes the rows of one round, with what is typed and what the services said of it by machine."""

    sheet: RoundSheet
    cells: TypedCells
    drafts: Mapping[str, Draft]
    say: Texts

    def rows(self) -> Iterator[SheetRow]:
        """A row a machine."""
        keys = [column.key for column in columns(self.sheet.contract, self.sheet.parameter)]
        for row in self.sheet.rows:
            yield SheetRow(row.code, tuple(self._cell(row, key) for key in keys))

    def next(self, after: str | None) -> str | None:
        """The machine to go to: one that is still due and has nothing typed, in the order of the round."""
        codes = [row.code for row in self.sheet.rows]
        due = {code for code in self.sheet.due if not self.cells.text(code, VALUE)}
        return next_machine(codes, due, after)

    def facts(self, here: str | None) -> SafeText:
        """The parameter, the hour of the round, how many machines remain and which one is next."""
        parameter, say = self.sheet.parameter, self.say
        name = f"{parameter.name} ({parameter.unit})" if parameter.unit else parameter.name
        parts = [safe(name)]
        if self.sheet.hour is not None:
            parts.append(say("round.hour", hour=self.sheet.hour, hours=parameter.due_hours))
        following = here if here in self.sheet.due else self.next(here)
        if following is None:
            parts.append(say("round.complete"))
        else:
            parts.append(say("round.remaining", n=len(self.sheet.due), next=following))
        return joined(parts, "  ")

    def notes(self, machine: str) -> Iterator[Cell]:
        """The machine, what is wrong with what is typed, what it is held against, its last values."""
        row = self.sheet.row(machine)
        if row is None:
            return
        order = row.line.order
        words = (safe(order.product),) if order is not None else ()
        yield Cell(joined((safe(row.code), machine_name(row.line.machine), *words), "  "), "strong")
        draft = self.drafts.get(machine)
        for fault in draft.faults if draft is not None else ():
            yield Cell(fault_text(self.say, fault), "waiting" if draft and draft.doubted else "wrong")
        if row.line.aside is not None:
            yield Cell(self.say(f"counters.aside.{row.line.aside}", reason=row.line.reason), "waiting")
        limits = limits_words(row.values, self.say)
        if limits:
            yield Cell(limits)
        taken = [taken_text(self.sheet.parameter, one, self.say) for one in row.values.taken[:_SHOWN]]
        if taken:
            yield Cell(joined(taken, "; "))

    def _cell(self, row: RoundRow, key: str) -> SheetCell:
        made = {
            MARK: self._mark,
            MACHINE: lambda row: SheetCell(safe(row.code), "strong"),
            ORDER: lambda row: SheetCell(safe(row.line.order.code if row.line.order else "")),
            TARGET: self._target,
            VALUE: self._value,
            RESULT: self._result,
            COUNT: self._count,
            STATE: self._state,
        }
        return made[key](row)

    def _mark(self, row: RoundRow) -> SheetCell:
        draft = self.drafts.get(row.code)
        if draft is not None and draft.faults:
            return SheetCell(safe("!"), "wrong")
        return SheetCell(safe("*" if self.cells.text(row.code, VALUE) else " "), "strong")

    def _target(self, row: RoundRow) -> SheetCell:
        target, parameter = row.values.target, row.values.parameter
        if parameter.kind is Kind.PASS_FAIL:
            return SheetCell(self.say("round.pass-fail"))
        if target.limits is not None:
            return SheetCell(range_text(parameter, target.limits))
        if target.nominal is not None:
            nominal = show_eighths(target.nominal) if parameter.eighths else show_number(target.nominal)
            return SheetCell(safe(nominal))
        return SheetCell() if target.known else SheetCell(self.say("round.no-nominal"), "waiting")

    def _value(self, row: RoundRow) -> SheetCell:
        draft = self.drafts.get(row.code)
        text = self.cells.text(row.code, VALUE)
        doubted = draft is not None and bool(text) and draft.doubted == text
        letters = {}
        if row.values.parameter.kind is Kind.PASS_FAIL:
            letters = {"c": Result.COMPLIES.value, "n": Result.FAILS.value}
        return SheetCell(safe(text), keys=letters, answers=frozenset({YES}) if doubted else frozenset())

    def _result(self, row: RoundRow) -> SheetCell:
        draft = self.drafts.get(row.code)
        if draft is not None and (draft.faults or draft.doubted):
            return SheetCell(self.say("round.sure" if draft.doubted else "round.wrong"), "waiting")
        if draft is not None and draft.outcome is not None:
            return SheetCell(result_text(self.say, draft.outcome), MEANING[draft.outcome])
        if row.done is not None and not self.cells.text(row.code, VALUE):
            return SheetCell(result_text(self.say, row.done.result), MEANING[row.done.result])
        return SheetCell()

    def _count(self, row: RoundRow) -> SheetCell:
        return SheetCell(safe(f"{row.values.counted}/{row.values.due}"))

    def _state(self, row: RoundRow) -> SheetCell:
        draft, say = self.drafts.get(row.code), self.say
        if draft is not None and draft.corrects is not None:
            return SheetCell(say("round.state.corrects"), "waiting")
        if row.done is not None:
            value = show_eighths(row.done.value) if row.values.parameter.eighths else None
            shown = value or row.done.words or show_number(row.done.value)
            shown = shown if row.values.parameter.kind is not Kind.PASS_FAIL else ""
            time = show_time(row.done.measured_at, say.zone)
            return SheetCell(say("round.state.done", value=shown, time=time), "done")
        if row.line.aside is not None:
            return SheetCell(say(f"round.state.{row.line.aside}"), "off")
        return SheetCell(say("round.state.due"), "ready")
