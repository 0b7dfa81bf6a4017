"""Deviations as people read them: on the screens that settle them and that review them."""

from zoneinfo import ZoneInfo

from prodsys_tui.domain.contract.contract import Kind, ProcessContract
from prodsys_tui.domain.numbers import show_eighths, show_number
from prodsys_tui.domain.shift.facts import Deviation
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_time
from prodsys_tui.text.safe import safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

COLUMNS = (Column(5), Column(12), Column(), Column(17, "right"), Column(9), Column(10))
"""Time, machine or process, parameter, value, result, and what became of it."""


def heading(say: Texts) -> Row:
    """The names of the columns."""
    names = ("time", "place", "parameter", "value", "result", "state")
    return Row("", tuple(Cell(say(f"deviation.column.{name}"), "head") for name in names))


def deviation_row(deviation: Deviation, contract: ProcessContract, zone: ZoneInfo, state: Cell) -> Row:
    """A deviation by the uid of its sample; ``state`` is what became of it."""
    return Row(
        deviation.sample.uid,
        (
            Cell(safe(show_time(deviation.measured_at, zone))),
            Cell(safe(deviation.machine or contract.name)),
            Cell(safe(deviation.parameter), "strong"),
            Cell(safe(measured_text(deviation, contract)), "strong"),
            Cell(safe(deviation.result.value), "wrong"),
            state,
        ),
    )


def measured_text(deviation: Deviation, contract: ProcessContract) -> str:
    """Value and unit; nothing where the result says all."""
    parameter = contract.parameter(deviation.parameter)
    if parameter is None:
        return show_number(deviation.value)
    if parameter.kind is Kind.PASS_FAIL:
        return ""
    shown = show_eighths(deviation.value) if parameter.eighths else show_number(deviation.value)
    return f"{shown} {parameter.unit}"
