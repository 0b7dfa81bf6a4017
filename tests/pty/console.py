"""The real program at a real pseudo-terminal: keys in, a screen out, waiting only for what is to be seen."""

import os
import pty
import select
import signal
import sys
import termios
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

import pyte

PATIENCE = 60.0
"""Seconds after which something that has to happen is missed; never how long it may take."""
QUIET = 0.4
"""Seconds without a byte after which a paint is over."""

ENTER, TAB, DOWN = "\r", "\t", "\x1b[B"
F2 = {"xterm-256color": "\x1bOQ", "linux": "\x1b[[B"}
"""Terminals disagree about function keys."""
F3 = {"xterm-256color": "\x1bOR", "linux": "\x1b[[C"}


class Console:
    """A terminal with the program in it; the program is killed when the block ends."""

    def __init__(self, *args: str, env: Mapping[str, str], rows: int = 24, columns: int = 80) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.heard = bytearray()
        """All that the program wrote."""
        self._stream = pyte.ByteStream(self.screen)
        self._code: int | None = None
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            for ignored in (signal.SIGINT, signal.SIGHUP):  # as whoever runs the tests may have set them
                signal.signal(ignored, signal.SIG_DFL)
            termios.tcsetwinsize(0, (rows, columns))
            program = [sys.executable, "-m", "prodsys_tui", *args]
            os.execve(sys.executable, program, dict(env))  # noqa: S606 - there is no shell between

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._code is None:
            self.kill()
        if self._terminal >= 0:
            os.close(self._terminal)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.screen.display)

    @property
    def words(self) -> str:
        """The same without line ends and gaps, where a sentence may be broken into lines."""
        return " ".join("".join(self.screen.display).split())

    def type(self, keys: str) -> None:
        """Send keys as a terminal does, all at once."""
        sent = os.write(self._terminal, keys.encode())
        assert sent == len(keys.encode())

    def shows(self, *texts: str) -> int:
        """Read until all the texts are on the screen at once; answers how many bytes that took."""
        return self.until(lambda screen: all(text in screen for text in texts))

    def until(self, seen: Callable[[str], bool]) -> int:
        """Read until the screen shows something; answers how many bytes that took."""
        before, deadline = len(self.heard), time.monotonic() + PATIENCE
        while not seen(self.text):
            left = deadline - time.monotonic()
            assert left > 0, f"never seen:\n{self.text}"
            assert self._read(left) or seen(self.text), f"it ended:\n{self.text}"
        return len(self.heard) - before

    def reading_until(self, so: Callable[[], bool]) -> None:
        """Read on until something outside the screen is so: what the store holds, say."""
        deadline = time.monotonic() + PATIENCE
        while not so():
            assert time.monotonic() < deadline, f"it never was so:\n{self.text}"
            self.silent(QUIET / 10)

    def drain(self) -> int:
        """Read what is still on its way; answers how many bytes that was."""
        before, deadline = len(self.heard), time.monotonic() + PATIENCE
        while not self.silent(QUIET):
            assert time.monotonic() < deadline, "it never stops writing"
        return len(self.heard) - before

    def cost(self, *keys: str) -> int:
        """The bytes that a key costs: the middle of several, for a board may be read again meanwhile."""
        costs = []
        for key in keys:
            self.drain()
            self.type(key)
            costs.append(self.drain())
        return sorted(costs)[len(costs) // 2]

    def silent(self, seconds: float) -> bool:
        """Whether the program, which is there, writes nothing for so long; what it writes is read."""
        before = len(self.heard)
        assert self._read(seconds), f"it ended:\n{self.text}"
        return len(self.heard) == before

    def resize(self, rows: int, columns: int) -> None:
        """Change the size of the window."""
        self.screen.resize(rows, columns)
        termios.tcsetwinsize(self._terminal, (rows, columns))

    def end(self) -> int:
        """Read until the program has ended; its exit code."""
        deadline = time.monotonic() + PATIENCE
        while self._read(PATIENCE):
            assert time.monotonic() < deadline, f"it never ends:\n{self.text}"
        return self._reaped()

    def kill(self) -> int:
        """Kill it at once, as a power cut does."""
        os.kill(self._child, signal.SIGKILL)
        return self._reaped()

    def hang_up(self) -> int:
        """The line drops; the program's end."""
        os.close(self._terminal)
        self._terminal = -1
        return self._reaped()

    def _reaped(self) -> int:
        with os.fdopen(os.pidfd_open(self._child), "rb") as ended:
            assert select.select([ended], [], [], PATIENCE)[0], "it never ends"
        self._code = os.waitstatus_to_exitcode(os.waitpid(self._child, 0)[1])
        return self._code

    def _read(self, seconds: float) -> bool:
        """Take what comes, if anything does in time; tells whether the program is still there."""
        if not select.select([self._terminal], [], [], seconds)[0]:
            return True
        try:
            chunk = os.read(self._terminal, 65536)
        except OSError:  # Linux says so when the last process at the terminal has ended
            return False
        self.heard += chunk
        self._stream.feed(chunk)
        return bool(chunk)
