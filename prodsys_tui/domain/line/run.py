"""A change of a machine's order, and what it makes due. Spec ``domain.md`` §3, "Running order"."""

from collections.abc import Iterable
from decimal import Decimal

from prodsys_tui.domain.batch.batch import Material
from prodsys_tui.domain.contract.contract import Parameter, ProcessContract
from prodsys_tui.domain.model import BatchState, Order, Run
from prodsys_tui.domain.production.counter import Made
from prodsys_tui.domain.production.quantity import quantity_faults
from prodsys_tui.domain.refusal import Code, Refusal


def due_at_change(contract: ProcessContract) -> tuple[Parameter, ...]:
    """The parameters whose samples a machine owes at each change of its order."""
    return tuple(each for each in contract.parameters if each.due_per_order and each.due)


def run_counter_faults(
    contract: ProcessContract, reading: Decimal | Refusal, last: Decimal | None
) -> tuple[Refusal, ...]:
    """Why a reading cannot end a run: there is no counter, it is no quantity, or below the last."""
    if not contract.production.counter:
        return (Refusal(Code.BAD_VALUE, {"process": contract.name}, "counter", "no-counter"),)
    if isinstance(reading, Refusal):
        return (reading,)
    if last is not None and reading < last:
        return (Refusal(Code.COUNTER_MISMATCH, {"value": reading, "last": last}, "counter", "run"),)
    return quantity_faults(reading, "counter")


def unrecorded_faults(machine: str, order: Order, before: Run, run: Run, made: Made) -> tuple[Refusal, ...]:
    """Why a reading is not of this order alone: what the one before made until the change is not recorded.

    ``before`` and ``run`` are the last two of the machine. A reading below that of the change says nothing:
    one of them was misread.
    """
    changed, previous = run.start_counter, made.previous
    if run.order != order.ref or before.order == order.ref or before.ends != run.starts:
        return ()
    if changed is None or previous is None or made.reading is None:
        return ()
    if not previous < changed <= made.reading:
        return ()
    params = {
        "machine": machine,
        "order": order.code,
        "before": before.order.code,
        "value": changed,
        "previous": previous,
    }
    return (Refusal(Code.COUNTER_MISMATCH, params, "counter", "before-run"),)


def stays(contract: ProcessContract, material: Material) -> bool:
    """Whether a batch in use stays on the machine when it takes up an order of a process.

    What hangs on a machine does not leave it because the order changes; what the new order's process
    cannot consume, or what was closed meanwhile, does.
    """
    return material.batch.state is not BatchState.CLOSED and contract.may_consume(material.process_id)


def keep_faults(keeps: Iterable[str], in_use: Iterable[str]) -> tuple[Refusal, ...]:
    """Why batches cannot be kept: the machine does not use them."""
    known = set(in_use)
    return tuple(
        Refusal(Code.NOT_FOUND, {"batch": code}, "keeps", "use") for code in keeps if code not in known
    )
