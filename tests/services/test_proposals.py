"""What opening a shift proposes as idle."""

from prodsys_tui.domain.model import Shift
from prodsys_tui.services.shift.proposals import proposed_idle
from prodsys_tui.services.shift.shifts import open_shift, set_idle, void_shift
from tests.services.shop import Shop


def proposals(shop: Shop, shift: Shift) -> dict[tuple[int, str | None], str | None]:
    with shop.plant.read() as reads:
        found = proposed_idle(reads, shop.plant.contracts, shift)
    return {(each.process, each.machine): each.reason for each in found}


def test_the_first_shift_proposes_nothing(shop: Shop) -> None:
    assert proposals(shop, shop.open()) == {}


def test_what_did_not_run_in_the_last_shift_is_proposed_with_its_reason(shop: Shop) -> None:
    shop.open()
    tape = shop.tape().batch
    assert tape is not None
    shop.produce(2, shop.loom("T05"), "T05", quantity="100", counter="100", consumes=(tape.code,))
    shop.do(set_idle, "iortiz", 4, "Falta de tinta")
    shop.do(set_idle, "iortiz", 2, "Falta de cinta", "T06")
    shop.produce(2, "2000145", "T08", quantity="0", counter="700")
    shop.later(hours=8)
    found = proposals(shop, shop.do(open_shift, "hbalam"))
    assert (1, None) not in found
    assert (2, None) not in found
    assert (2, "T05") not in found
    assert found[2, "T06"] == "Falta de cinta"
    assert found[2, "T07"] is None
    assert found[2, "T08"] is None
    assert found[4, None] == "Falta de tinta"
    assert found[3, None] is None
    assert (99, None) not in found


def test_a_voided_shift_is_not_the_last_one(shop: Shop) -> None:
    shop.open()
    shop.do(set_idle, "iortiz", 4, "Falta de tinta")
    shop.later(hours=8)
    voided = shop.do(open_shift, "hbalam")
    shop.do(void_shift, "svera", voided.ref.id, "Se abrió por error")
    assert proposals(shop, shop.do(open_shift, "hbalam"))[4, None] == "Falta de tinta"


def test_what_shows_something_in_the_new_shift_is_not_proposed(shop: Shop) -> None:
    shop.open()
    shop.later(hours=8)
    shift = shop.do(open_shift, "hbalam")
    assert {(1, None), (2, None), (4, None)} <= proposals(shop, shift).keys()
    shop.sample(1, "Gramaje", "85", "EXTPP01")
    shop.do(set_idle, "hbalam", 4, "Falta de tinta")
    assert {(1, None), (4, None)}.isdisjoint(proposals(shop, shift))
