"""Handovers, incidents, what waits and what changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from prodsys_tui.domain.model import (
    Handover,
    Incident,
    IncidentState,
    Ref,
    Sample,
    Severity,
    Shift,
    ShiftState,
    WorkRecord,
)
from prodsys_tui.domain.shift.handover import OrderMade
from prodsys_tui.services.rows import AuditRow
from prodsys_tui.store.codec import instant_text, read_instant, unscaled
from prodsys_tui.store.reads.base import MOST, Filter, local_id
from prodsys_tui.store.reads.corrected import QUANTITY, WASTE, CorrectedReads
from prodsys_tui.store.reads.ledger import AUDIT, audit_row
from prodsys_tui.store.shapes import HANDOVER, INCIDENT, SAMPLE, SHIFT, WORK_RECORD

_HANDOVER = HANDOVER.select("WHERE t.bitacora_id = ?")
_MADE = " ".join(
    (
        "SELECT t.proceso_id, o.codigo_orden, t.cantidad, t.merma, (SELECT sum(",
        QUANTITY,
        ") FROM registros_trabajo a WHERE a.orden_produccion_id IN (SELECT o.id UNION ALL",
        "SELECT e.id FROM orden_produccion e WHERE e.orden_definitiva_id = o.id)), o.cantidad_objetivo",
        "FROM (SELECT a.proceso_id, a.orden_produccion_id, sum(",
        QUANTITY,
        ") AS cantidad, sum(",
        WASTE,
        ") AS merma FROM registros_trabajo a WHERE a.bitacora_id = ? AND a.orden_produccion_id IS NOT NULL",
        "GROUP BY a.proceso_id, a.orden_produccion_id) t JOIN orden_produccion o",
        "ON o.id = t.orden_produccion_id ORDER BY t.proceso_id, o.codigo_orden LIMIT ?",
    )
)
_DISPUTED = WORK_RECORD.select(
    f"WHERE t.bitacora_id = ? AND t.contador_en_disputa = 1 ORDER BY t.id LIMIT {MOST}"
)
_FINAL = f"'{ShiftState.CLOSED.value}', '{ShiftState.VOID.value}'"
_UNFINISHED = SHIFT.select(f"WHERE t.estado NOT IN ({_FINAL}) ORDER BY t.inicio, t.id LIMIT {MOST}")
_INCIDENT = INCIDENT.select("WHERE t.uid = ?")
_INCIDENT_ID = INCIDENT.select("WHERE t.id = ?")
_BATCH_CODE = "SELECT codigo_lote FROM lotes WHERE uid = ?"
_SESSION = (
    "SELECT \"timestamp\" FROM auditoria WHERE usuario = ? AND accion = 'LOGIN' ORDER BY id DESC LIMIT 1"
)
# By instant first, as its index has them: by id alone every older entry would be sorted.
_BEFORE = 'SELECT id FROM auditoria WHERE "timestamp" < ? ORDER BY "timestamp" DESC, id DESC LIMIT 1'
# By "+t.id": corrections are few and have an index of their own; by id all samples would be walked.
_CORRECTED = SAMPLE.select(
    "WHERE t.corrige_id IS NOT NULL AND EXISTS "
    "(SELECT 1 FROM muestras c WHERE c.id = t.corrige_id AND c.usuario_modificacion = ?) "
    "AND t.usuario_modificacion <> ? AND t.fecha_modificacion >= ? ORDER BY +t.id DESC LIMIT ?"
)


class TurnoverReads(CorrectedReads):
    """Queries of turn-over."""

    def handover(self, shift: Ref) -> Handover | None:
        """How a shift was received; None until it is."""
        return self._one(HANDOVER, _HANDOVER, shift.id)

    def made_of_orders(self, shift: Ref) -> Sequence[OrderMade]:
        """What a shift made of each order, by process and order."""
        return tuple(_made(row) for row in self._rows(_MADE, shift.id, MOST))

    def disputed_records(self, shift: Ref) -> Sequence[WorkRecord]:
        """The records of a shift whose counter is in dispute, oldest first."""
        records = self._as_corrected(self._many(WORK_RECORD, _DISPUTED, shift.id))
        return tuple(record for record in records if record.disputed)

    def unfinished_shifts(self) -> Sequence[Shift]:
        """The shifts that are neither closed nor voided, oldest first."""
        return self._many(SHIFT, _UNFINISHED)

    def batch_code(self, uid: str) -> str | None:
        """The code of a batch by its uid."""
        row = self._row(_BATCH_CODE, uid)
        return None if row is None else row[0]

    def incident(self, key: str) -> Incident | None:
        """An incident by uid, or by id as text."""
        number = local_id(key)
        return self._one(
            INCIDENT, _INCIDENT if number is None else _INCIDENT_ID, key if number is None else number
        )

    def incidents(
        self,
        *,
        state: IncidentState | None = None,
        severity: Severity | None = None,
        before: Ref | None = None,
        limit: int = 200,
    ) -> Sequence[Incident]:
        """Incidents, newest first; in every state and of every severity when none is named."""
        wanted = Filter()
        wanted.equal("t.estado", None if state is None else state.value)
        wanted.equal("t.gravedad", None if severity is None else severity.value)
        wanted.before(before)
        return self._many(INCIDENT, INCIDENT.select(wanted.newest(limit)), *wanted.parameters)

    def last_session(self, person: str) -> datetime | None:
        """When somebody last began a session at a screen."""
        row = self._row(_SESSION, person)
        return None if row is None else read_instant(row[0])

    def happened(self, since: datetime, entities: Sequence[str], limit: int = 500) -> Sequence[AuditRow]:
        """What the audit says of some entities since an instant, newest first.

        Only the trail's end is walked: instants follow its order.
        """
        at = instant_text(since)
        before = self._row(_BEFORE, at)
        wanted = Filter()
        wanted.since("t.id", None if before is None else before[0] + 1)
        wanted.while_walking("t.entidad", entities)
        return tuple(audit_row(row) for row in self._rows(AUDIT + wanted.newest(limit), *wanted.parameters))

    def corrected_since(self, person: str, since: datetime, limit: int = 100) -> Sequence[Sample]:
        """The samples that others typed in place of somebody's own, newest first."""
        return self._many(SAMPLE, _CORRECTED, person, person, instant_text(since), limit)


def _made(row: Any) -> OrderMade:
    process, order, quantity, waste, total, wanted = row
    return OrderMade(process, order, unscaled(quantity), unscaled(waste), unscaled(total), unscaled(wanted))
