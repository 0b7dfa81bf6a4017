"""The states of a process and of its machines where each of them locks alone. Spec ``domain.md`` §2."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from prodsys_tui.domain.contract.contract import GateScope, ProcessContract
from prodsys_tui.domain.model import ShiftState
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.shift.facts import ScopeFacts
from prodsys_tui.domain.shift.gate import ProcessState, StateName, all_idle, process_state

Scopes = Mapping[tuple[int, str | None], ScopeFacts]
"""The facts by process and machine, as ``facts.scopes_of`` gives them."""

_WORST_FIRST = (
    StateName.CLOSED,
    StateName.REVIEW,
    StateName.WAITING_QUALITY,
    StateName.WAITING_PRODUCTION,
    StateName.COMPLETE,
    StateName.IDLE,
)
_BADNESS = {state: place for place, state in enumerate(_WORST_FIRST)}
_WHOLE = frozenset({StateName.CLOSED, StateName.IDLE})
"""States that a process has as a whole, whatever its machines say."""
_NOTHING = ScopeFacts()


@dataclass(frozen=True, slots=True)
class ProcessStates:
    """A process and, in the contract's order, its machines where each of them locks alone.

    ``facts`` are those of the process, ``idle`` is why it does not run: its own declaration, or that of
    all its machines.
    """

    process: ProcessState
    facts: ScopeFacts
    idle: str | None
    machines: tuple[tuple[str, ProcessState, ScopeFacts], ...] = ()


def process_states(
    contract: ProcessContract, scopes: Scopes, shift_state: ShiftState, aside: Container[str] = ()
) -> ProcessStates:
    """The state of a process and of the machines that lock alone.

    Such a process shows the worst of its machines that matter. A machine that nobody declared idle
    matters even with nothing on it: it waits for quality. Those in ``aside`` (out of use, or stopped all
    shift) matter only with something on them.
    """
    whole = scopes.get((contract.id, None), _NOTHING)
    idle = _idle_reason(contract, scopes, whole)
    process = process_state(contract, whole, shift_state, idle=idle)
    if contract.gate.scope is GateScope.PROCESS or not contract.machines:
        return ProcessStates(process, whole, idle)
    machines: list[tuple[str, ProcessState, ScopeFacts]] = []
    running: list[ProcessState] = []
    matter: list[ProcessState] = []
    for code in contract.machines:
        facts = scopes.get((contract.id, code), _NOTHING)
        state = process_state(contract, facts, shift_state, code, whole.idle)
        machines.append((code, state, facts))
        if state.state is not StateName.IDLE:
            running.append(state)
            if _touched(facts) or code not in aside:
                matter.append(state)
    if process.state not in _WHOLE:
        process = _worst_of(matter or running)
    return ProcessStates(process, whole, idle, tuple(machines))


def worst(states: Iterable[StateName]) -> StateName:
    """The state that asks for attention first; needs at least one."""
    return min(states, key=_BADNESS.__getitem__)


def _worst_of(states: Sequence[ProcessState]) -> ProcessState:
    """The worst state, with every different reason that one of them gives, the minimum first."""
    name = worst(state.state for state in states)
    reasons = {(block.code, block.variant): block for state in states for block in state.blocks}
    blocks = tuple(sorted(reasons.values(), key=lambda block: block.code is not Code.GATE_CLOSED))
    return ProcessState.of(name, blocks)


def _idle_reason(contract: ProcessContract, scopes: Scopes, whole: ScopeFacts) -> str | None:
    """Why a process does not run: its own declaration, or that of all its machines."""
    if whole.idle is not None:
        return whole.idle
    return all_idle(scopes.get((contract.id, code), _NOTHING).idle for code in contract.machines)


def _touched(facts: ScopeFacts) -> bool:
    return facts.counted > 0 or facts.records > 0 or facts.deviations > 0
