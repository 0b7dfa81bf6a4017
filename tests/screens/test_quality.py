"""Calidad: the four views, the way down to samples, batches and stays, and up again."""

import pytest

from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.widgets.key_line import KeyLine
from tests.screens.floor import Floor, person
from tests.screens.terminal import Terminal

RATES, SAMPLES = "#rows-rates", "#rows-samples"


@pytest.fixture
def made(floor: Floor) -> Floor:
    """The extruder with a deviation, and its batch held."""
    floor.extruder_shift(denier="850")
    floor.plant.do(set_batch_state, person(floor.plant, "ope"), "1000001-001", "pausado", "en espera")
    return floor


async def enter(term: Terminal, *keys: str) -> None:
    """Log in and go there from the board."""
    await term.log_in("lec")
    await term.press("f4", *"calidad", "enter", *keys)


async def test_from_the_process_down_to_the_sample_and_up_again(term: Terminal, made: Floor) -> None:
    await enter(term)
    assert term.screen.AREA == "quality"
    assert "Rechazo" in term.status
    (row,) = term.rows(RATES)
    assert row.startswith("1 Extrusor PP | 3 | 1 | 33.3 | █")
    assert "1 rechazadas de 3 muestras, 33.3 %" in term.text("#detail")
    assert "Con 3 muestras la tasa dice poco" in term.text("#detail")

    await term.press("enter")
    assert "por máquina" in term.status
    assert term.rows(RATES)[0].startswith("EXTPP01 | 3 | 1")
    await term.press("enter")
    assert [row.split(" | ")[:3] for row in term.rows(RATES)] == [
        ["Denier", "1", "1"],
        ["Espesor", "1", "0"],
        ["Gramaje", "1", "0"],
    ]
    await term.press("down", "enter")
    assert term.rows(SAMPLES) == []
    assert "no se rechazó ninguna" in term.text("#detail")
    await term.press("enter")
    assert term.message == "Aquí no hay nada que abrir."
    await term.press("backspace")
    assert term.cursor(RATES) == "Espesor"
    await term.press("home", "enter")
    (sample,) = term.rows(SAMPLES)
    assert sample.startswith("16/03/2026 10:00 | EXTPP01 | Denier | 850 | No cumple | ope")
    assert "Dentro de: 1 Extrusor PP > EXTPP01 > Denier" in term.text("#detail")

    await term.press("enter")
    assert term.screen.AREA == "corrections"
    await term.press("escape", "escape", "escape", "escape")
    assert term.rows(RATES)[0].startswith("1 Extrusor PP")
    await term.press("escape")
    assert term.screen.AREA == "board"


async def test_every_key_of_the_line_fits(term: Terminal, made: Floor) -> None:
    await enter(term)
    for key in ("enter", "enter", "enter", "f6", "enter", "f6", "f6"):
        assert term.screen.query_one(KeyLine).fits
        await term.press(key)


async def test_told_apart_by_something_else(term: Terminal, made: Floor) -> None:
    await enter(term, "b", *"persona", "enter")
    assert term.rows(RATES)[0].startswith("ope | 3 | 1")
    await term.press("enter")
    assert "por proceso" in term.status
    await term.press("b", *"resultado", "enter")
    assert "En total" in term.text("#detail")
    results = {row.split(" | ")[0]: row.split(" | ")[1] for row in term.rows(RATES)}
    assert results["No cumple"] == "1"
    await term.press("b", *"muestras", "enter")
    assert len(term.rows(SAMPLES)) == 1
    await term.press("escape")
    assert "por resultado" in term.status
    await term.press("home", "down", "b", *"orden", "enter")
    assert term.rows(RATES)[0].startswith("sin dato | 3 | 1 | 33.3")


async def test_day_by_day_with_a_line(term: Terminal, made: Floor) -> None:
    made.clock.pass_(days=1)
    made.open_shift()
    made.sample(1, "Denier", "805")
    await enter(term, "t")
    assert [row.split(" | ")[:3] for row in term.rows(RATES)] == [
        ["16/03/2026", "3", "1"],
        ["17/03/2026", "1", "0"],
    ]
    line = term.screen.query_one("#trend")
    assert line.display
    assert "33.3 %│" in term.painted()
    await term.press("enter", "t")
    assert term.message == "Ya está dentro de un día. Esc sube."
    assert not line.display


async def test_the_control_chart_wants_a_process_and_a_parameter(term: Terminal, made: Floor) -> None:
    await enter(term, "k")
    assert term.message == "Escoja antes un proceso y un parámetro."
    await term.press("enter", "enter")
    assert term.keys["K"]
    await term.press("k")
    assert (term.screen.AREA, "Denier" in term.painted()) == ("control", True)
    await term.press("escape", "b", *"muestras", "enter", "k")
    assert (term.screen.AREA, "Denier" in term.painted()) == ("control", True)


async def test_states_down_to_the_batch(term: Terminal, made: Floor) -> None:
    await enter(term, "f6")
    assert "90 días" in term.status
    assert term.rows("#rows-states")[0].startswith("! pausado | 1 | 0.00 | █")
    await term.press("b")
    assert term.message == "Sólo los rechazos se reparten. F6 lleva a ellos."
    await term.press("enter")
    (batch,) = term.rows("#rows-batches")
    assert batch.startswith("1000001-001 | 16/03/2026 | 1 Extrusor PP | ! pausado | 0 | 0.00")
    assert "ningún registro lo nombra" in term.text("#detail")
    await term.press("enter")
    assert term.screen.AREA == "batches"
    made.plant.do(set_batch_state, person(made.plant, "ins"), "1000001-001", "activo", "ya se revisó")
    await term.press("escape", "escape")
    assert term.screen.AREA == "quality"
    assert term.rows("#rows-batches") == []
    await term.press("escape")
    assert term.rows("#rows-states")[0].startswith("= activo | 1")


async def test_coverage_by_process_and_its_batches(term: Terminal, made: Floor) -> None:
    await enter(term, "f6", "f6")
    assert term.rows("#rows-coverage") == ["1 Extrusor PP | 1 | 0 | 1 | 0.0 |"]
    assert "Falta 1 que ningún registro nombra" in term.text("#detail")
    await term.press("enter")
    assert term.rows("#rows-batches")[0].startswith("1000001-001")


async def test_how_long_batches_stay_and_who_still_does(term: Terminal, made: Floor) -> None:
    made.clock.pass_(hours=12)
    await enter(term, "f6", "f6", "f6")
    active, held = term.rows("#rows-dwell")
    assert active.startswith("= activo | 1 | 0 | 0.00")
    assert held.startswith("! pausado | 1 | 1 | 0.50 | 0.50 | 0.50 | 0.50 | █")
    await term.press("down")
    assert "Sigue 1, contado hasta ahora: 1000001-001" in term.text("#detail")
    await term.press("enter")
    (stay,) = term.rows("#rows-stays")
    assert stay.startswith("1000001-001 | 1 Extrusor PP | 16/03/2026 10:00 | sigue | 0.50 | █")
    assert "sigue pausado: 12 h" in term.text("#detail")
    await term.press("f6")
    assert "Rechazo" in term.status


async def test_each_view_keeps_its_days(term: Terminal, made: Floor) -> None:
    await enter(term, "minus", "minus")
    assert "1 día" in term.status
    await term.press("minus")
    assert term.message == "Menos de un día no hay."
    await term.press("f6", "plus")
    assert "366 días" in term.status
    await term.press("f6", "f6", "f6")
    assert "1 día" in term.status


async def test_nothing_in_these_days(term: Terminal, floor: Floor) -> None:
    await enter(term)
    assert term.text("#detail") == "En estos días no hay nada."
    for _ in range(3):
        await term.press("f6")
        assert "no hay nada" in term.text("#detail")


async def test_many_samples_are_read_page_by_page(
    term: Terminal, made: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prodsys_tui.screens.quality.levels.PAGE", 2)
    for value in ("851", "852", "853"):
        made.sample(1, "Denier", value)
    await enter(term, "b", *"muestras", "enter")
    assert len(term.rows(SAMPLES)) == 2
    await term.press("end")
    assert [row.split(" | ")[3] for row in term.rows(SAMPLES)] == ["853", "852", "851", "850"]
