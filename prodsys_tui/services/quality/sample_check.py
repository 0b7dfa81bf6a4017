"""What a sample would be: every rule that speaks about it, asked once for saving and for previewing."""

from dataclasses import dataclass
from datetime import datetime

from prodsys_tui.domain.batch.batch import batch_meant
from prodsys_tui.domain.contract.contract import Parameter, ProcessContract
from prodsys_tui.domain.line.order import fit_faults
from prodsys_tui.domain.model import Batch, Machine, Order, Person, Sample, Shift
from prodsys_tui.domain.quality.judgement import Judged, Typed, find_parameter, judge
from prodsys_tui.domain.quality.rounds import Place, correction_faults, next_round, round_faults
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.facts import ShiftFacts, last_rounds
from prodsys_tui.domain.shift.gate import idle_at, idle_refusal
from prodsys_tui.domain.shift.shift import Entry, admits, after_faults, entry_of, over_faults
from prodsys_tui.domain.words import MAX_CODE, text_faults, tidy, uid_faults
from prodsys_tui.services.contract.contracts import ContractBook, InForce
from prodsys_tui.services.places import Faults, gate_facts, machine_at, only_machine, shift_at
from prodsys_tui.services.ports import Reads


@dataclass(frozen=True, slots=True)
class AddSample:
    """What a person gives for one sample; all but the first three may be left out.

    ``value`` is typed text: a number, eighths, ``Cumple``/``No cumple``, or words, by the parameter's
    kind. ``machine`` may be left out where the process has one; ``order`` is then the batch's or the
    machine's running one; ``shift`` (id or uid) the open one; ``corrects`` names a sample by uid or id,
    whose machine, order, round, shift and measuring time then hold unless given. ``result`` is one set
    by hand.
    """

    process: int
    parameter: str
    value: str
    machine: str | None = None
    order: str | None = None
    batch: str | None = None
    code: str | None = None
    measured_at: datetime | None = None
    round: int | None = None
    result: str | None = None
    comment: str | None = None
    corrects: str | None = None
    sure: bool = False
    shift: int | str | None = None
    uid: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A sample that may be saved, with everything it belongs to. ``facts`` are those before it."""

    shift: Shift
    late: bool
    force: InForce
    parameter: Parameter
    judged: Judged
    machine: Machine | None
    order: Order | None
    batch: Batch | None
    corrected: Sample | None
    facts: ShiftFacts


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found out about a sample: its judgement, if it has one, and every reason against it.

    ``checked`` is there when there is no reason.
    """

    judged: Judged | None
    faults: tuple[Refusal, ...]
    checked: Checked | None


def examine(
    reads: Reads,
    contracts: ContractBook,
    command: AddSample,
    now: datetime | None,
    person: Person | None,
    *,
    signed: bool = False,
) -> Examined:
    """Ask every rule about a sample. Raises ``Refused`` (``not-found``) for a process without a contract.

    Without ``now`` a measuring time in the future is not noticed, without a person not who may correct.
    """
    force = contracts.of(reads, command.process)
    contract, faults = force.contract, Faults()
    corrected = faults.keep(_corrected(reads, command.corrects))
    shift = faults.keep(_shift(reads, command, corrected))
    entry = Entry.SIGNED if signed else entry_of(corrected)
    admitted = faults.keep(admits(shift, entry)) if shift else None
    if shift is not None and command.shift is None and corrected is None and now is not None:
        faults.add(over_faults(shift, now))
    if shift is not None and entry_of(corrected) is not Entry.LAB_RESULT:
        faults.add(after_faults(shift, command.measured_at))
    parameter = faults.keep(find_parameter(contract, tidy(command.parameter)))
    machine = faults.keep(_machine(reads, contract, command, corrected))
    batch = faults.keep(_batch(reads, contract, command.batch))
    order = faults.keep(_order(reads, command, batch, corrected, machine))
    if order is not None:
        faults.add(_order_faults(contract, order, machine, given=bool(tidy(command.order))))
        order = order if order.process_id == contract.id else None
    judged = _judged(parameter, command, order, faults) if parameter else None
    faults.add(_form_faults(command, now))
    facts = gate_facts(reads, contract, shift, machine) if shift else None
    if facts is not None and corrected is None:
        faults.add(_idle_faults(contract, facts, machine))
    if shift is None or admitted is None or parameter is None or judged is None or facts is None:
        return Examined(judged, tuple(faults.all), None)
    if corrected is not None and person is not None:
        place = Place(shift.ref.id, contract.id, machine.ref.id if machine else None, parameter.name)
        already = reads.correction_of(corrected.ref)
        faults.add(
            correction_faults(corrected, already, place, person, now or corrected.recorded_at, signed=signed)
        )
    if faults.all:
        return Examined(judged, tuple(faults.all), None)
    checked = Checked(shift, admitted.late, force, parameter, judged, machine, order, batch, corrected, facts)
    return Examined(judged, (), checked)


def round_of(command: AddSample, checked: Checked) -> int:
    """The round of a sample: the one given, that of the sample it corrects, or where it comes to lie."""
    if command.round is not None:
        return command.round
    if checked.corrected is not None:
        return checked.corrected.round
    machine = checked.machine.code if checked.machine is not None else None
    rounds = last_rounds(checked.facts, command.process, machine)
    current = max(rounds.values(), default=0)
    measured = {name for name, last in rounds.items() if last == current}
    return next_round(current, measured, checked.parameter.name)


def _corrected(reads: Reads, uid: str | None) -> Sample | Refusal | None:
    wanted = tidy(uid)
    if not wanted:
        return None
    return reads.sample(wanted) or Refusal(Code.NOT_FOUND, {"sample": wanted}, "corrects", "sample")


def _shift(reads: Reads, command: AddSample, corrected: Sample | None) -> Shift | Refusal:
    if command.shift is None and corrected is not None:
        return shift_at(reads, corrected.shift.id)
    return shift_at(reads, command.shift)


def _machine(
    reads: Reads, contract: ProcessContract, command: AddSample, corrected: Sample | None
) -> Machine | Refusal | None:
    own = corrected.machine.code if corrected is not None and corrected.machine is not None else None
    code = tidy(command.machine) or own or only_machine(contract)
    if code is None and contract.machines:
        return Refusal(Code.MACHINE_MISSING, {"process": contract.name}, "machine")
    return machine_at(reads, contract, code)


def _batch(reads: Reads, contract: ProcessContract, code: str | None) -> Batch | Refusal | None:
    wanted = batch_meant(code or "")
    if not wanted:
        return None
    batch = reads.batch(wanted)
    if batch is None:
        return Refusal(Code.NOT_FOUND, {"batch": wanted}, "batch", "batch")
    order = reads.order(batch.order.code)
    if order is None or order.process_id != contract.id:
        params = {"batch": batch.code, "process": contract.name}
        return Refusal(Code.BATCH_OTHER_PROCESS, params, "batch", "sample")
    return batch


def _order(
    reads: Reads,
    command: AddSample,
    batch: Batch | None,
    corrected: Sample | None,
    machine: Machine | None,
) -> Order | Refusal | None:
    """The order given, else the batch's, the corrected sample's, or the one that the machine runs."""
    given = tidy(command.order)
    if given:
        order = reads.order(given)
        if order is None:
            return Refusal(Code.NOT_FOUND, {"order": given}, "order", "order")
        if batch is not None and batch.order != order.ref:
            params = {"batch": batch.code, "order": order.code}
            return Refusal(Code.BATCH_OTHER_PROCESS, params, "batch", "order")
        return order
    known = (
        batch.order if batch is not None else None,
        corrected.order if corrected is not None else None,
        machine.running_order if machine is not None else None,
    )
    ref = next((each for each in known if each is not None), None)
    return reads.order(ref.code) if ref is not None else None


def _order_faults(
    contract: ProcessContract, order: Order, machine: Machine | None, *, given: bool
) -> tuple[Refusal, ...]:
    """Why the order that somebody named is not for this process; one that was only inferred is left out."""
    return fit_faults(contract, order, machine.code if machine is not None else None) if given else ()


def _judged(parameter: Parameter, command: AddSample, order: Order | None, faults: Faults) -> Judged | None:
    typed = Typed(command.value, command.result, command.comment, command.sure)
    judged = judge(parameter, typed, order.specs if order is not None else {})
    if isinstance(judged, Judged):
        return judged
    faults.add(judged)
    return None


def _form_faults(command: AddSample, now: datetime | None) -> tuple[Refusal, ...]:
    """What is wrong with code, round, measuring time and uid."""
    future = now is not None and command.measured_at is not None and command.measured_at > now
    return (
        *text_faults(tidy(command.code), "code", MAX_CODE),
        *round_faults(command.round),
        *((Refusal(Code.BAD_INTERVAL, {}, "at", "future"),) if future else ()),
        *uid_faults(command.uid),
    )


def _idle_faults(
    contract: ProcessContract, facts: ShiftFacts, machine: Machine | None
) -> tuple[Refusal, ...]:
    code = machine.code if machine is not None else None
    reason = idle_at(contract, facts, code)
    return () if reason is None else (idle_refusal(contract, code, reason),)
