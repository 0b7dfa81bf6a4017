"""A stop that outlasts its shift, as the parts that each shift has of it. Spec ``domain.md`` §2, "Stops".

The part in the ended shift ends with its turn; the rest is a stop of its own in the shift that follows,
which names the part before it. Between two turns that do not meet nothing is scheduled, so nothing stops.
"""

from prodsys_tui.domain.line.stop import rest_of
from prodsys_tui.domain.model import Shift, Stop
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.use_case import Act


def continue_stops(uow: UnitOfWork, act: Act, shift: Shift) -> None:
    """Split every stop that still lasts from an ended shift, at the opening of this one."""
    for stop in uow.lasting_stops():
        ended = uow.shift(stop.shift.uid)
        if ended is not None and ended.ends <= shift.starts:
            continue_stop(uow, act, stop, ended, shift)


def continue_stop(uow: UnitOfWork, act: Act, stop: Stop, ended: Shift, shift: Shift) -> Stop:
    """End a stop with its shift (that part is the answer) and begin the rest of it in another one."""
    uow.add(rest_of(stop, shift, act.person.code, act.now))
    return uow.change(stop, ends=ended.ends)


def take_back(uow: UnitOfWork, stops: tuple[Stop, ...]) -> None:
    """Undo what the opening of a voided shift did: the parts before these last again."""
    for stop in stops:
        uow.change(stop, ends=stop.starts)
    before = (uow.stop(stop.continues.uid) for stop in stops if stop.continues is not None)
    for part in filter(None, before):
        uow.change(part, ends=None)


def last_part(reads: Reads, stop: Stop) -> Stop:
    """The part of a stop that is in the last shift it reached; itself where it was never split."""
    while (following := reads.continuation_of(stop.ref)) is not None:
        stop = following
    return stop
