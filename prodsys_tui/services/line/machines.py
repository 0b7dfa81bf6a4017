"""Machines: whether they can be used, what they run, and resets of their counters. Spec ``cli.md``."""

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import CounterReset, Machine, MachineState, ResetKind
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.numbers import read_number
from prodsys_tui.domain.production.quantity import quantity_faults
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import reason_faults, tidy
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.places import found
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.use_case import Act, use_case


def find_machine(reads: Reads, code: str) -> Machine:
    """The machine of a code. Raises ``Refused`` (``not-found``)."""
    machine = reads.machine(tidy(code))
    if machine is None:
        raise refuse(Code.NOT_FOUND, "machine", "machine", machine=tidy(code))
    return machine


@use_case("machine-state", Right.MACHINES)
def set_machine_state(uow: UnitOfWork, _act: Act, code: str, state: str, reason: str) -> Machine:
    """Say whether a machine can be used, with a reason.

    Raises ``Refused``: ``not-found``, ``bad-value``, ``transition-not-allowed``, ``reason-required``.
    """
    after = pick(state, MachineState)
    if after is None:
        raise refuse(Code.BAD_VALUE, "state", value=state)
    machine, because = find_machine(uow, code), tidy(reason)
    ensure((*_step_faults(machine.state, MachineState(after)), *reason_faults(because)))
    uow.because(because)
    return uow.change(machine, state=MachineState(after), state_reason=because)


@use_case("machine-counter", Right.MACHINES)
def reset_counter(
    uow: UnitOfWork,
    act: Act,
    code: str,
    reading: str,
    reason: str,
    kind: str = ResetKind.REPLACED.value,
) -> CounterReset:
    """Declare that a counter began anew (``kind``: yearly or replaced): the next counts from ``reading``.

    Raises ``Refused``: ``not-found``, ``bad-value`` for a machine without a counter or an unknown kind,
    ``not-a-number``, ``bad-quantity``, ``reason-required``.
    """
    machine, because = find_machine(uow, code), tidy(reason)
    number, of_kind = read_number(reading, field="reading"), pick(kind, ResetKind)
    counters = [one for one in contracts_of(uow, act.contracts, machine) if one.production.counter]
    ensure(
        (
            *(
                ()
                if counters
                else (Refusal(Code.BAD_VALUE, {"process": machine.code}, "machine", "no-counter"),)
            ),
            *((number,) if isinstance(number, Refusal) else quantity_faults(number, "reading")),
            *(() if of_kind else (Refusal(Code.BAD_VALUE, {"value": kind}, "kind"),)),
            *reason_faults(because),
        )
    )
    uow.because(because)
    last = uow.last_counter(machine.ref)
    before = uow.records(machine=machine.ref, limit=1)
    return uow.add(
        CounterReset(
            machine=machine.ref,
            after=before[0].ref if before else None,
            at=act.now if last is None else max(act.now, last.at),
            kind=ResetKind(of_kind or kind),
            reading=found(number),
            reason=because,
            author=act.person.code,
            recorded_at=act.now,
        )
    )


def contracts_of(reads: Reads, contracts: ContractBook, machine: Machine) -> tuple[ProcessContract, ...]:
    """The processes that a machine serves."""
    return tuple(force.contract for force in contracts.all(reads) if machine.code in force.contract.machines)


def _step_faults(before: MachineState, after: MachineState) -> tuple[Refusal, ...]:
    states = {"before": before.value, "after": after.value}
    return (Refusal(Code.TRANSITION_NOT_ALLOWED, states, "state"),) if before is after else ()
