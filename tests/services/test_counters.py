"""Counters of looms in a real store: readings, disputes, resets, and what passes a closed gate."""

from decimal import Decimal

import pytest

from prodsys_tui.domain.model import Shift
from prodsys_tui.services.machines import reset_counter
from tests.services.shop import Shop


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
