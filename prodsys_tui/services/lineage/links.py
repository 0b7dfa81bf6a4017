"""The links from a work record to what it consumed: judged, signed where a batch is held, and kept.

Spec ``domain.md`` §3, "Consumption".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from prodsys_tui.domain.batch.batch import Material, closes_circle
from prodsys_tui.domain.model import Batch, Consumption, Person, RollUse, Shift, WorkRecord
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.batch.materials import UsedRoll, material_of
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.use_case import Act


@dataclass(frozen=True, slots=True)
class HeldSignature:
    """Who lets what is held go in (a code), and why; or what is missing for that."""

    by: str | None = None
    reason: str | None = None
    faults: tuple[Refusal, ...] = ()


def sign_held(
    uow: UnitOfWork, act: Act, materials: Iterable[Material], signer: Person | None, reason: str | None
) -> HeldSignature:
    """The signature for those materials that are held; an empty one where none needs it.

    ``signer`` is who signs, whoever acts or a second person: their PIN was checked for it. Its faults:
    ``batch-held`` without a signature or a reason, ``not-permitted``.
    """
    held = [material.batch.code for material in materials if material.to_sign]
    if not held:
        return HeldSignature()
    if signer is None:
        return HeldSignature(faults=held_faults(held))
    signing = replace(act, person=uow.person(signer.code) or signer)
    words = tidy(reason)
    missing = () if words else held_faults(held, "reason")
    faults = (*signing.lacks(Right.SIGN_HELD_BATCH), *missing)
    return HeldSignature(signing.person.code, words, faults)


def held_faults(batches: Iterable[str], missing: str = "") -> tuple[Refusal, ...]:
    """The refusals of batches (codes) that are held: without a signature, or with something ``missing``."""
    field = missing or "consumes"
    return tuple(Refusal(Code.BATCH_HELD, {"batch": code}, field, missing) for code in batches)


def unsigned(faults: Iterable[Refusal]) -> tuple[Refusal, ...]:
    """The faults without those that a signature makes good: ``sign_held`` tells these."""
    return tuple(fault for fault in faults if fault.code is not Code.BATCH_HELD)


def keep_consumed(
    uow: UnitOfWork,
    act: Act,
    record: WorkRecord,
    materials: Iterable[Material],
    rolls: Sequence[UsedRoll],
    signature: HeldSignature,
) -> None:
    """Store what a record consumed; a record of no machine consumes nothing."""
    if record.machine is None:
        return
    who, at = act.person.code, act.now
    for material in materials:
        signed = (signature.by, signature.reason) if material.to_sign else (None, None)
        uow.add(
            Consumption(
                record=record.ref,
                machine=record.machine,
                shift=record.shift,
                batch=material.batch.ref,
                since=material.since,
                held=material.held or material.part_held,
                before_hold=material.before_hold,
                signed_by=signed[0] or (material.signed_by if material.held else None),
                reason=signed[1] or (material.reason if material.held else None),
                author=who,
                recorded_at=at,
            )
        )
    for roll in rolls:
        uow.add(RollUse(record=record.ref, code=roll.code, batch=roll.batch, author=who, recorded_at=at))


def circle_faults(
    reads: Reads, shift: Shift, materials: Iterable[Material], own: Batch | None
) -> Iterable[Refusal]:
    """The batches of this shift that were themselves made of the one that this record adds to."""

    def made_of(code: str) -> Iterable[str]:
        made = material_of(reads, code)
        if made is None or made.batch.shift != shift.ref:
            return
        for record in reads.records(shift=shift.ref, process_id=made.process_id):
            if record.batch == made.batch.ref:
                yield from (each.batch.code for each in reads.consumptions(record.ref))

    for material in materials:
        code = material.batch.code
        if own is not None and code != own.code and closes_circle(own.code, code, made_of):
            params = {"batch": code, "own": own.code}
            yield Refusal(Code.BATCH_OTHER_PROCESS, params, "consumes", "circle")
