"""One pass over journal and audit trail, which checks every entry as it comes by.

An entry that holds is nearly always told by one comparison: its header and its audit entries say, byte by
byte, what its body must be. Only a body that they tell in other words, or that differs, is taken apart.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from json.encoder import encode_basestring as quoted
from typing import Any, Final

from prodsys_tui.domain.evidence.canonical import canonical
from prodsys_tui.domain.model import Result
from prodsys_tui.services.evidence.proof import Break, Progress, silent
from prodsys_tui.store import audit, journal
from prodsys_tui.store.driver import Connection
from prodsys_tui.store.journal import BODY_VERSION, Entry, Said
from prodsys_tui.store.shapes import BY_TABLE, SAMPLE, SHAPES

ORIGINS: Final = "SELECT origin FROM journal GROUP BY origin ORDER BY min(hlc)"
_ENTRIES: Final = (
    "SELECT origin, seq, at, hlc, actor, action, reason, schema, body, prev_hash, hash "
    "FROM journal WHERE origin = ? ORDER BY seq"
)
_AUDIT: Final = (
    "SELECT origen, secuencia, usuario, accion, entidad, entidad_uid, valor_anterior, valor_nuevo, "
    'motivo_cambio, "timestamp" FROM auditoria ORDER BY id'
)
_TOTAL: Final = "SELECT count(*) FROM journal"
TOLD_EVERY: Final = 250
"""After how many entries it is told how far the pass is."""
_TABLES: Final = {shape.audit: shape.table for shape in SHAPES}
_KEPT_IN: Final = {SAMPLE.audit: SAMPLE.table, **_TABLES, audit.REJECTION: SAMPLE.table}
"""The tables that audit entries speak of; what there is most of comes first, and is found first."""
_OTHER_ID: Final = (
    "WHEN '{entity}' THEN coalesce(a.entidad_id, -1) <> (SELECT id FROM {table} WHERE uid = a.entidad_uid)"
)
_IDS: Final = " ".join(
    (
        "SELECT a.origen, a.secuencia, a.entidad, a.entidad_uid FROM auditoria a WHERE CASE a.entidad",
        *(_OTHER_ID.format(entity=entity, table=table) for entity, table in _KEPT_IN.items()),
        "END LIMIT 1",
    )
)
_HEADER: Final = ("origin", "seq", "at", "hlc", "actor", "action", "reason", "schema")
_SIGNED_OR_BARE: Final = audit.SIGNED | audit.SESSIONS
_COMPLIES: Final = f'"resultado":{canonical(Result.COMPLIES.value)}'
_STATE: Final = '"estado":'
_BASE: Final = len('{"base_ver":')

_decoder = json.JSONDecoder()


class BrokenError(Exception):
    """Raised at the first thing found wrong, which it carries."""

    def __init__(self, found: Break) -> None:
        super().__init__(found.kind)
        self.found = found


class Walk:
    """The pass. ``entries`` held so far, and ``head`` is the hash of the last of them.

    ``head`` given at the beginning is a hash noted earlier, or how it begins, which must be met on the way.
    """

    def __init__(self, connection: Connection, head: str | None, told: Progress = silent) -> None:
        self._connection = connection
        self._wanted = head
        self._tell = told
        self._audit = iter(connection.execute(_AUDIT))
        self._next: Any = next(self._audit, None)
        self.entries = 0
        self.head = ""

    def check(self) -> None:
        """Check every entry. Raises ``BrokenError`` at the first that does not hold."""
        for row in self._chain():
            told = self._told(row)
            try:
                plain = _plain(row, told)
            except (TypeError, ValueError, KeyError):  # what should be text, or a value in it, is none
                plain = False
            if not plain:
                _taken_apart(Entry(*row), told)

    def said(self) -> Iterator[Said]:
        """As ``check``; gives what every entry says, oldest first."""
        for row in self._chain():
            yield _taken_apart(Entry(*row), self._told(row))

    def _chain(self) -> Iterator[Any]:
        """The entries as rows, each after the one before it was looked at."""
        ((total,),) = self._connection.execute(_TOTAL).fetchall()
        for (origin,) in self._connection.execute(ORIGINS).fetchall():
            for number, row in enumerate(self._connection.execute(_ENTRIES, (origin,)), start=1):
                seq, (body, before, own) = row[1], row[8:]
                if not isinstance(body, bytes):
                    raise BrokenError(Break("body", origin, seq))
                if seq != number:
                    raise BrokenError(Break("sequence", origin, seq))
                if before != self.head:
                    raise BrokenError(Break("chain", origin, seq))
                if own != journal.chained(before, body):
                    raise BrokenError(Break("hash", origin, seq))
                yield row
                self.entries += 1
                if not self.entries % TOLD_EVERY:
                    self._tell(self.entries, total)
                self.head = own
                if self._wanted and own.startswith(self._wanted):
                    self._wanted = None
        self._end()

    def _told(self, row: Any) -> list[Any]:
        """The audit entries that follow, as far as they are of an entry."""
        line = self._next
        origin, seq = row[:2]
        if line is None or line[1] != seq or line[0] != origin:
            return []
        told = [line]
        for line in self._audit:
            if line[1] != seq or line[0] != origin:
                self._next = line
                return told
            told.append(line)
        self._next = None
        return told

    def _end(self) -> None:
        """Nothing may be left over."""
        if self._next is not None:
            raise BrokenError(Break("audit"))
        strange = self._connection.execute(_IDS).fetchone()
        if strange is not None:
            origin, seq, entity, uid = strange
            raise BrokenError(Break("audit", origin, seq, _KEPT_IN[entity], uid))
        if self._wanted:
            raise BrokenError(Break("head"))


def _plain(row: Any, told: list[Any]) -> bool:
    """Whether header and audit entries of an entry say plainly what its body is.

    The texts of values are taken as the audit has them: whoever writes others into both has to forge the
    hashes too, and no comparison within one store finds that.
    """
    origin, seq, at, hlc, actor, action, reason, schema, body = row[:9]
    if not told or action in _SIGNED_OR_BARE:
        return False
    said: str = body.decode(errors="replace")
    text = f'{{"action":{quoted(action)},"actor":{quoted(actor)},"at":{quoted(at)},"changes":['
    changes: list[str] = []
    place = len(text)
    lines = iter(told)
    for line in lines:
        _, _, user, what, entity, uid, before, after, why, when = line
        if user != actor or when != at or entity not in _TABLES:
            return False
        plain = why == reason and (entity != SAMPLE.audit or _COMPLIES in after)
        if plain and what == "CREATE" and before is None:
            changed = _change_text("0", "{}", journal.INSERT, after, entity, uid)
        elif plain and what == "UPDATE" and before is not None and _STATE not in after:
            version = said[place + _BASE : said.find(",", place)]
            changed = _change_text(version, before, journal.UPDATE, after, entity, uid)
        else:
            changed = _other(said, place, Said(origin, seq, at, actor, action, reason, ()), (line, lines))
        changes.append(changed)
        place += len(changed) + 1
    last = "null" if reason is None else quoted(reason)
    text += ",".join(changes)
    text += f'],"hlc":{quoted(hlc)},"origin":{quoted(origin)},"reason":{last},"schema":{schema},"seq":{seq},'
    return said == f'{text}"v":{BODY_VERSION}}}'


def _change_text(version: str, before: str, op: str, after: str, entity: str, uid: str) -> str:
    return (
        f'{{"base_ver":{version},"old":{before},"op":"{op}","set":{after},"table":"{_TABLES[entity]}",'
        f'"uid":{quoted(uid)}}}'
    )


def _other(said: str, place: int, header: Said, told: tuple[Any, Iterator[Any]]) -> str:
    """The text of a change that the audit tells in other words, or in several lines.

    Raises ``ValueError`` or ``KeyError`` unless those are the lines.
    """
    written, end = _decoder.raw_decode(said, place)
    one = replace(header, changes=(journal.change_of(written),))
    wanted = [_audit_row(one, line) for line in audit.project(one)]
    if wanted != [told[0], *islice(told[1], len(wanted) - 1)]:
        raise ValueError(wanted)
    return said[place:end]


def _taken_apart(entry: Entry, told: list[Any]) -> Said:
    """What an entry says. Raises ``BrokenError`` unless header and audit trail say the same."""
    here = (entry.origin, entry.seq)
    try:
        document = entry.document()
        said = journal.said_by(document)
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenError(Break("body", *here)) from error
    copies = (*(getattr(entry, name) for name in _HEADER),)
    if copies != tuple(document.get(name) for name in _HEADER):
        raise BrokenError(Break("header", *here))
    if not all(change.table in BY_TABLE for change in said.changes):
        raise BrokenError(Break("body", *here))
    try:
        lines = [_audit_row(said, line) for line in audit.project(said)]
    except KeyError as error:
        raise BrokenError(Break("body", *here)) from error
    if lines != told:
        raise BrokenError(Break("audit", *here))
    return said


def _audit_row(said: Said, line: audit.Line) -> tuple[Any, ...]:
    values = (line.action, line.entity, line.uid, line.before, line.after, line.reason)
    return (said.origin, said.seq, said.actor, *values, said.at)
