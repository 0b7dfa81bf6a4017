"""Correcciones by keyboard: a record, a sample and a counter under a signature; suspects, and the chain."""

from decimal import Decimal
from threading import Event

import pytest
from textual import events

from prodsys_tui.domain.model import BatchState, Shift
from prodsys_tui.screens.corrections.view import Holds, read_holds
from prodsys_tui.screens.session import Place, Target
from prodsys_tui.services.line.machines import reset_counter
from prodsys_tui.services.line.orders import add_order
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.corrections import Signature, correct_record
from prodsys_tui.services.production.production import AddProduction, add_production
from prodsys_tui.services.production.record_corrections import CorrectRecord
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.services.shift import shift_pages
from prodsys_tui.services.shift.closing import return_shift
from prodsys_tui.widgets.entry_form import EntryForm
from tests.screens.floor import PIN, Floor, person
from tests.screens.terminal import Terminal


def still(floor: Floor, machine: str, *readings: str) -> None:
    """A loom that stands still: its counter, read by the operator."""
    who = person(floor.plant, "ope")
    for reading in readings:
        command = AddProduction(2, "2000145", machine, "0", counter=reading)
        floor.plant.do(add_production, who, command)


async def to_corrections(term: Terminal, who: str = "sup") -> None:
    await term.log_in(who)
    await term.press("h")
    assert term.screen.AREA == "corrections"


async def test_a_record_of_a_closed_shift_is_corrected_under_a_signature(
    term: Terminal, floor: Floor
) -> None:
    shift = floor.closed_shift("805")
    await to_corrections(term)
    await term.press("enter")
    assert "kg" in term.rows("#entries")[0]
    await term.press("enter")
    assert term.text(".intro").split()[:2] == ["10:00", "EXTPP01"]
    await term.type("700", "enter", *["enter"] * 3)
    await term.type("ERROR_CAPTURA", "enter")
    await term.press("enter")
    assert term.complains

    await term.type("se leyó mal", "enter")
    assert "700" in term.text(".intro")
    await term.press("enter")
    await term.type("1357", "enter")
    assert term.complains
    await term.press(*["backspace"] * 4)
    await term.type(PIN, "enter")

    assert term.message == "Corregido con firma. Cambios: 1"
    assert "700 kg" in term.rows("#entries")[0]
    assert "corregido" in term.rows("#entries")[0]
    assert "1 con firma" in term.rows("#shifts")[0]
    assert "se leyó mal" in term.text("#detail")
    with floor.plant.read() as reads:
        assert reads.records(shift=shift.ref)[0].quantity == Decimal(700)


async def test_keys_typed_ahead_wait_for_what_the_shift_holds(
    term: Terminal, floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    floor.closed_shift("805")
    await term.log_in("sup")
    asked, typed = Event(), Event()

    def late(plant: Plant, shift: Shift) -> Holds:
        asked.set()
        assert typed.wait(60)
        return read_holds(plant, shift)

    monkeypatch.setattr("prodsys_tui.screens.corrections.screen.read_holds", late)
    for key, character in (("h", "h"), ("enter", "\r"), ("enter", "\r")):
        term.app.post_message(events.Key(key, character))
    while not asked.is_set():
        await term.pilot.pause()
    await term.pilot.pause()
    typed.set()
    await term.settle()
    assert term.text(".intro").split()[:2] == ["10:00", "EXTPP01"]


async def test_a_sample_that_complies_no_more_tells_the_records_that_lost_their_basis(
    term: Terminal, floor: Floor
) -> None:
    floor.closed_shift("805")
    await to_corrections(term)
    await term.press("enter", "down", "l")
    assert "muestra que no cumple" in term.message
    await term.press("enter")
    assert "EXTPP01" in term.text(".intro")
    await term.type("850", "enter")
    await term.type("error_captura", "enter")
    await term.type("era de otro rollo", "enter")
    await term.press("enter")
    await term.type(PIN, "enter")
    assert "perdieron su base: 1" in term.message
    assert "sin base" in term.rows("#entries")[0]
    await term.press("home")
    assert "Perdió su base: Denier" in term.text("#detail")


async def test_what_nobody_may_correct_is_locked(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await to_corrections(term)
    assert term.text("#detail").startswith("Este turno no tiene")
    await term.press("a")
    assert "Ya se ven todos" in term.message
    await term.press("k")
    assert "registro con contador" in term.message
    await term.press("enter", "enter", "f5", "f3")
    assert term.screen.AREA == "board"


async def test_a_disputed_reading_is_decided_and_its_chain_is_read(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    specs = {"Ancho": "12 1/8", "Construcción urdido": "10", "Construcción trama": "10"}
    floor.plant.do(add_order, person(floor.plant, "sup"), "2000145", "Tela", "9000", None, specs)
    still(floor, "T05", "500")
    who = person(floor.plant, "ope")
    floor.plant.do(add_production, who, AddProduction(2, "2000145", "T05", counter="400"))
    await to_corrections(term)
    await term.press("enter", "end")
    assert "en disputa" in term.rows("#entries")[-1]
    await term.press("enter", "tab", "tab")
    await term.type("500", "enter")
    await term.press("tab", "tab", "tab")
    await term.type("ERROR_CAPTURA", "enter")
    await term.type("un dígito de menos", "enter")
    assert "contador: 400 → 500" in term.text(".intro")
    await term.press("enter")
    await term.type(PIN, "enter")
    assert term.message == "Corregido con firma. Cambios: 1"
    floor.clock.pass_(minutes=5)
    floor.plant.do(reset_counter, person(floor.plant, "sup"), "T05", "0", "Contador nuevo")
    await term.press("k")
    assert term.screen.AREA == "chain"
    assert [row.split(" | ")[2:5] for row in term.rows()] == [
        ["0", "500", ""],
        ["500", "500", "0"],
        ["500", "", ""],
    ]
    assert "Motivo: Contador nuevo" in term.text("#detail")
    await term.press("down")
    assert "corregida" in term.rows()[1]
    assert "Cuenta como 0" in term.text("#detail")
    await term.press("a")
    assert "No hay lecturas anteriores" in term.message


async def test_what_a_failing_sample_makes_suspect_is_held_with_one_signed_reason(
    term: Terminal, floor: Floor
) -> None:
    floor.open_shift()
    for parameter, value in (("Denier", "805"), ("Gramaje", "120"), ("Espesor", "1.5")):
        floor.sample(1, parameter, value)
    floor.clock.pass_(minutes=30)
    who = person(floor.plant, "sup")
    floor.plant.do(add_order, who, "1000999", "Otra cinta", "1000")
    floor.produce(1, "1000001", "EXTPP01", "100")
    floor.produce(1, "1000999", "EXTPP01", "50")
    floor.clock.pass_(minutes=30)
    await term.log_in("ope")
    await term.press("m", "ctrl+l")
    assert "Ninguna muestra" in term.message
    await term.press(*["up"] * 9, *["down"] * 3)
    for _ in range(12):
        if term.screen.query_one(EntryForm).current == "Denier":
            break
        await term.press("down")
    await term.type("850", "enter")
    assert "Lotes sospechosos: 1000001-001, 1000999-001" in term.message
    await term.press("ctrl+l")
    assert term.screen.AREA == "suspects"
    assert [row.split(" | ")[1:4] for row in term.rows()] == [
        ["1000999-001", "activo", "50"],
        ["1000001-001", "activo", "100"],
    ]
    await term.press("f2", "enter")
    await term.type("ope", "enter")
    await term.type(PIN, "enter")
    assert term.complains
    await term.press("shift+tab", *["backspace"] * 4)
    await term.type("sup", "enter", *["backspace"] * 8)
    await term.type(PIN, "enter")
    assert term.message == "Lotes pausados: 2"
    assert all("pausado" in row for row in term.rows())
    await term.press("f2")
    assert "No hay lotes activos" in term.message
    with floor.plant.read() as reads:
        batch = reads.batch("1000001-001")
    assert batch is not None
    assert (batch.state, batch.state_comment) == (BatchState.HELD, "Denier 850: No cumple")


async def test_a_deviation_leads_to_what_it_makes_suspect(term: Terminal, floor: Floor) -> None:
    floor.closed_shift()
    await term.log_in("sup")
    await term.press("r")
    await term.press("l")
    assert term.screen.AREA == "suspects"
    assert "Nunca había cumplido antes." in term.text("#detail")
    await term.press("f3", "f3")
    assert term.screen.AREA == "board"


async def test_an_open_deviation_leads_there_too(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    floor.sample(1, "Denier", "850")
    await term.log_in("sup")
    await term.press("d", "l")
    assert term.screen.AREA == "suspects"
    assert "No se hizo nada en ese tiempo." in term.text("#detail")


async def test_totals_and_lists_mark_what_was_corrected(term: Terminal, floor: Floor) -> None:
    floor.extruder_shift()
    await to_corrections(term)
    await term.press("enter", "enter")
    await term.type("70", "enter", *["enter"] * 3)
    await term.type("ajuste_operativo", "enter")
    await term.type("se pesó otra vez", "enter")
    await term.press("enter")
    await term.type(PIN, "enter")
    await term.press("f3")
    assert "70*" in next(row for row in term.rows() if "Extrusor PP" in row)
    assert "Registros corregidos con firma: 1" in term.text("#detail")
    await term.press("p")
    assert "corregido" in term.rows()[0]


async def test_the_review_shows_what_was_signed_and_which_records_lost_their_basis(
    term: Terminal, floor: Floor
) -> None:
    floor.closed_shift()
    supervisor = person(floor.plant, "sup")
    with floor.plant.read() as reads:
        complying = next(each for each in reads.samples() if each.parameter == "Espesor")
        record = reads.records()[0]
    under = Signature("ERROR_CAPTURA", "Báscula", supervisor)
    floor.plant.do(correct_record, supervisor, CorrectRecord(record.ref.uid, quantity="90"), under)
    command = AddSample(
        1,
        "Espesor",
        "1.5",
        result="Rechazo",
        comment="Se midió otra cinta, no esta",
        corrects=complying.ref.uid,
    )
    floor.plant.do(return_shift, supervisor, record.shift.uid, {"": "corrija el espesor"})
    floor.plant.do(add_sample, person(floor.plant, "ins"), command)
    await term.log_in("sup")
    await term.press("r")
    rows = term.rows("#review")
    assert any("cantidad: 100 > 90" in row and "firmada" in row for row in rows)
    assert any("1 registros perdieron su base" in row for row in rows)


async def test_older_shifts_are_read_at_the_end_of_the_list(
    term: Terminal, floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shift_pages, "PAGE", 1)
    first = floor.closed_shift("805")
    floor.clock.pass_(hours=12)
    floor.open_shift()
    await to_corrections(term)
    assert "1/1+" in term.status
    await term.press("end")
    assert "1/2" in term.status
    await term.press("end")
    assert "2/2" in term.status
    assert term.cursor("#shifts") == first.ref.uid
    assert "kg" in term.rows("#entries")[0]
    await term.press("a")
    assert term.complains


async def test_a_shift_that_is_not_among_the_newest_is_gone_to(
    term: Terminal, floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shift_pages, "PAGE", 1)
    first = floor.closed_shift("805")
    floor.clock.pass_(hours=12)
    floor.open_shift()
    await term.log_in("sup")
    await term.press("l", "end", "end", "c")
    assert term.cursor("#shifts") == first.ref.uid
    assert "1/1" in term.status


async def test_the_end_of_a_chain_brings_older_readings(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    readings = [str(1000 + 10 * at) for at in range(55)]
    for at, reading in enumerate(readings):
        floor.plant.do(reset_counter, person(floor.plant, "sup"), "T05", reading, f"prueba {at}")
        floor.clock.pass_(seconds=1)
    await term.log_in("sup")
    term.screen.go(Target(Place.CHAIN, machine="T05"))
    await term.settle()
    assert "1/50+" in term.status
    await term.press("end")
    assert "50/55" in term.status
    floor.sample(1, "Denier", "805")
    term.app.look_around()
    await term.settle()
    assert "50/55" in term.status
    await term.press("end")
    assert "1000" in term.rows()[-1]
    await term.press("a")
    assert term.complains
