"""The plain references: raw sqlite3 with the same library, file system and settings as the store."""

import json
import uuid
from hashlib import sha256
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

SCHEMA = """
CREATE TABLE muestras (
  id INTEGER PRIMARY KEY, uid TEXT UNIQUE NOT NULL, fecha_analisis TEXT NOT NULL, bitacora_id INTEGER NOT NULL,
  proceso_id INTEGER NOT NULL, maquina_id INTEGER, parametro TEXT NOT NULL, valor REAL NOT NULL,
  valor_nominal REAL, resultado TEXT NOT NULL, usuario_modificacion TEXT, fecha_modificacion TEXT
);
CREATE INDEX muestras_bitacora ON muestras (bitacora_id, proceso_id);
CREATE TABLE auditoria (
  id INTEGER PRIMARY KEY, usuario TEXT NOT NULL, accion TEXT NOT NULL, entidad TEXT NOT NULL,
  entidad_id INTEGER, valor_anterior TEXT, valor_nuevo TEXT, motivo_cambio TEXT, timestamp TEXT
);
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, body TEXT NOT NULL,
  prev_hash TEXT NOT NULL, hash TEXT NOT NULL
);
"""
SAMPLE = (
    "INSERT INTO muestras (uid, fecha_analisis, bitacora_id, proceso_id, maquina_id, parametro, valor,"
    " valor_nominal, resultado, usuario_modificacion, fecha_modificacion) VALUES (?,?,?,?,?,?,?,?,?,?,?)"
)
AUDIT = "INSERT INTO auditoria (usuario, accion, entidad, entidad_id, valor_nuevo, timestamp) VALUES (?,?,?,?,?,?)"
JOURNAL = "INSERT INTO journal (at, actor, body, prev_hash, hash) VALUES (?,?,?,?,?)"
AT = "2026-03-15T10:00:00.000000Z"


def connect(path: Path, synchronous: str) -> sqlite.Connection:
    """A raw connection with the store's settings."""
    raw = sqlite.connect(str(path), isolation_level=None)
    raw.executescript(
        f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA busy_timeout=10000;"
        "PRAGMA foreign_keys=ON;"
    )
    return raw


class RawWriter:
    """Saves a sample with its audit and journal rows in one raw transaction: the least that can be done."""

    def __init__(self, path: Path, synchronous: str = "FULL") -> None:
        fresh = not path.exists()
        self.raw = connect(path, synchronous)
        if fresh:
            self.raw.executescript(SCHEMA)
        self.hash = "0" * 64

    def save(self) -> None:
        """One transaction of three rows."""
        uid = str(uuid.uuid4())
        row = (uid, "2026-03-15", 1, 2, 5, "Ancho", 12.125, 12.125, "Cumple", "rperez", AT)
        body = json.dumps({"at": AT, "actor": "rperez", "changes": [{"table": "muestras", "set": row}]})
        after = sha256((self.hash + body).encode()).hexdigest()
        raw = self.raw
        raw.execute("BEGIN IMMEDIATE")
        sample = raw.execute(SAMPLE, row).lastrowid
        raw.execute(AUDIT, ("rperez", "CREATE", "Muestra", sample, body, AT))
        raw.execute(JOURNAL, (AT, "rperez", body, self.hash, after))
        raw.execute("COMMIT")
        self.hash = after
