"""Site, people, machines, contracts and orders."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Integer, Text

from prodsys_tui.store.tables.base import Synced, index, kept, link
from prodsys_tui.store.types import Day, Document, Flag, Instant, Quantity


class SiteRow(Synced, table=True):
    """The site that the store belongs to."""

    __tablename__ = "sitio"

    code: str = kept("codigo", "code", Text, unique=True)
    name: str = kept("nombre", "name", Text)
    kind: str = kept("tipo", "kind", Text)
    zone: str = kept("zona_horaria", "zone", Text)
    calendar: str = kept("calendario", "calendar", Text)
    release_by_another: bool = kept("libera_otra_persona", "release_by_another", Flag)


class PersonRow(Synced, table=True):
    """An account; its PIN's hash is in ``local_pin``."""

    __tablename__ = "usuarios"
    __table_args__ = (
        index("ux_usuarios_codigo", "lower(codigo)", unique=True),
        index("ux_usuarios_gafete", "gafete", unique=True, where="gafete IS NOT NULL"),
    )

    code: str = kept("codigo", "code", Text)
    name: str = kept("nombre", "name", Text)
    role: str = kept("rol", "role", Text)
    state: str = kept("estado", "state", Text)
    pin_changes: int = kept("cambios_pin", "pin_changes", Integer)
    badge: str | None = kept("gafete", "badge", Text, null=True)


class MachineRow(Synced, table=True):
    """A machine."""

    __tablename__ = "maquinas"
    __table_args__ = (index("ux_maquinas_codigo", "lower(codigo)", unique=True),)

    code: str = kept("codigo", "code", Text)
    name: str = kept("nombre", "name", Text)
    state: str = kept("estado", "state", Text)
    state_reason: str | None = kept("motivo_estado", "state_reason", Text, null=True)
    running_order: int | None = link("orden_en_curso_id", "running_order", "orden_produccion", null=True)


class ContractRow(Synced, table=True):
    """A version of a contract; the one in force is the last of its process."""

    __tablename__ = "contrato_version"
    __table_args__ = (index("ix_contrato_version_proceso", "proceso_id"),)

    process_id: int = kept("proceso_id", "process_id", Integer)
    number: str = kept("version", "number", Text)
    text: str = kept("texto", "text", Text)
    sha256: str = kept("sha256", "sha256", Text)
    in_force_at: datetime = kept("vigente_desde", "in_force_at", Instant)
    author: str = kept("created_by", "author", Text)


class OrderRow(Synced, table=True):
    """A production order."""

    __tablename__ = "orden_produccion"
    __table_args__ = (index("ix_orden_produccion_proceso", "proceso_id", "estado"),)

    code: str = kept("codigo_orden", "code", Text, unique=True)
    process_id: int = kept("proceso_id", "process_id", Integer)
    product: str = kept("producto", "product", Text)
    quantity: Decimal = kept("cantidad_objetivo", "quantity", Quantity)
    due: date | None = kept("fecha_compromiso", "due", Day, null=True)
    state: str = kept("estado", "state", Text)
    state_reason: str | None = kept("motivo_estado", "state_reason", Text, null=True)
    specs: Mapping[str, str] = kept("especificaciones", "specs", Document)
    linked: int | None = link("orden_definitiva_id", "linked", "orden_produccion", null=True)
    author: str = kept("created_by", "author", Text)
    recorded_at: datetime = kept("created_at", "recorded_at", Instant)


class CrewRow(Synced, table=True):
    """People who work a process together."""

    __tablename__ = "cuadrilla"
    __table_args__ = (index("ux_cuadrilla_codigo", "lower(codigo)", unique=True),)

    code: str = kept("codigo", "code", Text)
    name: str = kept("nombre", "name", Text)
    process_id: int = kept("proceso_id", "process_id", Integer)
    turn: str = kept("turno", "turn", Text)
    since: date = kept("desde", "since", Day)
    disbanded: bool = kept("disuelta", "disbanded", Flag)


class CrewMemberRow(Synced, table=True):
    """A person of a crew, and the machine that this person minds."""

    __tablename__ = "cuadrilla_integrante"
    __table_args__ = (index("ix_cuadrilla_integrante", "cuadrilla_id"),)

    crew: int = link("cuadrilla_id", "crew", "cuadrilla")
    person: int = link("usuario_id", "person", "usuarios")
    machine: int | None = link("maquina_id", "machine", "maquinas", null=True)
    left: bool = kept("retirado", "left", Flag)
