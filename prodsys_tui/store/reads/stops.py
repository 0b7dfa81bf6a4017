"""Stops: of a shift, those that last, the parts of one, and those of many days."""

from collections.abc import Sequence
from datetime import date

from prodsys_tui.domain.model import Ref, Shift, ShiftState, Stop
from prodsys_tui.store.reads.base import MOST, Reader
from prodsys_tui.store.shapes import SHIFT, STOP

MOST_SHIFTS = 2_000
"""The most shifts of one report: more than a year and a half of three turns."""
MOST_STOPS = 100_000
"""The most stops of one report."""

_VOID, _CLOSED = ShiftState.VOID.value, ShiftState.CLOSED.value
_STOP = STOP.select("WHERE t.uid = ?")
_STOPS = STOP.select(f"WHERE t.bitacora_id = ? ORDER BY t.id LIMIT {MOST}")
_LASTING = STOP.select(
    "WHERE t.bitacora_id IN (SELECT id FROM bitacora_turno WHERE estado NOT IN (?, ?)) "
    "AND t.inicio IS NOT NULL AND t.fin IS NULL ORDER BY t.id LIMIT ?"
)
_CONTINUATION = STOP.select(
    "WHERE t.continua_id = ? AND t.bitacora_id NOT IN (SELECT id FROM bitacora_turno WHERE estado = ?) "
    "ORDER BY t.id LIMIT 1"
)
_SINCE = STOP.select(
    "WHERE t.bitacora_id IN (SELECT id FROM bitacora_turno WHERE fecha_operativa >= ? AND estado <> ?) "
    "ORDER BY t.bitacora_id, t.id LIMIT ?"
)
_SHIFTS = SHIFT.select("WHERE t.fecha_operativa >= ? AND t.estado <> ? ORDER BY t.inicio, t.id LIMIT ?")


class StopReads(Reader):
    """Queries of what stood still."""

    def stop(self, uid: str) -> Stop | None:
        """A stop by uid."""
        return self._one(STOP, _STOP, uid)

    def stops(self, shift: Ref) -> Sequence[Stop]:
        """The stops of a shift, oldest first."""
        return self._many(STOP, _STOPS, shift.id)

    def lasting_stops(self) -> Sequence[Stop]:
        """The stops that were begun and not ended, of the shifts that are not final, oldest first."""
        return self._many(STOP, _LASTING, _VOID, _CLOSED, MOST)

    def continuation_of(self, stop: Ref) -> Stop | None:
        """The rest of a stop in a later shift, if it lasted into one."""
        return self._one(STOP, _CONTINUATION, stop.id, _VOID)

    def stops_since(self, day: date) -> Sequence[Stop]:
        """The stops of the shifts from an operating date on, shift by shift."""
        return self._many(STOP, _SINCE, day.isoformat(), _VOID, MOST_STOPS)

    def shifts_since(self, day: date) -> Sequence[Shift]:
        """The shifts from an operating date on that were not voided, oldest first."""
        return self._many(SHIFT, _SHIFTS, day.isoformat(), _VOID, MOST_SHIFTS)
