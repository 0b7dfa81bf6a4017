"""Batches and holds as people read them: on the screens that list them and that tell them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from prodsys_tui.domain.batch.hold import Part
from prodsys_tui.domain.model import BatchDisposition, BatchState, Hold
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText, joined, safe

MARK = "*"
"""Stands before a batch that was marked."""

SIGNS: Mapping[BatchState, tuple[str, str]] = {
    BatchState.ACTIVE: ("=", "base"),
    BatchState.HELD: ("!", "wrong"),
    BatchState.CLOSED: ("#", "off"),
}
"""The sign of each state, which carries it where there are no colours, and the colour pair."""

_SHOWN_CODES = 4


def state_sign(state: BatchState) -> tuple[SafeText, str]:
    """A batch's state as sign and word, and its colour pair."""
    sign, meaning = SIGNS[state]
    return joined((safe(sign), safe(state.value))), meaning


def codes_told(codes: Sequence[str], say: Texts, most: int = _SHOWN_CODES) -> SafeText:
    """Codes with commas between, the first of many; how many more there are."""
    told = safe(", ".join(codes[:most]))
    left = len(codes) - most
    return told if left <= 0 else joined((told, say("holding.and-more", count=left)))


def part_told(hold: Hold, say: Texts) -> SafeText:
    """What of a batch a hold holds."""
    part = Part.of(hold)
    if part.whole:
        return say("holding.part.whole")
    if part.roll is None:
        return say("holding.part.machine", machine=part.machine)
    return say("holding.part.roll", roll=part.roll)


def disposition_words(each: BatchDisposition, much: Decimal | None, say: Texts) -> SafeText:
    """What was decided of a hold, of how much of it (None: all that was left), why, and who signed."""
    key = "holding.decided" if each.signed_by is None else "holding.decided-signed"
    quantity = say("holding.all-left") if much is None else much
    return say(key, outcome=each.outcome.value, quantity=quantity, text=each.comment, person=each.signed_by)
