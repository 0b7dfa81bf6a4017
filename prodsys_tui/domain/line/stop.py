"""Stops of machines as intervals: do they fit the shift, overlap, add up. Spec ``domain.md`` §2, "Stops".

A stop concerns machines, whatever process it was noted at: a machine that serves two processes has its
minutes once, and a stop of a whole process is one of each of its machines.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import NEW, Shift, Stop
from prodsys_tui.domain.refusal import Code, Refusal


@dataclass(frozen=True, slots=True)
class Span:
    """A stop as its rules see it: the machines, and from–to (``ends`` None while it lasts) or minutes."""

    machines: frozenset[str]
    starts: datetime | None = None
    ends: datetime | None = None
    minutes: int | None = None

    @property
    def open(self) -> bool:
        """Whether it still lasts."""
        return self.starts is not None and self.ends is None

    def meets(self, other: "Span") -> bool:
        """Whether both stop one machine at one time. Minutes alone lie nowhere and meet nothing."""
        if self.starts is None or other.starts is None or not self.machines & other.machines:
            return False
        return (other.ends is None or self.starts < other.ends) and (
            self.ends is None or other.starts < self.ends
        )

    def lasts(self, now: datetime) -> timedelta:
        """How long it stopped its machines, an open one until now."""
        if self.starts is None:
            return timedelta(minutes=self.minutes or 0)
        return max((self.ends or now) - self.starts, timedelta(0))


def stopped_by(contract: ProcessContract, machine: str | None) -> frozenset[str]:
    """The machines that a stop concerns; for a process without machines a name of its own."""
    if machine is not None:
        return frozenset({machine})
    return frozenset(contract.machines or (contract.name,))


def span_of(stop: Stop, contract: ProcessContract) -> Span:
    """A stored stop as a span."""
    machines = stopped_by(contract, None if stop.machine is None else stop.machine.code)
    return Span(machines, stop.starts, stop.ends, stop.minutes)


def rest_of(stop: Stop, shift: Shift, author: str, at: datetime) -> Stop:
    """What is left of a stop that lasts into a later shift: a stop of that one, from its start on."""
    return replace(
        stop,
        ref=NEW,
        shift=shift.ref,
        starts=shift.starts,
        ends=None,
        continues=stop.ref,
        late=False,
        author=author,
        recorded_at=at,
    )


def only_continued(stops: Iterable[Stop]) -> bool:
    """Whether a shift has no stop of its own: each is the rest of an earlier one, and nobody ended it."""
    return all(stop.continues is not None and stop.ends is None for stop in stops)


def time_stopped(machine: str, spans: Iterable[Span], now: datetime) -> timedelta:
    """How long all its stops stood one machine still, open ones until now."""
    return sum((span.lasts(now) for span in spans if machine in span.machines), timedelta(0))


def stopped_all_shift(machine: str, spans: Iterable[Span], shift: Shift) -> bool:
    """Whether a machine stood still all its scheduled minutes; it then owes nothing to the shift."""
    return time_stopped(machine, spans, shift.ends) >= timedelta(minutes=shift.scheduled_minutes)


def stop_faults(new: Span, others: Iterable[Span], shift: Shift, now: datetime) -> tuple[Refusal, ...]:
    """Why a stop cannot be kept beside the others of its shift, in order: itself, overlap, schedule."""
    wrong = _shape_faults(new, shift)
    if wrong:
        return wrong
    known = tuple(others)
    return (*_overlaps(new, known), *schedule_faults(new.machines, (*known, new), shift, now))


def schedule_faults(
    machines: Iterable[str], spans: Iterable[Span], shift: Shift, now: datetime
) -> tuple[Refusal, ...]:
    """The machines that would stand still for longer than the turn lasts (``stop-exceeds-schedule``)."""
    known = tuple(spans)
    scheduled = shift.scheduled_minutes
    until = min(now, shift.ends)
    return tuple(
        Refusal(Code.STOP_EXCEEDS_SCHEDULE, {"machine": machine, "scheduled": scheduled}, "minutes")
        for machine in sorted(machines)
        if time_stopped(machine, known, until) > timedelta(minutes=scheduled)
    )


def _shape_faults(new: Span, shift: Shift) -> tuple[Refusal, ...]:
    """What is wrong with the times as they were given."""
    if new.starts is None:
        return _minutes_faults(new, shift.scheduled_minutes)
    window = {"starts": shift.starts, "ends": shift.ends}
    faults: list[Refusal] = []
    if new.minutes is not None:
        faults.append(Refusal(Code.BAD_INTERVAL, {}, "minutes", "both"))
    if not shift.starts <= new.starts < shift.ends:
        faults.append(Refusal(Code.BAD_INTERVAL, window, "from", "starts-outside"))
    if new.ends is not None and new.ends <= new.starts:
        faults.append(Refusal(Code.BAD_INTERVAL, {}, "to"))
    if new.ends is not None and new.ends > shift.ends:
        faults.append(Refusal(Code.BAD_INTERVAL, window, "to", "ends-outside"))
    return tuple(faults)


def _minutes_faults(new: Span, scheduled: int) -> tuple[Refusal, ...]:
    if new.ends is not None or new.minutes is None:
        return (Refusal(Code.BAD_INTERVAL, {}, "minutes", "missing"),)
    if new.minutes <= 0:
        return (Refusal(Code.BAD_INTERVAL, {"value": new.minutes}, "minutes", "minutes"),)
    if new.minutes > scheduled:  # told here, for no duration can hold just any number of minutes
        params = {"machine": ", ".join(sorted(new.machines)), "scheduled": scheduled}
        return (Refusal(Code.STOP_EXCEEDS_SCHEDULE, params, "minutes"),)
    return ()


def _overlaps(new: Span, others: Iterable[Span]) -> tuple[Refusal, ...]:
    """One refusal for each machine that already stands still at that time."""
    met = {machine for other in others if new.meets(other) for machine in new.machines & other.machines}
    return tuple(Refusal(Code.STOP_OVERLAPS, {"machine": machine}, "from") for machine in sorted(met))
