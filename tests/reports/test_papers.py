"""The printed sheets: what a shift holds is on its paper, and nothing of data breaks it."""

import io
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.reports.blank_paper import print_blank
from prodsys_tui.reports.paper import Paper
from prodsys_tui.reports.shift_paper import folio_of, print_shift
from prodsys_tui.services.line.stops import add_stop
from prodsys_tui.services.quality.samples import justify
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.closing import close_shift
from prodsys_tui.services.shift.handover import receive_shift
from prodsys_tui.services.shift.shift_sheet import shift_sheet
from prodsys_tui.services.shift.shifts import assign, observe, set_idle
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import safe
from tests.services.shop import Shop

MADE = datetime(2026, 3, 2, 21, tzinfo=UTC)
HERE = ZoneInfo("America/Merida")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    shop.open()
    return shop


def printed(shop: Shop, language: str = "es") -> str:
    with shop.plant.read() as reads:
        sheet = shift_sheet(reads, shop.plant.contracts)
        return words(print_shift(sheet, contracts(shop), Texts(language, zone=HERE), MADE))


def contracts(shop: Shop) -> dict[int, ProcessContract]:
    with shop.plant.read() as reads:
        return {force.contract.id: force.contract for force in shop.plant.contracts.all(reads)}


def words(paper: Paper) -> str:
    """The text of all pages, blanks as one."""
    pages = PdfReader(io.BytesIO(bytes(paper.output()))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_shift_is_printed_with_all_that_was_written_of_it(shop: Shop) -> None:
    shop.do(assign, "iortiz", 1, "rperez")
    shop.tape("900")
    bad = shop.sample(1, "Denier", "850", "EXTPP01").sample
    shop.do(justify, "iortiz", bad.ref.uid, text="La balanza estaba sin calibrar")
    order = shop.loom("T05")
    shop.produce(2, order, "T05", counter="15230", quantity="850", consumes=("1000345-001",))
    shop.do(add_stop, "rperez", 2, "Limpieza", machine="T06", minutes=25)
    shop.do(observe, "rperez", 2, "Se cambió la lanceta del T06")
    shop.do(set_idle, "iortiz", 7, "Falta de película PE")
    text = printed(shop)
    for told in (
        "Bitácora de turno · Planta · 02/03/2026 T1",
        "Folio P1-20260302-T1",
        "Extrusor PP",
        "Producción 900 kg, meta 1000.",
        "Personas: rperez",
        "850 805 No cumple rperez La balanza estaba sin calibrar",
        "12 1/8",
        "15230 850",
        "1000345-001",
        "Limpieza 25",
        "Se cambió la lanceta del T06",
        "Sin operar: Falta de película PE",
        "Supervisor",
    ):
        assert told in text, told
    with shop.plant.read() as reads:
        assert reads.head()[1] in text.replace(" ", "") or reads.head()[1] in text
    assert "Shift sheet · Planta" in printed(shop, "en")


def test_a_closed_shift_says_who_closed_and_received_it(shop: Shop) -> None:
    for process in (1, 2, 3, 4, 5, 6, 7, 8, 9):
        shop.do(set_idle, "iortiz", process, "Mantenimiento general")
    shop.later(hours=8)
    shop.do(close_shift, "iortiz")
    with shop.plant.read() as reads:
        shift = reads.shifts(limit=1)[0]
    shop.do(receive_shift, "rperez", shift.ref.id, "Falta aceite")
    with shop.plant.read() as reads:
        sheet = shift_sheet(reads, shop.plant.contracts, shift.ref.id)
        text = words(print_shift(sheet, contracts(shop), Texts("es", zone=HERE), MADE))
    assert "La cerró iortiz" in text
    assert "La recibió rperez" in text
    assert "Falta aceite" in text
    assert folio_of("P1", shift) == "P1-20260302-T1"


def test_the_blank_sheet_has_a_row_for_each_value_that_the_contract_asks_for(shop: Shop) -> None:
    known = contracts(shop)
    with shop.plant.read() as reads:
        site = reads.site()
    text = words(print_blank(site, [known[2], known[1]], Texts("es", zone=HERE), MADE))
    assert "T13 Ancho [pulgadas] orden ± 0.25" in text
    assert "= orden" in text
    assert "Denier [g/9000m] 790-820 (805)" in text
    assert "Tenacidad" not in text
    assert "Antes de producir: 1 muestra." in text


def test_signs_that_the_fonts_lack_are_printed_as_their_numbers(tmp_path: Path) -> None:
    paper = Paper(safe("Título"), safe("Pie"), MADE)
    paper.line_of(safe("ñ € 布"))
    name = tmp_path / "sheet.pdf"
    paper.save(str(name))
    assert "ñ € <U+5E03>" in " ".join(page.extract_text() for page in PdfReader(name).pages)
    assert not list(tmp_path.glob("*.part"))
    with pytest.raises(Refused) as told:
        paper.save(str(tmp_path / "none" / "sheet.pdf"))
    assert told.value.reasons[0].variant == "unwritable"
