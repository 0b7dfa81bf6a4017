"""Rolls that are recorded after what was made of them: what waits for them is linked then.

Who uses a roll up may be first at the terminal. Spec ``domain.md`` §3, "Consumption".
"""

from collections.abc import Iterable, Mapping

from prodsys_tui.domain.batch.batch import material_faults
from prodsys_tui.domain.batch.rolls import descends
from prodsys_tui.domain.model import RollUse, Shift, WorkRecord
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.shift.shift import Entry, admits
from prodsys_tui.services.batch.materials import Consumer, Taken, taken
from prodsys_tui.services.lineage.links import HeldSignature, circle_faults, keep_consumed, unsigned
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.shift.shifts import find_shift
from prodsys_tui.services.use_case import Act


def link_waiting(uow: UnitOfWork, act: Act, made_in: Shift, rolls: Iterable[str]) -> None:
    """Link records that used up rolls which nobody knew of to the batches behind these, known now.

    Only while their shifts take entries. What is held is linked with its mark: the use was told already.
    What may not be consumed stays as it was typed.
    """
    waiting = {
        record.ref.id: record for roll in rolls for record in uow.records_waiting(roll, made_in.starts)
    }
    for record in waiting.values():
        shift = find_shift(uow, record.shift.id)
        if not isinstance(admits(shift, Entry.WORK), Refusal):
            _link(uow, act, shift, record)


def _link(uow: UnitOfWork, act: Act, shift: Shift, record: WorkRecord) -> None:
    contract = act.contracts.of(uow, record.process_id).contract
    uses = uow.roll_uses(record.ref)
    unknown = {use.code: use for use in uses if use.batch is None}
    made = () if contract.production.rolls_again else [roll.code for roll in uow.rolls(record.ref)]
    by = Consumer(contract, shift, record.machine, record.measured_at or record.recorded_at)
    own = None if record.batch is None else uow.batch(record.batch.code)
    for code in (*unknown, *_untold(made, uses)):
        names = ((code,), ()) if code in unknown else ((), (code,))
        found = taken(uow, act.contracts, by, (), *names)
        faults = (
            *unsigned(material_faults(contract, found.materials, own)),
            *circle_faults(uow, shift, found.materials, own),
        )
        if found.materials and not faults:
            _keep(uow, act, record, found, unknown)


def _untold(made: Iterable[str], uses: Iterable[RollUse]) -> list[str]:
    """The rolls that a record made of which no roll that it used up is known."""
    known = [use.code for use in uses if use.batch is not None]
    return [code for code in made if not any(descends(code, used) for used in known)]


def _keep(
    uow: UnitOfWork, act: Act, record: WorkRecord, found: Taken, unknown: Mapping[str, RollUse]
) -> None:
    linked = {each.batch for each in uow.consumptions(record.ref)}
    known = {use.code for use in uow.roll_uses(record.ref) if use.batch is not None}
    rolls = [roll for roll in found.rolls if roll.code not in known]
    for roll in rolls:
        if roll.code in unknown:
            uow.remove(unknown[roll.code])
    fresh = [each for each in found.materials if each.batch.ref not in linked]
    keep_consumed(uow, act, record, fresh, rolls, HeldSignature())
