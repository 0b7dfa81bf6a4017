"""Batches and holds as lists show them."""

from collections.abc import Mapping, Sequence

from prodsys_tui.domain.model import Batch, BatchState, Hold, Ref, Result
from prodsys_tui.services.reads.batch_list import BatchBrief, BatchFigures
from prodsys_tui.store.codec import unscaled
from prodsys_tui.store.reads.base import Filter, Reader
from prodsys_tui.store.reads.corrected import QUANTITY
from prodsys_tui.store.shapes import BATCH
from prodsys_tui.store.trust_shapes import HOLD

_PROCESS = "(SELECT o.proceso_id FROM orden_produccion o WHERE o.id = t.orden_produccion_id)"
_MADE_BY = "EXISTS (SELECT 1 FROM registros_trabajo r WHERE r.lote_id = t.id AND r.maquina_id = ?)"
_FIGURES = " ".join(
    (
        "SELECT l.id, o.proceso_id, o.producto, b.turno, (SELECT coalesce(sum(",
        QUANTITY,
        "), 0) FROM registros_trabajo a WHERE a.lote_id = l.id),",
        "(SELECT count(*) FROM retencion h WHERE h.lote_id = l.id AND h.terminada_en IS NULL",
        "AND (h.maquina_id IS NOT NULL OR h.rollo IS NOT NULL))",
        "FROM lotes l JOIN orden_produccion o ON o.id = l.orden_produccion_id",
        "JOIN bitacora_turno b ON b.id = l.bitacora_id WHERE l.id IN ({0})",
    )
)
_MACHINES = (
    "SELECT DISTINCT m.codigo FROM registros_trabajo r JOIN maquinas m ON m.id = r.maquina_id "
    "WHERE r.lote_id = ? ORDER BY m.codigo LIMIT ?"
)
_CONSUMERS = (
    "SELECT DISTINCT coalesce(l.codigo_lote, m.codigo) AS codigo FROM telar_consumo_lote c "
    "JOIN maquinas m ON m.id = c.maquina_id JOIN registros_trabajo r ON r.id = c.registro_trabajo_id "
    "LEFT JOIN lotes l ON l.id = r.lote_id WHERE c.lote_id = ? ORDER BY codigo LIMIT ?"
)
_FAILING = "coalesce(sum(CASE WHEN t.resultado <> ? THEN 1 ELSE 0 END), 0)"
_UNCORRECTED = "NOT EXISTS (SELECT 1 FROM muestras c WHERE c.corrige_id = t.id)"
_NAMED = " ".join(("SELECT count(*),", _FAILING, "FROM muestras t WHERE t.lote_id = ? AND", _UNCORRECTED))
_BESIDE = " ".join(
    (
        *("SELECT count(*),", _FAILING, "FROM lotes l"),
        "JOIN orden_produccion o ON o.id = l.orden_produccion_id",
        "JOIN muestras t ON t.bitacora_id = l.bitacora_id AND t.proceso_id = o.proceso_id",
        "WHERE l.id = ? AND t.lote_id IS NULL",
        "AND (t.orden_produccion_id IS NULL OR t.orden_produccion_id = l.orden_produccion_id)",
        "AND (t.maquina_id IS NULL OR t.maquina_id IN",
        "(SELECT r.maquina_id FROM registros_trabajo r WHERE r.lote_id = l.id)) AND",
        _UNCORRECTED,
    )
)
"""As ``domain.certificate.stands_behind`` says: one that names no batch speaks of what its place made."""
_OF_ROLL = BATCH.select(
    "WHERE t.id = (SELECT r.lote_id FROM rollo x JOIN registros_trabajo r ON r.id = x.registro_trabajo_id "
    "WHERE x.codigo = upper(?) AND r.lote_id IS NOT NULL ORDER BY x.id DESC LIMIT 1)"
)


class BatchListReads(Reader):
    """Queries of lists of batches."""

    def listed_batches(
        self,
        *,
        states: Sequence[BatchState] = (),
        process_id: int | None = None,
        order: Ref | None = None,
        machine: Ref | None = None,
        before: Ref | None = None,
        limit: int = 200,
    ) -> Sequence[Batch]:
        """Batches, newest first."""
        wanted = Filter()
        wanted.among("t.estado", [state.value for state in states])
        wanted.equal("t.orden_produccion_id", None if order is None else order.id)
        wanted.equal(_PROCESS, process_id)
        wanted.holding(_MADE_BY, None if machine is None else machine.id)
        wanted.before(before)
        return self._many(BATCH, BATCH.select(wanted.newest(limit)), *wanted.parameters)

    def batch_figures(self, batches: Sequence[Ref]) -> Mapping[int, BatchFigures]:
        """What a list says of each of some batches."""
        if not batches:
            return {}
        sql = _FIGURES.format(", ".join("?" * len(batches)))
        rows = self._rows(sql, *(batch.id for batch in batches))
        return {
            id_: BatchFigures(process, product, turn, unscaled(quantity), parts)
            for id_, process, product, turn, quantity, parts in rows
        }

    def batch_brief(self, batch: Ref, most: int = 50) -> BatchBrief:
        """Where a batch came from and went."""
        machines, consumers = (
            tuple(code for (code,) in self._rows(sql, batch.id, most)) for sql in (_MACHINES, _CONSUMERS)
        )
        complies = Result.COMPLIES.value
        counts = [self._row(sql, complies, batch.id) for sql in (_NAMED, _BESIDE)]
        samples, failing = map(sum, zip(*counts, strict=True))
        return BatchBrief(machines, consumers, samples, failing)

    def batch_of_roll(self, code: str) -> Batch | None:
        """The batch of the last roll of a code."""
        return self._one(BATCH, _OF_ROLL, code)

    def listed_holds(
        self,
        *,
        ended: bool | None = None,
        batch: Ref | None = None,
        after: Ref | None = None,
        limit: int = 50,
    ) -> Sequence[Hold]:
        """Holds page by page: of those that last the oldest first, else the newest."""
        wanted = Filter()
        wanted.equal("t.lote_id", None if batch is None else batch.id)
        if ended is False:
            wanted.missing("t.terminada_en")
            wanted.holding("t.id > ?", None if after is None else after.id)
            return self._many(HOLD, HOLD.select(wanted.newest(limit, "t.id")), *wanted.parameters)
        if ended:
            wanted.present("t.terminada_en")
        wanted.before(after)
        return self._many(HOLD, HOLD.select(wanted.newest(limit)), *wanted.parameters)
