"""Counters of looms in a real store: readings, disputes, resets, and what passes a closed gate."""

from datetime import timedelta
from decimal import Decimal

import pytest

from prodsys_tui.domain.model import Shift, ShiftState
from prodsys_tui.services.line.machines import reset_counter
from prodsys_tui.services.production.counter_chain import counter_chain
from prodsys_tui.services.shift.shifts import find_shift, open_shift
from tests.services.shop import Shop, told


@pytest.fixture
def shift(shop: Shop) -> Shift:
    return shop.open()


def test_a_counter_gives_the_quantity_from_its_second_reading_on(shop: Shop, shift: Shift) -> None:
    tape, order = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    used = (tape.code,)
    assert shop.unproduced(2, order, "T05", counter="12640", consumes=used) == ["counter-missing.first"]
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    second = shop.produce(2, order, "T05", counter="13000", consumes=used).record
    assert (second.quantity, second.previous_counter) == (Decimal(360), Decimal(12640))
    assert shop.unproduced(2, order, "T05", quantity="9", counter="13100", consumes=used) == [
        "counter-mismatch"
    ]


def test_a_disputed_reading_is_kept_with_nothing_made_and_the_next_counts_from_before(
    shop: Shop, shift: Shift
) -> None:
    tape, order = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    used = (tape.code,)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    disputed = shop.produce(2, order, "T05", quantity="70", counter="1271", uid="form-0001").record
    assert (disputed.disputed, disputed.quantity, disputed.counter) == (True, Decimal(0), Decimal(1271))
    assert shop.produce(2, order, "T05", quantity="70", counter="1271", uid="form-0001").record == disputed
    assert shop.produce(2, order, "T05", counter="12710", consumes=used).record.quantity == 70


def test_after_a_declared_reset_the_difference_is_taken_from_its_reading(shop: Shop, shift: Shift) -> None:
    tape, order = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=(tape.code,))
    shop.later(minutes=5)
    shop.do(reset_counter, "svera", "T05", "0", "Contador reemplazado")
    assert shop.produce(2, order, "T05", counter="80", consumes=(tape.code,)).record.quantity == 80
    # Two readings at the instant of the reset: no clock tells which was first.
    assert shop.produce(2, order, "T05", counter="90", consumes=(tape.code,)).record.quantity == 10
    shop.do(reset_counter, "svera", "T05", "0", "Contador reemplazado")
    assert shop.produce(2, order, "T05", counter="7", consumes=(tape.code,)).record.quantity == 7


def test_a_reset_before_the_first_reading_is_its_base(shop: Shop, shift: Shift) -> None:
    tape, order = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    shop.do(reset_counter, "svera", "T05", "5", "Contador reemplazado")
    assert shop.produce(2, order, "T05", counter="80", consumes=(tape.code,)).record.quantity == 75
    assert shop.produce(2, order, "T05", counter="90", consumes=(tape.code,)).record.quantity == 10


def test_a_loom_that_stood_still_and_start_up_waste_pass_a_closed_gate_and_make_no_batch(
    shop: Shop, shift: Shift
) -> None:
    order = shop.order("2000145")
    still = shop.produce(2, order, "T09", quantity="0", counter="500")
    assert (still.record.quantity, still.batch) == (Decimal(0), None)
    assert still.record.proof == {}
    waste = shop.produce(2, order, "T09", quantity="0", waste="1.5", reason="arranque").record
    assert (waste.waste_kg, waste.counter) == (Decimal("1.5"), None)


def test_start_up_waste_after_production_belongs_to_its_batch(shop: Shop, shift: Shift) -> None:
    made = shop.tape()
    assert shop.produce(1, "1000345", "EXTPP01", quantity="0", waste="2").batch == made.batch


def at(shop: Shop, uid: str) -> tuple[Decimal, Decimal | None]:
    """What a record made, and the reading that it was counted from."""
    with shop.plant.read() as reads:
        record = reads.record(uid)
    assert record is not None
    return record.quantity, record.previous_counter


def test_a_reading_typed_late_is_counted_at_its_place_and_the_next_one_from_it(
    shop: Shop, shift: Shift
) -> None:
    tape, order = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    used = (tape.code,)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    shop.later(hours=8, minutes=20)
    shop.do(open_shift, "iortiz")
    shop.loom("T05")
    own = shop.produce(2, order, "T05", counter="13400", consumes=used).record
    assert own.quantity == 760
    late = shop.produce(2, order, "T05", counter="13300", consumes=used, shift=shift.ref.id)
    assert (late.record.quantity, late.record.late, late.record.disputed) == (Decimal(660), True, False)
    assert late.record.measured_at == shift.ends - timedelta(microseconds=1)
    assert late.following is not None
    assert (late.following.ref, late.following.quantity) == (own.ref, Decimal(100))
    assert at(shop, own.ref.uid) == (Decimal(100), Decimal(13300))
    impossible = shop.produce(2, order, "T05", counter="13401", consumes=used, shift=shift.ref.id)
    assert (impossible.record.disputed, impossible.following) == (True, None)


def test_a_late_reading_leaves_alone_what_a_closed_shift_says(shop: Shop, shift: Shift) -> None:
    tape, order = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    used = (tape.code,)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    shop.later(hours=8, minutes=20)
    second = shop.do(open_shift, "iortiz")
    shop.loom("T05")
    own = shop.produce(2, order, "T05", counter="13400", consumes=used).record
    with shop.plant.store.begin("svera", "shift-close", shop.clock.at) as uow:
        uow.change(find_shift(uow, second.ref.id), state=ShiftState.CLOSED)
    late = shop.produce(2, order, "T05", counter="13300", consumes=used, shift=shift.ref.id)
    assert late.following is not None
    assert late.following.quantity == own.quantity == 760


def test_a_reading_before_a_reset_leaves_what_comes_after_it_alone(shop: Shop, shift: Shift) -> None:
    tape, order = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    used = (tape.code,)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    before = shop.later(minutes=10)
    shop.later(minutes=10)
    shop.do(reset_counter, "svera", "T05", "0", "1 de enero", "anual")
    shop.later(minutes=10)
    new = shop.produce(2, order, "T05", counter="70", consumes=used).record
    late = shop.produce(2, order, "T05", counter="12700", consumes=used, measured_at=before)
    assert (late.record.quantity, late.following) == (Decimal(60), None)
    assert at(shop, new.ref.uid) == (Decimal(70), Decimal(0))


def test_a_clock_that_was_put_back_orders_no_counter(shop: Shop, shift: Shift) -> None:
    tape, order = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    used = (tape.code,)
    shop.later(hours=2)
    first = shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used).record
    shop.later(hours=-1)
    second = shop.produce(2, order, "T05", counter="12700", consumes=used).record
    assert (second.quantity, second.measured_at) == (Decimal(60), first.measured_at)


def test_a_chain_is_read_page_by_page(shop: Shop, shift: Shift) -> None:
    tape, order = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    used = (tape.code,)
    shop.produce(2, order, "T05", quantity="640", counter="12640", consumes=used)
    shop.produce(2, order, "T05", counter="90", consumes=used)
    shop.later(minutes=1)
    shop.do(reset_counter, "svera", "T05", "80", "Contador reemplazado")
    shop.later(minutes=1)
    shop.produce(2, order, "T05", counter="95", consumes=used)
    with shop.plant.read() as reads:
        page = counter_chain(reads, "t05", limit=2)
        older = counter_chain(reads, "T05", before=page.older, limit=2)
        whole = counter_chain(reads, "T05", before="")
    newest, reset = page.rows
    assert newest.record is not None
    assert (newest.linked.previous, newest.linked.difference, newest.shift) == (
        Decimal(80),
        Decimal(15),
        shift,
    )
    assert reset.reset is not None
    assert (reset.record, reset.shift, reset.linked.difference) == (None, None, None)
    disputed, first = older.rows
    assert disputed.record is not None
    assert (disputed.reset, disputed.record.disputed, disputed.linked.difference) == (
        None,
        True,
        Decimal(-12550),
    )
    assert (first.linked.previous, first.linked.difference, older.older) == (None, None, None)
    assert whole.rows == (*page.rows, *older.rows)
    with shop.plant.read() as reads, pytest.raises(Exception, match="not-found"):
        counter_chain(reads, "T06", before=page.older)


def test_only_a_whole_reason_and_a_known_kind_declare_a_reset(shop: Shop, shift: Shift) -> None:
    assert told(shop.refused(reset_counter, "svera", "T05", "0", "Nuevo", "otro")) == ["bad-value"]
