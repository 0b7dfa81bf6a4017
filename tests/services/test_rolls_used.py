"""Rolls that are used up stand for the batches behind them. Spec ``domain.md`` §3, "Consumption"."""

from uuid import uuid4

import pytest

from prodsys_tui.domain.batch.batch import label_code
from prodsys_tui.domain.model import Shift, ShiftState
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.batch.consumption import change_consumption
from prodsys_tui.services.batch.holds import hold_batches
from prodsys_tui.services.batch.materials import Consumer, taken
from prodsys_tui.services.production.production import AddProduction, add_production
from prodsys_tui.services.production.production_parts import TypedParts
from prodsys_tui.services.shift.shifts import find_shift
from tests.services.floor_rolls import (
    LAMINATED,
    PRINTED,
    ROLL,
    WASTE,
    batch_of,
    consumed,
    laminated,
    printed,
    sewn,
    used,
    woven,
)
from tests.services.shop import Shop, told


@pytest.fixture
def floor(shop: Shop) -> Shop:
    """An open shift."""
    shop.open()
    return shop


def test_a_roll_that_is_named_stands_for_its_batch(floor: Shop) -> None:
    loom = batch_of(woven(floor))
    saved = laminated(floor, consumes=(" r047-t05 ",))
    assert consumed(floor, saved) == [loom.code]
    assert used(floor, saved) == {ROLL: loom.code}
    assert [(use.code, use.batch) for use in saved.rolls] == [(ROLL, loom.ref)]


def test_a_roll_that_is_made_tells_what_it_was_made_of(floor: Shop) -> None:
    loom = batch_of(woven(floor))
    film = laminated(floor, LAMINATED)
    assert (consumed(floor, film), used(floor, film)) == ([loom.code], {ROLL: loom.code})
    press = printed(floor, PRINTED, "R048-T05-L001-I001")
    assert used(floor, press) == {LAMINATED: batch_of(film).code}
    sacks = sewn(floor, PRINTED, "MERMA-3")
    assert used(floor, sacks) == {PRINTED: batch_of(press).code, "MERMA-3": None}
    assert used(floor, sewn(floor, PRINTED, consumes=(PRINTED,))) == {PRINTED: batch_of(press).code}
    assert consumed(floor, sacks) == [batch_of(press).code]


def test_an_unknown_roll_stands_for_the_nearest_one_that_is_known(floor: Shop) -> None:
    loom = batch_of(woven(floor))
    assert used(floor, sewn(floor, PRINTED)) == {PRINTED: loom.code}
    film = batch_of(laminated(floor, LAMINATED))
    assert used(floor, sewn(floor, PRINTED)) == {PRINTED: film.code}


def test_a_free_code_is_kept_as_it_is(floor: Shop) -> None:
    saved = laminated(floor, consumes=("Rollo azul", "R900-T13"))
    assert (consumed(floor, saved), used(floor, saved)) == ([], {"ROLLO AZUL": None, "R900-T13": None})


@pytest.mark.parametrize("code", ["9999999-001", "42", "2000145", "EM-0001-001", "L9999999N001"])
def test_what_was_meant_for_a_batch_is_refused(floor: Shop, code: str) -> None:
    floor.order("3000210")
    command = AddProduction(3, "3000210", "LAM01", "10", counter="10", consumes=(code,), **WASTE)
    fault, gate = floor.refused(add_production, "rperez", command)
    assert gate.code == "gate-closed"
    assert (fault.text_key, fault.params["id"]) == ("refusal.not-found.batch-id", code)


def test_where_nothing_comes_in_rolls_a_code_is_a_batchs(floor: Shop) -> None:
    order = floor.loom("T05")
    typed = {"quantity": "5", "counter": "5"}
    assert floor.unproduced(2, order, "T05", **typed, consumes=("CINTA",)) == ["not-found.batch-id"]
    floor.order("6000087")
    refused = floor.unproduced(6, "6000087", "EXTPE01", quantity="5", consumes=("CINTA", "7"))
    assert refused == ["not-found.batch-id", "not-found.batch-id", "gate-closed"]


def test_a_code_that_cannot_be_kept_is_refused(floor: Shop) -> None:
    floor.order("3000210")
    refused = floor.unproduced(
        3, "3000210", "LAM01", quantity="5", counter="5", consumes=("R" * 41, "R\u200b1")
    )
    assert refused[:2] == ["bad-value.too-long", "bad-value.unprintable"]


def test_a_batch_is_linked_once_however_often_it_is_named(floor: Shop) -> None:
    loom = batch_of(woven(floor))
    saved = laminated(floor, LAMINATED, consumes=(ROLL, loom.code, label_code(loom.code)))
    assert consumed(floor, saved) == [loom.code]
    assert used(floor, saved) == {ROLL: loom.code}


def test_of_rolls_of_one_number_the_newest_made_before_is_meant(floor: Shop) -> None:
    old = batch_of(woven(floor))
    floor.later(hours=8)
    first = floor.open()
    assert used(floor, laminated(floor, consumes=(ROLL,))) == {ROLL: old.code}
    new = batch_of(woven(floor, "900", order="2000146"))
    assert used(floor, laminated(floor, counter="900", consumes=(ROLL,))) == {ROLL: new.code}
    floor.later(hours=8)
    floor.open()
    newest = batch_of(woven(floor, "1400", order="2000147"))
    late = laminated(floor, counter="1000", consumes=(ROLL,), shift=first.ref.uid)
    assert used(floor, late) == {ROLL: new.code}
    assert used(floor, laminated(floor, counter="1500", consumes=(ROLL,))) == {ROLL: newest.code}


def test_sacks_name_rolls_that_they_use_up_and_no_other_process_makes_of_them(floor: Shop) -> None:
    woven(floor)
    sacks = sewn(floor, "R047-T05")
    floor.order("8000031")
    floor.sample(8, "Color del pelet", "Natural", "PELET", "8000031")
    pellets = floor.produce(8, "8000031", "PELET", quantity="25", consumes=("R047-T05",))
    assert used(floor, pellets) == used(floor, sacks)


def test_saving_twice_saves_once_with_rolls_too(floor: Shop) -> None:
    loom = batch_of(woven(floor))
    uid = str(uuid4())
    first = laminated(floor, LAMINATED, uid=uid, consumes=(ROLL, "azul"))
    for names in (
        (),
        (ROLL, "azul"),
        (loom.code, "azul"),
        (ROLL,),
        (label_code(loom.code),),
    ):
        again = laminated(floor, LAMINATED, uid=uid, consumes=names)
        assert (again.record.ref, again.rolls) == (first.record.ref, first.rolls)
    parts = TypedParts(rolls=(f"{LAMINATED}=480",))
    typed = {"quantity": "480", "counter": "480", "uid": uid, "parts": parts, **WASTE}
    assert floor.unproduced(3, "3000210", "LAM01", **typed, consumes=("R1",)) == ["already-exists.record"]


def test_rolls_are_put_in_and_taken_out_while_the_shift_takes_entries(floor: Shop) -> None:
    loom = batch_of(woven(floor))
    second = woven(floor, "600", roll="R048-T05")
    assert second.batch == loom
    saved = laminated(floor)
    uid = saved.record.ref.uid
    floor.do(change_consumption, "rperez", uid, (ROLL, "R048-T05", "azul"))
    floor.do(change_consumption, "rperez", uid, (ROLL, loom.code))
    assert used(floor, saved) == {ROLL: loom.code, "R048-T05": loom.code, "AZUL": None}
    floor.do(change_consumption, "rperez", uid, (), ("r047-t05", "azul"))
    assert (consumed(floor, saved), used(floor, saved)) == ([loom.code], {"R048-T05": loom.code})
    floor.do(change_consumption, "rperez", uid, (ROLL,), (loom.code,))
    assert (consumed(floor, saved), used(floor, saved)) == ([loom.code], {ROLL: loom.code})
    floor.do(change_consumption, "rperez", uid, (ROLL,), (ROLL, loom.code))
    assert (consumed(floor, saved), used(floor, saved)) == ([loom.code], {ROLL: loom.code})
    floor.do(change_consumption, "rperez", uid, ("R048-T05",), (ROLL,))
    assert (consumed(floor, saved), used(floor, saved)) == ([loom.code], {"R048-T05": loom.code})
    floor.do(change_consumption, "rperez", uid, (ROLL,))
    floor.do(change_consumption, "rperez", uid, (), (ROLL, "R048-T05"))
    assert (consumed(floor, saved), used(floor, saved)) == ([], {})
    refused = floor.refused(change_consumption, "rperez", uid, ("9-9",), ("R9", loom.code))
    assert told(refused) == ["not-found.batch-id", "not-found.not-consumed", "not-found.not-consumed"]


def test_what_is_removed_is_in_the_journal(floor: Shop) -> None:
    woven(floor)
    saved = laminated(floor, consumes=(ROLL,))
    before = floor.head
    floor.do(change_consumption, "rperez", saved.record.ref.uid, (), (ROLL,))
    with floor.plant.read() as reads:
        entries = [entry for entry in reads.audit(limit=5) if entry.action == "DELETE"]
    assert floor.head[0] == before[0] + 1
    assert {entry.entity for entry in entries} == {"TelarConsumoLote", "RolloConsumido"}


def test_nothing_is_taken_where_nothing_is_upstream(floor: Shop) -> None:
    with floor.plant.read() as reads:
        here = reads.open_shift()
        assert here is not None
        contract = floor.plant.contracts.of(reads, 6).contract
        by = Consumer(contract, here, None, here.starts)
        found = taken(reads, floor.plant.contracts, by, (), ("R101",), ("R102-T05",))
    assert [(roll.code, roll.batch) for roll in found.rolls] == [("R101", None)]


def test_a_roll_that_is_recorded_after_its_use_is_linked_then(floor: Shop) -> None:
    film = laminated(floor, LAMINATED, consumes=(ROLL, "azul"))
    sacks = sewn(floor, LAMINATED, "MERMA-3")
    assert (consumed(floor, film), used(floor, film)) == ([], {ROLL: None, "AZUL": None})
    assert used(floor, sacks) == {LAMINATED: batch_of(film).code, "MERMA-3": None}
    loom = batch_of(woven(floor))
    assert (consumed(floor, film), used(floor, film)) == ([loom.code], {"AZUL": None, ROLL: loom.code})
    assert used(floor, sacks) == {LAMINATED: batch_of(film).code, "MERMA-3": None}
    again = laminated(floor, LAMINATED, uid=film.record.ref.uid, consumes=(ROLL, "azul"))
    assert again.record.ref == film.record.ref


def test_what_was_made_of_a_roll_is_linked_when_it_is_recorded(floor: Shop) -> None:
    film = laminated(floor, LAMINATED)
    press = printed(floor, "R048-T05-L001-I001")
    assert (consumed(floor, film), used(floor, film)) == ([], {})
    loom = batch_of(woven(floor))
    assert (consumed(floor, film), used(floor, film)) == ([loom.code], {ROLL: loom.code})
    assert used(floor, press) == {}
    other = batch_of(woven(floor, "980", roll="R046-T05"))
    assert other.code == loom.code
    assert used(floor, film) == {ROLL: loom.code}


def test_sacks_of_an_unknown_roll_are_linked_to_the_first_that_is_known(floor: Shop) -> None:
    sacks = sewn(floor, PRINTED)
    loom = batch_of(woven(floor))
    assert (consumed(floor, sacks), used(floor, sacks)) == ([loom.code], {PRINTED: loom.code})
    laminated(floor, LAMINATED)
    assert used(floor, sacks) == {PRINTED: loom.code}


def test_a_late_roll_of_a_held_batch_is_linked_with_its_mark_and_of_a_closed_one_not(floor: Shop) -> None:
    loom = batch_of(woven(floor, roll="R046-T05"))
    film = laminated(floor, consumes=(ROLL,))
    floor.do(hold_batches, "rperez", (loom.code,), "Hilos rotos")
    woven(floor, "980")
    with floor.plant.read() as reads:
        (link,) = reads.consumptions(film.record.ref)
    assert (link.batch, link.held, link.before_hold, link.signed_by) == (loom.ref, True, False, None)
    more = laminated(floor, counter="960", consumes=("R048-T05",))
    floor.do(set_batch_state, "iortiz", loom.code, "cerrado", "Se quemó")
    woven(floor, "1460", roll="R048-T05")
    assert (consumed(floor, more), used(floor, more)) == ([], {"R048-T05": None})


def test_a_roll_waits_only_while_its_shift_takes_entries(floor: Shop) -> None:
    early = laminated(floor, consumes=(ROLL,))
    floor.later(hours=8)
    floor.open()
    late = laminated(floor, counter="960", consumes=(ROLL,))
    loom = batch_of(woven(floor))
    assert used(floor, early) == {ROLL: None}  # of a shift before the roll was made
    assert used(floor, late) == {ROLL: loom.code}


def test_a_roll_that_became_known_meanwhile_is_named_again(shop: Shop) -> None:
    first = shop.open()
    tape, order = batch_of(shop.tape()), shop.loom("T05")
    shop.later(hours=8)
    second = shop.open()
    film = laminated(shop, consumes=(ROLL, "azul"))
    review(shop, second, returned=False)
    typed = {"counter": "500", "quantity": "480", "parts": TypedParts(rolls=(f"{ROLL}=480",))}
    loom = batch_of(shop.produce(2, order, "T05", consumes=(tape.code,), shift=first.ref.uid, **typed))
    assert (consumed(shop, film), used(shop, film)) == ([], {ROLL: None, "AZUL": None})
    review(shop, second, returned=True)
    shop.do(change_consumption, "rperez", film.record.ref.uid, (ROLL, "azul"))
    assert (consumed(shop, film), used(shop, film)) == ([loom.code], {"AZUL": None, ROLL: loom.code})


def review(shop: Shop, shift: Shift, *, returned: bool) -> None:
    with shop.plant.store.begin("svera", "shift-return", shop.clock.at) as uow:
        uow.change(find_shift(uow, shift.ref.uid), state=ShiftState.REVIEW, returned=returned)
