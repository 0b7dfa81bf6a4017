"""Ronda by keyboard alone: thirteen values in thirteen Enters, each saved at once."""

from hashlib import sha256

from prodsys_tui.bootstrap import shipped_contracts
from prodsys_tui.domain.model import ContractVersion, Sample
from prodsys_tui.domain.numbers import show_eighths
from prodsys_tui.screens.round.screen import RoundScreen
from prodsys_tui.services.line.orders import add_order
from prodsys_tui.services.line.runs import run_order
from prodsys_tui.services.line.stops import add_stop
from prodsys_tui.services.shift.shifts import set_idle
from prodsys_tui.widgets.cell_sheet import CellSheet
from tests.screens.floor import Floor, person
from tests.screens.terminal import Terminal

LOOMS = tuple(f"T{number:02}" for number in range(1, 14))


def running(floor: Floor, *machines: str) -> None:
    """A shift in which looms run an order, two hours old."""
    floor.open_shift()
    admin = person(floor.plant, "admin")
    specs = {"Ancho": "12 1/8", "Construcción urdido": "10", "Construcción trama": "10"}
    floor.plant.do(add_order, admin, "2000145", "Tela [/x] 12 1/8", "9000", None, specs)
    for machine in machines or LOOMS:
        floor.plant.do(run_order, admin, machine, "2000145")


def doubting(floor: Floor) -> None:
    """A contract of the looms that asks again for a width above 50."""
    text = next(text for file, text in shipped_contracts().items() if "telares" in file)
    text = text.replace("due_hours", "doubt = { max = 50 }\ndue_hours")
    with floor.store.begin("admin", "contract", floor.clock.now()) as uow:
        uow.add(
            ContractVersion(
                process_id=2,
                number="2",
                text=text,
                sha256=sha256(text.encode()).hexdigest(),
                in_force_at=floor.clock.now(),
                author="admin",
            )
        )


async def open_round(term: Terminal, who: str = "ope") -> RoundScreen:
    """From the board by keys: the looms, their form, the round of the width."""
    await term.log_in(who)
    await term.press("down", "m", "f8")
    assert isinstance(term.screen, RoundScreen)
    return term.screen


def samples(floor: Floor) -> list[Sample]:
    """What the store holds of the looms, oldest first."""
    with floor.plant.read() as reads:
        return list(reversed(reads.samples(process_id=2)))


def told(floor: Floor) -> list[tuple[str, str, str]]:
    """Machine, value, result."""
    return [
        (one.machine.code if one.machine else "", show_eighths(one.value), one.result.value)
        for one in samples(floor)
    ]


def here(term: Terminal) -> str:
    place = term.screen.query_one(CellSheet).here
    assert place is not None
    return place[0]


def row(term: Terminal, machine: str) -> str:
    """The painted row of a loom."""
    return next(line for line in term.painted().splitlines() if line[1:].startswith(f"{machine} "))


async def test_thirteen_values_in_thirteen_enters(term: Terminal, floor: Floor) -> None:
    running(floor)
    await open_round(term)
    assert "Ancho (pulgadas)  hora 4 (de 2, 4, 6, 8)  faltan 13, sigue T01" in term.painted()
    keys: list[str] = []
    for number, _ in enumerate(LOOMS):
        keys += [*"12", "space", "1" if number != 4 else "7", "slash", "8", "enter"]
    await term.press(*keys)
    assert told(floor) == [
        (code, "12 7/8" if number == 4 else "12 1/8", "No cumple" if number == 4 else "Cumple")
        for number, code in enumerate(LOOMS)
    ]
    assert "ronda completa" in term.painted()
    assert "No cumple" in row(term, "T05")
    assert "12 7/8" in row(term, "T05")
    assert term.complains  # it stood until somebody could see it


async def test_each_enter_saves_judges_and_goes_to_the_next_loom(term: Terminal, floor: Floor) -> None:
    running(floor)
    await open_round(term)
    await term.type("12 7/8")
    assert "No cumple" in row(term, "T01")
    assert samples(floor) == []
    await term.press("enter")
    assert told(floor) == [("T01", "12 7/8", "No cumple")]
    assert here(term) == "T02"
    assert "T01 12 7/8: No cumple." in term.message
    assert "F9 lo corrige" in term.message
    assert "1/4" in row(term, "T01")
    assert "faltan 12, sigue T02" in term.painted()


async def test_idle_stopped_and_orderless_looms_are_skipped(term: Terminal, floor: Floor) -> None:
    running(floor, *LOOMS[:5])
    floor.plant.do(set_idle, person(floor.plant, "ins"), 2, "Falta de cinta", "T02")
    floor.plant.do(add_stop, person(floor.plant, "ope"), 2, "Limpieza", "T03", starts=floor.clock.now())
    await open_round(term)
    assert "faltan 3, sigue T01" in term.painted()
    assert ("inactiva" in row(term, "T02"), "en paro" in row(term, "T03")) == (True, True)
    assert "sin orden" in row(term, "T06")
    await term.type("12 1/8", "enter")
    assert here(term) == "T04"
    await term.type("12 1/8", "enter")
    await term.type("12 1/8", "enter")
    assert [code for code, _, _ in told(floor)] == ["T01", "T04", "T05"]
    assert "Ronda completa: Ancho." in term.message
    await term.type("t03", "enter")  # scanned all the same
    assert here(term) == "T03"
    assert "En paro: Limpieza." in term.painted()


async def test_a_doubtful_value_is_asked_about_and_values_behind_it_find_their_looms(
    term: Terminal, floor: Floor
) -> None:
    doubting(floor)
    running(floor, *LOOMS[:3])
    await open_round(term)
    await term.press(*"125", "enter", *"12", "enter", *"12.125", "enter")
    assert told(floor) == [("T02", "12", "Cumple"), ("T03", "12 1/8", "Cumple")]
    assert "T01" in term.message
    assert "¿seguro? S" in row(term, "T01")
    await term.type("T01", "enter")
    assert here(term) == "T01"
    await term.press("s")
    assert told(floor)[-1] == ("T01", "125", "No cumple")


async def test_what_can_be_no_measurement_is_refused_and_the_cursor_comes_back(
    term: Terminal, floor: Floor
) -> None:
    running(floor, *LOOMS[:3])
    await open_round(term)
    await term.type("0", "enter")
    assert term.complains
    assert term.message.startswith("T01: ")
    assert here(term) == "T01"
    assert samples(floor) == []
    await term.type("12", "enter")
    assert told(floor) == [("T01", "12", "Cumple")]
    assert here(term) == "T02"


async def test_a_sample_is_never_undone_but_corrected(term: Terminal, floor: Floor) -> None:
    running(floor, *LOOMS[:3])
    await open_round(term)
    await term.press("f9")
    assert "Aquí no se ha guardado nada" in term.message
    await term.type("12 7/8", "enter")
    await term.press("f9")
    assert here(term) == "T01"
    assert "Escriba el valor correcto de T01 (dice 12 7/8)" in term.message
    assert "corrige" in row(term, "T01")
    await term.type("12 1/8", "enter")
    first, second = samples(floor)
    assert second.corrects == first.ref
    assert second.measured_at == first.measured_at
    assert "1/4" in row(term, "T01")
    assert here(term) == "T02"
    await term.press("f9", "escape")
    assert "corrige" not in row(term, "T01")


async def test_more_values_than_looms_are_asked_about(term: Terminal, floor: Floor) -> None:
    running(floor, *LOOMS[:2])
    await open_round(term)
    await term.press(*(["1", "2", "enter"] * 4))
    assert told(floor) == [("T01", "12", "Cumple"), ("T02", "12", "Cumple")]
    assert "T02 ya tiene su valor de esta ronda." in term.message
    await term.press("s")
    assert len(samples(floor)) == 3


async def test_the_next_key_goes_on_to_the_next_parameter(term: Terminal, floor: Floor) -> None:
    running(floor, *LOOMS[:2])
    await open_round(term)
    await term.type("12")
    await term.press("f6")
    assert "Guarde o quite primero" in term.message
    await term.press("escape", "f6")
    assert "Construcción urdido (hilos/pulgada)" in term.painted()
    await term.press("f6", "f6")
    assert "Color urdido" in term.painted()
    await term.press("c", "enter", "n", "enter")
    assert [(one.parameter, one.result.value) for one in samples(floor)] == [
        ("Color urdido", "Cumple"),
        ("Color urdido", "No cumple"),
    ]


async def test_the_time_of_measuring_decides_of_which_round_a_value_is(term: Terminal, floor: Floor) -> None:
    running(floor, *LOOMS[:2])
    await open_round(term)
    await term.press("up")
    await term.type("09:10", "enter")
    assert "hora 2 (de 2, 4, 6, 8)" in term.painted()
    await term.type("12", "enter")
    (sample,) = samples(floor)
    assert (sample.recorded_at - sample.measured_at).total_seconds() == 50 * 60
    assert here(term) == "T02"


async def test_all_that_is_typed_is_saved_together_or_not_at_all(term: Terminal, floor: Floor) -> None:
    running(floor, *LOOMS[:3])
    await open_round(term)
    await term.type("12")
    await term.press("down")
    await term.type("0")
    await term.press("f2")
    assert samples(floor) == []
    assert here(term) == "T02"
    await term.press("delete", "f2")
    assert told(floor) == [("T01", "12", "Cumple")]


async def test_a_process_with_one_machine_has_no_round(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("m", "f8")
    assert "Este proceso tiene una sola máquina." in term.message
