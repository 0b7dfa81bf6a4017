"""The lists of valid values (F4) on the form of a record."""

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.screens.batch_choices import batch_choices
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.place_values import machine_values, order_values
from prodsys_tui.screens.production.fields import CONSUMES, WASTE_TO, Record
from prodsys_tui.screens.sheet import MACHINE, ORDER
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.production_sheet import offered_batches
from prodsys_tui.services.shift.workplace import Where
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import safe

WITH_VALUES = frozenset({MACHINE, ORDER, WASTE_TO, CONSUMES})
"""The lines that have a list."""


def values(
    plant: Plant, where: Where, contract: ProcessContract, key: str, record: Record, say: Texts
) -> list[Choice]:
    """What a line may hold; read from the store where it is kept there."""
    if key == MACHINE:
        return machine_values(plant, where, say)
    if key == ORDER:
        return order_values(plant, where.process)
    if key == WASTE_TO:
        return [Choice(name, safe(name)) for name in contract.production.waste_names.values()]
    return _batches(plant, where, record, say)


def _batches(plant: Plant, where: Where, record: Record, say: Texts) -> list[Choice]:
    with plant.read() as reads:
        offered = offered_batches(reads, plant.contracts, where.process, where.machine)
    return batch_choices(offered, say, record.consumes)
