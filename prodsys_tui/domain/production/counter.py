"""Accumulated counters: what a reading says was made. Spec ``process-contracts.md``, "Production rules".

A counter only grows: production is the reading less the last undisputed one of that machine, or less
the reading of a declared reset. Nobody is forced to explain a reading that cannot be right: it is kept
as disputed with a quantity of 0, and the next one is counted from the last good reading.
"""

from dataclasses import dataclass
from decimal import Decimal

from prodsys_tui.domain.refusal import Code, Refusal


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the quantity and, where a counter says so, its reading and the one before.

    A ``disputed`` reading made 0 until a person decides.
    """

    quantity: Decimal
    reading: Decimal | None = None
    previous: Decimal | None = None
    disputed: bool = False

    @property
    def still(self) -> bool:
        """Whether the counter was read before and has not moved since."""
        return self.reading is not None and self.reading == self.previous


def read_counter(
    machine: str,
    reading: Decimal,
    previous: Decimal | None,
    given: Decimal | None,
    most: Decimal | None,
    following: Decimal | None = None,
) -> Made | Refusal:
    """What a counter's reading says was produced.

    ``previous`` is the last undisputed reading or the later reset, ``None`` for a machine that was never
    read: its first reading takes the ``given`` quantity and sets the base. Afterwards a given quantity
    must equal the difference (``counter-mismatch``). A difference below 0 or above ``most`` (the target
    of a turn and what it may be exceeded by) is disputed whatever was given. So is one above the reading
    ``following`` it in time, which was typed before.
    """
    if following is not None and reading > following:
        return Made(Decimal(0), reading, previous, disputed=True)
    if previous is None:
        if given is None:
            return Refusal(Code.COUNTER_MISSING, {"machine": machine}, "quantity", "first")
        return Made(given, reading)
    difference = reading - previous
    if difference < 0 or (most is not None and difference > most):
        return Made(Decimal(0), reading, previous, disputed=True)
    if given is not None and given != difference:
        params = {"value": given, "difference": difference}
        return Refusal(Code.COUNTER_MISMATCH, params, "quantity")
    return Made(difference, reading, previous)
