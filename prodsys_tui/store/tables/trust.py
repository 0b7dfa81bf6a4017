"""Holds, dispositions of batches, rolls used up, recall drills and certificates."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Integer, Text

from prodsys_tui.store.tables.base import Synced, index, kept, link
from prodsys_tui.store.types import Document, Flag, Instant, Quantity


class HoldRow(Synced, table=True):
    """A batch, or what one machine or roll made of it, is held."""

    __tablename__ = "retencion"
    __table_args__ = (
        index("ix_retencion_lote", "lote_id"),
        index("ix_retencion_abierta", "created_at", where="terminada_en IS NULL"),
    )

    batch: int = link("lote_id", "batch", "lotes")
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    roll: str | None = kept("rollo", "roll", Text, null=True)
    group: str = kept("grupo", "group", Text)
    sample: int | None = link("muestra_id", "sample", "muestras", null=True)
    reason: str = kept("motivo", "reason", Text)
    signed_by: str | None = kept("firmada_por", "signed_by", Text, null=True)
    ended_at: datetime | None = kept("terminada_en", "ended_at", Instant, null=True)
    ended_by: str | None = kept("terminada_por", "ended_by", Text, null=True)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class HoldNoteRow(Synced, table=True):
    """What the investigation of a hold found."""

    __tablename__ = "retencion_nota"
    __table_args__ = (index("ix_retencion_nota_retencion", "retencion_id"),)

    hold: int = link("retencion_id", "hold", "retencion")
    cause: str | None = kept("causa", "cause", Text, null=True)
    text: str = kept("texto", "text", Text)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class BatchDispositionRow(Synced, table=True):
    """What was decided of a hold."""

    __tablename__ = "lote_disposicion"
    __table_args__ = (
        index("ix_lote_disposicion_lote", "lote_id"),
        index("ix_lote_disposicion_retencion", "retencion_id"),
    )

    batch: int = link("lote_id", "batch", "lotes")
    hold: int = link("retencion_id", "hold", "retencion")
    outcome: str = kept("destino", "outcome", Text)
    quantity: Decimal | None = kept("cantidad", "quantity", Quantity, null=True)
    comment: str = kept("comentario", "comment", Text)
    signed_by: str | None = kept("firmada_por", "signed_by", Text, null=True)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class RollUseRow(Synced, table=True):
    """A work record used a roll up; like a consumption, it may be deleted."""

    __tablename__ = "rollo_consumido"
    __table_args__ = (
        index("ix_rollo_consumido_registro", "registro_trabajo_id"),
        index("ix_rollo_consumido_codigo", "codigo"),
        index("ix_rollo_consumido_lote", "lote_id", where="lote_id IS NOT NULL"),
    )

    record: int = link("registro_trabajo_id", "record", "registros_trabajo")
    code: str = kept("codigo", "code", Text)
    batch: int | None = link("lote_id", "batch", "lotes", null=True)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class DrillRow(Synced, table=True):
    """A recall drill."""

    __tablename__ = "simulacro_retiro"
    __table_args__ = (index("ux_simulacro_abierto", "objeto", unique=True, where="terminado_en IS NULL"),)

    subject: str = kept("objeto", "subject", Text)
    batches: int = kept("lotes", "batches", Integer)
    found: int | None = kept("hallados", "found", Integer, null=True)
    note: str | None = kept("nota", "note", Text, null=True)
    ended_at: datetime | None = kept("terminado_en", "ended_at", Instant, null=True)
    ended_by: str | None = kept("terminado_por", "ended_by", Text, null=True)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class DrillFindRow(Synced, table=True):
    """A batch was located in a drill."""

    __tablename__ = "simulacro_hallazgo"
    __table_args__ = (index("ux_simulacro_hallazgo", "simulacro_id", "lote_id", unique=True),)

    drill: int = link("simulacro_id", "drill", "simulacro_retiro")
    batch: int = link("lote_id", "batch", "lotes")
    location: str = kept("ubicacion", "location", Text)
    quantity: Decimal | None = kept("cantidad", "quantity", Quantity, null=True)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class CertificateRow(Synced, table=True):
    """A certificate of a batch as it was signed."""

    __tablename__ = "certificado"
    __table_args__ = (
        index("ux_certificado", "lote_id", "numero", unique=True),
        index("ix_certificado_sha256", "sha256"),
    )

    batch: int = link("lote_id", "batch", "lotes")
    number: int = kept("numero", "number", Integer)
    preliminary: bool = kept("preliminar", "preliminary", Flag)
    content: Mapping[str, object] = kept("contenido", "content", Document)
    sha256: str = kept("sha256", "sha256", Text)
    paper_sha256: str | None = kept("sha256_impreso", "paper_sha256", Text, null=True)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)
