"""A process, or one of its machines, as a screen finds it in a shift: who, what order, and its state."""

from dataclasses import dataclass

from prodsys_tui.domain.contract.contract import GateScope, ProcessContract
from prodsys_tui.domain.model import Machine, Order, Shift
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.shift.facts import ScopeFacts, scopes_of
from prodsys_tui.domain.shift.gate import ProcessState, StateName, process_state, scope_of
from prodsys_tui.domain.shift.process_states import process_states
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.places import found, machine_at, only_machine
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import refuse
from prodsys_tui.services.shift.shifts import find_shift


@dataclass(frozen=True, slots=True)
class Where:
    """A workplace that is asked for: codes, and the id or uid of a shift (None: the open one)."""

    process: int
    machine: str | None = None
    order: str | None = None
    shift: int | str | None = None


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where something is measured or made.

    ``machine`` is the one asked for, or the only one that the process has. ``order`` is the one asked for,
    else the machine's running order (``order_runs``). ``scope`` and ``state`` are those that decide for
    this machine: its own, or its process's where they lock together. While machines that lock alone are
    not told apart (no ``machine``), the state is the worst of theirs.
    """

    shift: Shift
    contract: ProcessContract
    machine: Machine | None
    order: Order | None
    order_runs: bool
    scope: ScopeFacts
    state: ProcessState

    @property
    def machine_code(self) -> str | None:
        """The machine's code."""
        return self.machine.code if self.machine else None


@dataclass(frozen=True, slots=True)
class MachineNow:
    """A machine in a list: its own state where it locks alone, and the samples of it that count."""

    machine: Machine
    state: StateName | None
    samples: int


_NOTHING = ScopeFacts()


def workplace(reads: Reads, contracts: ContractBook, where: Where) -> Workplace:
    """The workplace with its state as stored now.

    Raises ``Refused``: no such shift, process, machine or order, or one of another process.
    """
    shift = find_shift(reads, where.shift)
    contract = contracts.of(reads, where.process).contract
    machine = found(machine_at(reads, contract, where.machine or only_machine(contract)))
    named = _order(reads, contract, where.order)
    running = _running(reads, contract, machine)
    runs = running is not None and (named is None or named.code == running.code)
    code = machine.code if machine else None
    facts = reads.facts(shift, contract.id)
    scope = scope_of(contract, facts, code)
    state = process_state(contract, scope, shift.state, code)
    if machine is None and contract.gate.scope is GateScope.MACHINE:
        state = process_states(contract, scopes_of(facts), shift.state).process
    return Workplace(shift, contract, machine, named or running, runs, scope, state)


def machines_at(reads: Reads, contracts: ContractBook, where: Where) -> tuple[MachineNow, ...]:
    """The machines of a process as they stand in a shift, in the contract's order."""
    shift = find_shift(reads, where.shift)
    contract = contracts.of(reads, where.process).contract
    scopes = scopes_of(reads.facts(shift, contract.id))
    states = {code: state.state for code, state, _ in process_states(contract, scopes, shift.state).machines}
    known = {machine.code: machine for machine in reads.machines()}
    return tuple(
        MachineNow(known[code], states.get(code), scopes.get((contract.id, code), _NOTHING).counted)
        for code in contract.machines
        if code in known
    )


def _order(reads: Reads, contract: ProcessContract, code: str | None) -> Order | None:
    if code is None:
        return None
    order = reads.order(code)
    if order is None:
        raise refuse(Code.NOT_FOUND, "order", "order", order=code)
    if order.process_id != contract.id:
        raise refuse(Code.ORDER_OTHER_PROCESS, "order", order=order.code, process=contract.name)
    return order


def _running(reads: Reads, contract: ProcessContract, machine: Machine | None) -> Order | None:
    """The order that a machine runs; that of another process is none here: two of them share CONV03."""
    order = reads.order(machine.running_order.code) if machine and machine.running_order else None
    return order if order is not None and order.process_id == contract.id else None
