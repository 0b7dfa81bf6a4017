"""Rolls, bags and mixes of real records. Spec ``process-contracts.md``, "Production rules a process"."""

from dataclasses import replace
from decimal import Decimal

import pytest

from prodsys_tui.domain.model import WorkRecord
from prodsys_tui.services.line.runs import run_order
from prodsys_tui.services.production.production import AddProduction, add_production
from prodsys_tui.services.production.production_parts import KeptParts, TypedParts, parts_of
from prodsys_tui.services.production.production_sheet import production_sheet
from prodsys_tui.services.shift.workplace import Where
from tests.services.shop import Shop, told

MIX = ("LLDPE,Polimar,L-1,60", "ldpe,Polimar,L-2,40")


@pytest.fixture
def film(shop: Shop) -> Shop:
    """The film extruder with its gate open."""
    shop.open()
    order = shop.order("6000087", Espesor="0.05")
    for machine in ("EXTPE01", "EXTPE02"):
        shop.sample(6, "Espesor", "0.05", machine, order)
    return shop


def kept(shop: Shop, record: WorkRecord) -> KeptParts:
    with shop.plant.read() as reads:
        contract = shop.plant.contracts.of(reads, record.process_id).contract
        return parts_of(reads, contract, record)


def test_rolls_tell_the_quantity(film: Shop) -> None:
    rolls = TypedParts(rolls=("R101=48.5", "r102=51"))
    record = film.produce(6, "6000087", "EXTPE01", parts=rolls).record
    assert record.quantity == Decimal("99.5")
    assert [(roll.code, roll.quantity) for roll in kept(film, record).rolls] == [
        ("R101", Decimal("48.5")),
        ("R102", Decimal(51)),
    ]
    agrees = TypedParts(rolls=("R103=10",))
    assert film.produce(6, "6000087", "EXTPE01", quantity="10", parts=agrees).record.quantity == 10
    differs = TypedParts(rolls=("R104=10",))
    refused = film.unproduced(6, "6000087", "EXTPE01", quantity="11", parts=differs)
    assert refused == ["bad-quantity.rolls"]


def test_a_roll_is_made_once(film: Shop) -> None:
    film.produce(6, "6000087", "EXTPE01", parts=TypedParts(rolls=("R101=48.5",)))
    again = TypedParts(rolls=("R101=3", "R105=4"))
    (fault,) = film.refused(add_production, "rperez", AddProduction(6, "6000087", "EXTPE02", parts=again))
    assert (fault.code, fault.variant, fault.params["machine"]) == ("already-exists", "roll", "EXTPE01")
    assert fault.params["batch"] == "6000087-001"


def test_a_roll_that_is_used_up_may_come_again(shop: Shop) -> None:
    shop.open()
    specs = {"Ancho del saco": "18", "Largo del saco": "30", "Doble costura": "1"}
    order = shop.order("5000410", **specs)
    shop.sample(5, "Puntadas", "13", "CONV01", order)
    for _ in range(3):
        shop.sample(5, "Ancho del saco", "18", "CONV01", order)
    typed = {"waste": "0", "waste_to": "descarte", "parts": TypedParts(rolls=("R047-T05-L001-I001=300",))}
    for _ in range(2):
        assert shop.produce(5, order, "CONV01", **typed).record.quantity == 300


def test_rolls_of_a_loom_need_not_be_what_its_counter_says(shop: Shop) -> None:
    shop.open()
    tape = shop.tape().batch
    assert tape is not None
    order = shop.loom("T05")
    first = TypedParts(rolls=("R046-T05=400",))
    shop.produce(2, order, "T05", counter="1000", quantity="400", parts=first, consumes=(tape.code,))
    shop.later(minutes=30)
    saved = shop.produce(
        2, order, "T05", counter="1500", parts=TypedParts(rolls=("R047-T05=480",)), consumes=(tape.code,)
    )
    assert saved.record.quantity == 500


def test_mixes_find_or_make_the_suppliers_lots(film: Shop) -> None:
    first = film.produce(6, "6000087", "EXTPE01", quantity="10", parts=TypedParts(mix=MIX)).record
    again = TypedParts(mix=("lldpe,POLIMAR,l-1,100",))
    second = film.produce(6, "6000087", "EXTPE01", quantity="11", parts=again).record
    assert [(part.kind, part.lot) for part in kept(film, first).mix] == [("LLDPE", "L-1"), ("LDPE", "L-2")]
    with film.plant.read() as reads:
        lots = [[each.material for each in reads.mixes(one.ref)] for one in (first, second)]
    assert lots[0][0] == lots[1][0]


def test_the_last_mix_of_the_machine_is_copied(film: Shop) -> None:
    copied = TypedParts(copy_mix=True)
    assert film.unproduced(6, "6000087", "EXTPE01", quantity="3", parts=copied) == ["not-found.mix"]
    film.produce(6, "6000087", "EXTPE01", quantity="10", parts=TypedParts(mix=MIX))
    record = film.produce(6, "6000087", "EXTPE01", quantity="3", parts=copied).record
    assert [part.lot for part in kept(film, record).mix] == ["L-1", "L-2"]
    own = replace(copied, mix=("LDPE,Polimar,L-9,100",))
    record = film.produce(6, "6000087", "EXTPE01", quantity="4", parts=own).record
    assert [part.lot for part in kept(film, record).mix] == ["L-9"]
    with film.plant.read() as reads:
        sheet = production_sheet(reads, film.plant.contracts, Where(6, "EXTPE01"))
    assert sheet.last_mix == ("LDPE,Polimar,L-9,100",)


def test_bags_stand_beside_the_weight(shop: Shop) -> None:
    shop.open()
    order = shop.order("8000031")
    shop.do(run_order, "rperez", "PELET", order)
    shop.sample(8, "Color del pelet", "Natural", "PELET")
    record = shop.produce(8, "", "PELET", quantity="240", parts=TypedParts(bags="10")).record
    bags = kept(shop, record).bags
    assert bags is not None
    assert (record.bags, bags.theoretical, bags.difference) == (10, Decimal(250), Decimal(-10))
    assert not bags.alert


@pytest.mark.parametrize(
    "other",
    [
        TypedParts(rolls=("R101=48",), mix=MIX),
        TypedParts(rolls=("R102=48.5",), mix=MIX),
        TypedParts(mix=MIX),
        TypedParts(rolls=("R101=48.5",)),
        TypedParts(rolls=("R101=48.5",), mix=("LDPE,Polimar,L-9,100",)),
        TypedParts(rolls=("R101=48.5",), mix=("LDPE",)),
        TypedParts(rolls=("R101=48.5",), mix=MIX, bags="3"),
    ],
)
def test_saved_twice_is_saved_once_only_with_the_same_parts(film: Shop, other: TypedParts) -> None:
    same = AddProduction(6, "6000087", "EXTPE01", uid="rollos-1", parts=TypedParts(("R101=48.5",), mix=MIX))
    first = film.do(add_production, "rperez", same).record
    assert film.do(add_production, "rperez", same).record == first
    copied = replace(same, parts=TypedParts(("R101=48.5",), copy_mix=True))
    assert film.do(add_production, "rperez", copied).record == first
    assert told(film.refused(add_production, "rperez", replace(same, parts=other))) == [
        "already-exists.record"
    ]
