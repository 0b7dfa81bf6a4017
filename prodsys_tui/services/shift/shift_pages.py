"""All shifts, page by page, the newest first. Spec ``architecture.md``: keyset pages, never an offset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from prodsys_tui.domain.model import Shift
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.shift.shifts import find_shift

PAGE = 50
"""How many shifts are read at once."""


@dataclass(frozen=True, slots=True)
class ShiftPage:
    """Shifts, newest first, with how often each was corrected (by id) and whether there are older ones.

    ``newest``: it begins with the newest shift of all, so that one that is opened belongs to it.
    """

    shifts: tuple[Shift, ...]
    signed: Mapping[int, int]
    more: bool
    newest: bool


def shift_page(reads: Reads, *, until: date | None = None, wanted: str | None = None) -> ShiftPage:
    """The newest shifts, or those of an operating date and before it.

    A ``wanted`` one (uid) that is not among the newest begins the page in their place.
    """
    found = reads.shifts(until=until, limit=PAGE + 1)
    first = reads.shift(wanted) if wanted is not None else None
    if first is None or first in found[:PAGE]:
        return _page(reads, found, PAGE, newest=until is None)
    return _page(reads, (first, *reads.shifts(before=first.ref, limit=PAGE)), PAGE, newest=False)


def older_shifts(reads: Reads, page: ShiftPage) -> ShiftPage:
    """A page with those that come after its last row as well."""
    if not page.shifts:
        return page
    older = _page(reads, reads.shifts(before=page.shifts[-1].ref, limit=PAGE + 1), PAGE, newest=False)
    return ShiftPage((*page.shifts, *older.shifts), {**page.signed, **older.signed}, older.more, page.newest)


def shifts_again(reads: Reads, page: ShiftPage) -> ShiftPage:
    """The same rows as they are now, and before them those that were opened meanwhile."""
    if not page.shifts:
        return shift_page(reads)
    first = find_shift(reads, page.shifts[0].ref.uid)
    known = (first, *reads.shifts(before=first.ref, limit=len(page.shifts)))
    opened = reads.shifts(limit=PAGE) if page.newest else ()
    new = [shift for shift in opened if shift.ref.id > first.ref.id]
    return _page(reads, (*new, *known), len(new) + len(page.shifts), newest=page.newest)


def _page(reads: Reads, found: Sequence[Shift], size: int, *, newest: bool) -> ShiftPage:
    shifts = tuple(found[:size])
    signed = reads.corrected_shifts([shift.ref for shift in shifts])
    return ShiftPage(shifts, signed, len(found) > size, newest)
