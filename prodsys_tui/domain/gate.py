"""The quality gate and the state of a process: computed from what a shift holds, never typed.

Spec ``domain.md`` §2, "Process state". The same functions answer the board, the lock of
production and every "why", so that no way in can see another gate.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prodsys_tui.domain.contract import GateScope, ProcessContract
from prodsys_tui.domain.facts import ScopeFacts, ShiftFacts, scopes_of
from prodsys_tui.domain.model import ShiftState
from prodsys_tui.domain.refusal import Code, Refusal


class StateName(StrEnum):
    """The state of a process or machine; the seed's words."""

    CLOSED = "CERRADO"
    IDLE = "NO_OPERATIVO"
    REVIEW = "REVISION"
    WAITING_QUALITY = "ESPERANDO_CALIDAD"
    WAITING_PRODUCTION = "ESPERANDO_PRODUCCION"
    COMPLETE = "COMPLETO"


class NextAction(StrEnum):
    """What is to be done next, or may be done."""

    READ = "LECTURA"
    NONE = "NINGUNA"
    SAMPLE = "REGISTRAR_CALIDAD"
    SETTLE = "CORREGIR_O_JUSTIFICAR"
    PRODUCE = "REGISTRAR_PRODUCCION"
    UNDO_IDLE = "DESHACER_NO_OPERATIVO"


@dataclass(frozen=True, slots=True)
class ProcessState:
    """A state with what follows from it; ``blocks`` is every reason why production is locked."""

    state: StateName
    next_action: NextAction
    allowed: tuple[NextAction, ...]
    blocks: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcessStates:
    """A process and, in the contract's order, its machines where each of them locks alone.

    ``idle`` is why the process does not run: its own declaration, or that of all its machines.
    """

    process: ProcessState
    machines: tuple[tuple[str, ProcessState], ...] = ()
    idle: str | None = None


_SAMPLE_OR_PRODUCE = (NextAction.SAMPLE, NextAction.PRODUCE)
_ACTIONS: Mapping[StateName, tuple[NextAction, tuple[NextAction, ...]]] = {
    StateName.CLOSED: (NextAction.READ, ()),
    StateName.IDLE: (NextAction.NONE, (NextAction.UNDO_IDLE,)),
    StateName.REVIEW: (NextAction.SETTLE, (NextAction.SAMPLE, NextAction.SETTLE)),
    StateName.WAITING_QUALITY: (NextAction.SAMPLE, (NextAction.SAMPLE,)),
    StateName.WAITING_PRODUCTION: (NextAction.PRODUCE, _SAMPLE_OR_PRODUCE),
    StateName.COMPLETE: (NextAction.NONE, _SAMPLE_OR_PRODUCE),
}

_WORST_FIRST = (
    StateName.CLOSED,
    StateName.REVIEW,
    StateName.WAITING_QUALITY,
    StateName.WAITING_PRODUCTION,
    StateName.COMPLETE,
    StateName.IDLE,
)
_BADNESS = {state: place for place, state in enumerate(_WORST_FIRST)}

_FREE = {state: ProcessState(state, *actions) for state, actions in _ACTIONS.items()}
_NOTHING = ScopeFacts()
_CLOSED = ProcessState(
    StateName.CLOSED,
    *_ACTIONS[StateName.CLOSED],
    (Refusal(Code.SHIFT_CLOSED, {}, None, "process"),),
)
_FINAL = frozenset({ShiftState.CLOSED, ShiftState.VOID})
_WHOLE = frozenset({StateName.CLOSED, StateName.IDLE})
"""States that a process has as a whole, whatever its machines say."""

Scopes = Mapping[tuple[int, str | None], ScopeFacts]
"""The facts by process and machine, as ``facts.scopes_of`` gives them."""


def gate_refusals(contract: ProcessContract, facts: ScopeFacts) -> tuple[Refusal, ...]:
    """Every reason why a quantity above 0 may not be recorded in this scope, the minimum first.

    A failing sample never opens anything, whatever was produced before (departure from the seed).
    """
    if facts.counted >= contract.gate.minimum and not facts.open_deviations and not contract.gate.requires:
        return ()
    return tuple(_closed_by(contract, facts))


def gate_open(contract: ProcessContract, facts: ScopeFacts) -> bool:
    """Whether a quantity above 0 may be recorded in this scope."""
    return not gate_refusals(contract, facts)


def produced(contract: ProcessContract, facts: ScopeFacts) -> bool:
    """Whether the scope has production: a quantity, or a reading where the process reads counters.

    Start-up waste alone is none; a loom that stood still and read its counter has done its part.
    """
    return facts.records > 0 if contract.production.counter else facts.quantity > 0


def process_state(
    contract: ProcessContract, facts: ScopeFacts, shift_state: ShiftState, machine: str | None = None
) -> ProcessState:
    """The state of one scope: the first row of the table in ``domain.md`` §2 that applies."""
    if shift_state in _FINAL:
        return _CLOSED
    if facts.idle is not None:
        name, blocks = StateName.IDLE, _idle_blocks(contract, facts, machine)
    else:
        blocks = gate_refusals(contract, facts)
        name = _running(contract, facts, locked=bool(blocks))
    return ProcessState(name, *_ACTIONS[name], blocks) if blocks else _FREE[name]


def process_states(
    contract: ProcessContract, scopes: Scopes, shift_state: ShiftState, aside: Collection[str] = ()
) -> ProcessStates:
    """The state of a process and of the machines that lock alone.

    Such a process shows the worst of its machines that matter. A machine that nobody declared idle
    matters even with nothing on it: it waits for quality. Those in ``aside`` (out of use, or stopped all
    shift) matter only with something on them.
    """
    whole = scopes.get((contract.id, None), _NOTHING)
    whole = _with_idle(whole, _idle_reason(contract, scopes, whole))
    process = process_state(contract, whole, shift_state)
    if contract.gate.scope is GateScope.PROCESS or not contract.machines:
        return ProcessStates(process, idle=whole.idle)
    machines = tuple(
        (code, scope, process_state(contract, scope, shift_state, code))
        for code in contract.machines
        for scope in (_with_idle(scopes.get((contract.id, code), _NOTHING), whole.idle),)
    )
    if process.state not in _WHOLE:
        running = [one for one in machines if one[1].idle is None]
        matter = [state for code, scope, state in running if code not in aside or _touched(scope)]
        process = _worst_of(matter or [state for _, _, state in running])
    return ProcessStates(process, tuple((code, state) for code, _, state in machines), whole.idle)


def scope_of(contract: ProcessContract, facts: ShiftFacts, machine: str | None) -> ScopeFacts:
    """The facts that decide for work on a machine: its own where machines lock alone, else the process's."""
    scopes = scopes_of(facts)
    whole = scopes.get((contract.id, None), _NOTHING)
    own = scopes.get((contract.id, machine), _NOTHING)
    decides = own if contract.gate.scope is GateScope.MACHINE and machine is not None else whole
    return _with_idle(decides, own.idle or _idle_reason(contract, scopes, whole))


def worst(states: Iterable[StateName]) -> StateName:
    """The state that asks for attention first; needs at least one."""
    return min(states, key=_BADNESS.__getitem__)


def _closed_by(contract: ProcessContract, facts: ScopeFacts) -> Iterable[Refusal]:
    gate = contract.gate
    if facts.counted < gate.minimum:
        yield Refusal(
            Code.GATE_CLOSED,
            {"minimum": gate.minimum, "samples": facts.counted, "process": contract.name},
        )
    missing = [name for name in gate.requires if not facts.by_parameter.get(name)]
    if missing:
        yield Refusal(
            Code.GATE_CLOSED,
            {"parameters": ", ".join(missing), "process": contract.name},
            variant="requires",
        )
    if facts.open_deviations:
        yield _in_review(contract, facts)


def _in_review(contract: ProcessContract, facts: ScopeFacts) -> Refusal:
    return Refusal(
        Code.PROCESS_IN_REVIEW, {"process": contract.name, "deviations": len(facts.open_deviations)}
    )


def _idle_blocks(contract: ProcessContract, facts: ScopeFacts, machine: str | None) -> tuple[Refusal, ...]:
    told = {"process": contract.name, "reason": facts.idle}
    idle = (
        Refusal(Code.PROCESS_IDLE, told)
        if machine is None
        else Refusal(Code.PROCESS_IDLE, {**told, "machine": machine}, None, "machine")
    )
    return (idle, _in_review(contract, facts)) if facts.open_deviations else (idle,)


def _running(contract: ProcessContract, facts: ScopeFacts, *, locked: bool) -> StateName:
    if facts.open_deviations:
        return StateName.REVIEW
    if locked:
        return StateName.WAITING_QUALITY
    return StateName.COMPLETE if produced(contract, facts) else StateName.WAITING_PRODUCTION


def _worst_of(states: Sequence[ProcessState]) -> ProcessState:
    """The worst state, with every different reason that one of them gives, the minimum first."""
    name = worst(state.state for state in states)
    reasons = {(block.code, block.variant): block for state in states for block in state.blocks}
    blocks = tuple(sorted(reasons.values(), key=lambda block: block.code is not Code.GATE_CLOSED))
    return ProcessState(name, *_ACTIONS[name], blocks) if blocks else _FREE[name]


def _idle_reason(contract: ProcessContract, scopes: Scopes, whole: ScopeFacts) -> str | None:
    """Why a process does not run: its own declaration, or that of its last machine."""
    if whole.idle is not None:
        return whole.idle
    reasons = [scopes.get((contract.id, code), _NOTHING).idle for code in contract.machines]
    return None if None in reasons else next(iter(reasons), None)


def _with_idle(facts: ScopeFacts, reason: str | None) -> ScopeFacts:
    if reason is None or facts.idle is not None:
        return facts
    return ScopeFacts(
        facts.counted,
        facts.by_parameter,
        facts.open_deviations,
        facts.deviations,
        facts.records,
        facts.quantity,
        reason,
    )


def _touched(facts: ScopeFacts) -> bool:
    return facts.counted > 0 or facts.records > 0 or facts.deviations > 0
