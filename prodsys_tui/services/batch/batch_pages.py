"""Batches page by page, the newest first, narrowed by state, process, order or machine; found by any code."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prodsys_tui.domain.batch.batch import batch_meant
from prodsys_tui.domain.model import Batch, BatchState, Machine, Order
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.batch.batches import find_batch
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.reads.batch_list import BatchFigures
from prodsys_tui.services.refused import refuse

PAGE = 50
"""How many batches are read at once."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch as a list shows it."""

    batch: Batch
    figures: BatchFigures


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which batches a list is of: every one where nothing is named."""

    states: tuple[BatchState, ...] = ()
    process_id: int | None = None
    order: Order | None = None
    machine: Machine | None = None

    @property
    def by_code(self) -> str | None:
        """The order or machine that the list was narrowed to."""
        known = self.order or self.machine
        return None if known is None else known.code


@dataclass(frozen=True, slots=True)
class BatchPage:
    """What was read of a list so far, and whether there is more; ``first`` is the batch that it begins at.

    Without ``first`` it begins with the newest, so that one that is made now belongs to it.
    """

    wanted: Wanted
    lines: tuple[BatchLine, ...]
    more: bool
    first: str | None = None


def batch_page(reads: Reads, wanted: Wanted) -> BatchPage:
    """The newest batches of a list."""
    found = _listed(reads, wanted, None, PAGE + 1)
    return BatchPage(wanted, _lines(reads, found[:PAGE]), len(found) > PAGE)


def older_batches(reads: Reads, page: BatchPage) -> BatchPage:
    """A page with those that come after its last row as well."""
    if not page.lines:
        return page
    last = page.lines[-1].batch
    found = _listed(reads, page.wanted, last, PAGE + 1)
    lines = (*page.lines, *_lines(reads, found[:PAGE]))
    return replace(page, lines=lines, more=len(found) > PAGE)


def batches_again(reads: Reads, page: BatchPage) -> BatchPage:
    """The rows that were read, as they are now, and before them those that were made meanwhile."""
    if not page.lines:
        return batch_page(reads, page.wanted)
    first = None if page.first is None else find_batch(reads, page.first)
    begin = () if first is None else (first,)
    found = (*begin, *_listed(reads, page.wanted, first, len(page.lines) + PAGE + 1))
    last = page.lines[-1].batch.ref.id
    known = [batch for batch in found if batch.ref.id >= last]
    return replace(page, lines=_lines(reads, known), more=len(found) > len(known))


def batches_from(reads: Reads, code: str) -> BatchPage:
    """All batches from one on back. Raises ``Refused`` (``not-found``)."""
    first = find_batch(reads, code)
    found = (first, *_listed(reads, Wanted(), first, PAGE))
    return BatchPage(Wanted(), _lines(reads, found[:PAGE]), len(found) > PAGE, first.code)


def batches_of_code(reads: Reads, code: str, wanted: Wanted) -> BatchPage:
    """The batches that a code means: a batch and those before it, an order's, a machine's, a roll's.

    Those of an order or machine stay narrowed as the list was. Raises ``Refused`` (``not-found``) for a code
    that is none of these.
    """
    typed = tidy(code)
    if (order := reads.order(typed)) is not None:
        return batch_page(reads, replace(wanted, order=order, machine=None))
    if (machine := reads.machine(typed)) is not None:
        return batch_page(reads, replace(wanted, order=None, machine=machine))
    batch = reads.batch(batch_meant(code)) or reads.batch_of_roll(typed)
    if batch is None:
        raise refuse(Code.NOT_FOUND, "code", "code", value=typed)
    return batches_from(reads, batch.code)


def _listed(reads: Reads, wanted: Wanted, before: Batch | None, limit: int) -> Sequence[Batch]:
    return reads.listed_batches(
        states=wanted.states,
        process_id=wanted.process_id,
        order=None if wanted.order is None else wanted.order.ref,
        machine=None if wanted.machine is None else wanted.machine.ref,
        before=None if before is None else before.ref,
        limit=limit,
    )


def _lines(reads: Reads, batches: Sequence[Batch]) -> tuple[BatchLine, ...]:
    figures = reads.batch_figures([batch.ref for batch in batches])
    return tuple(BatchLine(batch, figures[batch.ref.id]) for batch in batches)
