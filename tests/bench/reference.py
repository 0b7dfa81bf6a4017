"""The plain references: the same rows in the same tables of a copy of the store, written by hand.

Same library, file system, settings, indexes and triggers; what differs is the program. The rows are made
ready beforehand: only what no writer can do without is left, the uid, the body, its hash, three INSERTs.
"""

import json
import shutil
import uuid
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

_LAST = "SELECT seq, hash FROM journal WHERE origin = ? ORDER BY seq DESC LIMIT 1"


def connect(path: Path, synchronous: str) -> sqlite.Connection:
    """A raw connection with the store's settings."""
    raw = sqlite.connect(str(path), isolation_level=None)
    raw.executescript(
        f"PRAGMA synchronous={synchronous}; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON;"
        " PRAGMA recursive_triggers=ON;"
    )
    return raw


def copied(store: Path, to: Path) -> Path:
    """A copy of a store that nobody has open."""
    source = sqlite.connect(str(store))
    with sqlite.connect(str(to)) as target:
        source.backup(target)
    source.close()
    target.execute("PRAGMA journal_mode=WAL")
    target.close()
    shutil.copymode(store, to)
    return to


class RawWriter:
    """Saves a sample with its audit and journal rows in one raw transaction: the least that can be done.

    A sample of the copied store is written again and again, with a uid of its own.
    """

    def __init__(self, store: Path, synchronous: str = "FULL") -> None:
        self.raw = connect(store, synchronous)
        last = "SELECT * FROM {} WHERE {} ORDER BY id DESC LIMIT 1"
        self.sample = self._row(last.format("muestras", "proceso_id = 2 AND parametro = 'Ancho'"))
        self.audit = self._row(last.format("auditoria", "entidad = 'Muestra'"))
        self.entry = self._row("SELECT * FROM journal ORDER BY seq DESC LIMIT 1")
        self.change = {"table": "muestras", "base_ver": 0, "op": "insert", "set": self.sample, "old": {}}
        del self.sample["id"], self.audit["id"]
        self.insert_sample = self._insert("muestras", list(self.sample))
        self.insert_audit = self._insert("auditoria", list(self.audit))
        self.insert_entry = self._insert("journal", list(self.entry))

    def save(self) -> None:
        """One transaction of three rows."""
        raw, entry, audit, sample = self.raw, self.entry, self.audit, self.sample
        sample["uid"] = uid = str(uuid.uuid4())
        raw.execute("BEGIN IMMEDIATE")
        audit["entidad_id"] = raw.execute(self.insert_sample, tuple(sample.values())).lastrowid
        last = raw.execute(_LAST, (entry["origin"],)).fetchone()
        entry["seq"], entry["prev_hash"] = last[0] + 1, last[1]
        body = json.dumps({"seq": entry["seq"], "changes": [{**self.change, "uid": uid}]}).encode()
        entry["body"], entry["hash"] = body, sha256(last[1].encode() + body).hexdigest()
        audit["entidad_uid"], audit["valor_nuevo"], audit["secuencia"] = uid, json.dumps(sample), entry["seq"]
        raw.execute(self.insert_entry, tuple(entry.values()))
        raw.execute(self.insert_audit, tuple(audit.values()))
        raw.execute("COMMIT")

    def _row(self, query: str) -> dict[str, object]:
        cursor = self.raw.execute(query)
        return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))

    @staticmethod
    def _insert(table: str, columns: Sequence[str]) -> str:
        names = ", ".join(f'"{column}"' for column in columns)
        return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"
