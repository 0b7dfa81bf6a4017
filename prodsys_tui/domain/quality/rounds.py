"""Rounds of samples, calculated values, and who may correct what.

Spec ``process-contracts.md`` ("A round = the samples of one machine with the same number"),
``domain.md`` §2, "Sample".
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from prodsys_tui.domain.contract.contract import Parameter, ProcessContract
from prodsys_tui.domain.model import Person, Sample
from prodsys_tui.domain.names import fold
from prodsys_tui.domain.quality.judgement import Judged, Specs, judge_calculated
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right, may

AUTHOR_MAY_CORRECT = timedelta(minutes=10)
"""How long the author of a sample may correct it; afterwards only another person, inspector or above."""

MAX_ROUND = 999


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sample belongs: ids of its shift and machine, its process and parameter."""

    shift: int
    process_id: int
    machine: int | None
    parameter: str


def next_round(current: int, measured: Collection[str], parameter: str) -> int:
    """The round of a new sample: the current one, or the next when its parameter is in it already.

    ``current`` is 0 while nothing was sampled; ``measured`` names the parameters of the current round.
    """
    if current == 0:
        return 1
    return current + 1 if parameter in measured else current


def round_faults(number: int | None) -> tuple[Refusal, ...]:
    """Why a round's number may not be given: rounds count from 1."""
    if number is None or 1 <= number <= MAX_ROUND:
        return ()
    return (Refusal(Code.BAD_VALUE, {"value": number}, "round"),)


def calculated(
    contract: ProcessContract, values: Mapping[str, Decimal], changed: str, specs: Specs
) -> Iterable[tuple[Parameter, Judged]]:
    """The calculated parameters that a new value of ``changed`` gives, in the contract's order.

    ``values`` are those of the round by parameter name, the new one included. A parameter with an input
    that is still missing gives nothing.
    """
    formulas = [(p, p.formula.names) for p in contract.parameters if p.formula is not None]
    if not formulas:
        return
    known = {fold(name): value for name, value in values.items()}
    fresh = {fold(changed)}
    for parameter, inputs in formulas:
        judged = None if fresh.isdisjoint(inputs) else judge_calculated(parameter, known, specs)
        if judged is not None:
            known[fold(parameter.name)] = judged.value
            fresh.add(fold(parameter.name))
            yield parameter, judged


def correction_faults(
    old: Sample, already: Sample | None, place: Place, person: Person, now: datetime, *, signed: bool = False
) -> tuple[Refusal, ...]:
    """Why a new sample may not correct ``old``: another place, corrected before, or the wrong person.

    A ``signed`` correction is of whoever signs it.
    """
    own = Place(old.shift.id, old.process_id, old.machine.id if old.machine else None, old.parameter)
    if old.calculated or already is not None or own != place:
        return (Refusal(Code.BAD_CORRECTION, {"sample": old.ref.uid}, "corrects"),)
    if signed:
        return ()
    if old.author == person.code:
        if now - old.recorded_at <= AUTHOR_MAY_CORRECT:
            return ()
        return (Refusal(Code.CORRECTION_NOT_ALLOWED, {"sample": old.ref.uid}, "corrects"),)
    if may(person.role, Right.CORRECT_OTHERS):
        return ()
    params = {"right": Right.CORRECT_OTHERS.value, "role": person.role.value, "person": person.code}
    return (Refusal(Code.NOT_PERMITTED, params, "corrects"),)
