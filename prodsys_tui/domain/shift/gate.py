"""The quality gate and the state of a process: computed from what a shift holds, never typed.

Spec ``domain.md`` §2, "Process state". The same functions answer the board, the lock of
production and every "why", so that no way in can see another gate.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from prodsys_tui.domain.contract.contract import GateScope, ProcessContract
from prodsys_tui.domain.model import ShiftState
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.facts import ScopeFacts, ShiftFacts, scope_facts


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

    @classmethod
    def of(cls, name: StateName, blocks: tuple[Refusal, ...] = ()) -> "ProcessState":
        """The state with the actions that the table gives it."""
        return cls(name, *_ACTIONS[name], blocks)


_SAMPLE_OR_PRODUCE = (NextAction.SAMPLE, NextAction.PRODUCE)
_ACTIONS: Mapping[StateName, tuple[NextAction, tuple[NextAction, ...]]] = {
    StateName.CLOSED: (NextAction.READ, ()),
    StateName.IDLE: (NextAction.NONE, (NextAction.UNDO_IDLE,)),
    StateName.REVIEW: (NextAction.SETTLE, (NextAction.SAMPLE, NextAction.SETTLE)),
    StateName.WAITING_QUALITY: (NextAction.SAMPLE, (NextAction.SAMPLE,)),
    StateName.WAITING_PRODUCTION: (NextAction.PRODUCE, _SAMPLE_OR_PRODUCE),
    StateName.COMPLETE: (NextAction.NONE, _SAMPLE_OR_PRODUCE),
}

_KEPT = 512
_COMPLETE = ProcessState.of(StateName.COMPLETE)
_UNPRODUCED = ProcessState.of(StateName.WAITING_PRODUCTION)
_CLOSED = ProcessState.of(StateName.CLOSED, (Refusal(Code.SHIFT_CLOSED, {}, None, "process"),))
_FINAL = frozenset({ShiftState.CLOSED, ShiftState.VOID})


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
    return facts.quantity > 0 or (contract.production.counter and facts.readings > 0)


def process_state(
    contract: ProcessContract,
    facts: ScopeFacts,
    shift_state: ShiftState,
    machine: str | None = None,
    idle: str | None = None,
) -> ProcessState:
    """The state of one scope: the first row of the table in ``domain.md`` §2 that applies.

    ``idle`` is why it does not run where that was declared of a larger scope.
    """
    if shift_state in _FINAL:
        return _CLOSED
    reason = facts.idle or idle
    if reason is not None:
        return _idle(contract.name, machine, reason, len(facts.open_deviations))
    if facts.open_deviations:
        return ProcessState.of(StateName.REVIEW, gate_refusals(contract, facts))
    if contract.gate.requires:
        blocks = gate_refusals(contract, facts)
        if blocks:
            return ProcessState.of(StateName.WAITING_QUALITY, blocks)
    elif facts.counted < contract.gate.minimum:
        return _waiting(contract.name, contract.gate.minimum, facts.counted)
    return _COMPLETE if produced(contract, facts) else _UNPRODUCED


def scope_of(contract: ProcessContract, facts: ShiftFacts, machine: str | None) -> ScopeFacts:
    """The facts that decide for work on a machine: its own where machines lock alone, else the process's."""
    own = machine if contract.gate.scope is GateScope.MACHINE else None
    found = scope_facts(facts, contract.id, own)
    found.idle = found.idle or idle_at(contract, facts, machine)
    return found


def idle_at(contract: ProcessContract, facts: ShiftFacts, machine: str | None) -> str | None:
    """Why nothing runs at a machine (None: at a process): declared of it, or of the whole process."""
    declared = {row.machine: row.reason for row in facts.idle if row.process_id == contract.id}
    if not declared:
        return None
    if machine is not None and machine in declared:
        return declared[machine]
    return declared.get(None) or all_idle(declared.get(code) for code in contract.machines)


def idle_refusal(contract: ProcessContract, machine: str | None, reason: str) -> Refusal:
    """That nothing is recorded of what was declared idle: the machine's name, where there are several."""
    params = {"process": contract.name, "reason": reason}
    if machine is None or len(contract.machines) < 2:  # noqa: PLR2004 - one stands for the process
        return Refusal(Code.PROCESS_IDLE, params, "process")
    return Refusal(Code.PROCESS_IDLE, {**params, "machine": machine}, "machine", "machine")


def _closed_by(contract: ProcessContract, facts: ScopeFacts) -> Iterable[Refusal]:
    gate = contract.gate
    if facts.counted < gate.minimum:
        yield _too_few(contract.name, gate.minimum, facts.counted)
    missing = [name for name in gate.requires if not facts.by_parameter.get(name)]
    if missing:
        params = {"parameters": ", ".join(missing), "process": contract.name}
        yield Refusal(Code.GATE_CLOSED, params, variant="requires")
    if facts.open_deviations:
        yield _in_review(contract.name, len(facts.open_deviations))


# What a board says of many scopes alike is made once: refusals are values.


@lru_cache(maxsize=_KEPT)
def _too_few(process: str, minimum: int, samples: int) -> Refusal:
    return Refusal(Code.GATE_CLOSED, {"minimum": minimum, "samples": samples, "process": process})


@lru_cache(maxsize=_KEPT)
def _waiting(process: str, minimum: int, samples: int) -> ProcessState:
    return ProcessState.of(StateName.WAITING_QUALITY, (_too_few(process, minimum, samples),))


@lru_cache(maxsize=_KEPT)
def _in_review(process: str, deviations: int) -> Refusal:
    return Refusal(Code.PROCESS_IN_REVIEW, {"process": process, "deviations": deviations})


@lru_cache(maxsize=_KEPT)
def _idle(process: str, machine: str | None, reason: str, deviations: int) -> ProcessState:
    """The state of what does not run. Declaring it idle hides no open deviation."""
    params = {"process": process, "reason": reason}
    idle = (
        Refusal(Code.PROCESS_IDLE, params)
        if machine is None
        else Refusal(Code.PROCESS_IDLE, {**params, "machine": machine}, None, "machine")
    )
    blocks = (idle, _in_review(process, deviations)) if deviations else (idle,)
    return ProcessState.of(StateName.IDLE, blocks)


def all_idle(reasons: Iterable[str | None]) -> str | None:
    """One of the reasons when every machine has one."""
    first: str | None = None
    for reason in reasons:
        if reason is None:
            return None
        first = first or reason
    return first
