"""The journal's end and the audit trail."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from prodsys_tui.services.rows import AuditRow
from prodsys_tui.store import journal
from prodsys_tui.store.codec import instant_text, read_instant
from prodsys_tui.store.reads.base import Filter, Reader

_AUDIT = (
    "SELECT t.id, t.usuario, t.accion, t.entidad, t.entidad_uid, t.entidad_id, t.valor_anterior, "
    't.valor_nuevo, t.motivo_cambio, t."timestamp" FROM auditoria t '
)


class LedgerReads(Reader):
    """Queries of what happened."""

    def head(self) -> tuple[int, str]:
        """The journal's last sequence number and hash; ``(0, "")`` when it is empty."""
        end = journal.head_of(self._cursor, self._origin)
        return end.seq, end.hash

    def audit(
        self,
        *,
        entity: str | None = None,
        person: str | None = None,
        since: datetime | None = None,
        limit: int = 200,
    ) -> Sequence[AuditRow]:
        """Audit entries, newest first."""
        wanted = Filter()
        wanted.equal("t.entidad", entity)
        wanted.equal("t.usuario", person)
        wanted.since('t."timestamp"', None if since is None else instant_text(since))
        rows = self._rows(_AUDIT + wanted.newest(limit), *wanted.parameters)
        return tuple(_audit_row(row) for row in rows)


def _audit_row(row: Any) -> AuditRow:
    row_id, person, action, entity, uid, entity_id, before, after, reason, at = row
    return AuditRow(row_id, person, action, entity, uid, entity_id, before, after, reason, read_instant(at))
