"""Closing, approving and returning shifts in a real store."""

import pytest

from prodsys_tui.domain.model import Sample, Shift, ShiftState
from prodsys_tui.domain.shift.approval import FOR_ALL
from prodsys_tui.services.line.stops import add_stop, end_stop
from prodsys_tui.services.production.production import AddProduction, add_production
from prodsys_tui.services.quality.samples import AddSample, add_sample, justify
from prodsys_tui.services.shift.closing import (
    approve_shift,
    close_shift,
    closing_faults,
    return_shift,
    review_of,
)
from prodsys_tui.services.shift.shifts import (
    assign,
    observe,
    omit,
    open_shift,
    set_idle,
    undo_idle,
    undo_omission,
)
from tests.services.shop import SEVEN, Shop, told

GOOD = {
    "Gramaje": "85",
    "Espesor": "1.2",
    "Tracción": "55",
    "Denier": "805",
    "Resistencia": "4.5",
    "Elongación": "17",
    "Ancho de cinta": "3.0",
}
ORDER = "1000345"
WHY = "la balanza estaba sin calibrar"
REVIEWED = {FOR_ALL: "revisado con calidad"}


@pytest.fixture
def shift(shop: Shop) -> Shift:
    """A shift in which process 1 did all that it owes and nothing else runs."""
    shift = shop.open()
    with shop.plant.read() as reads:
        others = [force.contract for force in shop.plant.contracts.all(reads)][1:]
    for contract in others:
        if not contract.support:
            shop.do(set_idle, "iortiz", contract.id, "Sin órdenes")
    shop.order(ORDER)
    for _ in range(3):
        for parameter, value in GOOD.items():
            shop.sample(1, parameter, value, "EXTPP01", ORDER)
    shop.do(assign, "iortiz", 1, "rperez")
    shop.produce(1, ORDER, "EXTPP01", quantity="900")
    return shift


@pytest.fixture
def deviation(shop: Shop, shift: Shift) -> Sample:
    """The same with a denier out of specification that somebody explained."""
    bad = shop.sample(1, "Denier", "830", "EXTPP01", ORDER).sample
    shop.do(justify, "iortiz", bad.ref.uid, text=WHY)
    return bad


def faults(shop: Shop) -> list[str]:
    with shop.plant.read() as reads:
        return told(closing_faults(reads, shop.plant.contracts))


def test_a_shift_without_deviations_is_closed_for_good(shop: Shop, shift: Shift) -> None:
    assert faults(shop) == []
    closed_at = shop.later(hours=8)
    closed = shop.do(close_shift, "iortiz")
    assert (closed.state, closed.closed_by, closed.closed_at) == (ShiftState.CLOSED, "iortiz", closed_at)
    assert told(shop.refused(close_shift, "svera", shift.ref.id)) == ["shift-closed"]
    assert told(shop.refused(approve_shift, "svera", shift.ref.id, REVIEWED)) == ["shift-not-in-review"]


def test_any_deviation_sends_it_to_review_and_another_person_approves(
    shop: Shop, shift: Shift, deviation: Sample
) -> None:
    assert shop.do(close_shift, "svera").state is ShiftState.REVIEW
    assert told(shop.refused(approve_shift, "svera", shift.ref.uid, REVIEWED)) == ["same-person"]
    approved = shop.do(approve_shift, "tnoh", shift.ref.uid, REVIEWED)
    assert (approved.state, approved.returned) == (ShiftState.CLOSED, False)
    with shop.plant.read() as reads:
        review = review_of(reads, shift.ref.id)
    assert [(row.decision, row.comment, row.sample, row.author) for row in review.reviews] == [
        ("aprobada", "revisado con calidad", None, "tnoh")
    ]
    assert review.waits_since is None


def test_a_calculated_value_out_of_specification_sends_nothing_to_review(shop: Shop, shift: Shift) -> None:
    with shop.plant.read() as reads:
        calculated = [sample for sample in reads.samples(shift=shift.ref) if sample.calculated]
    assert {sample.result.value for sample in calculated} == {"No cumple"}  # 4.5 kg at 805 denier: 5.59
    assert shop.do(close_shift, "iortiz").state is ShiftState.CLOSED


def test_a_reviewer_reads_everything_that_was_said(shop: Shop, shift: Shift, deviation: Sample) -> None:
    shop.do(observe, "rperez", 1, "se cambió la balanza")
    shop.do(omit, "iortiz", 1, "Denier", "se acabó la cinta")
    right = AddSample(1, "Denier", "803", "EXTPP01", ORDER, corrects=deviation.ref.uid)
    corrected = shop.do(add_sample, "rperez", right).sample
    good = shop.sample(1, "Gramaje", "85", "EXTPP01", ORDER).sample
    other = AddSample(1, "Gramaje", "86", "EXTPP01", ORDER, corrects=good.ref.uid)
    retyped = shop.do(add_sample, "rperez", other).sample
    closed = shop.do(close_shift, "iortiz")
    with shop.plant.read() as reads:
        review = review_of(reads, shift.ref.id)
    assert review.corrections == (corrected, retyped)
    assert review.waits_since == closed.closed_at
    [row] = review.deviations
    assert (row.deviation.sample, row.comment) == (deviation.ref, None)
    assert row.corrected_by == corrected
    assert getattr(row.disposition, "explanation", None) == WHY
    assert [note.text for note in review.notes] == ["se cambió la balanza"]
    assert [omission.reason for omission in review.omissions] == ["se acabó la cinta"]


def test_each_deviation_needs_a_comment(shop: Shop, shift: Shift, deviation: Sample) -> None:
    shop.do(close_shift, "iortiz")
    for comments in ({}, {FOR_ALL: "  "}, {deviation.ref.uid: ""}):
        assert told(shop.refused(approve_shift, "tnoh", shift.ref.uid, comments)) == [
            "comment-required.review"
        ]
    unknown = {FOR_ALL: "bien", "nadie": "bien"}
    assert told(shop.refused(return_shift, "tnoh", shift.ref.uid, unknown)) == ["not-found.sample"]
    shop.do(approve_shift, "tnoh", shift.ref.uid, {deviation.ref.uid: "rollo apartado", FOR_ALL: ""})
    with shop.plant.read() as reads:
        [said] = reads.reviews(shift.ref)
        assert {row.reason for row in reads.audit(limit=1)} == {"rollo apartado"}
    assert said.sample == deviation.ref


def test_a_returned_shift_takes_late_entries_and_is_closed_again(
    shop: Shop, shift: Shift, deviation: Sample
) -> None:
    shop.do(close_shift, "iortiz")
    assert told(shop.refused(close_shift, "iortiz", shift.ref.id)) == ["shift-closed.review"]
    returned = shop.do(return_shift, "svera", shift.ref.id, REVIEWED)
    assert (returned.state, returned.returned) == (ShiftState.REVIEW, True)
    assert told(shop.refused(approve_shift, "svera", shift.ref.id, REVIEWED)) == [
        "shift-not-in-review.returned"
    ]
    late = AddProduction(1, ORDER, "EXTPP01", "5", shift=shift.ref.id)
    assert shop.do(add_production, "rperez", late).record.late
    again = shop.do(close_shift, "iortiz", shift.ref.id)
    assert (again.state, again.returned) == (ShiftState.REVIEW, False)
    assert shop.do(approve_shift, "svera", shift.ref.id, REVIEWED).state is ShiftState.CLOSED


def test_an_inspector_closes_what_he_opened_and_a_supervisor_any(shop: Shop, shift: Shift) -> None:
    for who in ("rperez", "hbalam", "visita"):
        assert told(shop.refused(close_shift, who)) == ["not-permitted"]
    for who in ("rperez", "iortiz", "visita"):
        assert told(shop.refused(approve_shift, who, shift.ref.id, REVIEWED)) == ["not-permitted"]
        assert told(shop.refused(return_shift, who, shift.ref.id, REVIEWED)) == ["not-permitted"]
    assert shop.do(close_shift, "gpech").closed_by == "gpech"


def test_an_earlier_shift_is_closed_after_the_next_one_was_opened(shop: Shop, shift: Shift) -> None:
    shop.later(hours=8)
    shop.do(open_shift, "hbalam")
    assert shop.do(close_shift, "iortiz", shift.ref.id).state is ShiftState.CLOSED


def test_a_refused_close_lists_everything_at_once(shop: Shop) -> None:
    shop.open()
    shop.sample(1, "Denier", "830", "EXTPP01")
    shop.do(add_stop, "rperez", 1, "Limpieza", starts=SEVEN)
    shop.do(add_production, "rperez", AddProduction(99, quantity="8"))
    reasons = told(shop.refused(close_shift, "iortiz"))
    assert faults(shop) == reasons
    assert list(dict.fromkeys(reasons)) == [
        "no-person-assigned",
        "unexplained-deviation",
        "sample-missing",
        "stop-open",
        "production-missing",
    ]


def test_a_comment_or_an_observation_explains_a_deviation(shop: Shop, shift: Shift) -> None:
    bad = AddSample(1, "Denier", "830", "EXTPP01", ORDER, comment="balanza mal")
    sample = shop.do(add_sample, "rperez", bad).sample
    assert faults(shop) == []
    worse = shop.sample(1, "Denier", "831", "EXTPP01", ORDER).sample
    assert faults(shop) == ["unexplained-deviation"]
    right = AddSample(1, "Denier", "803", "EXTPP01", ORDER, comment=WHY, corrects=worse.ref.uid)
    shop.do(add_sample, "rperez", right)
    assert faults(shop) == []
    assert sample.comment == "balanza mal"
    shop.sample(1, "Denier", "832", "EXTPP01", ORDER)
    assert faults(shop) == ["unexplained-deviation"]
    shop.do(observe, "rperez", 1, "ajuste")
    assert faults(shop) == ["unexplained-deviation"]
    shop.do(observe, "rperez", 1, "se ajustó el dado", "EXTPP01")
    assert faults(shop) == []


def looms(shop: Shop) -> str:
    """Process 2 runs again, on T05 alone, with its samples due but for the colours."""
    shop.do(undo_idle, "iortiz", 2)
    order = shop.loom("T05")
    for parameter, value in (("Ancho", "12 1/8"),) * 3 + (
        ("Construcción urdido", "10"),
        ("Construcción trama", "10"),
    ):
        shop.sample(2, parameter, value, "T05", order)
    shop.do(assign, "iortiz", 2, "rperez", "T05")
    typed = {"quantity": "640", "counter": "12640", "consumes": ("1000345-001",)}
    shop.produce(2, order, "T05", **typed)
    return order


def test_missing_samples_are_told_for_the_loom_that_ran_until_somebody_says_why(
    shop: Shop, shift: Shift
) -> None:
    order = looms(shop)
    assert faults(shop) == ["sample-missing", "sample-missing"]
    shop.sample(2, "Color urdido", "Cumple", "T05", order)
    shop.do(omit, "iortiz", 2, "Color trama", "sin muestra patrón", "T05")
    assert faults(shop) == []
    shop.do(undo_omission, "iortiz", 2, "color trama", "T05")
    assert faults(shop) == ["sample-missing"]
    shop.do(omit, "iortiz", 2, "Color trama", "sin muestra patrón", "T05")
    assert faults(shop) == []


def test_a_change_of_order_makes_samples_due_that_count_at_close(shop: Shop, shift: Shift) -> None:
    first = looms(shop)
    for parameter in ("Color urdido", "Color trama"):
        shop.sample(2, parameter, "Cumple", "T05", first)
    assert faults(shop) == []
    other = shop.loom("T05", "2000146")
    for order, counter in ((other, "12700"), (first, "12800"), (first, "12850")):
        shop.produce(2, order, "T05", counter=counter, consumes=("1000345-001",))
    with shop.plant.read() as reads:
        reasons = closing_faults(reads, shop.plant.contracts)
    missing = {reason.params["parameter"]: reason.params["missing"] for reason in reasons}
    assert missing == dict.fromkeys(
        ("Construcción urdido", "Construcción trama", "Color urdido", "Color trama"), 2
    )


def test_a_colour_out_of_specification_needs_a_stop_and_a_mistyped_one_does_not(
    shop: Shop, shift: Shift
) -> None:
    order = looms(shop)
    shop.sample(2, "Color trama", "Cumple", "T05", order)
    bad = AddSample(2, "Color urdido", "No cumple", "T05", order, comment="rollo de otro tono")
    sample = shop.do(add_sample, "rperez", bad).sample
    assert faults(shop) == ["stop-missing"]
    stop = shop.do(add_stop, "rperez", 2, "Color incorrecto", "T05", starts=SEVEN)
    assert faults(shop) == ["stop-open"]
    shop.later(minutes=5)
    shop.do(end_stop, "rperez", stop.ref.uid)
    assert faults(shop) == []
    shop.sample(2, "Color trama", "Cumple", "T05", order)
    corrected = AddSample(2, "Color urdido", "Cumple", "T05", order, corrects=sample.ref.uid)
    shop.do(add_sample, "rperez", corrected)
    assert faults(shop) == []


def test_a_mistyped_colour_needs_no_stop(shop: Shop, shift: Shift) -> None:
    order = looms(shop)
    shop.sample(2, "Color trama", "Cumple", "T05", order)
    bad = AddSample(2, "Color urdido", "No cumple", "T05", order, comment="dedo equivocado")
    sample = shop.do(add_sample, "rperez", bad).sample
    right = AddSample(2, "Color urdido", "Cumple", "T05", order, corrects=sample.ref.uid)
    shop.do(add_sample, "rperez", right)
    assert faults(shop) == []
    assert shop.do(close_shift, "iortiz").state is ShiftState.REVIEW


def test_stopped_all_shift_owes_nothing(shop: Shop, shift: Shift) -> None:
    shop.do(undo_idle, "iortiz", 3)
    assert "production-missing" in faults(shop)
    shop.do(add_stop, "rperez", 3, "Falta de resina", minutes=480)
    assert faults(shop) == []


def test_there_is_nothing_to_close_without_a_shift(shop: Shop) -> None:
    assert told(shop.refused(close_shift, "iortiz")) == ["no-open-shift"]
    assert told(shop.refused(approve_shift, "svera", 42, REVIEWED)) == ["not-found.shift"]
