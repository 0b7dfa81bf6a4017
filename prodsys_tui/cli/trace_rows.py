"""Genealogy, recall list and drills as rows of an answer."""

from collections import defaultdict
from typing import TYPE_CHECKING, cast

from prodsys_tui.cli.rows import Row
from prodsys_tui.domain.lineage.genealogy import Genealogy, Link, Step, Way, short_code
from prodsys_tui.domain.lineage.lineage_tree import LineageTree
from prodsys_tui.domain.lineage.recall import percent
from prodsys_tui.text.safe import joined, safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from prodsys_tui.cli.desk import Desk
    from prodsys_tui.domain.lineage.recall import Recall, RecallLine
    from prodsys_tui.domain.model import Drill
    from prodsys_tui.services.lineage.drills import DrillStory
    from prodsys_tui.services.ports import Reads
    from prodsys_tui.services.rows import BatchFacts

NODE_COLUMNS = (
    *("sentido", "nivel", "codigo", "proceso_id", "producto", "fecha_produccion", "turno", "estado"),
    *("cantidad", "unidad", "muestras", "desviaciones_abiertas", "de"),
)
TREE_COLUMNS = ("nivel", "codigo", "fecha_produccion", "estado", "cantidad")
RECALL_COLUMNS = (
    *("situacion", "codigo_lote", "cantidad", "unidad", "fecha_produccion", "maquinas", "consumido_en"),
)
TOTAL_COLUMNS = ("situacion", "proceso_id", "lotes", "cantidad", "unidad")
DRILL_COLUMNS = (
    *("objeto", "estado", "inicio", "fin", "minutos", "lotes", "localizados", "porcentaje"),
    *("iniciado_por", "terminado_por", "nota", "uid"),
)
FIND_COLUMNS = (
    *("localizado", "codigo_lote", "situacion", "proceso_id", "cantidad", "unidad", "ubicacion"),
    "cantidad_localizada",
)
MOST_SHOWN = 500
"""Lines of a tree that a terminal shows from each end; a pipe and JSON get all."""
DEEPEST = 8
"""How deep a line is indented; how far it is its level tells."""


def units_of(desk: "Desk", reads: "Reads") -> "Mapping[int, str]":
    """The unit of each process."""
    return {each.contract.id: each.contract.unit for each in desk.plant.contracts.all(reads)}


def lineage_rows(
    lineage: Genealogy, way: Way, facts: "Mapping[int, BatchFacts]", units: "Mapping[int, str]"
) -> list[Row]:
    """Every node one way, the nearest first: flat, so that a chain may be as long as it likes."""
    links: defaultdict[int, list[Link]] = defaultdict(list)
    for link in lineage.above if way is Way.UP else lineage.below:
        links[link.parent if way is Way.UP else link.child].append(link)
    steps = sorted(lineage.walk(way), key=lambda step: (step.level, step.node.code))
    return [
        {
            **_node_row(step, facts.get(step.node.key), units),
            "de": [lineage.nodes[key].code for key in step.via],
            "enlaces": [_link_row(lineage, way, link) for link in links[step.node.key]],
            "circulo": step.node.key in lineage.circle,
        }
        for step in steps
    ]


def _node_row(step: "Step", facts: "BatchFacts | None", units: "Mapping[int, str]") -> Row:
    node = step.node
    row: Row = {
        "codigo": node.code,
        "tipo": node.kind.value,
        "nivel": step.level,
        "proceso_id": node.process_id,
        "codigo_orden": node.order,
        "producto": node.product,
        "sitio": node.site,
        "turno": node.turn,
        "fecha_produccion": node.day,
        "estado": node.state.value if node.state is not None else None,
    }
    if facts is not None:
        row |= {
            "cantidad": facts.quantity,
            "unidad": units.get(node.process_id or 0),
            "muestras": facts.samples,
            "desviaciones_abiertas": facts.deviations,
            "rollos": facts.rolls,
            "retenciones": facts.holds,
            "partes_retenidas": list(facts.held_parts),
        }
    return row


def _link_row(lineage: Genealogy, way: Way, link: Link) -> Row:
    """What tells how a node hangs together with the one that leads to it."""
    return {
        "de": lineage.nodes[link.child if way is Way.UP else link.parent].code,
        "maquina": link.machine,
        "fecha_operativa": link.day,
        "turno": link.turn,
        "rollo": link.roll,
        "porcentaje": link.percent,
        "estaba_pausado": link.held,
        "antes_de_retencion": link.before_hold,
    }


def tree_rows(desk: "Desk", lineage: Genealogy, way: Way, facts: "Mapping[int, BatchFacts]") -> list[Row]:
    """One way as a tree for a terminal: as many lines as one reads."""
    tree = LineageTree(lineage, way)
    for at, line in reversed(list(enumerate(tree.lines))):
        if not line.depth:
            tree.open_all(at, MOST_SHOWN)
    shown = range(min(len(tree.lines), MOST_SHOWN))
    return [_tree_row(desk, tree, at, facts.get(tree.lines[at].key)) for at in shown]


def _tree_row(desk: "Desk", tree: LineageTree, at: int, facts: "BatchFacts | None") -> Row:
    line, node = tree.lines[at], tree.node(at)
    code = safe("  " * min(line.depth, DEEPEST) + short_code(node))
    if line.mark:
        code = joined((code, desk.texts(f"trace.mark.{line.mark}")))
    elif line.opens:
        code = joined((code, desk.texts("trace.mark.more")))
    return {**_node_row(Step(node, line.depth, ()), facts, {}), "codigo": code}


def flat_rows(desk: "Desk", rows: Row) -> list[Row]:
    """Both ways one after the other, with the way in each row."""
    ways = {"aguas_arriba": Way.UP, "aguas_abajo": Way.DOWN}
    return [
        {**row, "sentido": desk.texts(f"trace.way.{way}")}
        for name, way in ways.items()
        for row in cast("list[Row]", rows[name])
    ]


def recall_rows(recall: "Recall", units: "Mapping[int, str]") -> Row:
    """The recall list, its totals, and the records that belong to no batch."""
    totals = [
        {
            "situacion": standing.value,
            "proceso_id": process,
            "lotes": number,
            "cantidad": quantity,
            "unidad": units.get(process),
        }
        for standing, processes in recall.totals().items()
        for process, (number, quantity) in processes.items()
    ]
    return {
        "lotes": [recall_row(line, units) for line in recall.lines],
        "totales": totals,
        "registros_sin_lote": [node.code for node in recall.nameless],
    }


def recall_row(line: "RecallLine", units: "Mapping[int, str]") -> Row:
    """A batch to call back."""
    node = line.node
    return {
        "codigo_lote": node.code,
        "situacion": line.standing.value,
        "nivel": line.level,
        "estado": node.state.value if node.state is not None else None,
        "proceso_id": node.process_id,
        "codigo_orden": node.order,
        "sitio": node.site,
        "turno": node.turn,
        "fecha_produccion": node.day,
        "cantidad": line.quantity,
        "unidad": units.get(node.process_id or 0),
        "maquinas": list(line.machines),
        "consumido_en": list(line.into),
        "partes_retenidas": list(line.parts),
    }


def drill_row(drill: "Drill", now: "datetime", found: int | None = None, total: int | None = None) -> Row:
    """A drill; minutes passed since it began, or until it ended."""
    located = drill.found if found is None else found
    batches = max(drill.batches, located or 0) if total is None else total
    passed = (drill.ended_at or now) - drill.recorded_at
    return {
        "uid": drill.ref.uid,
        "objeto": drill.subject,
        "estado": "en curso" if drill.ended_at is None else "terminado",
        "inicio": drill.recorded_at,
        "fin": drill.ended_at,
        "segundos": int(passed.total_seconds()),
        "minutos": int(passed.total_seconds()) // 60,
        "lotes": batches,
        "localizados": located,
        "porcentaje": None if located is None else percent(located, batches),
        "iniciado_por": drill.author,
        "terminado_por": drill.ended_by,
        "nota": drill.note,
    }


def find_rows(story: "DrillStory", units: "Mapping[int, str]") -> "Iterator[Row]":
    """The list of a drill, with where each batch was located."""
    for line in story.recall.lines:
        find = story.finds.get(line.node.key)
        yield {
            **recall_row(line, units),
            "localizado": find is not None,
            "ubicacion": find.location if find is not None else None,
            "cantidad_localizada": find.quantity if find is not None else None,
            "localizado_por": find.author if find is not None else None,
            "localizado_en": find.recorded_at if find is not None else None,
        }
