"""What speaks against a close, read at once, and where each of it is put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from prodsys_tui.domain.model import Shift
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.screens.modals.entries import EntryBook, Spot
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.closing import closing_faults
from prodsys_tui.services.shift.shifts import find_shift


class Remedy(Enum):
    """What Enter does about a fault."""

    ASSIGN = "assign"
    OBSERVE = "observe"
    SAMPLE = "sample"
    STOP = "stop"
    PRODUCE = "produce"


REMEDIES: Mapping[Code, Remedy] = {
    Code.NO_PERSON_ASSIGNED: Remedy.ASSIGN,
    Code.UNEXPLAINED_DEVIATION: Remedy.OBSERVE,
    Code.SAMPLE_MISSING: Remedy.SAMPLE,
    Code.STOP_EXCEEDS_SCHEDULE: Remedy.STOP,
    Code.STOP_OPEN: Remedy.STOP,
    Code.STOP_MISSING: Remedy.STOP,
    Code.PRODUCTION_MISSING: Remedy.PRODUCE,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault and where it lies; ``spot`` None where the refusal names no process."""

    refusal: Refusal
    spot: Spot | None
    parameter: str | None

    @property
    def remedy(self) -> Remedy | None:
        """What Enter does about it."""
        return REMEDIES.get(self.refusal.code) if self.spot else None


@dataclass(frozen=True, slots=True)
class ClosingView:
    """A shift with everything that is still missing, and whether it goes to review."""

    shift: Shift
    faults: tuple[Fault, ...]
    deviations: int
    book: EntryBook


def read_closing(plant: Plant, key: str | None) -> ClosingView:
    """Read what a shift (None: the open one) still misses."""
    with plant.read() as reads:
        shift = find_shift(reads, key)
        book = EntryBook.read(plant, reads, shift)
        faults = closing_faults(reads, plant.contracts, shift.ref.uid)
        return ClosingView(
            shift,
            tuple(_fault(each, book) for each in faults),
            len(reads.facts(shift).deviations),
            book,
        )


def _fault(refusal: Refusal, book: EntryBook) -> Fault:
    """A fault's process by its name, its machine by its code; of several machines the first."""
    params = refusal.params
    several = params.get("machines")
    machine = params.get("machine") or (several[0] if isinstance(several, tuple) and several else None)
    named = params.get("process")
    process = next(
        (
            contract.id
            for contract in book.contracts.values()
            if contract.name == named or (named is None and machine in contract.machines)
        ),
        None,
    )
    if process is None:
        return Fault(refusal, None, None)
    known = machine if machine in book.contracts[process].machines else None
    parameter = params.get("parameter")
    return Fault(refusal, Spot(process, str(known) if known else None), str(parameter) if parameter else None)
