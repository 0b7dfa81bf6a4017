"""A shift in words."""

from prodsys_tui.domain.model import Shift, ShiftState
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date
from prodsys_tui.text.safe import SafeText, joined, safe


def shift_words(shift: Shift, say: Texts) -> SafeText:
    """Its turn and date and, unless it is the open one, where it stands: entries there come late."""
    named = [safe(shift.turn), safe(show_date(shift.operating_date))]
    if shift.state is not ShiftState.OPEN:
        named.append(say(f"board.shift.{shift.state}"))
    return joined(named)
