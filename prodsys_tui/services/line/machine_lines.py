"""The machines of a process one under the other: the order that each runs, and what holds it back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.stop import span_of, stopped_all_shift
from prodsys_tui.domain.model import Machine, MachineState, Order, Shift, Stop
from prodsys_tui.domain.shift.facts import ShiftFacts
from prodsys_tui.domain.shift.gate import idle_at
from prodsys_tui.services.ports import Reads


class Aside(StrEnum):
    """Why nobody goes to a machine now."""

    IDLE = "idle"
    OUT_OF_USE = "out-of-use"
    STOPPED = "stopped"
    NO_ORDER = "no-order"


@dataclass(frozen=True, slots=True)
class MachineLine:
    """A machine with the order that it runs in this process.

    ``aside`` is why it does not run now, ``reason`` the words of whoever said so; ``stops`` are those of
    the shift that stood it still.
    """

    machine: Machine
    order: Order | None
    aside: Aside | None
    reason: str
    stops: tuple[Stop, ...]


def machine_lines(
    reads: Reads, contract: ProcessContract, shift: Shift, facts: ShiftFacts
) -> tuple[MachineLine, ...]:
    """The machines of a process that are not retired, in the contract's order."""
    known = {machine.code: machine for machine in reads.machines()}
    orders: dict[str, Order | None] = {}
    stops = reads.stops(shift.ref)

    def line(machine: Machine) -> MachineLine:
        running = machine.running_order
        if running is not None and running.code not in orders:
            orders[running.code] = reads.order(running.code)
        order = None if running is None else orders[running.code]
        if order is not None and order.process_id != contract.id:
            order = None
        own = tuple(_own(contract, machine, stops))
        aside, reason = _aside(contract, shift, facts, machine, order, own)
        return MachineLine(machine, order, aside, reason, own)

    usable = (known[code] for code in contract.machines if code in known)
    return tuple(line(machine) for machine in usable if machine.state is not MachineState.RETIRED)


def _own(contract: ProcessContract, machine: Machine, stops: Sequence[Stop]) -> Iterator[Stop]:
    for stop in stops:
        if stop.machine.code == machine.code if stop.machine is not None else stop.process_id == contract.id:
            yield stop


def _aside(
    contract: ProcessContract,
    shift: Shift,
    facts: ShiftFacts,
    machine: Machine,
    order: Order | None,
    stops: tuple[Stop, ...],
) -> tuple[Aside | None, str]:
    """The first that applies."""
    idle = idle_at(contract, facts, machine.code)
    if idle is not None:
        return Aside.IDLE, idle
    if machine.state is not MachineState.USABLE:
        return Aside.OUT_OF_USE, machine.state.value
    lasting = next((stop for stop in stops if stop.starts is not None and stop.ends is None), None)
    if lasting is not None:
        return Aside.STOPPED, lasting.reason
    own = [span_of(stop, contract) for stop in stops]
    if stops and stopped_all_shift(machine.code, own, shift):
        return Aside.STOPPED, stops[-1].reason
    if order is None and contract.production.order_demanded:
        return Aside.NO_ORDER, ""
    return None, ""
