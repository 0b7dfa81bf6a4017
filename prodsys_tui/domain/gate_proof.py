"""What a work record keeps of the gate: spec ``domain.md`` §2, "Gate proof"."""

from collections.abc import Mapping, Sequence

from prodsys_tui.domain.contract import GateScope, ProcessContract
from prodsys_tui.domain.model import Disposition, Ref, Sample


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


def _machine_of(sample: Sample) -> str | None:
    return sample.machine.code if sample.machine is not None else None
