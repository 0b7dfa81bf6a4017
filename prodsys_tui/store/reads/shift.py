"""Shifts and what is written about them."""

from collections.abc import Sequence
from datetime import date

from prodsys_tui.domain.model import (
    Assignment,
    Note,
    Omission,
    Ref,
    Review,
    Shift,
    ShiftProcess,
    ShiftState,
)
from prodsys_tui.store.reads.base import MOST, Filter, Reader, local_id
from prodsys_tui.store.shapes import ASSIGNMENT, NOTE, OMISSION, REVIEW, SHIFT, SHIFT_PROCESS

_BY_ID = SHIFT.select("WHERE t.id = ?")
_BY_UID = SHIFT.select("WHERE t.uid = ?")
_OPEN = SHIFT.select(f"WHERE t.estado = '{ShiftState.OPEN.value}' LIMIT 1")
_OF = SHIFT.select(
    f"WHERE t.fecha_operativa = ? AND t.turno = ? AND t.estado <> '{ShiftState.VOID.value}' LIMIT 1"
)
_OF_SHIFT = f"WHERE t.bitacora_id = ? ORDER BY t.id LIMIT {MOST}"
_PROCESS = SHIFT_PROCESS.select(
    "WHERE t.bitacora_id = ? AND t.proceso_id = ? AND t.maquina_id IS NOT DISTINCT FROM ?"
)
_ASSIGNMENTS = ASSIGNMENT.select(f"WHERE t.bitacora_id = ? AND t.retirada = 0 ORDER BY t.id LIMIT {MOST}")
_NOTES = NOTE.select(_OF_SHIFT)
_OMISSIONS = OMISSION.select(f"WHERE t.bitacora_id = ? AND t.retirada = 0 ORDER BY t.id LIMIT {MOST}")
_REVIEWS = REVIEW.select(_OF_SHIFT)


class ShiftReads(Reader):
    """Queries of shifts."""

    def shift(self, key: int | str) -> Shift | None:
        """A shift by id or uid; an id may come as text."""
        number = local_id(key) if isinstance(key, str) else key
        if number is None:
            return self._remembered(SHIFT, _BY_UID, key)
        return self._remembered(SHIFT, _BY_ID, number)

    def open_shift(self) -> Shift | None:
        """The one shift that is ``ABIERTA``."""
        return self._remembered(SHIFT, _OPEN)

    def shift_of(self, turn: str, operating_date: date) -> Shift | None:
        """The shift of a turn and date that was not voided."""
        return self._one(SHIFT, _OF, operating_date.isoformat(), turn)

    def shifts(
        self, *, before: Ref | None = None, until: date | None = None, limit: int = 50
    ) -> Sequence[Shift]:
        """Shifts, newest first; from the last one of an operating date on back when one is named."""
        wanted = Filter()
        wanted.before(before)
        wanted.until("t.fecha_operativa", None if until is None else until.isoformat())
        return self._many(SHIFT, SHIFT.select(wanted.newest(limit)), *wanted.parameters)

    def shift_process(self, shift: Ref, process_id: int, machine: Ref | None) -> ShiftProcess | None:
        """The idle row of a process or machine in a shift, undone or not."""
        return self._one(
            SHIFT_PROCESS, _PROCESS, shift.id, process_id, None if machine is None else machine.id
        )

    def assignments(self, shift: Ref) -> Sequence[Assignment]:
        """Who works where in a shift, but for who was taken off."""
        return self._many(ASSIGNMENT, _ASSIGNMENTS, shift.id)

    def notes(self, shift: Ref) -> Sequence[Note]:
        """The observations of a shift, oldest first."""
        return self._many(NOTE, _NOTES, shift.id)

    def omissions(self, shift: Ref) -> Sequence[Omission]:
        """The reasons for missing samples of a shift that nobody took back."""
        return self._many(OMISSION, _OMISSIONS, shift.id)

    def reviews(self, shift: Ref) -> Sequence[Review]:
        """What reviewers said of a shift, oldest first."""
        return self._many(REVIEW, _REVIEWS, shift.id)
