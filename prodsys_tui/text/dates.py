"""Dates and times as people type and read them: spec ``ux.md``, "Screens", and ``cli.md``, "Conventions".

Shown as 15/03/2026 and 14:32 in the site's zone; typed as ``YYYY-MM-DD``, ``HH:MM`` or an ISO 8601 instant
with its zone. What is read is an aware instant in UTC.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from prodsys_tui.domain.refusal import Code, Refusal

AHEAD = timedelta(minutes=30)
"""How far a typed ``HH:MM`` may lie ahead of now before it is taken for yesterday's: clocks differ."""

_LEAST = timedelta(microseconds=1)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})"
)


def show_date(day: date) -> str:
    """A date as ``15/03/2026``."""
    return f"{day:%d/%m}/{day.year:04}"


def show_time(instant: datetime, zone: tzinfo) -> str:
    """An instant as the site's clock shows it, ``14:32``.

    In the hour that a clock change brings twice the offset tells which: ``01:30 UTC-06:00``.
    """
    local = instant.astimezone(zone)
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return f"{local:%H:%M} {_offset(local)}" if twice else f"{local:%H:%M}"


def show_instant(instant: datetime, zone: tzinfo) -> str:
    """An instant with its date at the site, ``15/03/2026 14:32``."""
    return f"{show_date(instant.astimezone(zone).date())} {show_time(instant, zone)}"


def read_date(text: str, field: str | None = None) -> date | Refusal:
    """A date ``YYYY-MM-DD`` that exists in the calendar; refused as ``bad-value``."""
    typed = text.strip()
    try:
        if _DATE.fullmatch(typed):
            return date.fromisoformat(typed)
    except ValueError:
        pass
    return _refused("date", typed, field)


def read_day(text: str, field: str | None = None) -> date | Refusal:
    """A date from a file of people's own: ``2026-03-15`` or ``15/03/2026``; refused as ``bad-value``."""
    written = _DAY.fullmatch(text.strip())
    if written is None:
        return read_date(text, field)
    day, month, year = written.groups()
    return read_date(f"{year}-{month:0>2}-{day:0>2}", field)


def read_instant(text: str, field: str | None = None) -> datetime | Refusal:
    """An ISO 8601 instant with its zone (``2026-03-15T14:32-06:00``), in UTC; refused as ``bad-value``."""
    typed = text.strip()
    try:
        if _INSTANT.fullmatch(typed):
            return datetime.fromisoformat(typed).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    return _refused("instant", typed, field)


def read_time(text: str, field: str | None = None) -> time | Refusal:
    """A local time ``HH:MM`` of a day of 24 hours; refused as ``bad-value``."""
    typed = text.strip()
    try:
        if _TIME.fullmatch(typed):
            return time.fromisoformat(typed.zfill(5))
    except ValueError:
        pass
    return _refused("time", typed, field)


def read_moment(text: str, zone: tzinfo, now: datetime, field: str | None = None) -> datetime | Refusal:
    """When something happened, in UTC: an instant with its zone, or ``HH:MM`` on the site's clock.

    ``HH:MM`` is the last time that the clock showed it, so that it may be yesterday's in a night shift.
    Refused as ``bad-value``, also for a time that a clock change skipped that day, and for one that it
    brought twice while both are past: then the offset has to be given.
    """
    if not _TIME.fullmatch(text.strip()):
        return read_instant(text, field)
    typed = read_time(text, field)
    if isinstance(typed, Refusal):
        return typed
    latest = now + AHEAD
    clock = latest.astimezone(zone).replace(tzinfo=None)
    for day in (clock.date(), clock.date() - timedelta(days=1)):
        local = datetime.combine(day, typed)
        shown = _moments(local, zone)
        past = [moment for moment in shown if moment <= latest]
        if len(past) > 1:
            first, second = (each.astimezone(zone).isoformat(timespec="minutes") for each in past)
            params = {"value": text.strip(), "first": first, "second": second}
            return Refusal(Code.BAD_VALUE, params, field, "time-twice")
        if past:
            return past[0]
        if not shown and local <= clock:
            break
    return _refused("time-skipped", text.strip(), field)


def read_bound(
    text: str, zone: tzinfo, now: datetime, field: str | None = None, *, last: bool = False
) -> datetime | Refusal:
    """A moment as ``read_moment`` has it, or the first (or ``last``) one of a day at the site.

    The day is written ``2026-03-15`` or ``15/03/2026``. Refused as ``bad-value``.
    """
    day = read_day(text, field)
    if isinstance(day, Refusal):
        return read_moment(text, zone, now, field) if "/" not in text else day
    if last:
        return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC) - _LEAST
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _moments(local: datetime, zone: tzinfo) -> list[datetime]:
    """The instants at which the site's clock shows this: one, two when set back, none when skipped."""
    both = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return [m for m in dict.fromkeys(both) if m.astimezone(zone).replace(tzinfo=None) == local]


def _offset(local: datetime) -> str:
    written = f"{local:%z}"
    return f"UTC{written[:3]}:{written[3:]}"


def _refused(variant: str, typed: str, field: str | None) -> Refusal:
    return Refusal(Code.BAD_VALUE, {"value": typed}, field, variant)
