"""Where something happens, from the codes that people give: process, machine, person.

Finders answer a refusal as a value, so that a use case can tell all of them at once.
"""

from collections.abc import Iterable
from typing import TypeVar

from prodsys_tui.domain.contract.contract import GateScope, ProcessContract
from prodsys_tui.domain.model import Machine, MachineState, Person, Ref, Shift, ShiftState
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.facts import ShiftFacts
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import Refused

T = TypeVar("T")

Key = int | str | None
"""How a shift is named: id, uid or its turn (the last of that turn); None means the open one."""

TURNS_BACK = 20
"""Among how many shifts one is found by its turn."""


class Faults:
    """Collects refusals, so that a use case tells all of them at once."""

    def __init__(self) -> None:
        self.all: list[Refusal] = []

    def keep(self, value: T | Refusal) -> T | None:
        """What was found, or None after noting why it was not."""
        if isinstance(value, Refusal):
            self.all.append(value)
            return None
        return value

    def add(self, refusals: Iterable[Refusal]) -> None:
        """Note several refusals."""
        self.all.extend(refusals)


def shift_at(reads: Reads, key: Key) -> Shift | Refusal:
    """The shift of a key, or the last one of the turn that it names (``no-open-shift``, ``not-found``)."""
    shift = reads.open_shift() if key is None else reads.shift(key)
    if shift is None and isinstance(key, str):
        shift = _last_of(reads, key)
    if shift is not None:
        return shift
    if key is None:
        return Refusal(Code.NO_OPEN_SHIFT, {}, "shift")
    return Refusal(Code.NOT_FOUND, {"shift": key}, "shift", "shift")


def _last_of(reads: Reads, turn: str) -> Shift | None:
    """The last shift of a turn (``T2``, ``noche``): after midnight nobody knows its number by heart."""
    newest = reads.shifts(limit=TURNS_BACK)
    known = {each.turn: each for each in reversed(newest) if each.state is not ShiftState.VOID}
    code = pick(turn, known)
    return None if code is None else known[code]


def machine_at(reads: Reads, contract: ProcessContract, code: str | None) -> Machine | Refusal | None:
    """The machine that a code means at a process, None when no code is given.

    Refused: ``not-found``, ``machine-other-process``, ``machine-not-usable`` for one that was retired.
    """
    wanted = tidy(code)
    if not wanted:
        return None
    machine = reads.machine(wanted)
    if machine is None:
        return Refusal(Code.NOT_FOUND, {"machine": wanted}, "machine", "machine")
    if machine.code not in contract.machines:
        params = {"machine": machine.code, "process": contract.name}
        return Refusal(Code.MACHINE_OTHER_PROCESS, params, "machine")
    if machine.state is MachineState.RETIRED:
        params = {"machine": machine.code, "state": machine.state.value}
        return Refusal(Code.MACHINE_NOT_USABLE, params, "machine")
    return machine


def only_machine(contract: ProcessContract) -> str | None:
    """The machine that a process means when none is named: the only one it has."""
    return contract.machines[0] if len(contract.machines) == 1 else None


def person_of(reads: Reads, code: str) -> Person | Refusal:
    """The person of a code (``not-found``)."""
    return reads.person(tidy(code)) or Refusal(Code.NOT_FOUND, {"user": tidy(code)}, "person", "user")


def found(value: T | Refusal) -> T:
    """What a finder found; raises its refusal."""
    if isinstance(value, Refusal):
        raise Refused(value)
    return value


def gate_facts(reads: Reads, contract: ProcessContract, shift: Shift, machine: Machine | None) -> ShiftFacts:
    """What decides the gate for work on a machine: its own facts where machines lock alone."""
    alone = contract.gate.scope is GateScope.MACHINE
    return reads.gate_facts(shift, contract.id, ref_of(machine) if alone else None)


def ref_of(machine: Machine | None) -> Ref | None:
    """The reference of a machine that may be none."""
    return None if machine is None else machine.ref
