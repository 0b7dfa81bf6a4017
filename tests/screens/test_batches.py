"""Lotes by keyboard: finding, holding, releasing, scrapping, using up, and what the store holds then."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from prodsys_tui.domain.model import Batch, BatchDisposition, BatchState, Hold
from prodsys_tui.services import batch_pages
from prodsys_tui.services.batches import batch_for, find_batch
from prodsys_tui.services.holds import hold_batches
from prodsys_tui.services.orders import add_order
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.use_case import Act, use_case
from tests.screens.floor import PIN, Floor, person
from tests.screens.terminal import Terminal

BATCH = "1000001-001"


@use_case("many-batches-on-screen-test")
def _make(uow: UnitOfWork, act: Act, codes: Sequence[str]) -> None:
    shift = uow.open_shift()
    assert shift is not None
    for code in codes:
        order = uow.order(code)
        assert order is not None
        batch_for(uow, act, shift, order)


def more_batches(floor: Floor, *orders: str) -> None:
    """A batch for each order, which is made."""
    for order in orders:
        floor.plant.do(add_order, person(floor.plant, "admin"), order, "Rafia blanca", "900")
    floor.plant.do(_make, person(floor.plant, "sup"), orders)


def spun(floor: Floor) -> None:
    """An open shift with one batch of 100 kg."""
    floor.open_shift()
    for value in ("120", "121", "122"):
        floor.sample(1, "Gramaje", value)
    floor.produce(1, "1000001", "EXTPP01", "100")


def batch(floor: Floor, code: str = BATCH) -> Batch:
    with floor.plant.read() as reads:
        return find_batch(reads, code)


def holds(floor: Floor, code: str = BATCH) -> Sequence[Hold]:
    with floor.plant.read() as reads:
        return reads.holds(batch=find_batch(reads, code).ref)


def decided(floor: Floor, code: str = BATCH) -> Sequence[BatchDisposition]:
    with floor.plant.read() as reads:
        return reads.batch_dispositions(find_batch(reads, code).ref)


async def to_batches(term: Terminal, who: str = "ins") -> None:
    await term.log_in(who)
    await term.press("f4", *"lotes", "enter")
    assert term.screen.AREA == "batches"


def listed(term: Terminal) -> list[str]:
    return [row.split(" | ")[1] for row in term.rows("PagedList")]


async def test_a_batch_is_told_in_its_row_and_below(term: Terminal, floor: Floor) -> None:
    spun(floor)
    floor.clock.pass_(hours=3)
    await to_batches(term)
    assert term.rows("PagedList") == [
        "| 1000001-001 | Tela | 16/03 T1 | Extrusor PP | 100 | = activo | 3 h",
    ]
    assert "Hecho en EXTPP01." in term.text("#below")
    assert "Nadie lo ha consumido." in term.text("#below")
    assert term.text("#shown") == "Fila 1 de 1, fin"


async def test_it_is_held_and_released_with_words_in_between(term: Terminal, floor: Floor) -> None:
    spun(floor)
    await to_batches(term)
    await term.press("p")
    await term.press("enter", "enter", "enter")
    assert term.complains
    assert batch(floor).state is BatchState.ACTIVE
    await term.type("Se ve manchado", "f2")
    assert term.message == f"1 lote retenido: {BATCH}"
    assert batch(floor).state is BatchState.HELD
    assert "! pausado" in term.rows("PagedList")[0]
    (hold,) = holds(floor)
    assert (hold.reason, hold.author, hold.whole) == ("Se ve manchado", "ins", True)

    await term.press("l")
    await term.type("Revisado, sólo polvo", "f2")
    assert term.message == f"liberado: {BATCH} activo"
    assert batch(floor).state is BatchState.ACTIVE
    (each,) = decided(floor)
    assert (each.outcome.value, each.comment, each.quantity) == ("liberado", "Revisado, sólo polvo", None)
