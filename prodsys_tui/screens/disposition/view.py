"""The deviations of a process as they are read, and one of them in full."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prodsys_tui.domain.contract.catalogs import DeviationCatalog
from prodsys_tui.domain.contract.contract import Parameter, ProcessContract
from prodsys_tui.domain.quality.judgement import target_of
from prodsys_tui.domain.shift.facts import Deviation
from prodsys_tui.screens.deviation_words import measured_text
from prodsys_tui.screens.measured import range_text
from prodsys_tui.screens.session import Target
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.shifts import find_shift
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText, joined, safe


@dataclass(frozen=True, slots=True)
class Open:
    """The deviations of a process in a shift (its uid), the open ones first; ``specs`` by order code."""

    shift: str
    contract: ProcessContract
    deviations: tuple[Deviation, ...]
    catalog: DeviationCatalog
    specs: Mapping[str, Mapping[str, str]]

    def parameter(self, deviation: Deviation) -> Parameter | None:
        """The parameter that was measured, if the contract still has it."""
        return self.contract.parameter(deviation.parameter)

    def critical(self, deviation: Deviation) -> bool:
        """Whether it takes an inspector to settle it."""
        parameter = self.parameter(deviation)
        return parameter is not None and parameter.critical


def read_open(plant: Plant, target: Target) -> Open:
    """Read the deviations of a process."""
    with plant.read() as reads:
        shift = find_shift(reads, target.shift)
        process = target.process or 0
        contract = plant.contracts.of(reads, process).contract
        deviations = sorted(reads.facts(shift, process).deviations, key=lambda each: each.settled)
        codes = {each.order for each in deviations if each.order}
        orders = [order for order in map(reads.order, sorted(codes)) if order is not None]
        specs = {order.code: order.specs for order in orders}
        return Open(shift.ref.uid, contract, tuple(deviations), plant.catalogs.deviations, specs)


def told(deviation: Deviation, shown: Open, say: Texts) -> Iterator[SafeText]:
    """What was measured and what it should be, by whom and when, who may settle it, what was said."""
    yield joined((_measured(deviation, shown, say), *_wanted(deviation, shown, say)), "; ")
    yield say("disposition.taken", person=deviation.author, at=deviation.measured_at, order=deviation.order)
    if deviation.explanation:
        yield safe(deviation.explanation)
    if shown.critical(deviation) and not deviation.settled:
        yield say("disposition.critical")


def _measured(deviation: Deviation, shown: Open, say: Texts) -> SafeText:
    value = measured_text(deviation, shown.contract) or deviation.result.value
    return say("disposition.measured", parameter=deviation.parameter, value=value)


def _wanted(deviation: Deviation, shown: Open, say: Texts) -> Iterator[SafeText]:
    parameter = shown.parameter(deviation)
    if parameter is None:
        return
    target = target_of(parameter, shown.specs.get(deviation.order or "", {}))
    if target.limits is not None:
        limits = joined((range_text(parameter, target.limits), safe(parameter.unit)))
        yield say("disposition.wanted", limits=limits)
    elif not target.known:
        yield say("disposition.no-nominal")
