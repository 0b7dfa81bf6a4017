"""Signed corrections of what a shift holds. Spec ``domain.md`` §2, "Signed corrections".

Everything that one mistake changes, in every shift that it reached, is kept under one signature: its
entries share a group. The originals stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prodsys_tui.domain.evidence.gate_proof import gate_proof
from prodsys_tui.domain.model import (
    Correction,
    CorrectionCategory,
    CounterReset,
    Person,
    Sample,
    WorkRecord,
)
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.production.correction import Corrected
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import reason_faults, tidy, uid_faults
from prodsys_tui.services.batch.batches import batch_for
from prodsys_tui.services.batch.consumption import keep_links
from prodsys_tui.services.lineage.links import HeldSignature
from prodsys_tui.services.places import Key, found, shift_at
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.production.flips import Flip, flips_of
from prodsys_tui.services.production.record_corrections import Change, CorrectRecord, Plan, plan_record
from prodsys_tui.services.production.signed_again import says_again
from prodsys_tui.services.quality.sample_check import AddSample
from prodsys_tui.services.quality.samples import add_signed, says
from prodsys_tui.services.refused import Refused, ensure, refuse
from prodsys_tui.services.use_case import Act, signed_by, use_case

_PROOF = 10_000
"""The most samples of a shift and process that a gate proof names."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Under what a correction is signed: its category, the reason, who signs (their PIN was checked).

    ``group`` is the form's own uid: signing twice corrects once.
    """

    category: str
    reason: str
    signer: Person
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """What was corrected under one signature.

    ``sample`` is the value that holds now, where a sample was corrected; ``flips`` are the samples whose
    judgement turned with it, each with the records whose basis fell away.
    """

    corrections: Sequence[Correction]
    sample: Sample | None = None
    flips: tuple[Flip, ...] = ()


@use_case("shift-correct", Right.PRODUCE)
def correct_record(uow: UnitOfWork, act: Act, command: CorrectRecord, under: Signature) -> Signed:
    """Correct a record: quantity, waste, counter, a declared reset, what it consumed.

    A counter corrects every reading that is counted from it. Raises ``Refused`` with every reason; the
    signer needs the right.
    """
    known = _signed_before(uow, under)
    if known:
        if not says_again(known, command):
            raise _other_content(under)
        return Signed(known)
    signed = _sign(uow, act, under)
    plan = plan_record(uow, act.contracts, command)
    ensure(plan.faults)
    if plan.anew is not None:
        uow.add(
            CounterReset(
                machine=found(plan.record.machine or Refusal(Code.MACHINE_MISSING)),
                after=plan.anew.after,
                at=plan.anew.at,
                reading=plan.anew.reading,
                reason=tidy(under.reason),
                author=signed.person.code,
                recorded_at=act.now,
            )
        )
    keep_links(uow, act, plan.record, plan.links, HeldSignature(signed.person.code, tidy(under.reason)))
    return Signed(_keep(uow, act, plan, under))


def preview_correction(reads: Reads, act: Act, command: CorrectRecord, under: Signature) -> Plan:
    """What a correction would change, in all shifts, with everything that stands against it; saves nothing.

    Raises ``Refused`` (``not-found``) for a record that the shift does not hold.
    """
    plan = plan_record(reads, act.contracts, command)
    return replace(plan, faults=(*_form_faults(under), *plan.faults))


@use_case("shift-correct-sample", Right.SAMPLE)
def correct_sample(
    uow: UnitOfWork,
    act: Act,
    sample: str,
    value: str,
    under: Signature,
    *,
    shift: Key = None,
    sure: bool = False,
) -> Signed:
    """Correct a sample of whatever shift: its value stays, a new sample holds instead.

    ``shift`` is the one that the sample must belong to.
    Answers the records whose gate had opened on it where it complies no more. Raises as ``correct_record``.
    """
    known = _signed_before(uow, under)
    old = uow.sample(tidy(sample))
    if known:
        return _sample_before(uow, act, known, old, value, under)
    signed = _sign(uow, act, under)
    if old is None:
        raise refuse(Code.NOT_FOUND, "sample", "sample", sample=tidy(sample))
    if shift is not None and found(shift_at(uow, shift)).ref != old.shift:
        raise refuse(Code.NOT_FOUND, "sample", "sample", sample=old.ref.uid)
    command = AddSample(
        old.process_id,
        old.parameter,
        value,
        comment=tidy(under.reason),
        corrects=old.ref.uid,
        measured_at=old.measured_at,
        sure=sure,
    )
    saved = add_signed(uow, signed, command)
    entry = uow.add(
        Correction(
            shift=old.shift,
            process_id=old.process_id,
            machine=old.machine,
            sample=old.ref,
            category=_category(under),
            reason=tidy(under.reason),
            field=Corrected.SAMPLE,
            before=_shown(old),
            after=_shown(saved.sample),
            group=under.group or saved.sample.ref.uid,
            signed_by=signed.person.code,
            author=act.person.code,
            recorded_at=act.now,
        )
    )
    return Signed((entry,), saved.sample, flips_of(uow, (saved.sample,)))


def _sign(uow: UnitOfWork, act: Act, under: Signature) -> Act:
    """The act of who signs. Raises ``Refused`` with what is wrong with the signature."""
    signed = signed_by(uow, act, under.signer, Right.SIGN_CORRECTION)
    ensure(_form_faults(under))
    uow.because(tidy(under.reason))
    return signed


def _form_faults(under: Signature) -> tuple[Refusal, ...]:
    known = pick(under.category, CorrectionCategory) is not None
    params = {"value": under.category, "allowed": tuple(CorrectionCategory)}
    return (
        *(() if known else (Refusal(Code.BAD_VALUE, params, "category", "category"),)),
        *reason_faults(tidy(under.reason)),
        *uid_faults(under.group),
    )


def _signed_before(uow: UnitOfWork, under: Signature) -> Sequence[Correction]:
    """What was signed already under the form's own uid."""
    return uow.correction_group(under.group) if under.group else ()


def _sample_before(
    uow: UnitOfWork, act: Act, known: Sequence[Correction], old: Sample | None, value: str, under: Signature
) -> Signed:
    """The answer for a corrected sample that is signed again."""
    saved = None if old is None or known[0].sample != old.ref else uow.correction_of(old.ref)
    if old is not None and saved is not None:
        contract = act.contracts.of(uow, old.process_id).contract
        if says(AddSample(old.process_id, old.parameter, value), contract, saved):
            return Signed(known, saved, flips_of(uow, (saved,)))
    raise _other_content(under)


def _other_content(under: Signature) -> Refused:
    """The refusal of a uid under which something else was signed."""
    return refuse(Code.ALREADY_EXISTS, "uid", "correction", correction=under.group)


def _keep(uow: UnitOfWork, act: Act, plan: Plan, under: Signature) -> tuple[Correction, ...]:
    """Store the entries and mark their records."""
    before = uow.signed_corrections(record=plan.record.ref)
    group = under.group or f"{plan.record.ref.uid}-{len(before) + 1}"
    records: dict[int, WorkRecord] = {}
    kept: list[Correction] = []
    for change in plan.changes:
        record = records.get(change.record.ref.id, change.record)
        records[record.ref.id] = _marked(uow, act, change, record)
        kept.append(
            uow.add(
                Correction(
                    shift=change.shift.ref,
                    process_id=record.process_id,
                    machine=record.machine,
                    record=record.ref,
                    category=_category(under),
                    reason=tidy(under.reason),
                    field=change.field,
                    before=change.before,
                    after=change.after,
                    quantity=change.quantity,
                    waste_kg=change.waste_kg,
                    counter=change.counter,
                    group=group,
                    signed_by=under.signer.code,
                    author=act.person.code,
                    recorded_at=act.now,
                )
            )
        )
    return tuple(kept)


def _marked(uow: UnitOfWork, act: Act, change: Change, record: WorkRecord) -> WorkRecord:
    """The record with its mark; what makes something from now on gets its batch and its gate proof."""
    if change.makes <= 0 or record.proof:
        return uow.change(record, corrected=True)
    contract = act.contracts.of(uow, record.process_id)
    order = None if record.order is None else uow.order(record.order.code)
    batch = None if order is None else batch_for(uow, act, change.shift, order)
    machine = None if record.machine is None else record.machine.code
    proof = gate_proof(
        contract.contract,
        contract.version,
        machine,
        uow.samples(shift=record.shift, process_id=record.process_id, limit=_PROOF),
        uow.dispositions(record.shift),
    )
    return uow.change(record, corrected=True, proof=proof, batch=record.batch if batch is None else batch.ref)


def _category(under: Signature) -> CorrectionCategory:
    return CorrectionCategory(pick(under.category, CorrectionCategory) or under.category)


def _shown(sample: Sample) -> str:
    """The value of a sample as it can be typed again, with its judgement."""
    return f"{sample.words or show_number(sample.value)} ({sample.result.value})"
