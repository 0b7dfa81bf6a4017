"""What a work record consumed, changed afterwards. Spec ``domain.md`` §3, "Consumption"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prodsys_tui.domain.batch import Material, material_faults
from prodsys_tui.domain.contract import ProcessContract
from prodsys_tui.domain.model import Batch, Consumption, Shift, WorkRecord
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.shift import Entry, admits
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.materials import material_of
from prodsys_tui.services.places import found, shift_at
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.production_check import circle_faults
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.use_case import Act, use_case

SIGNED = frozenset({Code.BATCH_CLOSED, Code.BATCH_HELD})
"""What a signature makes good: linking a batch that was closed or is held."""


@dataclass(frozen=True, slots=True)
class Relinked:
    """The batches that a record consumed besides, the links that go, how many are left, and every fault."""

    added: tuple[Batch, ...]
    removed: tuple[Consumption, ...]
    left: int
    faults: tuple[Refusal, ...]


@use_case("production-consumes", Right.CONSUME)
def change_consumption(
    uow: UnitOfWork, act: Act, uid: str, add: Sequence[str] = (), remove: Sequence[str] = ()
) -> WorkRecord:
    """Say of a record what else it consumed, or what it did not, while its shift takes entries.

    Raises ``Refused`` with every reason: ``not-found``, ``shift-closed``, what ``material_faults`` says,
    ``batch-demanded`` when nothing would be left where something is demanded.
    """
    record = find_record(uow, uid)
    shift = found(shift_at(uow, record.shift.id))
    found(admits(shift, Entry.WORK))
    contract = act.contracts.of(uow, record.process_id).contract
    plan = relink(uow, contract, shift, record, add, remove)
    ensure((*plan.faults, *demand_faults(contract, record, plan)))
    keep_links(uow, act, record, plan)
    return record


def find_record(reads: Reads, uid: str) -> WorkRecord:
    """The work record of a uid. Raises ``Refused`` (``not-found``)."""
    record = reads.record(tidy(uid))
    if record is None:
        raise refuse(Code.NOT_FOUND, "record", "record", record=tidy(uid))
    return record


def relink(
    reads: Reads,
    contract: ProcessContract,
    shift: Shift,
    record: WorkRecord,
    add: Iterable[str],
    remove: Iterable[str],
) -> Relinked:
    """Judge a change of what a record consumed; what is asked for and is so already changes nothing."""
    linked = {each.batch.code: each for each in reads.consumptions(record.ref)}
    faults: list[Refusal] = []
    materials: list[Material] = []
    for code in dict.fromkeys(filter(None, map(tidy, add))):
        material = material_of(reads, code)
        if material is None:
            faults.append(Refusal(Code.NOT_FOUND, {"id": code}, "consumes", "batch-id"))
        elif material.batch.code not in linked:
            materials.append(material)
    removed = []
    for code in dict.fromkeys(filter(None, map(tidy, remove))):
        if code in linked:
            removed.append(linked[code])
        else:
            faults.append(Refusal(Code.NOT_FOUND, {"batch": code}, "remove", "not-consumed"))
    own = None if record.batch is None else reads.batch(record.batch.code)
    if record.machine is None and materials:
        faults.append(Refusal(Code.MACHINE_MISSING, {"process": contract.name}, "machine"))
    faults.extend(material_faults(contract, materials, own))
    faults.extend(circle_faults(reads, shift, materials, own))
    left = len(linked) + len(materials) - len(removed)
    return Relinked(tuple(each.batch for each in materials), tuple(removed), left, tuple(faults))


def demand_faults(contract: ProcessContract, record: WorkRecord, plan: Relinked) -> tuple[Refusal, ...]:
    """A record that made something must consume something where the contract demands it."""
    demanded = contract.production.batches_demanded and record.quantity > 0
    return (Refusal(Code.BATCH_DEMANDED, {}, "consumes"),) if demanded and not plan.left else ()


def keep_links(uow: UnitOfWork, act: Act, record: WorkRecord, plan: Relinked) -> None:
    """Store the change; the journal keeps what was removed."""
    for gone in plan.removed:
        uow.remove(gone)
    if record.machine is None:
        return
    for batch in plan.added:
        uow.add(
            Consumption(
                record=record.ref,
                machine=record.machine,
                shift=record.shift,
                batch=batch.ref,
                author=act.person.code,
                recorded_at=act.now,
            )
        )
