"""The lists of valid values (F4) on the form of samples."""

from prodsys_tui.domain.contract import Kind
from prodsys_tui.domain.model import BatchState, Result
from prodsys_tui.domain.order import OPEN_STATES
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.sample.draft import BATCH
from prodsys_tui.screens.sample.words import result_text
from prodsys_tui.screens.sheet import MACHINE, ORDER
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.sample_sheet import SampleSheet
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import safe

_STATES = tuple(OPEN_STATES)
_PASS_FAIL = (Result.COMPLIES, Result.FAILS)


def has_values(sheet: SampleSheet, key: str) -> bool:
    """Whether a line has a list of valid values."""
    line = sheet.line(key)
    return key in {MACHINE, ORDER, BATCH} or (line is not None and line.parameter.kind is Kind.PASS_FAIL)


def values(plant: Plant, sheet: SampleSheet, key: str, say: Texts) -> list[Choice]:
    """What a line may hold; read from the store where it is kept there."""
    contract = sheet.place.contract
    with plant.read() as reads:
        match key:
            case _ if key == MACHINE:
                known = {machine.code: machine for machine in reads.machines()}
                machines = [known[code] for code in contract.machines if code in known]
                return [Choice(one.code, safe(one.code), safe(one.name)) for one in machines]
            case _ if key == ORDER:
                orders = reads.orders(process_id=contract.id, states=_STATES)
                return [Choice(one.code, safe(one.code), safe(one.product)) for one in orders]
            case _ if key == BATCH:
                order = sheet.place.order.ref if sheet.place.order else None
                batches = reads.batches(states=(BatchState.ACTIVE,), order=order, processes=(contract.id,))
                return [Choice(one.code, safe(one.code)) for one in batches]
            case _:
                return [Choice(result.value, result_text(say, result)) for result in _PASS_FAIL]
