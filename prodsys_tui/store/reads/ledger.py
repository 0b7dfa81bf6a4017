"""The journal's end, the audit trail, and what is not in them: drafts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from prodsys_tui.services.rows import AuditRow, Draft, JournalLine
from prodsys_tui.store import journal
from prodsys_tui.store.codec import instant_text, read_instant
from prodsys_tui.store.reads.base import MOST, Filter
from prodsys_tui.store.reads.codes import CodeReads

AUDIT = (
    "SELECT t.id, t.usuario, t.accion, t.entidad, t.entidad_uid, t.entidad_id, t.valor_anterior, "
    't.valor_nuevo, t.motivo_cambio, t."timestamp", t.origen, t.secuencia FROM auditoria t '
)
"""Reads audit entries; a ``Filter`` says which."""
_AT: Final = 't."timestamp"'
_BY_TIME: Final = 't."timestamp" DESC, t.id DESC'
_EARLIER: Final = '(t."timestamp", t.id) < (SELECT a."timestamp", a.id FROM auditoria a WHERE a.id = ?)'
_CREATE: Final = "CREATE"
_RARE: Final = "t.accion <> 'CREATE'"
"""What the index of actions has; it must be said for the index to be used."""
_ENTITIES: Final = (
    "WITH RECURSIVE e(n) AS (SELECT min(entidad) FROM auditoria UNION ALL "
    "SELECT (SELECT min(entidad) FROM auditoria WHERE entidad > e.n) FROM e WHERE e.n IS NOT NULL) "
    "SELECT n FROM e WHERE n IS NOT NULL ORDER BY n LIMIT ?"
)
"""Each entity once, from one to the next in the index."""
_LINE: Final = "SELECT origin, seq, action, prev_hash, hash FROM journal WHERE origin = ? AND seq = ?"
_DRAFT = "SELECT usuario, formulario, contenido, en FROM local_borrador "
_DRAFT_OF = f"{_DRAFT} WHERE usuario = ? AND formulario = ?"
_DRAFTS_OF = f"{_DRAFT} WHERE usuario = ? ORDER BY en DESC, formulario LIMIT {MOST}"
_DRAFTS = f"{_DRAFT} ORDER BY usuario, en DESC, formulario LIMIT {MOST}"


class LedgerReads(CodeReads):
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
        action: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        uids: Sequence[str] = (),
        before: int | None = None,
        limit: int = 200,
    ) -> Sequence[AuditRow]:
        """Audit entries, newest first; see the port."""
        wanted = Filter()
        named = [("t.entidad", entity), ("t.usuario", person), ("t.accion", action)]
        timed = since is not None or until is not None
        for column, value in named:
            if value is not None and timed:
                wanted.while_walking(column, (value,))
            else:
                wanted.equal(column, value)
        if action is not None and action != _CREATE and not timed:
            wanted.holds(_RARE)
        wanted.among("t.entidad_uid", uids)
        if not timed:
            wanted.before(before)
            return self._audited(wanted.newest(limit), wanted)
        wanted.since(_AT, None if since is None else instant_text(since))
        wanted.until(_AT, None if until is None else instant_text(until))
        if before is not None:
            wanted.holds(_EARLIER, before)
        return self._audited(wanted.newest(limit, _BY_TIME), wanted)

    def audit_entry(self, entry: int) -> AuditRow | None:
        """An audit entry by id."""
        row = self._row(AUDIT + "WHERE t.id = ?", entry)
        return None if row is None else audit_row(row)

    def audit_entities(self) -> Sequence[str]:
        """What there are audit entries about, by name."""
        return tuple(name for (name,) in self._rows(_ENTITIES, MOST))

    def journal_line(self, origin: str, seq: int) -> JournalLine | None:
        """The journal entry that audit entries name."""
        row = self._row(_LINE, origin, seq)
        return None if row is None else JournalLine(*row)

    def _audited(self, end: str, wanted: Filter) -> Sequence[AuditRow]:
        return tuple(audit_row(row) for row in self._rows(AUDIT + end, *wanted.parameters))

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
    *told, at, origin, seq = row
    values: Any = (*told, read_instant(at), origin, seq)
    return AuditRow(*values)
