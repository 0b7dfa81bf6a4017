"""Correcciones by keyboard: a record, a sample and a counter under a signature; suspects, and the chain."""

from decimal import Decimal

from prodsys_tui.domain.model import BatchState
from prodsys_tui.services.machines import reset_counter
from prodsys_tui.services.orders import add_order
from prodsys_tui.services.production import AddProduction, add_production
from tests.screens.floor import PIN, Floor, person
from tests.screens.terminal import Terminal


def counted(floor: Floor, reading: str, quantity: str | None = None) -> str:
    """A loom's counter, read by the operator; answers the record's uid."""
    who = person(floor.plant, "ope")
    command = AddProduction(3, "3000212", "LAM01", quantity, "0", "peletizado", reading)
    return floor.plant.do(add_production, who, command).record.ref.uid


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


async def test_a_sample_that_complies_no_more_tells_the_records_that_lost_their_basis(
    term: Terminal, floor: Floor
) -> None:
    floor.closed_shift("805")
    await to_corrections(term)
    await term.press("enter", "down", "l")
    assert "muestra que no cumple" in term.message
    await term.press("enter")
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
