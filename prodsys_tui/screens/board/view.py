"""What the board shows, read at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from prodsys_tui.domain.line.machine_time import MachineTime, machine_times
from prodsys_tui.domain.model import Assignment, Incident, Shift, ShiftState
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.shift.calendar import Turn
from prodsys_tui.screens.modals.entries import EntryBook, Spot
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.shift.board import Board, BoardMachine, BoardProcess, board
from prodsys_tui.services.shift.news import critical_incidents, unreceived_shift
from prodsys_tui.services.shift.why import why

WAITING = frozenset({ShiftState.CLOSING, ShiftState.REVIEW})
"""States of a shift that still asks for something after its turn."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a row of the board stands for: a process, or one of its machines."""

    process: BoardProcess
    machine: BoardMachine | None = None

    @property
    def key(self) -> str:
        """The row's key."""
        return row_key(self.process.id, self.machine.code if self.machine else None)

    @property
    def spot(self) -> Spot:
        """The same as entries take it."""
        return Spot(self.process.id, self.machine.code if self.machine else None)

    @property
    def facts(self) -> BoardProcess | BoardMachine:
        """Where its state and counts stand."""
        return self.machine or self.process


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of the site, and which one the clock proposes."""

    choices: tuple[Turn, ...]
    proposed: Turn
    operating_date: date


@dataclass(frozen=True, slots=True)
class BoardView:
    """One state of the store: the board of a shift (None: no shift is open) and what its keys need.

    ``waiting`` are the shifts that are still to be closed or approved, newest first; ``running`` the open
    one, ``critical`` the open critical incidents, ``unreceived`` the shift that nobody received yet,
    ``times`` what the stops left of each machine's minutes, by its code.
    """

    board: Board | None
    waiting: tuple[Shift, ...]
    turns: Turns
    book: EntryBook
    crew: tuple[Assignment, ...]
    now: datetime
    running: Shift | None
    critical: tuple[Incident, ...]
    unreceived: Shift | None
    times: Mapping[str, MachineTime]

    @property
    def shift(self) -> Shift | None:
        """The shift that is shown."""
        return self.board.shift if self.board else None

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Every process and, under it, its machines."""
        processes = self.board.processes if self.board else ()
        return tuple(
            scope
            for process in processes
            for scope in (Scope(process), *(Scope(process, machine) for machine in process.machines))
        )


def row_key(process: int, machine: str | None = None) -> str:
    """The key of a row of the board."""
    return f"{process}:{machine}" if machine else str(process)


def read_view(plant: Plant, shift: str | None) -> BoardView:
    """Read the board of a shift (None: the open one)."""
    with plant.read() as reads:
        shown = board(reads, plant.contracts, shift)
        now = plant.clock.now()
        late = [each for each in reads.unfinished_shifts() if each.state in WAITING]
        book = EntryBook.read(plant, reads, shown.shift if shown else None)
        return BoardView(
            shown,
            tuple(reversed(late)),
            _turns(plant, reads),
            book,
            tuple(reads.assignments(shown.shift.ref)) if shown else (),
            now,
            reads.open_shift(),
            critical_incidents(reads),
            unreceived_shift(reads, now),
            _times(shown, book, now) if shown else {},
        )


def _times(board: Board, book: EntryBook, now: datetime) -> Mapping[str, MachineTime]:
    """The time of every machine in the shift of a board."""
    idle: set[tuple[int, str | None]] = {(each.id, None) for each in board.processes if each.idle}
    idle |= {(each.id, one.code) for each in board.processes for one in each.machines if one.idle}
    times = machine_times(tuple(book.contracts.values()), book.stops, idle, board.shift, now)
    return {each.machine: each for each in times}


def _turns(plant: Plant, reads: Reads) -> Turns:
    site = reads.site()
    calendar = plant.catalogs.shifts.calendars[site.calendar]
    operating_date, turn = calendar.at(plant.clock.now().astimezone(ZoneInfo(site.zone)))
    return Turns((*calendar.turns, *calendar.short_turns), turn, operating_date)


def read_why(plant: Plant, spot: Spot, shift: str | None) -> tuple[Refusal, ...]:
    """Read every reason why a spot is locked."""
    with plant.read() as reads:
        return why(reads, plant.contracts, spot.process, spot.machine, shift)
