"""Turnos anteriores by keyboard: pages by key, a date, and what a shift of long ago held."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from textual.widgets import Static

from prodsys_tui.domain.model import Shift, ShiftState
from prodsys_tui.services.line.stops import add_stop
from prodsys_tui.services.shift import shift_pages
from prodsys_tui.services.shift.shifts import observe
from tests.screens.floor import TEN, Floor, person
from tests.screens.terminal import Terminal

FIRST = date(2025, 1, 6)


def past(floor: Floor, count: int) -> Sequence[Shift]:
    """Shifts of as many days in a row, closed long ago, the oldest first."""
    with floor.plant.read() as reads:
        site = reads.site().ref
    with floor.store.begin("ins", "shift-open", TEN) as uow:
        return [
            uow.add(
                Shift(
                    site=site,
                    turn="T1",
                    operating_date=FIRST + timedelta(days=at),
                    state=ShiftState.CLOSED,
                    out_of_hours=False,
                    starts=TEN - timedelta(days=500 - at),
                    ends=TEN - timedelta(days=500 - at, hours=-8),
                    opened_by="ins",
                    opened_at=TEN - timedelta(days=500 - at),
                )
            )
            for at in range(count)
        ]


def place(term: Terminal) -> str:
    return term.text("#place")


async def to_history(term: Terminal, who: str = "ope") -> None:
    await term.log_in(who)
    await term.press("l")
    assert term.screen.AREA == "history"


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shift_pages, "PAGE", 4)


async def test_the_end_of_what_was_read_brings_the_next_page(term: Terminal, floor: Floor) -> None:
    past(floor, 10)
    await to_history(term)
    assert "Fila 1 de 4, hay más" in place(term)
    await term.press("end")
    assert "Fila 4 de 8, hay más" in place(term)
    await term.press("end", "end")
    assert "Fila 10 de 10, fin" in place(term)
    assert "06/01/2025" in term.rows("RowList")[9]
    await term.press("home")
    assert "Fila 1 de 10" in place(term)


async def test_a_shift_that_is_opened_meanwhile_joins_what_was_read(term: Terminal, floor: Floor) -> None:
    past(floor, 6)
    await to_history(term)
    await term.press("end")
    floor.open_shift()
    term.app.look_around()
    await term.settle()
    assert "de 7, fin" in place(term)
    assert "ABIERTA" in term.rows("RowList")[0]
    await term.press("f5")
    assert "de 4, hay más" in place(term)


async def test_a_date_is_gone_to(term: Terminal, floor: Floor) -> None:
    past(floor, 10)
    await to_history(term)
    await term.press("slash")
    await term.type("08/01/2025", "enter")
    assert "08/01/2025" in term.rows("RowList")[0]
    assert "Fila 1 de 3, fin" in place(term)
    await term.press("g")
    await term.type("2024-12-31", "enter")
    assert term.complains
    assert "Fila 1 de 3" in place(term)
    await term.press("slash")
    await term.type("32/13/2025", "enter")
    assert term.complains


async def test_the_board_of_a_shift_of_long_ago_is_shown(term: Terminal, floor: Floor) -> None:
    past(floor, 3)
    floor.open_shift()
    await to_history(term)
    await term.press("end", "enter")
    assert term.screen.AREA == "board"
    assert "06/01/2025 CERRADA" in term.status
    await term.press("f6")
    assert "06/01/2025" not in term.status


async def test_what_a_shift_held_is_read(term: Terminal, floor: Floor) -> None:
    shift = floor.open_shift()
    who = person(floor.plant, "ope")
    floor.plant.do(observe, who, 2, "Se cambió la lanceta", "T05")
    floor.plant.do(add_stop, who, 2, "Limpieza", "T05", 25)
    await to_history(term)
    await term.press("n")
    words = " ".join(str(told.visual) for told in term.screen.query(Static))
    assert "Se cambió la lanceta" in words
    assert "Limpieza (25 min)" in words
    await term.press("escape", "c")
    assert term.screen.AREA == "corrections"
    await term.press("f3", "e")
    assert term.screen.AREA == "handover"
    assert shift.turn in term.status


async def test_nothing_to_look_back_at(term: Terminal) -> None:
    await to_history(term)
    assert "No hay turnos" in place(term)
    await term.press("enter")
    assert term.complains
