"""What a work record keeps of the gate: spec ``domain.md`` §2, "Gate proof"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prodsys_tui.domain.contract.contract import GateScope, ProcessContract
from prodsys_tui.domain.model import Disposition, Ref, Result, Sample


@dataclass(frozen=True, slots=True)
class FellAway:
    """A sample (uid) of a gate proof that opened the gate and does so no more.

    ``now`` is the last of the samples that correct it, None when the sample itself is not to be found;
    ``settled`` tells whether a disposition settles what it shows now.
    """

    sample: str
    now: Sample | None
    settled: bool = False


def gate_proof(
    contract: ProcessContract,
    version: Ref,
    machine: str | None,
    samples: Sequence[Sample],
    dispositions: Sequence[Disposition],
) -> Mapping[str, object]:
    """Why the gate was open, ready for JSON: contract version, samples that counted, dispositions.

    ``samples`` and ``dispositions`` are those of the shift and process as known now; rows are named by uid.
    """
    own = contract.gate.scope is GateScope.MACHINE
    scope = [sample for sample in samples if not own or _machine_of(sample) == machine]
    corrected = {sample.corrects.id for sample in scope if sample.corrects is not None}
    counted = [s.ref.uid for s in scope if not s.calculated and s.ref.id not in corrected]
    ids = {sample.ref.id for sample in scope}
    return {
        "contract": version.uid,
        "contract_version": contract.version,
        "process": contract.id,
        "machine": machine if own else None,
        "minimum": contract.gate.minimum,
        "requires": list(contract.gate.requires),
        "samples": counted,
        "dispositions": [one.ref.uid for one in dispositions if one.sample.id in ids],
    }


def basis_fell_away(
    proof: Mapping[str, object], samples: Iterable[Sample], dispositions: Iterable[Disposition]
) -> tuple[FellAway, ...]:
    """The samples of a proof that complied when the record was made and were corrected to fail since.

    ``samples`` are those of the record's shift and process as known now, corrections among them. One that
    failed already was settled by what the proof names and does not fall away. Empty while the basis holds.
    """
    known = {sample.ref.uid: sample for sample in samples}
    following = {each.corrects.id: each for each in known.values() if each.corrects is not None}
    settled = {each.sample.id for each in dispositions}
    named = proof.get("samples", ())
    fallen: list[FellAway] = []
    for uid in named if isinstance(named, list | tuple) else ():
        sample = known.get(uid)
        if sample is None:
            fallen.append(FellAway(uid, None))
            continue
        chain = [sample]
        while chain[-1].ref.id in following:
            chain.append(following[chain[-1].ref.id])
        if sample.result is Result.COMPLIES and chain[-1].result is not Result.COMPLIES:
            fallen.append(FellAway(uid, chain[-1], any(each.ref.id in settled for each in chain)))
    return tuple(fallen)


def _machine_of(sample: Sample) -> str | None:
    return sample.machine.code if sample.machine is not None else None
