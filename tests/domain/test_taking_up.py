"""Orders that a machine takes up one after another, and what each makes due."""

from dataclasses import replace
from decimal import Decimal

import pytest

from prodsys_tui.domain.line.taking_up import due_of, orders_made, taken_up
from prodsys_tui.domain.model import NEW, Ref, WorkRecord
from tests.domain.floor import CONTRACTS, at


def record(order: str | None, quantity: str = "100", *, disputed: bool = False) -> WorkRecord:
    ref = None if order is None else Ref(1, f"uid-of-{order}", order)
    made = Decimal(quantity)
    return WorkRecord(
        shift=NEW,
        process_id=2,
        order=ref,
        quantity=made,
        disputed=disputed,
        author="rperez",
        recorded_at=at(1),
    )


@pytest.mark.parametrize(("orders", "times"), [("", 1), ("A", 1), ("AA", 1), ("AB", 2), ("AABA", 3)])
def test_an_order_that_comes_again_is_taken_up_again(orders: str, times: int) -> None:
    assert taken_up(orders) == times


def test_an_order_counts_when_something_was_made_of_it_or_may_have_been() -> None:
    records = (record("A"), record("B", "0"), record("B", "0", disputed=True), record(None))
    assert list(orders_made(records)) == ["A", "B"]


def test_a_loom_owes_construction_for_each_order_and_its_width_for_the_shift() -> None:
    construction, width = (CONTRACTS[2].parameter(name) for name in ("Construcción urdido", "Ancho"))
    assert construction is not None
    assert width is not None
    assert (due_of(construction, 1), due_of(construction, 3)) == (1, 3)
    assert due_of(width, 3) == 4
    assert due_of(replace(width, due_per_order=True), 2) == 8
