"""Where one can go from the board besides its rows: screens about batches, quality and proof."""

from collections.abc import Sequence

from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.session import Place
from prodsys_tui.text.catalog import Texts

DESTINATIONS: tuple[Place, ...] = (
    Place.BATCHES,
    Place.HOLDS,
    Place.TRACE,
    Place.QUALITY,
    Place.CONTROL,
    Place.ANALYSIS,
    Place.HISTORY,
    Place.AUDIT,
)
"""In the order in which they are offered; each has its name and a word on it in the catalog."""


def destinations(say: Texts) -> Sequence[Choice]:
    """The places to choose from, by name."""
    return [
        Choice(place.value, say(f"board.place.{place.value}"), say(f"board.place.{place.value}.what"))
        for place in DESTINATIONS
    ]
