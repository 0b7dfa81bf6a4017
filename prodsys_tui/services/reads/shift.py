"""Queries: shifts and what is written about their processes."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from prodsys_tui.domain.model import (
    Assignment,
    Note,
    Omission,
    Ref,
    Review,
    Shift,
    ShiftProcess,
)
from prodsys_tui.domain.shift.facts import ShiftFacts


class ShiftReads(Protocol):
    """Shifts and what is written about their processes."""

    def shift(self, key: int | str) -> Shift | None:
        """A shift by id or uid."""
        ...

    def open_shift(self) -> Shift | None:
        """The one shift that is ``ABIERTA``."""
        ...

    def shift_of(self, turn: str, operating_date: date) -> Shift | None:
        """The shift of a turn and date that was not voided."""
        ...

    def shifts(
        self, *, before: Ref | None = None, until: date | None = None, limit: int = 50
    ) -> Sequence[Shift]:
        """Shifts, newest first; from the last one of an operating date on back when one is named."""
        ...

    def facts(self, shift: Shift, process_id: int | None = None) -> ShiftFacts:
        """The counted facts of a shift, or of one process in it: a few grouped queries."""
        ...

    def gate_facts(self, shift: Shift, process_id: int, machine: Ref | None) -> ShiftFacts:
        """Only what decides a gate: samples, deviations, production and idle declarations.

        Those of a process, or of one machine in it; idle declarations are always the whole process's.
        """
        ...

    def shift_process(self, shift: Ref, process_id: int, machine: Ref | None) -> ShiftProcess | None:
        """The idle row of a process or machine in a shift, undone or not."""
        ...

    def assignments(self, shift: Ref) -> Sequence[Assignment]:
        """Who works where in a shift."""
        ...

    def notes(self, shift: Ref) -> Sequence[Note]:
        """The observations of a shift, oldest first."""
        ...

    def omissions(self, shift: Ref) -> Sequence[Omission]:
        """The reasons for missing samples of a shift that nobody took back."""
        ...

    def reviews(self, shift: Ref) -> Sequence[Review]:
        """What reviewers said of a shift, oldest first."""
        ...
