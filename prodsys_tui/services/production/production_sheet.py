"""What the screen of production shows: what a record of one workplace needs, and what the shift has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from prodsys_tui.domain.model import Batch, WorkRecord
from prodsys_tui.services.batch.materials import materials_in_use, sources_of
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.production.production_parts import last_mix, mix_text
from prodsys_tui.services.rows import CounterReading
from prodsys_tui.services.shift.workplace import Where, Workplace, workplace

SHOWN = 5000
"""The most records of a shift that are listed and summed up; no plant writes half as many."""

LOOKED = 20
"""How many records are looked through for the last batches that were consumed."""

OFFERED = 200
"""The most batches that are offered to be consumed."""

OFFERED_DAYS = 30
"""Of how many of the last days that anything was made on; older ones are typed or scanned."""


@dataclass(frozen=True, slots=True)
class ProductionSheet:
    """One workplace before a record: ``previous`` is the reading that the next one is counted from.

    ``records`` are those of the shift and process, newest first; ``made`` is their sum for this machine
    (for the process where it has one), in the process's unit. ``last_batches`` are the codes of those
    that the newest of them consumed; ``in_use`` those that the machine takes its material from now, which
    a record consumes unless it names others; ``last_mix`` is the last mix here, as it can be typed again.
    """

    place: Workplace
    previous: CounterReading | None
    records: tuple[WorkRecord, ...]
    made: Decimal
    last_batches: tuple[str, ...] = ()
    in_use: tuple[str, ...] = ()
    last_mix: tuple[str, ...] = ()


def production_sheet(reads: Reads, contracts: ContractBook, where: Where) -> ProductionSheet:
    """The sheet of a workplace. Raises ``Refused`` as ``workplace`` does."""
    place = workplace(reads, contracts, where)
    counts = place.contract.production.counter and place.machine is not None
    previous = reads.last_counter(place.machine.ref) if counts and place.machine else None
    records = reads.records(shift=place.shift.ref, process_id=where.process, limit=SHOWN)
    contract, machine = place.contract, place.machine
    mixed = last_mix(reads, contract, machine) if contract.raw_materials else ()
    return ProductionSheet(
        place,
        previous,
        tuple(records),
        _made(place, records),
        _last_batches(reads, records[:LOOKED]),
        tuple(material.batch.code for material in materials_in_use(reads, contract, machine)),
        tuple(mix_text(part) for part in mixed),
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """A batch that may be consumed; ``since`` is when the machine began to use it (None: it does not)."""

    batch: Batch
    since: datetime | None = None


def offered_batches(
    reads: Reads, contracts: ContractBook, process: int, machine: str | None = None
) -> tuple[Offered, ...]:
    """The batches, ``activo`` and ``pausado``, that may be consumed at a process.

    First those that the machine has in use, however old; then the newest, so that those of the last seven
    days come before the rest.
    """
    contract = contracts.of(reads, process).contract
    sources = sources_of(contract)
    if not sources:
        return ()
    here = None if machine is None else reads.machine(machine)
    since = {} if here is None else {use.batch: use.since for use in reads.batches_in_use(here.ref)}
    used = (each.batch for each in materials_in_use(reads, contract, here))
    newest = reads.open_batches(sources, OFFERED_DAYS, OFFERED)
    return (
        *(Offered(batch, since[batch.ref]) for batch in used),
        *(Offered(batch) for batch in newest if batch.ref not in since),
    )


def _made(place: Workplace, records: Sequence[WorkRecord]) -> Decimal:
    code = place.machine_code
    own = (one for one in records if code is None or (one.machine is not None and one.machine.code == code))
    return sum((one.quantity for one in own), Decimal(0))


def _last_batches(reads: Reads, records: Sequence[WorkRecord]) -> tuple[str, ...]:
    for record in records:
        consumed = reads.consumptions(record.ref)
        if consumed:
            return tuple(each.batch.code for each in consumed)
    return ()
