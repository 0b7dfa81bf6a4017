"""The journal, the audit trail projected from it, and the tables that never leave this store."""

from datetime import datetime

from sqlalchemy import Column, Integer, LargeBinary, Text
from sqlmodel import Field

from prodsys_tui.store.tables.base import Table, index, kept
from prodsys_tui.store.types import Instant


class JournalRow(Table, table=True):
    """One committed transaction."""

    __tablename__ = "journal"

    origin: str = Field(sa_column=Column("origin", Text, primary_key=True))
    seq: int = Field(sa_column=Column("seq", Integer, primary_key=True))
    at: str = kept("at", "at", Text)
    hlc: str = kept("hlc", "hlc", Text)
    actor: str = kept("actor", "actor", Text)
    action: str = kept("action", "action", Text)
    reason: str | None = kept("reason", "reason", Text, null=True)
    body_schema: int = kept("schema", "body_schema", Integer)
    body: bytes = kept("body", "body", LargeBinary)
    prev_hash: str = kept("prev_hash", "prev_hash", Text)
    hash: str = kept("hash", "hash", Text)


class AuditRow(Table, table=True):
    """One audit entry; ``origen`` and ``secuencia`` name the journal entry that it is projected from."""

    __tablename__ = "auditoria"
    __table_args__ = (
        index("ix_auditoria_usuario", "usuario"),
        index("ix_auditoria_entidad", "entidad"),
        index("ix_auditoria_accion", "accion", where="accion <> 'CREATE'"),
        index("ix_auditoria_fecha", '"timestamp"'),
        index("ix_auditoria_uid", "entidad_uid"),
        index("ix_auditoria_sesion", "usuario", where="accion = 'LOGIN'"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person: str = kept("usuario", "person", Text)
    action: str = kept("accion", "action", Text)
    entity: str = kept("entidad", "entity", Text)
    entity_id: int | None = kept("entidad_id", "entity_id", Integer, null=True)
    entity_uid: str | None = kept("entidad_uid", "entity_uid", Text, null=True)
    before: str | None = kept("valor_anterior", "before", Text, null=True)
    after: str | None = kept("valor_nuevo", "after", Text, null=True)
    reason: str | None = kept("motivo_cambio", "reason", Text, null=True)
    at: datetime | None = kept("timestamp", "at", Instant, null=True)
    origin: str = kept("origen", "origin", Text)
    seq: int = kept("secuencia", "seq", Integer)


class OriginRow(Table, table=True):
    """The names of this installation in the journal; the last one is in force."""

    __tablename__ = "local_origen"

    id: int | None = Field(default=None, primary_key=True)
    origin: str = kept("origen", "origin", Text, unique=True)
    since: datetime = kept("desde", "since", Instant)


class PinRow(Table, table=True):
    """The hash of a person's PIN."""

    __tablename__ = "local_pin"

    uid: str = Field(sa_column=Column("uid", Text, primary_key=True))
    pin_hash: str = kept("hash", "pin_hash", Text)


class LoginDelayRow(Table, table=True):
    """Failed PINs in a row of a code, known or not."""

    __tablename__ = "local_acceso"

    code: str = Field(sa_column=Column("codigo", Text, primary_key=True))
    failures: int = kept("fallos", "failures", Integer)
    until: datetime | None = kept("hasta", "until", Instant, null=True)


class DraftRow(Table, table=True):
    """What somebody was typing in a form; never data until it is saved."""

    __tablename__ = "local_borrador"

    person: str = Field(sa_column=Column("usuario", Text, primary_key=True))
    form: str = Field(sa_column=Column("formulario", Text, primary_key=True))
    content: str = kept("contenido", "content", Text)
    at: datetime = kept("en", "at", Instant)
