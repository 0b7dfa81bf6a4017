"""Handovers, incidents, what waits and what changed, as rows of answers."""

from typing import TYPE_CHECKING

from prodsys_tui.cli.rows import SHIFT_COLUMNS, Row, shift_row
from prodsys_tui.domain.shift.handover_content import content_of
from prodsys_tui.text.age import age
from prodsys_tui.text.incidents import incident_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from prodsys_tui.cli.desk import Desk
    from prodsys_tui.domain.model import Handover, Incident
    from prodsys_tui.domain.shift.handover import ProcessMade
    from prodsys_tui.domain.shift.waiting import Waits
    from prodsys_tui.services.shift.handover import HandoverView
    from prodsys_tui.services.shift.news import Item

INCIDENT_COLUMNS = ("id", "gravedad", "titulo", "maquina", "lote", "turno", "estado", "usuario", "hora")
NEWS_COLUMNS = ("hora", "clase", "que", "detalle", "usuario")
_RECEIVED = ("usuario", "hora", "observacion", "head")
_COLUMNS = {
    "produccion": (
        "nombre",
        "orden",
        "cantidad",
        "unidad",
        "objetivo",
        "merma_kg",
        "acumulado",
        "cantidad_objetivo",
    ),
    "desviaciones": ("maquina", "parametro", "valor", "resultado", "resuelta", "explicacion"),
    "paros_abiertos": ("maquina", "motivo", "inicio"),
    "minutos": ("maquina", "minutos_programados", "minutos_paro", "minutos_efectivos"),
    "muestras_pendientes": ("proceso", "maquina", "parametro", "faltan"),
    "contadores": ("maquina", "lectura", "hora", "en_disputa"),
    "retenciones": ("codigo_lote", "maquina", "rollo", "motivo"),
    "observaciones": ("proceso_id", "maquina", "texto", "tardia", "usuario"),
    "inactivos": ("proceso_id", "maquina", "motivo"),
    "incidentes": ("gravedad", "titulo"),
}


def answer_handover(desk: "Desk", view: "HandoverView", opened: "Iterable[Incident]" = ()) -> None:
    """Answer with a shift as it is handed over; ``opened`` are the incidents that receiving it opened."""
    seq, head = view.head
    content = content_of(view.sheet)
    document: Row = {
        "shift": shift_row(view.sheet.shift),
        "cabeza": {"seq": seq, "head": head},
        "recibida": None if view.received is None else received_row(view.received),
        **content,
        "incidents": [incident_row(desk, each) for each in opened],
    }
    if not desk.asked.json:
        document["produccion"] = [row for made in view.sheet.made for row in _production_rows(made)]
        document["incidentes"] = [incident_row(desk, each) for each in view.sheet.incidents]
        document = without_empty(document)
    columns = {"shift": SHIFT_COLUMNS, "recibida": _RECEIVED, "incidents": INCIDENT_COLUMNS}
    desk.answer(document, {**_COLUMNS, **columns})


def _production_rows(made: "ProcessMade") -> "Iterator[Row]":
    """A line for the process and, under it, one for each order."""
    name, unit = made.process.name, made.process.unit
    yield {
        "nombre": name,
        "cantidad": made.quantity,
        "unidad": unit,
        "objetivo": made.target,
        "merma_kg": made.waste_kg,
    }
    for each in made.orders:
        yield {
            "orden": each.order,
            "cantidad": each.quantity,
            "unidad": unit,
            "merma_kg": each.waste_kg,
            "acumulado": each.total,
            "cantidad_objetivo": each.wanted,
        }


def without_empty(document: Row) -> Row:
    """A document for people: what there is none of is not told."""
    return {name: value for name, value in document.items() if value != []}


def received_row(handover: "Handover") -> Row:
    """How a shift was received, and what was computed then."""
    return {
        "uid": handover.ref.uid,
        "usuario": handover.author,
        "hora": handover.recorded_at,
        "observacion": handover.observation,
        "head": handover.head,
        "contenido": handover.content,
    }


def incident_row(desk: "Desk", incident: "Incident") -> Row:
    """An incident; its title for programs as it is stored, for people in their language."""
    told = incident_title(incident.title, incident.origin, desk.texts)
    return {
        "id": incident.ref.id,
        "uid": incident.ref.uid,
        "titulo": incident.title if desk.asked.json else told,
        "gravedad": incident.severity.value,
        "turno": incident.shift.code if incident.shift is not None else None,
        "proceso_id": incident.process_id,
        "maquina": incident.machine.code if incident.machine is not None else None,
        "lote": incident.batch.code if incident.batch is not None else None,
        "estado": incident.state.value,
        "accion_correctiva": incident.action,
        "cerrado_por": incident.closed_by,
        "cerrado_en": incident.closed_at,
        "usuario": incident.author,
        "hora": incident.recorded_at,
    }


def waiting_row(desk: "Desk", waits: "Waits", now: "datetime") -> Row:
    """A shift that waits, for what, since when and how long."""
    waited = now - waits.since
    return {
        **shift_row(waits.shift),
        "espera": waits.step.value,
        "espera_desde": waits.since,
        "espera_minutos": int(waited.total_seconds() // 60),
        "edad": age(waited, desk.texts),
    }


def news_row(desk: "Desk", item: "Item") -> Row:
    """One thing that somebody did."""
    told = incident_title(item.what, item.origin, desk.texts)
    return {
        "hora": item.at,
        "clase": item.kind.value,
        "que": item.what if desk.asked.json else told,
        "detalle": item.detail,
        "uid": item.uid,
        "propio": item.mine,
        "usuario": item.person,
    }
