"""Producción by keyboard: the locked gate, counters, waste, batches, what is saved and refused."""

from asyncio import to_thread
from threading import Event

import pytest
from textual import events

from prodsys_tui.domain.model import BatchState, WorkRecord
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.screens.production.screen import ProductionScreen
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.line.orders import add_order, set_order_state
from prodsys_tui.services.line.runs import run_order
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.production import AddProduction, add_production
from prodsys_tui.services.shift.closing import close_shift
from prodsys_tui.widgets.big_code import BigCode
from tests.screens.floor import Floor, person
from tests.screens.terminal import Faults, Terminal, terminal

ESCAPE = "\x1b]52;c;aG9sYQ==\x07\u202e[/x]"
CLOSED = "No se puede registrar producción hasta validar calidad (mínimo 3 muestras)."


async def open_form(term: Terminal, floor: Floor, process: int = 1, who: str = "ope") -> ProductionScreen:
    """A shift, somebody at the terminal, and the form of a process."""
    with floor.plant.read() as reads:
        is_open = reads.open_shift() is not None
    if not is_open:
        floor.open_shift()
    await term.log_in(who)
    await term.press(*["down"] * (9 if process == 99 else process - 1), "p")
    assert isinstance(term.screen, ProductionScreen)
    return term.screen


def gate_passed(floor: Floor) -> None:
    """The extruder's gate."""
    floor.open_shift()
    for value in ("120", "121", "122"):
        floor.sample(1, "Gramaje", value)


def tape(floor: Floor) -> None:
    """A batch of the extruder, which the looms consume."""
    gate_passed(floor)
    floor.produce(1, "1000001", "EXTPP01", "500")


def loom(floor: Floor, *machines: str, sampled: bool = True) -> None:
    """Looms that run an order, their gate passed."""
    admin = person(floor.plant, "admin")
    specs = {"Ancho": "12 1/8", "Construcción urdido": "10", "Construcción trama": "10"}
    floor.plant.do(add_order, admin, "2000145", "Tela [/x] 12 1/8", "9000", None, specs)
    for machine in machines:
        floor.plant.do(run_order, admin, machine, "2000145")
        if sampled:
            floor.sample(2, "Ancho", "12 1/8", machine)


async def test_what_was_read_before_a_save_is_never_shown_after_it(term: Terminal, floor: Floor) -> None:
    gate_passed(floor)
    screen = await open_form(term, floor)
    shown: list[int] = []
    read, saved = Event(), Event()

    def slow(plant: Plant) -> int:
        with plant.read() as reads:
            found = len(reads.records())
        read.set()
        saved.wait(60)
        return found

    screen.read_again(slow, shown.append)
    await to_thread(read.wait, 60)
    floor.produce(1, "1000001", "EXTPP01", "500")
    screen.was_saved()
    saved.set()
    await term.settle()
    assert shown == [1]


async def test_of_two_questions_the_answer_to_the_later_one_is_shown(term: Terminal, floor: Floor) -> None:
    gate_passed(floor)
    screen = await open_form(term, floor)
    shown: list[str] = []
    answered = Event()

    def early(_plant: Plant) -> str:
        answered.wait(60)
        return "early"

    screen.read_again(early, shown.append)
    screen.read_again(lambda _plant: "late", shown.append)
    await term.pilot.pause()
    answered.set()
    await term.settle()
    assert shown == ["late"]


def records(floor: Floor, process: int = 1) -> list[WorkRecord]:
    """What the store holds, oldest first."""
    with floor.plant.read() as reads:
        return list(reversed(reads.records(process_id=process)))


def made(record: WorkRecord) -> tuple[str, str]:
    """Quantity and waste."""
    return show_number(record.quantity), "" if record.waste_kg is None else show_number(record.waste_kg)


def consumed(floor: Floor, record: WorkRecord) -> list[str]:
    with floor.plant.read() as reads:
        return [each.batch.code for each in reads.consumptions(record.ref)]


def line(term: Terminal, label: str) -> str:
    """The painted line of a field."""
    return next(row for row in term.painted().splitlines() if row[1:].startswith(label))


def large(term: Terminal) -> str:
    """The batch's code that is painted large."""
    return term.screen.query_one(BigCode).code


async def to(term: Terminal, screen: ProductionScreen, key: str) -> None:
    """Go to a line as a person does, with the arrows."""
    while screen.form.current != key:
        await term.press("down")


async def test_while_the_gate_is_closed_a_banner_and_the_keys_say_why(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor)
    painted = term.painted()
    assert "LIBERACIÓN DE CALIDAD: CERRADA" in painted
    assert CLOSED in painted
    assert term.keys["F2"] is False
    await term.press("f2")
    assert term.complains
    assert term.message == CLOSED

    await to(term, screen, "quantity")
    await term.type("500")
    assert term.message == CLOSED
    assert screen.form.value("quantity") == ""
    assert "(            ) Bloqueada" in line(term, "Peso")
    assert records(floor) == []


async def test_a_deviation_closes_the_gate_with_its_own_reason(term: Terminal, floor: Floor) -> None:
    gate_passed(floor)
    floor.sample(1, "Denier", "850")
    await open_form(term, floor)
    assert "Proceso en REVISIÓN: corrija el proceso" in term.painted()
    assert term.keys["F2"] is False


async def test_start_up_waste_can_be_recorded_behind_a_closed_gate(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor)
    await term.type("1000001", "enter")
    await to(term, screen, "waste")
    await term.type("12.5", "f2")

    (record,) = records(floor)
    assert made(record) == ("0", "12.5")
    assert record.batch is None
    assert not term.complains
    assert large(term) == ""


async def test_what_was_made_is_saved_and_its_batch_appears_large(term: Terminal, floor: Floor) -> None:
    gate_passed(floor)
    await open_form(term, floor)
    await term.type("1000001", "enter")
    await term.type("250.5", "enter")
    await term.type("2", "f2")

    (record,) = records(floor)
    assert made(record) == ("250.5", "2")
    assert record.batch is not None
    assert record.batch.code == "1000001-001"
    assert large(term) == "1000001-001"
    assert term.message == "Guardado: 250.5 kg.\nLote 1000001-001."
    assert term.rows("#records") == ["10:00 | EXTPP01 | 1000001 | 250.5 | 2 | 1000001-001 | ope |"]
    await term.press("3")
    assert large(term) == ""


async def test_enter_on_the_last_line_saves(term: Terminal, floor: Floor) -> None:
    gate_passed(floor)
    await open_form(term, floor)
    await term.type("1000001", "enter")
    await term.press(*"100", "enter", "enter", "enter", "enter", "enter")
    assert [show_number(record.quantity) for record in records(floor)] == ["100"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("quinientos", "no es un número"),
        ("1,234", "dos maneras"),
        ("NaN", "no es un número"),
        ("inf", "no es un número"),
        ("-5", "no puede ser negativa"),
        ("999999", "demasiado para este proceso"),
        ("0.0000001", "demasiados decimales"),
        ("[/x]", "no es un número"),
    ],
)
async def test_what_is_no_quantity_is_refused_in_words_and_nothing_is_saved(
    term: Terminal, floor: Floor, typed: str, said: str
) -> None:
    gate_passed(floor)
    screen = await open_form(term, floor)
    await term.type("1000001", "enter")
    with floor.plant.read() as reads:
        before = reads.head()
    await term.type(typed)
    assert said in " ".join(term.painted().split())
    await term.press("f2")
    assert term.complains
    assert said in term.message
    assert screen.form.current == "quantity"
    with floor.plant.read() as reads:
        assert reads.head() == before


async def test_every_field_takes_escape_bytes_with_a_message_and_saves_nothing(
    term: Terminal, floor: Floor
) -> None:
    tape(floor)
    loom(floor, "T05")
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    good = {"counter": "100", "quantity": "100", "waste": "1", "consumes": "", "reason": ""}
    for key in good:
        for name, text in good.items():
            await to(term, screen, name)
            await term.type(text)
        await to(term, screen, key)
        await term.press("ctrl+u")
        term.app.post_message(events.Paste(ESCAPE))
        await term.settle()
        await term.press("tab" if key == "reason" else "enter", "f2")
        assert term.complains, key
        assert "\x1b" not in term.painted() + term.message
        await to(term, screen, key)
        if key == "consumes":  # the same again takes it back
            term.app.post_message(events.Paste(ESCAPE))
            await term.press("enter")
        else:
            await term.press("ctrl+u")
    assert records(floor, 2) == []


async def test_a_loom_counts_the_difference_while_one_types(term: Terminal, floor: Floor) -> None:
    tape(floor)
    loom(floor, "T05", "T06")
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    assert screen.form.current == "counter"
    assert "Primera lectura" in line(term, "Contador")
    await term.press(*"1000", "enter", *"200", "enter", "enter")
    await term.type("1000001-001", "enter")
    await term.press("f2")
    await term.type("1500")
    assert "Anterior 1000   Diferencia 500 metros" in line(term, "Contador")
    await term.press("f7")
    assert "1000001-001" in line(term, "Lotes consumidos")
    await term.press("f2")

    first, second = records(floor, 2)
    assert (made(first)[0], made(second)[0]) == ("200", "500")
    assert second.previous_counter == first.counter
    assert consumed(floor, second) == ["1000001-001"]
    assert large(term) == "2000145-001"
    await term.press("pagedown")
    assert screen.where.machine == "T06"
    assert "Primera lectura" in line(term, "Contador")


async def test_a_loom_that_stood_still_reads_its_counter_behind_a_closed_gate(
    term: Terminal, floor: Floor
) -> None:
    tape(floor)
    loom(floor, "T05", sampled=False)
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    await term.type("1000", "f2")
    await term.type("1100", "f2")
    assert "hasta validar calidad (mínimo 1 muestras)" in term.message
    await to(term, screen, "counter")
    await term.type("1000", "f2")

    assert [made(record)[0] for record in records(floor, 2)] == ["0", "0"]
    assert {show_number(record.counter) for record in records(floor, 2) if record.counter} == {"1000"}
    assert not term.complains


async def test_a_reading_that_cannot_be_right_is_kept_as_disputed(term: Terminal, floor: Floor) -> None:
    tape(floor)
    loom(floor, "T05")
    await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    await term.press(*"1000", "enter", *"0", "f2")
    await term.type("900")
    assert "EN DISPUTA" in line(term, "Contador")
    await term.press("f2")
    assert "no puede ser" in term.painted()
    await term.press("f2", "enter")  # pressed twice without reading
    assert len(records(floor, 2)) == 1
    await term.press("s")
    assert "EN DISPUTA" in term.message
    assert records(floor, 2)[-1].disputed
    await term.settle()  # the list is read again after the message is told
    assert "disputa" in term.rows("#records")[0]


async def test_a_loom_needs_the_batches_it_consumed(term: Terminal, floor: Floor) -> None:
    tape(floor)
    loom(floor, "T05")
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    await term.press(*"1000", "enter", *"200", "f2")
    assert "Falta el lote que se consumió" in term.message
    assert screen.form.current == "consumes"
    await term.press("f4", "enter")
    assert "1000001-001" in line(term, "Lotes consumidos")
    await term.press("f4")
    assert "ya está" in term.rows()[0]
    await term.press("enter")  # the same again takes it back
    assert "Escanee al menos uno" in line(term, "Lotes consumidos")
    await term.type("2999999-001", "enter")
    await term.press("f2")
    assert term.complains
    await term.type("2999999-001", "enter")
    await term.type("1000001-001", "enter", "f2")
    assert [consumed(floor, record) for record in records(floor, 2)] == [["1000001-001"]]


async def test_a_batch_that_is_held_or_closed_is_refused(term: Terminal, floor: Floor) -> None:
    tape(floor)
    loom(floor, "T05")
    floor.plant.do(set_batch_state, person(floor.plant, "sup"), "1000001-001", "cerrado", "agotado")
    await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    await term.press(*"1000", "enter", *"200", "enter", "enter")
    await term.type("1000001-001", "enter", "f2")
    assert "El lote 1000001-001 está cerrado y no puede ser declarado como consumido." in term.message
    assert records(floor, 2) == []
    with floor.plant.read() as reads:
        batch = reads.batch("1000001-001")
        assert batch is not None
        assert batch.state is BatchState.CLOSED


@pytest.mark.parametrize(
    "refused",
    [
        (*"12x", "f2", *"t08", "enter"),  # a refused record holds the next machine up
        ("up", *"2999999", "enter"),  # no such order
        ("up", "up", *"t99", "enter"),  # no such machine
    ],
    ids=["record", "order", "machine"],
)
async def test_after_a_refused_place_the_rest_of_a_burst_is_kept_from_saving(
    term: Terminal, floor: Floor, refused: tuple[str, ...]
) -> None:
    tape(floor)
    loom(floor, "T05", "T08")
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    rest = ("enter", *"200", "enter", *"1", "enter", *"1000001-001", "enter", "f2")
    await term.press(*refused, *"1500", *rest)
    assert records(floor, 2) == []
    assert term.screen is screen
    assert screen.where.machine == "T05"
    assert term.complains
    assert "no se guardó" in term.message
    await term.press("down")
    assert term.message == ""


async def test_waste_with_its_destination_is_demanded_where_the_process_says_so(
    term: Terminal, floor: Floor
) -> None:
    floor.open_shift()
    for _ in range(3):
        floor.sample(4, "Viscosidad de tinta", "22")
    floor.plant.do(run_order, person(floor.plant, "sup"), "IMP01", "4000001")
    screen = await open_form(term, floor, process=4)
    assert "Obligatoria, aunque sea 0" in line(term, "Merma (kg)")
    await term.type("500", "f2")
    assert "Falta la merma en kg" in term.message
    assert "Falta el destino de la merma" in term.message
    assert screen.form.current == "waste"
    await term.press("0", "enter", "d")
    assert screen.form.value("waste_to") == "Descarte final"
    await term.press("p", "f2")
    (record,) = records(floor, 4)
    assert made(record) == ("500", "0")
    assert record.waste_to == "Peletizado"


async def test_support_work_is_recorded_in_hours_alone(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor, process=99)
    assert [line.key for line in screen.lines()] == ["quantity", "reason"]
    assert "SIN LIBERACIÓN DE CALIDAD" in term.painted()
    await term.type("2.5", "f2")
    (record,) = records(floor, 99)
    assert made(record) == ("2.5", "")
    assert (record.machine, record.order) == (None, None)


async def test_seven_digits_are_a_reading_on_the_counter_and_an_order_elsewhere(
    term: Terminal, floor: Floor
) -> None:
    tape(floor)
    loom(floor, "T05")
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    await term.type("2000145", "enter")
    assert (screen.form.value("counter"), screen.where.order) == ("2000145", None)
    await to(term, screen, "reason")
    await term.type("2000145", "enter")
    assert (screen.form.value("reason"), screen.where.order) == ("", "2000145")


@pytest.mark.parametrize(
    ("order", "said"),
    [("2000001", "no es de Extrusor PP"), ("1999999", "no existe"), ("1000002", "está Cancelada")],
)
async def test_an_order_that_cannot_run_here_is_refused(
    term: Terminal, floor: Floor, order: str, said: str
) -> None:
    admin = person(floor.plant, "admin")
    floor.plant.do(add_order, admin, "1000002", "Cinta", "100")
    floor.plant.do(set_order_state, admin, "1000002", "Cancelada", "sin pedido")
    gate_passed(floor)
    await open_form(term, floor)
    await term.type(order, "enter")
    answers = term.message
    await term.type("100", "f2")
    assert term.complains
    assert said in answers + term.message
    assert records(floor) == []


async def test_two_records_of_one_order_share_the_batch_and_the_same_form_saves_once(
    term: Terminal, floor: Floor
) -> None:
    gate_passed(floor)
    screen = await open_form(term, floor)
    await term.type("1000001", "enter")
    await term.type("100", "f2")
    await term.type("150")
    uid = screen._record.uid  # the answer of a first save that was lost on its way
    again = AddProduction(1, "1000001", "EXTPP01", "150", uid=uid)
    floor.plant.do(add_production, person(floor.plant, "ope"), again)
    await term.press("f2")
    kept = records(floor)
    assert [show_number(record.quantity) for record in kept] == ["100", "150"]
    assert {record.batch.code for record in kept if record.batch} == {"1000001-001"}


async def test_a_shift_that_was_closed_meanwhile_takes_no_record(term: Terminal, floor: Floor) -> None:
    shift = floor.extruder_shift()
    await open_form(term, floor)
    await term.type("1000001", "enter")
    floor.plant.do(close_shift, person(floor.plant, "ins"), shift.ref.uid)
    before = len(records(floor))
    await term.type("10", "f2")
    assert term.complains
    assert len(records(floor)) == before


async def test_who_only_reads_is_told_so(term: Terminal, floor: Floor) -> None:
    gate_passed(floor)
    await open_form(term, floor, who="lec")
    assert not term.keys["F2"]
    await term.type("1000001", "enter")
    await term.type("100", "f2")
    assert "Consulta" in term.message
    assert records(floor) == []


async def test_leaving_asks_when_something_would_be_lost(term: Terminal, floor: Floor) -> None:
    gate_passed(floor)
    await open_form(term, floor)
    await term.type("1000001", "enter")
    await term.type("100", "f3", "escape")
    assert isinstance(term.screen, ProductionScreen)
    await term.press("f3", "s")
    assert term.screen.AREA == "board"


async def test_from_the_samples_to_production_and_back(term: Terminal, floor: Floor) -> None:
    gate_passed(floor)
    await open_form(term, floor)
    await term.press("ctrl+g")
    assert "Muestra Extrusor PP" in term.status
    await term.press("ctrl+g")
    assert "Producción Extrusor PP" in term.status


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_form_speaks_english_and_fits(floor: Floor, faults: Faults, size: tuple[int, int]) -> None:
    tape(floor)
    loom(floor, "T05", sampled=False)
    async with terminal(lambda: floor.plant, faults, "en", size) as term:
        await term.log_in("ope")
        await term.press("down", "p")
        await term.type("t05", "enter")
        painted = term.painted()
        assert "QUALITY GATE: CLOSED" in painted
        assert "Locked: the quality gate is closed" in painted
