"""The log file: one JSON object an event, written by structlog, which is imported at the first event."""

import logging
import os
from collections.abc import Mapping, MutableMapping
from functools import cached_property
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from prodsys_tui.bootstrap.report import scrubbed
from prodsys_tui.config import state_folder

_LOG_BYTES = 1_000_000
_LOGS_KEPT = 3
_SECRET_NAMES = ("pin", "hash", "password", "secret")


class _PrivateLog(RotatingFileHandler):
    """The log file: made at the first event, readable by the user alone."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """A log that cannot be written stops nobody's work."""


class _JsonLines(logging.Formatter):
    """One JSON object a line, made by structlog, which is imported at the first event."""

    @cached_property
    def _lines(self) -> logging.Formatter:
        import structlog

        return structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_secrets,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )

    def format(self, record: logging.LogRecord) -> str:
        """The line of an event."""
        return self._lines.format(record)


def _without_secrets(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    for name, value in event.items():
        if any(secret in name.lower() for secret in _SECRET_NAMES):
            event[name] = "****"
        elif isinstance(value, str) and name != "timestamp":
            event[name] = scrubbed(value)
    return event


def set_up_log() -> None:
    """Send the program's own events to ``prodsys.log`` in the user's state folder."""
    log = logging.getLogger("prodsys_tui")
    if not log.handlers:
        path = state_folder() / "prodsys.log"
        handler = _PrivateLog(path, maxBytes=_LOG_BYTES, backupCount=_LOGS_KEPT, encoding="utf-8", delay=True)
        handler.setFormatter(_JsonLines())
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False
