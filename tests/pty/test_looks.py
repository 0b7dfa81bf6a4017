"""What the screens look like at real terminals: colours, glyphs, sizes, keys that mean nothing."""

import pytest

from tests.console_font import GLYPHS
from tests.pty.conftest import Open, log_in, open_sample
from tests.pty.console import DOWN, ENTER, Console
from tests.widgets.test_theme import LEAST, PALETTES, contrast

F1 = "\x1b[[A"
ESC = "\x1b"


@pytest.mark.parametrize("theme", ["planta", "planta-clara"])
def test_every_letter_is_readable_and_in_the_console_font(opened: Open, theme: str) -> None:
    console = opened(TERM="linux", PRODSYS_THEME=theme)
    check(console)
    log_in(console, "svera")
    check(console)
    for keys, shown in ((F1, "Cada renglón"), (ESC, "Falta calidad"), ("c", "Faltan"), ("n", "Cierre")):
        console.type(keys)
        console.shows(shown)
        check(console)


def test_without_colours_nothing_is_lost(opened: Open) -> None:
    console = opened(TERM="linux", NO_COLOR="1")
    log_in(console)
    console.shows("! REVISIÓN")
    console.drain()

    cells = [cell for line in console.screen.buffer.values() for cell in line.values()]
    assert {(cell.fg, cell.bg) for cell in cells} == {("default", "default")}
    row = next(y for y, line in enumerate(console.screen.display) if "Extrusor PP" in line)
    assert console.screen.buffer[row][5].reverse


def test_a_burst_of_keys_reaches_every_screen_in_order(opened: Open) -> None:
    console = opened()
    console.type(f"rperez{ENTER}2580{ENTER}{DOWN}{DOWN}{DOWN}o")

    console.shows("Observación: Imprenta")


def test_a_move_on_the_board_costs_little(opened: Open) -> None:
    console = opened(TERM="linux")
    log_in(console)

    assert 0 < console.cost(DOWN, DOWN, DOWN, DOWN, DOWN) <= 3_000


def test_a_small_window_asks_for_more_and_comes_back(opened: Open) -> None:
    console = opened(TERM="linux")
    log_in(console)
    console.resize(15, 50)
    console.shows("Amplíe la ventana")
    console.resize(5, 20)
    console.drain()
    console.resize(24, 80)

    console.until(lambda screen: "Amplíe" not in screen and "Falta calidad" in screen)


def test_a_window_of_any_size_keeps_what_is_typed(opened: Open) -> None:
    console = opened(TERM="linux")
    log_in(console)
    open_sample(console, 3)
    console.type("85")
    console.shows("[85")
    for rows, columns in ((15, 50), (5, 20), (1, 1), (43, 132)):
        console.resize(rows, columns)
        console.drain()
    console.resize(24, 80)

    console.until(lambda screen: "[85" in screen and "Amplíe" not in screen)
    console.type("7")
    console.shows("[857")


def test_no_key_of_the_matrix_types_stray_letters(opened: Open) -> None:
    console = opened(TERM="linux")
    console.type("".join(f"{ESC}[{number}~" for number in range(25, 35)))
    console.drain()

    log_in(console)


def check(console: Console) -> None:
    """All that is on the screen can be read on a VGA console."""
    console.drain()
    assert set(console.text) - GLYPHS - {"\n"} == set()
    assert unreadable(console) == []


def unreadable(console: Console) -> list[str]:
    """The letters whose contrast is too low, with where they stand."""
    colours = {name.replace("_", ""): value for name, value in PALETTES["vga"].items()}
    colours |= {"brown": colours["yellow"], "brightbrown": colours["brightyellow"]}
    colours |= {"default": colours["white"]}
    pale = []
    for y, line in console.screen.buffer.items():
        for x, cell in line.items():
            ground = colours["black"] if cell.bg == "default" else colours[cell.bg]
            if cell.data.strip() and contrast(colours[cell.fg], ground) < LEAST:
                pale.append(f"{y},{x} {cell.data} {cell.fg} on {cell.bg}")
    return pale
