"""The list of batches that may be consumed (F4), wherever one names them."""

from collections.abc import Container, Iterable, Iterator

from prodsys_tui.domain.model import BatchState
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.services.production.production_sheet import Offered
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date, show_instant
from prodsys_tui.text.safe import SafeText, joined, safe


def batch_choices(offered: Iterable[Offered], say: Texts, named: Container[str] = ()) -> list[Choice]:
    """The batches with their date, whether they are held or in use, and which are ``named`` already."""
    return [
        Choice(each.batch.code, safe(each.batch.code), joined(_told(each, say, named))) for each in offered
    ]


def _told(offered: Offered, say: Texts, named: Container[str]) -> Iterator[SafeText]:
    batch = offered.batch
    yield safe(show_date(batch.produced_on))
    if batch.state is BatchState.HELD:
        yield say("production.offered.held")
    if offered.since is not None:
        yield say("production.offered.in-use", since=show_instant(offered.since, say.zone))
    if batch.code in named:
        yield say("production.batch-named")
