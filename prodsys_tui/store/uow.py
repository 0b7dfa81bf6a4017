"""The unit of work: the one door for writes. Spec ``architecture.md``, "Store"."""

from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from prodsys_tui.domain.model import Entity, Person, Ref
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import refuse
from prodsys_tui.services.rows import Draft, LoginDelay
from prodsys_tui.store import audit, journal
from prodsys_tui.store.codec import DbValue, instant_text, read_instant
from prodsys_tui.store.driver import Connection
from prodsys_tui.store.ids import new_uid
from prodsys_tui.store.journal import Change, Said
from prodsys_tui.store.mapping import Shape
from prodsys_tui.store.memory import Memory
from prodsys_tui.store.reads import SqlReads
from prodsys_tui.store.reads.base import Known
from prodsys_tui.store.shapes import BY_ENTITY, CONSUMPTION
from prodsys_tui.store.trust_shapes import ROLL_USE
from prodsys_tui.store.written_out import ColumnShape

E = TypeVar("E", bound=Entity)

_LAST_CHANGE = 'SELECT usuario, "timestamp" FROM auditoria WHERE entidad_uid = ? ORDER BY id DESC LIMIT 1'
_SET_PIN = (
    "INSERT INTO local_pin (uid, hash) VALUES (?, ?) ON CONFLICT (uid) DO UPDATE SET hash = excluded.hash"
)
_SET_DELAY = (
    "INSERT INTO local_acceso (codigo, fallos, hasta) VALUES (?, ?, ?) "
    "ON CONFLICT (codigo) DO UPDATE SET fallos = excluded.fallos, hasta = excluded.hasta"
)
_KEEP_DRAFT = (
    "INSERT INTO local_borrador (usuario, formulario, contenido, en) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (usuario, formulario) DO UPDATE SET contenido = excluded.contenido, en = excluded.en"
)
_DROP_DRAFT = "DELETE FROM local_borrador WHERE usuario = ? AND formulario = ?"


class SqlUnitOfWork(SqlReads):
    """One transaction under the write lock, which writes its journal entry when it ends well."""

    def __init__(
        self,
        connection: Connection,
        memory: Memory,
        known: Known,
        *,
        actor: str,
        action: str,
        at: datetime,
        now: datetime,
    ) -> None:
        super().__init__(connection, memory, known)
        self._actor = actor
        self._action = action
        self.at = at
        self._now = now
        self._reason: str | None = None
        self._changes: list[Change] = []
        self.written: list[tuple[Entity | None, Entity]] = []
        self._ids: dict[str, int] = {}

    def add(self, entity: E) -> E:
        """Store a new entity; see the port."""
        shape = BY_ENTITY[type(entity)]
        uid = entity.ref.uid or new_uid(self._now)
        kept = shape.encode(entity)
        row_id = self._cursor.execute(shape.insert, (uid, 1, *kept)).lastrowid
        told = zip(shape.names, shape.publish(entity, kept), strict=True)
        new = {column: value for column, value in told if value is not None}
        self._record(row_id, Change(shape.table, uid, 0, journal.INSERT, new, {}))
        stored: E = shape.stored(entity, Ref(row_id, uid, getattr(entity, "code", None) or ""))
        self.written.append((None, stored))
        return stored

    def change(self, entity: E, **changes: object) -> E:
        """Change fields of a stored entity; see the port. Nothing is written when nothing differs."""
        shape = BY_ENTITY[type(entity)]
        columns: list[str] = []
        kept: list[DbValue] = []
        new: dict[str, object] = {}
        old: dict[str, object] = {}
        for field, value in changes.items():
            column = shape.by_field[field]
            before = getattr(entity, field)
            if value == before:
                continue
            stored, new[column.column] = _both(column, value)
            old[column.column] = _both(column, before)[1]
            columns.append(column.column)
            kept.append(stored)
        if not columns:
            return entity
        seen = entity.version
        done = self._cursor.execute(shape.update(tuple(columns)), (*kept, seen + 1, entity.ref.id, seen))
        if done.rowcount != 1:
            raise self._changed_meanwhile(shape, entity)
        self._record(entity.ref.id, Change(shape.table, entity.ref.uid, seen, journal.UPDATE, new, old))
        changed: Any = changes
        after = replace(entity, version=seen + 1, **changed)
        self.written.append((entity, after))
        return after

    def remove(self, entity: Entity) -> None:
        """Delete a consumption or the use of a roll; see the port. Raises ``TypeError`` for anything else."""
        shape = BY_ENTITY[type(entity)]
        if shape not in (CONSUMPTION, ROLL_USE):
            raise TypeError(f"{shape.table} is never deleted from")
        done = self._cursor.execute(shape.delete, (entity.ref.id, entity.version))
        if done.rowcount != 1:
            raise self._changed_meanwhile(shape, entity)
        old = {
            column.column: _both(column, value)[1]
            for column in shape.columns
            if (value := getattr(entity, column.field)) is not None
        }
        change = Change(shape.table, entity.ref.uid, entity.version, journal.DELETE, {}, old)
        self._record(entity.ref.id, change)

    def because(self, reason: str) -> None:
        """Give the reason that journal and audit keep for this transaction."""
        self._reason = reason

    def set_pin(self, person: Person, pin_hash: str) -> None:
        """Keep a PIN's hash in this store alone."""
        self._cursor.execute(_SET_PIN, (person.ref.uid, pin_hash))

    def set_login_delay(self, code: str, delay: LoginDelay) -> None:
        """Keep the failures of a code in this store alone."""
        until = None if delay.until is None else instant_text(delay.until)
        self._cursor.execute(_SET_DELAY, (code.casefold(), delay.failures, until))

    def keep_draft(self, draft: Draft) -> None:
        """Keep what somebody is typing in this store alone."""
        kept = (draft.person, draft.form, draft.content, instant_text(draft.at))
        self._cursor.execute(_KEEP_DRAFT, kept)

    def drop_draft(self, person: str, form: str) -> None:
        """Forget what a person was typing in a form."""
        self._cursor.execute(_DROP_DRAFT, (person, form))

    def finish(self, *, leaves_entry: bool = False) -> journal.Head | None:
        """Write the journal entry and its audit entries; None when nothing happened that leaves one."""
        if not self._changes and not leaves_entry and self._action not in audit.SESSIONS:
            return None
        head = journal.head_of(self._cursor, self._origin)
        said = Said(
            self._origin,
            head.seq + 1,
            instant_text(self.at),
            self._actor,
            self._action,
            self._reason,
            self._changes,
        )
        entry = journal.compose(said, head, journal.next_hlc(head.hlc, self._now))
        journal.append(self._cursor, entry)
        audit.append(self._cursor, said, self._ids)
        return journal.Head(entry.seq, entry.hash, entry.hlc)

    def _record(self, row_id: int, change: Change) -> None:
        self._memory.changed(change.table)
        self._ids[change.uid] = row_id
        self._changes.append(change)

    def _changed_meanwhile(self, shape: Shape[Any], entity: Entity) -> Exception:
        row = self._row(_LAST_CHANGE, entity.ref.uid)
        person, at = ("", self.at) if row is None else (row[0], read_instant(row[1]))
        return refuse(Code.CHANGED_MEANWHILE, entity=shape.audit, person=person, at=at)


def _both(column: ColumnShape, value: Any) -> tuple[DbValue, object]:
    """A value as its column keeps it and as the journal writes it."""
    if value is None:
        return None, None
    if column.link is not None:
        return value.id, value.uid
    kept = column.codec.encode(value)
    return kept, column.codec.publish(kept)
