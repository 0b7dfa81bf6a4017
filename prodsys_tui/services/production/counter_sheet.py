"""What the sheet of counters shows: every machine of a process with its last reading and its records."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Ref, Shift, WorkRecord
from prodsys_tui.domain.production.production import machine_faults
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.shift.gate import gate_refusals, scope_of
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.line.machine_lines import MachineLine, machine_lines
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.rows import CounterReading
from prodsys_tui.services.shift.shifts import find_shift
from prodsys_tui.services.shift.workplace import Where

MOST_RECORDS = 2000
"""The most records of a shift and process that are looked through."""


@dataclass(frozen=True, slots=True)
class CounterRow:
    """One machine. ``previous`` is the reading that the next one is counted from (None: never read).

    ``blocks`` are the reasons why no quantity above 0 may be recorded now; ``records`` are those of the
    shift, oldest first: A, B, A stays three. ``batches`` are the codes that it last took its material from,
    ``in_use`` those that it takes it from now: a record that names none consumes these.
    """

    line: MachineLine
    previous: CounterReading | None
    blocks: tuple[Refusal, ...]
    records: tuple[WorkRecord, ...]
    batches: tuple[str, ...]
    in_use: tuple[str, ...]

    @property
    def code(self) -> str:
        """The machine's code."""
        return self.line.machine.code

    @property
    def made(self) -> Decimal:
        """What its records add up to, in the process's unit."""
        return sum((record.quantity for record in self.records), Decimal(0))


@dataclass(frozen=True, slots=True)
class CounterSheet:
    """A shift and process with its machines, in the contract's order."""

    shift: Shift
    contract: ProcessContract
    rows: tuple[CounterRow, ...]

    def row(self, machine: str) -> CounterRow | None:
        """The row of a machine."""
        return next((row for row in self.rows if row.code == machine), None)


def counter_sheet(reads: Reads, contracts: ContractBook, where: Where) -> CounterSheet:
    """The sheet of a process. Raises ``Refused``: no such shift or process."""
    shift = find_shift(reads, where.shift)
    contract = contracts.of(reads, where.process).contract
    facts = reads.facts(shift, contract.id)
    records = reads.records(shift=shift.ref, process_id=contract.id, limit=MOST_RECORDS)

    def row(line: MachineLine) -> CounterRow:
        machine = line.machine
        own = [one for one in records if one.machine is not None and one.machine.code == machine.code]
        blocks = gate_refusals(contract, scope_of(contract, facts, machine.code))
        return CounterRow(
            line,
            reads.last_counter(machine.ref) if contract.production.counter else None,
            (*machine_faults(contract, machine), *blocks),
            tuple(reversed(own)),
            _batches(reads, own, machine.ref),
            tuple(use.batch.code for use in reads.batches_in_use(machine.ref)),
        )

    return CounterSheet(
        shift, contract, tuple(row(line) for line in machine_lines(reads, contract, shift, facts))
    )


def _batches(reads: Reads, records: Sequence[WorkRecord], machine: Ref) -> tuple[str, ...]:
    """The batches of the machine's newest record, in this shift or before, that names any."""
    newest = records or reads.records(machine=machine, limit=1)
    for record in newest:
        consumed = reads.consumptions(record.ref)
        if consumed:
            return tuple(each.batch.code for each in consumed)
    return ()
