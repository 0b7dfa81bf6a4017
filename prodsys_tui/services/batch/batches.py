"""Batches: found or made with a record, held, released, closed, and told. Seed "Batch Management"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prodsys_tui.domain.batch.batch import batch_code, batch_meant, state_faults
from prodsys_tui.domain.model import Batch, BatchChange, BatchState, Order, Outcome, Shift
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.batch.hold_moves import Verdict, move_batch, settle, whole_hold
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.rows import ConsumedIn
from prodsys_tui.services.use_case import Act, use_case

Seen = Mapping[str, int] | None
"""The versions of the batches that a person saw, by code: who is second is told who was first."""


@dataclass(frozen=True, slots=True)
class BatchStory:
    """A batch with what happened to it: its states and where it was consumed."""

    batch: Batch
    history: Sequence[BatchChange]
    consumed_in: Sequence[ConsumedIn]


def find_batch(reads: Reads, code: str) -> Batch:
    """The batch of a code, or of a scanned label. Raises ``Refused`` (``not-found``)."""
    batch = reads.batch(batch_meant(code))
    if batch is None:
        raise refuse(Code.NOT_FOUND, "batch", "batch", batch=tidy(code))
    return batch


def as_seen(reads: Reads, code: str, seen: Seen) -> Batch:
    """The batch of a code. Raises ``Refused``: ``not-found``, ``changed-meanwhile`` if it is no longer so."""
    batch = find_batch(reads, code)
    if batch.version != (seen or {}).get(batch.code, batch.version):
        raise refuse(Code.CHANGED_MEANWHILE, "batch", person=batch.changed_by, at=batch.changed_at)
    return batch


def batch_story(reads: Reads, code: str) -> BatchStory:
    """A batch with its story. Raises ``Refused`` (``not-found``)."""
    batch = find_batch(reads, code)
    return BatchStory(
        batch,
        reads.batch_history(batch.ref),
        reads.consumed_in(batch.ref),
    )


def batch_for(uow: UnitOfWork, act: Act, shift: Shift, order: Order) -> Batch:
    """The batch of a shift and order, made with the order's next number when there is none yet.

    The write lock of the unit of work keeps two clients from getting one number.
    """
    known = uow.batch_of(shift.ref, order.ref)
    if known is not None:
        return known
    number = uow.last_batch_number(order.ref) + 1
    return uow.add(
        Batch(
            code=batch_code(order.code, number),
            order=order.ref,
            shift=shift.ref,
            number=number,
            produced_on=shift.operating_date,
            author=act.person.code,
            recorded_at=act.now,
        )
    )


@use_case("batch-state", Right.PAUSE_BATCH, Right.CHANGE_BATCH)
def set_batch_state(
    uow: UnitOfWork, act: Act, code: str, state: str, comment: str | None, *, seen: Seen = None
) -> Batch:
    """Hold, release or close a batch; each with a comment, a row of history and the reason in the audit.

    Whoever works may hold one; releasing and closing need the right. ``pausado`` opens a hold; ``activo``
    releases all that is undecided of it. A closed one is in use nowhere. Raises ``Refused``:
    ``not-permitted``, ``not-found``, ``bad-value``, ``transition-not-allowed``, ``comment-required``,
    ``same-person``, ``changed-meanwhile``.
    """
    after = pick(state, BatchState)
    if after is None:
        raise refuse(Code.BAD_VALUE, "state", value=state)
    if after is not BatchState.HELD:
        act.need(Right.CHANGE_BATCH)
    batch, words = as_seen(uow, code, seen), tidy(comment)
    ensure(state_faults(batch.state, BatchState(after), words))
    if after is BatchState.ACTIVE:
        verdict = Verdict(Outcome.RELEASED, words)
        return settle(uow, act, batch, whole_hold(uow, act, batch, words), verdict)
    return move_batch(uow, act, batch, BatchState(after), words)
