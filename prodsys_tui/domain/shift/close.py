"""Closing a shift: everything that speaks against it, at once. Spec ``domain.md`` §2, "Close" and "Stops".

Support work (process 99) never stands in the way. Text parameters are shown as due and never refuse a
close; calculated ones are not due at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from prodsys_tui.domain.contract.contract import Kind, Parameter, ProcessContract
from prodsys_tui.domain.line.stop import Span, schedule_faults, span_of, stopped_all_shift
from prodsys_tui.domain.line.taking_up import due_of
from prodsys_tui.domain.model import Result, ShiftState, Stop
from prodsys_tui.domain.quality.disposition import explains
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.facts import Deviation, ScopeFacts, ShiftFacts, scopes_of
from prodsys_tui.domain.shift.gate import produced

Place = tuple[int, str | None]
"""A process and one of its machines, or the process as a whole (``None``)."""

_OUT_OF_SPECIFICATION = frozenset({Result.FAILS, Result.REJECTED})
_NOTHING = ScopeFacts()


@dataclass(frozen=True, slots=True)
class Closing:
    """What a close looks at.

    ``assigned`` are the places with a person, ``observed`` those with an observation long enough to
    explain a deviation, ``commented`` the ids of the samples whose own comment is, ``omitted`` place and
    parameter of the samples that somebody gave a reason for, ``taken_up`` how often a machine took up an
    order (once, if it is not told), ``mistyped`` the ids of the deviations that
    a correction showed to be typing errors.
    """

    facts: ShiftFacts
    contracts: tuple[ProcessContract, ...]
    assigned: frozenset[Place] = frozenset()
    observed: frozenset[Place] = frozenset()
    commented: frozenset[int] = frozenset()
    omitted: frozenset[tuple[int, str | None, str]] = frozenset()
    stops: tuple[Stop, ...] = ()
    taken_up: Mapping[Place, int] = field(default_factory=dict)
    mistyped: frozenset[int] = frozenset()


def closing_faults(closing: Closing) -> tuple[Refusal, ...]:
    """Every reason why a shift cannot be closed, in the order of the spec.

    Activity without an assigned person; deviations without an observation; required samples that are
    missing without a reason; stops past the schedule, open ones, and those that a bad colour demands;
    production that is missing.
    """
    seen = _Seen.of(closing)
    return (
        *_unassigned(seen),
        *_unexplained(seen),
        *_missing_samples(seen),
        *_stop_faults(seen),
        *_missing_stops(seen),
        *_missing_production(seen),
    )


def state_after(facts: ShiftFacts) -> ShiftState:
    """What a shift becomes when it is closed: ``REVISION`` with any deviation, settled or not."""
    return ShiftState.REVIEW if facts.deviations else ShiftState.CLOSED


@dataclass(frozen=True, slots=True)
class _Seen:
    """The closing with what all its rules need, computed once."""

    closing: Closing
    contracts: Mapping[int, ProcessContract]
    scopes: Mapping[Place, ScopeFacts]
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, closing: Closing) -> "_Seen":
        contracts = {contract.id: contract for contract in closing.contracts}
        spans = tuple(span_of(stop, contracts[stop.process_id]) for stop in closing.stops)
        return cls(closing, contracts, scopes_of(closing.facts), spans)

    @property
    def processes(self) -> Iterable[ProcessContract]:
        """The processes that can stand in the way of a close."""
        return (contract for contract in self.closing.contracts if not contract.support)

    def scope(self, contract: ProcessContract, machine: str | None = None) -> ScopeFacts:
        return self.scopes.get((contract.id, machine), _NOTHING)

    def stopped(self, machine: str) -> bool:
        return stopped_all_shift(machine, self.spans, self.closing.facts.shift)

    def rested(self, contract: ProcessContract) -> bool:
        """Whether a process, or every one of its machines, was idle or stopped all shift."""
        return self.scope(contract).idle is not None or all(
            self.scope(contract, machine).idle is not None or self.stopped(machine)
            for machine in contract.machines
        )

    def ran(self, contract: ProcessContract) -> Iterator[tuple[str, ScopeFacts]]:
        """The machines that owe samples, each with the facts that count for it.

        The only machine of a process ran unless the process rested, and all the process's samples are
        its own; of several machines those ran that made something, or whose counter is disputed. Stopped
        all shift, none owes any.
        """
        only = len(contract.machines) == 1
        for machine in contract.machines:
            facts = self.scope(contract, None if only else machine)
            if not self.stopped(machine) and (facts.ran or (only and not self.rested(contract))):
                yield machine, facts


def _unassigned(seen: _Seen) -> Iterator[Refusal]:
    """Processes with samples or records at a place where nobody is assigned."""
    facts, assigned = seen.closing.facts, seen.closing.assigned
    active = {(row.process_id, row.machine) for row in facts.counts}
    active |= {(row.process_id, row.machine) for row in facts.produced}
    active |= {(row.process_id, row.machine) for row in facts.deviations}
    for contract in seen.processes:
        somebody = any(process == contract.id for process, _ in assigned)
        alone = sorted(
            machine or ""
            for process, machine in active
            if process == contract.id
            and (process, None) not in assigned
            and not (somebody if machine is None else (process, machine) in assigned)
        )
        if alone:
            machines = tuple(machine for machine in alone if machine)
            params = {"process": contract.name, "machines": machines}
            some = "machines" if machines and len(contract.machines) > 1 else ""
            yield Refusal(Code.NO_PERSON_ASSIGNED, params, "person", some)


def _unexplained(seen: _Seen) -> Iterator[Refusal]:
    """Deviations with neither an explanation or comment of their own nor an observation where they arose."""
    for deviation in seen.closing.facts.deviations:
        if not _explained(seen.closing, deviation):
            params = {**_named(seen, deviation), "sample": deviation.sample.uid}
            if deviation.machine is None or len(seen.contracts[deviation.process_id].machines) == 1:
                yield Refusal(Code.UNEXPLAINED_DEVIATION, params, "text")
            else:
                params["machine"] = deviation.machine
                yield Refusal(Code.UNEXPLAINED_DEVIATION, params, "text", "machine")


def _explained(closing: Closing, deviation: Deviation) -> bool:
    places = {(deviation.process_id, None), (deviation.process_id, deviation.machine)}
    own = explains(deviation.explanation) or deviation.sample.id in closing.commented
    return own or not places.isdisjoint(closing.observed)


def _missing_samples(seen: _Seen) -> Iterator[Refusal]:
    """What the contract still asks for, per parameter and machine that ran, without a reason."""
    for contract in seen.processes:
        for machine, facts in seen.ran(contract):
            for parameter in contract.parameters:
                missing = _owed(seen, contract, machine, parameter) - facts.by_parameter.get(
                    parameter.name, 0
                )
                if missing > 0 and not _omitted(seen, contract, machine, parameter):
                    params = {
                        "process": contract.name,
                        "machine": machine,
                        "parameter": parameter.name,
                        "missing": missing,
                    }
                    yield Refusal(Code.SAMPLE_MISSING, params, "parameter")


def _owed(seen: _Seen, contract: ProcessContract, machine: str, parameter: Parameter) -> int:
    if parameter.kind in (Kind.TEXT, Kind.CALCULATED):
        return 0
    return due_of(parameter, seen.closing.taken_up.get((contract.id, machine), 1))


def _omitted(seen: _Seen, contract: ProcessContract, machine: str, parameter: Parameter) -> bool:
    omitted = seen.closing.omitted
    return any((contract.id, place, parameter.name) in omitted for place in (None, machine))


def _stop_faults(seen: _Seen) -> Iterator[Refusal]:
    """Machines that stood still for longer than the turn, then stops that still last."""
    shift = seen.closing.facts.shift
    machines = {machine for span in seen.spans for machine in span.machines}
    yield from schedule_faults(machines, seen.spans, shift, shift.ends)
    for stop in seen.closing.stops:
        if stop.starts is not None and stop.ends is None:
            name = seen.contracts[stop.process_id].name
            machine = name if stop.machine is None else stop.machine.code
            params = {"machine": machine, "process": name, "stop": stop.ref.uid}
            yield Refusal(Code.STOP_OPEN, params, "stop")


def _missing_stops(seen: _Seen) -> Iterator[Refusal]:
    """Machines that had to stop (a colour out of specification) and have no stop."""
    stopped = {machine for span in seen.spans for machine in span.machines}
    told: set[str] = set()
    for deviation in seen.closing.facts.deviations:
        machine = deviation.machine
        if machine is None or machine in stopped | told or not _demands_stop(seen, deviation):
            continue
        told.add(machine)
        yield Refusal(Code.STOP_MISSING, {**_named(seen, deviation), "machine": machine}, "stop")


def _demands_stop(seen: _Seen, deviation: Deviation) -> bool:
    parameter = seen.contracts[deviation.process_id].parameter(deviation.parameter)
    return (
        parameter is not None
        and parameter.stops_machine
        and deviation.result in _OUT_OF_SPECIFICATION
        and deviation.sample.id not in seen.closing.mistyped
    )


def _missing_production(seen: _Seen) -> Iterator[Refusal]:
    for contract in seen.processes:
        if not produced(contract, seen.scope(contract)) and not seen.rested(contract):
            yield Refusal(Code.PRODUCTION_MISSING, {"process": contract.name}, "process")


def _named(seen: _Seen, deviation: Deviation) -> dict[str, object]:
    return {"process": seen.contracts[deviation.process_id].name, "parameter": deviation.parameter}
