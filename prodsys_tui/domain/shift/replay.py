"""A shift's process judged once more under another contract: what would have come out otherwise.

Spec ``domain.md`` §5, "Contract replay". Every rule is the one that judged then: ``judgement`` for the
results, ``gate`` for production, ``close`` for the shift. What people did stays: corrections, dispositions,
results that they set themselves, omissions, notes. Nominals are those that the order gave at the time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from prodsys_tui.domain.contract.contract import GateScope, ProcessContract
from prodsys_tui.domain.model import Result, Sample, Shift, ShiftState, WorkRecord
from prodsys_tui.domain.quality.judged_again import judged_again
from prodsys_tui.domain.quality.judgement import Judged
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.shift.close import closing_faults, state_after
from prodsys_tui.domain.shift.gate import StateName
from prodsys_tui.domain.shift.past import Past, Place, Under


@dataclass(frozen=True, slots=True)
class ResultChange:
    """A sample whose result would be another; ``judged`` is its new judgement, or why it would be refused."""

    sample: Sample
    judged: Judged | tuple[Refusal, ...]

    @property
    def after(self) -> Result | None:
        """The new result; None where the value would have been refused."""
        return self.judged.result if isinstance(self.judged, Judged) else None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record whose gate was open and would have been closed, and by what."""

    record: WorkRecord
    blocks: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class GateChange:
    """A process or machine that would end the shift in another state, or would have opened at another time.

    The states are those before the shift is closed; ``opened`` is the first time that the gate was open.
    """

    machine: Place
    state: StateName
    state_after: StateName
    opened: datetime | None
    opened_after: datetime | None


@dataclass(frozen=True, slots=True)
class CloseChange:
    """A close that would have led to another state, or been refused for what was ``missing``."""

    state: ShiftState
    state_after: ShiftState
    missing: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class ShiftReplay:
    """What would have been otherwise in a shift, and how much of it was judged again."""

    shift: Shift
    samples: int
    records: int
    results: tuple[ResultChange, ...]
    locked: tuple[RecordChange, ...]
    gates: tuple[GateChange, ...]
    close: CloseChange | None


def replay(past: Past, contract: ProcessContract) -> ShiftReplay:
    """Judge a shift's process again under a contract."""
    judged = {sample.ref.id: each for sample, each in _judged(past, contract)}
    changes = tuple(
        ResultChange(sample, judged[sample.ref.id])
        for sample in past.samples
        if sample.ref.id in judged and _result(judged[sample.ref.id]) is not sample.result
    )
    samples = tuple(_again(past.samples, judged))
    before = Under(past, past.contract, tuple(past.samples))
    after = Under(past, contract, samples)
    producing = [each for each in past.records if each.quantity > 0 and each.proof]
    return ShiftReplay(
        past.shift,
        len(judged),
        len(producing),
        changes,
        tuple(_locked(producing, before, after)),
        tuple(_gates(before, after)),
        _close(before, after) if past.shift.closed_at is not None else None,
    )


def _judged(past: Past, contract: ProcessContract) -> Iterator[tuple[Sample, Judged | tuple[Refusal, ...]]]:
    for sample in past.samples:
        specs = past.specs.get(sample.order.id, {}) if sample.order is not None else {}
        judge = past.judges.get(sample.contract.uid, past.contract)
        judged = judged_again(sample, judge, contract, specs, past.samples)
        if judged is not None:
            yield sample, judged


def _result(judged: Judged | tuple[Refusal, ...]) -> Result | None:
    return judged.result if isinstance(judged, Judged) else None


def _again(samples: Iterable[Sample], judged: Mapping[int, Judged | tuple[Refusal, ...]]) -> Iterator[Sample]:
    """The samples as they would be now, without those that would have been refused."""
    for sample in samples:
        found = judged.get(sample.ref.id)
        if isinstance(found, Judged):
            yield replace(sample, result=found.result)


def _locked(records: Iterable[WorkRecord], before: Under, after: Under) -> Iterator[RecordChange]:
    for record in records:
        blocks = after.blocks(record)
        if blocks and not before.blocks(record):
            yield RecordChange(record, blocks)


def _gates(before: Under, after: Under) -> Iterator[GateChange]:
    facts, facts_after = before.facts, after.facts
    for place in _places(before.contract, after.contract):
        states = before.state(facts, place), after.state(facts_after, place)
        times = before.opened(place), after.opened(place)
        if states[0] is not states[1] or times[0] != times[1]:
            yield GateChange(place, *states, *times)


def _places(one: ProcessContract, other: ProcessContract) -> tuple[Place, ...]:
    """The places whose gates are compared: machines as soon as one of the contracts locks them alone."""
    if GateScope.MACHINE not in (one.gate.scope, other.gate.scope):
        return (None,)
    return tuple(dict.fromkeys((*one.machines, *other.machines)))


def _close(before: Under, after: Under) -> CloseChange | None:
    closing, closing_after = before.closing, after.closing
    faults = closing_faults(closing)
    missing = tuple(each for each in closing_faults(closing_after) if each not in faults)
    states = state_after(closing.facts), state_after(closing_after.facts)
    if states[0] is states[1] and not missing:
        return None
    return CloseChange(*states, missing)
