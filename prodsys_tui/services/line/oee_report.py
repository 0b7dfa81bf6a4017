"""OEE of the machines over many shifts, or in one. Spec ``domain.md`` §5; ``domain.oee`` defines it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.machine_time import machine_time, minutes_in, rests
from prodsys_tui.domain.line.oee import Oee, Work, oee_of, shares, together
from prodsys_tui.domain.line.stop import Span, span_of
from prodsys_tui.domain.model import Result, Shift, ShiftState
from prodsys_tui.domain.shift.facts import Deviation, Produced, SampleCount, ShiftFacts
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.line.stop_report import DAYS, first_day, machine_code
from prodsys_tui.services.places import Key
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.shift.shifts import find_shift

_BAD = frozenset({Result.FAILS, Result.REJECTED})


class LeftOut(StrEnum):
    """Why a machine has no OEE in a shift, as answers name it."""

    IDLE = "inactiva"
    NOTHING = "sin registros"
    SUPPORT = "apoyo"


@dataclass(frozen=True, slots=True)
class OeeRow:
    """The figures of a machine at a process in a shift."""

    shift: Shift
    process: ProcessContract
    machine: str
    oee: Oee


@dataclass(frozen=True, slots=True)
class Omitted:
    """A machine without figures in a shift, and why; support work has no machine (``""``)."""

    shift: Shift
    process: ProcessContract
    machine: str
    why: LeftOut


@dataclass(frozen=True, slots=True)
class OeeReport:
    """Machines at processes, shift by shift, and those that were left out."""

    rows: tuple[OeeRow, ...]
    left_out: tuple[Omitted, ...]

    @property
    def totals(self) -> tuple[tuple[ProcessContract, str, Oee], ...]:
        """All shifts of a process and machine as one, by process and machine."""
        figures: dict[tuple[int, str], list[Oee]] = {}
        processes = {row.process.id: row.process for row in self.rows}
        for row in self.rows:
            figures.setdefault((row.process.id, row.machine), []).append(row.oee)
        return tuple((processes[at], code, together(*figures[at, code])) for at, code in sorted(figures))


def oee_report(
    reads: Reads,
    contracts: ContractBook,
    now: datetime,
    days: int = DAYS,
    process: int | None = None,
    machine: str | None = None,
    shift: Key = None,
) -> OeeReport:
    """The OEE of the turns of the last days that have ended, or of one shift as far as it is.

    Support work and idle machines are told as left out, machines out of use are not there. Raises
    ``Refused``: ``not-found`` (process, machine, shift), ``bad-value`` (days).
    """
    since, code = first_day(reads, now, days), machine_code(reads, machine)
    if process is not None:
        contracts.of(reads, process)
    if shift is None:
        shifts = [each for each in reads.shifts_since(since) if each.ends <= now]
    else:
        shifts = [find_shift(reads, shift)]
    known = {force.contract.id: force.contract for force in contracts.all(reads)}
    rows = [
        row
        for each in reversed(shifts)
        for row in _rows(reads, known, each, now)
        if process in (None, row.process.id) and code in (None, row.machine)
    ]
    return OeeReport(
        tuple(row for row in rows if isinstance(row, OeeRow)),
        tuple(row for row in rows if isinstance(row, Omitted)),
    )


def _rows(
    reads: Reads, contracts: Mapping[int, ProcessContract], shift: Shift, now: datetime
) -> Iterator[OeeRow | Omitted]:
    """Every machine of a shift at every process that it served."""
    facts, stops = reads.facts(shift), reads.stops(shift.ref)
    spans = tuple(span_of(stop, contracts[stop.process_id]) for stop in stops)
    idle = {(each.process_id, each.machine) for each in facts.idle}
    works = _Works(contracts, facts, _corrected(reads, facts))
    retired = reads.retired_machines()
    places: dict[str, list[ProcessContract]] = {}
    for contract in contracts.values():
        if contract.support:
            yield Omitted(shift, contract, "", LeftOut.SUPPORT)
            continue
        for machine in contract.machines:
            if machine not in retired:
                places.setdefault(machine, []).append(contract)
    for machine, processes in places.items():
        at_work = [each for each in processes if not rests(each.id, machine, idle)]
        made = {each.id: work for each in at_work if (work := works.of(each, machine)) is not None}
        stood = any(machine in span.machines for span in spans)
        if stood and not made:
            made = {each.id: works.empty(each, machine) for each in at_work[:1]}
        yield from _measured(shift, machine, tuple(made.values()), contracts, spans, now)
        if not made:
            why = LeftOut.NOTHING if at_work else LeftOut.IDLE
            yield Omitted(shift, processes[0], machine, why)


def _measured(
    shift: Shift,
    machine: str,
    works: tuple[Work, ...],
    contracts: Mapping[int, ProcessContract],
    spans: tuple[Span, ...],
    now: datetime,
) -> Iterator[OeeRow]:
    """The rows of a machine that worked: its minutes, shared among the processes that it served."""
    turn = minutes_in(shift.ends - shift.starts)
    running = shift.state is ShiftState.OPEN
    gone = minutes_in(max(min(now, shift.ends), shift.starts) - shift.starts) if running else turn
    stopped = min(minutes_in(machine_time(machine, spans, shift, now).stopped), gone)
    scheduled, effective = shares(works, gone), shares(works, gone - stopped)
    for work, planned, ran in zip(works, scheduled, effective, strict=True):
        yield OeeRow(shift, contracts[work.process_id], machine, oee_of(work, planned, ran, turn))


@dataclass(frozen=True, slots=True)
class _Works:
    """What a shift made and sampled, by machine; ``corrected`` are the ids of samples that were replaced."""

    contracts: Mapping[int, ProcessContract]
    facts: ShiftFacts
    corrected: frozenset[int]

    def of(self, contract: ProcessContract, machine: str) -> Work | None:
        """The work of a machine for a process; None when it recorded nothing for it."""
        rows = [row for row in self.facts.produced if self._here(contract, machine, row)]
        return self._work(contract, machine, rows) if any(row.records for row in rows) else None

    def empty(self, contract: ProcessContract, machine: str) -> Work:
        """The work of a machine that stood still and made nothing."""
        return self._work(contract, machine, [])

    def _work(self, contract: ProcessContract, machine: str, rows: list[Produced]) -> Work:
        counted = sum(row.count for row in self.facts.counts if self._here(contract, machine, row))
        bad = sum(
            each.result in _BAD and each.sample.id not in self.corrected
            for each in self.facts.deviations
            if self._here(contract, machine, each)
        )
        return Work(
            contract.id,
            contract.unit,
            sum((row.quantity for row in rows), Decimal(0)),
            sum((row.waste_kg for row in rows), Decimal(0)),
            self._target(contract),
            counted,
            bad,
        )

    def _target(self, contract: ProcessContract) -> Decimal | None:
        """The target of one machine: its own, or its part of what all that ran have together."""
        if contract.target is None or contract.target_per_machine:
            return contract.target
        ran = {row.machine for row in self.facts.produced if row.process_id == contract.id and row.records}
        return contract.target / max(len(ran), 1)

    @staticmethod
    def _here(contract: ProcessContract, machine: str, row: Produced | SampleCount | Deviation) -> bool:
        """Whether a row is of the machine; what names none is of a process's only one."""
        alone = len(contract.machines) == 1 and row.machine is None
        return row.process_id == contract.id and (alone or row.machine == machine)


def _corrected(reads: Reads, facts: ShiftFacts) -> frozenset[int]:
    """The ids of the samples of a shift that another one took the place of."""
    if not facts.deviations:
        return frozenset()
    return frozenset(
        each.corrects.id for each in reads.corrections(facts.shift.ref) if each.corrects is not None
    )
