"""How long machines were to run in a shift, and did: spec ``domain.md`` §2, "Stops".

Scheduled is the turn's own length, once a machine whatever processes it serves; one that was idle all shift
has none. Effective is what the stops left of it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.stop import Span, span_of, time_stopped
from prodsys_tui.domain.model import Shift, Stop

Place = tuple[int, str | None]
"""A process and one of its machines, or the process as a whole (``None``)."""

_MICROSECONDS = 60_000_000
_NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class MachineTime:
    """The time of one machine in one shift; an idle one has none."""

    machine: str
    scheduled: timedelta
    stopped: timedelta

    @property
    def effective(self) -> timedelta:
        """What the stops left of the scheduled time, never below zero."""
        return self.scheduled - self.stopped


def machine_time(
    machine: str, spans: Iterable[Span], shift: Shift, now: datetime, *, idle: bool = False
) -> MachineTime:
    """The time of a machine; stops that still last are counted until now, or the turn's end."""
    scheduled = _NONE if idle else shift.ends - shift.starts
    return MachineTime(machine, scheduled, min(time_stopped(machine, spans, min(now, shift.ends)), scheduled))


def machine_times(
    contracts: Collection[ProcessContract],
    stops: Iterable[Stop],
    idle: Collection[Place],
    shift: Shift,
    now: datetime,
) -> tuple[MachineTime, ...]:
    """The time of every machine of the processes, in their order, each machine once.

    A machine is idle when it is so in every process that it serves.
    """
    by_id = {contract.id: contract for contract in contracts}
    spans = tuple(span_of(stop, by_id[stop.process_id]) for stop in stops)
    serves: dict[str, list[int]] = {}
    for contract in contracts:
        for machine in contract.machines:
            serves.setdefault(machine, []).append(contract.id)
    return tuple(
        machine_time(machine, spans, shift, now, idle=all(rests(each, machine, idle) for each in processes))
        for machine, processes in serves.items()
    )


def rests(process: int, machine: str, idle: Collection[Place]) -> bool:
    """Whether a machine is idle in a process: by itself, or with the whole of it."""
    return (process, machine) in idle or (process, None) in idle


def minutes_in(duration: timedelta) -> Decimal:
    """A duration in minutes, exact to the microsecond."""
    return Decimal(duration // timedelta(microseconds=1)) / _MICROSECONDS
