"""Deciding of what is held: released, allowed, worked again or scrapped, as a whole or in part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from prodsys_tui.domain.batch.batch import state_faults
from prodsys_tui.domain.batch.hold import USABLE, Part, ended_faults
from prodsys_tui.domain.model import Batch, BatchState, Hold, Outcome, Person
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.numbers import read_number
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.batch.batches import Seen, as_seen, find_batch
from prodsys_tui.services.batch.hold_choice import found_holds, names_of, part_of, told_of
from prodsys_tui.services.batch.hold_moves import Verdict, settle, whole_hold
from prodsys_tui.services.places import Faults
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.refused import Refused, ensure, refuse
from prodsys_tui.services.use_case import Act, signed_by


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decides, as typed: see ``holds.release_batches``."""

    codes: Sequence[str]
    comment: str
    outcome: str
    quantity: str | None
    signer: Person | None
    machine: str | None
    roll: str | None
    seen: Seen


def decide_holds(
    uow: UnitOfWork, act: Act, typed: Decision, outcomes: Iterable[Outcome]
) -> tuple[Batch, ...]:
    """Decide holds with one of the outcomes, all or none, and answer their batches as they are then.

    Raises ``Refused`` as ``holds.release_batches``.
    """
    names, faults = names_of(typed.codes), Faults()
    allowed = [each for each in Outcome if each in set(outcomes)]
    outcome = pick(typed.outcome, allowed)
    if outcome is None:
        params = {"value": typed.outcome, "among": tuple(each.value for each in allowed)}
        raise refuse(Code.BAD_VALUE, "disposition", "outcome", **params)
    concession = outcome is Outcome.CONCESSION
    right = Right.SIGN_HELD_BATCH if concession else Right.CHANGE_BATCH
    signed = signed_by(uow, act, typed.signer, right)
    part = faults.keep(part_of(uow, typed.machine, typed.roll)) or Part()
    much = faults.keep(_quantity(typed.quantity))
    signature = signed.person.code if typed.signer is not None or concession else None
    verdict = Verdict(Outcome(outcome), tidy(typed.comment), much, act.person.code, signature)
    if not names:
        faults.add((Refusal(Code.NOT_FOUND, {"batch": ""}, "batch", "batch"),))
    chosen: dict[str, Hold] = {}
    for name in names:
        with told_of(faults, name, many=len(names) > 1):
            chosen |= {hold.ref.uid: hold for hold in _holds(uow, signed, name, part, verdict, typed.seen)}
    if much is not None and len(chosen) > 1:
        faults.add((Refusal(Code.BAD_QUANTITY, {}, "quantity", "one-hold"),))
    ensure(faults.all)
    changed: dict[str, Batch] = {}
    for uid in sorted(chosen, key=lambda uid: chosen[uid].whole):  # the whole ends its parts
        hold = chosen[uid]
        with told_of(faults, hold.batch.code, many=len(chosen) > 1):
            changed[hold.batch.code] = settle(uow, signed, find_batch(uow, hold.batch.code), hold, verdict)
    ensure(faults.all)
    return tuple(changed.values())


def _quantity(text: str | None) -> Decimal | Refusal | None:
    return None if text is None else read_number(text, field="quantity")


def _holds(uow: UnitOfWork, act: Act, key: str, part: Part, verdict: Verdict, seen: Seen) -> tuple[Hold, ...]:
    """The holds to decide that a key means. Raises ``Refused`` where there is nothing to decide."""
    found = found_holds(uow, key, part)
    if isinstance(found, Refusal):
        raise Refused(found)
    for code in {hold.batch.code for hold in found}:
        as_seen(uow, code, seen)
    if found:
        return found
    batch = as_seen(uow, key, seen)
    if not part.whole:
        params = {"batch": batch.code, "part": part.roll or part.machine}
        raise refuse(Code.NOTHING_TO_SETTLE, "batch", "part-not-held", **params)
    after = BatchState.ACTIVE if verdict.outcome in USABLE else BatchState.CLOSED
    newest = uow.holds(batch=batch.ref, limit=1)
    decided = ended_faults(newest[0]) if newest else ()
    ensure((*state_faults(batch.state, after, verdict.comment), *decided))
    if verdict.quantity is not None:
        raise refuse(Code.NOTHING_TO_SETTLE, "batch", "not-held", batch=batch.code)
    return (whole_hold(uow, act, batch, verdict.comment),)
