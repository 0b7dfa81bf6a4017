"""Shifts page by page, and what was said in one of them besides its samples and records."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Note, Review, Shift, Stop
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.shift_pages import ShiftPage, older_shifts, shift_page, shifts_again
from prodsys_tui.services.shift.shifts import find_shift
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date, show_time
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

SHIFTS = (Column(5), Column(12), Column(12), Column(14), Column(14), Column())
"""Turn, date, state, who opened it, who closed it, how often something was corrected in it."""


@dataclass(frozen=True, slots=True)
class Said:
    """Stops, notes and reviews of a shift, each oldest first."""

    shift: Shift
    contracts: Mapping[int, ProcessContract]
    stops: Sequence[Stop]
    notes: Sequence[Note]
    reviews: Sequence[Review]


def read_page(plant: Plant, until: date | None = None) -> ShiftPage:
    """The newest shifts, or those of a date and before it."""
    with plant.read() as reads:
        return shift_page(reads, until=until)


def read_older(plant: Plant, page: ShiftPage) -> ShiftPage:
    """What was read and the page after it."""
    with plant.read() as reads:
        return older_shifts(reads, page)


def read_again(plant: Plant, page: ShiftPage) -> ShiftPage:
    """What was read as it is now."""
    with plant.read() as reads:
        return shifts_again(reads, page)


def read_said(plant: Plant, uid: str) -> Said:
    """What was said in a shift. Raises ``Refused`` (``not-found``)."""
    with plant.read() as reads:
        shift = find_shift(reads, uid)
        contracts = {each.contract.id: each.contract for each in plant.contracts.all(reads)}
        return Said(
            shift, contracts, reads.stops(shift.ref), reads.notes(shift.ref), reads.reviews(shift.ref)
        )


def shift_heading(say: Texts) -> Row:
    """The names of the columns."""
    names = ("turn", "date", "state", "opened-by", "closed-by", "corrected")
    return Row("", tuple(Cell(say(f"history.column.{name}"), "head") for name in names))


def shift_row(shift: Shift, signed: int, say: Texts) -> Row:
    """A shift by its uid."""
    return Row(
        shift.ref.uid,
        (
            Cell(safe(shift.turn), "strong"),
            Cell(safe(show_date(shift.operating_date)), "strong"),
            Cell(safe(shift.state.value)),
            Cell(safe(shift.opened_by)),
            Cell(safe(shift.closed_by or "")),
            Cell(say("history.signed", count=signed), "waiting") if signed else Cell(safe("")),
        ),
    )


def said_lines(said: Said, say: Texts) -> Iterator[SafeText]:
    """Stops, notes and what reviewers said, a line each; that there is nothing where there is nothing."""
    for stop in said.stops:
        yield say("history.stop", place=_place(said, stop), reason=stop.reason, span=_span(stop, say))
    for note in said.notes:
        at = show_time(note.recorded_at, say.zone)
        yield say("history.note", at=at, place=_place(said, note), person=note.author, text=note.text)
    for review in said.reviews:
        yield say("history.review", person=review.author, decision=review.decision, text=review.comment)
    if not (said.stops or said.notes or said.reviews):
        yield say("history.nothing-said")


def _place(said: Said, entry: Stop | Note) -> SafeText:
    name = safe(said.contracts[entry.process_id].name)
    return joined((name, safe(entry.machine.code))) if entry.machine is not None else name


def _span(stop: Stop, say: Texts) -> SafeText:
    """From–to as the clock showed it, else minutes alone."""
    if stop.starts is None:
        return say("history.minutes", minutes=stop.minutes or 0)
    ends = "" if stop.ends is None else show_time(stop.ends, say.zone)
    return safe(f"{show_time(stop.starts, say.zone)}-{ends}")
