"""The gate rule once more, for a record that was saved: whether its proof holds.

Spec ``domain.md`` §2, "Gate proof".
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from prodsys_tui.domain.contract.contract import GateScope, ProcessContract
from prodsys_tui.domain.evidence.gate_proof import gate_proof
from prodsys_tui.domain.model import Disposition, Ref, Sample, WorkRecord
from prodsys_tui.domain.shift.facts import SampleCount, SampleMark, ScopeFacts, deviations_of
from prodsys_tui.domain.shift.gate import gate_open


class ProofFault(StrEnum):
    """What is wrong with the proof of a record."""

    MISSING = "missing"
    """Something was made, and nothing says why the gate was open."""
    CONTRACT = "contract"
    """The contract version that it names is not there, or says something else."""
    SAMPLES = "samples"
    """It names other samples than those that counted then."""
    DISPOSITIONS = "dispositions"
    """It names other dispositions than those that were known then."""
    GATE = "gate"
    """The gate was closed."""


_NAMED = {"samples": ProofFault.SAMPLES, "dispositions": ProofFault.DISPOSITIONS}


def proof_fault(
    record: WorkRecord,
    contract: ProcessContract | None,
    version: Ref | None,
    samples: Sequence[Sample],
    dispositions: Sequence[Disposition],
) -> ProofFault | None:
    """What is wrong with a record's proof; None when it holds.

    ``contract`` and ``version`` are those that the proof names, None when there is no such version;
    ``samples`` and ``dispositions`` those of the record's shift and process that were known when it was
    saved. A quantity of 0 passes a closed gate and needs no proof.
    """
    if not record.quantity:
        return None
    if not record.proof:
        return ProofFault.MISSING
    if contract is None or version is None or contract.id != record.process_id:
        return ProofFault.CONTRACT
    machine = None if record.machine is None else record.machine.code
    wanted = gate_proof(contract, version, machine, samples, dispositions)
    differing = _differing(record.proof, wanted)
    if differing is not None:
        return differing
    known = known_facts(contract, machine, samples, dispositions)
    return None if gate_open(contract, known) else ProofFault.GATE


def _differing(said: Mapping[str, object], wanted: Mapping[str, object]) -> ProofFault | None:
    """The first part of a proof that is not as it must be; rows may be named in any order."""
    for part, value in wanted.items():
        if _sorted(said.get(part)) != _sorted(value):
            return _NAMED.get(part, ProofFault.CONTRACT)
    return None


def _sorted(value: object) -> object:
    return sorted(value, key=str) if isinstance(value, list | tuple) else value


def known_facts(
    contract: ProcessContract,
    machine: str | None,
    samples: Sequence[Sample],
    dispositions: Sequence[Disposition],
) -> ScopeFacts:
    """What the gate judges, counted from the rows of a shift's process themselves."""
    own = contract.gate.scope is GateScope.MACHINE
    disposed = {each.sample.id for each in dispositions}
    marks = [
        mark_of(each, disposed=each.ref.id in disposed)
        for each in sorted(samples, key=lambda sample: sample.ref.id)
        if not each.calculated
    ]
    scope = [mark for mark in marks if not own or mark.machine == machine]
    corrected = {mark.corrects for mark in scope}
    facts = ScopeFacts()
    for mark in scope:
        if mark.ref.id not in corrected:
            facts.count(SampleCount(mark.process_id, mark.machine, mark.parameter, 1))
    for deviation in deviations_of(scope):
        facts.deviate(deviation)
    return facts


def mark_of(sample: Sample, *, disposed: bool, explanation: str | None = None) -> SampleMark:
    """A sample as deviations are told from it; ``disposed`` when a disposition settles it."""
    return SampleMark(
        sample.ref,
        sample.process_id,
        None if sample.machine is None else sample.machine.code,
        sample.parameter,
        sample.value,
        sample.result,
        None if sample.order is None else sample.order.code,
        sample.author,
        sample.measured_at,
        None if sample.corrects is None else sample.corrects.id,
        disposed,
        explanation,
    )
