"""The hard crew rule at work: asked when somebody is assigned, and when something was made.

Spec ``process-catalogs.md``: a pair covers at most 5 looms, one person at most 3.
"""

from collections.abc import Iterable, Sequence

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.crew import Cover, crew_faults, teams
from prodsys_tui.domain.model import Assignment, Machine, Shift
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.shift.facts import ShiftFacts
from prodsys_tui.services.ports import Reads


def rule_at_work(
    reads: Reads, contract: ProcessContract, facts: ShiftFacts, machine: Machine | None
) -> tuple[Refusal, ...]:
    """Why those assigned to a machine that made something mind too many; nobody assigned is no fault here."""
    if not contract.machines_per_crew or machine is None:
        return ()
    covers = _covers(contract, reads.assignments(facts.shift.ref))
    return _faults(contract, facts, covers, (*_ran(contract, facts), machine.code), {machine.code})


def rule_at_assigning(
    reads: Reads, contract: ProcessContract, shift: Shift, wanted: Sequence[Assignment]
) -> tuple[Refusal, ...]:
    """Why people would mind too many machines once they are assigned."""
    if not contract.machines_per_crew:
        return ()
    facts = reads.facts(shift, contract.id)
    covers = _covers(contract, (*reads.assignments(shift.ref), *wanted))
    people = {each.person.code for each in wanted}
    return _faults(contract, facts, covers, _ran(contract, facts), people)


def _faults(
    contract: ProcessContract,
    facts: ShiftFacts,
    covers: Iterable[Cover],
    running: Iterable[str],
    of: set[str],
) -> tuple[Refusal, ...]:
    idle = {row.machine for row in facts.idle if row.process_id == contract.id and row.machine is not None}
    return tuple(crew_faults(contract, teams(covers, running, idle), of=of))


def _covers(contract: ProcessContract, assigned: Iterable[Assignment]) -> list[Cover]:
    return [
        Cover(each.person.code, None if each.machine is None else each.machine.code)
        for each in assigned
        if each.process_id == contract.id
    ]


def _ran(contract: ProcessContract, facts: ShiftFacts) -> tuple[str, ...]:
    """The machines that made something in the shift, or whose counter is disputed."""
    return tuple(
        row.machine
        for row in facts.produced
        if row.machine is not None and row.process_id == contract.id and (row.quantity > 0 or row.disputed)
    )
