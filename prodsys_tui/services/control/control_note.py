"""What the control chart says of one sample: a warning while sampling, never a lock.

Spec ``process-contracts.md``, "How to read a parameter": a control limit warns of drift. It is asked for
after the sample was saved, in a read of its own, and looks at few points.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from prodsys_tui.domain.contract.contract import Kind
from prodsys_tui.domain.model import ChartKind, Result, Sample
from prodsys_tui.domain.spc.limits import WARNING, Band
from prodsys_tui.services.control.control_chart import DAYS, ControlChart, Wanted, control_chart
from prodsys_tui.services.control.control_notes import WELL_KNOWN
from prodsys_tui.services.control.control_points import Scale
from prodsys_tui.services.plant import Plant

LOOKED = 30
"""How many points are looked at: twice what the longest rule reaches."""


@dataclass(frozen=True, slots=True)
class ControlNote:
    """Where a sample lies on its chart.

    ``value`` is on the chart's ``scale``, ``distance`` in sigmas, ``rules`` are those that fire at it;
    ``frozen`` says that the limits were frozen. ``line`` is the warning line on its side.
    """

    sample: Sample
    scale: Scale
    value: Decimal
    band: Band
    distance: Decimal
    rules: tuple[int, ...]
    frozen: bool

    @property
    def line(self) -> Decimal:
        """The warning line on the sample's side."""
        return self.band.line(WARNING if self.distance > 0 else -WARNING)

    @property
    def warns(self) -> bool:
        """Whether it lies beyond a warning line, or a rule fires at it."""
        return bool(self.rules) or abs(self.distance) > WARNING


def control_note(plant: Plant, sample: Sample) -> ControlNote | None:
    """Where a sample lies on the chart of its machine; None of what has no chart or too few points.

    Limits of its own last points count from 20 points on. Subgroups are judged when they are whole: on the
    chart, not here.
    """
    with plant.read() as reads:
        contract = plant.contracts.of(reads, sample.process_id).contract
        parameter = contract.parameter(sample.parameter)
        if parameter is None or parameter.kind not in (Kind.NUMBER, Kind.CALCULATED):
            return None
        machine = None if sample.machine is None else sample.machine.code
        wanted = Wanted(contract.id, parameter.name, machine, DAYS, LOOKED)
        chart = control_chart(reads, plant.contracts, plant.clock.now(), wanted)
    return note_in(chart, sample)


def warnings_of(plant: Plant, samples: Iterable[Sample]) -> tuple[ControlNote, ...]:
    """The warnings of samples that comply; the others have a word of their own already."""
    complying = (sample for sample in samples if sample.result is Result.COMPLIES)
    notes = (control_note(plant, sample) for sample in complying)
    return tuple(note for note in notes if note is not None and note.warns)


def note_in(chart: ControlChart, sample: Sample) -> ControlNote | None:
    """What a chart of single values says of one of its samples."""
    known = next((at for at in chart.points if at.sample.ref.id == sample.ref.id), None)
    if known is None or chart.kind is ChartKind.MEANS:
        return None
    point = known.point
    weak = known.frozen is None and len(chart.points) < WELL_KNOWN
    if point.band is None or point.distance is None or weak:
        return None
    rules = tuple(violation.rule for violation in point.violations)
    return ControlNote(
        sample, chart.subject.scale, point.value, point.band, point.distance, rules, known.frozen is not None
    )
