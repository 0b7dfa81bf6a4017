"""The records of the shift below the form, and what is said when one was saved."""

from collections.abc import Iterator

from prodsys_tui.domain.model import WorkRecord
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.screens.used_words import used_words
from prodsys_tui.services.production.production import ProductionSaved
from prodsys_tui.services.production.production_sheet import ProductionSheet
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_time
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

COLUMNS = (
    Column(5),
    Column(8),
    Column(8),
    Column(11, "right"),
    Column(9, "right"),
    Column(12),
    Column(8),
    Column(),
)
_NAMES = ("time", "machine", "order", "quantity", "waste", "batch", "author", "state")


def heading(say: Texts) -> Row:
    """The names of the columns."""
    return Row("", tuple(Cell(say(f"production.column.{name}"), "head") for name in _NAMES))


def rows(sheet: ProductionSheet, say: Texts) -> Iterator[Row]:
    """The records of the shift and process, newest first."""
    for record in sheet.records:
        waste = "" if record.waste_kg is None else show_number(record.waste_kg)
        cells = (
            Cell(safe(show_time(record.recorded_at, say.zone))),
            Cell(safe(record.machine.code if record.machine else "")),
            Cell(safe(record.order.code if record.order else "")),
            Cell(safe(show_number(record.quantity)), "strong"),
            Cell(safe(waste)),
            Cell(safe(record.batch.code if record.batch else ""), "strong"),
            Cell(safe(record.author)),
            Cell(_state(record, say), "waiting" if record.disputed else "base"),
        )
        yield Row(record.ref.uid, cells)


def saved_words(saved: ProductionSaved, sheet: ProductionSheet, say: Texts) -> Iterator[SafeText]:
    """What became of a record."""
    record, unit = saved.record, sheet.place.contract.unit
    if record.disputed:
        yield say("production.saved-disputed", counter=record.counter)
        return
    yield say("production.saved", quantity=record.quantity, unit=unit)
    if saved.batch is not None:
        yield say("production.saved-batch", batch=saved.batch.code)
    yield from used_words((saved,), say)


def _state(record: WorkRecord, say: Texts) -> SafeText:
    names = {
        "disputed-record": record.disputed,
        "late-record": record.late,
        "corrected-record": record.corrected,
    }
    return joined([say(f"production.{name}") for name, holds in names.items() if holds], ", ")
