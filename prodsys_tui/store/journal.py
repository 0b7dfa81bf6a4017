"""The journal: one entry a committed transaction, chained by hash. Spec ``sync.md``, "The journal".

``body`` is the exact bytes of a canonical JSON document that holds everything; the other columns are
copies. The chain is ``SHA-256(prev_hash || body)`` with both hashes as lower-case hexadecimal text, so
that ``printf %s%s "$prev_hash" "$body" | sha256sum`` computes it too. An origin's ``seq`` begins at 1; the
first entry of a store's next origin (after a restore) follows on the hash of the last one before it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from prodsys_tui.domain.evidence.canonical import canonical
from prodsys_tui.store.driver import Runner
from prodsys_tui.store.ids import milliseconds

BODY_VERSION = 1
"""The form of the document itself (``v``)."""

SCHEMA = 1
"""The schema of tables that the changes of new entries speak of."""

INSERT, UPDATE, DELETE = "insert", "update", "delete"

_NOTHING = "{}"

_HEAD = "SELECT seq, hash, hlc FROM journal WHERE origin = ? ORDER BY seq DESC LIMIT 1"
_LAST_OF_ALL = "SELECT hash, hlc FROM journal ORDER BY hlc DESC LIMIT 1"
_APPEND = (
    "INSERT INTO journal (origin, seq, at, hlc, actor, action, reason, schema, body, prev_hash, hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Change:
    """One row's change: new ``values`` and ``old`` ones by column, foreign keys as uids."""

    table: str
    uid: str
    base_ver: int
    op: str
    values: Mapping[str, object]
    old: Mapping[str, object]
    values_text: str = field(init=False)
    old_text: str = field(init=False)

    def __post_init__(self) -> None:
        # Journal and audit trail write the same texts: they are made once.
        object.__setattr__(self, "values_text", canonical(self.values) if self.values else _NOTHING)
        object.__setattr__(self, "old_text", canonical(self.old) if self.old else _NOTHING)

    @property
    def text(self) -> str:
        """The change as the journal writes it, in canonical JSON."""
        return (
            f'{{"base_ver":{self.base_ver},"old":{self.old_text},"op":"{self.op}","set":{self.values_text},'
            f'"table":"{self.table}","uid":{canonical(self.uid)}}}'
        )


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain of an origin ends."""

    seq: int
    hash: str
    hlc: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A journal entry as it is kept; its changes are in ``body``."""

    origin: str
    seq: int
    at: str
    hlc: str
    actor: str
    action: str
    reason: str | None
    schema: int
    body: bytes
    prev_hash: str
    hash: str

    def document(self) -> dict[str, Any]:
        """What the body says. Raises ``ValueError`` when it is no JSON object."""
        said = json.loads(self.body)
        if not isinstance(said, dict):
            raise ValueError("a journal body is a JSON object")  # noqa: TRY004 - one kind of error for a bad body
        return said


@dataclass(frozen=True, slots=True)
class Said:
    """Header and changes of an entry: what the audit trail is projected from."""

    origin: str
    seq: int
    at: str
    actor: str
    action: str
    reason: str | None
    changes: Sequence[Change]


def chained(prev_hash: str, body: bytes) -> str:
    """The hash of an entry."""
    return hashlib.sha256(prev_hash.encode() + body).hexdigest()


def next_hlc(last: str, now: datetime) -> str:
    """The hybrid logical time after ``last``: 12 hexadecimal digits of milliseconds, dash, 4 of a counter."""
    present = milliseconds(now)
    if not last:
        return f"{present:012x}-0000"
    last_ms, last_count = (int(part, 16) for part in last.split("-"))
    if present > last_ms:
        return f"{present:012x}-0000"
    count = last_count + 1
    return f"{last_ms + (count >> 16):012x}-{count & 0xFFFF:04x}"


def head_of(runner: Runner, origin: str) -> Head:
    """The end of an origin's chain; ``seq`` 0 and the hash to follow on when it has no entry yet."""
    row = runner.execute(_HEAD, (origin,)).fetchone()
    if row is not None:
        return Head(*row)
    last = runner.execute(_LAST_OF_ALL).fetchone()
    return Head(0, *last) if last is not None else Head(0, "", "")


def compose(said: Said, head: Head, hlc: str) -> Entry:
    """The entry that says this and follows on a head."""
    changes = ",".join([change.text for change in said.changes])
    body = (
        f'{{"action":{canonical(said.action)},"actor":{canonical(said.actor)},"at":"{said.at}",'
        f'"changes":[{changes}],"hlc":"{hlc}","origin":"{said.origin}","reason":{canonical(said.reason)},'
        f'"schema":{SCHEMA},"seq":{said.seq},"v":{BODY_VERSION}}}'
    ).encode()
    return Entry(
        said.origin,
        said.seq,
        said.at,
        hlc,
        said.actor,
        said.action,
        said.reason,
        SCHEMA,
        body,
        head.hash,
        chained(head.hash, body),
    )


def change_of(written: Mapping[str, Any]) -> Change:
    """A change as a body writes it. Raises ``KeyError`` or ``TypeError`` when a part is missing."""
    return Change(
        written["table"],
        written["uid"],
        written["base_ver"],
        written["op"],
        {**written["set"]},
        {**written["old"]},
    )


def said_by(document: Mapping[str, Any]) -> Said:
    """Header and changes of a body. Raises ``KeyError`` or ``TypeError`` when a part is missing."""
    return Said(
        document["origin"],
        document["seq"],
        document["at"],
        document["actor"],
        document["action"],
        document["reason"],
        tuple(map(change_of, document["changes"])),
    )


def append(runner: Runner, entry: Entry) -> None:
    """Write an entry; the caller holds the write lock since it read the head."""
    runner.execute(
        _APPEND,
        (
            entry.origin,
            entry.seq,
            entry.at,
            entry.hlc,
            entry.actor,
            entry.action,
            entry.reason,
            entry.schema,
            entry.body,
            entry.prev_hash,
            entry.hash,
        ),
    )
