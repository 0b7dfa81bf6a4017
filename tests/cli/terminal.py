"""The command line as a person or script uses it, in this process and in one of its own."""

import json
import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from prodsys_tui.bootstrap import create_plant, shipped_contracts
from prodsys_tui.cli.entry import run
from prodsys_tui.config import PinCost, Settings
from prodsys_tui.domain.rights import Role
from prodsys_tui.services.line.orders import add_order
from prodsys_tui.services.site.founding import DEMO, FIRST, Founding
from prodsys_tui.services.site.people import add_user
from prodsys_tui.store import SqlStore, open_store

PIN = "2468"
SEVEN = "2026-03-02T07:00-06:00"
"""T1 begins at the site."""
PEOPLE = {
    "rperez": Role.OPERATOR,
    "iortiz": Role.INSPECTOR,
    "svera": Role.SUPERVISOR,
    "tnoh": Role.SUPERVISOR,
    "visita": Role.READER,
}
ORDERS = {
    "1000012": {},
    "2000145": {"Ancho": "12 1/8", "Construcción urdido": "10", "Construcción trama": "10"},
    "2000146": {},
    "4567890": {"Ancho de tela": "20"},
    "8000001": {},
}


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        assert self.out.count("\n") == 1, self.out
        document = json.loads(self.out)
        assert document["schema_version"] == 1
        return document

    @property
    def reasons(self) -> list[str]:
        """The codes of all reasons of a refusal; the first is the error's own."""
        error = self.json["error"]
        codes = [motive["code"] for motive in error["details"]["motivos"]]
        assert codes[0] == error["code"]
        return codes


class Terminal:
    """Runs commands on one store, as ``admin`` unless told otherwise."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.home = home
        self.db = home / "planta.db"
        self._capsys = capsys
        self._patch = patch
        self.set(**environment(home), PRODSYS_DB=str(self.db), PRODSYS_USER="admin", PRODSYS_PIN=PIN)

    def set(self, **variables: str | None) -> None:
        """Set variables of the environment, or remove them."""
        for name, value in variables.items():
            if value is None:
                self._patch.delenv(name, raising=False)
            else:
                self._patch.setenv(name, value)

    def __call__(self, *args: str, user: str | None = None) -> Answer:
        """Run a command in this process, through the real entry."""
        self._capsys.readouterr()
        code = run([*(["--user", user] if user else []), *args])
        told = self._capsys.readouterr()
        return Answer(code, told.out, told.err)

    def ok(self, *args: str, user: str | None = None) -> Any:
        """The document of a command that must succeed."""
        answer = self(*args, "--json", user=user)
        assert answer.code == 0, answer.err
        assert answer.err == ""
        return answer.json

    def head(self) -> tuple[int, str]:
        """The journal's head: it moves when anything is written."""
        store = open_store(self.db, _NoClock())
        with store.read() as reads:
            head = reads.head()
        store.close()
        return head

    def process(
        self, *args: str, stdin: bytes = b"", **variables: str
    ) -> "subprocess.CompletedProcess[bytes]":
        """Run a command in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "prodsys_tui", *args],
            input=stdin,
            capture_output=True,
            check=False,
            env={**os.environ, **variables},
        )

    def at_terminal(self, *args: str, typed: Sequence[str] = ()) -> tuple[int, str]:
        """Run a command at a terminal of 80 columns; each text is typed when a question is waiting."""
        child, terminal = pty.fork()
        if child == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests may ignore it
            os.execv(sys.executable, [sys.executable, "-m", "prodsys_tui", *args])  # noqa: S606 - no shell is meant
        termios.tcsetwinsize(terminal, (24, 80))
        shown, waiting = b"", list(typed)
        while chunk := _read(terminal):
            shown += chunk
            if waiting and shown.endswith(b": "):
                os.write(terminal, f"{waiting.pop(0)}\n".encode())
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so when the last process at the terminal has ended
        return b""


class _NoClock:
    def now(self) -> Any:
        raise AssertionError("reading needs no time")


def environment(home: Path) -> Mapping[str, str]:
    """Folders of nobody else, cheap PINs, and no setting from outside."""
    return {
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CONFIG_DIRS": str(home / "etc"),
        "XDG_DATA_HOME": str(home / "data"),
        "PRODSYS_PIN_COST": PinCost.WEAK.value,
    }


def founded(path: Path) -> None:
    """A plant with people and orders whose time may be fixed."""
    settings = Settings(str(path), pin_cost=PinCost.WEAK)
    founding = Founding("P1", "Planta 1", DEMO, "America/Mexico_City", "", shipped_contracts())
    plant = create_plant(settings, founding, PIN)
    for code, role in PEOPLE.items():
        plant.do(add_user, FIRST, code, code.title(), role, PIN, plant.hasher)
    for code, specs in ORDERS.items():
        plant.do(add_order, FIRST, code, "Tela", "12000", specs=specs)
    assert isinstance(plant.store, SqlStore)
    plant.store.close()
