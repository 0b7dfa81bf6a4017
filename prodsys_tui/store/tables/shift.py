"""Shifts and what is written about them."""

from datetime import date, datetime

from sqlalchemy import Integer, Text

from prodsys_tui.store.tables.base import Synced, index, kept, link
from prodsys_tui.store.types import Day, Flag, Instant


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
