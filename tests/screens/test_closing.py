"""Cierre de turno by keyboard: everything that is missing at once, and the close."""

from prodsys_tui.domain.model import ShiftState
from tests.screens.floor import Floor
from tests.screens.terminal import Terminal


async def test_everything_that_is_missing_is_told_at_once_and_f2_is_locked(
    term: Terminal, floor: Floor
) -> None:
    shift = floor.open_shift()
    floor.rest(2, 3, 4, 5, 6, 7, 8, 9)
    floor.sample(1, "Denier", "850")
    await term.log_in("sup")
    await term.press("c")

    rows = "\n".join(term.rows())
    assert "Cierre de turno" in term.status
    assert "no tiene persona asignada" in rows or "asign" in rows
    assert "Denier" in rows
    assert "Extrusor PP" in rows
    assert term.keys["F2"] is False
    await term.press("f2")
    assert term.complains
    assert floor.state_of(shift) is ShiftState.OPEN


async def test_enter_puts_right_what_can_be_put_right_here(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    floor.rest(2, 3, 4, 5, 6, 7, 8, 9)
    floor.sample(1, "Gramaje", "120")
    await term.log_in("sup")
    await term.press("c")
    before = len(term.rows())
    await term.press("enter", "f2")

    assert term.message == "Persona asignada."
    assert len(term.rows()) == before - 1


async def test_a_missing_sample_is_left_out_with_a_reason(term: Terminal, floor: Floor) -> None:
    shift = floor.open_shift()
    floor.rest(2, 3, 4, 5, 6, 7, 8, 9)
    floor.assign(1)
    floor.sample(1, "Gramaje", "120")
    await term.log_in("sup")
    await term.press("c")
    before = len(term.rows())
    await term.press("n")
    await term.type("laboratorio cerrado", "enter")

    assert len(term.rows()) == before - 1
    with floor.plant.read() as reads:
        assert [each.reason for each in reads.omissions(shift.ref)] == ["laboratorio cerrado"]


async def test_what_did_not_run_is_declared_idle_where_its_production_is_missing(
    term: Terminal, floor: Floor
) -> None:
    shift = floor.open_shift()
    floor.rest(2, 3, 4, 5, 6, 7, 8)
    await term.log_in("ins")
    await term.press("c", "end")
    assert term.rows()[-1].startswith("Sacos Vestidos")
    await term.press("i")
    await term.type("sin orden", "enter")

    assert term.message == "Declarado no operativo."
    assert not any(row.startswith("Sacos Vestidos") for row in term.rows())
    assert floor.state_of(shift) is ShiftState.OPEN


async def test_a_shift_without_deviations_is_closed_behind_the_word(term: Terminal, floor: Floor) -> None:
    shift = floor.extruder_shift()
    await term.log_in("sup")
    await term.press("c")
    assert "queda CERRADO" in term.text("#summary")
    await term.press("f2")
    await term.type("si", "enter")
    assert term.complains
    assert floor.state_of(shift) is ShiftState.OPEN
    await term.press("backspace", "backspace")
    await term.type("cerrar", "enter")

    assert term.screen.AREA == "board"
    assert term.message.startswith("Turno cerrado. Huella: ")
    assert floor.state_of(shift) is ShiftState.CLOSED


async def test_a_shift_with_a_deviation_goes_to_review(term: Terminal, floor: Floor) -> None:
    shift = floor.extruder_shift("850")
    await term.log_in("sup")
    await term.press("c")
    assert "1 desviación" in term.text("#summary")
    await term.press("f2")
    await term.type("CERRAR", "enter")

    assert floor.state_of(shift) is ShiftState.REVIEW


async def test_an_inspector_may_not_close_what_somebody_else_opened(term: Terminal, floor: Floor) -> None:
    shift = floor.extruder_shift()
    with floor.store.begin("admin", "test", floor.clock.now()) as uow:
        uow.change(shift, opened_by="sup")
    await term.log_in("ins")
    await term.press("c", "f2")
    await term.type("CERRAR", "enter")

    assert term.complains
    assert floor.state_of(shift) is ShiftState.OPEN
