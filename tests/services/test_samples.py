"""Samples in a real store: saved or refused as a whole, with rounds, calculated values and corrections."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodsys_tui.domain.model import MachineState, OrderState, Result, Sample, ShiftState
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.facts import scopes_of
from prodsys_tui.domain.shift.gate import StateName
from prodsys_tui.services.line.machines import set_machine_state
from prodsys_tui.services.line.orders import set_order_state
from prodsys_tui.services.line.runs import run_order
from prodsys_tui.services.quality.samples import (
    AddSample,
    Preview,
    SampleSaved,
    add_sample,
    add_samples,
    justify,
    preview_sample,
)
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.closing import approve_shift, close_shift, return_shift
from prodsys_tui.services.shift.shifts import assign, find_shift, open_shift, set_idle, undo_idle
from prodsys_tui.services.site.people import lock_user
from tests.services.shop import SEVEN, SPECS, Shop, told
from tests.services.test_shifts import in_review

WHY = "La balanza estaba sin calibrar"
UID = "0195f3a2-7c1b-7e90-8f00-aaaaaaaaaaaa"


@pytest.fixture
def floor(shop: Shop) -> Shop:
    """A shop with an open shift and an order of the looms."""
    shop.open()
    shop.order("2000145", **SPECS)
    return shop


def add(shop: Shop, command: AddSample, who: str = "rperez") -> SampleSaved:
    return shop.do(add_sample, who, command)


def refused(shop: Shop, command: AddSample, who: str = "rperez") -> list[str]:
    return told(shop.refused(add_sample, who, command))


def test_a_sample_keeps_what_it_was_judged_by(floor: Shop) -> None:
    floor.later(minutes=30)
    measured = SEVEN + timedelta(minutes=5)
    command = AddSample(
        2, "ancho", "12 1/8", "t05", "2000145", code="M-1", measured_at=measured, comment=" todo bien "
    )
    saved = add(floor, command)
    sample = saved.sample
    assert (sample.parameter, sample.value, sample.nominal) == ("Ancho", Decimal("12.125"), Decimal("12.125"))
    assert (sample.result, sample.round, sample.code) == (Result.COMPLIES, 1, "M-1")
    assert (sample.measured_at, sample.recorded_at) == (measured, floor.clock.at)
    assert (sample.author, sample.comment, sample.late) == ("rperez", "todo bien", False)
    assert sample.order is not None
    assert sample.machine is not None
    assert (sample.order.code, sample.machine.code) == ("2000145", "T05")
    with floor.plant.read() as reads:
        assert sample.contract == floor.plant.contracts.of(reads, 2).version
        assert reads.sample(sample.ref.uid) == sample
    assert (saved.state.state, saved.scope.counted, saved.minimum) == (StateName.WAITING_PRODUCTION, 1, 1)


def test_the_analysis_date_is_today_at_the_site(floor: Shop) -> None:
    floor.clock.at = datetime(2026, 3, 3, 3, tzinfo=UTC)  # 21:00 of the 2nd at the site
    assert (
        add(floor, AddSample(1, "Gramaje", "85", shift="T1")).sample.analysis_date.isoformat() == "2026-03-02"
    )


def test_a_failing_sample_is_saved_and_locks_its_machine(floor: Shop) -> None:
    saved = add(floor, AddSample(2, "Ancho", "13", "T05", "2000145"))
    assert saved.sample.result is Result.FAILS
    assert saved.state.state is StateName.REVIEW
    assert told(saved.state.blocks) == ["process-in-review"]
    assert floor.sample(2, "Ancho", "12", "T06", "2000145").state.state is StateName.WAITING_PRODUCTION
    with floor.plant.read() as reads:
        entries = {(row.entity, row.action) for row in reads.audit()}
    assert ("Rechazo", "CREATE") in entries


def test_the_gate_counts_up_to_the_minimum(floor: Shop) -> None:
    states = [add(floor, AddSample(1, "Gramaje", "85")).state.state for _ in range(3)]
    assert states == [StateName.WAITING_QUALITY, StateName.WAITING_QUALITY, StateName.WAITING_PRODUCTION]


def test_without_a_nominal_a_sample_waits(floor: Shop) -> None:
    saved = add(floor, AddSample(2, "Ancho", "12 1/8", "T05"))
    assert (saved.sample.result, saved.sample.nominal) == (Result.WAITING, None)
    assert saved.state.state is StateName.REVIEW


def test_the_order_is_the_running_one_when_none_is_given(floor: Shop) -> None:
    floor.do(run_order, "svera", "T05", "2000145")
    saved = add(floor, AddSample(2, "Ancho", "12 1/8", "T05"))
    assert saved.sample.order is not None
    assert (saved.sample.order.code, saved.sample.result) == ("2000145", Result.COMPLIES)


def test_a_running_order_of_another_process_of_the_machine_is_left_out(floor: Shop) -> None:
    floor.order("5000145", **{"Ancho del saco": "20"})
    floor.do(run_order, "svera", "CONV03", "5000145")
    sample = add(floor, AddSample(9, "Ancho del saco", "20", "CONV03")).sample
    assert (sample.order, sample.result) == (None, Result.WAITING)


def test_a_batch_brings_its_order(floor: Shop) -> None:
    batch = floor.tape().batch
    assert batch is not None
    sample = add(floor, AddSample(1, "Gramaje", "85", batch=batch.code)).sample
    assert sample.batch is not None
    assert sample.order is not None
    assert (sample.batch.code, sample.order.code) == (batch.code, "1000345")


def test_batches_that_do_not_fit_are_refused(floor: Shop) -> None:
    batch = floor.tape().batch
    assert batch is not None
    floor.order("1000346")
    floor.order("2000146")
    other = AddSample(1, "Gramaje", "85", batch=batch.code, order="1000346")
    assert refused(floor, other) == ["batch-other-process.order"]
    loom = AddSample(2, "Color trama", "Cumple", "T05", batch=batch.code)
    assert refused(floor, loom) == ["batch-other-process.sample"]
    assert refused(floor, AddSample(1, "Gramaje", "85", batch="9-9")) == ["not-found.batch"]


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (AddSample(1, "Peso", "85"), "unknown-parameter", "parameter"),
        (AddSample(1, "Gramaje", "301"), "out-of-validity", "value"),
        (AddSample(1, "Denier", "8.05"), "doubtful", "value"),
        (AddSample(1, "Gramaje", "ochenta"), "not-a-number", "value"),
        (AddSample(1, "Gramaje", "1,234"), "ambiguous-number", "value"),
        (AddSample(1, "Gramaje", "NaN"), "not-a-number", "value"),
        (AddSample(1, "Gramaje", "85.00000000000012"), "not-a-number.digits", "value"),
        (AddSample(1, "Tenacidad", "5"), "calculated-parameter", "parameter"),
        (AddSample(2, "Color trama", "1", "T05"), "bad-value.pass-fail", "value"),
        (AddSample(2, "Ancho", "12"), "machine-missing", "machine"),
        (AddSample(2, "Ancho", "12", "T99"), "not-found.machine", "machine"),
        (AddSample(2, "Ancho", "12", "IMP01"), "machine-other-process", "machine"),
        (AddSample(2, "Ancho", "12", "T13"), "machine-not-usable", "machine"),
        (AddSample(1, "Gramaje", "85", order="2000145"), "order-other-process", "order"),
        (AddSample(1, "Gramaje", "85", order="1999999"), "not-found.order", "order"),
        (AddSample(1, "Gramaje", "85", order="1000999"), "order-not-open", "order"),
        (AddSample(1, "Gramaje", "85", code="a\x00b"), "bad-value.unprintable", "code"),
        (AddSample(1, "Gramaje", "85", round=0), "bad-value", "round"),
        (AddSample(1, "Gramaje", "85", measured_at=SEVEN + timedelta(hours=1)), "bad-interval.future", "at"),
        (AddSample(1, "Gramaje", "85", uid="7"), "bad-value.uid", "uid"),
        (AddSample(1, "Gramaje", "85", corrects="no-such-sample"), "not-found.sample", "corrects"),
        (AddSample(1, "Gramaje", "85", shift=99), "not-found.shift", "shift"),
        (AddSample(1, "Gramaje", "85", result="Rechazo"), "comment-required.result", "comment"),
        (AddSample(1, "Gramaje", "85", result="Bueno", comment="x"), "bad-result", "result"),
        (AddSample(99, "Horas", "8"), "unknown-parameter", "parameter"),
        (AddSample(77, "Gramaje", "85"), "not-found.process", "process"),
    ],
)
def test_each_fault_has_its_code_and_field_and_nothing_is_saved(
    floor: Shop, command: AddSample, code: str, field: str
) -> None:
    floor.do(set_machine_state, "svera", "T13", MachineState.RETIRED.value, "Se vendió")
    floor.order("1000999")
    floor.do(set_order_state, "svera", "1000999", OrderState.CANCELLED.value, "El cliente la canceló")
    (fault,) = floor.refused(add_sample, "rperez", command)
    assert told((fault,)) == [code]
    assert fault.field == field


def test_all_faults_are_told_at_once(floor: Shop) -> None:
    command = AddSample(1, "Peso", "x", "T05", "2000145", "1-1", round=0, corrects="nada", shift="nada")
    assert refused(floor, command) == [
        "not-found.sample",
        "not-found.shift",
        "unknown-parameter",
        "machine-other-process",
        "not-found.batch",
        "order-other-process",
        "bad-value",
    ]


def test_without_an_open_shift_nothing_is_sampled(shop: Shop) -> None:
    assert refused(shop, AddSample(1, "Gramaje", "x")) == ["no-open-shift", "not-a-number"]


def test_what_is_idle_is_not_sampled(floor: Shop) -> None:
    floor.do(set_idle, "iortiz", 2, "Falta de cinta", "T05")
    floor.do(set_idle, "iortiz", 1, "Mantenimiento")
    assert refused(floor, AddSample(2, "Color trama", "Cumple", "T05")) == ["process-idle.machine"]
    assert refused(floor, AddSample(1, "Gramaje", "85")) == ["process-idle"]
    assert add(floor, AddSample(2, "Color trama", "Cumple", "T06")).sample.result is Result.COMPLIES


def test_a_closed_shift_takes_nothing(floor: Shop) -> None:
    with floor.plant.read() as reads:
        contracts = [force.contract for force in floor.plant.contracts.all(reads)]
        shift = find_shift(reads).ref.id
    for contract in contracts:
        floor.do(set_idle, "iortiz", contract.id, "Sin órdenes")
    assert floor.do(close_shift, "iortiz").state is ShiftState.CLOSED
    assert refused(floor, AddSample(1, "Gramaje", "85", shift=shift)) == ["shift-closed", "process-idle"]


def test_rounds_go_on_by_machine(floor: Shop) -> None:
    def round_of(parameter: str, machine: str = "T05", number: int | None = None) -> int:
        command = AddSample(2, parameter, "Cumple", machine, round=number)
        return add(floor, command).sample.round

    assert [round_of("Color trama"), round_of("Color urdido"), round_of("Color trama")] == [1, 1, 2]
    assert round_of("Color trama", "T06") == 1
    assert round_of("Color trama", number=7) == 7
    assert round_of("Color urdido") == 7


def test_a_complete_round_has_its_calculated_value_as_a_row_that_never_counts(floor: Shop) -> None:
    assert add(floor, AddSample(1, "Denier", "805")).calculated == ()
    saved = add(floor, AddSample(1, "Resistencia", "4.5"))
    (tenacity,) = saved.calculated
    assert (tenacity.parameter, tenacity.value) == ("Tenacidad", Decimal("5.59006211180124"))
    assert (tenacity.result, tenacity.calculated, tenacity.round) == (Result.FAILS, True, 1)
    assert (saved.scope.counted, saved.state.state) == (2, StateName.WAITING_QUALITY)
    with floor.plant.read() as reads:
        facts = reads.facts(find_shift(reads), 1)
        assert (facts.deviations, sum(row.count for row in facts.counts)) == ((), 2)
        assert reads.sample(tenacity.ref.uid) == tenacity
    settled = floor.refused(justify, "iortiz", tenacity.ref.uid, text=WHY)
    assert told(settled) == ["nothing-to-settle"]


def test_a_correction_gives_the_round_a_new_calculated_value(floor: Shop) -> None:
    denier = add(floor, AddSample(1, "Denier", "805")).sample
    (first,) = add(floor, AddSample(1, "Resistencia", "4.5")).calculated
    saved = add(floor, AddSample(1, "Denier", "800", corrects=denier.ref.uid))
    (second,) = saved.calculated
    assert (saved.sample.round, second.round, second.value) == (1, 1, Decimal("5.625"))
    assert second.corrects == first.ref
    assert saved.scope.counted == 2


def test_the_author_corrects_for_ten_minutes_and_an_inspector_afterwards(floor: Shop) -> None:
    bad = add(floor, AddSample(2, "Ancho", "13", "T05", "2000145")).sample
    command = AddSample(2, "Ancho", "12 1/8", corrects=bad.ref.uid)
    floor.later(minutes=11)
    assert refused(floor, command) == ["correction-not-allowed"]
    saved = add(floor, command, "iortiz")
    good = saved.sample
    assert (good.machine, good.order, good.corrects) == (bad.machine, bad.order, bad.ref)
    assert (good.measured_at, bad.measured_at) == (bad.measured_at, bad.recorded_at)
    assert (saved.state.state, saved.scope.counted) == (StateName.WAITING_PRODUCTION, 1)
    with floor.plant.read() as reads:
        assert reads.sample(bad.ref.uid) == bad
    assert refused(floor, command, "svera") == ["bad-correction"]
    again = AddSample(2, "Ancho", "12", corrects=str(good.ref.id))
    assert add(floor, again, "iortiz").sample.corrects == good.ref


def test_a_correction_is_of_the_same_parameter_and_machine(floor: Shop) -> None:
    bad = add(floor, AddSample(2, "Ancho", "13", "T05", "2000145")).sample
    for command in (
        AddSample(2, "Ancho", "12", "T06", corrects=bad.ref.uid),
        AddSample(2, "Color trama", "Cumple", corrects=bad.ref.uid),
    ):
        assert refused(floor, command) == ["bad-correction"]


def test_a_failing_correction_leaves_its_process_in_review(floor: Shop) -> None:
    bad = add(floor, AddSample(2, "Ancho", "13", "T05", "2000145")).sample
    saved = add(floor, AddSample(2, "Ancho", "13.5", corrects=bad.ref.uid))
    assert len(saved.scope.open_deviations) == 2


def test_a_lab_result_arrives_in_review(shop: Shop) -> None:
    shop.open()
    shop.order("2000145", **SPECS)
    waiting = shop.sample(2, "Ancho", "12 1/8", "T05").sample
    shop.do(justify, "iortiz", waiting.ref.uid, text="Falta la orden en el telar")
    shift = finish(shop)
    result = AddSample(2, "Ancho", "12 1/8", order="2000145", corrects=waiting.ref.uid)
    saved = add(shop, result, "svera")
    assert (saved.sample.result, saved.sample.late, saved.sample.shift.id) == (Result.COMPLIES, True, shift)
    later = AddSample(2, "Ancho", "12 1/8", corrects=saved.sample.ref.uid)
    assert refused(shop, later, "iortiz") == ["shift-closed.review"]


def finish(shop: Shop) -> int:
    """Close the shift; what was sampled only is idle."""
    with shop.plant.read() as reads:
        contracts = [force.contract for force in shop.plant.contracts.all(reads)]
    shop.do(assign, "iortiz", 2, "rperez")
    for contract in contracts:
        shop.do(set_idle, "iortiz", contract.id, "Sin órdenes")
    closed = shop.do(close_shift, "iortiz")
    assert closed.state is ShiftState.REVIEW
    return closed.ref.id


def test_a_returned_shift_takes_late_samples(shop: Shop) -> None:
    shift = in_review(shop)
    shop.do(return_shift, "svera", shift, {"": "Falta la muestra del final"})
    shop.do(undo_idle, "iortiz", 1, None, shift)
    assert add(shop, AddSample(1, "Denier", "805", shift=shift)).sample.late


def test_a_result_set_by_hand_locks(floor: Shop) -> None:
    command = AddSample(1, "Gramaje", "85", result="rechazo", comment="Cinta manchada de aceite")
    saved = add(floor, command)
    assert (saved.sample.result, saved.state.state) == (Result.REJECTED, StateName.REVIEW)


def test_saving_a_form_twice_saves_once(floor: Shop) -> None:
    command = AddSample(1, "Gramaje", "85", uid=UID)
    first = add(floor, command)
    assert first.sample.ref.uid == UID
    head = floor.head
    again = add(floor, command)
    assert (again.sample, again.state) == (first.sample, first.state)
    assert floor.head == head
    assert refused(floor, command, "iortiz") == ["already-exists.sample"]
    for other in (
        replace(command, process=2),
        replace(command, parameter="Espesor"),
        replace(command, parameter="Humedad"),
        replace(command, value="86"),
        replace(command, value="mucho"),
        replace(command, machine="T05"),
    ):
        assert refused(floor, other) == ["already-exists.sample"]
    assert add(floor, replace(command, parameter="gramaje", value="85.0", machine="extpp01")) == again
    assert add(floor, replace(command, uid=UID.replace("a", "b"))).sample.ref != first.sample.ref


def test_a_file_is_saved_whole(floor: Shop) -> None:
    rows = [
        AddSample(1, "Denier", "805", "EXTPP01"),
        AddSample(1, "Resistencia", "4.5", "EXTPP01"),
        AddSample(2, "Ancho", "12 1/8", "T05", "2000145"),
    ]
    saved = floor.do(add_samples, "rperez", rows)
    assert [one.sample.parameter for one in saved] == ["Denier", "Resistencia", "Ancho"]
    assert len(saved[1].calculated) == 1
    assert saved[1].scope.counted == 2


def test_what_stands_against_the_shift_is_told_once_and_rows_that_cannot_be_read_too(floor: Shop) -> None:
    nowhere = AddSample(1, "Denier", "mucho", "EXTPP01", shift=999)
    unread = Refusal(Code.NOT_A_NUMBER, {"text": "uno"}, "process")
    faults = floor.refused(add_samples, "rperez", [nowhere, nowhere, unread])
    assert [fault.field for fault in faults] == ["shift", "1.value", "2.value", "3.process"]
    assert told(faults)[0] == "not-found.shift"


def test_a_file_with_faults_saves_nothing_and_tells_them_by_row(floor: Shop) -> None:
    rows = [
        AddSample(1, "Denier", "805"),
        AddSample(1, "Peso", "1"),
        AddSample(1, "Gramaje", "20", order="2000145"),
        AddSample(77, "Gramaje", "85"),
    ]
    faults = floor.refused(add_samples, "rperez", rows)
    assert [(fault.params["row"], fault.field) for fault in faults] == [
        (2, "2.parameter"),
        (3, "3.order"),
        (3, "3.value"),
        (4, "4.process"),
    ]
    assert told(faults) == [
        "unknown-parameter.saving",
        "order-other-process",
        "out-of-validity.saving",
        "not-found.process",
    ]
    with floor.plant.read() as reads:
        assert reads.samples() == ()


def preview(shop: Shop, command: AddSample, **more: object) -> Preview:
    with shop.plant.read() as reads:
        return preview_sample(reads, shop.plant.contracts, command, **more)  # type: ignore[arg-type]


def test_a_preview_says_what_saving_would(floor: Shop) -> None:
    head = floor.head
    good = preview(floor, AddSample(2, "Ancho", "12 1/2", "T05", "2000145"))
    assert (good.result, good.value, good.nominal) == (Result.FAILS, Decimal("12.5"), Decimal("12.125"))
    assert good.limits is not None
    assert good.limits.text == "11.875-12.375"
    assert good.refusals == ()
    bad = preview(floor, AddSample(2, "Ancho", "-", "T05"))
    assert (bad.result, told(bad.refusals)) == (None, ["not-a-number.eighths"])
    elsewhere = preview(floor, AddSample(2, "Ancho", "12", "IMP01", "2000145"))
    assert (elsewhere.result, told(elsewhere.refusals)) == (Result.COMPLIES, ["machine-other-process"])
    assert floor.head == head


def test_a_preview_asks_who_and_when_if_it_is_told(floor: Shop) -> None:
    bad = add(floor, AddSample(2, "Ancho", "13", "T05", "2000145")).sample
    floor.later(minutes=11)
    command = AddSample(2, "Ancho", "12", corrects=bad.ref.uid)
    assert preview(floor, command).refusals == ()
    with floor.plant.read() as reads:
        author = reads.person("rperez")
    assert told(preview(floor, command, now=floor.clock.at, person=author).refusals) == [
        "correction-not-allowed"
    ]
    assert preview(floor, command, person=author).refusals == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.sampled_from(["12 1/8", "12.5", "13", "0", "x", "60"]),
    machine=st.sampled_from([None, "T05", "T06", "IMP01"]),
    order=st.sampled_from([None, "2000145", "1999999"]),
    sure=st.booleans(),
)
def test_preview_and_saving_agree(
    floor: Shop, value: str, machine: str | None, order: str | None, sure: bool
) -> None:
    command = AddSample(2, "Ancho", value, machine, order, sure=sure)
    seen = preview(floor, command, now=floor.clock.at)
    try:
        saved: Sample | tuple[Refusal, ...] = add(floor, command).sample
    except Refused as refusal:
        saved = refusal.reasons
    if isinstance(saved, tuple):
        assert seen.refusals == saved
    else:
        assert (seen.result, seen.value, seen.nominal) == (saved.result, saved.value, saved.nominal)


def test_the_answer_of_saving_is_what_reading_again_says(floor: Shop) -> None:
    for value in ("12 1/8", "13", "12"):
        saved = add(floor, AddSample(2, "Ancho", value, "T05", "2000145"))
        with floor.plant.read() as reads:
            read = scopes_of(reads.facts(find_shift(reads), 2))[2, "T05"]
        assert (saved.scope.counted, saved.scope.deviations) == (read.counted, read.deviations)
        assert len(saved.scope.open_deviations) == len(read.open_deviations)


def test_an_explanation_opens_what_measuring_again_alone_does_not(floor: Shop) -> None:
    bad = add(floor, AddSample(1, "Elongación", "25")).sample
    for value in ("17", "16"):
        assert add(floor, AddSample(1, "Elongación", value)).state.state is StateName.REVIEW
    assert floor.do(justify, "rperez", bad.ref.uid, text=WHY) == bad
    with floor.plant.read() as reads:
        disposition = reads.disposition(bad.ref)
        assert reads.facts(find_shift(reads)).deviations[0].settled
    assert disposition is not None
    assert (disposition.explanation, disposition.author) == (WHY, "rperez")
    again = floor.refused(justify, "rperez", bad.ref.uid, text=WHY)
    assert told(again) == ["nothing-to-settle.settled"]


def test_cause_and_action_settle_after_a_later_sample_complies(floor: Shop) -> None:
    bad = add(floor, AddSample(2, "Ancho", "13", "T05", "2000145")).sample
    codes = {"cause": "maquina", "action": "ajuste"}
    floor.sample(2, "Ancho", "12 1/8", "T06", "2000145")
    assert told(floor.refused(justify, "iortiz", bad.ref.uid, **codes)) == ["not-measured-again"]
    floor.later(minutes=1)
    floor.sample(2, "Ancho", "12 1/8", "T05", "2000145")
    floor.do(justify, "iortiz", bad.ref.uid, **codes)
    with floor.plant.read() as reads:
        disposition = reads.disposition(bad.ref)
    assert disposition is not None
    assert (disposition.cause, disposition.action) == ("máquina", "ajuste")


def test_the_later_sample_may_be_of_the_next_shift(floor: Shop) -> None:
    bad = add(floor, AddSample(1, "Elongación", "30")).sample
    floor.later(hours=8)
    floor.do(open_shift, "iortiz")
    codes = {"cause": "máquina", "action": "ajuste"}
    assert told(floor.refused(justify, "rperez", bad.ref.uid, **codes)) == ["not-measured-again"]
    add(floor, AddSample(1, "Elongación", "17"))
    assert floor.do(justify, "rperez", bad.ref.uid, **codes) == bad


def test_a_critical_parameter_needs_an_inspector(floor: Shop) -> None:
    bad = add(floor, AddSample(2, "Ancho", "13", "T05", "2000145")).sample
    faults = floor.refused(justify, "rperez", bad.ref.uid, text="corto")
    assert told(faults) == ["not-permitted", "justification-too-short"]
    assert told(floor.refused(justify, "rperez", bad.ref.uid, text=WHY)) == ["not-permitted"]
    floor.do(justify, "iortiz", bad.ref.uid, text=WHY)


def test_a_disposition_needs_a_deviation_in_a_shift_that_takes_it(shop: Shop) -> None:
    assert told(shop.refused(justify, "rperez", "nada", text=WHY)) == ["not-found.sample"]
    shift = in_review(shop)
    with shop.plant.read() as reads:
        bad = reads.samples()[0]
    assert told(shop.refused(justify, "iortiz", bad.ref.uid, text=WHY)) == ["nothing-to-settle.settled"]
    shop.do(approve_shift, "svera", shift, {"": "Revisado con calidad"})
    faults = shop.refused(justify, "iortiz", bad.ref.uid, text="corto")
    assert told(faults) == ["shift-closed", "nothing-to-settle.settled"]


def test_a_parameter_that_left_its_contract_can_still_be_settled(floor: Shop) -> None:
    bad = add(floor, AddSample(1, "Denier", "830")).sample
    forget(floor, "Denier")
    assert floor.do(justify, "rperez", bad.ref.uid, text=WHY) == bad


def forget(shop: Shop, parameter: str) -> None:
    """Bring a version of contract 1 into force that does not measure a parameter any more."""
    with shop.plant.read() as reads:
        version = reads.contract_version(1)
    assert version is not None
    blocks = version.text.split("[[parameters]]")
    text = "[[parameters]]".join(block for block in blocks if f'name = "{parameter}"' not in block)
    text = "[[parameters]]".join(block for block in text.split("[[parameters]]") if "formula" not in block)
    with shop.plant.store.begin("admin", "contract-apply", shop.clock.at) as uow:
        uow.add(replace(version, ref=type(version.ref)(0, ""), number="2", text=text, sha256="2" * 64))


def test_a_broken_contract_in_the_store_is_told_and_judges_nothing(floor: Shop) -> None:
    with floor.plant.read() as reads:
        version = reads.contract_version(1)
    assert version is not None
    with floor.plant.store.begin("admin", "contract-apply", floor.clock.at) as uow:
        uow.add(replace(version, ref=type(version.ref)(0, ""), number="2", text="id = 1", sha256="3" * 64))
    faults = floor.refused(add_sample, "rperez", AddSample(1, "Denier", "805"))
    assert {fault.code for fault in faults} == {Code.FILE_REFUSED}


def test_a_locked_account_samples_nothing(floor: Shop) -> None:
    floor.do(lock_user, "admin", "rperez", "Vacaciones")
    assert refused(floor, AddSample(1, "Gramaje", "85")) == ["not-permitted"]
