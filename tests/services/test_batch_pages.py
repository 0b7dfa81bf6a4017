"""Batches page by page: what a list is narrowed to, by which codes it is found, what it says of each."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

import pytest

from prodsys_tui.domain.evidence.certificate import counted_behind
from prodsys_tui.domain.model import BatchState, Hold
from prodsys_tui.services.batch import batch_pages
from prodsys_tui.services.batch.batch_pages import (
    BatchPage,
    Wanted,
    batch_page,
    batches_again,
    batches_from,
    batches_of_code,
    older_batches,
)
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.evidence.certificate import what_is_behind
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.production.production_parts import TypedParts
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.services.reads.batch_list import BatchBrief
from prodsys_tui.services.refused import Refused
from tests.services.shop import Shop, make_batches

T = TypeVar("T")


def read(shop: Shop, work: Callable[[Reads], T]) -> T:
    with shop.plant.read() as reads:
        return work(reads)


def codes(page: BatchPage) -> list[str]:
    return [line.batch.code for line in page.lines]


@pytest.fixture
def seven(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Seven batches, one an order, and pages of three."""
    monkeypatch.setattr(batch_pages, "PAGE", 3)
    shop.open()
    orders = [shop.order(f"10000{at:02}") for at in range(7)]
    make_batches(shop, *orders)
    return shop


def test_pages_go_back_to_the_first_batch(seven: Shop) -> None:
    page = read(seven, lambda reads: batch_page(reads, Wanted()))
    assert codes(page) == ["1000006-001", "1000005-001", "1000004-001"]
    assert page.more
    page = read(seven, lambda reads: older_batches(reads, page))
    assert len(page.lines) == 6
    page = read(seven, lambda reads: older_batches(reads, page))
    assert codes(page)[-1] == "1000000-001"
    assert not page.more
    again = read(seven, lambda reads: older_batches(reads, page))
    assert codes(again) == codes(page)


def test_what_is_made_meanwhile_stands_first_and_nothing_is_lost(seven: Shop) -> None:
    page = read(seven, lambda reads: older_batches(reads, batch_page(reads, Wanted())))
    make_batches(seven, seven.order("1000090"))
    again = read(seven, lambda reads: batches_again(reads, page))
    assert codes(again) == ["1000090-001", *codes(page)]
    assert again.more
    empty = read(seven, lambda reads: batch_page(reads, Wanted(process_id=2)))
    assert read(seven, lambda reads: batches_again(reads, empty)) == empty


def test_a_list_that_begins_at_a_batch_stays_there(seven: Shop) -> None:
    page = read(seven, lambda reads: batches_from(reads, "1000003-001"))
    assert codes(page) == ["1000003-001", "1000002-001", "1000001-001"]
    assert page.more
    make_batches(seven, seven.order("1000090"))
    assert codes(read(seven, lambda reads: batches_again(reads, page))) == codes(page)


def test_states_and_processes_narrow_it(seven: Shop) -> None:
    seven.do(set_batch_state, "rperez", "1000002-001", "pausado", "manchado")
    held = Wanted(states=(BatchState.HELD,))
    assert codes(read(seven, lambda reads: batch_page(reads, held))) == ["1000002-001"]
    assert codes(read(seven, lambda reads: batch_page(reads, Wanted(process_id=2)))) == []
    assert len(read(seven, lambda reads: batch_page(reads, Wanted(process_id=1))).lines) == 3


def test_nothing_to_go_on_from(shop: Shop) -> None:
    page = read(shop, lambda reads: batch_page(reads, Wanted()))
    assert page.lines == ()
    assert read(shop, lambda reads: older_batches(reads, page)) == page


def test_it_is_found_by_batch_label_order_machine_and_roll(shop: Shop) -> None:
    shop.open()
    tape = shop.tape()
    make_batches(shop, shop.order("1000099"))
    order = shop.loom("T05")
    shop.produce(2, order, "T05", counter="700", quantity="700", consumes=["1000345-001"])
    held = Wanted(states=(BatchState.ACTIVE,))

    def found(code: str) -> BatchPage:
        return read(shop, lambda reads: batches_of_code(reads, code, held))

    assert tape.batch is not None
    assert codes(found(" 1000345-001 ")) == codes(found("L1000345N001")) == ["1000345-001"]
    assert codes(found("1000345")) == ["1000345-001"]
    assert found("1000345").wanted.by_code == "1000345"
    assert found("1000345").wanted.states == (BatchState.ACTIVE,)
    assert codes(found("extpp01")) == ["1000345-001"]
    assert found("extpp01").wanted.by_code == "EXTPP01"
    assert codes(found("T05"))[0].startswith("2000145")
    with pytest.raises(Refused, match="not-found"):
        found("9999999")


def test_a_roll_leads_to_its_batch(shop: Shop, rolled: str) -> None:
    page = read(shop, lambda reads: batches_of_code(reads, rolled.lower(), Wanted()))
    assert codes(page)[0] == page.first == "2000145-001"


@pytest.fixture
def rolled(shop: Shop) -> str:
    """The code of a roll that a loom wove."""
    shop.open()
    tape = shop.tape().batch
    assert tape is not None
    code, order = "R046-T05", shop.loom("T05")
    parts = TypedParts(rolls=(f"{code}=400",))
    shop.produce(2, order, "T05", counter="1000", quantity="400", parts=parts, consumes=(tape.code,))
    return code


def test_a_row_says_what_was_made_with_corrections_and_how_many_parts_are_held(shop: Shop) -> None:
    shop.open()
    made = shop.tape("900").record
    assert made.batch is not None
    with shop.plant.read() as reads:
        machine = reads.machine("EXTPP01")
    assert machine is not None
    with shop.plant.store.begin("rperez", "batch-hold", shop.clock.now()) as uow:
        for part, ended in ((None, None), (machine.ref, None), (machine.ref, shop.clock.now())):
            uow.add(
                Hold(
                    batch=made.batch,
                    machine=part,
                    group="g",
                    reason="manchado",
                    author="rperez",
                    recorded_at=shop.clock.now() - timedelta(hours=1),
                    ended_at=ended,
                )
            )
    (line,) = read(shop, lambda reads: batch_page(reads, Wanted())).lines
    assert (line.figures.process_id, line.figures.product, line.figures.turn) == (1, "Producto", "T1")
    assert (line.figures.quantity, line.figures.parts) == (Decimal(900), 1)


def test_where_a_batch_came_from_and_went(shop: Shop) -> None:
    shop.open()
    tape = shop.tape().batch
    assert tape is not None
    order = shop.loom("T05")
    shop.produce(2, order, "T05", counter="700", quantity="700", consumes=[tape.code])
    shop.do(add_sample, "rperez", AddSample(1, "Denier", "900", "EXTPP01", batch=tape.code))
    shop.sample(1, "Denier", "805", "EXTPP01", shop.order("1000777"))  # of another order
    brief = read(shop, lambda reads: reads.batch_brief(tape.ref))
    assert brief == BatchBrief(("EXTPP01",), ("2000145-001",), 4, 1)
    behind = read(shop, lambda reads: what_is_behind(reads, tape))
    assert len(counted_behind(behind.samples, behind.making)) == brief.samples
