"""The lists of valid values (F4) on the form of samples."""

from prodsys_tui.domain.contract.contract import Kind
from prodsys_tui.domain.model import BatchState, Result
from prodsys_tui.screens.measuring.draft import BATCH
from prodsys_tui.screens.measuring.words import result_text
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.place_values import machine_values, order_values
from prodsys_tui.screens.sheet import MACHINE, ORDER
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.quality.sample_sheet import SampleSheet
from prodsys_tui.services.shift.workplace import Where
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import safe

_PASS_FAIL = (Result.COMPLIES, Result.FAILS)


def has_values(sheet: SampleSheet, key: str) -> bool:
    """Whether a line has a list of valid values."""
    line = sheet.line(key)
    return key in {MACHINE, ORDER, BATCH} or (line is not None and line.parameter.kind is Kind.PASS_FAIL)


def values(plant: Plant, where: Where, sheet: SampleSheet, key: str, say: Texts) -> list[Choice]:
    """What a line may hold; read from the store where it is kept there."""
    if key == MACHINE:
        return machine_values(plant, where, say)
    if key == ORDER:
        return order_values(plant, where.process)
    if key == BATCH:
        return _batches(plant, sheet)
    return [Choice(result.value, result_text(say, result)) for result in _PASS_FAIL]


def _batches(plant: Plant, sheet: SampleSheet) -> list[Choice]:
    place = sheet.place
    order = place.order.ref if place.order else None
    with plant.read() as reads:
        found = reads.batches(states=(BatchState.ACTIVE,), order=order, processes=(place.contract.id,))
    return [Choice(batch.code, safe(batch.code)) for batch in found]
