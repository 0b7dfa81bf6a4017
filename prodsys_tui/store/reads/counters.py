"""The chain of each counter, and signed corrections."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from prodsys_tui.domain.model import Correction, CounterReset, Ref, Sample, WorkRecord
from prodsys_tui.services.rows import CounterReading
from prodsys_tui.store.codec import instant_text, read_instant, unscaled
from prodsys_tui.store.reads.base import MOST, Filter
from prodsys_tui.store.reads.corrected import CorrectedReads
from prodsys_tui.store.shapes import CORRECTION, COUNTER_RESET, WORK_RECORD

_EVER: Final = "9999"
"""Later than every instant that is kept."""

_COUNTER: Final = (
    "SELECT coalesce((SELECT c.contador FROM correccion c WHERE c.registro_trabajo_id = t.id "
    "AND c.contador IS NOT NULL ORDER BY c.id DESC LIMIT 1), t.contador), t.hora_lectura, t.id "
    "FROM registros_trabajo t WHERE t.maquina_id = ? AND t.contador IS NOT NULL AND t.hora_lectura <= ? "
    "AND (t.contador_en_disputa = 0 OR EXISTS (SELECT 1 FROM correccion c WHERE "
    "c.registro_trabajo_id = t.id AND c.campo IN ('cantidad', 'contador'))) "
    "ORDER BY t.hora_lectura DESC, t.id DESC LIMIT 1"
)
_RESET: Final = (
    "SELECT lectura, hora_reinicio, coalesce(registro_anterior_id, 0) FROM contador_reinicio "
    "WHERE maquina_id = ? AND hora_reinicio <= ? "
    "ORDER BY hora_reinicio DESC, coalesce(registro_anterior_id, 0) DESC, id DESC LIMIT 1"
)
_RESETS: Final = COUNTER_RESET.select(f"WHERE t.maquina_id = ? ORDER BY t.id LIMIT {MOST}")
_READ: Final = "WHERE t.maquina_id = ? AND t.contador IS NOT NULL AND t.hora_lectura"
_UNTIL: Final = WORK_RECORD.select(f"{_READ} <= ? ORDER BY t.hora_lectura DESC, t.id DESC LIMIT ?")
_FROM: Final = WORK_RECORD.select(f"{_READ} >= ? ORDER BY t.hora_lectura, t.id LIMIT ?")
_GROUP: Final = CORRECTION.select(f"WHERE t.grupo = ? ORDER BY t.id LIMIT {MOST}")
_COMPLYING: Final = (
    "SELECT t.hora_medicion FROM muestras t "
    "WHERE t.proceso_id = ? AND t.parametro = ? AND t.maquina_id IS NOT DISTINCT FROM ? "
    "AND t.hora_medicion {sign} ? AND t.resultado = 'Cumple' "
    "AND NOT EXISTS (SELECT 1 FROM muestras c WHERE c.corrige_id = t.id) "
    "ORDER BY t.hora_medicion {order} LIMIT 1"
)
_COMPLIED: Final = _COMPLYING.format(sign="<", order="DESC")
_COMPLIES: Final = _COMPLYING.format(sign=">", order="ASC")
_PLACE: Final = "t.proceso_id = ? AND t.maquina_id IS NOT DISTINCT FROM ?"
_MADE_AT: Final = "coalesce(t.hora_lectura, t.created_at)"
_FIRST_FROM: Final = " ".join(
    ("SELECT min(", _MADE_AT, ") FROM registros_trabajo t WHERE", _PLACE, "AND", _MADE_AT, ">= ?")
)
_BETWEEN: Final = WORK_RECORD.select(
    f"WHERE {_PLACE} AND {_MADE_AT} > ? AND {_MADE_AT} <= ? ORDER BY {_MADE_AT}, t.id LIMIT {MOST}"
)
_SIGNATURES: Final = "SELECT bitacora_id, count(DISTINCT grupo) FROM correccion WHERE bitacora_id IN"


class CounterReads(CorrectedReads):
    """Queries of counters."""

    def last_counter(self, machine: Ref, at: datetime | None = None) -> CounterReading | None:
        """The last undisputed reading of a machine, or its later reset; ``at``: the last until then."""
        until = _EVER if at is None else instant_text(at)
        read, reset = self._row(_COUNTER, machine.id, until), self._row(_RESET, machine.id, until)
        if reset is not None and (read is None or tuple(reset[1:]) >= tuple(read[1:])):
            return CounterReading(unscaled(reset[0]), read_instant(reset[1]), by_reset=True)
        if read is None:
            return None
        return CounterReading(unscaled(read[0]), read_instant(read[1]), by_reset=False)

    def counters_until(self, machine: Ref, at: datetime, limit: int) -> Sequence[WorkRecord]:
        """Records with a reading of a machine's counter taken until ``at``, the last one first."""
        return self._as_corrected(self._many(WORK_RECORD, _UNTIL, machine.id, instant_text(at), limit))

    def counters_from(self, machine: Ref, at: datetime, limit: int) -> Sequence[WorkRecord]:
        """Those taken at ``at`` or later, the first one first."""
        return self._as_corrected(self._many(WORK_RECORD, _FROM, machine.id, instant_text(at), limit))

    def resets(self, machine: Ref) -> Sequence[CounterReset]:
        """The resets of a machine's counter, the oldest first."""
        return self._many(COUNTER_RESET, _RESETS, machine.id)

    def signed_corrections(
        self, *, shift: Ref | None = None, record: Ref | None = None, limit: int = 500
    ) -> Sequence[Correction]:
        """Signed corrections, the oldest first."""
        wanted = Filter()
        wanted.equal("t.bitacora_id", None if shift is None else shift.id)
        wanted.equal("t.registro_trabajo_id", None if record is None else record.id)
        newest = self._many(CORRECTION, CORRECTION.select(wanted.newest(limit)), *wanted.parameters)
        return tuple(reversed(newest))

    def correction_group(self, group: str) -> Sequence[Correction]:
        """The corrections under one signature, the oldest first."""
        return self._many(CORRECTION, _GROUP, group)

    def corrected_shifts(self, shifts: Sequence[Ref]) -> Mapping[int, int]:
        """How many signatures corrected something, by the id of the shift; those without are left out."""
        if not shifts:
            return {}
        marks = ", ".join("?" * len(shifts))
        counted = " ".join((_SIGNATURES, f"({marks}) GROUP BY bitacora_id"))
        return dict(self._rows(counted, *(shift.id for shift in shifts)))

    def complying_around(self, sample: Sample) -> tuple[datetime | None, datetime | None]:
        """When the parameter of a sample complied last before it on its machine, and first after it."""
        at, machine = instant_text(sample.measured_at), sample.machine
        place = (sample.process_id, sample.parameter, None if machine is None else machine.id, at)
        before, after = self._row(_COMPLIED, *place), self._row(_COMPLIES, *place)
        return (
            None if before is None else read_instant(before[0]),
            None if after is None else read_instant(after[0]),
        )

    def records_between(
        self, process_id: int, machine: Ref | None, since: datetime | None, until: datetime | None
    ) -> Sequence[WorkRecord]:
        """The records of a machine after ``since``, up to the first at ``until`` or later, oldest first."""
        place = (process_id, None if machine is None else machine.id)
        last = None if until is None else self._row(_FIRST_FROM, *place, instant_text(until))[0]
        begin = "" if since is None else instant_text(since)
        return self._as_corrected(self._many(WORK_RECORD, _BETWEEN, *place, begin, last or _EVER))
