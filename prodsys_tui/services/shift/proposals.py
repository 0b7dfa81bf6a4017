"""What opening a shift proposes: as idle, what did not run in the last one. Spec ``domain.md`` §2, "Open".

Nothing is idle until a person confirms it (``shifts.set_idle``).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from prodsys_tui.domain.contract.contract import GateScope, ProcessContract
from prodsys_tui.domain.model import Shift, ShiftState
from prodsys_tui.domain.shift.facts import ScopeFacts, scopes_of
from prodsys_tui.domain.shift.process_states import Scopes
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.ports import Reads

LOOKED_BACK = 20
"""How many shifts are looked through for the one before."""

_NOTHING = ScopeFacts()


@dataclass(frozen=True, slots=True)
class IdleProposal:
    """A process (``machine`` None) or machine that may be declared idle.

    ``reason`` is the one given in the last shift; None when it simply made nothing.
    """

    process: int
    machine: str | None
    reason: str | None


def proposed_idle(reads: Reads, contracts: ContractBook, shift: Shift) -> tuple[IdleProposal, ...]:
    """What did not run in the shift before this one and shows nothing in this one; empty for the first."""
    before = next((each for each in reads.shifts(limit=LOOKED_BACK) if _is_before(each, shift)), None)
    if before is None:
        return ()
    last, now = scopes_of(reads.facts(before)), scopes_of(reads.facts(shift))
    return tuple(
        proposal
        for force in contracts.all(reads)
        if not force.contract.support
        for proposal in _rested(force.contract, last)
        if (proposal.process, None) not in now and (proposal.process, proposal.machine) not in now
    )


def _is_before(each: Shift, shift: Shift) -> bool:
    return each.state is not ShiftState.VOID and each.starts < shift.starts


def _rested(contract: ProcessContract, scopes: Scopes) -> Iterator[IdleProposal]:
    """The process when none of it ran, else the machines that lock alone and did not."""
    whole = scopes.get((contract.id, None), _NOTHING)
    if not whole.ran:
        yield IdleProposal(contract.id, None, whole.idle)
    elif contract.gate.scope is GateScope.MACHINE:
        for machine in contract.machines:
            facts = scopes.get((contract.id, machine), _NOTHING)
            if not facts.ran:
                yield IdleProposal(contract.id, machine, facts.idle)
