"""What became of a sheet of counters, in words."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.counters.entry import Saved
from prodsys_tui.screens.grid_refusals import row_of
from prodsys_tui.screens.used_words import used_words
from prodsys_tui.text.catalog import Texts, refusal_text
from prodsys_tui.text.safe import SafeText

MOST_LINES = 7
"""Lines of the message line, which is eight high."""


def saved_words(saved: Saved, say: Texts) -> Iterator[SafeText]:
    """How much was saved, its batches, and the readings that are disputed."""
    records = [one.record for one in saved.records]
    made = sum((one.quantity for one in records), Decimal(0))
    yield say.n("counters.saved", len(records), made=made, unit=saved.sheet.contract.unit)
    batches = tuple(dict.fromkeys(one.batch.code for one in saved.records if one.batch is not None))
    if batches:
        yield say("counters.saved-batches", batches=batches)
    disputed = tuple(one.machine.code for one in records if one.disputed and one.machine is not None)
    if disputed:
        yield say("counters.saved-disputed", machines=disputed)
    yield from used_words(saved.records, say)


def refused_words(reasons: Sequence[Refusal], codes: Sequence[str], say: Texts) -> Iterator[SafeText]:
    """The reasons, each with its machine; what does not fit is counted."""
    for reason in reasons[:MOST_LINES]:
        text, code = refusal_text(say, reason), row_of(reason, codes)
        yield text if code is None else say("counters.refused", machine=code, text=text)
    if len(reasons) > MOST_LINES:
        yield say("counters.refused-more", n=len(reasons) - MOST_LINES)
