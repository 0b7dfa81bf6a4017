"""Samples, dispositions and batches: the tables of the quality seed, with more columns."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Integer, Text

from prodsys_tui.store.tables.base import Synced, index, kept, link
from prodsys_tui.store.types import Day, Flag, Instant, Measured

_COUNTED = ("bitacora_id", "proceso_id", "maquina_id", "parametro", "calculada", "ronda")
"""What the gate counts by: its queries are answered by the index alone."""


class SampleRow(Synced, table=True):
    """One measured parameter; never changed, never deleted."""

    __tablename__ = "muestras"
    __table_args__ = (
        index("ix_muestras_bitacora", *_COUNTED),
        index("ux_muestras_corrige", "corrige_id", unique=True, where="corrige_id IS NOT NULL"),
        index("ix_muestras_parametro", "parametro", "maquina_id", "proceso_id", "hora_medicion"),
        index("ix_muestras_corrigen", "fecha_modificacion", where="corrige_id IS NOT NULL"),
        index("ix_muestras_lote", "lote_id", where="lote_id IS NOT NULL"),
        index("ix_muestras_codigo", "lower(codigo_muestra)", where="codigo_muestra IS NOT NULL"),
        index("ix_muestras_fecha", "fecha_analisis", "proceso_id", "resultado"),
        index(
            "ix_muestras_desviacion",
            "bitacora_id",
            where="resultado <> 'Cumple' OR corrige_id IS NOT NULL",
        ),
    )

    code: str | None = kept("codigo_muestra", "code", Text, null=True)
    analysis_date: date = kept("fecha_analisis", "analysis_date", Day)
    batch: int | None = link("lote_id", "batch", "lotes", null=True)
    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    process_id: int = kept("proceso_id", "process_id", Integer)
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    order: int | None = link("orden_produccion_id", "order", "orden_produccion", null=True)
    parameter: str = kept("parametro", "parameter", Text)
    value: Decimal = kept("valor", "value", Measured)
    words: str | None = kept("texto", "words", Text, null=True)
    nominal: Decimal | None = kept("valor_nominal", "nominal", Measured, null=True)
    result: str = kept("resultado", "result", Text)
    round: int = kept("ronda", "round", Integer)
    calculated: bool = kept("calculada", "calculated", Flag)
    comment: str | None = kept("comentario", "comment", Text, null=True)
    corrects: int | None = link("corrige_id", "corrects", "muestras", null=True)
    contract: int = link("contrato_version_id", "contract", "contrato_version")
    measured_at: datetime = kept("hora_medicion", "measured_at", Instant)
    late: bool = kept("tardia", "late", Flag)
    author: str | None = kept("usuario_modificacion", "author", Text, null=True)
    recorded_at: datetime | None = kept("fecha_modificacion", "recorded_at", Instant, null=True)


class DispositionRow(Synced, table=True):
    """How a deviation was settled."""

    __tablename__ = "muestra_disposicion"
    __table_args__ = (index("ux_muestra_disposicion_muestra", "muestra_id", unique=True),)

    sample: int = link("muestra_id", "sample", "muestras")
    cause: str | None = kept("causa", "cause", Text, null=True)
    action: str | None = kept("accion", "action", Text, null=True)
    explanation: str | None = kept("explicacion", "explanation", Text, null=True)
    late: bool = kept("tardia", "late", Flag)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class BatchRow(Synced, table=True):
    """What one order made in one shift."""

    __tablename__ = "lotes"
    __table_args__ = (
        index("ux_lotes_bitacora_orden", "bitacora_id", "orden_produccion_id", unique=True),
        index("ux_lotes_correlativo", "orden_produccion_id", "correlativo", unique=True),
        index("ix_lotes_estado", "estado"),
        index("ix_lotes_fecha", "fecha_produccion"),
    )

    code: str = kept("codigo_lote", "code", Text, unique=True)
    order: int = link("orden_produccion_id", "order", "orden_produccion")
    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    number: int = kept("correlativo", "number", Integer)
    produced_on: date = kept("fecha_produccion", "produced_on", Day)
    state: str | None = kept("estado", "state", Text, null=True)
    state_comment: str | None = kept("comentario_estado", "state_comment", Text, null=True)
    state_reason: str | None = kept("motivo_cambio", "state_reason", Text, null=True)
    author: str | None = kept("created_by", "author", Text, null=True)
    recorded_at: datetime | None = kept("created_at", "recorded_at", Instant, null=True)
    changed_at: datetime | None = kept("updated_at", "changed_at", Instant, null=True)
    changed_by: str | None = kept("updated_by", "changed_by", Text, null=True)


class BatchChangeRow(Synced, table=True):
    """One change of a batch's state."""

    __tablename__ = "lote_historial_estado"
    __table_args__ = (
        index("ix_lote_historial_estado_lote", "lote_id"),
        index("ix_lote_historial_estado_fecha", "changed_at"),
    )

    batch: int = link("lote_id", "batch", "lotes")
    before: str = kept("estado_anterior", "before", Text)
    after: str = kept("estado_nuevo", "after", Text)
    comment: str | None = kept("comentario", "comment", Text, null=True)
    author: str = kept("changed_by", "author", Text)
    recorded_at: datetime | None = kept("changed_at", "recorded_at", Instant, null=True)
