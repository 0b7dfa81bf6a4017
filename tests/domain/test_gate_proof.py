"""What a gate proof names, and when its basis falls away."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from prodsys_tui.domain.evidence.gate_proof import FellAway, basis_fell_away
from prodsys_tui.domain.model import Disposition, Ref, Result, Sample

AT = datetime(2026, 3, 2, 14, tzinfo=UTC)
FIRST = Sample(
    ref=Ref(1, "uno"),
    analysis_date=date(2026, 3, 2),
    shift=Ref(1, "turno"),
    process_id=1,
    parameter="Denier",
    value=Decimal(805),
    result=Result.COMPLIES,
    round=1,
    contract=Ref(1, "contrato"),
    measured_at=AT,
    author="rperez",
    recorded_at=AT,
)
SECOND = replace(FIRST, ref=Ref(2, "dos"), result=Result.FAILS, corrects=FIRST.ref)
THIRD = replace(FIRST, ref=Ref(3, "tres"), corrects=SECOND.ref)
PROOF = {"samples": ["uno"]}
SETTLED = Disposition(sample=SECOND.ref, explanation="Era de otra cinta", author="iortiz", recorded_at=AT)


def test_a_basis_holds_while_its_samples_do() -> None:
    assert basis_fell_away(PROOF, [FIRST], []) == ()
    assert basis_fell_away(PROOF, [FIRST, SECOND, THIRD], []) == ()
    assert basis_fell_away({}, [FIRST, SECOND], []) == ()
    assert basis_fell_away({"samples": "uno"}, [FIRST, SECOND], []) == ()


def test_it_falls_away_when_a_sample_is_corrected_to_fail_settled_or_not() -> None:
    assert basis_fell_away(PROOF, [FIRST, SECOND], []) == (FellAway("uno", SECOND),)
    assert basis_fell_away(PROOF, [FIRST, SECOND], [SETTLED]) == (FellAway("uno", SECOND, settled=True),)


def test_a_sample_that_failed_already_was_settled_then() -> None:
    failed = replace(FIRST, result=Result.FAILS)
    assert basis_fell_away(PROOF, [failed, SECOND], []) == ()


def test_a_sample_that_is_not_to_be_found_is_no_basis() -> None:
    assert basis_fell_away(PROOF, [SECOND], []) == (FellAway("uno", None),)
