"""The catalogs that ship, and what is refused in a catalog that was edited."""

from datetime import time

import pytest

from prodsys_tui.domain.contract.catalog_reader import (
    read_deviations,
    read_order_properties,
    read_shifts,
    read_stops,
)
from prodsys_tui.domain.contract.catalogs import OrderProperty, PropertyKind, StopCatalog
from prodsys_tui.domain.contract.contract import STOP_GROUPS
from prodsys_tui.domain.contract.contract_reader import read_contract
from prodsys_tui.domain.shift.calendar import Rotation
from prodsys_tui.text.resources import data_path
from tests.domain.contract_texts import BAG, told


def shipped(name: str) -> str:
    return data_path("catalogs", f"{name}.toml").read_text(encoding="utf-8")


def stops() -> StopCatalog:
    read = read_stops(shipped("stops"), "stops.toml").value
    assert read is not None
    return read


def test_the_calendars_of_the_plant() -> None:
    read = read_shifts(shipped("shifts"), "shifts.toml").value
    assert read is not None
    assert read.default == "3x8"
    turns = {
        code: [(turn.code, turn.start, turn.minutes) for turn in calendar.turns]
        for code, calendar in read.calendars.items()
    }
    assert turns == {
        "3x8": [("T1", time(7), 480), ("T2", time(15), 480), ("T3", time(23), 480)],
        "2x12": [("Día", time(7), 720), ("Noche", time(19), 720)],
    }
    assert read.calendars["3x8"].rotation == Rotation(("T1", "T3", "T2"), 1)
    assert read.calendars["2x12"].rotation is None


def test_causes_and_actions_are_found_as_people_type_them() -> None:
    read = read_deviations(shipped("deviations"), "deviations.toml").value
    assert read is not None
    assert (len(read.causes), len(read.actions)) == (6, 6)
    assert read.cause("MAQUINA") == "máquina"
    assert read.cause("Mano_de obra") == "mano de obra"
    assert read.action("nueva medicion") == "nueva medición"
    assert read.cause("ajuste") is None
    assert read.action("") is None


def test_general_stops_stand_beside_those_of_the_process() -> None:
    text = BAG + '[stop_reasons]\ncalidad = ["Corte chueco"]\nexternos = ["Limpieza"]'
    contract = read_contract(text, "bolsas.toml").contract
    assert contract is not None
    catalog = stops()
    assert list(catalog.names) == list(catalog.reasons) == list(STOP_GROUPS)
    assert sum(len(reasons) for reasons in catalog.reasons.values()) == 8
    assert catalog.find(contract, "corte CHUECO") == ("calidad", "Corte chueco")
    assert catalog.find(contract, "electrico") == ("externos", "Eléctrico")
    assert catalog.find(contract, "limpieza") == ("externos", "Limpieza")  # the process's own comes first
    assert catalog.find(contract, "otra cosa") is None
    assert catalog.find(contract, "Externos/limpieza") == ("externos", "Limpieza")
    assert catalog.find(contract, "operativos / limpieza") == ("operativos", "Limpieza")
    assert catalog.find(contract, "operativos/Corte chueco") is None
    assert catalog.find(contract, "otros/Limpieza") is None
    assert catalog.typed(contract, "externos", "Limpieza") == "Limpieza"
    assert catalog.typed(contract, "operativos", "Limpieza") == "operativos/Limpieza"
    assert catalog.of(contract)["calidad"] == ("Corte chueco", "Calidad")
    assert catalog.of(contract)["mecanicos"] == ("Mecánico", "Mantenimiento")


def test_what_orders_say_besides_nominals() -> None:
    assert read_order_properties(shipped("orders"), "orders.toml").value == (
        OrderProperty("con_fuelle", PropertyKind.FLAG),
        OrderProperty("microperforado", PropertyKind.FLAG),
        OrderProperty("ancho_liner", PropertyKind.NUMBER, "pulgadas"),
    )


DAY = """
default = "1x24"
[[calendars]]
code = "1x24"
[[calendars.turns]]
code = "A"
name = "Todo el día"
starts = 07:00:00
ends = 07:00:00
"""


def test_one_turn_may_fill_the_day() -> None:
    read = read_shifts(DAY, "shifts.toml").value
    assert read is not None
    assert read.calendars["1x24"].turns[0].minutes == 1440


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("default =", [("", "no_toml")]),
        (DAY.replace("1x24", "x", 1), [("default", "not_among")]),
        (DAY + DAY[DAY.index("[[") :], [("calendars[1x24].code", "twice")]),
        (DAY.replace("ends = 07", "ends = 06"), [("calendars[1x24].turns", "a_day")]),
        (DAY.replace("07:00:00", "07:00:30", 1), [("calendars[1x24].turns[A].starts", "a_time")]),
        (DAY.replace("07:00:00", '"07:00"', 1), [
            ("calendars[1x24].turns[A].starts", "a_time"), ("calendars[1x24].turns", "a_day")]),
        (DAY.replace("ends = 07:00:00", ""), [
            ("calendars[1x24].turns[A].ends", "missing"), ("calendars[1x24].turns", "a_day")]),
        (DAY + "weekday = 6", [("calendars[1x24].turns[A].weekday", "unknown_field")]),
        (DAY + '[[calendars.short_turns]]\ncode = "A"\nname = "B"\nweekday = 8\n'
         "starts = 07:00:00\nends = 08:00:00",
         [("calendars[1x24].short_turns[B].weekday", "not_among"), ("calendars[1x24].turns", "twice")]),
        (DAY + '[calendars.rotation]\nturns = ["B"]\nweekday = 0',
         [("calendars[1x24].rotation.turns", "not_among"),
          ("calendars[1x24].rotation.weekday", "too_small")]),
    ],
)  # fmt: skip
def test_faults_of_a_calendar(text: str, found: list[tuple[str, str]]) -> None:
    expected = [(field.replace("turns[A]", "turns[Todo el día]"), variant) for field, variant in found]
    read = read_shifts(text, "shifts.toml")
    assert read.value is None
    assert told(read.faults) == expected


def test_turns_that_overlap_do_not_fill_a_day() -> None:
    two = DAY.replace("ends = 07", "ends = 19") + (
        '[[calendars.turns]]\ncode = "B"\nname = "B"\nstarts = 18:00:00\nends = 06:00:00'
    )
    assert told(read_shifts(two, "shifts.toml").faults) == [("calendars[1x24].turns", "a_day")]


def test_faults_of_the_lists() -> None:
    deviations = read_deviations('causes = ["a", "a"]\ncauzes = []', "deviations.toml")
    assert told(deviations.faults) == [
        ("causes", "twice"),
        ("actions", "missing"),
        ("cauzes", "unknown_field"),
    ]
    assert told(read_stops(shipped("stops").replace("[calidad]", "[quality]"), "stops.toml").faults) == [
        ("calidad", "missing"),
        ("quality", "unknown_field"),
    ]
    text = '[[properties]]\nname = "color"\nkind = "word"'
    assert told(read_order_properties(text, "orders.toml").faults) == [("properties[color].kind", "a_choice")]
