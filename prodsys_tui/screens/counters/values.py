"""The lists of valid values (F4) on the sheet of counters."""

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.screens.batch_choices import batch_choices
from prodsys_tui.screens.counters.columns import CONSUMES, STOP, WASTE_TO
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.modals.entries import stop_choices
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.production_sheet import offered_batches
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import safe

WITH_VALUES = frozenset({CONSUMES, STOP, WASTE_TO})
"""The columns that have a list."""


def values(plant: Plant, contract: ProcessContract, machine: str, column: str, say: Texts) -> list[Choice]:
    """What a cell may hold; batches are read from the store."""
    if column == STOP:
        return stop_choices(plant.catalogs.stops, contract)
    if column == WASTE_TO:
        return [Choice(name, safe(name)) for name in contract.production.waste_names.values()]
    with plant.read() as reads:
        offered = offered_batches(reads, plant.contracts, contract.id, machine)
    return batch_choices(offered, say)
