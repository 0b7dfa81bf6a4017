"""What a new sample brings about: records that lost the basis of their gate, batches that are suspect now."""

from collections.abc import Iterable
from dataclasses import dataclass

from prodsys_tui.domain.model import Result, Sample
from prodsys_tui.services.batch.suspects import Suspects, suspects_of
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.production.flips import Flip, flips_of

_FAILING = frozenset({Result.FAILS, Result.REJECTED})


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What samples brought about together; ``suspects`` are of those that made a free batch suspect."""

    flips: tuple[Flip, ...]
    suspects: tuple[Suspects, ...]

    @property
    def fallen(self) -> int:
        """How many records lost their basis."""
        return len({record.ref.uid for flip in self.flips for record in flip.records})

    @property
    def batches(self) -> tuple[str, ...]:
        """The codes of the batches that are suspect and that nobody holds."""
        return tuple(dict.fromkeys(batch.code for found in self.suspects for batch in found.free))


def aftermath(reads: Reads, samples: Iterable[Sample]) -> Aftermath:
    """What samples that were just saved bring about."""
    saved = tuple(samples)
    found = (suspects_of(reads, each.ref.uid) for each in saved if each.result in _FAILING)
    return Aftermath(flips_of(reads, saved), tuple(each for each in found if each.free))
