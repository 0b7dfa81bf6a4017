"""Revisión de turnos by keyboard: comments, the signature, who may not."""

from prodsys_tui.domain.model import ShiftState
from prodsys_tui.services.quality.samples import AddSample, add_sample, justify
from prodsys_tui.services.shift.closing import close_shift
from prodsys_tui.services.shift.shifts import observe
from tests.screens.floor import PIN, Floor, person
from tests.screens.terminal import Terminal


async def test_a_supervisor_comments_and_approves_with_the_pin(term: Terminal, floor: Floor) -> None:
    shift = floor.closed_shift()
    floor.clock.pass_(hours=27, minutes=5)
    await term.log_in("sup")
    await term.press("r")
    assert term.rows("#shifts") == ["T1 | 16/03/2026 | ins | 1 d 3 h | espera revisión"]
    assert "Denier | 850 g/9000m" in term.rows("#review")[0]
    assert "Explicación: Rodillo sucio, ya se limpió (ins)" in term.text("#detail")

    await term.press("enter", "enter")
    await term.type("revisado en piso", "enter")
    assert "Su comentario: revisado en piso" in term.text("#detail")
    await term.press("f2", "enter")
    await term.type("1357", "enter")
    assert term.complains
    assert floor.state_of(shift) is ShiftState.REVIEW
    await term.press(*["backspace"] * 4)
    await term.type(PIN, "enter")

    assert term.message == "Turno aprobado y cerrado."
    assert floor.state_of(shift) is ShiftState.CLOSED
    with floor.plant.read() as reads:
        (review,) = reads.reviews(shift.ref)
        assert (review.comment, review.author, review.sample is None) == ("revisado en piso", "sup", False)


async def test_without_a_comment_nothing_is_signed(term: Terminal, floor: Floor) -> None:
    shift = floor.closed_shift()
    await term.log_in("sup")
    await term.press("r", "f2", "enter")
    await term.type(PIN, "enter")

    assert term.complains
    assert "Falta el comentario" in term.message
    assert floor.state_of(shift) is ShiftState.REVIEW


async def test_one_comment_for_all_returns_the_shift(term: Terminal, floor: Floor) -> None:
    shift = floor.closed_shift()
    await term.log_in("sup")
    await term.press("r", "t")
    await term.type("falta la segunda lectura", "enter")
    await term.press("f7", "enter")
    await term.type(PIN, "enter")

    assert term.message == "Turno devuelto."
    assert "devuelto, por cerrar" in term.rows("#shifts")[0]
    assert floor.state_of(shift) is ShiftState.REVIEW


async def test_leaving_with_comments_that_were_not_signed_asks(term: Terminal, floor: Floor) -> None:
    floor.closed_shift()
    await term.log_in("sup")
    await term.press("r", "t")
    await term.type("pendiente", "enter")
    await term.press("f3", "escape")
    assert term.screen.AREA == "approval"
    await term.press("f3", "s")

    assert term.screen.AREA == "board"


async def test_an_inspector_reads_but_may_not_sign(term: Terminal, floor: Floor) -> None:
    floor.closed_shift()
    await term.log_in("ins")
    await term.press("r")
    assert term.keys["F2"] is False
    await term.press("f2")

    assert "Inspector" in term.message


async def test_who_closed_a_shift_does_not_approve_it(term: Terminal, floor: Floor) -> None:
    shift = floor.closed_shift()
    with floor.store.begin("admin", "test", floor.clock.now()) as uow:
        uow.change(shift, closed_by="sup")
    await term.log_in("sup")
    await term.press("r", "t")
    await term.type("todo bien aqui", "enter")
    await term.press("f2", "enter")
    await term.type(PIN, "enter")

    assert term.complains
    assert floor.state_of(shift) is ShiftState.REVIEW


async def test_the_reviewer_sees_what_was_corrected(term: Terminal, floor: Floor) -> None:
    shift = floor.extruder_shift("850")
    operator = person(floor.plant, "ope")
    with floor.plant.read() as reads:
        (old,) = (each for each in reads.samples(shift=shift.ref) if each.parameter == "Gramaje")
    floor.plant.do(add_sample, operator, AddSample(1, "Gramaje", "118.5", corrects=old.ref.uid))
    floor.plant.do(close_shift, person(floor.plant, "ins"), shift.ref.uid)
    await term.log_in("sup")
    await term.press("r")

    assert any("EXTPP01 | Gramaje: 118.5" in row and "corrige | ope" in row for row in term.rows("#review"))


async def test_what_came_late_is_marked(term: Terminal, floor: Floor) -> None:
    shift = floor.extruder_shift("850")
    operator = person(floor.plant, "ope")
    floor.clock.pass_(hours=6)
    floor.open_shift()
    late = floor.plant.do(add_sample, operator, AddSample(1, "Ancho de cinta", "3.5", shift=shift.ref.uid))
    floor.plant.do(justify, operator, late.sample.ref.uid, "Se ajustó el peine del cabezal")
    floor.plant.do(observe, operator, 1, "Lectura que faltaba", None, shift.ref.uid)
    floor.plant.do(close_shift, person(floor.plant, "ins"), shift.ref.uid)
    await term.log_in("sup")
    await term.press("r", "enter")
    await term.press("down")

    assert "Resuelta tarde, el 16/03/2026 16:00." in term.text("#detail")
    assert any("Lectura que faltaba" in row and "n. tardía" in row for row in term.rows("#review"))
