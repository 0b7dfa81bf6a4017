"""The gate rule once more: a proof holds as it was made, and in no other way."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.evidence.gate_check import ProofFault, proof_fault
from prodsys_tui.domain.evidence.gate_proof import gate_proof
from prodsys_tui.domain.model import Disposition, Ref, Result, Sample, WorkRecord
from tests.domain.floor import EXTRUSION, SUPPORT, WEAVING, at

VERSION = Ref(7, "version")
LOOM = Ref(5, "loom", "T05")
OTHER = Ref(6, "other", "T06")


def sample(number: int, result: Result = Result.COMPLIES, **given: object) -> Sample:
    kept = Sample(
        ref=Ref(number, f"sample-{number}"),
        analysis_date=date(2026, 3, 2),
        shift=Ref(1, "shift"),
        process_id=WEAVING.id,
        machine=LOOM,
        parameter="Ancho",
        value=Decimal("12.125"),
        result=result,
        round=1,
        contract=VERSION,
        measured_at=at(1),
        author="rperez",
        recorded_at=at(1),
    )
    return replace(kept, **given)  # type: ignore[arg-type]


def settles(number: int) -> Disposition:
    return Disposition(
        ref=Ref(number, f"settles-{number}"),
        sample=Ref(number, f"sample-{number}"),
        author="iortiz",
        recorded_at=at(2),
    )


def record(proof: object, contract: ProcessContract = WEAVING, machine: Ref | None = LOOM) -> WorkRecord:
    return WorkRecord(
        shift=Ref(1, "shift"),
        process_id=contract.id,
        machine=machine,
        quantity=Decimal(100),
        proof=proof,  # type: ignore[arg-type]
        author="rperez",
        recorded_at=at(3),
    )


def proved(*samples: Sample, settled: tuple[Disposition, ...] = ()) -> WorkRecord:
    return record(gate_proof(WEAVING, VERSION, "T05", samples, settled))


def test_a_proof_holds_as_it_was_made() -> None:
    known = (sample(1), sample(2, machine=OTHER, result=Result.FAILS), sample(3, calculated=True))
    assert proof_fault(proved(*known), WEAVING, VERSION, known, ()) is None


def test_rows_are_named_in_any_order() -> None:
    known = (sample(1), sample(2))
    assert proof_fault(proved(*reversed(known)), WEAVING, VERSION, known, ()) is None


def test_a_settled_deviation_leaves_the_gate_open() -> None:
    known, settled = (sample(1), sample(2, Result.FAILS)), (settles(2),)
    assert proof_fault(proved(*known, settled=settled), WEAVING, VERSION, known, settled) is None
    assert proof_fault(proved(*known), WEAVING, VERSION, known, ()) is ProofFault.GATE


def test_a_corrected_sample_does_not_count() -> None:
    known = (sample(1, Result.FAILS), sample(2, corrects=Ref(1, "sample-1")))
    assert proof_fault(proved(*known), WEAVING, VERSION, known, ()) is None
    worse = (sample(1), sample(2, Result.FAILS, corrects=Ref(1, "sample-1")))
    assert proof_fault(proved(*worse), WEAVING, VERSION, worse, ()) is ProofFault.GATE


def test_too_few_samples_are_told() -> None:
    assert proof_fault(proved(), WEAVING, VERSION, (), ()) is ProofFault.GATE


def test_a_process_is_judged_as_a_whole_where_machines_do_not_lock_alone() -> None:
    known = tuple(sample(number, process_id=EXTRUSION.id, machine=None) for number in range(1, 4))
    made = record(gate_proof(EXTRUSION, VERSION, None, known, ()), EXTRUSION, None)
    assert proof_fault(made, EXTRUSION, VERSION, known, ()) is None


def test_nothing_made_needs_no_proof() -> None:
    assert proof_fault(replace(record({}), quantity=Decimal(0)), None, None, (), ()) is None
    assert proof_fault(record({}), WEAVING, VERSION, (), ()) is ProofFault.MISSING


@pytest.mark.parametrize(
    ("part", "value", "fault"),
    [
        ("samples", ["sample-1"], ProofFault.SAMPLES),
        ("samples", "sample-1", ProofFault.SAMPLES),
        ("dispositions", ["settles-9"], ProofFault.DISPOSITIONS),
        ("contract_version", "0.1", ProofFault.CONTRACT),
        ("minimum", 0, ProofFault.CONTRACT),
        ("machine", "T06", ProofFault.CONTRACT),
    ],
)
def test_a_proof_that_says_anything_else_is_told(part: str, value: object, fault: ProofFault) -> None:
    known = (sample(1), sample(2))
    proof = gate_proof(WEAVING, VERSION, "T05", known, ())
    assert proof_fault(record({**proof, part: value}), WEAVING, VERSION, known, ()) is fault


def test_an_unknown_or_another_contract_is_told() -> None:
    known = (sample(1),)
    assert proof_fault(proved(*known), None, None, known, ()) is ProofFault.CONTRACT
    assert proof_fault(proved(*known), SUPPORT, VERSION, known, ()) is ProofFault.CONTRACT
