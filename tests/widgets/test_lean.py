"""What lean painting writes, seen by a terminal: always the lines that were to be shown, in few bytes."""

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from prodsys_tui.widgets.lean import Painter
from prodsys_tui.widgets.terminals import is_lean, wants_mouse

WIDTH, HEIGHT = 24, 3
COLOURS = st.sampled_from(["black", "white", "bright_cyan", "red"])
STYLES = st.builds(Style, color=COLOURS, bgcolor=COLOURS, reverse=st.booleans()) | st.just(Style.null())
TEXTS = st.text(st.sampled_from("ab ñ字│  "), max_size=WIDTH)
LINES = st.lists(st.tuples(TEXTS, STYLES), max_size=4)
SCREENS = st.lists(st.lists(LINES, min_size=HEIGHT, max_size=HEIGHT), min_size=1, max_size=4)
SHOWN = ("data", "fg", "bg", "reverse")


def console() -> Console:
    return Console(force_terminal=True, color_system="standard")


def strip(*line: tuple[str, Style]) -> Strip:
    segments = [Segment(text, style) for text, style in line]
    return Strip(segments).adjust_cell_length(WIDTH, Style(bgcolor="black"))


def seen(terminal: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """What a person sees: of a blank not its colour but its ground."""
    return [
        [
            tuple(
                getattr(cell, name) if name != "fg" or cell.data.strip() or cell.reverse else None
                for name in SHOWN
            )
            for cell in (terminal.buffer[y][x] for x in range(WIDTH))
        ]
        for y in range(HEIGHT)
    ]


def terminal() -> tuple[pyte.Screen, pyte.Stream]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    return screen, pyte.Stream(screen)


@given(SCREENS)
def test_a_terminal_shows_what_was_to_be_shown(screens: list[list[list[tuple[str, Style]]]]) -> None:
    lean, lean_stream = terminal()
    painter = Painter()
    for lines in screens:
        strips = [strip(*line) for line in lines]
        lean_stream.feed(painter.changes(strips, console()))
        whole, whole_stream = terminal()
        for y, each in enumerate(strips):
            whole_stream.feed(f"\x1b[{y + 1};1H" + each.render(console()))
        assert lean.display == whole.display
        assert seen(lean) == seen(whole)


def test_what_stands_there_is_not_written_again() -> None:
    painter, base = Painter(), Style(color="white", bgcolor="black")
    first = [strip(("Laminado    0/1", base)), strip(("Imprenta    3/3", base)), strip()]
    painter.changes(first, console())
    assert painter.changes(first, console()) == ""

    changed = painter.changes([first[0], strip(("Imprenta    3/4", base)), first[2]], console())
    assert changed == "\x1b[2;15H\x1b[37;40m4\x1b[0m"


def test_after_another_size_or_a_doubt_everything_is_written() -> None:
    painter, base = Painter(), Style(color="white", bgcolor="black")
    lines = [strip(("Laminado", base)), strip(("Imprenta", base)), strip()]
    whole = painter.changes(lines, console())
    painter.forget()
    assert painter.changes(lines, console()) == whole
    assert "Laminado" in painter.changes(lines[:2], console())


def test_without_colours_no_colour_is_written() -> None:
    plain = Console(force_terminal=True, no_color=True)
    written = Painter().changes([strip(("Laminado", Style(reverse=True)))], plain)
    assert "\x1b[7m" in written
    assert cell_len(written) < 60


@pytest.mark.parametrize(
    ("setting", "environ", "lean", "mouse"),
    [
        ("auto", {}, False, True),
        ("auto", {"SSH_CONNECTION": "10.0.0.2 5 10.0.0.1 22"}, True, False),
        ("auto", {"SSH_TTY": "/dev/pts/3"}, True, False),
        ("auto", {"TERM": "linux"}, False, False),
        ("on", {}, True, False),
        ("off", {"SSH_TTY": "/dev/pts/3"}, False, False),
    ],
)
def test_lean_and_mouse_follow_the_line(
    setting: str, environ: dict[str, str], lean: object, mouse: object
) -> None:
    assert is_lean(setting, environ) is lean
    assert wants_mouse(environ, lean=is_lean(setting, environ)) is mouse
