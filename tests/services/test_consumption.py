"""Consuming batches in a real store: what is kept, and what may not be consumed."""

import pytest

from prodsys_tui.domain.model import BatchState, Shift
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.production.production import ProductionSaved
from tests.services.shop import Shop


@pytest.fixture
def shift(shop: Shop) -> Shift:
    return shop.open()


def test_what_a_loom_consumed_is_kept(shop: Shop, shift: Shift) -> None:
    tape, order = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    codes = (tape.code, f" {tape.code} ", "")
    record = shop.produce(2, order, "T05", quantity="5", counter="5", consumes=codes).record
    with shop.plant.read() as reads:
        links = reads.consumptions(record.ref)
        used = reads.consumed_in(tape.ref)
    assert [(link.batch, link.machine) for link in links] == [(tape.ref, record.machine)]
    assert [(use.machine, use.turn, use.record_uid) for use in used] == [("T05", "T1", record.ref.uid)]


@pytest.mark.parametrize(
    ("state", "answer"), [(BatchState.CLOSED, "batch-closed"), (BatchState.HELD, "batch-held")]
)
def test_closed_and_held_batches_are_not_consumed(
    shop: Shop, shift: Shift, state: BatchState, answer: str
) -> None:
    tape, order = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    shop.do(set_batch_state, "iortiz", tape.code, state.value, "agotado")
    typed = {"quantity": "5", "counter": "5", "consumes": (tape.code,)}
    assert shop.unproduced(2, order, "T05", **typed) == [answer]
    assert shop.unproduced(2, order, "T05", **{**typed, "consumes": ()}) == ["batch-demanded"]


def pellets(shop: Shop, shift: Shift, *consumes: str) -> ProductionSaved:
    shop.sample(8, "Color del pelet", "Natural", "PELET", "8000031")
    return shop.produce(8, "8000031", "PELET", quantity="25", consumes=consumes)


def test_no_circle_is_closed_within_a_shift(shop: Shop, shift: Shift) -> None:
    tape = shop.tape().batch
    assert tape is not None
    shop.order("8000031")
    pellet = pellets(shop, shift, tape.code).batch
    assert pellet is not None
    typed = {"quantity": "5", "consumes": (pellet.code,)}
    assert shop.unproduced(1, "1000345", "EXTPP01", **typed) == ["batch-other-process.circle"]
    assert shop.unproduced(8, "8000031", "PELET", **typed) == ["batch-other-process.itself"]


def test_a_batch_of_the_shift_that_was_made_of_others_is_consumed(shop: Shop, shift: Shift) -> None:
    tape = shop.tape().batch
    assert tape is not None
    for code in ("8000031", "8000032"):
        shop.order(code)
    pellet = pellets(shop, shift, tape.code).batch
    assert pellet is not None
    shop.produce(8, "8000032", "PELET", quantity="25")
    other = shop.order("1000346")
    shop.produce(1, other, "EXTPP01", quantity="5")
    saved = shop.produce(1, other, "EXTPP01", quantity="5", consumes=(pellet.code,))
    assert getattr(saved.batch, "code", None) == "1000346-001"


def test_across_shifts_circles_are_real(shop: Shop, shift: Shift) -> None:
    tape = shop.tape().batch
    assert tape is not None
    shop.order("8000031")
    pellet = pellets(shop, shift, tape.code).batch
    assert pellet is not None
    shop.later(hours=8)
    shop.open()
    shop.tape()
    assert shop.produce(1, "1000345", "EXTPP01", quantity="5", consumes=(pellet.code,)).record.quantity == 5
