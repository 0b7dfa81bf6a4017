"""P3: the trace of a batch, and the whole genealogy of 10,000 linked batches, against raw queries."""

from collections.abc import Iterator
from pathlib import Path

from prodsys_tui.domain.lineage.genealogy import Way
from prodsys_tui.services.lineage.genealogy import genealogy, trace
from tests.bench.harness import Outcome, in_turns
from tests.bench.linked import link_batches
from tests.bench.plants import demonstration, opened
from tests.bench.reference import connect

LOTE = (
    "SELECT l.id, l.codigo_lote, o.codigo_orden, l.fecha_produccion, l.estado FROM lotes l"
    " JOIN orden_produccion o ON o.id = l.orden_produccion_id WHERE l.codigo_lote = ?1"
)
CONSUMOS = (
    "SELECT m.codigo, b.fecha_operativa, b.turno FROM telar_consumo_lote c"
    " JOIN maquinas m ON m.id = c.maquina_id JOIN bitacora_turno b ON b.id = c.bitacora_id"
    " WHERE c.lote_id = ?1 ORDER BY b.fecha_operativa, c.id"
)
HISTORIAL = (
    "SELECT estado_anterior, estado_nuevo, comentario, changed_by, changed_at FROM lote_historial_estado"
    " WHERE lote_id = ?1 ORDER BY id"
)
WHOLE = (
    "WITH RECURSIVE g(id) AS (SELECT id FROM lotes WHERE codigo_lote = ?1 UNION SELECT r.lote_id FROM g"
    " JOIN telar_consumo_lote c ON c.lote_id = g.id JOIN registros_trabajo r ON r.id = c.registro_trabajo_id)"
    " SELECT c.lote_id, l.id, l.codigo_lote, o.proceso_id, o.codigo_orden, o.producto, s.codigo, b.turno,"
    " l.fecha_produccion, l.estado, m.codigo, d.turno, d.fecha_operativa, c.estaba_pausado,"
    " c.antes_de_retencion FROM g CROSS JOIN telar_consumo_lote c CROSS JOIN registros_trabajo r"
    " CROSS JOIN lotes l JOIN orden_produccion o ON o.id = l.orden_produccion_id"
    " JOIN bitacora_turno b ON b.id = l.bitacora_id JOIN sitio s ON s.id = b.sitio_id"
    " JOIN maquinas m ON m.id = c.maquina_id JOIN bitacora_turno d ON d.id = c.bitacora_id"
    " WHERE c.lote_id = g.id AND r.id = c.registro_trabajo_id AND l.id = r.lote_id"
)
"""Every link with what it leads to: the same that ours answers."""
BATCHES = 10_000
FIRST = "LINK-000001"
TRACE_GOAL, WHOLE_GOAL = 4.0, 3.0
REPEATS = 20


def run(folder: Path) -> Iterator[Outcome]:
    """The seed's three queries, then everything that came of one batch, with its levels."""
    plant, path = demonstration(folder)
    raw = connect(path, "FULL")
    code = raw.execute(
        "SELECT codigo_lote FROM lotes WHERE id = (SELECT min(lote_id) FROM lote_historial_estado)"
    ).fetchone()[0]

    def ours() -> object:
        with plant.read() as reads:
            return trace(reads, code)

    def traced() -> object:
        lote = raw.execute(LOTE, (code,)).fetchone()
        rest = [raw.execute(query, (lote[0],)).fetchall() for query in (CONSUMOS, HISTORIAL)]
        return lote, *rest

    mine, theirs = in_turns(ours, traced)
    yield Outcome("P3", "trace of a batch", mine, theirs, "ms", TRACE_GOAL)
    link_batches(path, BATCHES)
    linked = opened(path)

    def whole() -> object:
        with linked.read() as reads:
            return genealogy(reads, FIRST, Way.DOWN).walk(Way.DOWN)

    def rows() -> object:
        raw.execute("BEGIN")
        found = raw.execute(WHOLE, (FIRST,)).fetchall()
        raw.execute("COMMIT")
        return found

    mine, theirs = in_turns(whole, rows, REPEATS)
    yield Outcome("P3", f"genealogy of {BATCHES:,} linked batches", mine, theirs, "ms", WHOLE_GOAL)
