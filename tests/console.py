"""Runs what a page of the documentation shows: ``console`` blocks, as a reader would type them.

``$ command`` is run by bash, ``> more`` continues it. Lines below a command are what it must print, each or
a part of it, in order, ``…`` for anything; ``$ echo $?`` and its number say how it must end, 0 if nothing is
said. The blocks of a page are one sitting: what one exports or makes is there for the next.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_EXIT = "echo $?"
_ANY = "…"


@dataclass(slots=True)
class Command:
    """What is typed, what it must print and how it must end."""

    text: str
    shown: list[str] = field(default_factory=list)
    code: int = 0


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed, blanks as one, and how it ended."""

    lines: tuple[str, ...]
    code: int


def commands(page: str) -> list[Command]:
    """Everything that a page types, in order."""
    return [command for block in _BLOCK.finditer(page) for command in _typed(block[1].splitlines())]


def run(typed: Sequence[Command], folder: Path, around: Mapping[str, str] | None = None) -> list[Ran]:
    """Run all commands in one shell in an empty folder, away from the user's own files and settings.

    ``around`` are variables that a page takes for granted; its ``PATH`` comes after that of the program.
    """
    answers = folder / ".answers"
    answers.mkdir()
    lines = [
        f"{{ {each.text}\n}} >{answers}/{number} 2>&1; echo $? >{answers}/{number}.code"
        for number, each in enumerate(typed)
    ]
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("PRODSYS_", "XDG_"))}
    kept |= around or {}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    env = {**kept, "PATH": path, "HOME": str(folder), "PRODSYS_PIN_COST": "weak", "LC_ALL": "C.UTF-8"}
    subprocess.run(
        ["bash", "-c", "\n".join(lines)], cwd=folder, env=env, check=True, stdin=subprocess.DEVNULL
    )
    return [_ran(answers, number) for number in range(len(typed))]


def unseen(command: Command, ran: Ran) -> str | None:
    """The first line that a page shows and the command did not print there; None when all is as shown."""
    printed = iter(ran.lines)
    for line in command.shown:
        pieces = (re.escape(piece.strip()) for piece in line.split(_ANY))
        wanted = re.compile(".*".join(pieces))
        if not any(wanted.search(real) for real in printed):
            return line
    return None


def _typed(lines: Sequence[str]) -> Iterator[Command]:
    last: Command | None = None
    asked = False
    for line in lines:
        if line == f"$ {_EXIT}":
            asked = True
        elif line.startswith("$ "):
            if last is not None:
                yield last
            last = Command(line.removeprefix("$ "))
        elif last is None:
            raise ValueError(f"nothing was typed before: {line}")
        elif asked:
            last.code, asked = int(line), False
        elif line.startswith("> "):
            last.text += "\n" + line.removeprefix("> ")
        elif line.strip():
            last.shown.append(_as_one(line))
    if last is not None:
        yield last


def _ran(answers: Path, number: int) -> Ran:
    printed = (answers / str(number)).read_text("utf-8").splitlines()
    return Ran(tuple(map(_as_one, printed)), int((answers / f"{number}.code").read_text()))


def _as_one(line: str) -> str:
    return " ".join(line.split())
