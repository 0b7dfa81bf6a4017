"""Checking that nothing in a store was changed past the one door. Spec ``sync.md``, "The journal".

The chain of hashes, the header copies and the audit trail of every entry; against a known head, that its
tail was neither cut nor rewritten; with ``replay``, that every synced row is what the journal says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from prodsys_tui.store import audit, journal
from prodsys_tui.store.codec import instant_text
from prodsys_tui.store.driver import Connection
from prodsys_tui.store.journal import Entry, Said
from prodsys_tui.store.replay import Replay, ReplayError, differing, empty_replay
from prodsys_tui.store.shapes import BY_TABLE, SHAPES
from prodsys_tui.store.sqlstore import SqlStore

_ORIGINS: Final = "SELECT origin FROM journal GROUP BY origin ORDER BY min(hlc)"
_ENTRIES: Final = (
    "SELECT origin, seq, at, hlc, actor, action, reason, schema, body, prev_hash, hash "
    "FROM journal WHERE origin = ? ORDER BY seq"
)
_AUDIT: Final = (
    "SELECT origen, secuencia, usuario, accion, entidad, entidad_uid, valor_anterior, valor_nuevo, "
    'motivo_cambio, "timestamp" FROM auditoria ORDER BY id'
)
_IDS: Final = (
    "SELECT a.origen, a.secuencia, a.entidad_uid FROM auditoria a JOIN {table} t ON t.uid = a.entidad_uid "
    "WHERE a.entidad = ? AND a.entidad_id IS NOT t.id LIMIT 1"
)
_LAST: Final = "SELECT max(seq) FROM journal WHERE origin = ? AND at <= ?"
_BODY_AT: Final = 8
_HEADER: Final = ("origin", "seq", "at", "hlc", "actor", "action", "reason", "schema")


@dataclass(frozen=True, slots=True)
class Break:
    """The first thing found wrong.

    ``kind``: ``sequence``, ``chain``, ``hash``, ``body``, ``header``, ``audit``, ``head``, ``replay`` or
    ``row``.
    """

    kind: str
    origin: str | None = None
    seq: int | None = None
    table: str | None = None
    uid: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer: ``entries`` that were read and the ``head`` they end with.

    ``rows`` are the rows of a table as they were at the asked time, as the journal writes them.
    """

    verified: bool
    entries: int
    head: str
    first_break: Break | None = None
    rows: tuple[Mapping[str, object], ...] = field(default=())


class _Broken(Exception):  # noqa: N818 - it carries an answer
    def __init__(self, found: Break) -> None:
        super().__init__(found.kind)
        self.found = found


class _Walk:
    """One pass over the journal, which checks every entry as it comes by."""

    def __init__(self, connection: Connection, head: str | None) -> None:
        self._connection = connection
        self._wanted = head
        self._audit = iter(connection.execute(_AUDIT))
        self.entries = 0
        self.head = ""

    def said(self) -> Iterator[Said]:
        """What every entry says, oldest first. Raises ``_Broken`` at the first that does not hold."""
        for (origin,) in self._connection.execute(_ORIGINS).fetchall():
            for seq, row in enumerate(self._connection.execute(_ENTRIES, (origin,)), start=1):
                if not isinstance(row[_BODY_AT], bytes):
                    raise _Broken(Break("body", origin, row[1]))
                yield self._checked(Entry(*row), seq)
        if next(self._audit, None) is not None:
            raise _Broken(Break("audit"))
        for shape in SHAPES:
            strange = self._connection.execute(_IDS.format(table=shape.table), (shape.audit,)).fetchone()
            if strange is not None:
                origin, seq, uid = strange
                raise _Broken(Break("audit", origin, seq, shape.table, uid))
        if self._wanted:
            raise _Broken(Break("head"))

    def _checked(self, entry: Entry, seq: int) -> Said:
        here = (entry.origin, entry.seq)
        if entry.seq != seq:
            raise _Broken(Break("sequence", *here))
        if entry.prev_hash != self.head:
            raise _Broken(Break("chain", *here))
        if entry.hash != journal.chained(entry.prev_hash, entry.body):
            raise _Broken(Break("hash", *here))
        said = self._read(entry)
        for line in _projected(said):
            if next(self._audit, None) != _audit_row(said, line):
                raise _Broken(Break("audit", *here))
        self.entries += 1
        self.head = entry.hash
        if self._wanted == entry.hash:
            self._wanted = None
        return said

    @staticmethod
    def _read(entry: Entry) -> Said:
        here = (entry.origin, entry.seq)
        try:
            document = entry.document()
            said = journal.said_by(document)
        except (ValueError, KeyError, TypeError) as error:
            raise _Broken(Break("body", *here)) from error
        copies = (*(getattr(entry, name) for name in _HEADER),)
        if copies != tuple(document.get(name) for name in _HEADER):
            raise _Broken(Break("header", *here))
        if not all(change.table in BY_TABLE for change in said.changes):
            raise _Broken(Break("body", *here))
        return said


def verify(
    store: SqlStore,
    *,
    replay: bool = False,
    head: str | None = None,
    table: str | None = None,
    until: datetime | None = None,
) -> Verification:
    """Check a store, reading one state of it.

    ``head`` is a hash noted earlier, which must still be in the chain. ``replay`` rebuilds the rows and
    compares every table, or ``table`` alone; with ``until`` nothing is compared, and the answer holds the
    rows of ``table`` as they were after the last entry of that time.
    """
    with store.connected() as connection:
        connection.execute("BEGIN")
        walk = _Walk(connection, head)
        try:
            rows = _walked(walk, connection, replay=replay or until is not None, table=table, until=until)
        except _Broken as broken:
            return Verification(False, walk.entries, walk.head, broken.found)  # noqa: FBT003 - its first field
        return Verification(True, walk.entries, walk.head, None, rows)  # noqa: FBT003 - its first field


def _walked(
    walk: _Walk, connection: Connection, *, replay: bool, table: str | None, until: datetime | None
) -> tuple[Mapping[str, object], ...]:
    if not replay:
        for _ in walk.said():
            pass
        return ()
    with empty_replay() as rebuilt:
        if until is not None:
            entries = walk.said()
            _apply(_up_to(entries, _last_made_by(connection, until)), rebuilt)
            rows = tuple(rebuilt.rows(table)) if table is not None else ()
            for _ in entries:  # the chain is checked to its end all the same
                pass
            return rows
        _apply(walk.said(), rebuilt)
        tables = [shape.table for shape in SHAPES] if table is None else [table]
        _compare(connection, rebuilt, tables)
    return ()


def _last_made_by(connection: Connection, until: datetime) -> tuple[str, int] | None:
    """The last entry that a clock dates up to a time; clocks may jump, so later dates can stand before it."""
    for (origin,) in reversed(connection.execute(_ORIGINS).fetchall()):
        ((seq,),) = connection.execute(_LAST, (origin, instant_text(until)))
        if seq is not None:
            return origin, seq
    return None


def _up_to(entries: Iterator[Said], last: tuple[str, int] | None) -> Iterator[Said]:
    if last is None:
        return
    for said in entries:
        yield said
        if (said.origin, said.seq) == last:
            return


def _apply(entries: Iterable[Said], rebuilt: Replay) -> None:
    for said in entries:
        for change in said.changes:
            try:
                rebuilt.apply(change)
            except ReplayError as error:
                found = Break("replay", said.origin, said.seq, change.table, change.uid)
                raise _Broken(found) from error


def _compare(connection: Connection, rebuilt: Replay, tables: Iterable[str]) -> None:
    for table in tables:
        uid = differing(connection, rebuilt.connection, table)
        if uid is not None:
            raise _Broken(Break("row", table=table, uid=uid))


def _projected(said: Said) -> tuple[audit.Line, ...]:
    try:
        return tuple(audit.project(said))
    except KeyError as error:
        raise _Broken(Break("body", said.origin, said.seq)) from error


def _audit_row(said: Said, line: audit.Line) -> tuple[Any, ...]:
    told = (line.action, line.entity, line.uid, line.before, line.after, line.reason)
    return (said.origin, said.seq, said.actor, *told, said.at)
