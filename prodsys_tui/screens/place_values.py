"""The lists of valid machines and orders (F4) of a workplace."""

from prodsys_tui.domain.line.order import OPEN_STATES
from prodsys_tui.domain.model import Machine
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.workplace import MachineNow, Where, machines_at
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText, joined, safe


def machine_values(plant: Plant, where: Where, say: Texts) -> list[Choice]:
    """The machines of the process, each with its state, its samples and the order that it runs."""
    with plant.read() as reads:
        found = machines_at(reads, plant.contracts, where)
    return [Choice(one.machine.code, _name(one), _told(one, say)) for one in found]


def machine_name(machine: Machine) -> SafeText:
    """What stands beside a machine's code: its name, without the code where it ends with that."""
    return safe(machine.name.removesuffix(machine.code).rstrip() or machine.name)


def order_values(plant: Plant, process: int) -> list[Choice]:
    """The orders of the process that take production, newest first."""
    with plant.read() as reads:
        orders = reads.orders(process_id=process, states=tuple(OPEN_STATES))
    return [Choice(order.code, safe(order.code), safe(order.product)) for order in orders]


def _name(one: MachineNow) -> SafeText:
    order = one.machine.running_order
    return joined((safe(one.machine.code), *((safe(order.code),) if order else ())), "  ")


def _told(one: MachineNow, say: Texts) -> SafeText:
    state = (say(f"board.state.{one.state}"),) if one.state else ()
    return joined((*state, say("workplace.samples", samples=one.samples)), "  ")
