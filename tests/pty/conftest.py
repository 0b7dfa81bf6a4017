"""The demonstration plant at noon of a Monday, a copy for every test, and a terminal in front of it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from prodsys_tui.bootstrap import create_demonstration, shipped_plan
from prodsys_tui.cli.demo import STORE
from prodsys_tui.config import PinCost, Settings
from prodsys_tui.store import SqlStore
from prodsys_tui.text.compile import compile_catalogs
from prodsys_tui.text.resources import data_path
from tests.pty.console import DOWN, ENTER, Console

NOON = "2026-03-16T12:00:00-06:00"

Open = Callable[..., Console]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration plant that nobody touches."""
    compile_catalogs(data_path("locale"))
    path = tmp_path_factory.mktemp("made") / STORE
    settings = Settings(db=str(path), pin_cost=PinCost.WEAK, now=datetime.fromisoformat(NOON))
    plant = create_demonstration(settings, shipped_plan(), days=7)
    assert isinstance(plant.store, SqlStore)
    plant.store.close()
    return path


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    """The plant of this test alone."""
    (tmp_path / "planta").mkdir()
    return Path(shutil.copy(made, tmp_path / "planta" / STORE))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Nobody else's folders and settings; the plant's time stands still."""
    outside = {name: text for name, text in os.environ.items() if not name.startswith(("PRODSYS_", "SSH_"))}
    for name in ("NO_COLOR", "COLUMNS", "LINES"):  # a size given here would be believed before the terminal's
        outside.pop(name, None)
    return {
        **outside,
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "PRODSYS_NOW": NOON,
        "PRODSYS_LANG": "es",
        "HOME": str(tmp_path),
        **{f"XDG_{name}_HOME": str(tmp_path / name) for name in ("STATE", "CONFIG", "DATA", "CACHE")},
    }


@pytest.fixture
def opened(store: Path, environment: dict[str, str]) -> Iterator[Open]:
    """Opens the demonstration at a terminal; variables of its environment may be added."""
    with ExitStack() as open_until_the_end:

        def open_(**variables: str) -> Console:
            env = environment | variables
            console = open_until_the_end.enter_context(Console("demo", "--dir", str(store.parent), env=env))
            console.shows("PIN 2580")
            return console

        yield open_


def log_in(console: Console, person: str = "rperez") -> None:
    """User and PIN, and on to the board."""
    console.type(f"{person}{ENTER}2580{ENTER}")
    console.shows("Proceso ", "Extrusor PP")


def open_sample(console: Console, process: int) -> None:
    """From the board to the form of a process."""
    console.type(DOWN * (process - 1) + "m")
    console.shows("Hora de medición", "RONDA 1")
