"""What labels say of batches, orders and machines."""

from decimal import Decimal

import pytest

from prodsys_tui.services.batch import labels
from prodsys_tui.services.batch.labels import (
    LabelKind,
    batch_labels,
    machine_labels,
    order_labels,
    scanner_label,
)
from prodsys_tui.services.line.machines import set_machine_state
from prodsys_tui.services.refused import Refused
from tests.services.shop import Shop, told


@pytest.fixture
def tape(shop: Shop) -> str:
    shop.open()
    made = shop.tape("900").batch
    assert made is not None
    return made.code


def test_a_label_of_a_batch_has_its_code_in_letters_and_digits(shop: Shop, tape: str) -> None:
    with shop.plant.read() as reads:
        once, scanned = (
            batch_labels(reads, shop.plant.contracts, (tape, tape, " ")),
            batch_labels(reads, shop.plant.contracts, ("l1000345n001", tape)),
        )
    assert once == scanned
    (label,) = once
    assert (label.kind, label.code, label.scanned) == (LabelKind.BATCH, "1000345-001", "L1000345N001")
    assert label.scanned.isalnum()
    assert (label.product, label.order, label.process, label.turn) == (
        "Producto",
        "1000345",
        "Extrusor PP",
        "T1",
    )
    assert (label.quantity, label.unit, str(label.made_on)) == (Decimal(900), "kg", "2026-03-02")


def test_every_batch_that_is_not_known_is_told(shop: Shop, tape: str) -> None:
    with shop.plant.read() as reads, pytest.raises(Refused) as refused:
        batch_labels(reads, shop.plant.contracts, ("1000345-009", tape, "X"))
    assert told(refused.value.reasons) == ["not-found.batch-named"] * 2
    assert [each.params["batch"] for each in refused.value.reasons] == ["1000345-009", "X"]


def test_orders_have_labels_with_what_is_to_be_made(shop: Shop) -> None:
    shop.order("1000345")
    with shop.plant.read() as reads:
        (label,) = order_labels(reads, shop.plant.contracts, ("1000345",))
        with pytest.raises(Refused) as refused:
            order_labels(reads, shop.plant.contracts, ("1999999",))
    assert (label.kind, label.scanned, label.quantity, label.unit) == (
        LabelKind.ORDER,
        "1000345",
        Decimal(90000),
        "kg",
    )
    assert told(refused.value.reasons) == ["not-found.order"]


def test_machines_have_labels_all_or_some(shop: Shop) -> None:
    shop.do(set_machine_state, "svera", "T05", "Baja", "Se vendió")
    with shop.plant.read() as reads:
        everything = machine_labels(reads, ())
        some = machine_labels(reads, ("t06", "T05"))
        with pytest.raises(Refused) as refused:
            machine_labels(reads, ("T06", "T99", "T98"))
    codes = {label.code for label in everything}
    assert "T06" in codes
    assert "T05" not in codes
    assert all(label.scanned.isalnum() for label in everything)
    assert [label.code for label in some] == ["T06", "T05"]
    assert {label.product for label in some} == {None}
    assert told(refused.value.reasons) == ["not-found.machine"] * 2


def test_the_label_of_a_scanner_is_the_code_itself() -> None:
    assert scanner_label("AMQ-/") == labels.Label(LabelKind.SCANNER, "AMQ-/", "AMQ-/")


def test_more_labels_than_a_printer_should_get_are_refused(
    shop: Shop, tape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labels, "MOST", 1)
    with shop.plant.read() as reads, pytest.raises(Refused) as refused:
        batch_labels(reads, shop.plant.contracts, (tape, "1000345-002"))
    assert told(refused.value.reasons) == ["bad-value.labels"]
