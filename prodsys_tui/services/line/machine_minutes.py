"""What the stops of a shift left of the scheduled minutes of its machines. Spec ``domain.md`` §2, "Stops"."""

from datetime import datetime

from prodsys_tui.domain.line.machine_time import MachineTime, machine_times
from prodsys_tui.domain.model import Shift
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.ports import Reads


def shift_minutes(
    reads: Reads, contracts: ContractBook, shift: Shift, now: datetime
) -> tuple[MachineTime, ...]:
    """The time of every machine that is not out of use, each once, in the order of the processes."""
    known = [force.contract for force in contracts.all(reads)]
    idle = {(each.process_id, each.machine) for each in reads.facts(shift).idle}
    retired = reads.retired_machines()
    times = machine_times(known, reads.stops(shift.ref), idle, shift, now)
    return tuple(each for each in times if each.machine not in retired)
