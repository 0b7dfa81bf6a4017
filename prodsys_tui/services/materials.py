"""The batches that a machine takes its material from. Spec ``domain.md`` §3, "Consumption"."""

from prodsys_tui.domain.batch import Material, batch_meant
from prodsys_tui.domain.contract import ProcessContract
from prodsys_tui.domain.model import Machine
from prodsys_tui.services.ports import Reads


def material_of(reads: Reads, code: str) -> Material | None:
    """The batch of a code, or of a scanned label, with the process that made it."""
    batch = reads.batch(batch_meant(code))
    order = None if batch is None else reads.order(batch.order.code)
    return None if batch is None or order is None else Material(batch, order.process_id)


def materials_in_use(
    reads: Reads, contract: ProcessContract, machine: Machine | None
) -> tuple[Material, ...]:
    """What a machine takes its material from now, as far as the process may consume it."""
    if machine is None:
        return ()
    used = (material_of(reads, use.batch.code) for use in reads.batches_in_use(machine.ref))
    return tuple(each for each in used if each is not None and contract.may_consume(each.process_id))
