"""Settings, and where each came from: spec ``cli.md``, "Conventions".

Flag > environment > the user's ``config.toml`` > the machine's ``config.toml`` > default. Read with the
standard library alone, because every command pays for it; ``platformdirs`` knows the folders.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal, NamedTuple

import platformdirs

from prodsys_tui.text.place import shown_place

APP = "prodsys"
Language = Literal["es", "en"]
_DAY = 86400


class PinCost(StrEnum):
    """How much work one PIN costs: ``normal`` (argon2id, 64 MiB), ``weak`` for weak terminals (19 MiB)."""

    NORMAL = "normal"
    WEAK = "weak"


class Problem(StrEnum):
    """What can be wrong with a setting."""

    BAD_VALUE = "bad_value"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    NOT_HERE = "not_here"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the program runs with. ``db`` is a path or a database URL, ``now`` a fixed instant in UTC.

    ``reads_ask`` makes reading commands ask for a person too. For the screens: ``theme`` by name, ``lean``
    (``auto``: over SSH), ``idle`` seconds until they lock (0: never), ``keys`` by the ids of the bindings
    that are remapped. ``on_event`` is the command, in words, that is run on critical events. ``backups`` are
    the hours, days and months of which one is kept.
    """

    db: str = field(repr=False)
    user: str | None = None
    lang: Language = "es"
    reads_ask: bool = False
    pin_cost: PinCost = PinCost.NORMAL
    now: datetime | None = None
    on_event: tuple[str, ...] = ()
    backups: tuple[int, int, int] = (24, 31, 12)
    theme: str | None = None
    lean: str = "auto"
    idle: float = 180.0
    keys: Mapping[str, str] = field(default_factory=dict)


class Found(NamedTuple):
    """One setting: its value as text, where it was found, and what is wrong with it.

    ``source`` is a flag, an environment variable, a file, or ``default``; ``allowed`` says what would do.
    """

    name: str
    value: str | None
    source: str
    problem: Problem | None = None
    allowed: str = ""

    @property
    def told(self) -> str | None:
        """The value as it may be shown: of a database URL, without its password."""
        return shown_place(self.value) if self.name == "db" and self.value is not None else self.value


class BadSettingError(Exception):
    """Settings that cannot be used; ``faults`` tells each with its place."""

    def __init__(self, faults: tuple[Found, ...]) -> None:
        super().__init__("; ".join(f"{fault.source}: {fault.name}" for fault in faults))
        self.faults = faults


class Resolved(NamedTuple):
    """What was found of every setting; names that no setting has and unreadable files come last."""

    found: tuple[Found, ...]

    def settings(self) -> Settings:
        """The settings, typed. Raises ``BadSettingError`` when one of them cannot be used."""
        faults = tuple(found for found in self.found if found.problem)
        if faults:
            raise BadSettingError(faults)
        text = {found.name: found.value for found in self.found if found.value is not None}
        return Settings(
            db=text["db"],
            user=text.get("user"),
            lang=_language(text["lang"]),
            reads_ask=_yes_or_no(text["reads_ask"]),
            pin_cost=PinCost(text["pin_cost"]),
            now=_instant(text["now"]) if "now" in text else None,
            on_event=_words(text.get("on_event", "")),
            backups=_generations(text["backups"]),
            theme=text.get("theme"),
            lean=_lean(text["lean"]),
            idle=_seconds(text["idle"]),
            keys=_keys(text.get("keys", "")),
        )


def resolve(flags: Mapping[str, str | None], environ: Mapping[str, str] = os.environ) -> Resolved:
    """Look every setting up. ``flags`` are the options given, by setting; an empty text is not given."""
    given = {name: text for name, text in flags.items() if text}
    files = [_read_file(path) for path in config_files()]
    found = [_lookup(known, given, files, environ) for known in _KNOWN]
    return Resolved((*found, *(fault for file in files for fault in file.faults)))


def config_files() -> tuple[Path, Path]:
    """The configuration files, the user's before the machine's; neither needs to exist."""
    user = platformdirs.user_config_path(APP) / "config.toml"
    return user, platformdirs.site_config_path(APP) / "config.toml"


def data_folder() -> Path:
    """Where the user's stores live."""
    return platformdirs.user_data_path(APP)


def state_folder() -> Path:
    """Where the log and the error reports go."""
    return platformdirs.user_state_path(APP)


def _language(text: str) -> Language:
    match text.strip().lower():
        case "es":
            return "es"
        case "en":
            return "en"
    raise ValueError(text)


def _yes_or_no(text: str) -> bool:
    match text.strip().lower():
        case "1" | "true" | "yes" | "si" | "sí":
            return True
        case "0" | "false" | "no":
            return False
    raise ValueError(text)


def _lean(text: str) -> str:
    match text.strip().lower():
        case "auto" | "on" | "off" as known:
            return known
    raise ValueError(text)


def _instant(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise ValueError(text)
    return read.astimezone(UTC)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= _DAY:
        raise ValueError(text)
    return seconds


def _generations(text: str) -> tuple[int, int, int]:
    hours, days, months = (int(part) for part in text.split(","))
    if min(hours, days, months) < 0 or not max(hours, days, months):
        raise ValueError(text)
    return hours, days, months


def _keys(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(",") if part.strip())
    keys = {name.strip(): key.strip() for name, _, key in pairs}
    if not all(name and key for name, key in keys.items()):
        raise ValueError(text)
    return keys


def _words(text: str) -> tuple[str, ...]:
    """A command as a shell would take it apart; none does. Raises ``ValueError`` for an open quote."""
    if not text.strip():
        return ()
    import shlex  # noqa: PLC0415 - hardly any terminal has the setting

    return tuple(shlex.split(text))


def _default_store() -> str:
    return str(data_folder() / "prodsys.db")


class _Known(NamedTuple):
    """A setting: its variable, how its text is read, its default, and what would do instead of a bad one."""

    name: str
    variable: str
    read: Callable[[str], object]
    default: Callable[[], str] | None = None
    allowed: str = ""
    in_files: bool = True


_KNOWN = (
    _Known("db", "PRODSYS_DB", str, _default_store),
    _Known("user", "PRODSYS_USER", str),
    _Known("lang", "PRODSYS_LANG", _language, lambda: "es", "es, en"),
    _Known("reads_ask", "PRODSYS_READS_ASK", _yes_or_no, lambda: "false", "true, false"),
    _Known("pin_cost", "PRODSYS_PIN_COST", PinCost, lambda: PinCost.NORMAL.value, "normal, weak"),
    _Known("backups", "PRODSYS_BACKUPS", _generations, lambda: "24, 31, 12", "24, 31, 12"),
    _Known("on_event", "PRODSYS_ON_EVENT", _words, allowed="/usr/local/bin/avisar --grupo planta"),
    # A fixed time is for one rehearsal, never for a machine: no file may hold it.
    _Known("theme", "PRODSYS_THEME", str),
    _Known("lean", "PRODSYS_LEAN", _lean, lambda: "auto", "auto, on, off"),
    _Known("idle", "PRODSYS_IDLE", _seconds, lambda: "180", "0-86400"),
    _Known("keys", "PRODSYS_KEYS", _keys, allowed="save=f2, leave=f3"),
    _Known("now", "PRODSYS_NOW", _instant, allowed="2026-03-15T14:30-06:00", in_files=False),
)
VARIABLES: Mapping[str, str] = {known.name: known.variable for known in _KNOWN}
"""Every setting with its environment variable."""


class _File(NamedTuple):
    path: Path
    values: Mapping[str, str]
    faults: tuple[Found, ...] = ()


def _read_file(path: Path) -> _File:
    """A configuration file: every value as text, what it should not hold as faults."""
    if not path.is_file():
        return _File(path, {})
    import tomllib  # noqa: PLC0415 - most terminals have no file, and help must be quick

    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        return _File(path, {}, (Found(path.name, str(fault), str(path), Problem.UNREADABLE),))
    allowed = {known.name for known in _KNOWN if known.in_files}
    values = {name: _as_text(value) for name, value in raw.items() if name in allowed}
    names = ", ".join(sorted(allowed))
    unknown = (Found(name, None, str(path), Problem.UNKNOWN, names) for name in raw if name not in allowed)
    return _File(path, values, tuple(unknown))


def _as_text(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={part}" for name, part in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)


def _lookup(known: _Known, flags: Mapping[str, str], files: list[_File], environ: Mapping[str, str]) -> Found:
    """The first place that gives a setting, and whether its value can be read."""
    value, source = next(_places(known, flags, files, environ), (None, "default"))
    if value is None:
        return Found(known.name, known.default() if known.default else None, source)
    try:
        known.read(value)
    except ValueError:
        return Found(known.name, value, source, Problem.BAD_VALUE, known.allowed)
    return Found(known.name, value, source)


def _places(
    known: _Known, flags: Mapping[str, str], files: list[_File], environ: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    if known.name in flags:
        yield flags[known.name], f"--{known.name}"
    if environ.get(known.variable):
        yield environ[known.variable], known.variable
    for file in files:
        if file.values.get(known.name):
            yield file.values[known.name], str(file.path)
