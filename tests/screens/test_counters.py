"""Contadores by keyboard alone: thirteen readings in thirteen Enters, saved as one or not at all."""

from decimal import Decimal

from textual import events

from prodsys_tui.domain.model import Stop, WorkRecord
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.screens.counters.screen import CountersScreen
from prodsys_tui.screens.production.screen import ProductionScreen
from prodsys_tui.services.line.orders import add_order
from prodsys_tui.services.line.runs import run_order
from prodsys_tui.services.production.production import AddProduction, add_production
from prodsys_tui.services.shift.shifts import set_idle
from prodsys_tui.widgets.cell_sheet import CellSheet
from tests.screens.floor import Floor, person
from tests.screens.terminal import Terminal

LOOMS = tuple(f"T{number:02}" for number in range(1, 14))
TAPE = "1000001-001"


def weaving(floor: Floor, *, but: tuple[str, ...] = (), base: str = "1000") -> None:
    """A batch of tape, and looms that run an order, their gate passed, read once in the shift."""
    floor.open_shift()
    for value in ("120", "121", "122"):
        floor.sample(1, "Gramaje", value)
    floor.produce(1, "1000001", "EXTPP01", "500")
    admin = person(floor.plant, "admin")
    for order in ("2000145", "2000146"):
        floor.plant.do(add_order, admin, order, f"Tela {order} [/x]", "9000", None, {"Ancho": "12 1/8"})
    for machine in LOOMS:
        if machine not in but:
            floor.plant.do(run_order, admin, machine, "2000145")
            floor.sample(2, "Ancho", "12 1/8", machine)
    for machine in LOOMS:
        if machine not in but:
            read(floor, machine, base, quantity="0")
    floor.clock.pass_(hours=2)


def read(floor: Floor, machine: str, counter: str, quantity: str | None = None) -> None:
    """A reading, as another terminal records it."""
    wanted = AddProduction(2, "2000145", machine, quantity, counter=counter, consumes=(TAPE,))
    floor.plant.do(add_production, person(floor.plant, "ope"), wanted)


async def open_sheet(term: Terminal, who: str = "ope") -> CountersScreen:
    """From the board by keys."""
    await term.log_in(who)
    await term.press("down", "p", "f6")
    assert isinstance(term.screen, CountersScreen)
    return term.screen


def records(floor: Floor) -> list[WorkRecord]:
    """The records of the looms, the base readings left out, oldest first."""
    with floor.plant.read() as reads:
        rows = reversed(reads.records(process_id=2))
    return [row for row in rows if row.previous_counter is not None or row.disputed]


def told(floor: Floor) -> list[tuple[str, str, str]]:
    """Machine, reading, quantity."""
    return [
        (
            row.machine.code if row.machine else "",
            show_number(row.counter or Decimal(0)),
            show_number(row.quantity),
        )
        for row in records(floor)
    ]


def stops(floor: Floor) -> list[Stop]:
    with floor.plant.read() as reads:
        shift = reads.open_shift()
        assert shift is not None
        return list(reads.stops(shift.ref))


def here(term: Terminal) -> tuple[str, str] | None:
    return term.screen.query_one(CellSheet).here


def row(term: Terminal, machine: str) -> str:
    """The painted row of a loom."""
    return next(line for line in term.painted().splitlines() if line[1:].startswith(f"{machine} "))


async def test_thirteen_readings_in_thirteen_enters_are_saved_as_one(term: Terminal, floor: Floor) -> None:
    weaving(floor)
    await open_sheet(term)
    assert here(term) == ("T01", "counter")
    keys: list[str] = []
    for number, _ in enumerate(LOOMS):
        keys += [*str(1100 + number), "enter"]
    await term.press(*keys)
    assert here(term) == ("T01", "waste")
    assert "1112" in row(term, "T13")
    assert "112" in row(term, "T13")
    assert records(floor) == []
    await term.press("tab")
    await term.type(TAPE, "enter")
    await term.press("f8")
    assert all("1000001" in row(term, machine) for machine in LOOMS)
    await term.press("f2")
    assert told(floor) == [(code, str(1100 + number), str(100 + number)) for number, code in enumerate(LOOMS)]
    assert not term.complains
    assert "Guardados 13 registros: 1378 metros." in term.message
    assert "2000145-001" in term.message
    assert "2 reg." in row(term, "T05")
    await term.press("f2")
    assert len(records(floor)) == 13


async def test_a_machine_that_is_scanned_is_gone_to_and_a_batch_is_named_there(
    term: Terminal, floor: Floor
) -> None:
    weaving(floor)
    await open_sheet(term)
    await term.type("t07", "enter")
    assert here(term) == ("T07", "counter")
    await term.type("1100", "enter")
    await term.type("T07", "enter")
    await term.type(TAPE, "enter")  # typed over the reading, which comes back
    assert here(term) == ("T07", "counter")
    assert "1100" in row(term, "T07")
    assert TAPE in row(term, "T07")
    await term.type(TAPE, "enter")
    assert TAPE not in row(term, "T07")


async def test_what_cannot_be_right_is_shown_before_it_is_saved_as_disputed(
    term: Terminal, floor: Floor
) -> None:
    weaving(floor)
    await open_sheet(term)
    await term.type("900", "enter")
    await term.type("2501", "enter")
    await term.type("2500", "enter")
    assert "-100" in row(term, "T01")
    assert "disputa" in row(term, "T01")
    assert "disputa" in row(term, "T02")
    assert "disputa" not in row(term, "T03")
    await term.type("T03", "enter")
    await term.type(TAPE, "enter", "f2")
    assert "Las lecturas de T01, T02 no pueden ser." in term.painted()
    assert records(floor) == []
    await term.press("s")
    assert told(floor) == [("T01", "900", "0"), ("T02", "2501", "0"), ("T03", "2500", "1500")]
    assert [one.disputed for one in records(floor)] == [True, True, False]
    assert "EN DISPUTA, con cantidad 0: T01, T02." in term.message


async def test_a_loom_that_stood_still_needs_a_reason_and_gets_a_stop(term: Terminal, floor: Floor) -> None:
    weaving(floor)
    await open_sheet(term)
    await term.type("1100", "enter")
    await term.press("f7")
    assert "parado" in row(term, "T02") or "revise" in row(term, "T02")
    await term.type("T01", "enter")
    await term.press("tab", "tab")
    await term.type(TAPE, "enter", "f2")
    assert term.complains
    assert term.message.startswith("T02: El contador de T02 no avanzó.")
    assert here(term) == ("T02", "stop")
    assert records(floor) == []
    await term.press("f4")
    await term.type("limp", "enter", "f2")
    assert told(floor) == [("T01", "1100", "100"), ("T02", "1000", "0")]
    (stop,) = stops(floor)
    assert stop.machine is not None
    assert (stop.machine.code, stop.reason) == ("T02", "Limpieza")
    assert stop.starts is not None
    assert stop.ends is not None
    assert (stop.ends - stop.starts).total_seconds() == 2 * 3600


async def test_a_locked_loom_says_why_and_still_takes_its_counter(term: Terminal, floor: Floor) -> None:
    weaving(floor, but=("T04", "T05"))
    admin = person(floor.plant, "admin")
    for machine in ("T04", "T05"):
        floor.plant.do(run_order, admin, machine, "2000145")
    floor.plant.do(set_idle, person(floor.plant, "ins"), 2, "Falta de cinta", "T05")
    await open_sheet(term)
    await term.type("T05", "enter")
    assert "Declarada no operativa: Falta de cinta." in term.painted()
    await term.type("T04", "enter")
    assert "cerrada" in row(term, "T04")
    assert "mínimo 1 muestras" in term.text("#notes")
    await term.type("700", "enter", "f2")
    assert not term.complains
    with floor.plant.read() as reads:
        (base,) = reads.records(process_id=2, limit=1)
    assert base.machine is not None
    assert (base.machine.code, base.counter, base.quantity) == ("T04", Decimal(700), Decimal(0))


async def test_every_wrong_row_is_told_with_its_loom_and_nothing_is_saved(
    term: Terminal, floor: Floor
) -> None:
    weaving(floor)
    await open_sheet(term)
    await term.type("1100", "enter")
    await term.type("12x", "enter")
    await term.press("f2")
    assert {line.partition(":")[0] for line in term.message.splitlines()} == {"T01", "T02"}
    assert here(term) == ("T01", "consumes")
    assert records(floor) == []
    assert row(term, "T01").startswith("!T01")
    assert "revise" in row(term, "T02")
    await term.press("f3")
    assert isinstance(term.screen, CountersScreen) is False  # it asks: something would be lost


async def test_a_first_reading_says_where_its_quantity_is_typed(term: Terminal, floor: Floor) -> None:
    weaving(floor, but=("T13",))
    floor.plant.do(run_order, person(floor.plant, "admin"), "T13", "2000145")
    floor.sample(2, "Ancho", "12 1/8", "T13")
    await open_sheet(term)
    await term.press(*["down"] * 12, *"500", "f2")
    assert term.complains
    assert "T13: Es la primera lectura" in term.message
    assert "regístrela con F6" in " ".join(term.painted().split())


async def test_undo_takes_back_one_step_at_a_time(term: Terminal, floor: Floor) -> None:
    weaving(floor)
    await open_sheet(term)
    assert term.keys["F9"] is False
    await term.press("f9")
    assert "No hay nada que deshacer" in term.message
    await term.type("1100", "enter")
    await term.press("tab")
    await term.type("5")
    await term.press("f8")
    assert row(term, "T13").rstrip().count("5") == 2  # the order's last digit, and the waste
    await term.press("f9")
    assert row(term, "T13").rstrip().count("5") == 1
    await term.press("ctrl+z")
    assert here(term) == ("T02", "waste")
    await term.press("f9")
    assert here(term) == ("T01", "counter")
    assert "1100" not in row(term, "T01")
    assert term.keys["F2"] is False


async def test_a_range_is_filled_and_cleared(term: Terminal, floor: Floor) -> None:
    weaving(floor)
    screen = await open_sheet(term)
    await term.press("tab")
    await term.type("7")
    await term.press("v", "down", "down", "f8")
    assert [code for code in LOOMS if screen.cells.text(code, "waste") == "7"] == ["T01", "T02", "T03"]
    await term.press("escape", "shift+up", "delete")
    assert [code for code in LOOMS if screen.cells.text(code, "waste") == "7"] == ["T01"]


async def test_readings_are_not_filled(term: Terminal, floor: Floor) -> None:
    weaving(floor)
    screen = await open_sheet(term)
    await term.type("1100")
    await term.press("f8")
    assert "Las lecturas no se llenan" in term.message
    assert list(screen.cells.texts) == [("T01", "counter")]


async def test_a_pasted_column_is_previewed_and_one_step(term: Terminal, floor: Floor) -> None:
    weaving(floor)
    screen = await open_sheet(term)
    block = "\r\n".join(f"{1100 + number}\t{number}" for number in range(14))
    term.app.post_message(events.Paste(block))
    await term.settle()
    assert "Pegar 13 celdas; se escriben encima de 0, 15 no caben" in term.painted()
    await term.press("s")
    assert screen.cells.text("T13", "counter") == "1112"
    await term.press("f9")
    assert screen.cells.texts == {}


async def test_a_b_a_in_one_shift_stays_three(term: Terminal, floor: Floor) -> None:
    weaving(floor)
    admin = person(floor.plant, "admin")
    await open_sheet(term)
    for order, reading in (("2000145", "1100"), ("2000146", "1300"), ("2000145", "1350")):
        floor.plant.do(run_order, admin, "T01", order)
        if order == "2000146":
            floor.sample(2, "Ancho", "12 1/8", "T01")
        await term.press("f5")
        await term.type("T01", "enter")
        await term.type(reading, "enter")
        await term.type("T01", "enter")
        await term.press("right", "right")
        await term.type(TAPE, "enter", "f2")
        assert not term.complains, term.message
        await term.press("left", "left")
    rows = [(one.order.code if one.order else "", int(one.quantity)) for one in records(floor)]
    assert rows == [("2000145", 100), ("2000146", 200), ("2000145", 50)]
    assert "4 reg." in row(term, "T01")
    assert "2000145 100; 2000146 200; 2000145 50" in term.text("#notes")


async def test_the_time_of_reading_is_kept_beside_the_typing_time(term: Terminal, floor: Floor) -> None:
    weaving(floor)
    await open_sheet(term)
    await term.press("up")
    await term.type("11:30", "enter")
    await term.type("1100", "enter")
    await term.type("T01", "enter")
    await term.press("tab", "tab")
    await term.type(TAPE, "enter", "f2")
    (record,) = records(floor)
    assert record.measured_at is not None
    assert (record.recorded_at - record.measured_at).total_seconds() == 1800


async def test_what_another_terminal_reads_shows_and_what_is_typed_stays(
    term: Terminal, floor: Floor
) -> None:
    weaving(floor)
    await open_sheet(term)
    await term.type("1200")
    read(floor, "T01", "1150")
    term.app.look_around()
    await term.settle()
    assert "1150" in row(term, "T01")
    assert row(term, "T01").split()[4] == "50"


async def test_the_view_key_goes_between_the_sheet_and_the_single_record(
    term: Terminal, floor: Floor
) -> None:
    weaving(floor)
    await open_sheet(term)
    await term.type("T03", "enter")
    await term.press("f6")
    single = term.screen
    assert isinstance(single, ProductionScreen)
    assert single.where.machine == "T03"
    await term.press("f6")
    assert here(term) == ("T03", "counter")
    await term.press("f3")
    assert "Proceso" in term.painted()


async def test_a_process_without_counters_has_no_sheet(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("p", "f6")
    assert isinstance(term.screen, ProductionScreen)
    assert "Este proceso no lleva contadores." in term.message


async def test_who_may_not_record_is_told(term: Terminal, floor: Floor) -> None:
    weaving(floor)
    await open_sheet(term, "lec")
    await term.type("1100", "enter", "f2")
    assert "Su rol (Consulta) no puede hacer esto." in term.message
    assert records(floor) == []
