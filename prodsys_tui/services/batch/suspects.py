"""What a failing sample makes suspect. Spec ``domain.md`` §2, "Suspect window"."""

from dataclasses import dataclass
from datetime import datetime

from prodsys_tui.domain.model import Batch, BatchState, Result, Sample, WorkRecord
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import refuse


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
