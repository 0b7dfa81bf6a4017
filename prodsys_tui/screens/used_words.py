"""What saved records used up, in words: Producción and Contadores say the same."""

from collections.abc import Iterable, Iterator

from prodsys_tui.services.production.production import ProductionSaved
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText


def used_words(saved: Iterable[ProductionSaved], say: Texts) -> Iterator[SafeText]:
    """The rolls that records used up, and what is to be known of batches that are held."""
    told: dict[str, dict[str, None]] = {"rolls": {}, "rolls-unknown": {}, "before-hold": {}, "part-held": {}}
    for each in saved:
        for use in each.rolls:
            told["rolls" if use.batch is not None else "rolls-unknown"][use.code] = None
        for link in each.links:
            if link.before_hold:
                told["before-hold"][link.batch.code] = None
            elif link.held and not link.signed_by:
                told["part-held"][link.batch.code] = None
    yield from (say(f"production.saved-{name}", codes=tuple(codes)) for name, codes in told.items() if codes)
