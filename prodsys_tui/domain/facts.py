"""What a shift holds, counted: the facts that the gate, the board and the close judge alike.

The store fills them with a few grouped queries; nothing here is stored. A *scope* is a process, or one
of its machines where the contract's gate says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from itertools import chain

from prodsys_tui.domain.model import Ref, Result, Sample, Shift


@dataclass(frozen=True, slots=True)
class SampleCount:
    """How many samples of a parameter count: typed, not calculated, not corrected."""

    process_id: int
    machine: str | None
    parameter: str
    count: int


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
    """What the records of one machine add up to, in the process's unit and kg of waste."""

    process_id: int
    machine: str | None
    records: int
    quantity: Decimal
    waste_kg: Decimal


@dataclass(frozen=True, slots=True)
class Stopped:
    """How long one machine stood still (closed stops, minutes), and how many of its stops are open."""

    process_id: int
    machine: str | None
    minutes: int
    open: int


@dataclass(frozen=True, slots=True)
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
    notes: frozenset[tuple[int, str | None]] = frozenset()


@dataclass(frozen=True, slots=True)
class ScopeFacts:
    """The same for one process, or for one machine of it."""

    counted: int = 0
    by_parameter: Mapping[str, int] = field(default_factory=dict)
    open_deviations: tuple[Deviation, ...] = ()
    deviations: int = 0
    records: int = 0
    quantity: Decimal = Decimal(0)
    idle: str | None = None


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
    counts: dict[tuple[int, str | None], dict[str, int]] = {}
    open_: dict[tuple[int, str | None], list[Deviation]] = {}
    devs: dict[tuple[int, str | None], int] = {}
    made: dict[tuple[int, str | None], tuple[int, Decimal]] = {}
    idle = {(row.process_id, row.machine): row.reason for row in facts.idle}

    def keys(process_id: int, machine: str | None) -> tuple[tuple[int, str | None], ...]:
        return ((process_id, None),) if machine is None else ((process_id, None), (process_id, machine))

    for count in facts.counts:
        for key in keys(count.process_id, count.machine):
            named = counts.setdefault(key, {})
            named[count.parameter] = named.get(count.parameter, 0) + count.count
    for deviation in facts.deviations:
        for key in keys(deviation.process_id, deviation.machine):
            devs[key] = devs.get(key, 0) + 1
            if not deviation.settled:
                open_.setdefault(key, []).append(deviation)
    for row in facts.produced:
        for key in keys(row.process_id, row.machine):
            records, quantity = made.get(key, (0, Decimal(0)))
            made[key] = (records + row.records, quantity + row.quantity)
    nothing = (0, Decimal(0))
    return {
        key: ScopeFacts(
            sum(counts.get(key, {}).values()),
            counts.get(key, {}),
            tuple(open_.get(key, ())),
            devs.get(key, 0),
            *made.get(key, nothing),
            idle.get(key),
        )
        for key in set(chain(counts, devs, made, idle))
    }


def with_sample(facts: ShiftFacts, sample: Sample) -> ShiftFacts:
    """The facts after one more typed sample that corrects nothing."""
    machine = sample.machine.code if sample.machine is not None else None
    count = SampleCount(sample.process_id, machine, sample.parameter, 1)
    deviations = facts.deviations
    if sample.result is not Result.COMPLIES:
        fresh = Deviation(
            sample.ref,
            sample.process_id,
            machine,
            sample.parameter,
            sample.value,
            sample.result,
            sample.order.code if sample.order is not None else None,
            sample.author,
            sample.measured_at,
            settled=False,
        )
        deviations = (*deviations, fresh)
    return replace(facts, counts=(*facts.counts, count), deviations=deviations)
