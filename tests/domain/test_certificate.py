"""Which samples speak of a batch, and when it gets no certificate."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from prodsys_tui.domain.contract.contract import Kind, Limits, Parameter, Tolerance
from prodsys_tui.domain.evidence.certificate import (
    Making,
    Verdict,
    certificate_faults,
    certificate_number,
    counted_behind,
    open_deviations,
    reading,
    specification,
    stands_behind,
    verdict,
)
from prodsys_tui.domain.model import (
    Batch,
    BatchDisposition,
    BatchState,
    Disposition,
    Hold,
    Outcome,
    Ref,
    Result,
    Sample,
    WorkRecord,
)

AT = datetime(2026, 3, 2, 14, tzinfo=UTC)
SHIFT, ORDER, MACHINE = Ref(1, "turno"), Ref(1, "orden", "1000345"), Ref(1, "maq", "EXTPP01")
BATCH = Batch(
    ref=Ref(1, "lote", "1000345-001"),
    code="1000345-001",
    order=ORDER,
    shift=SHIFT,
    number=1,
    produced_on=date(2026, 3, 2),
    author="rperez",
    recorded_at=AT,
)
RECORD = WorkRecord(
    shift=SHIFT, process_id=1, machine=MACHINE, quantity=Decimal(9), author="rperez", recorded_at=AT
)
MAKING = Making.of(BATCH, 1, [RECORD, replace(RECORD, machine=None)])
SAMPLE = Sample(
    ref=Ref(1, "uno"),
    analysis_date=date(2026, 3, 2),
    shift=SHIFT,
    process_id=1,
    machine=MACHINE,
    order=ORDER,
    parameter="Denier",
    value=Decimal(805),
    result=Result.COMPLIES,
    round=1,
    contract=Ref(1, "contrato"),
    measured_at=AT,
    author="rperez",
    recorded_at=AT,
)
FAILS = replace(SAMPLE, ref=Ref(2, "dos"), value=Decimal(850), result=Result.FAILS)
OTHER = Ref(2, "otro", "X")
SETTLED = Disposition(sample=FAILS.ref, explanation="Era otra cinta", author="iortiz", recorded_at=AT)
HOLD = Hold(ref=Ref(1, "ret"), batch=BATCH.ref, group="g", reason="Manchado", author="rperez", recorded_at=AT)
SCRAPPED = BatchDisposition(
    batch=BATCH.ref,
    hold=HOLD.ref,
    outcome=Outcome.SCRAP,
    comment="No sirve",
    author="iortiz",
    recorded_at=AT,
)


@pytest.mark.parametrize(
    ("changed", "speaks"),
    [
        ({}, True),
        ({"order": None}, True),
        ({"machine": None}, True),
        ({"order": None, "machine": None}, True),
        ({"order": OTHER}, False),
        ({"machine": OTHER}, False),
        ({"shift": OTHER}, False),
        ({"process_id": 2}, False),
        ({"batch": BATCH.ref, "shift": OTHER, "order": OTHER, "process_id": 2}, True),
        ({"batch": OTHER}, False),
    ],
)
def test_a_sample_speaks_of_what_was_made_where_it_was_taken(
    changed: dict[str, object], *, speaks: bool
) -> None:
    assert stands_behind(replace(SAMPLE, **changed), MAKING) is speaks  # type: ignore[arg-type]


def test_what_was_corrected_does_not_count_and_the_rest_is_told_by_time() -> None:
    early = replace(SAMPLE, ref=Ref(4, "cuatro"), measured_at=AT - timedelta(hours=1))
    correction = replace(SAMPLE, ref=Ref(3, "tres"), corrects=FAILS.ref)
    assert counted_behind([SAMPLE, FAILS, correction, early], MAKING) == (early, SAMPLE, correction)
    named = replace(FAILS, batch=BATCH.ref, shift=OTHER, order=OTHER)
    assert [each.ref.uid for each in counted_behind([correction, named], MAKING)] == ["tres"]
    far = replace(correction, shift=OTHER)
    assert [each.ref.uid for each in counted_behind([far, named], MAKING)] == ["tres"]
    elsewhere = replace(correction, order=OTHER)
    assert counted_behind([FAILS, elsewhere], MAKING) == ()


def test_a_deviation_is_open_until_it_is_settled_or_corrected_to_comply() -> None:
    assert [each.sample.uid for each in open_deviations([FAILS, SAMPLE], [], MAKING)] == ["dos"]
    assert open_deviations([FAILS], [SETTLED], MAKING) == ()
    correction = replace(SAMPLE, ref=Ref(3, "tres"), corrects=FAILS.ref)
    assert open_deviations([correction, FAILS], [], MAKING) == ()
    worse = replace(correction, result=Result.REJECTED)
    assert len(open_deviations([FAILS, worse], [], MAKING)) == 2
    assert open_deviations([replace(FAILS, order=OTHER)], [], MAKING) == ()
    assert open_deviations([replace(FAILS, calculated=True)], [], MAKING) == ()
    assert len(open_deviations([replace(FAILS, result=Result.WAITING)], [], MAKING)) == 1


def faults(batch: Batch = BATCH, holds: tuple[Hold, ...] = (), *decided: BatchDisposition) -> list[str]:
    return [each.variant for each in certificate_faults(batch, [], holds, decided)]


def test_a_held_or_scrapped_batch_gets_no_certificate() -> None:
    assert faults() == []
    assert faults(BATCH, (replace(HOLD, ended_at=AT),)) == []
    held = replace(BATCH, state=BatchState.HELD)
    assert faults(held, (HOLD,)) == ["certificate"]
    assert faults(BATCH, (replace(HOLD, machine=MACHINE),)) == ["certificate-part"]
    assert faults(BATCH, (replace(HOLD, roll="R001"),)) == ["certificate-part"]
    assert faults(BATCH, (HOLD,)) == ["certificate-part"]


def test_a_batch_that_is_gone_gets_no_certificate() -> None:
    ended, closed = replace(HOLD, ended_at=AT), replace(BATCH, state=BatchState.CLOSED)
    part, rework = replace(SCRAPPED, quantity=Decimal(3)), replace(SCRAPPED, outcome=Outcome.REWORK)
    for decided in ((SCRAPPED,), (part, part), (rework,), (part, rework)):
        assert faults(closed, (ended,), *decided) == ["scrapped"]
    assert faults(BATCH, (ended,), part) == []
    assert faults(closed, (ended,)) == []
    assert faults(closed, (replace(ended, roll="R001"),), SCRAPPED) == []
    let_go = replace(part, outcome=Outcome.RELEASED)
    assert faults(closed, (ended,), let_go, SCRAPPED) == []


def test_every_open_deviation_is_told_with_what_to_look_for() -> None:
    told = certificate_faults(BATCH, open_deviations([FAILS], [], MAKING), (HOLD,), ())
    assert [each.code.value for each in told] == ["unexplained-deviation", "batch-held"]
    assert told[0].params["parameter"] == "Denier"
    assert told[0].params["sample"] == "dos"


def test_the_verdict_is_that_of_all_samples_together() -> None:
    assert verdict([]) is Verdict.NOTHING
    assert verdict([SAMPLE]) is Verdict.COMPLIES
    assert verdict([SAMPLE, FAILS]) is Verdict.SETTLED


def test_a_certificate_is_called_by_its_batch_and_number() -> None:
    assert certificate_number("1000345-001", 3) == "1000345-001/C03"


NUMBER = Parameter("Denier", "g", Kind.NUMBER, specification=Limits(Decimal(790), Decimal(820)))
WIDE = Parameter(
    "Ancho", "in", Kind.NUMBER, order_nominal=True, tolerance=Tolerance(Decimal("0.25")), eighths=True
)


def test_what_a_sample_was_held_against_is_told_as_it_was_then() -> None:
    assert specification(NUMBER, SAMPLE) == "790-820"
    assert specification(replace(NUMBER, specification=None), SAMPLE) == ""
    assert specification(WIDE, replace(SAMPLE, nominal=Decimal(12))) == "11.75-12.25"
    assert specification(WIDE, SAMPLE) == ""
    assert specification(replace(WIDE, tolerance=None), replace(SAMPLE, nominal=Decimal(12))) == ""
    assert specification(Parameter("Sello", "", Kind.PASS_FAIL), SAMPLE) == "Cumple"
    assert specification(Parameter("Color", "", Kind.TEXT), SAMPLE) == ""
    assert specification(None, SAMPLE) == ""


def test_a_value_is_told_as_people_read_it() -> None:
    assert reading(NUMBER, SAMPLE) == "805"
    assert reading(None, SAMPLE) == "805"
    assert reading(WIDE, replace(SAMPLE, value=Decimal("12.125"))) == "12 1/8"
    assert reading(Parameter("Color", "", Kind.TEXT), replace(SAMPLE, words="Azul")) == "Azul"
    seal = Parameter("Sello", "", Kind.PASS_FAIL)
    assert reading(seal, replace(SAMPLE, value=Decimal(1))) == "Cumple"
    assert reading(seal, replace(SAMPLE, value=Decimal(0))) == "No cumple"
    assert reading(NUMBER, replace(SAMPLE, value=Decimal("5.59006211"), calculated=True)) == "5.59"
