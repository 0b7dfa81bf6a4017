"""What the quality reports ask: samples by analysis date, batches by production date, changes of state.

Every statement walks the index of its date; ``|| ''`` and ``+`` keep the engine from walking another
one, which would read all the years.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Final

from prodsys_tui.domain.batch.coverage import MadeBatch
from prodsys_tui.domain.batch.dwell import Life
from prodsys_tui.domain.model import BatchState, Sample
from prodsys_tui.domain.quality.rejection import REJECTED, By, Cut, Tally
from prodsys_tui.services.reads.quality_report import StateCount
from prodsys_tui.store.codec import instant_text, read_instant
from prodsys_tui.store.reads.base import MOST, Reader
from prodsys_tui.store.shapes import SAMPLE

MOST_BATCHES: Final = 100_000
"""The most batches of one report."""

_KEYS: Final[Mapping[By, tuple[str, str]]] = {
    By.PROCESS: ("+t.proceso_id", "k"),
    By.MACHINE: ("+t.maquina_id", "(SELECT codigo FROM maquinas WHERE id = k)"),
    By.PARAMETER: ("t.parametro || ''", "k"),
    By.PERSON: ("t.usuario_modificacion", "k"),
    By.TURN: ("+t.bitacora_id", "(SELECT turno FROM bitacora_turno WHERE id = k)"),
    By.DAY: ("t.fecha_analisis", "k"),
    By.ORDER: ("+t.orden_produccion_id", "(SELECT codigo_orden FROM orden_produccion WHERE id = k)"),
    By.RESULT: ("t.resultado", "k"),
}
"""What samples are grouped by, and the key that people know it by."""

_TESTS: Final[Mapping[By, str]] = {
    By.PROCESS: "t.proceso_id = ?",
    By.MACHINE: "+t.maquina_id IS NOT DISTINCT FROM (SELECT id FROM maquinas WHERE codigo = ?)",
    By.PARAMETER: "t.parametro || '' = ?",
    By.PERSON: "coalesce(t.usuario_modificacion, '') = ?",
    By.TURN: "(SELECT turno FROM bitacora_turno WHERE id = t.bitacora_id) = ?",
    By.DAY: "t.fecha_analisis = ?",
    By.ORDER: (
        "+t.orden_produccion_id IS NOT DISTINCT FROM (SELECT id FROM orden_produccion WHERE codigo_orden = ?)"
    ),
    By.RESULT: "t.resultado = ?",
}

_BAD: Final = ", ".join(f"'{result.value}'" for result in REJECTED)
_TALLIES: Final = " ".join(
    (
        "SELECT coalesce(CAST({key} AS TEXT), ''), CAST(sum(n) AS BIGINT), CAST(sum(bad) AS BIGINT) FROM (",
        "SELECT {group} AS k, count(*) AS n,",
        f"sum(CASE WHEN t.resultado IN ({_BAD}) THEN 1 ELSE 0 END) AS bad",
        "FROM muestras t WHERE {where} GROUP BY {group}) g GROUP BY 1 LIMIT ?",
    )
)
_STATES: Final = (
    "SELECT estado || '', count(*), avg(julianday(updated_at) - julianday(created_at)) FROM lotes "
    "WHERE fecha_produccion >= ? GROUP BY estado || '' ORDER BY estado || ''"
)
_MADE: Final = (
    "SELECT l.id, l.codigo_lote, o.proceso_id, l.fecha_produccion, l.estado, l.created_at, l.updated_at, "
    "(SELECT count(*) FROM telar_consumo_lote c WHERE c.lote_id = l.id) FROM lotes l "
    "JOIN orden_produccion o ON o.id = +l.orden_produccion_id WHERE l.fecha_produccion >= ?"
)
_LIVES: Final = (
    "SELECT l.codigo_lote, o.proceso_id, l.created_at, h.estado_nuevo, h.changed_at FROM lotes l "
    "JOIN orden_produccion o ON o.id = l.orden_produccion_id "
    "LEFT JOIN lote_historial_estado h ON h.lote_id = l.id WHERE l.id IN ("
    "SELECT +lote_id FROM lote_historial_estado WHERE changed_at >= ? UNION ALL "
    "SELECT id FROM lotes WHERE estado IN (?, ?))"
)


class ReportReads(Reader):
    """Queries of the quality reports."""

    def tallies(self, since: date, by: By, cut: Cut) -> Sequence[Tally]:
        """Samples and rejections by analysis date from a day on, of a cut, in no order."""
        group, key = _KEYS[by]
        where, parameters = _where(since, cut)
        rows = self._rows(_TALLIES.format(key=key, group=group, where=where), *parameters, MOST)
        return tuple(Tally(*row) for row in rows)

    def samples_of(
        self, since: date, cut: Cut, *, rejected: bool, before: Sample | None = None, limit: int = 200
    ) -> Sequence[Sample]:
        """The samples of a cut, or the rejected ones alone, the newest analysis date first."""
        where, parameters = _where(since, cut)
        if rejected:
            where += f" AND t.resultado IN ({_BAD})"
        if before is not None:
            day = before.analysis_date.isoformat()
            where += " AND t.fecha_analisis <= ? AND (t.fecha_analisis < ? OR t.id < ?)"
            parameters += [day, day, before.ref.id]
        rest = f"WHERE {where} ORDER BY t.fecha_analisis DESC, t.id DESC LIMIT ?"
        return self._many(SAMPLE, SAMPLE.select(rest), *parameters, limit)

    def state_counts(self, since: date) -> Sequence[StateCount]:
        """The batches that were made from a day on, by state."""
        rows = self._rows(_STATES, since.isoformat())
        return tuple(StateCount(BatchState(state), count, days) for state, count, days in rows)

    def batches_made(
        self, since: date, *, process_id: int | None = None, state: BatchState | None = None
    ) -> Sequence[MadeBatch]:
        """The batches that were made from a day on, oldest first."""
        sql = _MADE
        parameters: list[object] = [since.isoformat()]
        narrowed = {"o.proceso_id": process_id, "l.estado || ''": state and state.value}
        for column, value in narrowed.items():
            if value is not None:
                sql += f" AND {column} = ?"
                parameters.append(value)
        rows = self._rows(f"{sql} ORDER BY l.fecha_produccion, l.id LIMIT ?", *parameters, MOST_BATCHES)
        return tuple(
            MadeBatch(
                id_,
                code,
                process,
                date.fromisoformat(day),
                BatchState(state_now),
                read_instant(made),
                None if changed is None else read_instant(changed),
                consumed,
            )
            for id_, code, process, day, state_now, made, changed, consumed in rows
        )

    def lives(self, since: datetime, process_id: int | None = None) -> Sequence[Life]:
        """The batches that changed since an instant, or are not closed, with all changes of their state."""
        sql = _LIVES
        parameters: list[object] = [instant_text(since), BatchState.ACTIVE.value, BatchState.HELD.value]
        if process_id is not None:
            sql += " AND o.proceso_id = ?"
            parameters.append(process_id)
        rows = self._rows(f"{sql} ORDER BY l.id, h.id LIMIT ?", *parameters, MOST_BATCHES)
        return tuple(
            Life(
                *(code, process, read_instant(made)),
                tuple((BatchState(after), read_instant(at)) for *_, after, at in own if at is not None),
            )
            for (code, process, made), own in groupby(rows, lambda row: row[:3])
        )


def _where(since: date, cut: Cut) -> tuple[str, list[object]]:
    tests = ["t.fecha_analisis >= ?", *(_TESTS[by] for by in cut)]
    values = (int(key) if by is By.PROCESS else key for by, key in cut.items())
    return " AND ".join(tests), [since.isoformat(), *values]
