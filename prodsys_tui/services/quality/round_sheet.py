"""What the Ronda shows: one parameter on every machine of a process, and which machines are still due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from prodsys_tui.domain.contract.contract import Kind, Parameter, ProcessContract
from prodsys_tui.domain.line.taking_up import due_of, orders_made, taken_up
from prodsys_tui.domain.model import Sample, Shift
from prodsys_tui.domain.quality.judgement import target_of
from prodsys_tui.domain.quality.sampling_round import hour_of
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.line.machine_lines import MachineLine, machine_lines
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.quality.sample_sheet import SheetLine, Taken
from prodsys_tui.services.shift.shifts import find_shift
from prodsys_tui.services.shift.workplace import Where

MOST_SAMPLES = 5000
"""The most samples of a shift and process that are looked through."""


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One machine: its target and what the shift has of the parameter, and the sample of this round."""

    line: MachineLine
    values: SheetLine
    done: Sample | None

    @property
    def code(self) -> str:
        """The machine's code."""
        return self.line.machine.code

    @property
    def due(self) -> bool:
        """Whether somebody has to go there in this round."""
        return self.done is None and self.line.aside is None


@dataclass(frozen=True, slots=True)
class RoundSheet:
    """One round of a parameter. ``hour`` is the hour of the turn that it is of, None where none is said."""

    shift: Shift
    contract: ProcessContract
    parameter: Parameter
    hour: int | None
    rows: tuple[RoundRow, ...]

    def row(self, machine: str) -> RoundRow | None:
        """The row of a machine."""
        return next((row for row in self.rows if row.code == machine), None)

    @property
    def due(self) -> tuple[str, ...]:
        """The machines that remain, in the order of the round."""
        return tuple(row.code for row in self.rows if row.due)


def measured_parameters(contract: ProcessContract) -> tuple[Parameter, ...]:
    """What a person measures; calculated values come by themselves."""
    return tuple(each for each in contract.parameters if each.kind is not Kind.CALCULATED)


def round_sheet(
    reads: Reads, contracts: ContractBook, where: Where, name: str | None, at: datetime
) -> RoundSheet:
    """The round of a parameter at an instant; without a name of the first one that somebody still owes.

    Raises ``Refused``: no such shift or process.
    """
    shift = find_shift(reads, where.shift)
    contract = contracts.of(reads, where.process).contract
    facts = reads.facts(shift, contract.id)
    lines = machine_lines(reads, contract, shift, facts)
    samples = reads.samples(shift=shift.ref, process_id=contract.id, limit=MOST_SAMPLES)
    corrected = frozenset(one.corrects.id for one in samples if one.corrects is not None)
    open_ids = frozenset(one.sample.id for one in facts.deviations if not one.settled)
    taken = [
        Taken(one, here=True, corrected=one.ref.id in corrected, open=one.ref.id in open_ids)
        for one in samples
    ]
    times = _times_taken_up(reads, shift, contract, lines)

    def sheet(parameter: Parameter) -> RoundSheet:
        hour = hour_of(parameter.due_hours, shift.starts, at)
        rows = tuple(_row(line, parameter, taken, times, shift, hour) for line in lines)
        return RoundSheet(shift, contract, parameter, hour, rows)

    parameters = measured_parameters(contract)
    named = next((each for each in parameters if each.name == name), None)
    if named is not None:
        return sheet(named)
    sheets = [sheet(each) for each in parameters]
    return next((each for each in sheets if each.due), sheets[0])


def _times_taken_up(
    reads: Reads, shift: Shift, contract: ProcessContract, lines: Sequence[MachineLine]
) -> Mapping[str, int]:
    """How often each machine took up an order in this shift, the one that it runs included."""
    records = reads.records(shift=shift.ref, process_id=contract.id, limit=MOST_SAMPLES)
    times: dict[str, int] = {}
    for line in lines:
        code = line.machine.code
        own = [one for one in reversed(records) if one.machine is not None and one.machine.code == code]
        now = (line.order.code,) if line.order is not None else ()
        times[code] = taken_up((*orders_made(own), *now))
    return times


def _row(
    line: MachineLine,
    parameter: Parameter,
    taken: Sequence[Taken],
    times: Mapping[str, int],
    shift: Shift,
    hour: int | None,
) -> RoundRow:
    code = line.machine.code
    own = tuple(one for one in taken if _is_of(one.sample, parameter, code))
    counted = [one.sample for one in own if not one.corrected]
    due = due_of(parameter, times[code])
    specs = line.order.specs if line.order is not None else {}
    values = SheetLine(parameter, target_of(parameter, specs), len(counted), due, own)
    if hour is None:
        done = counted[0] if len(counted) >= max(due, 1) else None
    else:
        of_hour = [one for one in counted if _hour(parameter, shift, one) == hour]
        done = of_hour[0] if of_hour else None
    return RoundRow(line, values, done)


def _hour(parameter: Parameter, shift: Shift, sample: Sample) -> int | None:
    return hour_of(parameter.due_hours, shift.starts, sample.measured_at)


def _is_of(sample: Sample, parameter: Parameter, machine: str) -> bool:
    return (
        sample.parameter == parameter.name and sample.machine is not None and sample.machine.code == machine
    )
