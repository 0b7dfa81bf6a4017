"""What every change of a batch's state does with its holds: one opens with ``pausado``, and ends with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from prodsys_tui.domain.batch.batch import comment_faults, state_faults
from prodsys_tui.domain.batch.hold import USABLE, Account, Made, decide, release_faults
from prodsys_tui.domain.model import Batch, BatchChange, BatchDisposition, BatchState, Hold, Outcome, Ref
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import Refused, ensure
from prodsys_tui.services.use_case import Act

MOST_HOLDS = 1000
"""The most holds of one batch that are counted."""


def made_of(reads: Reads, batch: Ref) -> tuple[Made, ...]:
    """What was made of a batch, record by record as corrected, and its rolls as typed."""
    records = reads.records_of_batch(batch)
    machines = {each.ref.id: each.machine.code if each.machine else None for each in records}
    rolls = reads.rolls_of_batch(batch)
    return (
        *(
            Made(machines[each.ref.id], None, each.quantity, each.recorded_at)
            for each in records
            if each.quantity > 0 or each.disputed
        ),
        *(Made(machines[each.record.id], each.code, each.quantity, each.recorded_at) for each in rolls),
    )


def account_of(reads: Reads, batch: Ref) -> Account:
    """What was made of a batch, what of it was ever held, and what was decided."""
    holds = reads.holds(batch=batch, limit=MOST_HOLDS)
    return Account(made_of(reads, batch), holds, reads.batch_dispositions(batch))


def open_hold(uow: UnitOfWork, act: Act, batch: Batch, reason: str) -> Hold:
    """A hold of a whole batch, to be added; its group is its own, numbered by batch."""
    number = len(uow.holds(batch=batch.ref, limit=MOST_HOLDS)) + 1
    return Hold(
        batch=batch.ref,
        group=f"{batch.ref.uid}-{number}",
        reason=reason,
        author=act.person.code,
        recorded_at=act.now,
    )


def move_batch(
    uow: UnitOfWork,
    act: Act,
    batch: Batch,
    after: BatchState,
    comment: str | None,
    hold: Hold | None = None,
) -> Batch:
    """Change a batch's state: its row of history, the hold that opens, and what ends with it.

    ``hold`` is what opens with ``pausado`` where it says more than the comment. Leaving ``pausado`` ends the
    hold of the whole batch; closing ends every hold and every use of it.
    Raises ``Refused``: ``transition-not-allowed``, ``comment-required``.
    """
    words = tidy(comment)
    ensure(state_faults(batch.state, after, words))
    uow.because(words)
    if after is BatchState.HELD:
        uow.add(hold or open_hold(uow, act, batch, words))
    else:
        holds = uow.open_holds((batch.ref,))
        end_holds(uow, act, (each for each in holds if each.whole or after is BatchState.CLOSED))
    if after is BatchState.CLOSED:
        for use in uow.uses_of(batch.ref):
            uow.change(use, until=act.now)
    uow.add(
        BatchChange(
            batch=batch.ref,
            before=batch.state,
            after=after,
            comment=words,
            author=act.person.code,
            recorded_at=act.now,
        )
    )
    return uow.change(
        batch,
        state=after,
        state_comment=words,
        state_reason=words,
        changed_at=act.now,
        changed_by=act.person.code,
    )


def end_holds(uow: UnitOfWork, act: Act, holds: Iterable[Hold]) -> None:
    """End holds."""
    for hold in holds:
        uow.change(hold, ended_at=act.now, ended_by=act.person.code)


def whole_hold(uow: UnitOfWork, act: Act, batch: Batch, reason: str) -> Hold:
    """The open hold of a whole batch; one is opened where there is none, to be decided at once."""
    holds = (each for each in uow.open_holds((batch.ref,)) if each.whole)
    return next(holds, None) or uow.add(open_hold(uow, act, batch, reason))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided of a hold: a quantity of it, or (None) all that is left; who typed it, who signed."""

    outcome: Outcome
    comment: str
    quantity: Decimal | None = None
    author: str = ""
    signed_by: str | None = None


def settle(uow: UnitOfWork, act: Act, batch: Batch, hold: Hold, verdict: Verdict) -> Batch:
    """Decide a part of a hold, or the rest of it; what ends with it is ended.

    ``act`` is of whoever answers for it. Raises ``Refused`` with every reason: ``bad-quantity``,
    ``already-exists`` for a hold that was decided, ``same-person``, ``comment-required``.
    """
    outcome, words = verdict.outcome, tidy(verdict.comment)
    account = account_of(uow, batch.ref)
    earlier = [told.outcome for told, _ in account.decided(hold)]
    decided = decide(hold, account.left(hold), earlier, outcome, verdict.quantity)
    faults = list(decided) if isinstance(decided, tuple) else []
    faults += comment_faults(BatchState.ACTIVE if outcome in USABLE else BatchState.CLOSED, words)
    if outcome in USABLE:
        faults += release_faults(hold, act.person.code, by_another=uow.site().release_by_another)
    if isinstance(decided, tuple) or faults:
        raise Refused(*faults)
    uow.because(words)
    uow.add(
        BatchDisposition(
            batch=batch.ref,
            hold=hold.ref,
            outcome=outcome,
            quantity=verdict.quantity,
            comment=words,
            signed_by=verdict.signed_by,
            author=verdict.author or act.person.code,
            recorded_at=act.now,
        )
    )
    if decided.state is not None:
        return move_batch(uow, act, batch, decided.state, words)
    if decided.ends:
        end_holds(uow, act, (hold,))
    return batch
