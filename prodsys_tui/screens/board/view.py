"""What the board shows, read at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from prodsys_tui.domain.calendar import Turn
from prodsys_tui.domain.contract import ProcessContract
from prodsys_tui.domain.model import Assignment, Person, Shift, ShiftState, Stop
from prodsys_tui.services.board import Board, BoardMachine, BoardProcess, board
from prodsys_tui.services.catalogs import Catalogs
from prodsys_tui.services.places import only_machine
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Reads

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

    ``waiting`` are the shifts that are still to be closed or approved, newest first.
    """

    board: Board | None
    waiting: tuple[Shift, ...]
    turns: Turns
    catalogs: Catalogs
    contracts: Mapping[int, ProcessContract]
    people: tuple[Person, ...]
    crew: tuple[Assignment, ...] = ()
    stops: tuple[Stop, ...] = ()

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

    def only_machine(self, scope: Scope) -> str | None:
        """The machine that an entry on this row means: its own, or the only one of the process."""
        if scope.machine is not None:
            return scope.machine.code
        return only_machine(self.contracts[scope.process.id])

    def open_stop(self, scope: Scope) -> Stop | None:
        """The stop that lasts on the row's machine."""
        machine = self.only_machine(scope)
        return next(
            (
                stop
                for stop in self.stops
                if is_open(stop)
                and stop.process_id == scope.process.id
                and (stop.machine.code if stop.machine else None) == machine
            ),
            None,
        )


def is_open(stop: Stop) -> bool:
    """Whether a stop still lasts."""
    return stop.ends is None and stop.minutes is None


def row_key(process: int, machine: str | None = None) -> str:
    """The key of a row of the board."""
    return f"{process}:{machine}" if machine else str(process)


def read_view(plant: Plant, shift: str | None) -> BoardView:
    """Read the board of a shift (None: the open one)."""
    with plant.read() as reads:
        shown = board(reads, plant.contracts, shift)
        return BoardView(
            shown,
            tuple(each for each in reads.shifts() if each.state in WAITING),
            _turns(plant, reads),
            plant.catalogs,
            {each.contract.id: each.contract for each in plant.contracts.all(reads)},
            tuple(reads.people()),
            tuple(reads.assignments(shown.shift.ref)) if shown else (),
            tuple(reads.stops(shown.shift.ref)) if shown else (),
        )


def _turns(plant: Plant, reads: Reads) -> Turns:
    site = reads.site()
    calendar = plant.catalogs.shifts.calendars[site.calendar]
    operating_date, turn = calendar.at(plant.clock.now().astimezone(ZoneInfo(site.zone)))
    return Turns((*calendar.turns, *calendar.short_turns), turn, operating_date)
