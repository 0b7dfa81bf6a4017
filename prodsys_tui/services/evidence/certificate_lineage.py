"""What a certificate says of where a batch comes from: everything above it, to its suppliers' lots."""

from prodsys_tui.domain.lineage.genealogy import Genealogy, Kind, Step, Way
from prodsys_tui.domain.model import Batch
from prodsys_tui.services.lineage.genealogy import genealogy_of
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.rows import Named, NamedThing

MOST = 400
"""Origins that are told, the nearest first; a circle of waste can hold years of batches."""


def lineage(reads: Reads, batch: Batch) -> dict[str, object]:
    """What a batch was made of: how many origins there are, and the nearest of them.

    ``proveedores`` are all the suppliers' lots among them, at most as many again.
    """
    own = NamedThing(Named.BATCH, batch.ref.id, batch.code, (batch.ref.id,))
    known = genealogy_of(reads, own, Way.UP)
    steps = known.walk(Way.UP)
    suppliers = (step for step in steps if step.node.kind is Kind.MATERIAL)
    return {
        "total": len(steps),
        "origenes": [_origin(known, step) for step in steps[:MOST]],
        "proveedores": [step.node.code for step in suppliers][:MOST],
    }


def _origin(known: Genealogy, step: Step) -> dict[str, object]:
    node = step.node
    return {
        "nivel": step.level,
        "tipo": node.kind.value,
        "codigo": node.code,
        "proceso_id": node.process_id,
        "orden": node.order,
        "producto": node.product,
        "sitio": node.site,
        "turno": node.turn,
        "fecha": None if node.day is None else node.day.isoformat(),
        "entro_en": [known.nodes[key].code for key in step.via[:MOST]],
    }
