"""Holding batches, deciding of them, and what is found out meanwhile. Seed "Quality Hold Process"."""

from collections.abc import Sequence
from dataclasses import replace

from prodsys_tui.domain.batch.hold import GONE, USABLE, Part
from prodsys_tui.domain.model import Batch, BatchState, HoldNote, Outcome, Person
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import text_faults, tidy
from prodsys_tui.services.batch.batches import Seen, as_seen
from prodsys_tui.services.batch.hold_choice import (
    failing,
    found_holds,
    hold_part,
    hold_whole,
    names_of,
    part_of,
    told_of,
)
from prodsys_tui.services.batch.hold_decision import Decision, decide_holds
from prodsys_tui.services.batch.hold_moves import move_batch, open_hold
from prodsys_tui.services.places import Faults
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.use_case import Act, signed_by, use_case

USED_UP = "agotado"
"""The comment of a batch that was used up."""


@use_case("batch-hold", Right.PAUSE_BATCH)
def hold_batches(
    uow: UnitOfWork,
    act: Act,
    codes: Sequence[str],
    reason: str,
    signer: Person | None = None,
    *,
    machine: str | None = None,
    roll: str | None = None,
    sample: str | None = None,
    seen: Seen = None,
) -> tuple[Batch, ...]:
    """Hold batches for one reason, all or none; several at once need a supervisor's signature.

    With ``machine`` or ``roll`` only what that made of them is held: such a batch stays ``activo``.
    ``sample`` is the uid of the failing sample behind it, ``seen`` the versions of the batches that the
    person saw, by code. ``signer`` is who signs in place of the person who acts; their PIN was checked.
    Raises ``Refused`` with every reason: ``not-found``, ``transition-not-allowed``, ``comment-required``,
    ``not-permitted``, ``already-exists`` for a part that is held, ``nothing-to-settle`` for a sample that
    complies, ``changed-meanwhile``.
    """
    names, words, faults = names_of(codes), tidy(reason), Faults()
    many = len(names) > 1
    signed = signed_by(uow, act, signer, Right.HOLD_MANY if many else Right.PAUSE_BATCH)
    part, behind = faults.keep(part_of(uow, machine, roll)), faults.keep(failing(uow, sample))
    if not names:
        faults.add((Refusal(Code.NOT_FOUND, {"batch": ""}, "batch", "batch"),))
    held: list[Batch] = []
    group: str | None = None
    for code in names:
        with told_of(faults, code, many=many):
            batch = as_seen(uow, code, seen)
            made = open_hold(uow, act, batch, words)
            group = group or made.group
            signature = signed.person.code if signer is not None or many else None
            made = replace(made, group=group, sample=behind, signed_by=signature)
            if part is not None and part.whole:
                held.append(hold_whole(uow, signed, batch, made))
            elif part is not None:
                held.append(hold_part(uow, batch, made, part))
    ensure(faults.all)
    return tuple(held)


@use_case("batch-release", Right.CHANGE_BATCH)
def release_batches(
    uow: UnitOfWork,
    act: Act,
    codes: Sequence[str],
    comment: str,
    outcome: str = Outcome.RELEASED.value,
    quantity: str | None = None,
    signer: Person | None = None,
    *,
    machine: str | None = None,
    roll: str | None = None,
    seen: Seen = None,
) -> tuple[Batch, ...]:
    """Release what is held (``liberado``), or let it be used as it is (``concesión``: a supervisor signs).

    A code is that of a batch, or the uid of a hold or of a group of holds. Of a batch the hold of the whole
    batch is meant, or that of the machine or roll that is named, else all its parts that are held.
    ``quantity`` as typed decides a part alone; the hold lasts until all is decided. Raises ``Refused`` with
    every reason: ``not-found``, ``transition-not-allowed``, ``comment-required``, ``bad-value``,
    ``bad-quantity``, ``same-person``, ``not-permitted``, ``nothing-to-settle``, ``already-exists`` for a
    hold that somebody decided, ``changed-meanwhile``.
    """
    decision = Decision(codes, comment, outcome, quantity, signer, machine, roll, seen)
    return decide_holds(uow, act, decision, USABLE)


@use_case("batch-scrap", Right.CHANGE_BATCH)
def scrap_batches(
    uow: UnitOfWork,
    act: Act,
    codes: Sequence[str],
    reason: str,
    outcome: str = Outcome.SCRAP.value,
    quantity: str | None = None,
    signer: Person | None = None,
    *,
    machine: str | None = None,
    roll: str | None = None,
    seen: Seen = None,
) -> tuple[Batch, ...]:
    """Scrap what is held (``desecho``), or send it back to be worked again (``reproceso``).

    As ``release_batches``; a batch of which nothing is held is scrapped as a whole.
    """
    decision = Decision(codes, reason, outcome, quantity, signer, machine, roll, seen)
    return decide_holds(uow, act, decision, GONE)


@use_case("batch-use-up", Right.CHANGE_BATCH)
def use_up(uow: UnitOfWork, act: Act, code: str, *, seen: Seen = None) -> Batch:
    """Close a batch that was used up, in one step.

    Raises ``Refused``: ``not-found``, ``transition-not-allowed``, ``batch-held`` while any of it is held,
    ``changed-meanwhile``.
    """
    batch = as_seen(uow, code, seen)
    if uow.open_holds((batch.ref,)):
        raise refuse(Code.BATCH_HELD, "batch", "used-up", batch=batch.code)
    return move_batch(uow, act, batch, BatchState.CLOSED, USED_UP)


@use_case("batch-investigate", Right.PAUSE_BATCH)
def investigate(
    uow: UnitOfWork, act: Act, hold: str, text: str, cause: str | None = None
) -> tuple[HoldNote, ...]:
    """Note what the investigation found: of a batch's open holds, or of a hold's or a group's uid.

    Raises ``Refused`` with every reason: ``not-found``, ``nothing-to-settle`` for a batch that nobody holds,
    ``reason-required``, ``reason-unknown``.
    """
    words, named, faults = tidy(text), tidy(cause), Faults()
    kept = act.catalogs.deviations.cause(named) if named else None
    faults.add(text_faults(words, "text"))
    if not words:
        faults.add((Refusal(Code.REASON_REQUIRED, {}, "text", "found"),))
    if named and kept is None:
        faults.add((Refusal(Code.REASON_UNKNOWN, {"reason": named}, "cause"),))
    holds = faults.keep(found_holds(uow, hold, Part()))
    if holds == ():
        faults.add((Refusal(Code.NOTHING_TO_SETTLE, {"batch": tidy(hold)}, "batch", "not-held"),))
    ensure(faults.all)
    uow.because(words)
    return tuple(
        uow.add(HoldNote(hold=each.ref, cause=kept, text=words, author=act.person.code, recorded_at=act.now))
        for each in holds or ()
    )
