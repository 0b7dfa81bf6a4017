"""The scanner of one terminal, and what its keyboard layout makes of a code: spec ``ux.md``, "Entry".

A scanner is a keyboard. Set up for the US layout at a terminal with a Spanish one, it types ``'`` for ``-``,
and which sign becomes which differs from layout to layout. A calibration scan tells: what arrived is laid
beside the code that was printed. What was scanned is kept by terminal, because scanners stay where they are:
by the address that one comes from over SSH, else by the name of the computer.
"""

import json
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

CODE = "AMQWYZ-0123456789_/.:+"
"""What to scan where no other label is chosen: letters that layouts move, every sign that a code may have."""
_UNFIT = re.compile(r"[^A-Za-z0-9.]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """What each sign that arrives stands for; signs that arrive as they are printed are left out."""

    signs: Mapping[str, str] = field(default_factory=dict)

    def meant(self, text: str) -> str:
        """The code that was printed."""
        return "".join(self.signs.get(sign.casefold(), sign) for sign in text.strip())


def learnt(code: str, scanned: str) -> Layout | None:
    """The layout by which a code arrives as something else; None when that cannot be this code.

    Two signs that arrive as one cannot be told apart later, and a dead key swallows the sign behind it: a
    scanner that does so needs to be set up anew.
    """
    printed, arrived = code.strip().casefold(), scanned.strip().casefold()
    if not printed or len(printed) != len(arrived):
        return None
    pairs = set(zip(arrived, printed, strict=True))
    if len(pairs) != len(set(arrived)) or len(pairs) != len(set(printed)):
        return None
    return Layout({came: meant for came, meant in sorted(pairs) if came != meant})


def terminal_name(environ: Mapping[str, str]) -> str:
    """Which terminal this is: the address at the other end of an SSH connection, else this computer."""
    far = environ.get("SSH_CONNECTION", "").split()
    return far[0] if far else platform.node() or "local"


class Scanner:
    """The scanner of a terminal. Its calibration is a small file in a folder, read when it is needed."""

    def __init__(self, folder: Path | None = None, terminal: str = "") -> None:
        self.terminal = terminal
        self._path = folder / f"scanner-{_UNFIT.sub('-', terminal)}.json" if folder else None
        self._layout: Layout | None = None

    @property
    def layout(self) -> Layout:
        """What was calibrated; nothing is changed where nothing was, or where the file cannot be read."""
        if self._layout is None:
            self._layout = self._read() or Layout()
        return self._layout

    def calibrate(self, code: str, scanned: str) -> Layout | None:
        """Learn from a scan and keep it; None, and nothing changes, when it was not that code.

        Raises ``OSError`` when it cannot be kept.
        """
        found = learnt(code, scanned)
        if found is not None:
            self._layout = found
            if self._path is not None:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                told = {"code": code, "scanned": scanned}
                self._path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return found

    def _read(self) -> Layout | None:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8")) if self._path else {}
            return learnt(str(kept["code"]), str(kept["scanned"]))
        except (OSError, ValueError, LookupError, TypeError):
            return None
