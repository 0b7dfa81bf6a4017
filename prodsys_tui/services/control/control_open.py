"""The violations of many control charts that nobody named a cause for."""

from collections.abc import Iterator
from datetime import datetime

from prodsys_tui.domain.contract.contract import Kind, ProcessContract
from prodsys_tui.domain.spc.rules import Violation
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.control.control_chart import DAYS, POINTS, ControlPoint, Wanted, control_chart
from prodsys_tui.services.ports import Reads

Open = tuple[ProcessContract, ControlPoint, Violation]


def open_violations(
    reads: Reads, contracts: ContractBook, now: datetime, process: int | None = None, days: int = DAYS
) -> tuple[Open, ...]:
    """The violations without a cause of all parameters and machines, or of a process's, oldest first.

    Only where limits were frozen: what the shown points break of their own limits asks nobody for a cause.
    Raises ``Refused`` as ``control_chart``.
    """
    known = (
        [force.contract for force in contracts.all(reads)]
        if process is None
        else [contracts.of(reads, process).contract]
    )
    found = [each for contract in known for each in _of(reads, contracts, now, contract, days)]
    return tuple(sorted(found, key=lambda each: (each[1].sample.measured_at, each[1].sample.ref.id)))


def _of(
    reads: Reads, contracts: ContractBook, now: datetime, contract: ProcessContract, days: int
) -> Iterator[Open]:
    for parameter in contract.parameters:
        if parameter.kind not in (Kind.NUMBER, Kind.CALCULATED):
            continue
        for machine in contract.machines:
            wanted = Wanted(contract.id, parameter.name, machine, days, POINTS)
            chart = control_chart(reads, contracts, now, wanted)
            if chart.frozen is not None:
                yield from ((contract, at, one) for at in chart.points for one in at.uncaused)
