"""How long something waits, in words."""

from datetime import timedelta

from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText


def age(waited: timedelta, say: Texts) -> SafeText:
    """A length of time in days and hours, or hours and minutes."""
    hours, minutes = divmod(int(waited.total_seconds()) // 60, 60)
    days, hours = divmod(hours, 24)
    if days:
        return say("common.age", days=days, hours=hours)
    return say("common.age-hours", hours=hours, minutes=minutes)


def short_age(waited: timedelta, say: Texts) -> SafeText:
    """A length of time in its largest unit alone: days, hours or minutes; for a narrow column."""
    minutes = max(0, int(waited.total_seconds())) // 60
    hours, days = minutes // 60, minutes // (24 * 60)
    unit, count = ("days", days) if days else ("hours", hours) if hours else ("minutes", minutes)
    return say(f"common.age-{unit}-short", count=count)
