"""Reading the catalogs from their TOML texts. The formats are told in ``data/README.md``."""

from collections.abc import Callable
from datetime import time
from typing import TypeVar

from prodsys_tui.domain.contract.catalogs import DeviationCatalog, OrderProperty, PropertyKind, StopCatalog
from prodsys_tui.domain.contract.contract import STOP_GROUPS
from prodsys_tui.domain.contract.toml_fields import Fault, Fields, FileRead, open_fields
from prodsys_tui.domain.shift.calendar import DAY_MINUTES, Calendar, Rotation, ShiftCatalog, Turn

T = TypeVar("T")

_WEEK = 7


def read_shifts(text: str, file: str) -> FileRead[ShiftCatalog]:
    """Read ``shifts.toml``: the calendars of turns. All faults are told at once."""
    return _read(text, file, _shifts)


def read_deviations(text: str, file: str) -> FileRead[DeviationCatalog]:
    """Read ``deviations.toml``: the causes and actions of dispositions."""
    return _read(
        text, file, lambda fields: DeviationCatalog(_some(fields, "causes"), _some(fields, "actions"))
    )


def read_stops(text: str, file: str) -> FileRead[StopCatalog]:
    """Read ``stops.toml``: the groups of stops and the general reasons."""
    return _read(text, file, _stops)


def read_order_properties(text: str, file: str) -> FileRead[tuple[OrderProperty, ...]]:
    """Read ``orders.toml``: what an order may say besides nominals."""
    return _read(text, file, _properties)


def _read(text: str, file: str, build: Callable[[Fields], T]) -> FileRead[T]:
    fields = open_fields(text, file)
    if isinstance(fields, Fault):
        return FileRead(None, (fields,))
    value = build(fields)
    fields.close()
    return FileRead(None, tuple(fields.faults)) if fields.faults else FileRead(value)


def _some(fields: Fields, name: str) -> tuple[str, ...]:
    if not fields.has(name):
        fields.fault(name, "missing")
    return fields.texts(name)


def _stops(fields: Fields) -> StopCatalog:
    names: dict[str, str] = {}
    reasons: dict[str, tuple[str, ...]] = {}
    for group in STOP_GROUPS:
        table = fields.table(group)
        if table is None:
            fields.fault(group, "missing")
        else:
            names[group] = table.text("name")
            reasons[group] = table.texts("reasons")
    return StopCatalog(names, reasons)


def _properties(fields: Fields) -> tuple[OrderProperty, ...]:
    return tuple(
        OrderProperty(
            table.text("name"), table.choice("kind", PropertyKind, PropertyKind.FLAG), table.text("unit", "")
        )
        for table in fields.tables("properties")
    )


def _shifts(fields: Fields) -> ShiftCatalog:
    calendars: dict[str, Calendar] = {}
    for table in fields.tables("calendars"):
        calendar = _calendar(table)
        if calendar.code in calendars:
            table.fault("code", "twice", value=calendar.code)
        calendars[calendar.code] = calendar
    default = fields.text("default")
    fields.among("default", (default,), calendars)
    return ShiftCatalog(default, calendars)


def _calendar(table: Fields) -> Calendar:
    turns = tuple(_turn(each) for each in table.tables("turns"))
    short_turns = tuple(_turn(each, short=True) for each in table.tables("short_turns"))
    codes = [turn.code for turn in (*turns, *short_turns)]
    for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
        table.fault("turns", "twice", value=code)
    if not _fills_a_day(turns):
        table.fault("turns", "a_day")
    return Calendar(table.text("code"), turns, short_turns, _rotation(table, codes))


def _turn(table: Fields, *, short: bool = False) -> Turn:
    start, end = table.clock("starts"), table.clock("ends")
    return Turn(
        code=table.text("code"),
        name=table.text("name"),
        start=start,
        minutes=_minutes_between(start, end),
        weekday=_weekday(table) if short else None,
    )


def _rotation(table: Fields, codes: list[str]) -> Rotation | None:
    inner = table.table("rotation")
    if inner is None:
        return None
    turns = inner.texts("turns")
    inner.among("turns", turns, codes)
    return Rotation(turns, _weekday(inner))


def _weekday(table: Fields) -> int:
    """An ISO weekday: Monday 1 … Sunday 7."""
    day = table.integer("weekday", least=1)
    table.among("weekday", (day,), range(_WEEK + 1))
    return day


def _minutes_between(start: time, end: time) -> int:
    """From one time of the wall clock to the next time it shows the other; the same time is a whole day."""
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return minutes % DAY_MINUTES or DAY_MINUTES


def _fills_a_day(turns: tuple[Turn, ...]) -> bool:
    """Whether each turn begins when the one before ends, all round the clock."""
    following = (*turns[1:], *turns[:1])
    return sum(turn.minutes for turn in turns) == DAY_MINUTES and all(
        turn.minutes % DAY_MINUTES == turn.minute_of(after.start)
        for turn, after in zip(turns, following, strict=True)
    )
