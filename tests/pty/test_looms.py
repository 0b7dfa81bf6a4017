"""All looms at a real terminal: thirteen Enters, what a move costs, and what a killed connection leaves."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pty.conftest import Open, log_in
from tests.pty.console import DOWN, ENTER, F2, F3, TAB, Console
from tests.pty.test_looks import check
from tests.store.raw import ask

XTERM = "xterm-256color"
F6, F8, F9 = "\x1b[17~", "\x1b[19~", "\x1b[20~"
F6_LINUX, F3_LINUX = "\x1b[17~", F3["linux"]
UP = "\x1b[A"
MOVE = 300
"""Bytes that a move in a sheet may cost (spec ``ux.md``, "Terminals")."""


def open_counters(console: Console, view: str = F6) -> None:
    """From the board to the counters of the looms."""
    log_in(console)
    console.type(f"{DOWN}p")
    console.shows("Producción Telares")
    console.type(view)
    console.shows("Contadores Telares", "T13")


def open_round(console: Console) -> None:
    """From the board to the round of the looms' width."""
    log_in(console)
    console.type(f"{DOWN}m")
    console.shows("Muestra Telares")
    console.type(F8)
    console.shows("Ronda Telares", "Ancho (pulgadas)")


def running(store: Path) -> list[str]:
    """The looms that run an order and are not idle."""
    question = (
        "SELECT m.codigo FROM maquinas m WHERE m.codigo LIKE 'T%' AND m.orden_en_curso_id IS NOT NULL "
        "AND m.id NOT IN (SELECT maquina_id FROM bitacora_proceso p JOIN bitacora_turno t ON t.id = "
        "p.bitacora_id AND t.estado = 'ABIERTA' WHERE p.maquina_id IS NOT NULL) ORDER BY 1"
    )
    return [code for (code,) in ask(store, question)]


def test_values_and_enters_of_a_whole_round_typed_at_once(opened: Open, store: Path) -> None:
    console = opened()
    open_round(console)
    due = running(store)
    before = len(widths(store))
    assert len(due) == 6
    console.type("".join(f"12 {number}/8{ENTER}" for number in range(1, 7)))
    console.shows("ronda completa")
    assert widths(store)[before:] == [(code, 12 + number / 8) for number, code in enumerate(due, 1)]


def test_thirteen_readings_and_enters_typed_at_once_are_one_save(opened: Open, store: Path) -> None:
    console = opened()
    open_counters(console)
    console.type(f"T01{ENTER}" + "".join(f"{40000 + number}{ENTER}" for number in range(13)))
    console.until(lambda text: all(str(40000 + number) in text for number in range(13)))
    console.type(f"{F9}" * 13 + f"T03{ENTER}32640{ENTER}")
    console.shows("32640     110")
    console.type(F2[XTERM])
    console.shows("T03: ", "lote")
    console.type(f"{F8}")
    assert readings(store, 32640) == []


@pytest.mark.parametrize("open_sheet", [open_counters, open_round])
def test_a_move_in_a_sheet_costs_little_on_a_slow_line(
    opened: Open, open_sheet: Callable[[Console], None]
) -> None:
    console = opened(PRODSYS_LEAN="on")
    open_sheet(console)
    keys = (*(DOWN,) * 6, *(UP,) * 3, *(TAB,) * 4)
    console.drain()
    for key in keys:
        assert 0 < console.cost(key) <= MOVE, console.text


@pytest.mark.parametrize("theme", ["planta", "planta-clara"])
def test_every_letter_of_a_sheet_is_readable_in_sixteen_colours(opened: Open, theme: str) -> None:
    console = opened(TERM="linux", PRODSYS_THEME=theme)
    open_counters(console, F6_LINUX)
    console.type(f"T05{ENTER}32400{ENTER}T02{ENTER}5{ENTER}v{DOWN}")
    console.shows("revise", "disputa")
    check(console)
    console.type(f"{F3_LINUX}s")
    console.shows("Producido: ")
    console.type("m")
    console.shows("Muestra Telares")
    console.type(F8)
    console.shows("Ronda Telares")
    console.type(f"5{ENTER}0{ENTER}")
    console.shows("No cumple", "revise")
    check(console)


def test_what_is_typed_on_a_sheet_survives_a_kill(opened: Open, store: Path) -> None:
    console = opened()
    open_counters(console)
    console.type(f"T05{ENTER}32450{ENTER}")
    console.shows("32450")
    console.reading_until(
        lambda: bool(ask(store, "SELECT 1 FROM local_borrador WHERE formulario LIKE 'counters%'"))
    )
    console.kill()
    again = opened()
    open_counters(again)
    again.shows("T05 Lectura", "32450")
    again.type(ENTER)
    again.until(lambda text: "Continuar" not in text and "32450" in text)


def widths(store: Path) -> list[tuple[str, float]]:
    """The widths of the looms that were saved, by loom."""
    question = (
        "SELECT m.codigo, s.valor FROM muestras s JOIN maquinas m ON m.id = s.maquina_id "
        "WHERE s.parametro = 'Ancho' AND s.proceso_id = 2 ORDER BY s.id"
    )
    return ask(store, question)


def readings(store: Path, counter: int) -> list[tuple[object, ...]]:
    """The records with a reading."""
    return ask(store, "SELECT id FROM registros_trabajo WHERE contador = ?", counter * 1_000_000)
