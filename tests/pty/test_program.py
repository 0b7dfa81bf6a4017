"""The whole program at the terminals that there are, and where there is none."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pty.conftest import Open, log_in
from tests.pty.console import TAB, Console
from tests.store.raw import ask


def test_a_first_run_makes_the_plant_and_opens_it(environment: dict[str, str], tmp_path: Path) -> None:
    with Console("demo", env=environment) as console:
        console.shows("PIN 2580")
        log_in(console)
        console.shows("16/03/2026 ABIERTA")
    (store,) = (tmp_path / "DATA").rglob("demo.db")
    ((shifts,),) = ask(store, "SELECT count(*) FROM bitacora_turno")
    assert shifts > 21


def test_a_dumb_terminal_is_told_what_to_do(environment: dict[str, str], store: Path) -> None:
    with Console("demo", "--dir", str(store.parent), env=environment | {"TERM": "dumb"}) as console:
        assert console.end() == 2
        assert "prodsys demo --auto" in console.words
        assert b"\x1b" not in console.heard


@pytest.mark.parametrize("command", [[], ["demo"]])
def test_without_a_terminal_it_says_so_and_opens_nothing(
    environment: dict[str, str], store: Path, command: list[str]
) -> None:
    env = environment | {"PRODSYS_DB": str(store)}
    ran = subprocess.run(
        [sys.executable, "-m", "prodsys_tui", *command],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"prodsys" in ran.stderr
    assert b"\x1b" not in ran.stderr


def test_a_console_gets_no_mouse_and_no_more_than_sixteen_colours(opened: Open) -> None:
    console = opened(TERM="linux")
    log_in(console)
    assert b"\x1b[?1000h" not in console.heard
    assert not re.search(rb"\x1b\[[0-9;]*[34]8;", console.heard)


def test_a_form_stays_within_the_line(opened: Open) -> None:
    """Spec ``ux.md``, lean mode: a screen 30 KB, Tab 5 KB."""
    console = opened(SSH_CONNECTION="10.0.0.2 50000 10.0.0.1 22")
    log_in(console)
    console.drain()
    console.type("m")
    assert console.shows("LIBERACIÓN DE CALIDAD") + console.drain() <= 30_000
    assert 0 < console.cost(TAB, TAB, TAB, TAB, TAB) <= 5_000


def test_a_screen_that_nobody_touches_sends_nothing(opened: Open) -> None:
    console = opened()
    log_in(console)
    console.drain()
    beyond_a_look_around = 2.5
    assert any(console.silent(beyond_a_look_around) for _ in range(3))
