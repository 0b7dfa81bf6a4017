"""Stops and OEE by keyboard, and stops that last on the board."""

from prodsys_tui.services.line.stops import add_stop
from tests.screens.floor import Floor, person
from tests.screens.terminal import Terminal

REASON = "Rotura de lanceta"


def stop(floor: Floor, process: int, reason: str, machine: str, minutes: int | None = None) -> None:
    """A stop of some minutes, or one that lasts from now."""
    starts = floor.clock.now() if minutes is None else None
    floor.plant.do(add_stop, person(floor.plant, "ope"), process, reason, machine, minutes, starts)


async def test_the_costliest_reasons_down_to_the_machines(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    stop(floor, 2, REASON, "T05", 30)
    stop(floor, 2, REASON, "T06", 30)
    stop(floor, 1, "Limpieza", "EXTPP01", 20)
    await term.log_in("lec")
    await term.press("s")

    assert term.screen.AREA == "analysis"
    rows = term.rows("#rows-stops")
    assert rows[0].startswith("Mecánicos |  | 60 | 2 | 75.0 | 75.0 | █")
    assert rows[2].startswith(f"Mecánicos | {REASON} | 60 | 2 | 75.0 | 75.0 | █")
    assert rows[3].startswith("Operativos | Limpieza | 20 | 1 | 25.0 | 100.0 | █")
    assert "2 paros, 60 min, 75.0 %" in term.text("#detail")

    await term.press("down", "down", "enter")
    assert [row.split(" | ")[0] for row in term.rows("#rows-stops")] == ["T05", "T06"]
    await term.press("enter")
    assert term.message == "Detrás de esta fila no hay más."
    await term.press("escape")
    assert len(term.rows("#rows-stops")) == 4
    await term.press("escape")
    assert term.screen.AREA == "board"


async def test_days_and_process_narrow_what_is_shown(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    stop(floor, 2, REASON, "T05", 30)
    stop(floor, 1, "Limpieza", "EXTPP01", 20)
    await term.log_in("lec")
    await term.press("s", "p", *"extrusor pp", "enter")
    assert "Extrusor PP" in term.status
    assert [row.split(" | ")[1] for row in term.rows("#rows-stops")] == ["", "Limpieza"]
    await term.press("minus", "minus")
    assert "1 día" in term.status
    await term.press("minus")
    assert term.message == "Menos de un día no hay."
    await term.press("plus", "plus", "plus", "plus")
    assert "366 días" in term.status
    await term.press("plus")
    assert term.message == "No se ve más atrás."


async def test_oee_shift_by_shift_with_the_numbers_that_went_in(term: Terminal, floor: Floor) -> None:
    floor.extruder_shift()
    stop(floor, 1, "Limpieza", "EXTPP01", 96)
    floor.clock.pass_(hours=8)
    await term.log_in("sup")
    await term.press("s", "f6")

    (row,) = term.rows("#rows-oee")
    assert row.startswith("Extrusor PP | EXTPP01 | 1 | 80.0 | 12.5 | 100.0 | 10.0 | █")
    assert "384.0 efectivos de 480.0" in term.text("#detail")
    assert "100.0 kg buenos de 100.0 kg" in term.text("#detail")
    assert "Tareas Generales" in term.text("#detail")
    await term.press("enter")
    assert term.rows("#rows-oee")[0].startswith("T1 16/03/2026 | EXTPP01")
    await term.press("f6")
    assert term.rows("#rows-stops")[1].startswith("Operativos | Limpieza | 96")


async def test_without_stops_the_screen_says_so(term: Terminal, floor: Floor) -> None:
    await term.log_in("lec")
    await term.press("s")
    assert term.text("#detail") == "En estos días no hay nada."
    await term.press("enter")
    assert term.message == "Detrás de esta fila no hay más."


async def test_machines_that_stand_show_since_when_and_how_long(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    stop(floor, 2, REASON, "T05")
    stop(floor, 2, "Limpieza", "T06")
    stop(floor, 9, "Limpieza general", "CONV03")
    floor.clock.pass_(minutes=25)
    await term.log_in("ope")
    await term.press("down", "enter", *["down"] * 5)

    rows = term.rows("#processes")
    assert rows[1].startswith("2 -xTelares | ░ Falta calidad")
    assert rows[6].startswith("T05 | Paro 10:00 25m")
    assert rows[7].startswith("T06 | Paro 10:00 25m")
    assert "T05 parada desde 16/03/2026 10:00, 25 min: Rotura de lanceta" in term.text("#detail")
    assert "Minutos: 455 efectivos de 480, 25 de paro" in term.text("#detail")
    assert sum("Paro 10:00 25m" in row for row in rows) == 3  # Sacos Vestidos, whose only machine is CONV03


async def test_of_several_stops_one_is_chosen_to_end(term: Terminal, floor: Floor) -> None:
    shift = floor.open_shift()
    stop(floor, 2, REASON, "T05")
    stop(floor, 2, "Limpieza", "T06")
    floor.clock.pass_(minutes=25)
    await term.log_in("ope")
    await term.press("down", "x", *"t06", "enter", "f2")
    assert term.message == "Paro terminado."
    with floor.plant.read() as reads:
        assert [each.ends for each in reads.stops(shift.ref)] == [None, floor.clock.now()]
    await term.press("x", *"nuevo", "enter", *"T07", "enter", *"Limpieza", "f2")
    assert term.message == "Paro guardado."


async def test_reasons_are_chosen_by_group_or_found_in_all(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("x", "f4")
    assert [row.split(" | ")[0] for row in term.rows()] == ["Operativos", "Mecánicos", "Calidad", "Externos"]
    await term.press("down", "enter")
    assert all(row.endswith("| Mecánicos") for row in term.rows())
    await term.press("escape", *"energía")
    assert term.rows() == ["Falla energía eléctrica | Externos"]
    await term.press("enter", "f2")
    assert term.message == "Paro guardado."
