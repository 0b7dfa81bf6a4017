"""Codes from a scanner whose keyboard layout is not the terminal's: put right, words left alone."""

from prodsys_tui.app import ProdsysApp
from prodsys_tui.screens.production.screen import ProductionScreen
from prodsys_tui.screens.sample.screen import SampleScreen
from prodsys_tui.services.site.people import set_badge
from prodsys_tui.text.catalog import Texts
from prodsys_tui.widgets.scanner import Scanner
from tests.screens.floor import Floor, person
from tests.screens.terminal import Faults, settled

BATCH = "1000001-001"


def calibrated(floor: Floor, faults: Faults) -> ProdsysApp:
    """A terminal where § arrives for the hyphen and ñ for the colon."""
    scanner = Scanner()
    assert scanner.calibrate("A-B:C", "a§bñc") is not None
    return ProdsysApp(lambda: floor.plant, Texts("es"), faults, idle=0, scanner=scanner)


def spun(floor: Floor) -> None:
    floor.open_shift()
    for value in ("120", "121", "122"):
        floor.sample(1, "Gramaje", value)
    floor.produce(1, "1000001", "EXTPP01", "500")


async def test_a_batch_is_known_as_it_was_printed(floor: Floor, faults: Faults) -> None:
    spun(floor)
    async with settled(calibrated(floor, faults)) as term:
        await term.log_in("ope")
        await term.press("down", "down", "m")
        assert isinstance(term.screen, SampleScreen)
        await term.type(BATCH.replace("-", "§"), "enter")
        assert BATCH in term.screen.form.values.values()
        assert "no es número" not in term.painted()


async def test_a_badge_is_known_too(floor: Floor, faults: Faults) -> None:
    floor.plant.do(set_badge, person(floor.plant, "admin"), "ope", "GAF-0042")
    async with settled(calibrated(floor, faults)) as term:
        await term.log_in("GAF§0042")
        assert "Olga Operaria" in term.status


async def test_words_with_such_signs_stay_as_they_were_typed(floor: Floor, faults: Faults) -> None:
    spun(floor)
    async with settled(calibrated(floor, faults)) as term:
        await term.log_in("ope")
        await term.press("p", "down", "down", "down", "down")
        assert isinstance(term.screen, ProductionScreen)
        line = term.screen.form.current
        await term.type("Año § 2", "enter")
        assert term.screen.form.value(line) == "Año § 2"
