"""Closing, approving and returning shifts. Spec ``domain.md`` §2, "Close"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.taking_up import orders_made, taken_up
from prodsys_tui.domain.model import (
    Correction,
    Disposition,
    Note,
    Omission,
    Ref,
    Result,
    Review,
    Sample,
    Shift,
    ShiftState,
)
from prodsys_tui.domain.quality.disposition import explains
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.shift.approval import FOR_ALL, Decision, review_faults
from prodsys_tui.domain.shift.close import Closing, Place, state_after
from prodsys_tui.domain.shift.close import closing_faults as judge_closing
from prodsys_tui.domain.shift.facts import Deviation, ShiftFacts
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.places import Key
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.production.flips import Flip, flips_of
from prodsys_tui.services.refused import ensure
from prodsys_tui.services.shift.shifts import find_shift, shift_for_entry
from prodsys_tui.services.use_case import Act, use_case

_RECORDS = 10_000
"""The most records of a shift and process that are looked through for changes of order."""


@dataclass(frozen=True, slots=True)
class ReviewedDeviation:
    """A deviation as a reviewer reads it: how it was settled, and what else was said of it."""

    deviation: Deviation
    disposition: Disposition | None
    comment: str | None
    corrected_by: Sample | None


@dataclass(frozen=True, slots=True)
class ShiftReview:
    """A shift in review: who closed it and when, and everything that a reviewer has to read.

    ``corrections`` are all samples that took the place of another, its author's own included; ``flips``
    those that turned the judgement, with the records whose basis fell away; ``signed`` what was corrected
    under a signature.
    """

    shift: Shift
    deviations: tuple[ReviewedDeviation, ...]
    corrections: Sequence[Sample]
    omissions: Sequence[Omission]
    notes: Sequence[Note]
    reviews: Sequence[Review]
    signed: Sequence[Correction] = ()
    flips: tuple[Flip, ...] = ()

    @property
    def waits_since(self) -> datetime | None:
        """When it was closed last: what waits is shown with its age."""
        return self.shift.closed_at if self.shift.state is ShiftState.REVIEW else None


def closing_faults(reads: Reads, contracts: ContractBook, shift: Key = None) -> tuple[Refusal, ...]:
    """Every reason why a shift cannot be closed now, in order.

    Raises ``Refused``: ``no-open-shift``, ``not-found``, ``shift-closed``.
    """
    place, _ = shift_for_entry(reads, shift)
    return missing_of(reads, contracts, place)


def missing_of(reads: Reads, contracts: ContractBook, shift: Shift) -> tuple[Refusal, ...]:
    """Everything that a shift lacks, in order, whatever its state: of a final one what it was closed with."""
    return judge_closing(closing_of(reads, known_contracts(reads, contracts), reads.facts(shift)))


@use_case("shift-close", Right.CLOSE_SHIFT, Right.CLOSE_OWN_SHIFT)
def close_shift(uow: UnitOfWork, act: Act, shift: Key = None) -> Shift:
    """Close a shift: ``REVISION`` with any deviation, else ``CERRADA``.

    An inspector closes what he opened, a supervisor any; one that was returned is closed again. Raises
    ``Refused`` with every reason at once.
    """
    place, _ = shift_for_entry(uow, shift)
    if place.opened_by != act.person.code:
        act.need(Right.CLOSE_SHIFT)
    facts = uow.facts(place)
    ensure(judge_closing(closing_of(uow, known_contracts(uow, act.contracts), facts)))
    return uow.change(
        place,
        state=state_after(facts),
        returned=False,
        closed_by=act.person.code,
        closed_at=act.now,
    )


@use_case("shift-approve", Right.APPROVE_SHIFT)
def approve_shift(uow: UnitOfWork, act: Act, shift: Key, comments: Mapping[str, str]) -> Shift:
    """Approve a shift in review, by another person than the one who closed it: it is ``CERRADA``.

    ``comments`` are by the uid of the deviating sample; the key ``""`` covers all that have none. Raises
    ``Refused``: ``shift-not-in-review``, ``same-person``, ``comment-required``, ``not-found``.
    """
    place = _decide(uow, act, shift, comments, Decision.APPROVED)
    return uow.change(place, state=ShiftState.CLOSED)


@use_case("shift-return", Right.APPROVE_SHIFT)
def return_shift(uow: UnitOfWork, act: Act, shift: Key, comments: Mapping[str, str]) -> Shift:
    """Return a shift in review: it takes late entries and is closed again. Raises as ``approve_shift``."""
    place = _decide(uow, act, shift, comments, Decision.RETURNED)
    return uow.change(place, returned=True)


def review_of(reads: Reads, shift: Key) -> ShiftReview:
    """What a reviewer reads. Raises ``Refused``: ``no-open-shift``, ``not-found``."""
    place = find_shift(reads, shift)
    settled = {each.sample.id: each for each in reads.dispositions(place.ref)}
    corrections = reads.corrections(place.ref)
    return ShiftReview(
        place,
        tuple(
            ReviewedDeviation(
                deviation,
                settled.get(deviation.sample.id),
                _comment(reads, deviation.sample),
                reads.correction_of(deviation.sample),
            )
            for deviation in reads.facts(place).deviations
        ),
        corrections,
        reads.omissions(place.ref),
        reads.notes(place.ref),
        reads.reviews(place.ref),
        reads.signed_corrections(shift=place.ref),
        flips_of(reads, corrections),
    )


def known_contracts(reads: Reads, contracts: ContractBook) -> tuple[ProcessContract, ...]:
    """The contracts in force, by process."""
    return tuple(force.contract for force in contracts.all(reads))


def closing_of(reads: Reads, known: tuple[ProcessContract, ...], facts: ShiftFacts) -> Closing:
    """What the close of a shift looks at, judged under the contracts ``known``."""
    shift = facts.shift.ref
    chains = {each.sample.id: tuple(_chain(reads, each.sample)) for each in facts.deviations}
    return Closing(
        facts,
        known,
        assigned=frozenset((each.process_id, _code(each.machine)) for each in reads.assignments(shift)),
        observed=frozenset(
            (note.process_id, _code(note.machine)) for note in reads.notes(shift) if explains(note.text)
        ),
        commented=frozenset(
            number for number, chain in chains.items() if any(explains(one.comment) for one in chain)
        ),
        omitted=frozenset(
            (each.process_id, _code(each.machine), each.parameter) for each in reads.omissions(shift)
        ),
        stops=tuple(reads.stops(shift)),
        taken_up=dict(_taken_up(reads, known, facts)),
        mistyped=frozenset(
            number for number, chain in chains.items() if chain and chain[-1].result is Result.COMPLIES
        ),
    )


def _taken_up(
    reads: Reads, contracts: Iterable[ProcessContract], facts: ShiftFacts
) -> Iterator[tuple[Place, int]]:
    """How often the machines took up an order, of the processes where that makes samples due."""
    made = {row.process_id for row in facts.produced if row.machine is not None}
    for contract in contracts:
        if contract.id in made and any(parameter.due_per_order for parameter in contract.parameters):
            records = reads.records(shift=facts.shift.ref, process_id=contract.id, limit=_RECORDS)
            for machine in contract.machines:
                own = (one for one in reversed(records) if _code(one.machine) == machine)
                yield (contract.id, machine), taken_up(orders_made(own))


def _chain(reads: Reads, sample: Ref) -> Iterator[Sample]:
    """A sample and the corrections that followed it, the last one last."""
    link = reads.sample(sample.uid)
    while link is not None:
        yield link
        link = reads.correction_of(link.ref)


def _decide(uow: UnitOfWork, act: Act, shift: Key, comments: Mapping[str, str], decision: Decision) -> Shift:
    """Keep what a reviewer says of a shift: a comment for each deviation, or one for all."""
    place = find_shift(uow, shift)
    deviations = uow.facts(place).deviations
    said = {tidy(uid): tidy(comment) for uid, comment in comments.items()}
    ensure(review_faults(place, deviations, said, act.person.code))
    by_uid = {deviation.sample.uid: deviation.sample for deviation in deviations}
    for uid, comment in said.items():
        if comment:
            uow.add(
                Review(
                    shift=place.ref,
                    sample=by_uid.get(uid),
                    decision=decision.value,
                    comment=comment,
                    author=act.person.code,
                    recorded_at=act.now,
                )
            )
    uow.because(said.get(FOR_ALL) or next(filter(None, said.values()), decision.value))
    return place


def _comment(reads: Reads, sample: Ref) -> str | None:
    kept = reads.sample(sample.uid)
    return None if kept is None else kept.comment


def _code(machine: Ref | None) -> str | None:
    return None if machine is None else machine.code
