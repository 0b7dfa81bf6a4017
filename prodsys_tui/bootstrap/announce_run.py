"""Runs a command for each event that stdin tells, and writes down how that ended.

A process of its own, started by ``announce.Announcer`` with this file alone: the standard library and
nothing of the program, so that it begins at once.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

OUTCOME = "on_event.json"
FAILURES = "on_event.log"
MOST_BYTES = 500_000
"""How long the list of failures may grow before it begins anew beside the old one."""

_NAMED = {
    "PRODSYS_EVENT": "evento",
    "PRODSYS_EVENT_WHAT": "que",
    "PRODSYS_EVENT_SITE": "sitio",
    "PRODSYS_EVENT_UID": "uid",
}
"""What of an event is in the environment, too."""


def main() -> int:
    """Run the command for each event of the document on stdin."""
    asked = json.loads(sys.stdin.buffer.read())
    folder = Path(asked["folder"])
    for event in asked["events"]:
        detail = run(asked["command"], event, asked["timeout"])
        with contextlib.suppress(OSError):  # nobody is left to be told
            note(folder, event, detail)
    return 0


def run(command: Sequence[str], event: Mapping[str, Any], timeout: float) -> str:
    """Run a command for one event; answers ``exit 0`` or why it did not end well."""
    environment = {**os.environ, **{name: str(event[key]) for name, key in _NAMED.items()}}
    try:
        running = subprocess.Popen(  # noqa: S603 - the plant's own command, without a shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=environment,
        )
    except OSError as error:
        return f"{command[0]}: {error.strerror}"
    try:
        running.communicate(json.dumps(event, ensure_ascii=False).encode() + b"\n", timeout)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return f"timeout {timeout:g} s"
    return f"exit {running.returncode}"


def note(folder: Path, event: Mapping[str, Any], detail: str) -> None:
    """Write down how the command ended last, and every failure."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ended = {
        "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "ok": detail == "exit 0",
        "detail": detail,
        "evento": event["evento"],
        "uid": event["uid"],
    }
    line = json.dumps(ended, ensure_ascii=False)
    aside = folder / f"{OUTCOME}.{os.getpid()}"
    aside.write_text(line, "utf-8")
    aside.replace(folder / OUTCOME)
    if not ended["ok"]:
        failures = folder / FAILURES
        if failures.exists() and failures.stat().st_size > MOST_BYTES:
            failures.replace(folder / f"{FAILURES}.1")
        with os.fdopen(os.open(failures, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
            file.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
