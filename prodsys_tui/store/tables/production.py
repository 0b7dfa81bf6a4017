"""Work records, counter resets, consumption and stops."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Integer, Text

from prodsys_tui.store.tables.base import Synced, index, kept, link
from prodsys_tui.store.types import Document, Flag, Instant, Quantity


class WorkRecordRow(Synced, table=True):
    """What a machine made of an order, and why the gate was open."""

    __tablename__ = "registros_trabajo"
    __table_args__ = (
        index("ix_registros_trabajo_bitacora", "bitacora_id", "proceso_id", "maquina_id"),
        index("ix_registros_trabajo_contador", "maquina_id", where="contador IS NOT NULL"),
    )

    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    process_id: int = kept("proceso_id", "process_id", Integer)
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    order: int | None = link("orden_produccion_id", "order", "orden_produccion", null=True)
    batch: int | None = link("lote_id", "batch", "lotes", null=True)
    quantity: Decimal = kept("cantidad", "quantity", Quantity)
    waste_kg: Decimal | None = kept("merma_kg", "waste_kg", Quantity, null=True)
    waste_to: str | None = kept("destino_merma", "waste_to", Text, null=True)
    counter: Decimal | None = kept("contador", "counter", Quantity, null=True)
    previous_counter: Decimal | None = kept("contador_anterior", "previous_counter", Quantity, null=True)
    disputed: bool = kept("contador_en_disputa", "disputed", Flag)
    proof: Mapping[str, object] = kept("prueba_compuerta", "proof", Document)
    late: bool = kept("tardio", "late", Flag)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class CounterResetRow(Synced, table=True):
    """A declared reset of a machine's counter."""

    __tablename__ = "contador_reinicio"
    __table_args__ = (index("ix_contador_reinicio_maquina", "maquina_id"),)

    machine: int = link("maquina_id", "machine", "maquinas")
    after: int | None = link("registro_anterior_id", "after", "registros_trabajo", null=True)
    reading: Decimal = kept("lectura", "reading", Quantity)
    reason: str = kept("motivo", "reason", Text)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class ConsumptionRow(Synced, table=True):
    """A work record consumed a batch; the one table here whose rows may be deleted."""

    __tablename__ = "telar_consumo_lote"
    __table_args__ = (
        index("ix_telar_consumo_lote_lote", "lote_id"),
        index("ix_telar_consumo_lote_registro", "registro_trabajo_id"),
    )

    record: int = link("registro_trabajo_id", "record", "registros_trabajo")
    machine: int = link("maquina_id", "machine", "maquinas")
    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    batch: int = link("lote_id", "batch", "lotes")
    author: str | None = kept("created_by", "author", Text, null=True)
    recorded_at: datetime | None = kept("created_at", "recorded_at", Instant, null=True)


class StopRow(Synced, table=True):
    """A machine stood still."""

    __tablename__ = "paro_proceso"
    __table_args__ = (index("ix_paro_proceso_bitacora", "bitacora_id", "proceso_id"),)

    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    process_id: int = kept("proceso_id", "process_id", Integer)
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    reason: str = kept("motivo", "reason", Text)
    group: str = kept("grupo", "group", Text)
    starts: datetime | None = kept("inicio", "starts", Instant, null=True)
    ends: datetime | None = kept("fin", "ends", Instant, null=True)
    minutes: int | None = kept("minutos", "minutes", Integer, null=True)
    late: bool = kept("tardio", "late", Flag)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)
