"""What a shift's process was, and what it is under a contract: for judging it once more (``replay``)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from prodsys_tui.domain.contract.contract import GateScope, ProcessContract
from prodsys_tui.domain.evidence.gate_check import known_facts, mark_of
from prodsys_tui.domain.model import Disposition, Result, Sample, Shift, ShiftState, WorkRecord
from prodsys_tui.domain.quality.disposition import explains
from prodsys_tui.domain.quality.judgement import Specs
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.shift.close import Closing
from prodsys_tui.domain.shift.facts import SampleCount, ShiftFacts, deviations_of
from prodsys_tui.domain.shift.gate import StateName, gate_open, gate_refusals, process_state, scope_of

Place = str | None
"""A machine of the process, None where it locks as a whole."""


@dataclass(frozen=True, slots=True)
class Past:
    """One process of a shift as it was: everything oldest first.

    ``closing`` looks at the whole shift, with ``contract`` as the one of the process then. ``judges`` are the
    contracts by the uid of the version that samples name, ``specs`` those of orders by their ids. ``closing``
    tells ``taken_up`` for the other contract, too.
    """

    closing: Closing
    contract: ProcessContract
    samples: Sequence[Sample]
    dispositions: Sequence[Disposition]
    records: Sequence[WorkRecord]
    judges: Mapping[str, ProcessContract]
    specs: Mapping[int, Specs]

    @property
    def shift(self) -> Shift:
        """The shift itself."""
        return self.closing.facts.shift


@dataclass(frozen=True, slots=True)
class Under:
    """A past under one of two contracts, with its samples as they are under it."""

    past: Past
    contract: ProcessContract
    samples: tuple[Sample, ...]

    def known(self, record: WorkRecord) -> tuple[tuple[Sample, ...], tuple[Disposition, ...]]:
        """The samples and dispositions that were known when a record was saved.

        Of the same instant those count that its proof names.
        """
        named = {*_named(record, "samples"), *_named(record, "dispositions")}

        def then(each: Sample | Disposition) -> bool:
            return each.recorded_at < record.recorded_at or each.ref.uid in named

        return tuple(filter(then, self.samples)), tuple(filter(then, self.past.dispositions))

    def blocks(self, record: WorkRecord) -> tuple[Refusal, ...]:
        """Why the gate of a record was closed when it was saved."""
        machine = None if record.machine is None else record.machine.code
        return gate_refusals(self.contract, known_facts(self.contract, machine, *self.known(record)))

    @property
    def closing(self) -> Closing:
        """What the close looks at."""
        own, chains = self.contract.id, _chains(self.samples)
        others = {each.sample.id for each in self.past.closing.facts.deviations if each.process_id != own}
        contracts = (self.contract if each.id == own else each for each in self.past.closing.contracts)
        commented = {
            number for number, chain in chains.items() if any(explains(one.comment) for one in chain)
        }
        mistyped = {number for number, chain in chains.items() if chain[-1].result is Result.COMPLIES}
        return replace(
            self.past.closing,
            facts=self.facts,
            contracts=tuple(contracts),
            commented=(self.past.closing.commented & others) | commented,
            mistyped=(self.past.closing.mistyped & others) | mistyped,
        )

    @property
    def facts(self) -> ShiftFacts:
        """The shift's facts with the counts and deviations of these samples."""
        facts, own = self.past.closing.facts, self.contract.id
        said = {each.sample.id: each for each in self.past.dispositions}
        marks = [
            mark_of(
                each,
                disposed=each.ref.id in said,
                explanation=said[each.ref.id].explanation if each.ref.id in said else None,
            )
            for each in self.samples
            if not each.calculated
        ]
        deviations = [each for each in facts.deviations if each.process_id != own]
        counts = [each for each in facts.counts if each.process_id != own]
        return replace(
            facts,
            counts=(*counts, *_counts(self.samples)),
            deviations=(*deviations, *deviations_of(marks)),
        )

    def state(self, facts: ShiftFacts, machine: Place) -> StateName:
        """The state of a place before the shift is closed."""
        scope = scope_of(self.contract, facts, machine)
        return process_state(self.contract, scope, ShiftState.OPEN, machine).state

    def opened(self, machine: Place) -> datetime | None:
        """When the gate of a place was open first."""
        own = self.contract.gate.scope is GateScope.MACHINE
        known = [each for each in self.samples if not own or _machine(each) == machine]
        times: set[datetime] = {each.recorded_at for each in known}
        times |= {each.recorded_at for each in self.past.dispositions}
        for at in (self.past.shift.opened_at, *sorted(times)):
            samples = [each for each in known if each.recorded_at <= at]
            said = [each for each in self.past.dispositions if each.recorded_at <= at]
            if gate_open(self.contract, known_facts(self.contract, machine, samples, said)):
                return at
        return None


def _counts(samples: Sequence[Sample]) -> Iterator[SampleCount]:
    """How many samples of each parameter count, and their last rounds."""
    corrected = {each.corrects.id for each in samples if each.corrects is not None}
    typed = [each for each in samples if not each.calculated]
    counted = Counter(
        (each.process_id, _machine(each), each.parameter) for each in typed if each.ref.id not in corrected
    )
    last: dict[tuple[int, Place, str], int] = {}
    for each in typed:
        place = (each.process_id, _machine(each), each.parameter)
        last[place] = max(last.get(place, 1), each.round)
    for place, count in counted.items():
        yield SampleCount(*place, count, last[place])


def _chains(samples: Sequence[Sample]) -> dict[int, tuple[Sample, ...]]:
    """Every deviation's sample with the corrections that followed it, by its id."""
    following = {each.corrects.id: each for each in samples if each.corrects is not None}
    chains: dict[int, tuple[Sample, ...]] = {}
    for sample in samples:
        if sample.result is not Result.COMPLIES and not sample.calculated:
            chain = [sample]
            while chain[-1].ref.id in following:
                chain.append(following[chain[-1].ref.id])
            chains[sample.ref.id] = tuple(chain)
    return chains


def _named(record: WorkRecord, part: str) -> Sequence[str]:
    """The uids that a record's proof names."""
    named = record.proof.get(part)
    return named if isinstance(named, list | tuple) else ()


def _machine(sample: Sample) -> Place:
    return None if sample.machine is None else sample.machine.code
