"""Rolls, bags and mixes of a work record: judged, kept beside it, and read back.

Spec ``process-contracts.md``, "Production rules a process". Supplier lots are found or made: they are
where traceability begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Machine, MaterialLot, Mix, Order, Ref, Roll, Shift, WorkRecord
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.production.parts import (
    Bags,
    MixPart,
    Parts,
    RollPart,
    bags_beside,
    is_free,
    read_parts,
)
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.services.places import ref_of
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.use_case import Act


@dataclass(frozen=True, slots=True)
class TypedParts:
    """Parts of a record as typed: ``CODE=QUANTITY``, a count, ``TYPE,BRAND,LOT,PERCENT``.

    ``copy_mix`` takes the mix of the machine's last record that has one, where none is given.
    """

    rolls: Sequence[str] = ()
    bags: str | None = None
    mix: Sequence[str] = ()
    copy_mix: bool = False


NO_PARTS = TypedParts()


@dataclass(frozen=True, slots=True)
class KeptParts:
    """What a record is told to consist of; ``bags`` stand beside what was weighed."""

    rolls: tuple[RollPart, ...]
    bags: Bags | None
    mix: tuple[MixPart, ...]


def judge_parts(reads: Reads, contract: ProcessContract, typed: TypedParts, machine: Machine | None) -> Parts:
    """What was typed of a record's parts, with everything that is wrong with it."""
    if not typed.copy_mix or any(text.strip() for text in typed.mix):
        return read_parts(contract, typed.rolls, typed.bags, typed.mix)
    last = last_mix(reads, contract, machine)
    parts = read_parts(contract, typed.rolls, typed.bags, [mix_text(part) for part in last])
    missing = () if last else (Refusal(Code.NOT_FOUND, {}, "mix", "mix"),)
    return replace(parts, faults=(*parts.faults, *missing))


def last_mix(reads: Reads, contract: ProcessContract, machine: Machine | None) -> tuple[MixPart, ...]:
    """The mix of the last record here that has one."""
    record = reads.last_mixed(contract.id, ref_of(machine))
    return () if record is None else _mix(reads, record)


def mix_text(part: MixPart) -> str:
    """A part of a mix as it can be typed again."""
    return ",".join((part.kind, part.brand, part.lot, show_number(part.percent)))


def roll_faults(
    reads: Reads, contract: ProcessContract, parts: Parts, shift: Shift, order: Order | None
) -> Iterator[Refusal]:
    """The rolls that another record of this shift or order has already; those used up may come again."""
    if contract.production.rolls_again:
        return
    for roll in parts.rolls:
        before = reads.roll_before(roll.code, contract.id, shift.ref, None if order is None else order.ref)
        if before is not None:
            named = (before.machine, before.batch)
            machine, batch = ("–" if ref is None else ref.code for ref in named)
            params = {"roll": roll.code, "machine": machine, "batch": batch}
            yield Refusal(Code.ALREADY_EXISTS, params, "roll", "roll")


def keep_parts(uow: UnitOfWork, act: Act, parts: Parts, record: WorkRecord) -> None:
    """Keep rolls and mix of a record that was just saved."""
    who, at = act.person.code, act.now
    for roll in parts.rolls:
        uow.add(Roll(record=record.ref, code=roll.code, quantity=roll.quantity, author=who, recorded_at=at))
    for part in parts.mix:
        lot = _lot(uow, act, part)
        uow.add(Mix(record=record.ref, material=lot, percent=part.percent, author=who, recorded_at=at))


def parts_of(reads: Reads, contract: ProcessContract, record: WorkRecord) -> KeptParts:
    """What a record is told to consist of."""
    rolls = tuple(
        RollPart(roll.code, roll.quantity, is_free(contract, roll.code)) for roll in reads.rolls(record.ref)
    )
    return KeptParts(rolls, bags_beside(contract, record.bags, record.quantity), _mix(reads, record))


def same_parts(reads: Reads, contract: ProcessContract, typed: TypedParts, record: WorkRecord) -> bool:
    """Whether a command tells of a record's parts what was kept; a copied mix is not compared."""
    parts, kept = read_parts(contract, typed.rolls, typed.bags, typed.mix), parts_of(reads, contract, record)
    told = {(part.node, part.percent) for part in parts.mix}
    return (
        not parts.faults
        and set(parts.rolls) == set(kept.rolls)
        and parts.bags == record.bags
        and (typed.copy_mix or told == {(part.node, part.percent) for part in kept.mix})
    )


def _lot(uow: UnitOfWork, act: Act, part: MixPart) -> Ref:
    """The supplier's lot of a part, found or made."""
    known = uow.material_lot(part.kind, part.brand, part.lot) or uow.add(
        MaterialLot(
            kind=part.kind,
            brand=part.brand,
            code=part.lot,
            author=act.person.code,
            recorded_at=act.now,
        )
    )
    return known.ref


def _mix(reads: Reads, record: WorkRecord) -> tuple[MixPart, ...]:
    lots = {lot.ref.id: lot for lot in reads.material_lots(record.ref)}
    named = ((lots[mix.material.id], mix.percent) for mix in reads.mixes(record.ref))
    return tuple(MixPart(lot.kind, lot.brand, lot.code, percent) for lot, percent in named)
