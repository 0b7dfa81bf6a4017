"""The turns of a site: which one a moment belongs to, and when one begins and ends.

Turns are told by the wall clock of the site. Instants are UTC, so that the night on which the clocks
change lasts the 7 or 9 hours that it really lasts. Spec ``process-contracts.md``, "Shifts".
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from prodsys_tui.domain.names import pick

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn: when it starts on the site's wall clock, and for how many minutes of it.

    ``weekday`` (ISO: Monday 1 … Sunday 7) marks a short turn that only that day may have.
    """

    code: str
    name: str
    start: time
    minutes: int
    weekday: int | None = None

    def may_begin(self, operating_date: date) -> bool:
        """Whether the turn can belong to that operating date."""
        return self.weekday is None or self.weekday == operating_date.isoweekday()

    def minute_of(self, moment: time) -> int:
        """How many minutes of the wall clock have passed since the turn last began."""
        return (_minute(moment) - _minute(self.start)) % DAY_MINUTES


@dataclass(frozen=True, slots=True)
class Rotation:
    """The order in which a crew moves through the turns, on which ISO weekday."""

    turns: tuple[str, ...]
    weekday: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """The turns that fill a day, in order, and the short ones that a person may choose instead."""

    code: str
    turns: tuple[Turn, ...]
    short_turns: tuple[Turn, ...] = ()
    rotation: Rotation | None = None

    def turn(self, code: str) -> Turn | None:
        """The turn of that code, short ones included, however its letters are written."""
        by_code = {turn.code: turn for turn in (*self.turns, *self.short_turns)}
        found = pick(code, by_code)
        return None if found is None else by_code[found]

    def overlapping(self, turn: Turn) -> tuple[str, ...]:
        """The codes of the other turns that have some of the same hours: T5 has some of T1's."""
        return tuple(
            each.code
            for each in (*self.turns, *self.short_turns)
            if each != turn
            and (turn.minute_of(each.start) < turn.minutes or each.minute_of(turn.start) < each.minutes)
        )

    def short_at(self, local: datetime, opened: Collection[str]) -> Turn | None:
        """The short turn of a moment, on a day that has one of them among the turns that were ``opened``."""
        today = [each for each in self.short_turns if each.may_begin(local.date())]
        if not any(each.code in opened for each in today):
            return None
        return next((each for each in today if each.minute_of(local.time()) < each.minutes), None)

    def at(self, local: datetime) -> tuple[date, Turn]:
        """The operating date and turn of a moment on the site's wall clock.

        A turn that began before midnight keeps the date on which it began: at 03:00 in T3 (23–07) the
        operating date is the day before.
        """
        moment = local.time()
        turn = min(self.turns, key=lambda each: each.minute_of(moment))
        began_today = turn.minute_of(moment) <= _minute(moment)
        return local.date() - timedelta(days=0 if began_today else 1), turn

    def window(self, turn: Turn, operating_date: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """When a turn of an operating date starts and ends (UTC instants), by the site's wall clock.

        On the nights when the clocks change it lasts an hour more or less than ``turn.minutes``.
        """
        starts = datetime.combine(operating_date, turn.start)
        ends = starts + timedelta(minutes=turn.minutes)
        return _instant(starts, zone), _instant(ends, zone)


@dataclass(frozen=True, slots=True)
class ShiftCatalog:
    """The calendars that a site can have, by code, and which one it gets unless another is named."""

    default: str
    calendars: Mapping[str, Calendar] = field(default_factory=dict)


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _instant(wall_clock: datetime, zone: ZoneInfo) -> datetime:
    return wall_clock.replace(tzinfo=zone).astimezone(UTC)
