"""Certificates, and the journal entries that anchor what is stored."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from prodsys_tui.domain.model import Certificate, ContractVersion, Ref
from prodsys_tui.services.reads.certificates import Anchor, AnchorProof
from prodsys_tui.store import journal
from prodsys_tui.store.codec import read_instant
from prodsys_tui.store.reads.base import MOST, Filter, Reader
from prodsys_tui.store.shapes import CONTRACT
from prodsys_tui.store.trust_shapes import CERTIFICATE

_ORIGIN = "SELECT 1 FROM journal WHERE origin = ? LIMIT 1"
_AT_ONCE: Final = 500
_CONTRACT = CONTRACT.select("WHERE t.uid = ?")
_OF_BATCH = CERTIFICATE.select(f"WHERE t.lote_id = ? ORDER BY t.numero LIMIT {MOST}")
_OF_HASH = CERTIFICATE.select("WHERE t.sha256 = ? ORDER BY t.id LIMIT 1")
_MADE_BY = (
    "SELECT j.origin, j.seq, j.prev_hash, j.hash, j.body FROM auditoria a "
    "JOIN journal j ON j.origin = a.origen AND j.seq = a.secuencia "
    "WHERE a.entidad = ? AND a.entidad_uid = ? AND a.accion = 'CREATE' ORDER BY a.id LIMIT 1"
)
_HASH = "SELECT hash, prev_hash FROM journal WHERE origin = ? AND seq = ?"
_ANCHORS = (
    'SELECT a.entidad_uid, a.id, a.entidad, a.accion, a.usuario, a."timestamp", a.motivo_cambio, j.origin, '
    "j.seq, j.prev_hash, j.hash FROM auditoria a "
    "JOIN journal j ON j.origin = a.origen AND j.seq = a.secuencia "
    "WHERE a.entidad_uid IN ({}) ORDER BY a.id LIMIT ?"
)
_RECORDS = "SELECT t.id, t.uid FROM registros_trabajo t JOIN bitacora_turno b ON b.id = t.bitacora_id "


class CertificateReads(Reader):
    """Queries of papers of proof."""

    def origin(self) -> str:
        """The origin of this installation."""
        return self._origin

    def knows_origin(self, origin: str) -> bool:
        """Whether the journal has entries of an origin."""
        return self._row(_ORIGIN, origin) is not None

    def contract_by_uid(self, uid: str) -> ContractVersion:
        """A contract version, in force or not; it never changes, so it is read once."""
        if uid not in self._contracts:
            found = self._one(CONTRACT, _CONTRACT, uid)
            if found is None:
                raise LookupError(uid)
            self._contracts[uid] = found
        return self._contracts[uid]

    def certificates(self, batch: Ref) -> Sequence[Certificate]:
        """The certificates of a batch, oldest first."""
        return self._many(CERTIFICATE, _OF_BATCH, batch.id)

    def certificate_of_hash(self, sha256: str) -> Certificate | None:
        """The certificate whose content has a hash."""
        return self._one(CERTIFICATE, _OF_HASH, sha256)

    def anchor_proof(self, certificate: Ref) -> AnchorProof | None:
        """The journal entry that made a certificate, with its neighbours in the chain."""
        row = self._row(_MADE_BY, CERTIFICATE.audit, certificate.uid)
        if row is None:
            return None
        origin, seq, prev_hash, own, body = row
        values = _made_with(bytes(body), certificate.uid)
        holds = own == journal.chained(prev_hash, bytes(body)) and self._in_chain(origin, seq, prev_hash, own)
        return AnchorProof(origin, seq, prev_hash, own, holds and bool(values), values)

    def anchors(self, uids: Sequence[str]) -> Sequence[Anchor]:
        """What happened to some rows, oldest first."""
        found: list[Any] = []
        for start in range(0, len(uids), _AT_ONCE):
            some = uids[start : start + _AT_ONCE]
            found += self._rows(_ANCHORS.format(", ".join("?" * len(some))), *some, MOST)
        rows = sorted(found, key=lambda row: row[1])
        return tuple(
            Anchor(uid, number, entity, action, person, read_instant(at), *rest)
            for uid, number, entity, action, person, at, *rest in rows
        )

    def record_uids(
        self, *, since: date | None, until: date | None, process_id: int | None, after: int, limit: int
    ) -> Sequence[tuple[int, str]]:
        """Id and uid of the work records of some shifts, by id."""
        wanted = Filter()
        wanted.since("t.id", after + 1)
        wanted.since("b.fecha_operativa", None if since is None else since.isoformat())
        wanted.until("b.fecha_operativa", None if until is None else until.isoformat())
        wanted.equal("t.proceso_id", process_id)
        found = self._rows(_RECORDS + wanted.newest(limit, "t.id"), *wanted.parameters)
        return tuple((number, uid) for number, uid in found)

    def _in_chain(self, origin: str, seq: int, prev_hash: str, own: str) -> bool:
        """Whether the entry before it has the hash that it follows on, and the one behind follows on it.

        The first entry of an origin follows on another's last one: nothing is looked up for it.
        """
        before = self._row(_HASH, origin, seq - 1)
        behind = self._row(_HASH, origin, seq + 1)
        follows = before[0] == prev_hash if before is not None else seq == 1
        return follows and (behind is None or behind[1] == own)


def _made_with(body: bytes, uid: str) -> dict[str, object]:
    """What a journal entry says that a row was made with; nothing when it cannot be read or does not say."""
    try:
        said = journal.said_by(journal.Entry("", 0, "", "", "", "", None, 0, body, "", "").document())
    except (ValueError, KeyError, TypeError):
        return {}
    made = (each for each in said.changes if each.uid == uid and each.op == journal.INSERT)
    return next((dict(each.values) for each in made), {})
