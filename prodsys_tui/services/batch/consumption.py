"""What a work record consumed, changed afterwards. Spec ``domain.md`` §3, "Consumption"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prodsys_tui.domain.batch.batch import Material, batch_meant, material_faults
from prodsys_tui.domain.batch.rolls import roll_code
from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Consumption, Person, Ref, RollUse, Shift, WorkRecord
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.shift.shift import Entry, admits
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.batch.materials import Consumer, UsedRoll, taken
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.lineage.links import (
    HeldSignature,
    circle_faults,
    keep_consumed,
    sign_held,
    unsigned,
)
from prodsys_tui.services.places import found, shift_at
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.use_case import Act, use_case

SIGNED = frozenset({Code.BATCH_CLOSED, Code.BATCH_HELD})
"""What a signed correction makes good: linking a batch that was closed or is held."""


@dataclass(frozen=True, slots=True)
class Relinked:
    """What a record consumed besides, and what it did not: batches and rolls.

    ``named`` and ``unnamed`` are the codes that say so: of the roll where one was named, else of the batch.
    ``left`` is how many batches it consumed in the end; ``faults`` are all that stand against it.
    """

    added: tuple[Material, ...]
    rolls: tuple[UsedRoll, ...]
    removed: tuple[Consumption, ...]
    unrolled: tuple[RollUse, ...]
    named: tuple[str, ...]
    unnamed: tuple[str, ...]
    left: int
    faults: tuple[Refusal, ...]


@use_case("production-consumes", Right.CONSUME)
def change_consumption(
    uow: UnitOfWork,
    act: Act,
    uid: str,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    reason: str | None = None,
    signer: Person | None = None,
) -> WorkRecord:
    """Say of a record what else it consumed, or what it did not, while its shift takes entries.

    Codes are those of batches and of rolls. ``reason`` and ``signer`` (their PIN was checked) let in what is
    held. Raises ``Refused`` with every reason: ``not-found``, ``shift-closed``, what ``material_faults``
    says, ``batch-held`` without a signature and a reason, ``batch-demanded`` when nothing would be left
    where something is demanded.
    """
    record = find_record(uow, uid)
    shift = found(shift_at(uow, record.shift.id))
    found(admits(shift, Entry.WORK))
    contract = act.contracts.of(uow, record.process_id).contract
    plan = relink(uow, act.contracts, contract, shift, record, add, remove)
    signature = sign_held(uow, act, plan.added, signer, reason)
    ensure((*unsigned(plan.faults), *demand_faults(contract, record, plan), *signature.faults))
    if tidy(reason):
        uow.because(tidy(reason))
    keep_links(uow, act, record, plan, signature)
    return record


def find_record(reads: Reads, uid: str) -> WorkRecord:
    """The work record of a uid. Raises ``Refused`` (``not-found``)."""
    record = reads.record(tidy(uid))
    if record is None:
        raise refuse(Code.NOT_FOUND, "record", "record", record=tidy(uid))
    return record


def relink(
    reads: Reads,
    contracts: ContractBook,
    contract: ProcessContract,
    shift: Shift,
    record: WorkRecord,
    add: Iterable[str],
    remove: Iterable[str],
) -> Relinked:
    """Judge a change of what a record consumed; what is asked for and is so already changes nothing.

    A batch leaves with the rolls of it, and a roll with its batch unless that, or another roll of it, is
    named or stays.
    """
    links, uses = reads.consumptions(record.ref), reads.roll_uses(record.ref)
    by = Consumer(contract, shift, record.machine, record.measured_at or record.recorded_at)
    named = taken(reads, contracts, by, add)
    known = {link.batch for link in links}
    added = tuple(each for each in named.materials if each.batch.ref not in known)
    known_now = {roll.code for roll in named.rolls if roll.batch is not None}
    stale = [use for use in uses if use.batch is None and use.code in known_now]
    told = {use.code for use in uses if use not in stale}
    rolls = tuple(roll for roll in named.rolls if roll.code not in told)
    faults = list(named.faults)
    unnamed: list[str] = []
    away: set[Ref] = set()
    unrolled, again = list(stale), {roll.code for roll in named.rolls}
    staying = [use for use in uses if use.code not in again]
    for text in dict.fromkeys(filter(None, map(tidy, remove))):
        batch, roll = batch_meant(text).upper(), roll_code(text)
        of_roll = [use for use in uses if use.code == roll]
        of_batch = {link.batch for link in links if link.batch.code == batch}
        if not of_roll and not of_batch:
            faults.append(Refusal(Code.NOT_FOUND, {"batch": text}, "remove", "not-consumed"))
        unnamed.append(roll if of_roll else batch)
        away |= of_batch | {use.batch for use in of_roll if use.batch is not None}
        unrolled += [use for use in staying if use in of_roll or use.batch in of_batch]
        staying = [use for use in staying if use not in unrolled]
    kept = {each.batch.ref for each in named.materials} | {use.batch for use in uses if use not in unrolled}
    gone = [link for link in links if link.batch in away - kept]
    own = None if record.batch is None else reads.batch(record.batch.code)
    if record.machine is None and (added or rolls):
        faults.append(Refusal(Code.MACHINE_MISSING, {"process": contract.name}, "machine"))
    faults.extend(material_faults(contract, added, own))
    faults.extend(circle_faults(reads, shift, added, own))
    behind_rolls = {roll.batch for roll in rolls}
    alone = (each.batch.code for each in added if each.batch.ref not in behind_rolls)
    return Relinked(
        added,
        rolls,
        tuple(gone),
        tuple(unrolled),
        (*alone, *(roll.code for roll in rolls)),
        tuple(unnamed),
        len(links) + len(added) - len(gone),
        tuple(faults),
    )


def demand_faults(contract: ProcessContract, record: WorkRecord, plan: Relinked) -> tuple[Refusal, ...]:
    """A record that made something must consume something where the contract demands it."""
    demanded = contract.production.batches_demanded and record.quantity > 0
    return (Refusal(Code.BATCH_DEMANDED, {}, "consumes"),) if demanded and not plan.left else ()


def keep_links(
    uow: UnitOfWork, act: Act, record: WorkRecord, plan: Relinked, signature: HeldSignature
) -> None:
    """Store the change; the journal keeps what was removed."""
    for gone in (*plan.removed, *plan.unrolled):
        uow.remove(gone)
    keep_consumed(uow, act, record, plan.added, plan.rolls, signature)
