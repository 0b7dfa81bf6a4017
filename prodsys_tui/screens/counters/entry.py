"""What goes to the services from the sheet of counters, and what comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from prodsys_tui.domain.model import Person
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.counters.columns import CONSUMES, COUNTER, QUANTITY, STOP, WASTE, WASTE_TO
from prodsys_tui.screens.held_signature import signature_form
from prodsys_tui.screens.modals.form import FormScreen
from prodsys_tui.screens.session import Session
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.counter_sheet import CounterRow, CounterSheet, counter_sheet
from prodsys_tui.services.production.counters import record_counters
from prodsys_tui.services.production.production import AddProduction, ProductionSaved, preview_production
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.workplace import Where
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import read_moment


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, and the sheet as it is now."""

    records: tuple[ProductionSaved, ...]
    sheet: CounterSheet


def batches_in(text: str) -> tuple[str, ...]:
    """The batch codes in a cell."""
    return tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))


def command(sheet: CounterSheet, row: CounterRow, typed: Mapping[str, str], uid: str) -> AddProduction:
    """What the services are asked to save of a row.

    Behind a locked gate nothing was made: then the first reading of a counter, or waste alone, says so.
    """
    quantity = typed.get(QUANTITY)
    unread = COUNTER not in typed or row.previous is None
    if row.blocks and quantity is None and unread and (COUNTER in typed or WASTE in typed):
        quantity = "0"
    return AddProduction(
        sheet.contract.id,
        None if row.line.order is None else row.line.order.code,
        row.code,
        quantity,
        typed.get(WASTE),
        typed.get(WASTE_TO),
        typed.get(COUNTER),
        batches_in(typed.get(CONSUMES, "")),
        shift=sheet.shift.ref.uid,
        uid=uid,
        stop=typed.get(STOP),
    )


def read_sheet(plant: Plant, where: Where) -> CounterSheet:
    """The sheet of a process."""
    with plant.read() as reads:
        return counter_sheet(reads, plant.contracts, where)


def preview(plant: Plant, wanted: AddProduction, measured: str, say: Texts) -> tuple[Refusal, ...]:
    """What would refuse a row as it is now."""
    try:
        (timed,) = _timed(plant, (wanted,), measured, say)
    except Refused as refused:
        return refused.reasons
    with plant.read() as reads:
        return preview_production(reads, plant.contracts, timed, plant.clock.now())


def save(
    plant: Plant,
    who: Person,
    commands: Sequence[AddProduction],
    measured: str,
    where: Where,
    say: Texts,
    signer: Person | None = None,
) -> Saved:
    """Save all or nothing, signed for what is held, and read the sheet again. Raises ``Refused``."""
    records = plant.do(record_counters, who, _timed(plant, commands, measured, say), signer)
    return Saved(records, read_sheet(plant, where))


def signing(
    session: Session,
    reasons: Sequence[Refusal],
    commands: Sequence[AddProduction],
    measured: str,
    where: Where,
) -> FormScreen[Saved]:
    """Asks for the signature that held batches want, for all rows at once."""
    who, say = session.who, session.texts

    def signed(plant: Plant, reason: str, signer: Person | None) -> Saved:
        wanted = [replace(each, reason=reason) for each in commands]
        return save(plant, who, wanted, measured, where, say, signer)

    return signature_form(session, reasons, "", signed)


def _timed(
    plant: Plant, commands: Sequence[AddProduction], measured: str, say: Texts
) -> tuple[AddProduction, ...]:
    """The commands with the time of reading. Raises ``Refused`` for one that is no time."""
    if not measured:
        return tuple(commands)
    at = read_moment(measured, say.zone, plant.clock.now(), "at")
    if isinstance(at, Refusal):
        raise Refused(at)
    return tuple(replace(each, measured_at=at) for each in commands)
