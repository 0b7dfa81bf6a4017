"""Shifts and what is written about them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Integer, Text

from prodsys_tui.store.tables.base import Synced, index, kept, link
from prodsys_tui.store.types import Day, Document, Flag, Instant, Quantity


class ShiftRow(Synced, table=True):
    """One operating date and turn at a site."""

    __tablename__ = "bitacora_turno"
    __table_args__ = (
        index(
            "ux_bitacora_turno_fecha",
            "fecha_operativa",
            "turno",
            "sitio_id",
            unique=True,
            where="estado <> 'ANULADA'",
        ),
        index("ix_bitacora_turno_pendiente", "inicio", where="estado NOT IN ('CERRADA', 'ANULADA')"),
        index("ux_bitacora_turno_abierta", "sitio_id", unique=True, where="estado = 'ABIERTA'"),
    )

    site: int = link("sitio_id", "site", "sitio")
    turn: str = kept("turno", "turn", Text)
    operating_date: date = kept("fecha_operativa", "operating_date", Day)
    state: str = kept("estado", "state", Text)
    out_of_hours: bool = kept("fuera_de_horario", "out_of_hours", Flag)
    starts: datetime = kept("inicio", "starts", Instant)
    ends: datetime = kept("fin", "ends", Instant)
    opened_by: str = kept("abierta_por", "opened_by", Text)
    opened_at: datetime = kept("abierta_en", "opened_at", Instant)
    closed_by: str | None = kept("cerrada_por", "closed_by", Text, null=True)
    closed_at: datetime | None = kept("cerrada_en", "closed_at", Instant, null=True)
    returned: bool = kept("devuelta", "returned", Flag)
    void_reason: str | None = kept("motivo_anulacion", "void_reason", Text, null=True)


class ShiftProcessRow(Synced, table=True):
    """A process or machine that was declared idle in a shift."""

    __tablename__ = "bitacora_proceso"
    __table_args__ = (
        index(
            "ux_bitacora_proceso",
            "bitacora_id",
            "proceso_id",
            "coalesce(maquina_id, 0)",
            unique=True,
        ),
    )

    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    process_id: int = kept("proceso_id", "process_id", Integer)
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    idle_reason: str | None = kept("motivo_inactivo", "idle_reason", Text, null=True)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class AssignmentRow(Synced, table=True):
    """Who works where in a shift."""

    __tablename__ = "bitacora_asignacion"
    __table_args__ = (index("ix_bitacora_asignacion", "bitacora_id"),)

    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    process_id: int = kept("proceso_id", "process_id", Integer)
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    person: int = link("usuario_id", "person", "usuarios")
    withdrawn: bool = kept("retirada", "withdrawn", Flag)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class NoteRow(Synced, table=True):
    """An observation."""

    __tablename__ = "bitacora_observacion"
    __table_args__ = (index("ix_bitacora_observacion", "bitacora_id", "proceso_id"),)

    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    process_id: int = kept("proceso_id", "process_id", Integer)
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    text: str = kept("texto", "text", Text)
    late: bool = kept("tardia", "late", Flag)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class OmissionRow(Synced, table=True):
    """Why a parameter's samples are missing."""

    __tablename__ = "bitacora_omision"
    __table_args__ = (index("ix_bitacora_omision", "bitacora_id"),)

    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    process_id: int = kept("proceso_id", "process_id", Integer)
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    parameter: str = kept("parametro", "parameter", Text)
    reason: str = kept("motivo", "reason", Text)
    withdrawn: bool = kept("retirada", "withdrawn", Flag)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class ReviewRow(Synced, table=True):
    """What a reviewer said of a shift, or of one deviation in it."""

    __tablename__ = "bitacora_revision"
    __table_args__ = (index("ix_bitacora_revision", "bitacora_id"),)

    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    sample: int | None = link("muestra_id", "sample", "muestras", null=True)
    decision: str = kept("decision", "decision", Text)
    comment: str = kept("comentario", "comment", Text)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class SettingRow(Synced, table=True):
    """A setting of a machine as it was written down in a shift."""

    __tablename__ = "ajuste_maquina"
    __table_args__ = (index("ix_ajuste_maquina", "bitacora_id", "proceso_id", "maquina_id"),)

    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    process_id: int = kept("proceso_id", "process_id", Integer)
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    name: str = kept("ajuste", "name", Text)
    value: str = kept("valor", "value", Text)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class HandoverRow(Synced, table=True):
    """What the incoming crew received of a shift."""

    __tablename__ = "entrega_turno"
    __table_args__ = (index("ux_entrega_turno_bitacora", "bitacora_id", unique=True),)

    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    content: Mapping[str, object] = kept("contenido", "content", Document)
    observation: str | None = kept("observacion", "observation", Text, null=True)
    head: str = kept("cabeza", "head", Text)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class CorrectionRow(Synced, table=True):
    """A signed correction of what a shift holds."""

    __tablename__ = "correccion"
    __table_args__ = (
        index("ix_correccion_bitacora", "bitacora_id", "proceso_id", "maquina_id"),
        index("ix_correccion_registro", "registro_trabajo_id", where="registro_trabajo_id IS NOT NULL"),
    )

    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    process_id: int = kept("proceso_id", "process_id", Integer)
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    record: int | None = link("registro_trabajo_id", "record", "registros_trabajo", null=True)
    sample: int | None = link("muestra_id", "sample", "muestras", null=True)
    category: str = kept("categoria", "category", Text)
    reason: str = kept("motivo", "reason", Text)
    field: str = kept("campo", "field", Text)
    before: str | None = kept("valor_anterior", "before", Text, null=True)
    after: str | None = kept("valor_nuevo", "after", Text, null=True)
    quantity: Decimal = kept("cantidad", "quantity", Quantity)
    waste_kg: Decimal = kept("merma_kg", "waste_kg", Quantity)
    counter: Decimal | None = kept("contador", "counter", Quantity, null=True)
    group: str = kept("grupo", "group", Text)
    signed_by: str = kept("firmada_por", "signed_by", Text)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class IncidentRow(Synced, table=True):
    """Something that happened and somebody must act on."""

    __tablename__ = "incidente"
    __table_args__ = (index("ix_incidente_estado", "estado"),)

    title: str = kept("titulo", "title", Text)
    severity: str = kept("gravedad", "severity", Text)
    origin: str | None = kept("origen", "origin", Text, null=True)
    shift: int | None = link("bitacora_id", "shift", "bitacora_turno", null=True)
    process_id: int | None = kept("proceso_id", "process_id", Integer, null=True)
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    batch: int | None = link("lote_id", "batch", "lotes", null=True)
    action: str | None = kept("accion_correctiva", "action", Text, null=True)
    state: str = kept("estado", "state", Text)
    closed_by: str | None = kept("cerrado_por", "closed_by", Text, null=True)
    closed_at: datetime | None = kept("cerrado_en", "closed_at", Instant, null=True)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)
