"""Everything that a shift holds, read at once for the printed sheet of spec ``ux.md``, "Screens"."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from prodsys_tui.domain.model import (
    Assignment,
    Disposition,
    Handover,
    Note,
    Review,
    Sample,
    Shift,
    Site,
    Stop,
    WorkRecord,
)
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.places import Key
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.shift.board import BoardProcess, board
from prodsys_tui.services.shift.shifts import find_shift


class _OfProcess(Protocol):
    @property
    def process_id(self) -> int: ...


P = TypeVar("P", bound=_OfProcess)

MOST = 5000
"""Samples and records of a shift that are printed; no plant writes half as many."""


@dataclass(frozen=True, slots=True)
class SheetProcess:
    """A process of a shift as it is printed, every list oldest first.

    ``consumed`` are the codes of the batches that a record used up, by the record's uid.
    """

    board: BoardProcess
    crew: Sequence[Assignment]
    samples: Sequence[Sample]
    records: Sequence[WorkRecord]
    consumed: Mapping[str, Sequence[str]]
    stops: Sequence[Stop]
    notes: Sequence[Note]

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote anything of the process in this shift."""
        return not (self.crew or self.samples or self.records or self.stops or self.notes)


@dataclass(frozen=True, slots=True)
class ShiftSheet:
    """A shift with all that was written of it; ``head`` is the journal's head when it was read."""

    site: Site
    shift: Shift
    processes: Sequence[SheetProcess]
    settled: Mapping[str, Disposition]
    reviews: Sequence[Review]
    handover: Handover | None
    head: tuple[int, str]


def shift_sheet(reads: Reads, contracts: ContractBook, shift: Key = None) -> ShiftSheet:
    """Read the sheet of a shift. Raises ``Refused`` (``not-found``, ``no-open-shift``)."""
    place = find_shift(reads, shift)
    processes = _processes(reads, contracts, place)
    crew = _by_process(reads.assignments(place.ref))
    samples = _by_process(reversed(reads.samples(shift=place.ref, limit=MOST)))
    records = _by_process(reversed(reads.records(shift=place.ref, limit=MOST)))
    stops, notes = _by_process(reads.stops(place.ref)), _by_process(reads.notes(place.ref))
    return ShiftSheet(
        reads.site(),
        place,
        tuple(
            SheetProcess(
                process,
                crew[process.id],
                samples[process.id],
                records[process.id],
                _consumed(reads, records[process.id]),
                stops[process.id],
                notes[process.id],
            )
            for process in processes
        ),
        {each.sample.uid: each for each in reads.dispositions(place.ref)},
        reads.reviews(place.ref),
        reads.handover(place.ref),
        reads.head(),
    )


def _processes(reads: Reads, contracts: ContractBook, shift: Shift) -> Sequence[BoardProcess]:
    shown = board(reads, contracts, shift.ref.id)
    return () if shown is None else shown.processes


def _consumed(reads: Reads, records: Sequence[WorkRecord]) -> Mapping[str, Sequence[str]]:
    return {
        record.ref.uid: [each.batch.code for each in reads.consumptions(record.ref)] for record in records
    }


def _by_process(things: Iterable[P]) -> Mapping[int, list[P]]:
    found: defaultdict[int, list[P]] = defaultdict(list)
    for thing in things:
        found[thing.process_id].append(thing)
    return found
