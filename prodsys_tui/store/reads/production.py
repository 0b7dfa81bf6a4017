"""Work records and what they consumed."""

from collections.abc import Sequence

from prodsys_tui.domain.model import Consumption, Ref, WorkRecord
from prodsys_tui.store.reads.base import MOST, Filter, local_id
from prodsys_tui.store.reads.corrected import CorrectedReads
from prodsys_tui.store.shapes import CONSUMPTION, WORK_RECORD

_RECORD = WORK_RECORD.select("WHERE t.uid = ?")
_RECORD_ID = WORK_RECORD.select("WHERE t.id = ?")
_CONSUMPTIONS = CONSUMPTION.select(f"WHERE t.registro_trabajo_id = ? ORDER BY t.id LIMIT {MOST}")


class ProductionReads(CorrectedReads):
    """Queries of what was made."""

    def record(self, uid: str) -> WorkRecord | None:
        """A work record by uid (an id as text is taken too), as corrected."""
        number = local_id(uid)
        by, key = (_RECORD, uid) if number is None else (_RECORD_ID, number)
        return next(iter(self._as_corrected(self._many(WORK_RECORD, by, key))), None)

    def records(
        self,
        *,
        shift: Ref | None = None,
        process_id: int | None = None,
        machine: Ref | None = None,
        before: Ref | None = None,
        limit: int = 500,
    ) -> Sequence[WorkRecord]:
        """Work records as corrected, newest first."""
        wanted = Filter()
        wanted.equal("t.bitacora_id", None if shift is None else shift.id)
        wanted.equal("t.proceso_id", process_id)
        wanted.equal("t.maquina_id", None if machine is None else machine.id)
        wanted.before(before)
        found = self._many(WORK_RECORD, WORK_RECORD.select(wanted.newest(limit)), *wanted.parameters)
        return self._as_corrected(found)

    def consumptions(self, record: Ref) -> Sequence[Consumption]:
        """The batches that a work record consumed."""
        return self._many(CONSUMPTION, _CONSUMPTIONS, record.id)
