"""The board of a shift, and why something is locked. Spec ``domain.md`` §2; ``ux.md``, "Tablero de turno".

One reading of the facts serves all processes; nothing is asked per process.
"""

from collections.abc import Container, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Shift, ShiftState
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.shift.facts import ScopeFacts, ShiftFacts, scopes_of
from prodsys_tui.domain.shift.gate import (
    NextAction,
    ProcessState,
    StateName,
    produced,
)
from prodsys_tui.domain.shift.process_states import process_states, worst
from prodsys_tui.domain.shift.shift import Entry, admits
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.places import Key, found, shift_at
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.shift.closing import closing_faults
from prodsys_tui.services.shift.why import OwingNothing

CLOSE_SHIFT = "CERRAR_TURNO"
APPROVE_SHIFT = "APROBAR_TURNO"
"""What comes next for a shift when it is no process's turn."""

_NOTHING = ScopeFacts()
_UNFINISHED = frozenset({StateName.REVIEW, StateName.WAITING_QUALITY, StateName.WAITING_PRODUCTION})


class BoardMachine(NamedTuple):
    """A machine that locks alone, with the same figures as its process; ``target`` None: it has none."""

    code: str
    state: StateName
    next_action: NextAction
    allowed: tuple[NextAction, ...]
    blocks: tuple[Refusal, ...]
    samples: int
    minimum: int
    produced: Decimal
    target: Decimal | None
    open_deviations: int
    idle: str | None
    corrected: int = 0


class BoardProcess(NamedTuple):
    """A process: samples against the minimum of its gate, production against target, in ``unit``.

    ``target`` is that of the machines that are not idle where each has its own; ``corrected`` is of how many
    records ``produced`` counts signed corrections in.
    """

    id: int
    name: str
    state: StateName
    next_action: NextAction
    allowed: tuple[NextAction, ...]
    blocks: tuple[Refusal, ...]
    samples: int
    minimum: int
    produced: Decimal
    unit: str
    target: Decimal | None
    open_deviations: int
    idle: str | None
    machines: tuple[BoardMachine, ...]
    corrected: int = 0


class Board(NamedTuple):
    """A shift with every process; ``next_action`` is a ``NextAction``, or what the shift itself needs."""

    shift: Shift
    processes: tuple[BoardProcess, ...]
    next_action: str
    can_close: bool


def board(reads: Reads, contracts: ContractBook, shift: Key = None) -> Board | None:
    """The board of a shift, None when the open one is asked for and none is open.

    Raises ``Refused`` (``not-found``) for a shift that does not exist.
    """
    shown = reads.open_shift() if shift is None else found(shift_at(reads, shift))
    if shown is None:
        return None
    facts = reads.facts(shown)
    scopes = scopes_of(facts)
    aside = OwingNothing(reads, facts)
    known = [each.contract for each in contracts.all(reads)]
    processes = tuple(_process(contract, scopes, shown.state, aside) for contract in known)
    return Board(
        shown,
        processes,
        _next_action(shown, known, processes),
        _can_close(reads, contracts, facts, known, scopes),
    )


def _process(
    contract: ProcessContract,
    scopes: Mapping[tuple[int, str | None], ScopeFacts],
    shift_state: ShiftState,
    aside: Container[str],
) -> BoardProcess:
    states = process_states(contract, scopes, shift_state, aside)
    facts = states.facts
    own = contract.target if contract.target_per_machine else None
    machines = tuple(
        _machine(contract, code, state, found, facts.idle, own) for code, state, found in states.machines
    )
    target = contract.target
    if own is not None:
        target = own * sum(machine.idle is None for machine in machines)
    state = states.process
    return BoardProcess(
        contract.id,
        contract.name,
        state.state,
        state.next_action,
        state.allowed,
        state.blocks,
        facts.counted,
        contract.gate.minimum,
        facts.quantity,
        contract.unit,
        target,
        len(facts.open_deviations),
        states.idle,
        machines,
        facts.corrected,
    )


def _machine(
    contract: ProcessContract,
    code: str,
    state: ProcessState,
    facts: ScopeFacts,
    process_idle: str | None,
    target: Decimal | None,
) -> BoardMachine:
    return BoardMachine(
        code,
        state.state,
        state.next_action,
        state.allowed,
        state.blocks,
        facts.counted,
        contract.gate.minimum,
        facts.quantity,
        target,
        len(facts.open_deviations),
        facts.idle or process_idle,
        facts.corrected,
    )


def _next_action(
    shift: Shift, contracts: Iterable[ProcessContract], processes: Iterable[BoardProcess]
) -> str:
    """The next action of the process that asks for attention first, or what the shift needs."""
    if shift.state in (ShiftState.CLOSED, ShiftState.VOID):
        return NextAction.READ
    if shift.state is ShiftState.REVIEW and not shift.returned:
        return APPROVE_SHIFT
    waiting = {
        process.state: process.next_action
        for contract, process in zip(contracts, processes, strict=True)
        if process.state in _UNFINISHED and not contract.support
    }
    return waiting[worst(waiting)] if waiting else CLOSE_SHIFT


def _can_close(
    reads: Reads,
    contracts: ContractBook,
    facts: ShiftFacts,
    known: Iterable[ProcessContract],
    scopes: Mapping[tuple[int, str | None], ScopeFacts],
) -> bool:
    """Whether closing would be refused by nothing. The whole check is only made where it can succeed."""
    if isinstance(admits(facts.shift, Entry.WORK), Refusal):
        return False
    if not facts.stopped and any(_lacks_production(contract, scopes) for contract in known):
        return False
    return not closing_faults(reads, contracts, facts.shift.ref.id)


def _lacks_production(contract: ProcessContract, scopes: Mapping[tuple[int, str | None], ScopeFacts]) -> bool:
    """Whether a process that runs made nothing; only asked while no machine of the shift has a stop."""
    if contract.support or produced(contract, scopes.get((contract.id, None), _NOTHING)):
        return False
    places = ((contract.id, code) for code in (None, *contract.machines))
    reasons = [scopes.get(place, _NOTHING).idle for place in places]
    return reasons[0] is None and None in reasons[1:]
