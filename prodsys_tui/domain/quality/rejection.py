"""How many samples were rejected, by what they have in common. Seed "Rejection Rate by Process"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prodsys_tui.domain.model import Result

REJECTED = (Result.REJECTED, Result.FAILS)
"""The results that count as rejections, as the seed's query has them; ``En espera`` is none."""


class By(StrEnum):
    """What samples can be told apart by, as ``--by`` names it."""

    PROCESS = "process"
    MACHINE = "machine"
    PARAMETER = "parameter"
    PERSON = "person"
    TURN = "turn"
    DAY = "day"
    ORDER = "order"
    RESULT = "result"


Cut = Mapping[By, str]
"""Which samples are looked at: the key of each kind that was chosen; ``""`` is none (no order)."""

FEW = 20
"""Below so many samples one more rejection moves the rate by more than five points."""

WAY = (By.PROCESS, By.MACHINE, By.PARAMETER)
"""How one goes down to the samples, unless something else is chosen on the way."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The samples of one key: how many, and how many of them were rejected."""

    key: str
    samples: int
    rejected: int

    @property
    def few(self) -> bool:
        """Whether there are so few samples that the rate says little."""
        return self.samples < FEW

    @property
    def rate(self) -> float:
        """The percentage that was rejected, in the floating point of the seed's query."""
        return self.rejected / self.samples * 100


def ordered(by: By, tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """Tallies as they are read: processes by number, days by date, everything else the most rejections first.

    Of equally many the higher rate comes first, then the name.
    """
    if by is By.PROCESS:
        return tuple(sorted(tallies, key=lambda each: int(each.key)))
    if by is By.DAY:
        return tuple(sorted(tallies, key=lambda each: each.key))
    return tuple(sorted(tallies, key=lambda each: (-each.rejected, -each.rate, each.key)))


def next_step(cut: Cut) -> By | None:
    """What to break a cut down by next on the usual way; None where only the samples are left."""
    return next((by for by in WAY if by not in cut), None)


def total(tallies: Sequence[Tally]) -> Tally:
    """All of them as one; there may be none."""
    return Tally("", sum(each.samples for each in tallies), sum(each.rejected for each in tallies))
