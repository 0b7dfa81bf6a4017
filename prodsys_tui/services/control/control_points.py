"""Which samples a control chart shows, on which scale, and how they come together as points."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from prodsys_tui.domain.contract.contract import Kind, Limits, Parameter, ProcessContract
from prodsys_tui.domain.model import ChartKind, Machine, Ref, Sample
from prodsys_tui.domain.quality.judgement import find_parameter
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.spc.constants import LEAST, MOST
from prodsys_tui.domain.spc.statistics import Subgroup, rounded
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.ports import Reads

MOST_SAMPLES = 5_000
"""The most samples that one chart reads."""


class Scale(StrEnum):
    """What is charted, as answers name it."""

    VALUE = "valor"
    DEVIATION = "desviacion"
    PERCENT = "desviacion_porcentual"


class Grouping(StrEnum):
    """What makes a subgroup, as answers name it."""

    ROUND = "ronda"
    SHIFT = "turno"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a chart is of: a parameter, at one machine or (None) at all together."""

    contract: ProcessContract
    parameter: Parameter
    machine: Machine | None

    @property
    def scale(self) -> Scale:
        """The value itself; where the nominal is the order's, the deviation from it, so that orders share."""
        if not self.parameter.order_nominal:
            return Scale.VALUE
        tolerance = self.parameter.tolerance
        relative = tolerance is not None and tolerance.percent is not None
        return Scale.PERCENT if relative else Scale.DEVIATION

    @property
    def target(self) -> Decimal | None:
        """The nominal, on the chart's scale."""
        return self.parameter.nominal if self.scale is Scale.VALUE else Decimal(0)

    @property
    def specification(self) -> Limits | None:
        """The specification, on the chart's scale."""
        if self.scale is Scale.VALUE:
            return self.parameter.specification
        tolerance = self.parameter.tolerance
        if tolerance is None:
            return None
        reach = tolerance.amount if tolerance.percent is None else tolerance.percent
        return Limits(-reach, reach)

    @property
    def unit(self) -> str:
        """The unit of the chart's scale."""
        return "%" if self.scale is Scale.PERCENT else self.parameter.unit

    def value(self, sample: Sample) -> Decimal | None:
        """What is charted of a sample; None of one whose order gave no nominal (or 0, for a percentage)."""
        if self.scale is Scale.VALUE:
            return sample.value
        if sample.nominal is None:
            return None
        deviation = sample.value - sample.nominal
        if self.scale is Scale.DEVIATION:
            return deviation
        return rounded(100 * deviation / sample.nominal) if sample.nominal else None


@dataclass(frozen=True, slots=True)
class Group:
    """The samples of one point with their values on the chart's scale, in the order of measuring."""

    samples: tuple[Sample, ...]
    values: Subgroup

    @property
    def last(self) -> Sample:
        """The sample that ends it, and stands for it."""
        return self.samples[-1]


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a chart, oldest first.

    ``waiting`` samples had no nominal, ``left_out`` groups not the size of a subgroup; ``more``: the period
    has older ones than are shown.
    """

    kind: ChartKind
    groups: tuple[Group, ...]
    grouping: Grouping | None = None
    waiting: int = 0
    left_out: int = 0
    more: bool = False


def subject_of(
    reads: Reads, contract: ProcessContract, parameter: str, machine: str | None
) -> Subject | tuple[Refusal, ...]:
    """What a chart is asked of, or why there is no such chart, all reasons at once.

    ``unknown-parameter``, ``no-control-chart`` (of words, of what only complies or not), ``not-found`` and
    ``machine-other-process``.
    """
    faults: list[Refusal] = []
    known = find_parameter(contract, tidy(parameter))
    if isinstance(known, Refusal):
        faults.append(known)
    elif known.kind in (Kind.TEXT, Kind.PASS_FAIL):
        faults.append(
            Refusal(Code.NO_CONTROL_CHART, {"parameter": known.name}, "parameter", known.kind.value)
        )
    wanted = tidy(machine)
    at = reads.machine(wanted) if wanted else None
    if wanted and at is None:
        faults.append(Refusal(Code.NOT_FOUND, {"machine": wanted}, "machine", "machine"))
    elif at is not None and at.code not in contract.machines:
        params = {"machine": at.code, "process": contract.name}
        faults.append(Refusal(Code.MACHINE_OTHER_PROCESS, params, "machine"))
    return tuple(faults) if faults or isinstance(known, Refusal) else Subject(contract, known, at)


def points_of(
    reads: Reads,
    subject: Subject,
    kind: ChartKind | None,
    since: datetime,
    before: datetime,
    most: int,
) -> Points:
    """The newest points of a period, at most ``most``; the kind that the samples suit where none is named.

    Samples come as subgroups when most rounds have several of the parameter; means of samples that do not
    are those of a machine's shift.
    """
    samples = _measured(reads, subject, since, before, most + 1)
    rounds = Counter(map(_round, samples))
    come_together = 2 * sum(size >= LEAST for size in rounds.values()) >= len(rounds) > 0
    chosen = kind or (ChartKind.MEANS if come_together else ChartKind.INDIVIDUALS)
    if chosen is ChartKind.INDIVIDUALS:
        return _singles(subject, samples, most)
    grouping = Grouping.ROUND if come_together else Grouping.SHIFT
    enough = min(MOST_SAMPLES, (most + 1) * MOST)
    if len(samples) > most:
        samples = _measured(reads, subject, since, before, enough)
    return _means(subject, samples, grouping, most, cut=len(samples) == enough)


def _measured(
    reads: Reads, subject: Subject, since: datetime, before: datetime, limit: int
) -> Sequence[Sample]:
    """The newest samples of one machine, or of all together, oldest first."""
    places: list[Ref | None] = [None]
    if subject.machine is not None:
        places = [subject.machine.ref]
    else:
        machines = (reads.machine(code) for code in subject.contract.machines)
        places += [machine.ref for machine in machines if machine is not None]
    found = [
        sample
        for place in places
        for sample in reads.measured(
            subject.contract.id, subject.parameter.name, place, since=since, before=before, limit=limit
        )
    ]
    return sorted(found, key=lambda sample: (sample.measured_at, sample.ref.id))[-limit:]


def _singles(subject: Subject, samples: Sequence[Sample], most: int) -> Points:
    groups = tuple(_groups(subject, ((sample,) for sample in samples[-most:])))
    waiting = len(samples[-most:]) - len(groups)
    return Points(ChartKind.INDIVIDUALS, groups, waiting=waiting, more=len(samples) > most)


def _means(
    subject: Subject, samples: Sequence[Sample], grouping: Grouping, most: int, *, cut: bool
) -> Points:
    """Subgroups in the order in which they ended; the oldest one may have been ``cut`` by the limit."""
    key = _round if grouping is Grouping.ROUND else _shift
    together: dict[Hashable, list[Sample]] = {}
    for sample in samples:
        together.setdefault(key(sample), []).append(sample)
    whole = sorted(map(tuple, together.values()), key=lambda group: (group[-1].measured_at, group[-1].ref.id))
    groups = list(_groups(subject, whole[1:] if cut else whole))
    waiting = sum(map(len, whole[1:] if cut else whole)) - sum(len(group.samples) for group in groups)
    fitting = [group for group in groups if LEAST <= group.values.size <= MOST]
    left_out = len(groups) - len(fitting)
    more = cut or len(fitting) > most
    return Points(ChartKind.MEANS, tuple(fitting[-most:]), grouping, waiting, left_out, more)


def _groups(
    subject: Subject, together: Iterator[tuple[Sample, ...]] | Sequence[tuple[Sample, ...]]
) -> Iterator[Group]:
    for samples in together:
        valued = [(sample, value) for sample in samples if (value := subject.value(sample)) is not None]
        if valued:
            yield Group(tuple(sample for sample, _ in valued), Subgroup(tuple(value for _, value in valued)))


def _shift(sample: Sample) -> Hashable:
    return sample.shift.id, None if sample.machine is None else sample.machine.id


def _round(sample: Sample) -> Hashable:
    return _shift(sample), sample.round
