"""What is consumed, by keyboard: held batches signed for, rolls told, a record's batches changed later."""

from prodsys_tui.domain.model import Consumption, WorkRecord
from prodsys_tui.screens.counters.screen import CountersScreen
from prodsys_tui.screens.production.screen import ProductionScreen
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.line.orders import add_order
from prodsys_tui.services.line.runs import machine_story, use_batches
from prodsys_tui.services.production.production import AddProduction, add_production
from prodsys_tui.services.production.production_parts import TypedParts
from prodsys_tui.widgets.row_list import RowList
from tests.screens.floor import PIN, Floor, person
from tests.screens.terminal import Terminal
from tests.screens.test_counters import TAPE, open_sheet, weaving
from tests.screens.test_production import loom, open_form, records, tape, to

OTHER = "1000002-001"
LABEL = "L1000001N001"


def links(floor: Floor, record: WorkRecord) -> list[Consumption]:
    with floor.plant.read() as reads:
        return list(reads.consumptions(record.ref))


def last(floor: Floor, process: int = 2) -> WorkRecord:
    return records(floor, process)[-1]


def hold(floor: Floor, code: str = TAPE) -> None:
    floor.clock.pass_(minutes=1)
    floor.plant.do(set_batch_state, person(floor.plant, "ins"), code, "pausado", "se revisa")
    floor.clock.pass_(minutes=1)


def other_tape(floor: Floor) -> None:
    """A second batch of tape."""
    floor.plant.do(add_order, person(floor.plant, "admin"), "1000002", "Cinta", "9000")
    floor.produce(1, "1000002", "EXTPP01", "500")


def woven(floor: Floor, *consumes: str, roll: str | None = None) -> WorkRecord:
    """A record of T05."""
    parts = TypedParts(rolls=() if roll is None else (f"{roll}=300",))
    wanted = AddProduction(2, "2000145", "T05", "300", counter="1300", consumes=consumes, parts=parts)
    return floor.plant.do(add_production, person(floor.plant, "ope"), wanted).record


async def loom_form(term: Terminal, floor: Floor, who: str = "ope") -> ProductionScreen:
    """The form of T05 with a first reading typed, in front of the batches."""
    screen = await open_form(term, floor, 2, who)
    await term.type("T05", "enter")
    await term.type("1300", "enter")
    await term.type("300", "enter")
    await to(term, screen, "consumes")
    return screen


async def test_a_held_batch_asks_for_a_signature_and_keeps_it(term: Terminal, floor: Floor) -> None:
    tape(floor)
    loom(floor, "T05")
    hold(floor)
    screen = await loom_form(term, floor)
    await term.type(LABEL, "enter")
    assert "El lote 1000001-001 está en retención." in term.painted()
    await term.press("f2")
    assert "Para usarlo, un supervisor firma y dice por qué." in term.painted()
    await term.type("sólo hay este", "enter")
    await term.type("ope", "enter")
    await term.type(PIN, "enter")
    assert term.complains
    assert records(floor, 2) == []
    await term.press("shift+tab")
    await term.type("sup", "enter")
    await term.type(PIN, "enter")
    assert term.screen is screen
    assert "Guardado: 300 metros." in term.message
    (kept,) = links(floor, last(floor))
    assert (kept.batch.code, kept.signed_by, kept.reason) == (TAPE, "sup", "sólo hay este")


async def test_without_a_pin_nobody_signed(term: Terminal, floor: Floor) -> None:
    tape(floor)
    loom(floor, "T05")
    hold(floor)
    await loom_form(term, floor, "sup")
    await term.type(TAPE, "enter", "f2")
    await term.type("sólo hay este", "f2")
    assert term.complains
    assert "firme su uso con un motivo" in term.message
    assert records(floor, 2) == []
    await term.press("tab", "tab")
    await term.type(PIN, "f2")
    assert links(floor, last(floor))[0].signed_by == "sup"


async def test_with_other_reasons_no_signature_is_asked(term: Terminal, floor: Floor) -> None:
    tape(floor)
    loom(floor, "T05", sampled=False)
    hold(floor)
    screen = await open_form(term, floor, 2)
    await term.type("T05", "enter")
    await to(term, screen, "waste")
    await term.type("mil", "down")
    await term.type(TAPE, "enter", "f2")
    assert term.screen is screen
    assert term.complains


async def test_a_use_from_before_the_hold_is_told(term: Terminal, floor: Floor) -> None:
    tape(floor)
    loom(floor, "T05")
    floor.plant.do(use_batches, person(floor.plant, "ope"), "T05", [TAPE])
    hold(floor)
    await loom_form(term, floor)
    await term.press("f2")
    assert "En uso desde antes de su retención, queda marcado: 1000001-001" in term.message
    assert links(floor, last(floor))[0].before_hold


async def test_the_list_begins_with_what_is_in_use_and_offers_what_is_held(
    term: Terminal, floor: Floor
) -> None:
    tape(floor)
    other_tape(floor)
    loom(floor, "T05")
    floor.plant.do(use_batches, person(floor.plant, "ope"), "T05", [TAPE])
    hold(floor, OTHER)
    await loom_form(term, floor)
    await term.press("f4")
    shown = [row.key for row in term.screen.query_one(RowList).rows]
    assert shown == [TAPE, OTHER]
    assert "en uso desde" in term.painted()
    assert "en retención" in term.painted()


async def test_what_a_record_consumed_is_changed(term: Terminal, floor: Floor) -> None:
    tape(floor)
    other_tape(floor)
    loom(floor, "T05")
    record = woven(floor, TAPE)
    screen = await open_form(term, floor, 2)
    await term.press("ctrl+o")
    assert "T05  300 metros" in term.painted()
    await term.press("enter", "f4")
    await term.type(OTHER, "enter")
    await term.press("f4")
    await term.type(TAPE, "enter", "f2")
    assert term.screen is screen
    assert term.message == "Consumo cambiado en el registro de 2000145-001"
    assert [link.batch.code for link in links(floor, record)] == [OTHER]


async def test_a_held_batch_is_put_into_a_record_with_a_signature(term: Terminal, floor: Floor) -> None:
    tape(floor)
    other_tape(floor)
    loom(floor, "T05")
    record = woven(floor, TAPE)
    hold(floor, OTHER)
    await open_form(term, floor, 2, "sup")
    await term.press("ctrl+o", "enter", "end")
    await term.type(f" {OTHER}", "f2")
    assert term.complains
    await term.press("tab")
    await term.type("se usó antes de saberlo", "tab", "tab")
    await term.type(PIN, "f2")
    assert [link.signed_by for link in links(floor, record)] == [None, "sup"]


async def test_without_records_nothing_can_be_changed(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await open_form(term, floor, 2)
    await term.press("ctrl+o")
    assert term.complains
    assert term.message == "El turno no tiene registros aquí"


async def test_a_process_that_consumes_nothing_has_nothing_to_change(term: Terminal, floor: Floor) -> None:
    await open_form(term, floor, 6)
    await term.press("ctrl+o")
    assert term.message == "Este proceso no declara lotes consumidos."


async def test_rolls_that_are_used_up_are_told(term: Terminal, floor: Floor) -> None:
    tape(floor)
    loom(floor, "T05")
    batch = woven(floor, TAPE, roll="R047-T05").batch
    floor.plant.do(add_order, person(floor.plant, "admin"), "3000001", "Laminada", "9000")
    floor.sample(3, "Gramaje de cortina", "20", "LAM01")
    screen = await open_form(term, floor, 3)
    await term.type("3000001", "enter")
    await term.type("500", "enter")
    await term.type("300", "enter")
    await term.type("R047-T05-L001=300", "enter")
    await term.type("0", "enter", "d", "enter")
    await term.type("azul-9", "enter", "f2")
    assert "Rollos usados: R047-T05" in term.message
    assert "Rollos sin conocer: AZUL-9" in term.message
    (link,) = links(floor, last(floor, 3))
    assert link.batch == batch
    assert term.screen is screen


async def test_a_sheet_of_counters_asks_for_one_signature(term: Terminal, floor: Floor) -> None:
    weaving(floor, but=tuple(f"T{number:02}" for number in range(3, 14)))
    hold(floor)
    screen = await open_sheet(term)
    for _ in range(2):
        await term.type("1500", "enter")
    for place in (("T01", "consumes"), ("T02", "consumes")):
        screen.write({place: TAPE})
    await term.press("f2")
    assert "Firma por lote en retención" in term.painted()
    await term.type("se acaba hoy", "enter")
    await term.type("sup", "enter")
    await term.type(PIN, "enter")
    assert isinstance(term.screen, CountersScreen)
    assert [links(floor, record)[0].signed_by for record in records(floor, 2)[-2:]] == ["sup", "sup"]


async def test_a_held_batch_is_put_to_use_on_the_board_with_a_signature(term: Terminal, floor: Floor) -> None:
    tape(floor)
    hold(floor)
    await term.log_in("ope")
    await term.press("down", "right", "down", "g")
    await term.type("2000001", "tab", "tab", "f4", "enter", "f2")
    assert term.complains
    await term.press("tab")
    await term.type("sólo hay este", "tab")
    await term.type("sup", "tab")
    await term.type(PIN, "f2")
    assert "T01 corre 2000001." in term.message
    with floor.plant.read() as reads:
        (use,) = machine_story(reads, floor.plant.contracts, "T01").in_use
    assert (use.batch.code, use.signed_by, use.reason) == (TAPE, "sup", "sólo hay este")


async def test_a_label_that_is_scanned_on_the_board_is_its_batch(term: Terminal, floor: Floor) -> None:
    tape(floor)
    await term.log_in("ope")
    await term.press("down", "right", "down", "g")
    await term.type("2000001", "tab", "tab")
    await term.type(LABEL, "f2")
    await term.press("g", "tab", "tab", "end", *["backspace"] * len(TAPE))
    await term.type(LABEL.lower(), "f2")
    with floor.plant.read() as reads:
        (use,) = machine_story(reads, floor.plant.contracts, "T01").in_use
    assert use.batch.code == TAPE


async def test_a_reading_of_what_was_in_use_before_the_hold_needs_none(term: Terminal, floor: Floor) -> None:
    weaving(floor, but=tuple(f"T{number:02}" for number in range(2, 14)))
    floor.plant.do(use_batches, person(floor.plant, "ope"), "T01", [TAPE])
    hold(floor)
    await open_sheet(term)
    await term.type("1500", "f2")
    assert "queda marcado: 1000001-001" in term.message


async def test_a_closed_batch_is_refused_and_linked_by_a_signed_correction(
    term: Terminal, floor: Floor
) -> None:
    tape(floor)
    other_tape(floor)
    loom(floor, "T05")
    record = woven(floor, OTHER)
    floor.plant.do(set_batch_state, person(floor.plant, "ins"), TAPE, "cerrado", "agotado")
    screen = await open_form(term, floor, 2, "sup")
    await term.press("ctrl+o", "enter", "end")
    await term.type(f" {TAPE}", "f2")
    assert term.message == f"El lote {TAPE} está cerrado y no puede ser declarado como consumido."
    await term.press("escape", "s")
    assert term.screen is screen
    await term.press("f3", "h", "enter")
    while "T05" not in str(term.screen.query_one("#entries", RowList).rows):
        await term.pilot.pause()
    while (term.screen.query_one("#entries", RowList).key or "") != f"record {record.ref.uid}":
        await term.press("down")
    await term.press("enter", *["tab"] * 4)
    await term.type(TAPE, "tab", "tab")
    await term.type("ERROR_CAPTURA", "tab")
    await term.type("faltó declararlo", "enter")
    await term.press("enter")
    await term.type(PIN, "enter")
    assert term.message == "Corregido con firma. Cambios: 1"
    assert [link.batch.code for link in links(floor, record)] == [OTHER, TAPE]
