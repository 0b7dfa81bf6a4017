"""Frozen control limits and the causes of violations."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Integer, Text

from prodsys_tui.store.tables.base import Synced, index, kept, link
from prodsys_tui.store.types import Instant, Measured


class ControlLimitsRow(Synced, table=True):
    """Limits of a control chart; the newest of a parameter and machine is in force."""

    __tablename__ = "limite_control"
    __table_args__ = (index("ix_limite_control", "proceso_id", "parametro", "maquina_id"),)

    process_id: int = kept("proceso_id", "process_id", Integer)
    parameter: str = kept("parametro", "parameter", Text)
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    chart: str = kept("carta", "chart", Text)
    subgroup: int = kept("subgrupo", "subgroup", Integer)
    centre: Decimal = kept("centro", "centre", Measured)
    sigma: Decimal = kept("sigma", "sigma", Measured)
    lower: Decimal = kept("inferior", "lower", Measured)
    upper: Decimal = kept("superior", "upper", Measured)
    spread: Decimal = kept("dispersion", "spread", Measured)
    spread_lower: Decimal = kept("dispersion_inferior", "spread_lower", Measured)
    spread_upper: Decimal = kept("dispersion_superior", "spread_upper", Measured)
    since: datetime = kept("desde", "since", Instant)
    until: datetime = kept("hasta", "until", Instant)
    points: int = kept("puntos", "points", Integer)
    rules: str = kept("reglas", "rules", Text)
    milestone: str = kept("hito", "milestone", Text)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class ControlCauseRow(Synced, table=True):
    """The coded cause of a violation."""

    __tablename__ = "causa_control"
    __table_args__ = (index("ix_causa_control_muestra", "muestra_id"),)

    sample: int = link("muestra_id", "sample", "muestras")
    rule: int = kept("regla", "rule", Integer)
    cause: str = kept("causa", "cause", Text)
    comment: str | None = kept("comentario", "comment", Text, null=True)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)
