"""What goes to the services when a record is previewed or saved, and what comes back."""

from dataclasses import dataclass

from prodsys_tui.domain.model import Person
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.production import (
    AddProduction,
    ProductionSaved,
    add_production,
    preview_production,
)
from prodsys_tui.services.production.production_sheet import ProductionSheet, production_sheet
from prodsys_tui.services.shift.workplace import Where


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, and the sheet as it is now."""

    production: ProductionSaved
    sheet: ProductionSheet


def read_sheet(plant: Plant, where: Where) -> ProductionSheet:
    """What a record of a workplace needs, and the records of the shift."""
    with plant.read() as reads:
        return production_sheet(reads, plant.contracts, where)


def preview(plant: Plant, wanted: AddProduction) -> tuple[Refusal, ...]:
    """What would refuse the record as it is now."""
    with plant.read() as reads:
        return preview_production(reads, plant.contracts, wanted)


def save(
    plant: Plant, who: Person, wanted: AddProduction, where: Where, signer: Person | None = None
) -> Saved:
    """Save the record, signed for what is held, and read the sheet again. Raises ``Refused``."""
    return Saved(plant.do(add_production, who, wanted, signer), read_sheet(plant, where))
