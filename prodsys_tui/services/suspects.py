"""What a failing sample makes suspect, and holding it. Spec ``domain.md`` §2, "Suspect window"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from prodsys_tui.domain.model import Batch, BatchState, Person, Result, Sample, WorkRecord
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.batches import find_batch, move_batch
from prodsys_tui.services.places import Faults
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import Refused, ensure, refuse
from prodsys_tui.services.use_case import Act, signed_by, use_case

_NAMED = {Code.TRANSITION_NOT_ALLOWED: "batch", Code.NOT_FOUND: "batch-named"}
"""Refusals that have to say of which batch among several they speak."""


@dataclass(frozen=True, slots=True)
class Suspects:
    """What was made on a machine since ``since``, when the parameter complied last (None: it never had).

    ``records`` are the oldest first; ``batches`` what they belong to, each once.
    """

    sample: Sample
    since: datetime | None
    records: tuple[WorkRecord, ...]
    batches: tuple[Batch, ...]

    @property
    def free(self) -> tuple[Batch, ...]:
        """The batches that nobody holds yet."""
        return tuple(batch for batch in self.batches if batch.state is BatchState.ACTIVE)


def suspects_of(reads: Reads, uid: str) -> Suspects:
    """What a failing sample makes suspect, by when it was measured.

    From the last complying sample of its parameter and machine to the next; a record of what lies between
    may be typed after that one, so the first after it is named too. Raises ``Refused``: ``not-found``,
    ``nothing-to-settle`` for a sample that complies.
    """
    sample = reads.sample(tidy(uid))
    if sample is None:
        raise refuse(Code.NOT_FOUND, "sample", "sample", sample=tidy(uid))
    if sample.result is Result.COMPLIES:
        raise refuse(Code.NOTHING_TO_SETTLE, "sample", sample=sample.ref.uid)
    before, after = reads.complying_around(sample)
    between = reads.records_between(sample.process_id, sample.machine, before, after)
    records = [record for record in between if record.quantity > 0 or record.disputed]
    codes = dict.fromkeys(record.batch.code for record in records if record.batch is not None)
    batches = (reads.batch(code) for code in codes)
    return Suspects(sample, before, tuple(records), tuple(batch for batch in batches if batch is not None))


@use_case("batch-hold", Right.PAUSE_BATCH)
def hold_batches(
    uow: UnitOfWork, act: Act, codes: Sequence[str], reason: str, signer: Person | None = None
) -> tuple[Batch, ...]:
    """Hold batches for one reason, all or none; several at once need a supervisor's signature.

    ``signer`` is who signs in place of the person who acts; their PIN was checked. Raises ``Refused`` with
    every reason: ``not-found``, ``transition-not-allowed``, ``comment-required``, ``not-permitted``.
    """
    names = list(dict.fromkeys(filter(None, map(tidy, codes))))
    many = len(names) > 1
    signed = signed_by(uow, act, signer, Right.HOLD_MANY if many else Right.PAUSE_BATCH)
    faults = Faults()
    if not names:
        faults.add((Refusal(Code.NOT_FOUND, {"batch": ""}, "batch", "batch"),))
    held: list[Batch] = []
    for code in names:
        try:
            held.append(move_batch(uow, signed, find_batch(uow, code), BatchState.HELD, reason))
        except Refused as refused:
            told = (_of_batch(fault, code) for fault in refused.reasons)
            faults.add(fault for fault in told if fault not in faults.all)
    ensure(faults.all)
    return tuple(held)


def _of_batch(fault: Refusal, code: str) -> Refusal:
    """A refusal of one batch among several, which says of which."""
    if fault.code not in _NAMED:
        return fault
    return replace(fault, params={**fault.params, "batch": code}, variant=_NAMED[fault.code])
