"""The journal's end, the audit trail, and what is not in them: drafts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from prodsys_tui.services.rows import AuditRow, Draft
from prodsys_tui.store import journal
from prodsys_tui.store.codec import instant_text, read_instant
from prodsys_tui.store.reads.base import MOST, Filter, Reader

AUDIT = (
    "SELECT t.id, t.usuario, t.accion, t.entidad, t.entidad_uid, t.entidad_id, t.valor_anterior, "
    't.valor_nuevo, t.motivo_cambio, t."timestamp" FROM auditoria t '
)
"""Reads audit entries; a ``Filter`` says which."""
_DRAFT = "SELECT usuario, formulario, contenido, en FROM local_borrador "
_DRAFT_OF = f"{_DRAFT} WHERE usuario = ? AND formulario = ?"
_DRAFTS_OF = f"{_DRAFT} WHERE usuario = ? ORDER BY en DESC, formulario LIMIT {MOST}"
_DRAFTS = f"{_DRAFT} ORDER BY usuario, en DESC, formulario LIMIT {MOST}"


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
        before: int | None = None,
        limit: int = 200,
    ) -> Sequence[AuditRow]:
        """Audit entries, newest first; those ``before`` the entry of an id when one is named."""
        wanted = Filter()
        wanted.equal("t.entidad", entity)
        wanted.equal("t.usuario", person)
        wanted.since('t."timestamp"', None if since is None else instant_text(since))
        wanted.before(before)
        rows = self._rows(AUDIT + wanted.newest(limit), *wanted.parameters)
        return tuple(audit_row(row) for row in rows)

    def draft(self, person: str, form: str) -> Draft | None:
        """What a person was typing in a form."""
        row = self._row(_DRAFT_OF, person, form)
        return None if row is None else _draft_row(row)

    def drafts(self, person: str | None = None) -> Sequence[Draft]:
        """The drafts of a person, newest first; everybody's, person by person, when none is named."""
        rows = self._rows(_DRAFTS) if person is None else self._rows(_DRAFTS_OF, person)
        return tuple(_draft_row(row) for row in rows)


def _draft_row(row: Any) -> Draft:
    person, form, content, at = row
    return Draft(person, form, content, read_instant(at))


def audit_row(row: Any) -> AuditRow:
    """An audit entry of a row of ``AUDIT``."""
    row_id, person, action, entity, uid, entity_id, before, after, reason, at = row
    return AuditRow(row_id, person, action, entity, uid, entity_id, before, after, reason, read_instant(at))
