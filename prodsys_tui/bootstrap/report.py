"""Reports of faults of the program, without what nobody should read."""

import logging
import os
import platform
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path

from prodsys_tui import __version__
from prodsys_tui.config import state_folder

_SECRET = re.compile(r"\$argon2[^\s'\"]*|(?<![\w.])(?<!line )[0-9]{4,8}(?![\w.])")
_PARAMETERS = re.compile(r"\[parameters: .*", re.DOTALL)
_ROW = re.compile(r"^(DETAIL|DETALLE): .*", re.MULTILINE)
"""Where PostgreSQL tells the whole row that it refused."""


def scrubbed(text: str) -> str:
    """A text without what may be a PIN, a PIN's hash, or the values of a statement."""
    return _SECRET.sub("****", _ROW.sub(r"\1: ****", _PARAMETERS.sub("[parameters: ****]", text)))


def write_report(error: BaseException) -> Path | None:
    """Write a report of a fault of the program into the user's state folder, readable by the user alone.

    It has the calls that led there but no local values; messages are scrubbed. Returns its path, or None
    when nothing could be written.
    """
    at = datetime.now(UTC)
    told = traceback.TracebackException.from_exception(error, capture_locals=False)
    lines = (
        f"prodsys {__version__}, Python {platform.python_version()}, {platform.system()}",
        f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "",
        scrubbed("".join(told.format())),
    )
    path = state_folder() / f"error-{at:%Y%m%dT%H%M%S%f}-{os.getpid()}.txt"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as file:
            file.write("\n".join(lines))
    except OSError:
        return None
    logging.getLogger(__name__).error("fault", extra={"fault": type(error).__name__, "report": path.name})
    return path
