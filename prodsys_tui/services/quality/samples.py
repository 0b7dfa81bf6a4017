"""Samples: adding one or many, previewing one, settling a deviation. Spec ``domain.md`` §2."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from prodsys_tui.domain.contract.contract import Limits, ProcessContract
from prodsys_tui.domain.model import NEW, Disposition, Person, Ref, Result, Sample
from prodsys_tui.domain.quality.disposition import Proposal, settle
from prodsys_tui.domain.quality.judgement import Judged, Typed, find_parameter, judge
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.shift.facts import ScopeFacts
from prodsys_tui.domain.shift.gate import ProcessState, process_state, scope_of
from prodsys_tui.domain.shift.shift import Entry, admits, measured_when
from prodsys_tui.domain.words import tidy, uid_faults
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.places import Faults, found, gate_facts, ref_of, shift_at
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.quality.calculated import save_calculated
from prodsys_tui.services.quality.sample_check import AddSample, Checked, examine, round_of
from prodsys_tui.services.refused import Refused, ensure, refuse
from prodsys_tui.services.use_case import Act, use_case

__all__ = [
    "AddSample",
    "Preview",
    "SampleSaved",
    "add_sample",
    "add_samples",
    "add_signed",
    "justify",
    "preview_sample",
]

_WRAPPED = frozenset({Code.UNKNOWN_PARAMETER, Code.OUT_OF_VALIDITY})
"""Refusals that say so when they come from saving many samples: the seed's wrapped text."""


@dataclass(frozen=True, slots=True)
class SampleSaved:
    """A saved sample, the calculated ones it completed, and the gate of its machine or process now."""

    sample: Sample
    state: ProcessState
    scope: ScopeFacts
    minimum: int
    calculated: tuple[Sample, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sample would be if it were saved now: its judgement, None while it has none, or why not."""

    value: Decimal | None
    result: Result | None
    nominal: Decimal | None
    limits: Limits | None
    refusals: tuple[Refusal, ...]


@use_case("sample-add", Right.SAMPLE)
def add_sample(uow: UnitOfWork, act: Act, command: AddSample) -> SampleSaved:
    """Judge and save one sample, and the calculated values that it completes in its round.

    A uid that was saved before answers what was saved then. Raises ``Refused`` with every reason.
    """
    return _add(uow, act, command)


@use_case("sample-add-many", Right.SAMPLE)
def add_samples(
    uow: UnitOfWork, act: Act, commands: Sequence[AddSample | Refusal]
) -> tuple[SampleSaved, ...]:
    """Save many samples, all or none; a refusal stands for a row that could not be read.

    Raises ``Refused`` with the reasons of every row: ``params`` have ``row`` (from 1), ``field`` is
    ``<row>.<field>``, and what a contract refuses says so in the seed's wrapped words. What stands against
    the shift is told once, first and of no row.
    """
    saved: list[SampleSaved] = []
    of_shift: list[Refusal] = []
    of_rows: list[Refusal] = []
    for row, command in enumerate(commands, 1):
        try:
            saved.append(_add(uow, act, found(command)))
        except Refused as refused:
            for reason in refused.reasons:
                if reason.field != "shift":
                    of_rows.append(_of_row(row, reason))
                elif reason not in of_shift:
                    of_shift.append(reason)
    ensure((*of_shift, *of_rows))
    return tuple(saved)


def preview_sample(
    reads: Reads,
    contracts: ContractBook,
    command: AddSample,
    *,
    now: datetime | None = None,
    person: Person | None = None,
) -> Preview:
    """What saving would answer, by the same rules; changes nothing.

    Raises ``Refused`` (``not-found``) for a process without a contract.
    """
    examined = examine(reads, contracts, command, now, person)
    judged = examined.judged
    if judged is None:
        return Preview(None, None, None, None, examined.faults)
    return Preview(judged.value, judged.result, judged.nominal, judged.limits, examined.faults)


@use_case("sample-justify", Right.EXPLAIN)
def justify(
    uow: UnitOfWork,
    act: Act,
    sample_uid: str,
    text: str | None = None,
    cause: str | None = None,
    action: str | None = None,
) -> Sample:
    """Settle a deviation by an explanation, or by cause and action once a later sample complies.

    A critical parameter needs the right to settle those. Raises ``Refused`` with every reason.
    """
    wanted = tidy(sample_uid)
    sample = uow.sample(wanted)
    if sample is None:
        raise refuse(Code.NOT_FOUND, "sample", "sample", sample=wanted)
    faults = Faults()
    parameter = act.contracts.of(uow, sample.process_id).contract.parameter(sample.parameter)
    if parameter is not None and parameter.critical:
        faults.add(act.lacks(Right.SETTLE_CRITICAL))
    admitted = faults.keep(admits(found(shift_at(uow, sample.shift.id)), Entry.WORDS))
    settlement = settle(
        sample,
        uow.disposition(sample.ref),
        Proposal(text, cause, action),
        act.catalogs.deviations,
        measured_again=uow.complied_since(sample),
    )
    if isinstance(settlement, tuple):
        raise Refused(*faults.all, *settlement)
    ensure(faults.all)
    uow.add(
        Disposition(
            sample=sample.ref,
            cause=settlement.cause,
            action=settlement.action,
            explanation=settlement.explanation,
            late=admitted is not None and admitted.late,
            author=act.person.code,
            recorded_at=act.now,
        )
    )
    return sample


def add_signed(uow: UnitOfWork, act: Act, command: AddSample) -> SampleSaved:
    """Save a sample that corrects another under a signature, in whatever state its shift is."""
    return _add(uow, act, command, signed=True)


def _add(uow: UnitOfWork, act: Act, command: AddSample, *, signed: bool = False) -> SampleSaved:
    known = bool(command.uid) and not uid_faults(command.uid)
    before = uow.sample(command.uid) if known and command.uid else None
    if before is not None:
        return _saved_before(uow, act, command, before)
    examined = examine(uow, act.contracts, command, act.now, act.person, signed=signed)
    if examined.checked is None:
        raise Refused(*examined.faults)
    checked = examined.checked
    zone = ZoneInfo(uow.site().zone)
    sample = uow.add(
        Sample(
            ref=Ref(0, command.uid) if command.uid else NEW,
            code=tidy(command.code) or None,
            analysis_date=act.now.astimezone(zone).date(),
            batch=checked.batch.ref if checked.batch is not None else None,
            shift=checked.shift.ref,
            process_id=command.process,
            machine=ref_of(checked.machine),
            order=checked.order.ref if checked.order is not None else None,
            parameter=checked.parameter.name,
            value=checked.judged.value,
            words=checked.judged.words,
            nominal=checked.judged.nominal,
            result=checked.judged.result,
            round=round_of(command, checked),
            comment=tidy(command.comment) or None,
            corrects=checked.corrected.ref if checked.corrected is not None else None,
            contract=checked.force.version,
            measured_at=_measured_at(checked, command, act.now),
            late=checked.late,
            author=act.person.code,
            recorded_at=act.now,
        )
    )
    return _saved(uow, checked, sample, save_calculated(uow, checked, sample))


def _measured_at(checked: Checked, command: AddSample, now: datetime) -> datetime:
    """As it is given; a correction was measured when the sample was that it corrects; anything else now."""
    corrected = checked.corrected
    if command.measured_at is None and corrected is not None:
        return corrected.measured_at
    return measured_when(checked.shift, command.measured_at, now)


def _saved(
    uow: UnitOfWork, checked: Checked, sample: Sample, completed: tuple[Sample, ...] = ()
) -> SampleSaved:
    """The answer, with the gate as it is now. A correction changes more than it adds, so facts are read."""
    contract = checked.force.contract
    adds = sample.corrects is None
    facts = checked.facts if adds else gate_facts(uow, contract, checked.shift, checked.machine)
    scope = scope_of(contract, facts, sample.machine.code if sample.machine is not None else None)
    if adds:
        scope.measure(sample)
    state = process_state(contract, scope, checked.shift.state)
    return SampleSaved(sample, state, scope, contract.gate.minimum, completed)


def _saved_before(uow: UnitOfWork, act: Act, command: AddSample, sample: Sample) -> SampleSaved:
    """The answer for a form that is saved again. Another sample's uid is refused (``already-exists``)."""
    contract = act.contracts.of(uow, sample.process_id).contract
    same = (command.process, act.person.code) == (sample.process_id, sample.author)
    if not same or not says(command, contract, sample):
        raise refuse(Code.ALREADY_EXISTS, "uid", "sample", sample=command.uid)
    shift = found(shift_at(uow, sample.shift.id))
    scope = scope_of(
        contract,
        uow.facts(shift, contract.id),
        sample.machine.code if sample.machine is not None else None,
    )
    return SampleSaved(sample, process_state(contract, scope, shift.state), scope, contract.gate.minimum)


def says(command: AddSample, contract: ProcessContract, sample: Sample) -> bool:
    """Whether a command says what a sample holds; what it leaves to be inferred is not compared."""
    parameter = find_parameter(contract, tidy(command.parameter))
    if isinstance(parameter, Refusal) or parameter.name != sample.parameter:
        return False
    typed = judge(parameter, Typed(command.value, sure=True), {})
    machine = "" if sample.machine is None else sample.machine.code.casefold()
    return (
        isinstance(typed, Judged)
        and (typed.value, typed.words) == (sample.value, sample.words)
        and tidy(command.machine).casefold() in ("", machine)
    )


def _of_row(row: int, reason: Refusal) -> Refusal:
    variant = "saving" if reason.code in _WRAPPED else reason.variant
    return replace(
        reason, params={**reason.params, "row": row}, field=f"{row}.{reason.field or ''}", variant=variant
    )
