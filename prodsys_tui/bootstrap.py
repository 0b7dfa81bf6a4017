"""The composition root: settings become a plant with its store, clock and hasher; log and error reports.

What is heavy (the store, argon2, structlog) is imported when it is first needed.
"""

import logging
import os
import platform
import re
import traceback
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prodsys_tui import __version__
from prodsys_tui.config import (
    VARIABLES,
    BadSettingError,
    Found,
    PinCost,
    Problem,
    Settings,
    state_folder,
)
from prodsys_tui.domain.model import Site
from prodsys_tui.services.catalogs import DEVIATIONS, ORDERS, SHIFTS, STOPS, Catalogs, read_catalogs
from prodsys_tui.services.demonstration.history import make_history, people_and_orders
from prodsys_tui.services.demonstration.plan import DemoPlan, read_plan
from prodsys_tui.services.founding import DEMO, FIRST, Founding, found_site
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Clock
from prodsys_tui.text.resources import data_path

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from prodsys_tui.store.sqlstore import SqlStore

_LOG_BYTES = 1_000_000
_LOGS_KEPT = 3
_ARGON2 = {PinCost.NORMAL: (65536, 3, 1), PinCost.WEAK: (19456, 2, 1)}
"""Memory in KiB, passes and lanes of argon2id (RFC 9106; the weak one is OWASP's floor)."""
# Salt and digest of nobody's PIN: checking against it costs what checking a real one does.
_NOBODY = "c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still, for rehearsals."""

    at: datetime

    def now(self) -> datetime:
        """Always the same instant."""
        return self.at


class Argon2Hasher:
    """PINs as argon2id. Checking an unknown person takes as long as checking a known one."""

    def __init__(self, cost: PinCost = PinCost.NORMAL) -> None:
        self._memory, self._passes, self._lanes = _ARGON2[cost]

    @cached_property
    def _argon2(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        return PasswordHasher(time_cost=self._passes, memory_cost=self._memory, parallelism=self._lanes)

    def hash(self, pin: str) -> str:
        """The hash to keep, with its own salt and parameters."""
        return self._argon2.hash(pin)

    def matches(self, pin_hash: str | None, pin: str) -> bool:
        """Whether a PIN fits; without a hash the same work is done and nothing fits."""
        from argon2.exceptions import InvalidHashError, VerificationError

        nobody = f"$argon2id$v=19$m={self._memory},t={self._passes},p={self._lanes}${_NOBODY}"
        try:
            return self._argon2.verify(pin_hash or nobody, pin) and pin_hash is not None
        except (InvalidHashError, VerificationError):
            return False


# The plant


def open_plant(settings: Settings) -> Plant:
    """Open the plant's store.

    Raises ``Refused`` when there is no store that can be opened, ``BadSettingError`` for a fixed time on
    a store that is no demonstration.
    """
    from prodsys_tui.store.opening import open_store

    set_up_log()
    clock = _clock(settings)
    plant = plant_of(open_store(store_place(settings), clock), clock, settings)
    if settings.now is not None:
        with plant.read() as reads:
            _need_demonstration(reads.site(), settings)
    return plant


def create_plant(settings: Settings, founding: Founding, pin: str) -> Plant:
    """Create a store with its site, contracts, machines and the user ``admin``, whole or not at all.

    Raises ``Refused``: ``store-exists``, ``weak-pin``, ``bad-value``.
    """
    return _created(settings, lambda plant: plant.do(found_site, FIRST, founding, pin, plant.hasher))


def create_demonstration(settings: Settings, plan: DemoPlan, *, history: bool) -> Plant:
    """Create the demonstration plant of a plan, with its days of history or only people and orders.

    Raises ``Refused`` (``store-exists``).
    """
    founding = Founding(plan.site_code, plan.site_name, DEMO, plan.zone, "", shipped_contracts())

    def fill(plant: Plant) -> None:
        site = plant.do(found_site, FIRST, founding, plan.pin, plant.hasher)
        if history:
            make_history(plant, plan, FIRST.code, plant.catalogs.shifts.calendars[site.calendar])
        else:
            people_and_orders(plant, plan, FIRST.code, plant.clock.now())

    return _created(settings, fill)


def shipped_plan() -> DemoPlan:
    """The plan of the demonstration that ships with the program."""
    return read_plan(data_path("demo", "plant.toml").read_text("utf-8"))


def _created(settings: Settings, fill: Callable[[Plant], object]) -> Plant:
    """A new store that is filled whole or not made at all."""
    from prodsys_tui.store.opening import create_store

    set_up_log()
    clock = _clock(settings)

    def found(store: "SqlStore") -> None:
        fill(plant_of(store, clock, settings))

    return plant_of(create_store(store_place(settings), clock, found), clock, settings)


def shipped_contracts() -> dict[str, str]:
    """The texts of the contracts that ship with the program, by file name."""
    return {path.name: path.read_text("utf-8") for path in sorted(data_path("contracts").glob("*.toml"))}


def shipped_catalogs() -> Catalogs:
    """The catalogs that ship with the program."""
    names = (SHIFTS, DEVIATIONS, STOPS, ORDERS)
    return read_catalogs({name: data_path("catalogs", name).read_text("utf-8") for name in names})


def store_place(settings: Settings) -> str:
    """Where the store is: a URL, or a path with ``~`` resolved."""
    return settings.db if "://" in settings.db else str(Path(settings.db).expanduser())


def plant_of(store: "SqlStore", clock: Clock, settings: Settings) -> Plant:
    """The plant on an open store."""
    return Plant(store, clock, Argon2Hasher(settings.pin_cost), shipped_catalogs())


def _clock(settings: Settings) -> Clock:
    return SystemClock() if settings.now is None else FixedClock(settings.now)


def _need_demonstration(site: Site, settings: Settings) -> None:
    if site.kind != DEMO:
        found = Found("now", str(settings.now), VARIABLES["now"], Problem.NOT_HERE, settings.db)
        raise BadSettingError((found,))


# Reports of faults and the log

_SECRET = re.compile(r"\$argon2[^\s'\"]*|(?<![\w.])(?<!line )[0-9]{4,8}(?![\w.])")
_PARAMETERS = re.compile(r"\[parameters: .*", re.DOTALL)
_SECRET_NAMES = ("pin", "hash", "password", "secret")


def scrubbed(text: str) -> str:
    """A text without what may be a PIN, a PIN's hash, or the values of a statement."""
    return _SECRET.sub("****", _PARAMETERS.sub("[parameters: ****]", text))


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
