"""Signed corrections in a real store: of quantities, counters, links and samples of closed shifts."""

from decimal import Decimal

import pytest

from prodsys_tui.domain.model import BatchState, Person, Shift, ShiftState, WorkRecord
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.line.machines import reset_counter
from prodsys_tui.services.production.corrections import (
    Signature,
    Signed,
    correct_record,
    correct_sample,
    preview_correction,
)
from prodsys_tui.services.production.flips import flips_in
from prodsys_tui.services.production.record_corrections import CorrectRecord, Plan
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.services.shift.shifts import assign, find_shift, open_shift
from tests.services.shop import Shop, told

REASON = "Se leyó mal la báscula"


@pytest.fixture
def shift(shop: Shop) -> Shift:
    return shop.open()


def person(shop: Shop, code: str) -> Person:
    with shop.plant.read() as reads:
        found = reads.person(code)
    assert found is not None
    return found


def under(shop: Shop, who: str = "svera", category: str = "ERROR_CAPTURA", **given: str) -> Signature:
    return Signature(category, given.get("reason", REASON), person(shop, who), given.get("group"))


def correct(shop: Shop, record: WorkRecord, **typed: object) -> Signed:
    command = CorrectRecord(record.ref.uid, **typed)  # type: ignore[arg-type]
    return shop.do(correct_record, "svera", command, under(shop))


def incorrect(shop: Shop, record: WorkRecord, **typed: object) -> list[str]:
    """Why a correction was refused; the preview says the same."""
    command = CorrectRecord(record.ref.uid, **typed)  # type: ignore[arg-type]
    why = told(shop.refused(correct_record, "svera", command, under(shop)))
    assert told(plan(shop, record, **typed).faults) == why
    return why


def plan(shop: Shop, record: WorkRecord, **typed: object) -> Plan:
    command = CorrectRecord(record.ref.uid, **typed)  # type: ignore[arg-type]
    with shop.plant.read() as reads:
        act = shop.plant.act(person(shop, "svera"))
        return preview_correction(reads, act, command, under(shop))


def now(shop: Shop, record: WorkRecord) -> WorkRecord:
    with shop.plant.read() as reads:
        found = reads.record(record.ref.uid)
    assert found is not None
    return found


def made(shop: Shop, shift: Shift, process: int) -> tuple[Decimal, Decimal, int, int]:
    """Quantity, waste, disputed readings and corrected records of a process in a shift."""
    with shop.plant.read() as reads:
        rows = reads.facts(shift, process).produced
    return (
        sum((row.quantity for row in rows), Decimal(0)),
        sum((row.waste_kg for row in rows), Decimal(0)),
        sum(row.disputed for row in rows),
        sum(row.corrected for row in rows),
    )


def state(shop: Shop, shift: Shift, state: ShiftState) -> Shift:
    """Put a shift into a state, as closing and approving would."""
    with shop.plant.store.begin("svera", "shift-close", shop.clock.at) as uow:
        return uow.change(find_shift(uow, shift.ref.uid), state=state)


def loom(shop: Shop, code: str = "T05") -> tuple[str, tuple[str, ...]]:
    """The order of a loom whose gate has passed, and a batch that it may consume."""
    tape = shop.tape().batch
    assert tape is not None
    return shop.loom(code), (tape.code,)


def test_a_corrected_quantity_is_what_everything_shows_and_sums_and_the_original_stays(
    shop: Shop, shift: Shift
) -> None:
    record = shop.tape("900").record
    closed = state(shop, shift, ShiftState.CLOSED)
    entry = correct(shop, record, quantity="850", waste="2.5", shift=shift.ref.id).corrections
    assert [(each.field, each.before, each.after) for each in entry] == [
        ("cantidad", "900", "850"),
        ("merma_kg", None, "2.5"),
    ]
    assert (entry[0].quantity, entry[1].waste_kg, entry[0].group) == (
        Decimal(-50),
        Decimal("2.5"),
        entry[1].group,
    )
    assert (entry[0].signed_by, entry[0].category.value) == ("svera", "ERROR_CAPTURA")
    after = now(shop, record)
    assert (after.quantity, after.waste_kg, after.corrected) == (Decimal(850), Decimal("2.5"), True)
    assert made(shop, closed, 1) == (Decimal(850), Decimal("2.5"), 0, 1)
    with shop.plant.read() as reads:
        assert reads.records(shift=shift.ref) == (after,)
        assert reads.corrected_shifts([shift.ref]) == {shift.ref.id: 1}
        assert reads.corrected_shifts([]) == {}
        assert reads.signed_corrections(shift=shift.ref) == entry
    again = correct(shop, record, quantity="860", waste="3").corrections
    assert (again[0].before, again[0].quantity, again[1].waste_kg) == ("850", Decimal(10), Decimal("0.5"))
    assert again[0].group != entry[0].group


def test_a_form_that_is_signed_twice_corrects_once(shop: Shop, shift: Shift) -> None:
    record = shop.tape("900").record
    sign = under(shop, group="form-0001")
    command = CorrectRecord(record.ref.uid, quantity="850")
    first = shop.do(correct_record, "svera", command, sign)
    assert shop.do(correct_record, "svera", command, sign) == first
    assert now(shop, record).quantity == 850


def test_another_correction_under_the_uid_of_a_signed_one_is_refused_and_not_taken_for_it(
    shop: Shop, shift: Shift
) -> None:
    tape = shop.tape("900")
    order, used = loom(shop)
    record = shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used).record
    shop.later(minutes=5)
    other = shop.do(add_sample, "rperez", AddSample(2, "Ancho", "12 1/8", "T05", order)).sample
    next_order = shop.order("1000346")
    batch = shop.produce(1, next_order, "EXTPP01", quantity="5").batch
    assert tape.batch is not None
    assert batch is not None
    uid = record.ref.uid
    signed = {
        "form-0001": CorrectRecord(uid, quantity="600", waste="1"),
        "form-0002": CorrectRecord(uid, counter="12650", quantity="600"),
        "form-0003": CorrectRecord(uid, counter="12650", reset="12000"),
        "form-0004": CorrectRecord(uid, links=(batch.code,), unlinks=used),
    }
    again = {
        "form-0001": (
            CorrectRecord(uid, quantity="601", waste="1"),
            CorrectRecord(uid, quantity="600"),
            CorrectRecord(tape.record.ref.uid, quantity="600", waste="1"),
        ),
        "form-0002": (CorrectRecord(uid, counter="12651"), CorrectRecord(uid, quantity="600")),
        "form-0003": (CorrectRecord(uid, counter="12651", reset="12000"),),
        "form-0004": (CorrectRecord(uid, links=(batch.code,)), CorrectRecord(uid, unlinks=used)),
    }
    for group, command in signed.items():
        sign = under(shop, group=group)
        first = shop.do(correct_record, "svera", command, sign)
        assert shop.do(correct_record, "svera", command, sign) == first
        for each in again[group]:
            assert told(shop.refused(correct_record, "svera", each, sign)) == ["already-exists.correction"]
    sign = under(shop, group="form-0005")
    first = shop.do(correct_sample, "svera", other.ref.uid, "12 1/4", sign)
    assert shop.do(correct_sample, "svera", other.ref.uid, "12.25", sign) == first
    for sample, value in ((other.ref.uid, "12"), ("nada", "12 1/4")):
        assert told(shop.refused(correct_sample, "svera", sample, value, sign)) == [
            "already-exists.correction"
        ]


def test_a_record_that_was_corrected_is_still_saved_once(shop: Shop, shift: Shift) -> None:
    shop.tape("100")
    typed = {"quantity": "900", "uid": "form-0001"}
    record = shop.produce(1, "1000345", "EXTPP01", **typed).record
    correct(shop, record, quantity="850")
    assert shop.produce(1, "1000345", "EXTPP01", **typed).record == now(shop, record)
    assert shop.unproduced(1, "1000345", "EXTPP02", **typed) == ["already-exists.record"]


def test_an_operator_types_and_a_supervisor_signs(shop: Shop, shift: Shift) -> None:
    record = shop.tape("900").record
    command = CorrectRecord(record.ref.uid, quantity="850")
    entry = shop.do(correct_record, "rperez", command, under(shop)).corrections[0]
    assert (entry.author, entry.signed_by) == ("rperez", "svera")
    assert told(shop.refused(correct_record, "rperez", command, under(shop, "iortiz"))) == ["not-permitted"]


def test_a_signature_names_its_category_and_reason(shop: Shop, shift: Shift) -> None:
    record = shop.tape("900").record
    command = CorrectRecord(record.ref.uid, quantity="850")
    bad = Signature("otra", " ", person(shop, "svera"), "1")
    assert told(shop.refused(correct_record, "svera", command, bad)) == [
        "bad-value.category",
        "reason-required",
        "bad-value.uid",
    ]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({}, ["nothing-to-correct"]),
        ({"quantity": "900"}, ["nothing-to-correct"]),
        ({"quantity": "x", "waste": "-1"}, ["not-a-number", "bad-quantity.negative"]),
        ({"quantity": "-1"}, ["bad-quantity.negative"]),
        ({"counter": "5"}, ["bad-value.no-counter"]),
        ({"links": ("9999999-001",)}, ["not-found.batch-id"]),
        ({"unlinks": ("9999999-001",)}, ["not-found.not-consumed"]),
    ],
)
def test_what_cannot_be_corrected_is_said(
    shop: Shop, shift: Shift, typed: dict[str, object], why: list[str]
) -> None:
    assert incorrect(shop, shop.tape("900").record, **typed) == why


def test_a_record_is_of_the_shift_that_is_named_and_that_was_not_voided(shop: Shop, shift: Shift) -> None:
    record = shop.tape("900").record
    shop.later(hours=8)
    other = shop.do(open_shift, "iortiz")
    command = CorrectRecord(record.ref.uid, quantity="1", shift=other.ref.id)
    assert told(shop.refused(correct_record, "svera", command, under(shop))) == ["not-found.record"]
    assert told(shop.refused(correct_record, "svera", CorrectRecord("nada"), under(shop))) == [
        "not-found.record"
    ]
    state(shop, shift, ShiftState.VOID)
    assert incorrect(shop, record, quantity="1") == ["shift-closed.void"]


def test_counted_pieces_are_whole(shop: Shop, shift: Shift) -> None:
    order = shop.order("7000001")
    shop.sample(7, "Sello de fondo", "Cumple", "CONVLI", order)
    record = shop.produce(7, order, "CONVLI", quantity="100").record
    assert incorrect(shop, record, quantity="10.5") == ["bad-quantity.whole"]


def test_a_wrong_counter_corrects_every_shift_that_counted_from_it_in_pairs(shop: Shop, shift: Shift) -> None:
    order, used = loom(shop)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    wrong = shop.produce(2, order, "T05", counter="13300", consumes=used).record
    shop.later(hours=8)
    second = shop.do(open_shift, "iortiz")
    shop.loom("T05", order)
    later = shop.produce(2, order, "T05", counter="13500", consumes=used).record
    assert (wrong.quantity, later.quantity) == (Decimal(660), Decimal(200))
    state(shop, shift, ShiftState.CLOSED)
    state(shop, second, ShiftState.CLOSED)
    planned = plan(shop, wrong, counter="13030")
    assert [(each.shift.turn, each.before, each.after) for each in planned.changes] == [
        ("T1", "13300", "13030"),
        ("T2", "200", "470"),
    ]
    entries = correct(shop, wrong, counter="13030").corrections
    assert [each.quantity for each in entries] == [-270, 270]
    assert len({each.group for each in entries}) == 1
    assert [now(shop, each).quantity for each in (wrong, later)] == [390, 470]
    assert now(shop, wrong).counter == 13030
    assert incorrect(shop, wrong, counter="13501") == ["counter-mismatch.impossible"]
    assert incorrect(shop, wrong, counter="13000", quantity="1") == ["counter-mismatch"]


def test_a_reading_that_was_too_high_decides_those_that_it_put_in_dispute(shop: Shop, shift: Shift) -> None:
    order, used = loom(shop)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    wrong = shop.produce(2, order, "T05", counter="13900", consumes=used).record
    fair = shop.produce(2, order, "T05", counter="13200", consumes=used).record
    bare = shop.produce(2, order, "T05", counter="13250").record
    last = shop.produce(2, order, "T05", counter="13300", consumes=used).record
    assert [each.disputed for each in (wrong, fair, bare, last)] == [False, True, True, True]
    correct(shop, wrong, counter="13100")
    assert [now(shop, each).quantity for each in (wrong, fair, bare, last)] == [460, 100, 0, 100]
    assert [now(shop, each).disputed for each in (fair, bare, last)] == [False, True, False]
    assert made(shop, shift, 2) == (Decimal(640 + 460 + 100 + 100), Decimal(0), 1, 3)
    fair = now(shop, fair)
    assert fair.batch is not None
    assert fair.proof["samples"]
    following = shop.produce(2, order, "T05", counter="13350", consumes=used).record
    assert following.quantity == 50


def test_a_disputed_reading_is_accepted_with_its_quantity(shop: Shop, shift: Shift) -> None:
    order, used = loom(shop)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    disputed = shop.produce(2, order, "T05", counter="15000").record
    assert incorrect(shop, disputed, quantity="2000") == ["batch-demanded"]
    correct(shop, disputed, quantity="2000", links=used)
    assert (now(shop, disputed).quantity, now(shop, disputed).disputed) == (Decimal(2000), False)
    assert shop.produce(2, order, "T05", counter="15100", consumes=used).record.quantity == 100


def test_a_disputed_reading_below_the_one_before_is_no_base_whatever_its_quantity(
    shop: Shop, shift: Shift
) -> None:
    order, used = loom(shop)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    misread = shop.produce(2, order, "T05", counter="12600", consumes=used).record
    following = shop.produce(2, order, "T05", counter="12700", consumes=used).record
    for quantity in ("0", "25"):
        assert incorrect(shop, misread, quantity=quantity) == ["counter-mismatch.impossible"]
    correct(shop, misread, counter="12640")
    assert (now(shop, misread).quantity, now(shop, misread).disputed) == (Decimal(0), False)
    assert now(shop, following).quantity == 60


def test_a_disputed_reading_is_right_after_a_reset_that_nobody_declared(shop: Shop, shift: Shift) -> None:
    order, used = loom(shop)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    disputed = shop.produce(2, order, "T05", counter="80", consumes=used).record
    again = shop.produce(2, order, "T05", counter="90", consumes=used).record
    assert disputed.disputed
    assert again.disputed
    correct(shop, disputed, reset="20")
    assert [now(shop, each).quantity for each in (disputed, again)] == [60, 10]
    assert shop.produce(2, order, "T05", counter="100", consumes=used).record.quantity == 10
    with shop.plant.read() as reads:
        machine = reads.machine("T05")
        assert machine is not None
        assert [reset.reading for reset in reads.resets(machine.ref)] == [20]


def test_a_reading_is_decided_without_its_quantity_passing_a_closed_gate(shop: Shop, shift: Shift) -> None:
    order = shop.order("2000145")
    shop.produce(2, order, "T09", quantity="0", counter="500")
    disputed = shop.produce(2, order, "T09", counter="9000").record
    assert incorrect(shop, disputed, quantity="50")[-1] == "gate-closed"
    correct(shop, disputed, quantity="0")
    assert not now(shop, disputed).disputed


def test_the_first_reading_of_a_machine_keeps_its_quantity(shop: Shop, shift: Shift) -> None:
    order, used = loom(shop)
    first = shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used).record
    second = shop.produce(2, order, "T05", counter="12700", consumes=used).record
    assert (first.quantity, second.quantity) == (Decimal(640), Decimal(60))
    correct(shop, first, counter="12600")
    assert [now(shop, each).quantity for each in (first, second)] == [640, 100]


def test_a_closed_batch_is_linked_by_a_signed_correction_and_a_link_taken_back(
    shop: Shop, shift: Shift
) -> None:
    order, used = loom(shop)
    record = shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used).record
    shop.order("1000999")
    for value in ("805", "806", "804"):
        shop.sample(1, "Denier", value, "EXTPP01", "1000999")
    other = shop.produce(1, "1000999", "EXTPP01", quantity="100").batch
    assert other is not None
    shop.do(set_batch_state, "iortiz", other.code, BatchState.CLOSED.value, "agotado")
    state(shop, shift, ShiftState.CLOSED)
    assert incorrect(shop, record, unlinks=used) == ["batch-demanded"]
    entries = correct(shop, record, links=(other.code,), unlinks=used).corrections
    assert [(each.field, each.before, each.after) for each in entries] == [
        ("consumo", None, other.code),
        ("consumo", used[0], None),
    ]
    with shop.plant.read() as reads:
        assert [each.batch.code for each in reads.consumptions(record.ref)] == [other.code]


def test_a_corrected_sample_of_a_closed_shift_lists_the_records_that_lost_their_basis(
    shop: Shop, shift: Shift
) -> None:
    order = shop.order("1000345")
    samples = [shop.sample(1, "Denier", value, "EXTPP01", order).sample for value in ("805", "806", "804")]
    record = shop.produce(1, order, "EXTPP01", quantity="900").record
    shop.do(assign, "iortiz", 1, "rperez")
    closed = state(shop, shift, ShiftState.CLOSED)
    signed = shop.do(correct_sample, "svera", samples[0].ref.uid, "850", under(shop))
    assert signed.sample is not None
    assert (signed.sample.value, signed.sample.result.value, signed.sample.late) == (
        Decimal(850),
        "No cumple",
        True,
    )
    entry = signed.corrections[0]
    assert (entry.field, entry.before, entry.after) == ("valor", "805 (Cumple)", "850 (No cumple)")
    assert [[each.ref.uid for each in flip.records] for flip in signed.flips] == [[record.ref.uid]]
    with shop.plant.read() as reads:
        assert flips_in(reads, closed.ref.id) == signed.flips
        assert reads.sample(samples[0].ref.uid) == samples[0]
    back = shop.do(correct_sample, "svera", signed.sample.ref.uid, "805", under(shop, group="form-0002"))
    assert [flip.records for flip in back.flips] == [()]
    again = under(shop, group="form-0002")
    assert shop.do(correct_sample, "svera", signed.sample.ref.uid, "805", again) == back
    assert told(shop.refused(correct_sample, "svera", "nada", "1", under(shop))) == ["not-found.sample"]
    assert told(shop.refused(correct_sample, "svera", samples[0].ref.uid, "1", under(shop)))[0] == "doubtful"
    with shop.plant.read() as reads:
        assert flips_in(reads, closed.ref.id)[0].records == ()


def test_a_correction_that_flips_nothing_is_no_flip(shop: Shop, shift: Shift) -> None:
    shop.tape()
    with shop.plant.read() as reads:
        old = reads.samples(process_id=1)[-1]
    shop.do(add_sample, "iortiz", AddSample(1, "Denier", "807", corrects=old.ref.uid))
    with shop.plant.read() as reads:
        assert flips_in(reads) == ()


def test_a_disputed_reading_above_the_next_one_is_no_base_for_it(shop: Shop, shift: Shift) -> None:
    order, used = loom(shop)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    high = shop.produce(2, order, "T05", counter="15000", consumes=used).record
    shop.produce(2, order, "T05", counter="12700", consumes=used)
    assert incorrect(shop, high, quantity="2000") == ["counter-mismatch.impossible"]
    assert incorrect(shop, now(shop, high), counter="12650", quantity="11") == ["counter-mismatch"]


def test_a_reset_before_an_undisputed_reading_leaves_the_next_one_alone(shop: Shop, shift: Shift) -> None:
    order, used = loom(shop)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    read = shop.produce(2, order, "T05", counter="12700", consumes=used).record
    after = shop.produce(2, order, "T05", counter="12750", consumes=used).record
    assert incorrect(shop, read, counter="12700") == ["nothing-to-correct"]
    assert [each.quantity for each in correct(shop, read, reset="12660").corrections] == [-20]
    assert now(shop, after) == after


def test_a_reset_after_a_corrected_reading_ends_what_it_reaches(shop: Shop, shift: Shift) -> None:
    order, used = loom(shop)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    read = shop.produce(2, order, "T05", counter="12700", consumes=used).record
    shop.do(reset_counter, "svera", "T05", "0", "Contador nuevo")
    shop.produce(2, order, "T05", counter="50", consumes=used)
    assert len(correct(shop, read, counter="12690").corrections) == 1


def test_a_sample_is_of_the_shift_that_is_named(shop: Shop, shift: Shift) -> None:
    shop.tape()
    with shop.plant.read() as reads:
        sample = reads.samples(process_id=1)[-1].ref.uid
    shop.later(hours=8)
    other = shop.do(open_shift, "iortiz").ref.uid
    why = shop.refused(correct_sample, "svera", sample, "807", under(shop), shift=other)
    assert told(why) == ["not-found.sample"]


def test_what_is_handed_over_counts_what_was_corrected(shop: Shop, shift: Shift) -> None:
    record = shop.tape("900").record
    shop.produce(1, "1000345", "EXTPP01", quantity="100")
    correct(shop, record, quantity="850", waste="2")
    with shop.plant.read() as reads:
        (made_of,) = reads.made_of_orders(shift.ref)
    assert (made_of.quantity, made_of.waste_kg, made_of.total) == (Decimal(950), Decimal(2), Decimal(950))
    order, used = shop.loom("T05"), ("1000345-001",)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    disputed = shop.produce(2, order, "T05", counter="15000", consumes=used).record
    with shop.plant.read() as reads:
        assert reads.disputed_records(shift.ref) == (disputed,)
    correct(shop, disputed, quantity="2000")
    with shop.plant.read() as reads:
        assert reads.disputed_records(shift.ref) == ()
