"""What a shift holds, counted: the facts that the gate, the board and the close judge alike.

The store fills them with a few grouped queries; nothing here is stored. A *scope* is a process, or one
of its machines where the contract's gate says so. What a board has many of is not frozen: freezing would
double what it costs to make.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from prodsys_tui.domain.model import Ref, Result, Sample, Shift


@dataclass(slots=True)
class SampleCount:
    """How many samples of a parameter count: typed, not calculated, not corrected; and its last round."""

    process_id: int
    machine: str | None
    parameter: str
    count: int
    last_round: int = 1


@dataclass(frozen=True, slots=True)
class SampleMark:
    """A sample that did not comply, or one that corrects another: what deviations are told from."""

    ref: Ref
    process_id: int
    machine: str | None
    parameter: str
    value: Decimal
    result: Result
    order: str | None
    author: str
    measured_at: datetime
    corrects: int | None
    disposed: bool
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Deviation:
    """A sample that did not comply; ``settled`` by a disposition or by a complying correction."""

    sample: Ref
    process_id: int
    machine: str | None
    parameter: str
    value: Decimal
    result: Result
    order: str | None
    author: str
    measured_at: datetime
    settled: bool
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Produced:
    """What the records of one machine add up to, in the process's unit and kg of waste.

    ``readings`` of them read a counter, ``disputed`` of these read one that cannot be right. Of
    ``corrected`` ones the signed corrections are counted in.
    """

    process_id: int
    machine: str | None
    records: int
    quantity: Decimal
    waste_kg: Decimal
    readings: int = 0
    disputed: int = 0
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Stopped:
    """How long one machine stood still (closed stops, minutes), and how many of its stops are open."""

    process_id: int
    machine: str | None
    minutes: int
    open: int


@dataclass(slots=True)
class Idle:
    """A process (``machine`` None) or a machine that does not run in this shift, and why."""

    process_id: int
    machine: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ShiftFacts:
    """Everything that the states of a shift are computed from."""

    shift: Shift
    counts: tuple[SampleCount, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    produced: tuple[Produced, ...] = ()
    stopped: tuple[Stopped, ...] = ()
    idle: tuple[Idle, ...] = ()


@dataclass(slots=True)
class ScopeFacts:
    """The same for one process, or for one machine of it; the methods are for adding it up."""

    counted: int = 0
    by_parameter: dict[str, int] = field(default_factory=dict)
    open_deviations: tuple[Deviation, ...] = ()
    deviations: int = 0
    records: int = 0
    quantity: Decimal = Decimal(0)
    idle: str | None = None
    readings: int = 0
    disputed: int = 0
    corrected: int = 0

    @property
    def ran(self) -> bool:
        """Whether something was made, or a counter says so that nobody believes yet."""
        return self.quantity > 0 or self.disputed > 0

    def count(self, row: SampleCount) -> None:
        """Add samples up."""
        self.counted += row.count
        self.by_parameter[row.parameter] = self.by_parameter.get(row.parameter, 0) + row.count

    def deviate(self, row: Deviation) -> None:
        """Add a deviation up."""
        self.deviations += 1
        if not row.settled:
            self.open_deviations += (row,)

    def measure(self, sample: Sample) -> None:
        """Add one more typed sample up, which corrects nothing."""
        self.counted += 1
        self.by_parameter[sample.parameter] = self.by_parameter.get(sample.parameter, 0) + 1
        if sample.result is not Result.COMPLIES:
            self.deviate(_deviation(sample))

    def produce(self, row: Produced) -> None:
        """Add production up."""
        self.records += row.records
        self.quantity += row.quantity
        self.readings += row.readings
        self.disputed += row.disputed
        self.corrected += row.corrected


def deviations_of(marks: Iterable[SampleMark]) -> tuple[Deviation, ...]:
    """The deviations among the marks of a shift, in the order they were typed.

    A deviation is settled by its disposition or when the correction that names it (or the last of a
    chain of corrections) complies: spec ``domain.md`` §2, "Sample".
    """
    seen = list(marks)
    corrections = {mark.corrects: mark for mark in seen if mark.corrects is not None}

    def corrected_well(mark: SampleMark) -> bool:
        last = mark
        while last.ref.id in corrections:
            last = corrections[last.ref.id]
        return last.result is Result.COMPLIES

    return tuple(
        Deviation(
            mark.ref,
            mark.process_id,
            mark.machine,
            mark.parameter,
            mark.value,
            mark.result,
            mark.order,
            mark.author,
            mark.measured_at,
            mark.disposed or corrected_well(mark),
            mark.explanation,
        )
        for mark in seen
        if mark.result is not Result.COMPLIES
    )


def scopes_of(facts: ShiftFacts) -> Mapping[tuple[int, str | None], ScopeFacts]:
    """The facts of every scope that has any, each process (machine None) with all its machines' rows.

    One pass over the facts, so that a board of all processes costs no more than reading them.
    """
    scopes: dict[tuple[int, str | None], ScopeFacts] = defaultdict(ScopeFacts)
    for counted in facts.counts:
        scopes[counted.process_id, None].count(counted)
        if counted.machine is not None:
            scopes[counted.process_id, counted.machine].count(counted)
    for deviation in facts.deviations:
        scopes[deviation.process_id, None].deviate(deviation)
        if deviation.machine is not None:
            scopes[deviation.process_id, deviation.machine].deviate(deviation)
    for made in facts.produced:
        scopes[made.process_id, None].produce(made)
        if made.machine is not None:
            scopes[made.process_id, made.machine].produce(made)
    for idle in facts.idle:
        scopes[idle.process_id, idle.machine].idle = idle.reason
    return dict(scopes)


def scope_facts(facts: ShiftFacts, process_id: int, machine: str | None = None) -> ScopeFacts:
    """The facts of one process (machine None), or of one machine of it."""

    def here(row: SampleCount | Deviation | Produced) -> bool:
        return row.process_id == process_id and (machine is None or row.machine == machine)

    scope = ScopeFacts()
    for counted in filter(here, facts.counts):
        scope.count(counted)
    for deviation in filter(here, facts.deviations):
        scope.deviate(deviation)
    for made in filter(here, facts.produced):
        scope.produce(made)
    place = (process_id, machine)
    scope.idle = next((row.reason for row in facts.idle if (row.process_id, row.machine) == place), None)
    return scope


def last_rounds(facts: ShiftFacts, process_id: int, machine: str | None) -> Mapping[str, int]:
    """The last round of each parameter that was sampled at a machine (None: without a machine)."""
    place = (process_id, machine)
    return {row.parameter: row.last_round for row in facts.counts if (row.process_id, row.machine) == place}


def _deviation(sample: Sample) -> Deviation:
    """A sample that did not comply, as it is before anybody says anything about it."""
    return Deviation(
        sample.ref,
        sample.process_id,
        sample.machine.code if sample.machine is not None else None,
        sample.parameter,
        sample.value,
        sample.result,
        sample.order.code if sample.order is not None else None,
        sample.author,
        sample.measured_at,
        settled=False,
    )
