"""Entrega de turno by keyboard, and the board between two crews."""

import pytest

from prodsys_tui.domain.model import BatchState, ShiftState
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.shift.incidents import add_incident
from tests.screens.floor import PIN, Floor, person
from tests.screens.terminal import Terminal


def turned_over(floor: Floor) -> None:
    """T1 made something; at 15:05 T2 was opened by the inspector's colleague."""
    floor.extruder_shift("850")
    floor.clock.pass_(hours=5, minutes=5)
    floor.open_shift()


async def test_the_incoming_crew_reads_and_signs_it(term: Terminal, floor: Floor) -> None:
    turned_over(floor)
    operator = person(floor.plant, "ope")
    floor.plant.do(set_batch_state, operator, "1000001-001", BatchState.HELD.value, "Con grumos")
    await term.log_in("ope")
    await term.press("e")
    assert "Entrega de turno  T1 16/03/2026 EN CIERRE" in term.status
    rows = term.rows()
    assert "Producción | 2 |" in rows[0]
    assert "Extrusor PP | 100 kg / 1000 | 10%  merma 0 kg" in rows[1]
    assert "1000001 | 100 kg | van 100 de 5000" in rows[2]
    assert any("1000001-001 | Con grumos | pausado" in row for row in rows)
    assert any("EXTPP01 | Denier 850 | Rodillo sucio, ya se limpió" in row for row in rows)
    with floor.plant.read() as reads:
        head = reads.head()[1]
    assert rows[-1].endswith(head)
    assert "Por recibir" in term.text("#summary")
    assert head[:16] in term.text("#summary")

    await term.press("f2")
    await term.type("falta limpiar", "enter")
    await term.type("1357", "enter")
    assert term.complains
    await term.press(*["backspace"] * 4)
    await term.type(PIN, "enter")
    assert term.message == "Turno recibido. Se abrió 1 incidente."
    assert "Lo recibió ope el 16/03/2026 15:05" in term.text("#summary")
    assert "Con observación: falta limpiar" in term.text("#summary")
    await term.press("f2")
    assert "ya lo recibió ope" in term.message
    with floor.plant.read() as reads:
        (incident,) = reads.incidents()
    assert incident.title == "Lote en retención: 1000001-001"


async def test_who_opened_it_does_not_receive_it(term: Terminal, floor: Floor) -> None:
    turned_over(floor)
    await term.log_in("ins")
    await term.press("e")
    assert term.keys["F2"] is False
    await term.press("f2")
    assert "no puede recibirlo" in term.message


async def test_a_reader_reads_and_a_turn_that_runs_is_not_received(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("lec")
    await term.press("e", "f2")
    assert "Consulta" in term.message
    await term.press("f3", "ctrl+q", "down", "enter")
    await term.log_in("ope")
    await term.press("e", "f2")
    assert "sigue hasta" in term.message


async def test_the_incoming_supervisor_approves_from_the_handover(term: Terminal, floor: Floor) -> None:
    shift = floor.closed_shift()
    floor.clock.pass_(hours=5, minutes=5)
    floor.open_shift()
    await term.log_in("sup")
    await term.press("e", "c")
    assert "ya se cerró" in term.message
    await term.press("r")
    assert term.screen.AREA == "approval"
    assert term.cursor("#shifts") == shift.ref.uid
    await term.press("t")
    await term.type("revisado en la entrega", "enter")
    await term.press("f2", "enter")
    await term.type(PIN, "enter")
    assert floor.state_of(shift) is ShiftState.CLOSED
    await term.press("f3")
    await term.press("r")
    assert "no está en revisión" in term.message


async def test_one_turns_to_other_shifts_and_to_the_close(term: Terminal, floor: Floor) -> None:
    turned_over(floor)
    floor.clock.pass_(hours=8)
    floor.open_shift()
    await term.log_in("sup")
    await term.press("e")
    assert "T2 16/03/2026" in term.status
    await term.press("f6")
    assert "T1 16/03/2026" in term.status
    await term.press("c")
    assert term.screen.AREA == "closing"
    assert "T1 16/03/2026" in term.status


async def test_between_two_turns_one_says_once_which_shift_is_meant(term: Terminal, floor: Floor) -> None:
    turned_over(floor)
    await term.log_in("ope")
    assert "T2 16/03/2026 ABIERTA" in term.status
    await term.press("m")
    assert term.rows() == [
        "T2 16/03/2026 | el turno abierto",
        "T1 16/03/2026 | lo que le falta; queda como tardío",
    ]
    await term.press("down", "enter")
    assert term.screen.AREA == "sample"
    assert "T1 16/03/2026" in term.status
    await term.press("f3")
    assert "T1 16/03/2026 EN CIERRE" in term.status
    await term.press("p")
    assert term.screen.AREA == "production"
    await term.press("f3")
    floor.clock.pass_(hours=1)
    await term.press("f6", "f5", "o")
    assert "Observación" in term.text(".title")


async def test_after_the_end_of_an_open_shift_one_is_asked_too(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    floor.clock.pass_(hours=5, minutes=5)
    await term.log_in("ins")
    assert "El turno T1 16/03/2026 terminó a las 15:00 y sigue abierto" in term.text("#detail")
    await term.press("x")
    assert term.rows() == ["Abrir el turno de ahora |", "T1 16/03/2026 | terminó; lo que le falta"]
    await term.press("enter")
    assert "Abrir turno" in term.text(".title")
    await term.press("escape", "x", "down", "enter")
    assert "Paro" in term.text(".title")


async def test_incidents_are_reported_and_closed_on_the_board(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    floor.plant.do(add_incident, person(floor.plant, "ope"), "Fuga de aceite", "crítica")
    await term.log_in("ins")
    assert "Incidente crítico abierto: Fuga de aceite" in term.message
    assert "Incidente crítico abierto: Fuga de aceite" in term.text("#detail")
    await term.press("k", "enter")
    await term.type("Corte de luz", "enter", "enter", "enter", "enter")
    assert term.message == "Incidente reportado."
    await term.press("k", "down", "down", "enter")
    assert "Crítica: Fuga de aceite" in term.text(".intro")
    await term.type("Se cambió el sello", "enter")
    assert term.message == "Incidente cerrado."
    assert "Fuga" not in term.text("#detail")


async def test_an_incident_names_its_batch(term: Terminal, floor: Floor) -> None:
    floor.extruder_shift()
    await term.log_in("ope")
    await term.press("k", "enter")
    await term.type("Rollo mojado", "enter", "enter", "enter")
    await term.type("1000001-999", "f2")
    assert term.message == "Lote no encontrado."
    await term.press(*["backspace"] * 3)
    await term.type("001", "f2")
    assert term.message == "Incidente reportado."
    await term.press("k")
    assert "Rollo mojado | Mayor 1000001-001" in term.rows()


async def test_open_incidents_go_on_page_by_page(
    term: Terminal, floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prodsys_tui.screens.board.turnover.PAGE", 2)
    for number in range(5):
        floor.plant.do(add_incident, person(floor.plant, "ope"), f"Fuga {number}", "menor")
    await term.log_in("ins")
    await term.press("k")
    assert [row.split(" | ")[0] for row in term.rows()[1:]] == ["Fuga 4", "Fuga 3", "Ver los anteriores |"]
    await term.press(*"anteriores", "enter", *"anteriores", "enter")
    assert [row.split(" | ")[0] for row in term.rows()[1:]] == [f"Fuga {n}" for n in (4, 3, 2, 1, 0)]
    await term.press(*["down"] * 5, "enter")
    assert "Menor: Fuga 0" in term.text(".intro")


async def test_a_plant_of_two_turns_works_by_its_own(term: Terminal, floor: Floor) -> None:
    with floor.store.begin("admin", "site-found") as uow:
        uow.change(uow.site(), calendar="2x12")
    await term.log_in("ins")
    await term.press("t", "f2", "escape")
    assert "Día 16/03/2026 ABIERTA" in term.status
    floor.clock.pass_(hours=9, minutes=5)
    await term.press("t", "f2", "escape")
    assert "Noche 16/03/2026 ABIERTA" in term.status
    await term.press("e")
    assert "Día 16/03/2026 EN CIERRE" in term.status


async def test_who_types_while_the_next_shift_is_opened_is_told(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("m")
    assert "T1 16/03/2026" in term.status
    floor.clock.pass_(hours=5, minutes=5)
    floor.open_shift()
    term.app.look_around()
    await term.settle()
    assert "T1 16/03/2026 EN CIERRE" in term.status
    assert "lo que guarde aquí queda en T1 16/03/2026" in term.message
