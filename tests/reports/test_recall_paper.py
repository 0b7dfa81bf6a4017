"""The packet of a recall drill on paper."""

from datetime import timedelta
from pathlib import Path

import pytest

from prodsys_tui.reports.recall_paper import clock, print_recall
from prodsys_tui.services.lineage.drills import begin_drill, end_drill, locate
from prodsys_tui.services.lineage.recall_packet import recall_packet
from prodsys_tui.services.production.production_parts import TypedParts
from prodsys_tui.text.catalog import Texts
from tests.reports.test_papers import HERE, words
from tests.services.shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    shop.open()
    order = shop.order("1000345")
    for value in ("805", "806", "804"):
        shop.sample(1, "Denier", value, "EXTPP01", order)
    mix = TypedParts(mix=("PP,Braskem,L-77,100",))
    shop.produce(1, order, "EXTPP01", quantity="900", parts=mix)
    loom = shop.loom("T05")
    shop.produce(2, loom, "T05", counter="640", quantity="640", consumes=("1000345-001",))
    return shop


def printed(shop: Shop, code: str, language: str = "es") -> str:
    with shop.plant.read() as reads:
        packet = recall_packet(reads, shop.plant.contracts, code)
    return words(print_recall(packet, Texts(language, zone=HERE), shop.clock.at))


def test_the_packet_has_times_list_lineage_and_boxes_to_sign(shop: Shop) -> None:
    shop.do(begin_drill, "svera", "L-77")
    shop.later(minutes=65, seconds=5)
    shop.do(locate, "svera", "L-77", "2000145-001", "Almacén 2", "600")
    text = printed(shop, "L-77")
    for told in (
        "Simulacro de retiro · material:PP,Braskem,L-77",
        "Empezó svera",
        "En curso: 1:05:05 al imprimir",
        "Localizados 1 de 2 lotes: 50 %",
        "Existencia: 900 kg (1), 640 metros (1)",
        "[ ] 1000345-001",
        "[X] 2000145-001",
        "Almacén 2, 600 metros",
        "En qué se usó",
        "Ninguna.",
        "Calidad",
    ):
        assert told in text, told


def test_a_drill_that_ended_says_how_long_it_took(shop: Shop) -> None:
    shop.do(begin_drill, "svera", "2000145-001")
    shop.sample(1, "Denier", "850", "EXTPP01", "1000345")
    shop.later(minutes=2)
    shop.do(end_drill, "svera", "2000145-001", "Nadie contestó en almacén")
    shop.later(hours=5)
    text = printed(shop, "2000145-001")
    for told in (
        "Duró 0:02:00",
        "Localizados 0 de 1 lotes: 0 %",
        "Nota: Nadie contestó en almacén",
        "De qué se hizo Nivel Lote",
        "L-77 Braskem PP",
        "Denier 850 No cumple",
        "Nada.",
    ):
        assert told in text, told
    assert "Ended by svera" in printed(shop, "2000145-001", "en")


def test_what_is_too_much_for_paper_is_told(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prodsys_tui.reports.recall_paper.MOST_NODES", 1)
    shop.do(begin_drill, "svera", "2000145-001")
    assert "Y 1 más, que no se imprimen." in printed(shop, "2000145-001")


def test_a_stopwatch() -> None:
    assert clock(timedelta(hours=25, minutes=7, seconds=9)) == "25:07:09"
