"""Running the plant's own command on critical events: spec ``domain.md`` §2, "Incidents".

The command is run after the commit by a process of its own (``announce_run.py``), so that no save waits for
it or fails with it. No shell reads anything; what it is told passed ``text.safe``.
"""

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

from prodsys_tui.config import state_folder
from prodsys_tui.domain.quality.critical import CriticalEvent
from prodsys_tui.text.safe import safe

TIMEOUT = 10.0
"""Seconds that the command may take for one event."""
MOST = 40
"""The most events of one save that are told; a pipe takes so many without waiting."""
OUTCOME = "on_event.json"
"""In the state folder: how the command ended last."""

_RUNNER = Path(__file__).with_name("announce_run.py")
_SECRET = "PIN"  # noqa: S105 - how the names of such variables end
_log = logging.getLogger(__name__)
_running: list[subprocess.Popen[bytes]] = []
"""What was started and is to be reaped; a command that ends leaves it behind."""


class Announcer:
    """Tells events to the command of a setting; never raises, never waits."""

    def __init__(self, command: Sequence[str], timeout: float = TIMEOUT) -> None:
        self.command = tuple(command)
        self._timeout = timeout

    def __call__(self, site: str, events: Sequence[CriticalEvent]) -> None:
        """Start the command for each event, one after the other, in the background."""
        asked = {
            "command": self.command,
            "timeout": self._timeout,
            "folder": str(state_folder()),
            "events": [told(site, event) for event in events[:MOST]],
        }
        _running[:] = [each for each in _running if each.poll() is None]
        try:
            self._start(json.dumps(asked, ensure_ascii=False).encode())
        except OSError as error:
            _log.warning("on_event", extra={"fault": type(error).__name__})

    def wait(self) -> None:
        """Wait until all that was started has ended: for tests."""
        for each in _running:
            each.wait()

    def _start(self, asked: bytes) -> None:
        runner = subprocess.Popen(  # noqa: S603 - our own interpreter and file; the rest goes through stdin
            [sys.executable, "-I", str(_RUNNER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={name: text for name, text in os.environ.items() if not name.endswith(_SECRET)},
        )
        _running.append(runner)
        if runner.stdin is not None:
            with runner.stdin as pipe:
                pipe.write(asked)


def told(site: str, event: CriticalEvent) -> dict[str, object]:
    """An event as the command reads it."""
    row = {
        "evento": event.kind.value,
        "sitio": site,
        "hora": event.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "usuario": event.person,
        "que": event.what,
        "detalle": event.detail,
        "proceso_id": event.process_id,
        "maquina": event.machine,
        "orden": event.order,
        "lote": event.batch,
        "uid": event.uid,
    }
    return {name: safe(value) if isinstance(value, str) else value for name, value in row.items()}


def checked(command: Sequence[str]) -> tuple[bool, str]:
    """Whether the command can be run and ended well last, and what is known of it."""
    if shutil.which(command[0]) is None:
        return False, safe(f"{command[0]}: -")
    try:
        last = json.loads((state_folder() / OUTCOME).read_text("utf-8"))
        return bool(last["ok"]), safe(f"{last['at']} {last['detail']}")
    except (OSError, ValueError, KeyError, TypeError):  # it was never run
        return True, safe(command[0])
