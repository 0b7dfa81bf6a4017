"""What stood still, over many days: Pareto by group, reason and machine. Spec ``domain.md`` §5."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from prodsys_tui.domain.line.pareto import Bar, Stood, pareto
from prodsys_tui.domain.line.stop import span_of
from prodsys_tui.domain.model import Stop
from prodsys_tui.domain.names import fold
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import refuse

DAYS = 30
"""How many days a report looks back, unless told."""
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class StopReport:
    """The stops of some days: ``since`` is the first operating date."""

    since: date
    stood: tuple[Stood, ...]

    @property
    def groups(self) -> tuple[Bar, ...]:
        """By group."""
        return pareto(self.stood, lambda each: (each.group,))

    @property
    def reasons(self) -> tuple[Bar, ...]:
        """By group and reason."""
        return pareto(self.stood, lambda each: (each.group, each.reason))

    def find(self, text: str) -> tuple[str, str]:
        """The group and reason, among those that occurred, that a typed text means: ``[group/]reason``.

        Raises ``Refused`` (``not-found``).
        """
        for bar in self.reasons:
            if fold(text) in (fold(bar.key[1]), fold("/".join(bar.key))):
                return bar.key[0], bar.key[1]
        raise refuse(Code.NOT_FOUND, "reason", "reason", reason=tidy(text))

    def machines(self, group: str, reason: str | None = None) -> tuple[Bar, ...]:
        """Of one group, or one reason in it, by machine."""
        own = (each for each in self.stood if each.group == group and reason in (None, each.reason))
        return pareto(own, lambda each: (each.machine,))


def stop_report(
    reads: Reads,
    contracts: ContractBook,
    now: datetime,
    days: int = DAYS,
    process: int | None = None,
    machine: str | None = None,
) -> StopReport:
    """The stops of the last days, of all machines, of those of a process, or of one.

    Raises ``Refused``: ``not-found`` (process, machine), ``bad-value`` (days).
    """
    since, code = first_day(reads, now, days), machine_code(reads, machine)
    if process is not None:
        contracts.of(reads, process)
    wanted = (
        each
        for each in _stood(reads, contracts, since, now)
        if process in (None, each.process_id) and code in (None, each.machine)
    )
    return StopReport(since, tuple(wanted))


def first_day(reads: Reads, now: datetime, days: int) -> date:
    """The first operating date of the last days, at the site. Raises ``Refused`` (``bad-value``)."""
    if not 1 <= days <= MOST_DAYS:
        raise refuse(Code.BAD_VALUE, "days", "days", value=days, maximum=MOST_DAYS)
    return now.astimezone(ZoneInfo(reads.site().zone)).date() - timedelta(days=days)


def machine_code(reads: Reads, typed: str | None) -> str | None:
    """The code of a machine as the plant spells it. Raises ``Refused`` (``not-found``)."""
    if not tidy(typed):
        return None
    machine = reads.machine(tidy(typed))
    if machine is None:
        raise refuse(Code.NOT_FOUND, "machine", "machine", machine=tidy(typed))
    return machine.code


def _stood(reads: Reads, contracts: ContractBook, since: date, now: datetime) -> Iterator[Stood]:
    by_id = {force.contract.id: force.contract for force in contracts.all(reads)}
    ends = {shift.ref.id: shift.ends for shift in reads.shifts_since(since)}
    first: dict[int, int] = {}
    for stop in reads.stops_since(since):
        first[stop.ref.id] = _first_part(stop, first)
        span = span_of(stop, by_id[stop.process_id])
        lasted = span.lasts(min(now, ends.get(stop.shift.id, now)))
        for machine in sorted(span.machines):
            yield Stood(first[stop.ref.id], stop.process_id, machine, stop.group, stop.reason, lasted)


def _first_part(stop: Stop, first: dict[int, int]) -> int:
    """The id of the part that a stop began with, as far as the days reach back."""
    before = stop.ref.id if stop.continues is None else stop.continues.id
    return first.get(before, before)
