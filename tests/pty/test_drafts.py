"""What is typed at the real program survives a dropped line and a power cut, and comes back anywhere."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pty.conftest import Open, log_in, open_sample
from tests.pty.console import ENTER, F2, PATIENCE, TAB, Console
from tests.pty.test_work import LAMINATING, taken, verifies
from tests.store.raw import ask

SAVE = F2["xterm-256color"]


def until_kept(console: Console, store: Path, **typed: str) -> None:
    """Wait until the store has what was typed."""
    deadline = time.monotonic() + PATIENCE
    while kept(store) != typed:
        assert time.monotonic() < deadline, kept(store)
        console.silent(0.05)


def kept(store: Path) -> dict[str, str]:
    """The texts of the one draft there is, by field, without blanks."""
    rows = ask(store, "SELECT contenido FROM local_borrador")
    assert len(rows) <= 1
    return {
        key.replace(" ", "_"): text
        for (content,) in rows
        for key, text in json.loads(content)["content"]["typed"].items()
    }


@pytest.mark.parametrize(
    ("ended", "code"), [(Console.hang_up, -1), (Console.kill, -9)], ids=["SIGHUP", "kill -9"]
)
def test_a_form_comes_back_on_another_terminal(
    opened: Open, store: Path, ended: Callable[[Console], int], code: int
) -> None:
    console = opened()
    log_in(console)
    open_sample(console, LAMINATING)
    console.type(f"20{TAB}80{TAB}")
    until_kept(console, store, Gramaje_de_cortina="20", Gramaje_de_tejido="80")
    assert ended(console) == code
    assert taken(store) == []
    assert verifies(store)
    back = opened()
    log_in(back)
    back.shows("Hay un borrador de las 12:00")
    back.type("b")
    back.shows("Continuar borrador de las 12:00", "Gramaje de tejido: 80")
    back.type(ENTER)
    back.shows("[20", "[80")
    back.type(SAVE)
    back.shows("LIBERACIÓN DE CALIDAD: ABIERTA")
    until_kept(back, store)
    assert [value for _, _, value in taken(store)] == [20.0, 80.0]
    assert verifies(store)


def test_saved_and_cut_off_at_once_is_saved_once(opened: Open, store: Path) -> None:
    console = opened()
    log_in(console)
    open_sample(console, LAMINATING)
    console.type("20")
    until_kept(console, store, Gramaje_de_cortina="20")
    console.type(SAVE)
    console.shows("Gramaje de cortina 20: Cumple.")
    assert console.kill() == -9
    back = opened()
    log_in(back)
    if kept(store):  # the draft outlived its form
        back.type("b")
        back.shows("Continuar borrador")
        back.type(ENTER)
        back.shows("[20")
        back.type(SAVE)
        back.shows("Gramaje de cortina 20: Cumple.")
    assert [value for _, _, value in taken(store)] == [20.0]
