"""Work records, counters and stops."""

from collections.abc import Sequence

from prodsys_tui.domain.model import Consumption, Ref, Stop, WorkRecord
from prodsys_tui.services.rows import CounterReading
from prodsys_tui.store.codec import read_instant, unscaled
from prodsys_tui.store.reads.base import MOST, Filter, Reader
from prodsys_tui.store.shapes import CONSUMPTION, STOP, WORK_RECORD

_RECORD = WORK_RECORD.select("WHERE t.uid = ?")
_CONSUMPTIONS = CONSUMPTION.select(f"WHERE t.registro_trabajo_id = ? ORDER BY t.id LIMIT {MOST}")
_COUNTER = (
    "SELECT contador, coalesce(hora_lectura, created_at), id FROM registros_trabajo "
    "WHERE maquina_id = ? AND contador IS NOT NULL AND contador_en_disputa = 0 ORDER BY id DESC LIMIT 1"
)
_RESET = (
    "SELECT lectura, created_at, coalesce(registro_anterior_id, 0) FROM contador_reinicio "
    "WHERE maquina_id = ? ORDER BY id DESC LIMIT 1"
)
_STOP = STOP.select("WHERE t.uid = ?")
_STOPS = STOP.select(f"WHERE t.bitacora_id = ? ORDER BY t.id LIMIT {MOST}")


class ProductionReads(Reader):
    """Queries of what was made and of what stood still."""

    def record(self, uid: str) -> WorkRecord | None:
        """A work record by uid."""
        return self._one(WORK_RECORD, _RECORD, uid)

    def records(
        self,
        *,
        shift: Ref | None = None,
        process_id: int | None = None,
        machine: Ref | None = None,
        limit: int = 500,
    ) -> Sequence[WorkRecord]:
        """Work records, newest first."""
        wanted = Filter()
        wanted.equal("t.bitacora_id", None if shift is None else shift.id)
        wanted.equal("t.proceso_id", process_id)
        wanted.equal("t.maquina_id", None if machine is None else machine.id)
        return self._many(WORK_RECORD, WORK_RECORD.select(wanted.newest(limit)), *wanted.parameters)

    def last_counter(self, machine: Ref) -> CounterReading | None:
        """The last undisputed reading of a machine, or the reset that came after it."""
        read, reset = self._row(_COUNTER, machine.id), self._row(_RESET, machine.id)
        if reset is not None and (read is None or reset[2] >= read[2]):
            return CounterReading(unscaled(reset[0]), read_instant(reset[1]), by_reset=True)
        if read is None:
            return None
        return CounterReading(unscaled(read[0]), read_instant(read[1]), by_reset=False)

    def stop(self, uid: str) -> Stop | None:
        """A stop by uid."""
        return self._one(STOP, _STOP, uid)

    def stops(self, shift: Ref) -> Sequence[Stop]:
        """The stops of a shift, oldest first."""
        return self._many(STOP, _STOPS, shift.id)

    def consumptions(self, record: Ref) -> Sequence[Consumption]:
        """The batches that a work record consumed."""
        return self._many(CONSUMPTION, _CONSUMPTIONS, record.id)
