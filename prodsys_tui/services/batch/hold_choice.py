"""Which batches and holds are meant by the codes that people give, and holding a part of one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from prodsys_tui.domain.batch.batch import TRANSITIONS, batch_meant, comment_faults, state_faults
from prodsys_tui.domain.batch.hold import Part, part_faults
from prodsys_tui.domain.model import Batch, BatchState, Hold, Ref, Result
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.batch.hold_moves import MOST_HOLDS, made_of, move_batch
from prodsys_tui.services.places import Faults
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import Refused, ensure
from prodsys_tui.services.use_case import Act

_NAMED = {Code.TRANSITION_NOT_ALLOWED: "batch", Code.NOT_FOUND: "batch-named"}
"""Refusals that have to say of which batch among several they speak."""


def names_of(codes: Iterable[str]) -> list[str]:
    """The codes that somebody gave, each once."""
    return list(dict.fromkeys(filter(None, map(tidy, codes))))


@contextmanager
def told_of(faults: Faults, code: str, *, many: bool) -> Iterator[None]:
    """Collect the refusals of one batch, each once; among several they say of which they speak."""
    try:
        yield
    except Refused as refused:
        told = (_of_batch(fault, code) if many else fault for fault in refused.reasons)
        faults.add(fault for fault in told if fault not in faults.all)


def _of_batch(fault: Refusal, code: str) -> Refusal:
    if fault.code not in _NAMED or fault.variant not in ("", "batch"):
        return fault
    return replace(fault, params={**fault.params, "batch": code}, variant=_NAMED[fault.code])


def part_of(reads: Reads, machine: str | None, roll: str | None) -> Part | Refusal:
    """The part of a batch that a machine and a roll name (``not-found`` for a machine that is unknown)."""
    wanted = tidy(machine)
    known = reads.machine(wanted) if wanted else None
    if wanted and known is None:
        return Refusal(Code.NOT_FOUND, {"machine": wanted}, "machine", "machine")
    return Part(known.code if known is not None else None, tidy(roll).upper() or None)


def failing(reads: Reads, uid: str | None) -> Ref | Refusal | None:
    """The sample behind a hold (``not-found``, ``nothing-to-settle`` for one that complies)."""
    wanted = tidy(uid)
    if not wanted:
        return None
    sample = reads.sample(wanted)
    if sample is None:
        return Refusal(Code.NOT_FOUND, {"sample": wanted}, "sample", "sample")
    if sample.result is Result.COMPLIES:
        return Refusal(Code.NOTHING_TO_SETTLE, {"sample": sample.ref.uid}, "sample")
    return sample.ref


def hold_whole(uow: UnitOfWork, act: Act, batch: Batch, hold: Hold) -> Batch:
    """Hold a whole batch.

    Raises ``Refused`` with every reason: ``transition-not-allowed``, ``already-exists`` naming who holds it
    since when, ``comment-required``.
    """
    faults = list(state_faults(batch.state, BatchState.HELD, hold.reason))
    faults += _held_already(uow, batch, Part())
    ensure(faults)
    return move_batch(uow, act, batch, BatchState.HELD, hold.reason, hold)


def hold_part(uow: UnitOfWork, batch: Batch, hold: Hold, part: Part) -> Batch:
    """Hold a part of a batch, which keeps its state.

    Raises ``Refused`` with every reason: ``transition-not-allowed`` for a closed batch, ``comment-required``,
    ``not-found`` where the machine or roll made nothing of it, ``already-exists`` where it is held.
    """
    faults = [*comment_faults(BatchState.HELD, hold.reason)]
    if not TRANSITIONS[batch.state]:
        states = {"before": batch.state.value, "after": BatchState.HELD.value}
        faults.append(Refusal(Code.TRANSITION_NOT_ALLOWED, states, "state"))
    faults += part_faults(batch, part, made_of(uow, batch.ref))
    faults += _held_already(uow, batch, part)
    ensure(faults)
    machine = uow.machine(part.machine) if part.machine is not None else None
    uow.because(hold.reason)
    uow.add(replace(hold, machine=machine.ref if machine is not None else None, roll=part.roll))
    return batch


def _held_already(reads: Reads, batch: Batch, part: Part) -> Iterator[Refusal]:
    """That somebody holds a part of a batch, or all of it: who, and since when."""
    for hold in reads.open_holds((batch.ref,)):
        if Part.of(hold) == part:
            params = {"batch": hold.held, "person": hold.author, "at": hold.recorded_at}
            yield Refusal(Code.ALREADY_EXISTS, params, "batch", "held")


def found_holds(reads: Reads, key: str, part: Part) -> tuple[Hold, ...] | Refusal:
    """The holds that a key means: a batch's open ones, a hold by its uid, or a group's open ones.

    Of a batch that of the part (none: of the whole batch, else of all its parts). Refused: ``not-found``.
    """
    wanted = tidy(key)
    batch = reads.batch(batch_meant(wanted))
    if batch is not None:
        holds = reads.open_holds((batch.ref,))
        same = tuple(each for each in holds if Part.of(each) == part)
        return same or (tuple(holds) if part.whole else ())
    hold = reads.hold(wanted)
    if hold is not None:
        return (hold,)
    group = reads.holds(open_only=True, group=wanted, limit=MOST_HOLDS) if wanted else ()
    return tuple(reversed(group)) or Refusal(Code.NOT_FOUND, {"batch": wanted}, "batch", "batch")
