"""The lists of valid values (F4) on the form of a record."""

from prodsys_tui.domain.order import OPEN_STATES
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.production.fields import CONSUMES, WASTE_TO
from prodsys_tui.screens.sheet import MACHINE, ORDER
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production_sheet import ProductionSheet, offered_batches
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import safe

WITH_VALUES = frozenset({MACHINE, ORDER, WASTE_TO, CONSUMES})
"""The lines that have a list."""


def values(
    plant: Plant, sheet: ProductionSheet, key: str, consumes: tuple[str, ...], say: Texts
) -> list[Choice]:
    """What a line may hold; read from the store where it is kept there."""
    contract = sheet.place.contract
    if key == WASTE_TO:
        return [Choice(name, safe(name)) for name in contract.production.waste_names.values()]
    with plant.read() as reads:
        if key == MACHINE:
            known = {machine.code: machine for machine in reads.machines()}
            machines = [known[code] for code in contract.machines if code in known]
            return [Choice(one.code, safe(one.code), safe(one.name)) for one in machines]
        if key == ORDER:
            orders = reads.orders(process_id=contract.id, states=tuple(OPEN_STATES))
            return [Choice(one.code, safe(one.code), safe(one.product)) for one in orders]
        named = say("production.batch-named")
        batches = offered_batches(reads, plant.contracts, contract.id)
        return [
            Choice(one.code, safe(one.code), named if one.code in consumes else safe("")) for one in batches
        ]
