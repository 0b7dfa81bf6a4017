"""The schema: what migrations make is what is declared, and a migration happens whole or not at all."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from prodsys_tui.store import SqlStore, migrations, schema
from prodsys_tui.store.declared import differences
from prodsys_tui.store.files import make_private
from prodsys_tui.store.mapping import Shape
from prodsys_tui.store.shapes import SHAPES
from prodsys_tui.store.tables import METADATA
from tests.store.floor import NOON, Floor
from tests.store.raw import ask, shell


@pytest.fixture
def engine() -> str:
    """These are about files; ``test_server_schema`` holds the other engine to the same."""
    return "sqlite"


LOCAL = {"local_origen", "local_pin", "local_acceso", "local_borrador"}
LEDGER = {"journal", "auditoria"}

SEED = {
    "muestras": {
        "id": ("INTEGER", True),
        "codigo_muestra": ("TEXT", False),
        "fecha_analisis": ("TEXT", True),
        "lote_id": ("INTEGER", False),
        "bitacora_id": ("INTEGER", True),
        "proceso_id": ("INTEGER", True),
        "maquina_id": ("INTEGER", False),
        "parametro": ("TEXT", True),
        "valor": ("REAL", True),
        "valor_nominal": ("REAL", False),
        "resultado": ("TEXT", True),
        "usuario_modificacion": ("TEXT", False),
        "fecha_modificacion": ("TEXT", False),
    },
    "lotes": {
        "id": ("INTEGER", True),
        "codigo_lote": ("TEXT", True),
        "orden_produccion_id": ("INTEGER", True),
        "bitacora_id": ("INTEGER", True),
        "correlativo": ("INTEGER", True),
        "fecha_produccion": ("TEXT", True),
        "estado": ("TEXT", False),
        "comentario_estado": ("TEXT", False),
        "motivo_cambio": ("TEXT", False),
        "created_at": ("TEXT", False),
        "created_by": ("TEXT", False),
        "updated_at": ("TEXT", False),
        "updated_by": ("TEXT", False),
    },
    "lote_historial_estado": {
        "id": ("INTEGER", True),
        "lote_id": ("INTEGER", True),
        "estado_anterior": ("TEXT", True),
        "estado_nuevo": ("TEXT", True),
        "comentario": ("TEXT", False),
        "changed_by": ("TEXT", True),
        "changed_at": ("TEXT", False),
    },
    "telar_consumo_lote": {
        "id": ("INTEGER", True),
        "registro_trabajo_id": ("INTEGER", True),
        "maquina_id": ("INTEGER", True),
        "bitacora_id": ("INTEGER", True),
        "lote_id": ("INTEGER", True),
        "created_at": ("TEXT", False),
        "created_by": ("TEXT", False),
    },
    "auditoria": {
        "id": ("INTEGER", True),
        "usuario": ("TEXT", True),
        "accion": ("TEXT", True),
        "entidad": ("TEXT", True),
        "entidad_id": ("INTEGER", False),
        "valor_anterior": ("TEXT", False),
        "valor_nuevo": ("TEXT", False),
        "motivo_cambio": ("TEXT", False),
        "timestamp": ("TEXT", False),
    },
}
SEED_KEYS = {
    "muestras": {("lote_id", "lotes"), ("bitacora_id", "bitacora_turno")},
    "lotes": {("orden_produccion_id", "orden_produccion"), ("bitacora_id", "bitacora_turno")},
    "lote_historial_estado": {("lote_id", "lotes")},
    "telar_consumo_lote": {
        ("registro_trabajo_id", "registros_trabajo"),
        ("lote_id", "lotes"),
        ("bitacora_id", "bitacora_turno"),
    },
    "auditoria": set(),
}


@pytest.mark.parametrize("table", SEED)
def test_the_tables_of_the_seed_have_its_columns(path: Path, table: str) -> None:
    columns = {
        name: (kind, bool(not_null))
        for _, name, kind, not_null, _, _ in ask(path, f"PRAGMA table_info({table})")
    }
    assert {name: columns.get(name) for name in SEED[table]} == SEED[table]
    keys = {(row[3], row[2]) for row in ask(path, f"PRAGMA foreign_key_list({table})")}
    assert keys >= SEED_KEYS[table]


def test_a_batch_code_is_unique(path: Path) -> None:
    unique = {
        tuple(column for _, _, column in ask(path, f"PRAGMA index_info({index[1]})"))
        for index in ask(path, "PRAGMA index_list(lotes)")
        if index[2]
    }
    assert {
        ("codigo_lote",),
        ("bitacora_id", "orden_produccion_id"),
        ("orden_produccion_id", "correlativo"),
    } <= unique


def test_migrations_make_what_is_declared(path: Path) -> None:
    with shell(path) as connection:
        assert list(differences(connection)) == []


def test_quantities_are_read_as_people_write_them(store: SqlStore, floor: Floor, path: Path) -> None:
    with store.begin("ana", "production-add", NOON) as uow:
        uow.add(floor.record("250.125", waste_kg=None))
    assert ask(path, "SELECT cantidad FROM registros_trabajo") == [(250_125_000,)]
    assert ask(path, "SELECT cantidad, merma_kg, bitacora_id FROM v_registros_trabajo") == [
        (250.125, None, 1)
    ]
    assert ask(path, "SELECT cantidad_objetivo FROM v_orden_produccion") == [(1000.0,)]


def test_a_difference_is_told(path: Path) -> None:
    with shell(path) as connection:
        connection.execute("DROP INDEX ix_lotes_estado")
        connection.execute("ALTER TABLE lotes ADD COLUMN otra TEXT")
        assert list(differences(connection)) == [
            "+ lotes otra TEXT 0 0",
            "- ix_lotes_estado: CREATE INDEX ix_lotes_estado ON lotes (estado)",
        ]


def test_every_table_is_synced_local_or_the_ledger() -> None:
    assert {shape.table for shape in SHAPES} | LOCAL | LEDGER == set(METADATA.tables)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.table)
def test_the_light_mapping_names_what_the_tables_declare(shape: Shape[Any]) -> None:
    declared = {column.key: column for column in METADATA.tables[shape.table].columns}
    mapped = {column.field: column for column in shape.columns}
    assert declared.keys() == mapped.keys() | {"id", "uid", "version"}
    for field, column in mapped.items():
        kind = declared[field].type
        assert declared[field].name == column.column
        assert {key.column.table.name for key in declared[field].foreign_keys} == (
            {column.link.table} if column.link else set()
        )
        assert getattr(kind, "codec", None) in {column.codec, None}


def test_the_revisions_are_known_without_loading_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    found = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == schema.REVISIONS


def test_a_kill_in_the_middle_of_a_migration_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    make_private(path)
    program = (
        "import os, sys; from pathlib import Path\n"
        "from prodsys_tui.store import schema\n"
        "schema.triggers.install = lambda connection: os.kill(os.getpid(), 9)\n"
        "schema.migrate(Path(sys.argv[1]))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert done.returncode == -9
    assert ask(path, "SELECT count(*) FROM sqlite_master") == [(0,)]
    schema.migrate(path)
    assert ask(path, "SELECT version_num FROM alembic_version") == [(schema.REVISIONS[-1],)]
    assert path.stat().st_mode & 0o077 == 0
