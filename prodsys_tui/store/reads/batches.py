"""Batches, their history and where they were consumed."""

from collections.abc import Sequence
from datetime import date

from prodsys_tui.domain.model import Batch, BatchChange, BatchState, Ref
from prodsys_tui.services.rows import ConsumedIn
from prodsys_tui.store.reads.base import MOST, Filter, Reader
from prodsys_tui.store.shapes import BATCH, BATCH_CHANGE

_BATCH = BATCH.select("WHERE t.codigo_lote = upper(?)")
_OF = BATCH.select("WHERE t.bitacora_id = ? AND t.orden_produccion_id = ?")
_LAST = "SELECT coalesce(max(correlativo), 0) FROM lotes WHERE orden_produccion_id = ?"
_ORDERS_OF = "(SELECT o.proceso_id FROM orden_produccion o WHERE o.id = t.orden_produccion_id)"
_HISTORY = BATCH_CHANGE.select(f"WHERE t.lote_id = ? ORDER BY t.id LIMIT {MOST}")
_CONSUMED = (
    "SELECT m.codigo, b.fecha_operativa, b.turno, r.uid FROM telar_consumo_lote c "
    "JOIN maquinas m ON m.id = c.maquina_id JOIN bitacora_turno b ON b.id = c.bitacora_id "
    "JOIN registros_trabajo r ON r.id = c.registro_trabajo_id "
    "WHERE c.lote_id = ? ORDER BY b.fecha_operativa, b.inicio, c.id LIMIT ?"
)


class BatchReads(Reader):
    """Queries of batches."""

    def batch(self, code: str) -> Batch | None:
        """A batch by code."""
        return self._one(BATCH, _BATCH, code)

    def batch_of(self, shift: Ref, order: Ref) -> Batch | None:
        """The batch of a shift and order."""
        return self._one(BATCH, _OF, shift.id, order.id)

    def last_batch_number(self, order: Ref) -> int:
        """The highest number an order ever had, 0 when it has none."""
        number: int = self._row(_LAST, order.id)[0]
        return number

    def batches(
        self,
        *,
        states: Sequence[BatchState] = (),
        order: Ref | None = None,
        processes: Sequence[int] = (),
        before: Ref | None = None,
        limit: int = 200,
    ) -> Sequence[Batch]:
        """Batches, newest first; all states, orders and processes when none is named."""
        wanted = Filter()
        wanted.among("t.estado", [state.value for state in states])
        wanted.equal("t.orden_produccion_id", None if order is None else order.id)
        wanted.among(_ORDERS_OF, processes)
        wanted.before(before)
        return self._many(BATCH, BATCH.select(wanted.newest(limit)), *wanted.parameters)

    def batch_history(self, batch: Ref) -> Sequence[BatchChange]:
        """The state changes of a batch, oldest first."""
        return self._many(BATCH_CHANGE, _HISTORY, batch.id)

    def consumed_in(self, batch: Ref) -> Sequence[ConsumedIn]:
        """Which machines consumed a batch, oldest first."""
        rows = self._rows(_CONSUMED, batch.id, MOST)
        return tuple(
            ConsumedIn(machine, date.fromisoformat(day), turn, uid) for machine, day, turn, uid in rows
        )
