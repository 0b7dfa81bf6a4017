"""Lean mode over a real line: what every screen costs in bytes. Spec ``ux.md``, "Terminals"."""

from dataclasses import dataclass

import pytest

from prodsys_tui.screens.session import Place
from tests.pty.conftest import Open, log_in
from tests.pty.console import DOWN, ENTER, TAB, Console

PAINT, FOCUS, MOVE = 30_000, 5_000, 300
"""The budgets in bytes at 80×24: a screen, Tab, a move in a list."""
SSH = {"SSH_CONNECTION": "10.0.0.2 50000 10.0.0.1 22", "SSH_TTY": "/dev/pts/7"}
ESC, UP, LEFT = "\x1b", "\x1b[A", "\x1b[D"
CHART = "\x1bOScarta\r"
"""From the board to the control chart: F4 and its name."""
TREE = "\x1bOStraza\r"
"""Likewise to the tree of a genealogy."""


@dataclass(frozen=True)
class Way:
    """How to come to a screen from the board, what it shows, and whether it has a list to move in."""

    keys: str
    shows: str
    moves: bool = False
    person: str = "svera"


WAYS = {
    Place.BOARD: Way(f"{DOWN}{ENTER}", "T13", moves=True),
    Place.SAMPLE: Way(f"{DOWN * 2}m", "Hora de medición"),
    Place.PRODUCTION: Way("p", "Lotes consumidos"),
    Place.DISPOSITION: Way(f"{DOWN * 3}d", "Disposición"),
    Place.CLOSING: Way("c", "Faltan", moves=True),
    Place.CONTROL: Way(CHART, "LSC"),
    Place.TRACE: Way(f"{TREE}3000212-001\r", "Imprenta", moves=True),
}
FORMS = {
    "choice": Way("x\x1bOS", "Paro", moves=True),
    "stop": Way("x", "Minutos"),
    "help": Way("\x1bOP", "Tablero de turno"),
    "menu": Way("\x1b[21~", "escriba para buscar", moves=True),
    "quit": Way("\x1bOR", "Salir del programa", moves=True),
}


@pytest.mark.parametrize("way", [*WAYS.values(), *FORMS.values()], ids=[*WAYS, *FORMS])
def test_every_screen_stays_within_the_line(opened: Open, way: Way) -> None:
    console = opened(**SSH)
    log_in(console, way.person)
    console.drain()
    console.type(way.keys)
    assert console.shows(way.shows) + console.drain() <= PAINT
    assert console.cost(TAB, TAB, TAB, TAB, TAB) <= FOCUS
    if way.moves:
        assert 0 < console.cost(DOWN, DOWN, UP, DOWN, UP) <= MOVE


def test_the_login_and_the_board_stay_within_the_line(opened: Open) -> None:
    console = opened(**SSH)
    console.drain()
    assert len(console.heard) <= PAINT
    assert console.cost(TAB, TAB, TAB, TAB) <= FOCUS
    begin = len(console.heard)
    log_in(console)
    console.drain()
    assert len(console.heard) - begin <= PAINT
    assert 0 < console.cost(*[DOWN] * 9) <= MOVE


def test_a_slow_line_gets_no_mouse_and_no_blinking(opened: Open) -> None:
    console = opened(**SSH)
    log_in(console)
    console.drain()
    assert b"\x1b[?1000h" not in console.heard
    assert any(console.silent(2.5) for _ in range(3))


def test_the_setting_says_otherwise(opened: Open) -> None:
    """A screen that is painted line by line costs many times as much."""
    costs = []
    for lean in ("on", "off"):
        console = opened(PRODSYS_LEAN=lean)
        log_in(console)
        costs.append(console.cost(*[DOWN] * 5))
    lean_cost, whole_cost = costs
    assert lean_cost * 2 < whole_cost


def test_what_is_shown_is_the_same_either_way(opened: Open) -> None:
    shown = []
    for lean in ("on", "off"):
        console = opened(PRODSYS_LEAN=lean, TERM="linux")
        log_in(console)
        keys = (f"{DOWN * 2}m", "85", ESC, ESC, f"{UP * 2}{ENTER}", f"{UP}c", DOWN * 3)
        screens = []
        for typed in keys:
            console.type(typed)
            console.drain()
            screens.append(words(console))
        shown.append(screens)
    assert shown[0] == shown[1]


def test_a_line_that_was_written_into_is_painted_again(opened: Open) -> None:
    """A message of the system garbles a terminal; F5 puts it right."""
    console = opened(**SSH)
    log_in(console)
    console.drain()
    right = words(console)
    console.screen.cursor_position(5, 1)
    console.screen.draw("Broadcast message from root: the system is going down")
    console.type("\x1b[15~")
    console.drain()
    assert words(console) == right


def words(console: Console) -> list[str]:
    """What is on the screen but for the lines that lean mode leaves out of the board's details."""
    return console.screen.display[:12]


def test_going_from_point_to_point_of_a_chart_is_a_move(opened: Open) -> None:
    console = opened(**SSH)
    log_in(console, "svera")
    console.drain()
    console.type(CHART)
    console.shows("LSC")
    console.drain()
    assert 0 < console.cost(*[LEFT] * 5) <= MOVE
