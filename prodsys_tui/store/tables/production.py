"""Runs, work records with their rolls and mixes, counter resets, consumption and stops."""

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
        index("ix_registros_trabajo_maquina", "maquina_id"),
        index("ix_registros_trabajo_hora", "maquina_id", "coalesce(hora_lectura, created_at)"),
        index("ix_registros_trabajo_orden", "orden_produccion_id"),
        index("ix_registros_trabajo_lote", "lote_id"),
        index("ix_registros_trabajo_contador", "maquina_id", "hora_lectura", where="contador IS NOT NULL"),
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
    bags: int | None = kept("sacos", "bags", Integer, null=True)
    measured_at: datetime | None = kept("hora_lectura", "measured_at", Instant, null=True)
    late: bool = kept("tardio", "late", Flag)
    corrected: bool = kept("corregido", "corrected", Flag)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class CounterResetRow(Synced, table=True):
    """A declared reset of a machine's counter."""

    __tablename__ = "contador_reinicio"
    __table_args__ = (index("ix_contador_reinicio_maquina", "maquina_id", "hora_reinicio"),)

    machine: int = link("maquina_id", "machine", "maquinas")
    after: int | None = link("registro_anterior_id", "after", "registros_trabajo", null=True)
    at: datetime = kept("hora_reinicio", "at", Instant)
    kind: str = kept("tipo", "kind", Text)
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
    since: datetime | None = kept("en_uso_desde", "since", Instant, null=True)
    held: bool = kept("estaba_pausado", "held", Flag)
    before_hold: bool = kept("antes_de_retencion", "before_hold", Flag)
    reason: str | None = kept("motivo", "reason", Text, null=True)
    signed_by: str | None = kept("firmado_por", "signed_by", Text, null=True)
    author: str | None = kept("created_by", "author", Text, null=True)
    recorded_at: datetime | None = kept("created_at", "recorded_at", Instant, null=True)


class StopRow(Synced, table=True):
    """A machine stood still."""

    __tablename__ = "paro_proceso"
    __table_args__ = (
        index("ix_paro_proceso_bitacora", "bitacora_id", "proceso_id"),
        index("ix_paro_proceso_continua", "continua_id", where="continua_id IS NOT NULL"),
    )

    shift: int = link("bitacora_id", "shift", "bitacora_turno")
    process_id: int = kept("proceso_id", "process_id", Integer)
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    reason: str = kept("motivo", "reason", Text)
    group: str = kept("grupo", "group", Text)
    starts: datetime | None = kept("inicio", "starts", Instant, null=True)
    ends: datetime | None = kept("fin", "ends", Instant, null=True)
    minutes: int | None = kept("minutos", "minutes", Integer, null=True)
    continues: int | None = link("continua_id", "continues", "paro_proceso", null=True)
    late: bool = kept("tardio", "late", Flag)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class RunRow(Synced, table=True):
    """A machine ran an order."""

    __tablename__ = "corrida_maquina"
    __table_args__ = (
        index("ux_corrida_maquina_abierta", "maquina_id", unique=True, where="fin IS NULL"),
        index("ix_corrida_maquina_inicio", "maquina_id", "inicio"),
    )

    machine: int = link("maquina_id", "machine", "maquinas")
    order: int = link("orden_produccion_id", "order", "orden_produccion")
    starts: datetime = kept("inicio", "starts", Instant)
    ends: datetime | None = kept("fin", "ends", Instant, null=True)
    start_counter: Decimal | None = kept("contador_inicial", "start_counter", Quantity, null=True)
    end_counter: Decimal | None = kept("contador_final", "end_counter", Quantity, null=True)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class BatchInUseRow(Synced, table=True):
    """A machine takes its material from a batch."""

    __tablename__ = "lote_en_uso"
    __table_args__ = (
        index("ux_lote_en_uso", "maquina_id", "lote_id", unique=True, where="hasta IS NULL"),
        index("ix_lote_en_uso_lote", "lote_id"),
    )

    machine: int = link("maquina_id", "machine", "maquinas")
    batch: int = link("lote_id", "batch", "lotes")
    since: datetime = kept("desde", "since", Instant)
    until: datetime | None = kept("hasta", "until", Instant, null=True)
    reason: str | None = kept("motivo", "reason", Text, null=True)
    signed_by: str | None = kept("firmado_por", "signed_by", Text, null=True)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class RollRow(Synced, table=True):
    """A roll of a work record."""

    __tablename__ = "rollo"
    __table_args__ = (index("ix_rollo_registro", "registro_trabajo_id"), index("ix_rollo_codigo", "codigo"))

    record: int = link("registro_trabajo_id", "record", "registros_trabajo")
    code: str = kept("codigo", "code", Text)
    quantity: Decimal = kept("cantidad", "quantity", Quantity)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class MaterialLotRow(Synced, table=True):
    """A supplier's lot of a raw material."""

    __tablename__ = "material_lote"
    __table_args__ = (index("ux_material_lote", "lower(tipo)", "lower(marca)", "lower(codigo)", unique=True),)

    kind: str = kept("tipo", "kind", Text)
    brand: str = kept("marca", "brand", Text)
    code: str = kept("codigo", "code", Text)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class MixRow(Synced, table=True):
    """The part that a supplier's lot had in what a work record was made of."""

    __tablename__ = "mezcla"
    __table_args__ = (
        index("ix_mezcla_registro", "registro_trabajo_id"),
        index("ix_mezcla_material", "material_lote_id"),
    )

    record: int = link("registro_trabajo_id", "record", "registros_trabajo")
    material: int = link("material_lote_id", "material", "material_lote")
    percent: Decimal = kept("porcentaje", "percent", Quantity)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)
