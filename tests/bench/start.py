"""P4 and P13: from the start of a process to what a person sees, at a terminal and in a command."""

import os
import pty
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from tests.bench.harness import Outcome, in_turns
from tests.bench.plants import demonstration

FRAME, HELP, READ = 1.5, 3.0, 1.3
"""The goals."""
REPEATS = 20
PATIENCE = 60.0
SIZE = (24, 80)
SEEN = "PIN"
"""What stands where one begins to type."""

_MINIMAL = """\
from textual.app import App
from textual.widgets import Static


class Minimal(App):
    def compose(self):
        yield Static("Planta PIN")


Minimal().run()
"""
_ARGPARSE = """\
import argparse

parser = argparse.ArgumentParser("prodsys", description="What a plant does in a shift.")
commands = parser.add_subparsers()
for name in "init demo shift sample production stop order machine batch contract audit user".split():
    commands.add_parser(name, help=f"What one does with {name}")
parser.add_argument("--db", help="The store")
parser.parse_args()
"""
_NOTHING = """\
import sqlalchemy
import typer

app = typer.Typer(rich_markup_mode=None)


@app.command()
def nothing() -> None:
    pass


app()
"""
OURS = (sys.executable, "-m", "prodsys_tui")


def frames(folder: Path) -> Iterator[Outcome]:
    """P4: the login with the site's name from the store, ready for a person, against a minimal app."""
    plant, path = demonstration(folder)
    with plant.read() as reads:
        name = reads.site().name
    env = _environment(folder, path)
    minimal = _script(folder, _MINIMAL)
    mine, theirs = in_turns(
        lambda: _until_seen(OURS, env, (name, SEEN)), lambda: _until_seen(minimal, env, (SEEN,)), REPEATS
    )
    yield Outcome("P4", "first usable frame with data", mine, theirs, "ms", FRAME)


def commands(folder: Path) -> Iterator[Outcome]:
    """P13: help against argparse's, the board as a command against a command that does nothing."""
    _, path = demonstration(folder)
    env = _environment(folder, path)
    for what, ours, reference, goal in (
        ("--help", (*OURS, "--help"), (*_script(folder, _ARGPARSE), "--help"), HELP),
        ("shift status", (*OURS, "shift", "status", "--json"), _script(folder, _NOTHING), READ),
    ):
        mine, theirs = in_turns(partial(_ran, ours, env), partial(_ran, reference, env), REPEATS)
        yield Outcome("P13", what, mine, theirs, "ms", goal)


def _environment(folder: Path, store: Path) -> Mapping[str, str]:
    """Nobody's settings, the store of the benchmark, a terminal of 256 colours."""
    own = {name: text for name, text in os.environ.items() if not name.startswith(("PRODSYS_", "SSH_"))}
    return {
        **own,
        "PRODSYS_DB": str(store),
        "HOME": str(folder),
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
    }


def _script(folder: Path, text: str) -> tuple[str, str]:
    path = folder / f"{abs(hash(text))}.py"
    path.write_text(text, encoding="utf-8")
    return sys.executable, str(path)


def _ran(command: Sequence[str], env: Mapping[str, str]) -> None:
    """Run a command to its end. Raises ``CalledProcessError`` when it fails."""
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _until_seen(command: Sequence[str], env: Mapping[str, str], wanted: Sequence[str]) -> None:
    """Start a program at a terminal and wait until it has written all that is wanted, then kill it."""
    child, terminal = pty.fork()
    if child == 0:
        termios.tcsetwinsize(0, SIZE)
        os.execve(command[0], list(command), dict(env))  # noqa: S606 - there is no shell between
    written = b""
    try:
        while not all(text.encode() in written for text in wanted):
            if not select.select([terminal], [], [], PATIENCE)[0]:
                raise TimeoutError(command)
            written += os.read(terminal, 65536)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
