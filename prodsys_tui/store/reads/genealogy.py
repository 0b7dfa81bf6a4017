"""Lineage: every link above or below some batches by one recursive statement, and what the nodes are.

The statements name their tables in the order in which they are to be walked (``CROSS JOIN``): from the
batches that were reached to their links, never through all links of the plant. ``w`` stands for the two
tables that link batches, so that one recursive term reads both.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from prodsys_tui.domain.lineage.genealogy import Kind, Link, Node
from prodsys_tui.domain.model import BatchState
from prodsys_tui.services.rows import BatchFacts, Named, NamedThing
from prodsys_tui.store.codec import UNREADABLE, UnreadableError, unscaled
from prodsys_tui.store.reads.base import MOST, Reader
from prodsys_tui.store.reads.corrected import QUANTITY

_AT_ONCE: Final = 500
"""Batches in one statement that asks what they are."""
_BEHIND: Final = 20
"""Rolls of one code that are looked at, the newest: their codes come again with the years."""
_STARTS: Final = 5000
"""Batches that one recursive statement begins with."""

_ABOVE: Final = (
    "WITH RECURSIVE g(id) AS (SELECT id FROM lotes WHERE id IN ({starts}) UNION "
    "SELECT coalesce(c.lote_id, u.lote_id) FROM g CROSS JOIN registros_trabajo r "
    "CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 2) w "
    "LEFT JOIN telar_consumo_lote c ON w.n = 1 AND c.registro_trabajo_id = r.id "
    "LEFT JOIN rollo_consumido u ON w.n = 2 AND u.registro_trabajo_id = r.id "
    "WHERE r.lote_id = g.id AND coalesce(c.lote_id, u.lote_id) IS NOT NULL)"
)
_BELOW: Final = (
    "WITH RECURSIVE g(id) AS (SELECT id FROM lotes WHERE id IN ({starts}) UNION "
    "SELECT r.lote_id FROM g CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 2) w "
    "LEFT JOIN telar_consumo_lote c ON w.n = 1 AND c.lote_id = g.id "
    "LEFT JOIN rollo_consumido u ON w.n = 2 AND u.lote_id = g.id CROSS JOIN registros_trabajo r "
    "WHERE r.id = coalesce(c.registro_trabajo_id, u.registro_trabajo_id) AND r.lote_id IS NOT NULL)"
)
_LOT: Final = "k.tipo || ',' || k.marca || ',' || k.codigo"
_NAMELESS: Final = "CASE WHEN r.lote_id IS NULL THEN r.uid END"
_CONSUMED: Final = (
    "SELECT c.lote_id, r.lote_id, r.id, m.codigo, b.turno, b.fecha_operativa, CAST(NULL AS TEXT), "
    "CAST(NULL AS NUMERIC), c.estaba_pausado, c.antes_de_retencion,"
)
_USED: Final = "r.lote_id, r.id, m.codigo, b.turno, b.fecha_operativa, u.codigo, CAST(NULL AS NUMERIC), 0, 0,"
_MIXED: Final = (
    "r.lote_id, r.id, m.codigo, b.turno, b.fecha_operativa, CAST(NULL AS TEXT), z.porcentaje, 0, 0,"
)
_MACHINE_OF_USE: Final = "LEFT JOIN maquinas m ON m.id = c.maquina_id"
_MACHINE: Final = "LEFT JOIN maquinas m ON m.id = r.maquina_id"

_LINKS_ABOVE: Final = " ".join(
    (
        *(_ABOVE, _CONSUMED, "CAST(NULL AS TEXT)"),
        "FROM g CROSS JOIN registros_trabajo r CROSS JOIN telar_consumo_lote c CROSS JOIN bitacora_turno b",
        _MACHINE_OF_USE,
        "WHERE r.lote_id = g.id AND c.registro_trabajo_id = r.id AND b.id = c.bitacora_id",
        *("UNION ALL SELECT u.lote_id,", _USED, "CAST(NULL AS TEXT)"),
        "FROM g CROSS JOIN registros_trabajo r CROSS JOIN rollo_consumido u CROSS JOIN bitacora_turno b",
        _MACHINE,
        "WHERE r.lote_id = g.id AND u.registro_trabajo_id = r.id AND b.id = r.bitacora_id",
        *("UNION ALL SELECT z.material_lote_id,", _MIXED, _LOT),
        "FROM g CROSS JOIN registros_trabajo r CROSS JOIN mezcla z CROSS JOIN material_lote k",
        *("CROSS JOIN bitacora_turno b", _MACHINE),
        "WHERE r.lote_id = g.id AND z.registro_trabajo_id = r.id AND k.id = z.material_lote_id",
        "AND b.id = r.bitacora_id",
    )
)
_LINKS_BELOW: Final = " ".join(
    (
        *(_BELOW, _CONSUMED, _NAMELESS),
        "FROM g CROSS JOIN telar_consumo_lote c CROSS JOIN registros_trabajo r CROSS JOIN bitacora_turno b",
        _MACHINE_OF_USE,
        "WHERE c.lote_id = g.id AND r.id = c.registro_trabajo_id AND b.id = c.bitacora_id",
        *("UNION ALL SELECT u.lote_id,", _USED, _NAMELESS),
        "FROM g CROSS JOIN rollo_consumido u CROSS JOIN registros_trabajo r CROSS JOIN bitacora_turno b",
        _MACHINE,
        "WHERE u.lote_id = g.id AND r.id = u.registro_trabajo_id AND b.id = r.bitacora_id",
    )
)
_MADE_WITH: Final = " ".join(
    (
        *("SELECT 0,", _MIXED, _NAMELESS, "FROM mezcla z"),
        "JOIN registros_trabajo r ON r.id = z.registro_trabajo_id",
        *("JOIN bitacora_turno b ON b.id = r.bitacora_id", _MACHINE),
        "WHERE z.material_lote_id = ? ORDER BY z.id",
    )
)
_USED_UNKNOWN: Final = " ".join(
    (
        *("SELECT 0,", _USED, _NAMELESS, "FROM rollo_consumido u"),
        "JOIN registros_trabajo r ON r.id = u.registro_trabajo_id",
        *("JOIN bitacora_turno b ON b.id = r.bitacora_id", _MACHINE),
        "WHERE u.codigo = ? AND u.lote_id IS NULL ORDER BY u.id",
    )
)
_NODES: Final = (
    "SELECT l.id, l.codigo_lote, o.proceso_id, o.codigo_orden, o.producto, s.codigo, b.turno, "
    "l.fecha_produccion, l.estado FROM lotes l JOIN orden_produccion o ON o.id = l.orden_produccion_id "
    "JOIN bitacora_turno b ON b.id = l.bitacora_id JOIN sitio s ON s.id = b.sitio_id WHERE l.id IN ({0})"
)
_SAMPLES_OF: Final = (
    "(SELECT count(*) FROM muestras x WHERE x.lote_id = l.id{0}) + (SELECT count(*) FROM muestras x "
    "WHERE x.bitacora_id = l.bitacora_id AND x.proceso_id = o.proceso_id "
    "AND x.orden_produccion_id = l.orden_produccion_id AND x.lote_id IS NULL{0})"
)
"""Those that name a batch, and those of its shift and order that name none."""
_OPEN: Final = (
    " AND x.resultado <> 'Cumple' AND NOT EXISTS (SELECT 1 FROM muestra_disposicion d "
    "WHERE d.muestra_id = x.id) AND NOT EXISTS (SELECT 1 FROM muestras y WHERE y.corrige_id = x.id)"
)
_FACTS: Final = ", ".join(
    (
        "SELECT l.id",
        " ".join(("(SELECT sum(", QUANTITY, ") FROM registros_trabajo a WHERE a.lote_id = l.id)")),
        _SAMPLES_OF.format(""),
        _SAMPLES_OF.format(_OPEN),
        "(SELECT count(*) FROM rollo q JOIN registros_trabajo r ON r.id = q.registro_trabajo_id "
        "WHERE r.lote_id = l.id) "
        "FROM lotes l JOIN orden_produccion o ON o.id = l.orden_produccion_id WHERE l.id IN ({0})",
    )
)
_BATCH_NAMED: Final = "SELECT id, codigo_lote FROM lotes WHERE codigo_lote = upper(?)"
_ORDER_NAMED: Final = "SELECT id, codigo_orden FROM orden_produccion WHERE codigo_orden = upper(?)"
_ORDER_BATCHES: Final = "SELECT id FROM lotes WHERE orden_produccion_id = ? ORDER BY correlativo"
_USED_ROLLS: Final = (
    "SELECT l.id, l.codigo_lote FROM rollo q JOIN registros_trabajo r ON r.id = q.registro_trabajo_id "
    "JOIN lotes l ON l.id = r.lote_id WHERE q.codigo = upper(?) ORDER BY q.id DESC LIMIT ?"
)
_UNKNOWN_ROLL: Final = "SELECT codigo FROM rollo_consumido WHERE codigo = upper(?) LIMIT 1"
_MATERIALS_NAMED: Final = " ".join(
    (
        *("SELECT k.id,", _LOT, "FROM material_lote k WHERE lower(k.codigo) = lower(?)"),
        *("OR lower(", _LOT, ") = lower(?) ORDER BY k.id LIMIT ?"),
    )
)
_SAMPLES_NAMED: Final = (
    "SELECT x.id, x.uid, coalesce(x.lote_id, (SELECT l.id FROM lotes l WHERE l.bitacora_id = x.bitacora_id "
    "AND l.orden_produccion_id = x.orden_produccion_id)) FROM muestras x WHERE {0} ORDER BY x.id LIMIT ?"
)
_SAMPLE_UID: Final = _SAMPLES_NAMED.format("x.uid = ?")
_SAMPLE_CODE: Final = _SAMPLES_NAMED.format(
    "lower(x.codigo_muestra) = lower(?) AND x.codigo_muestra IS NOT NULL"
)
_HELD: Final = (
    "SELECT h.lote_id, h.rollo, m.codigo FROM retencion h LEFT JOIN maquinas m ON m.id = h.maquina_id "
    "WHERE h.lote_id IN ({0}) AND h.terminada_en IS NULL ORDER BY h.id"
)


class GenealogyReads(Reader):
    """Queries of lineage."""

    def named(self, code: str) -> Sequence[NamedThing]:
        """Everything that a code may mean, a batch first."""
        found = [NamedThing(Named.BATCH, key, name, (key,)) for key, name in self._rows(_BATCH_NAMED, code)]
        found += [
            NamedThing(Named.ORDER, key, name, tuple(row[0] for row in self._rows(_ORDER_BATCHES, key)))
            for key, name in self._rows(_ORDER_NAMED, code)
        ]
        found += self._rolls(code)
        found += [
            NamedThing(Named.MATERIAL, key, name)
            for key, name in self._rows(_MATERIALS_NAMED, code, code, MOST)
        ]
        samples = self._rows(_SAMPLE_UID, code, 1) or self._rows(_SAMPLE_CODE, code, MOST)
        found += [
            NamedThing(Named.SAMPLE, key, uid, () if batch is None else (batch,))
            for key, uid, batch in samples
        ]
        return found

    def _rolls(self, code: str) -> list[NamedThing]:
        """The roll of a code; where several batches have one of that code, the batches, the newest first."""
        behind = dict(self._rows(_USED_ROLLS, code, _BEHIND))
        if len(behind) > 1:
            return [NamedThing(Named.BATCH, key, name, (key,)) for key, name in behind.items()]
        if behind or self._rows(_UNKNOWN_ROLL, code):
            return [NamedThing(Named.ROLL, 0, code.upper(), tuple(behind))]
        return []

    def made_with(self, thing: NamedThing) -> tuple[Sequence[Link], Sequence[Node]]:
        """The links from a supplier's lot, or a roll that nobody knows, to what was made with it.

        Its own node, of key 0, comes first.
        """
        if thing.kind is Named.MATERIAL:
            links, others = _linked(self._rows(_MADE_WITH, thing.id), up=False)
            return links, (Node(0, Kind.MATERIAL, thing.code), *others)
        links, others = _linked(self._rows(_USED_UNKNOWN, thing.code), up=False)
        return links, (Node(0, Kind.ROLL, thing.code), *others)

    def links_above(self, batches: Sequence[int]) -> tuple[Sequence[Link], Sequence[Node]]:
        """Every link above some batches, and the nodes in them that are no batches."""
        return _linked(self._of_all(_LINKS_ABOVE, batches), up=True)

    def links_below(self, batches: Sequence[int]) -> tuple[Sequence[Link], Sequence[Node]]:
        """Every link below some batches, and the nodes in them that are no batches."""
        return _linked(self._of_all(_LINKS_BELOW, batches), up=False)

    def lineage_nodes(self, batches: Sequence[int]) -> Sequence[Node]:
        """The nodes of some batches."""
        try:
            return [
                Node(key, Kind.BATCH, code, process, order, product, site, turn, _DAY(day), _STATES[state])
                for key, code, process, order, product, site, turn, day, state in self._chunked(
                    _NODES, batches
                )
            ]
        except UNREADABLE as error:
            raise UnreadableError("lotes") from error

    def batch_facts(self, batches: Sequence[int]) -> Sequence[BatchFacts]:
        """What is to be told of some batches beside their nodes."""
        parts: dict[int, list[str]] = {}
        for batch, roll, machine in self._chunked(_HELD, batches):
            parts.setdefault(batch, []).append(roll or machine or "")
        return [
            BatchFacts(
                batch,
                unscaled(quantity or 0),
                samples,
                deviations,
                rolls,
                len(parts.get(batch, ())),
                tuple(filter(None, parts.get(batch, ()))),
            )
            for batch, quantity, samples, deviations, rolls in self._chunked(_FACTS, batches)
        ]

    def _of_all(self, sql: str, starts: Sequence[int]) -> list[Any]:
        """The rows of a recursive statement; many starts take several, which may meet one link twice."""
        if len(starts) <= _STARTS:
            return self._rows(sql.format(starts=_marks(len(starts))), *starts) if starts else []
        found: dict[Any, None] = {}
        for at in range(0, len(starts), _STARTS):
            found.update(dict.fromkeys(self._of_all(sql, starts[at : at + _STARTS])))
        return list(found)

    def _chunked(self, sql: str, batches: Sequence[int]) -> Iterable[Any]:
        """The rows of a statement about many batches; its text depends on no number of them but the last."""
        for at in range(0, len(batches), _AT_ONCE):
            some = batches[at : at + _AT_ONCE]
            yield from self._rows(sql.format(_marks(len(some))), *some)


_DAY: Final = date.fromisoformat
_STATES: Final = {state.value: state for state in BatchState}


def _marks(number: int) -> str:
    return ", ".join("?" * number)


def _linked(rows: list[Any], *, up: bool) -> tuple[Sequence[Link], Sequence[Node]]:
    """The links of rows, and the nodes that the store has no batch for: they get numbers below zero.

    Above the odd ones, below the even ones, so that both ways go together.
    """
    ends: dict[tuple[Kind, object], Node] = {}

    def end(kind: Kind, key: object, code: str) -> int:
        node = ends.get((kind, key))
        if node is None:
            node = ends[kind, key] = Node(-2 * len(ends) - (1 if up else 2), kind, code)
        return node.key

    links: list[Link] = []
    keep = links.append
    try:
        for parent, child, record, machine, turn, day, roll, percent, held, before, name in rows:
            part = None if percent is None else unscaled(percent)
            if name is not None or parent is None:
                if not up:
                    child = end(Kind.RECORD, record, name)  # noqa: PLW2901 - a node stands in for it
                elif name is not None:
                    parent = end(Kind.MATERIAL, parent, name)  # noqa: PLW2901 - as above
                else:
                    parent = end(Kind.ROLL, roll, roll)  # noqa: PLW2901 - as above
            keep(Link(parent, child, record, machine, turn, _DAY(day), roll, part, bool(held), bool(before)))
    except UNREADABLE as error:
        raise UnreadableError("telar_consumo_lote") from error
    return links, tuple(ends.values())
