"""Control charts by keyboard: points, violations, causes, frozen limits, and the warning while sampling."""

from datetime import date

from prodsys_tui.services.control.control_chart import Wanted
from prodsys_tui.services.control.control_limits import freeze_limits
from prodsys_tui.widgets.chart_lines import LineChart
from tests.domain.spc.published import FLOW_RATES
from tests.screens.floor import Floor, person
from tests.screens.terminal import Faults, Terminal, terminal
from tests.screens.test_round import open_round, running

DAY = date(2026, 3, 16)


def measure(floor: Floor, *values: object) -> None:
    """Samples of the extruder, a minute apart."""
    for value in values:
        floor.clock.pass_(minutes=1)
        floor.sample(1, "Tracción", str(value), "EXTPP01")


def freeze(floor: Floor, milestone: str = "Arranque") -> None:
    """The limits of all that was measured."""
    wanted = Wanted(1, "Tracción", since=DAY, until=DAY)
    floor.plant.do(freeze_limits, person(floor.plant, "sup"), wanted, milestone)


async def to_chart(term: Terminal, who: str = "sup", parameter: str = "tracción") -> None:
    """From the login over the board to the chart of a parameter."""
    await term.log_in(who)
    await term.press("f4")
    await term.type("carta de control", "enter")
    await term.press("f4")
    await term.type(parameter, "enter")


def drawn(term: Terminal) -> str:
    """The drawing as text."""
    return term.painted()


async def test_the_chart_of_a_parameter_with_its_limits(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    measure(floor, *FLOW_RATES)
    await to_chart(term)
    assert term.screen.AREA == "control"
    assert "Extrusor PP  Tracción  todas las máquinas  30 días" in term.status
    assert "I-MR  LIC 45.82  X 50.81  LSC 55.80 N  (provisionales)" in term.text("#about")
    assert "Sin capacidad: el parámetro no tiene especificación." in term.text("#about")
    assert "LSC 55.80│══" in drawn(term)
    assert drawn(term).count("•") == 10
    assert "52.10 N, 0.77 sigmas, rango 1.50, ope" in term.text("#told")
    await term.press("left")
    assert "53.60 N" in term.text("#told")
    await term.press("right", "right")
    assert "52.10 N" in term.text("#told")
    await term.press("c")
    assert term.message == "Este punto no rompe ninguna regla. Enter lleva al que marca la lista."
    await term.press("w")
    assert "LIC 45.82" in drawn(term)
    await term.press("escape", "escape")
    assert term.screen.AREA == "board"


async def test_views_of_the_same_points(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    measure(floor, *FLOW_RATES)
    await to_chart(term)
    await term.press("f6")
    assert "LSC 6.13│" in drawn(term)
    await term.press("f6")
    bins = term.rows("#rows-histogram")
    assert len(bins) == 5
    assert sum(int(row.split(" | ")[1]) for row in bins) == 10
    assert "X" in "".join(row.split(" | ")[2] for row in bins)
    await term.press("f6")
    points = term.rows("#rows-list")
    assert len(points) == 10
    assert points[0].split(" | ")[1:5] == ["EXTPP01", "52.10", "1.50", "0.77"]
    await term.press("down")
    assert "53.60 N" in term.text("#told")
    await term.press("f6")
    assert "LSC 55.80│" in drawn(term)
    assert "53.60 N" in term.text("#told")


async def test_a_violation_is_seen_explained_and_gets_its_cause(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    measure(floor, *FLOW_RATES)
    freeze(floor)
    measure(floor, 60, 50)
    await to_chart(term, "ope")
    assert "(fijados: Arranque)" in term.text("#about")
    (row,) = term.rows("#rows-violations")
    assert row.endswith("60.00 | 1 | sin causa | un punto a más de 3 sigmas")
    assert "1 (un punto a más de 3 sigmas): sin causa" in term.text("#told")
    await term.press("w")
    assert "60.00 (5.52 sigmas)" in drawn(term)
    assert "Límites fijados" in drawn(term)
    await term.press("escape", "c")
    await term.type("quina", "enter")
    await term.type("Rodillo", "enter")
    assert term.message == "Causa guardada: máquina."
    assert "1 | máquina | un punto" in term.rows("#rows-violations")[0]
    assert "máquina Rodillo" in term.text("#told")


async def test_of_several_violations_one_is_chosen(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    measure(floor, *FLOW_RATES)
    freeze(floor)
    measure(floor, 58, 59)
    await to_chart(term)
    await term.press("r")
    await term.type("dos de tres", "enter")
    assert [row.split(" | ")[2] for row in term.rows("#rows-violations")] == ["1", "5", "1"]
    await term.press("c")
    await term.type("dos", "enter")
    await term.press("enter", "enter")
    causes = [row.split(" | ")[3] for row in term.rows("#rows-violations")]
    assert causes == ["sin causa", "materia prima", "sin causa"]
    await term.press("r")
    await term.type("las de los", "enter")
    assert [row.split(" | ")[2] for row in term.rows("#rows-violations")] == ["1", "1"]


async def test_limits_are_frozen_with_a_milestone(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    measure(floor, *FLOW_RATES)
    await to_chart(term)
    await term.press("z")
    assert "¿Seguir?" in drawn(term)
    await term.press("s")
    await term.press("f2")
    assert "Falta el hito" in term.message
    await term.type("Husillo nuevo", "f2")
    assert term.message == "Límites fijados con 10 puntos: Husillo nuevo."
    assert "(fijados: Husillo nuevo)" in term.text("#about")


async def test_who_may_not_freeze_is_told(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await to_chart(term, "ope")
    assert term.keys["Z"] is False
    await term.press("z")
    assert "Supervisor" in term.message


async def test_days_machines_and_nothing_to_show(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await to_chart(term, parameter="ancho telares")
    assert term.text("#told") == "En estos días no hay muestras. Vea más días con +."
    await term.press("w")
    assert term.message == term.text("#told")
    await term.press("c", "m")
    await term.type("T05", "enter")
    assert "T05" in term.status
    for key, message in (("plus", "No se ve más atrás."), ("minus", "Menos de un día no hay.")):
        for _ in range(5):
            await term.press(key)
        assert term.message == message
    await term.press("m", "enter")
    assert "todas las máquinas" in term.status
    await term.press("f6", "f6", "f6", "f6", "left")


async def test_sampling_warns_of_drift_and_leads_to_the_chart(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    measure(floor, *FLOW_RATES)
    freeze(floor)
    await term.log_in("ope")
    await term.press("m", "down", "down")
    await term.type("54.5", "enter")
    assert "Aviso de control: Tracción 54.5 cumple, pero pasa la línea de aviso 54.14." in term.message
    await term.press("up")
    await term.press("ctrl+t")
    assert term.screen.AREA == "control"
    assert "Tracción  EXTPP01" in term.status
    assert "Más allá de la línea de aviso" in term.text("#told")
    await term.press("escape")
    assert term.screen.AREA == "sample"


async def test_what_others_measure_appears(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    measure(floor, *FLOW_RATES)
    await to_chart(term)
    measure(floor, 51)
    term.app.look_around()
    await term.settle()
    assert len(term.screen.query_one(LineChart).chart.dots) == 11


async def test_in_english(floor: Floor, faults: Faults) -> None:
    floor.open_shift()
    measure(floor, *FLOW_RATES)
    async with terminal(lambda: floor.plant, faults, "en") as term:
        await term.log_in("sup")
        await term.press("f4")
        await term.type("control chart", "enter")
        await term.press("f4")
        await term.type("tracción", "enter")
        assert "LCL 45.82  X 50.81  UCL 55.80 N  (provisional)" in term.text("#about")


async def test_the_cursor_stays_on_its_point_when_others_measure(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    measure(floor, *FLOW_RATES)
    freeze(floor)
    measure(floor, 61, 50, 62, 50)
    await to_chart(term)
    assert "62.00 N" in term.text("#told")
    await term.press("down")
    assert "61.00 N" in term.text("#told")
    await term.press("right")
    assert "50.00 N" in term.text("#told")
    told = term.text("#told")
    measure(floor, 63)
    term.app.look_around()
    await term.settle()
    assert term.text("#told") == told
    assert len(term.rows("#rows-violations")) == 3
    await term.press("enter")
    assert "61.00 (" in drawn(term)
    await term.press("escape", "right")
    assert "50.00 N" in term.text("#told")


async def test_the_round_of_the_looms_warns_with_the_loom_and_the_deviation(
    term: Terminal, floor: Floor
) -> None:
    running(floor)
    for value in ("12.12", "12.13") * 4:
        floor.clock.pass_(minutes=1)
        floor.sample(2, "Ancho", value, "T01")
    wanted = Wanted(2, "Ancho", "T01", since=DAY, until=DAY)
    floor.plant.do(freeze_limits, person(floor.plant, "sup"), wanted, "Arranque")
    await open_round(term)
    await term.press("up")
    await term.type("12.35", "enter")
    await term.press("s")
    assert "T01: Aviso de control: Ancho, desviación 0.225" in term.message
    assert "rompe la regla 1" in term.message
