"""Corrections that turned a sample's judgement, and the records whose gate had opened on it.

Spec ``domain.md`` §2, "Gate proof".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from prodsys_tui.domain.evidence.gate_proof import basis_fell_away
from prodsys_tui.domain.model import Result, Sample, WorkRecord
from prodsys_tui.services.places import Key
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.shift.shifts import find_shift

_MOST = 10_000
"""The most samples or records of a shift and process that are looked through."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A sample and the one that corrects it, of which one complies and the other does not.

    ``records`` are those whose basis fell away; none when the sample came to comply.
    """

    before: Sample
    after: Sample
    records: tuple[WorkRecord, ...]


def flips_in(reads: Reads, shift: Key = None) -> tuple[Flip, ...]:
    """The flips of a shift, oldest first. Raises ``Refused``: ``no-open-shift``, ``not-found``."""
    return flips_of(reads, reads.corrections(find_shift(reads, shift).ref))


def flips_of(reads: Reads, corrections: Iterable[Sample]) -> tuple[Flip, ...]:
    """Those among samples that flipped the one they correct."""
    found: list[Flip] = []
    for after in corrections:
        before = None if after.corrects is None else reads.sample(after.corrects.uid)
        if before is not None and (before.result is Result.COMPLIES) != (after.result is Result.COMPLIES):
            found.append(Flip(before, after, _records(reads, after)))
    return tuple(found)


def _records(reads: Reads, after: Sample) -> tuple[WorkRecord, ...]:
    """The records whose basis is what a sample corrects, while it is the last to say so."""
    samples = reads.samples(shift=after.shift, process_id=after.process_id, limit=_MOST)
    dispositions = reads.dispositions(after.shift)
    return tuple(
        record
        for record in reads.records(shift=after.shift, process_id=after.process_id, limit=_MOST)
        if any(
            fallen.now is not None and fallen.now.ref.id == after.ref.id
            for fallen in basis_fell_away(record.proof, samples, dispositions)
        )
    )
