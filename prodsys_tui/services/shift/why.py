"""Why production is locked somewhere: every reason, then each sample behind it. Spec ``domain.md``, "Why"."""

from collections.abc import Container, Iterable
from functools import cached_property

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Sample
from prodsys_tui.domain.quality.judgement import target_of
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.facts import ScopeFacts, ShiftFacts, scopes_of
from prodsys_tui.domain.shift.gate import ProcessState, process_state, scope_of
from prodsys_tui.domain.shift.process_states import process_states
from prodsys_tui.domain.shift.shift import Entry, admits
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.places import Key, found, machine_at, shift_at
from prodsys_tui.services.ports import Reads


def why(
    reads: Reads, contracts: ContractBook, process: int, machine: str | None = None, shift: Key = None
) -> tuple[Refusal, ...]:
    """Every reason why production is locked at a process or machine, then each sample behind it.

    Raises ``Refused`` (``not-found``, ``no-open-shift``, ``machine-other-process``).
    """
    shown = found(shift_at(reads, shift))
    closed = admits(shown, Entry.WORK)
    if isinstance(closed, Refusal):
        return (closed,)
    contract = contracts.of(reads, process).contract
    where = found(machine_at(reads, contract, machine))
    facts = reads.facts(shown, process)
    code = where.code if where is not None else None
    scope = scope_of(contract, facts, code)
    state = _state(reads, contract, facts, scope, code)
    return (*state.blocks, *_samples_behind(reads, contract, scope))


class OwingNothing(Container[str]):
    """The machines that a process does not wait for: retired ones, and those that stood still all shift.

    They are asked for when the first machine is looked up: a board on which none waits needs no list.
    """

    def __init__(self, reads: Reads, facts: ShiftFacts) -> None:
        self._reads = reads
        self._facts = facts

    def __contains__(self, machine: object) -> bool:
        """Whether a machine is one of them."""
        return machine in self._machines

    @cached_property
    def _machines(self) -> frozenset[str]:
        scheduled = self._facts.shift.scheduled_minutes
        stopped = (row.machine for row in self._facts.stopped if row.minutes >= scheduled)
        return self._reads.retired_machines().union(filter(None, stopped))


def _state(
    reads: Reads, contract: ProcessContract, facts: ShiftFacts, scope: ScopeFacts, machine: str | None
) -> ProcessState:
    if machine is not None:
        return process_state(contract, scope, facts.shift.state, machine)
    aside = OwingNothing(reads, facts)
    return process_states(contract, scopes_of(facts), facts.shift.state, aside).process


def _samples_behind(reads: Reads, contract: ProcessContract, scope: ScopeFacts) -> Iterable[Refusal]:
    """One line for every open deviation: which sample, what was measured, against what."""
    read = (reads.sample(deviation.sample.uid) for deviation in scope.open_deviations)
    for sample in filter(None, read):
        params = {
            "process": contract.name,
            "parameter": sample.parameter,
            "machine": sample.machine.code if sample.machine is not None else None,
            "value": sample.words or sample.value,
            "result": sample.result.value,
            "order": sample.order.code if sample.order is not None else None,
            "sample": sample.ref.uid,
            "limits": _rule(reads, contract, sample),
        }
        yield Refusal(Code.PROCESS_IN_REVIEW, params, None, "sample")


def _rule(reads: Reads, contract: ProcessContract, sample: Sample) -> str | None:
    """What a sample was held against, in the contract's words."""
    parameter = contract.parameter(sample.parameter)
    if parameter is None:
        return None
    order = reads.order(sample.order.code) if sample.order is not None else None
    limits = target_of(parameter, order.specs if order is not None else {}).limits
    return f"{limits.text} {parameter.unit}".strip() if limits is not None else None
