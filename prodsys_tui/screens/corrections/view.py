"""The shifts, and what one of them holds that can be corrected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Correction, Ref, Result, Sample, Shift, WorkRecord
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.production.flips import Flip, flips_in
from prodsys_tui.services.shift.shift_pages import ShiftPage, older_shifts, shift_page, shifts_again
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date, show_time
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

SHIFTS = (Column(5), Column(12), Column(12), Column(18), Column())
"""Turn, date, state, who closed it, how often something was corrected in it."""

ENTRIES = (Column(5), Column(12), Column(), Column(12), Column(9))
"""Time, machine or process, what, its mark, who."""

MOST = 5000
"""Samples and records of a shift that are listed; no plant writes half as many."""


@dataclass(frozen=True, slots=True)
class Holds:
    """What one shift holds: samples are those that nothing corrects, ``used`` what each record consumed."""

    shift: Shift
    contracts: Mapping[int, ProcessContract]
    records: Sequence[WorkRecord]
    used: Mapping[str, tuple[str, ...]]
    samples: tuple[Sample, ...]
    signed: Sequence[Correction]
    flips: tuple[Flip, ...]


def read_shifts(plant: Plant, known: ShiftPage | None, wanted: str | None) -> ShiftPage:
    """The shifts that were read, as they are now; at first the newest, or those from the wanted one back."""
    with plant.read() as reads:
        return shift_page(reads, wanted=wanted) if known is None else shifts_again(reads, known)


def read_older(plant: Plant, known: ShiftPage) -> ShiftPage:
    """What was read and the page after it."""
    with plant.read() as reads:
        return older_shifts(reads, known)


def read_holds(plant: Plant, shift: Shift) -> Holds:
    """What a shift holds, the oldest first."""
    with plant.read() as reads:
        samples = reads.samples(shift=shift.ref, limit=MOST)
        corrected = {sample.corrects.id for sample in samples if sample.corrects is not None}
        records = tuple(reversed(reads.records(shift=shift.ref, limit=MOST)))
        return Holds(
            shift,
            {force.contract.id: force.contract for force in plant.contracts.all(reads)},
            records,
            {each.ref.uid: _used(reads, each) for each in records},
            tuple(
                sample
                for sample in reversed(samples)
                if sample.ref.id not in corrected and not sample.calculated
            ),
            reads.signed_corrections(shift=shift.ref, limit=MOST),
            flips_in(reads, shift.ref.id),
        )


def _used(reads: Reads, record: WorkRecord) -> tuple[str, ...]:
    batches = (each.batch.code for each in reads.consumptions(record.ref))
    return (*batches, *(each.code for each in reads.roll_uses(record.ref)))


def shift_heading(say: Texts) -> Row:
    """The names of the columns of shifts."""
    return _heading(say, "turn", "date", "state", "closed-by", "corrected")


def entry_heading(say: Texts) -> Row:
    """The names of the columns of what a shift holds."""
    return _heading(say, "time", "place", "what", "mark", "who")


def shift_row(shift: Shift, signed: int, say: Texts) -> Row:
    """A shift by its uid."""
    return Row(
        shift.ref.uid,
        (
            Cell(safe(shift.turn), "strong"),
            Cell(safe(show_date(shift.operating_date)), "strong"),
            Cell(safe(shift.state.value)),
            Cell(safe(shift.closed_by or "")),
            Cell(say("corrections.signed", count=signed), "waiting") if signed else Cell(safe("")),
        ),
    )


def entry_rows(holds: Holds, zone: ZoneInfo, say: Texts) -> Iterator[Row]:
    """Flips, records, samples, and what was signed."""
    fallen = {record.ref.uid for flip in holds.flips for record in flip.records}
    for record in holds.records:
        if record.ref.uid in fallen:
            mark = Cell(say("corrections.mark.fallen"), "wrong")
        elif record.disputed:
            mark = Cell(say("corrections.mark.disputed"), "wrong")
        else:
            mark = Cell(say("corrections.mark.corrected"), "waiting") if record.corrected else Cell(safe(""))
        at, place = where(record, holds, zone)
        yield _row(f"record {record.ref.uid}", at, place, told(record, holds, say), mark, record)
    for sample in holds.samples:
        complies = sample.result is Result.COMPLIES
        mark = Cell(safe(sample.result.value), "done" if complies else "wrong")
        words = safe(f"{sample.parameter}: {sample.words or show_number(sample.value)}")
        at, place = where(sample, holds, zone)
        yield _row(f"sample {sample.ref.uid}", at, place, words, mark, sample)
    for entry in holds.signed:
        mark = Cell(say("corrections.mark.signed"), "done")
        place = _place(holds, entry.machine, entry.process_id)
        words = change_words(entry.field, entry.before, entry.after, say)
        yield _row(f"signed {entry.ref.uid}", show_time(entry.recorded_at, zone), place, words, mark, entry)


def where(entry: WorkRecord | Sample, holds: Holds, zone: ZoneInfo) -> tuple[str, SafeText]:
    """When it was read or measured, and the machine, or the process."""
    at = entry.measured_at or entry.recorded_at
    return show_time(at, zone), _place(holds, entry.machine, entry.process_id)


def told(record: WorkRecord, holds: Holds, say: Texts) -> SafeText:
    """A record in words: order, quantity, waste, counter."""
    contract = holds.contracts[record.process_id]
    parts = [safe(record.order.code)] if record.order is not None else []
    parts.append(safe(f"{show_number(record.quantity)} {contract.unit}"))
    if record.counter is not None:
        parts.append(say("corrections.counter", counter=record.counter))
    if record.waste_kg is not None:
        parts.append(say("corrections.waste", waste=record.waste_kg))
    return joined(parts, "  ")


def change_words(field: str, before: str | None, after: str | None, say: Texts) -> SafeText:
    """What a correction says: ``cantidad: 900 -> 850``."""
    return say("corrections.change", field=field, before=before or "-", after=after or "-")


def _heading(say: Texts, *names: str) -> Row:
    return Row("", tuple(Cell(say(f"corrections.column.{name}"), "head") for name in names))


def _place(holds: Holds, machine: Ref | None, process: int) -> SafeText:
    return safe(machine.code if machine is not None else holds.contracts[process].name)


def _row(
    key: str, at: str, place: SafeText, words: SafeText, mark: Cell, by: WorkRecord | Sample | Correction
) -> Row:
    return Row(key, (Cell(safe(at)), Cell(place), Cell(words, "strong"), mark, Cell(safe(by.author))))
