"""Holds page by page: of those that last the longest first; of ended ones, or a batch's, the newest first."""

from dataclasses import dataclass
from datetime import datetime

from prodsys_tui.domain.model import Batch
from prodsys_tui.services.batch.batches import find_batch
from prodsys_tui.services.batch.hold_story import HoldRow, hold_rows
from prodsys_tui.services.ports import Reads

PAGE = 50
"""How many holds are read at once."""


@dataclass(frozen=True, slots=True)
class HoldPage:
    """What was read of a list of holds so far, and whether there is more.

    ``batch`` narrows it to the holds of one batch, ended or not; else ``ended`` tells which they are.
    """

    rows: tuple[HoldRow, ...]
    more: bool
    ended: bool = False
    batch: Batch | None = None


def hold_page(reads: Reads, now: datetime, *, ended: bool = False, batch: str | None = None) -> HoldPage:
    """The first page of a list. Raises ``Refused`` (``not-found``) for an unknown batch (its code)."""
    of = None if batch is None else find_batch(reads, batch)
    return _read(reads, now, HoldPage((), more=False, ended=ended, batch=of), PAGE)


def more_holds(reads: Reads, now: datetime, page: HoldPage) -> HoldPage:
    """A page with those that come after its last row as well."""
    return _read(reads, now, page, PAGE)


def holds_again(reads: Reads, now: datetime, page: HoldPage) -> HoldPage:
    """As many rows as were read, as they are now."""
    fresh = HoldPage((), more=False, ended=page.ended, batch=page.batch)
    return _read(reads, now, fresh, max(PAGE, len(page.rows)))


def _read(reads: Reads, now: datetime, page: HoldPage, size: int) -> HoldPage:
    last = page.rows[-1].hold.ref if page.rows else None
    found = reads.listed_holds(
        ended=None if page.batch is not None else page.ended,
        batch=None if page.batch is None else page.batch.ref,
        after=last,
        limit=size + 1,
    )
    rows = (*page.rows, *hold_rows(reads, found[:size], now))
    return HoldPage(rows, len(found) > size, page.ended, page.batch)
