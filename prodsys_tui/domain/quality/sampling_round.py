"""Walking round the machines with one parameter: the hour that a value is of, and which machine is next.

Spec ``ux.md``, "Screens" (*Ronda*); ``process-contracts.md``: a loom's width at hours 2, 4, 6 and 8.
"""

from collections.abc import Container, Sequence
from datetime import datetime, timedelta

_HOUR = timedelta(hours=1)


def hour_of(hours: Sequence[int], starts: datetime, at: datetime) -> int | None:
    """The hour of the turn whose round a value measured ``at`` belongs to: the nearest, of two the later.

    None where nothing is measured by the hour. ``hours`` are in order, ``starts`` is the turn's start.
    """
    if not hours:
        return None
    passed = (at - starts) / _HOUR
    return min(reversed(hours), key=lambda hour: abs(hour - passed))


def next_machine(machines: Sequence[str], due: Container[str], after: str | None) -> str | None:
    """The next machine that is due in the order of the round, begun again after the last one.

    ``after`` is where one stands (None: before the first); it comes last, and is the answer when it alone
    is due. None when no machine is.
    """
    begin = machines.index(after) + 1 if after in machines and after is not None else 0
    return next((code for code in (*machines[begin:], *machines[:begin]) if code in due), None)
