"""The shifts that wait for review, and one of them in full."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Ref, Shift, ShiftState
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.screens.deviation_words import deviation_row
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.closing import ReviewedDeviation, ShiftReview, review_of
from prodsys_tui.text.age import age
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date, show_time
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

SHIFTS = (Column(5), Column(12), Column(18), Column(14), Column())
"""Turn, date, who closed it, how long it waits, and its state."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The shifts in review, the oldest first, and the moment they were read."""

    shifts: tuple[Shift, ...]
    now: datetime
    contracts: Mapping[int, ProcessContract]


def read_waiting(plant: Plant) -> Waiting:
    """Read the shifts in review; those that were returned wait to be closed again."""
    with plant.read() as reads:
        shifts = tuple(each for each in reads.unfinished_shifts() if each.state is ShiftState.REVIEW)
        contracts = {each.contract.id: each.contract for each in plant.contracts.all(reads)}
        return Waiting(shifts, plant.clock.now(), contracts)


def read_review(plant: Plant, uid: str) -> ShiftReview:
    """Read one of them in full."""
    with plant.read() as reads:
        return review_of(reads, uid)


def shift_heading(say: Texts) -> Row:
    """The names of the columns of shifts."""
    names = ("turn", "date", "closed-by", "age", "state")
    return Row("", tuple(Cell(say(f"approval.column.{name}"), "head") for name in names))


def shift_row(shift: Shift, now: datetime, say: Texts) -> Row:
    """A shift by its uid."""
    waited = now - (shift.closed_at or now)
    return Row(
        shift.ref.uid,
        (
            Cell(safe(shift.turn), "strong"),
            Cell(safe(show_date(shift.operating_date)), "strong"),
            Cell(safe(shift.closed_by or "")),
            Cell(age(waited, say), "waiting" if waited >= timedelta(days=1) else "base"),
            Cell(say("approval.returned" if shift.returned else "approval.waits")),
        ),
    )


def review_rows(
    review: ShiftReview, waiting: Waiting, zone: ZoneInfo, say: Texts, comments: Mapping[str, str]
) -> Iterator[Row]:
    """Deviations, corrections, what was left out, observations, what reviewers said before."""
    for each in review.deviations:
        deviation = each.deviation
        said = comments.get(deviation.sample.uid) or comments.get("")
        state = (
            Cell(say("approval.commented"), "done") if said else Cell(say("approval.no-comment"), "waiting")
        )
        contract = waiting.contracts[deviation.process_id]
        yield deviation_row(deviation, contract, zone, state)
    names = {number: contract.name for number, contract in waiting.contracts.items()}
    for sample in review.corrections:
        measured = f"{sample.parameter}: {sample.words or show_number(sample.value)}"
        row = (sample.recorded_at, names[sample.process_id], sample.machine, measured, sample.author)
        yield _row(f"correction {sample.ref.uid}", "correction", row, zone, say)
    for flip in review.flips:
        after = flip.after
        turned = say("approval.flip", parameter=after.parameter, result=after.result, count=len(flip.records))
        row = (after.recorded_at, names[after.process_id], after.machine, turned, after.author)
        yield _row(f"flip {after.ref.uid}", "flip", row, zone, say)
    for entry in review.signed:
        words = f"{entry.field}: {entry.before or '-'} > {entry.after or '-'}. {entry.reason}"
        row = (entry.recorded_at, names[entry.process_id], entry.machine, words, entry.signed_by)
        yield _row(f"signed {entry.ref.uid}", "signed", row, zone, say)
    for omission in review.omissions:
        words = f"{omission.parameter}: {omission.reason}"
        row = (omission.recorded_at, names[omission.process_id], omission.machine, words, omission.author)
        yield _row(f"omission {omission.ref.uid}", "omission", row, zone, say)
    for note in review.notes:
        noted = (note.recorded_at, names[note.process_id], note.machine, note.text, note.author)
        yield _row(f"note {note.ref.uid}", "note-late" if note.late else "note", noted, zone, say)
    for said_before in review.reviews:
        before = (said_before.recorded_at, "", None, said_before.comment, said_before.author)
        yield _row(f"review {said_before.ref.uid}", "review", before, zone, say)


def _row(
    key: str,
    kind: str,
    told: tuple[datetime, str, Ref | None, str, str],
    zone: ZoneInfo,
    say: Texts,
) -> Row:
    at, process, machine, words, author = told
    return Row(
        key,
        (
            Cell(safe(show_time(at, zone))),
            Cell(safe(machine.code if machine else process)),
            Cell(safe(words), "strong"),
            Cell(safe("")),
            Cell(say(f"approval.kind.{kind}")),
            Cell(safe(author)),
        ),
    )


def settled_words(each: ReviewedDeviation, say: Texts) -> Iterator[SafeText]:
    """How a deviation was settled, and what the operator said."""
    disposition = each.disposition
    if disposition is None:
        key = "approval.corrected" if each.corrected_by is not None else "approval.unsettled"
        yield say(key, person=each.corrected_by.author if each.corrected_by else None)
    elif disposition.cause:
        yield say(
            "approval.caused", cause=disposition.cause, action=disposition.action, person=disposition.author
        )
    if disposition is not None and disposition.late:
        yield say("approval.settled-late", at=disposition.recorded_at)
    if disposition is not None and disposition.explanation:
        yield say("approval.explained", text=disposition.explanation, person=disposition.author)
    if each.comment:
        yield say("approval.sample-comment", text=each.comment)
