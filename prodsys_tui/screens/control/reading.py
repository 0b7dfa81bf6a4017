"""What the control chart's screen reads: the chart, and what else could be charted."""

from dataclasses import dataclass, replace

from prodsys_tui.domain.contract.contract import Kind, ProcessContract
from prodsys_tui.services.control.control_chart import ControlChart, Wanted, control_chart
from prodsys_tui.services.plant import Plant

_CHARTED = (Kind.NUMBER, Kind.CALCULATED)


@dataclass(frozen=True, slots=True)
class Looked:
    """The chart as it was read, and the contracts in force."""

    wanted: Wanted
    chart: ControlChart
    contracts: tuple[ProcessContract, ...]

    @property
    def choices(self) -> tuple[tuple[ProcessContract, str], ...]:
        """Every parameter that has a chart, with its process."""
        return tuple((each, name) for each in self.contracts for name in charted(each))


def charted(contract: ProcessContract) -> tuple[str, ...]:
    """The parameters of a process that have a chart."""
    return tuple(each.name for each in contract.parameters if each.kind in _CHARTED)


def read_chart(plant: Plant, process: int | None, wanted: Wanted) -> Looked:
    """Read a chart; without a parameter the first one of the process, or of the plant. Raises ``Refused``."""
    with plant.read() as reads:
        contracts = tuple(force.contract for force in plant.contracts.all(reads))
        if not wanted.parameter:
            first = next(each for each in contracts if charted(each) and process in (None, each.id))
            wanted = replace(wanted, process=first.id, parameter=charted(first)[0])
        chart = control_chart(reads, plant.contracts, plant.clock.now(), wanted)
        return Looked(wanted, chart, contracts)
