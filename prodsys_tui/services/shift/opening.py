"""Which turn is opened, and what stands in its place already. Spec ``process-contracts.md``, "Shifts"."""

from datetime import date
from zoneinfo import ZoneInfo

from prodsys_tui.domain.model import Shift, Site
from prodsys_tui.domain.shift.calendar import Calendar
from prodsys_tui.domain.shift.shift import Opening, choose_opening
from prodsys_tui.services.places import found
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.use_case import Act


def choose_turn(
    reads: Reads, act: Act, site: Site, turn: str | None, day: date | None
) -> tuple[Opening, Shift | None]:
    """The turn to open, by the site's clock unless it is given, and the shift that has its hours already.

    Raises ``Refused``: ``turn-unknown``, ``bad-value``.
    """
    calendar, zone = act.catalogs.shifts.calendars[site.calendar], ZoneInfo(site.zone)
    today = act.now.astimezone(zone).date()
    opened = [each.code for each in calendar.short_turns if reads.shift_of(each.code, today) is not None]
    wanted = found(choose_opening(calendar, zone, act.now, turn, day, opened))
    return wanted, reads.shift_of(wanted.turn, wanted.operating_date) or _same_hours(reads, calendar, wanted)


def _same_hours(reads: Reads, calendar: Calendar, wanted: Opening) -> Shift | None:
    """The shift of that date that has some of the wanted turn's hours: T1 where T5 was opened."""
    turn = calendar.turn(wanted.turn)
    others = calendar.overlapping(turn) if turn is not None else ()
    known = (reads.shift_of(code, wanted.operating_date) for code in others)
    return next((each for each in known if each is not None), None)
