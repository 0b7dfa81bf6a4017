"""A sheet of records saved as one: the counters of all looms, or a file. Spec ``ux.md``, "Screens"."""

from collections.abc import Sequence
from dataclasses import replace

from prodsys_tui.domain.model import Person
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.services.places import found
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.production.production import AddProduction, ProductionSaved, add_production
from prodsys_tui.services.refused import Refused, ensure
from prodsys_tui.services.use_case import Act, use_case


@use_case("production-add-many", Right.PRODUCE)
def record_counters(
    uow: UnitOfWork, act: Act, commands: Sequence[AddProduction | Refusal], signer: Person | None = None
) -> tuple[ProductionSaved, ...]:
    """Record production of many machines, all or none; a refusal stands for a row that could not be read.

    Each row is judged as ``add_production`` does, after those above it, and a row that was saved before
    answers what was saved then. Raises ``Refused`` with the reasons of every row: ``params`` have ``row``
    (from 1) and ``machine``, ``field`` is ``<row>.<field>``. ``signer`` signs for the held batches of every
    row. What stands against the shift is told once,
    first and of no row.
    """
    saved: list[ProductionSaved] = []
    of_shift: list[Refusal] = []
    of_rows: list[Refusal] = []
    for row, command in enumerate(commands, 1):
        try:
            saved.append(add_production(uow, act, found(command), signer))
        except Refused as refused:
            for reason in refused.reasons:
                if reason.field != "shift":
                    of_rows.append(_of_row(row, command, reason))
                elif reason not in of_shift:
                    of_shift.append(reason)
    ensure((*of_shift, *of_rows))
    return tuple(saved)


def _of_row(row: int, command: AddProduction | Refusal, reason: Refusal) -> Refusal:
    machine = command.machine if isinstance(command, AddProduction) else None
    params = {"machine": machine or "", **reason.params, "row": row}
    return replace(reason, params=params, field=f"{row}.{reason.field or ''}")
