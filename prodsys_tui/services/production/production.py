"""Recording production. Spec ``domain.md`` §2, "Production" and "Gate proof", and §3, "Consumption"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from prodsys_tui.domain.batch.batch import batch_meant
from prodsys_tui.domain.evidence.gate_proof import gate_proof
from prodsys_tui.domain.model import (
    NEW,
    Batch,
    Consumption,
    Order,
    OrderState,
    Person,
    Ref,
    RollUse,
    WorkRecord,
)
from prodsys_tui.domain.numbers import read_number
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.batch.batches import batch_for
from prodsys_tui.services.batch.late_rolls import link_waiting
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.line.stops import add_stop
from prodsys_tui.services.lineage.links import keep_consumed, sign_held, unsigned
from prodsys_tui.services.places import ref_of
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.production.counter_chain import count_again
from prodsys_tui.services.production.production_check import AddProduction, Examined, examine
from prodsys_tui.services.production.production_parts import keep_parts, same_parts
from prodsys_tui.services.refused import Refused, ensure, refuse
from prodsys_tui.services.use_case import Act, use_case

__all__ = ["AddProduction", "ProductionSaved", "add_production", "preview_production"]

_PROOF = 10_000
"""The most samples of a shift and process that a gate proof names."""


@dataclass(frozen=True, slots=True)
class ProductionSaved:
    """What was saved, and the batch that it belongs to; none while an order made nothing, or for 99.

    ``following`` is the reading after a counter that was typed late, as it is counted now. ``links`` are the
    batches that it consumed, ``rolls`` those used up: named, or told by the codes of those that were made.
    """

    record: WorkRecord
    batch: Batch | None
    following: WorkRecord | None = None
    links: Sequence[Consumption] = ()
    rolls: Sequence[RollUse] = ()


@use_case("production-add", Right.PRODUCE)
def add_production(
    uow: UnitOfWork, act: Act, command: AddProduction, signer: Person | None = None
) -> ProductionSaved:
    """Record production: the record, its batch, what it consumed, and the order that now runs.

    ``signer`` is who signs for a batch that is held; their PIN was checked for it. Raises ``Refused`` with
    every reason of ``domain.production``; ``not-found``, ``shift-closed``; ``batch-held`` without a signature
    and a reason; and ``already-exists`` when the uid names a record with other content.
    """
    known = uow.record(command.uid) if command.uid else None
    if known is not None:
        return _saved_before(uow, act, command, known)
    found = examine(uow, act.contracts, command, act.now)
    named = found.named
    signature = sign_held(uow, act, named.materials, signer, command.reason)
    ensure((*unsigned(found.faults), *signature.faults))
    if named.materials or named.rolls:
        act.need(Right.CONSUME)
    if tidy(command.reason):
        uow.because(tidy(command.reason))
    batch = _batch(uow, act, found)
    record = uow.add(_record(uow, act, command, found, batch))
    keep_consumed(uow, act, record, named.materials, named.rolls, signature)
    keep_parts(uow, act, found.parts, record)
    if batch is not None and not found.force.contract.production.rolls_again:
        link_waiting(uow, act, found.shift, [roll.code for roll in found.parts.rolls])
    _stand_still(uow, act, command, found)
    following = count_again(uow, record)
    return ProductionSaved(record, batch, following, uow.consumptions(record.ref), uow.roll_uses(record.ref))


def preview_production(
    reads: Reads, contracts: ContractBook, command: AddProduction, now: datetime | None = None
) -> tuple[Refusal, ...]:
    """Everything that would refuse a record as it is typed now, by the same rules and without saving."""
    try:
        return examine(reads, contracts, command, now).faults
    except Refused as refused:
        return refused.reasons


def _batch(uow: UnitOfWork, act: Act, found: Examined) -> Batch | None:
    """The batch of the record; its order runs from its first record on. Nothing made needs no new batch."""
    order = found.named.order
    if order is None:
        return None
    if order.state is OrderState.RELEASED:
        order = uow.change(order, state=OrderState.RUNNING)
    return batch_for(uow, act, found.shift, order) if found.judged.made.quantity > 0 else found.own_batch


def _record(
    uow: UnitOfWork, act: Act, command: AddProduction, found: Examined, batch: Batch | None
) -> WorkRecord:
    judged = found.judged
    order: Order | None = found.named.order
    return WorkRecord(
        ref=Ref(0, command.uid) if command.uid else NEW,
        shift=found.shift.ref,
        process_id=command.process,
        machine=ref_of(found.named.machine),
        order=None if order is None else order.ref,
        batch=None if batch is None else batch.ref,
        quantity=judged.made.quantity,
        waste_kg=judged.waste_kg,
        waste_to=judged.waste_to,
        counter=judged.made.reading,
        previous_counter=judged.made.previous,
        disputed=judged.made.disputed,
        proof=_proof(uow, found) if judged.made.quantity > 0 else {},
        measured_at=found.measured_at,
        bags=found.parts.bags,
        late=found.late,
        author=act.person.code,
        recorded_at=act.now,
    )


def _proof(uow: UnitOfWork, found: Examined) -> Mapping[str, object]:
    """Why the gate was open; a quantity of 0 passes it closed and has none."""
    contract, machine = found.force.contract, found.named.machine
    samples = uow.samples(shift=found.shift.ref, process_id=contract.id, limit=_PROOF)
    dispositions = uow.dispositions(found.shift.ref)
    code = None if machine is None else machine.code
    return gate_proof(contract, found.force.version, code, samples, dispositions)


def _stand_still(uow: UnitOfWork, act: Act, command: AddProduction, found: Examined) -> None:
    """Note the stop of a machine whose counter has not moved: since the reading before, until this one."""
    machine = found.named.machine
    if tidy(command.stop) and machine is not None:
        until = min(command.measured_at or act.now, found.shift.ends)
        since, shift = found.still_since, found.shift.ref.uid
        add_stop(
            uow, act, command.process, tidy(command.stop), machine.code, starts=since, ends=until, shift=shift
        )


def _saved_before(uow: UnitOfWork, act: Act, command: AddProduction, record: WorkRecord) -> ProductionSaved:
    """The answer for a form that is saved again. Another content under its uid is refused."""
    contract = act.contracts.of(uow, record.process_id).contract
    if not (_same(uow, command, record) and same_parts(uow, contract, command.parts, record)):
        raise refuse(Code.ALREADY_EXISTS, "uid", "record", record=command.uid)
    batch = None if record.batch is None else uow.batch(record.batch.code)
    return ProductionSaved(record, batch, links=uow.consumptions(record.ref), rolls=uow.roll_uses(record.ref))


def _same(uow: UnitOfWork, command: AddProduction, record: WorkRecord) -> bool:
    """Whether a command says what a record holds; what it leaves to be inferred is not compared.

    Neither are the numbers of a record that was corrected since.
    """
    told = (
        (tidy(command.machine).casefold(), "" if record.machine is None else record.machine.code.casefold()),
        (tidy(command.order), "" if record.order is None else record.order.code),
    )
    numbers = [(command.waste, record.waste_kg), (command.counter, record.counter)]
    if not record.disputed:
        numbers.append((command.quantity, record.quantity))
    return (
        command.process == record.process_id
        and command.measured_at in (None, record.measured_at)
        and command.shift in (None, record.shift.id, str(record.shift.id), record.shift.uid)
        and all(not given or given == kept for given, kept in told)
        and (record.corrected or all(text is None or read_number(text) == kept for text, kept in numbers))
        and _same_batches(uow, command, record)
    )


def _same_batches(uow: UnitOfWork, command: AddProduction, record: WorkRecord) -> bool:
    """Whether a command names what a record consumed, or nothing; rolls stand for what is behind them."""
    named = {batch_meant(code).upper() for code in command.consumes} - {""}
    uses = uow.roll_uses(record.ref)
    rolls, behind = {use.code for use in uses}, {use.batch.code for use in uses if use.batch is not None}
    consumed = {each.batch.code for each in uow.consumptions(record.ref)}
    return not named or consumed - behind <= named <= consumed | rolls
