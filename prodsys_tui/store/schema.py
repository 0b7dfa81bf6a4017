"""Making and upgrading a store's schema.

All revisions run in one transaction: a kill in the middle leaves the old schema or the new one.
"""

from pathlib import Path
from typing import Final

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import refuse
from prodsys_tui.store import triggers, views
from prodsys_tui.store.connection import APPLICATION_ID, engine_of
from prodsys_tui.store.driver import Connection, understood

REVISIONS: Final = ("0001",)
"""Every revision that this release knows, oldest first; read at opening without loading alembic."""


def revision_of(connection: Connection, path: Path) -> str:
    """The revision of an open store. Raises ``Refused`` (``not-a-store``) when it has none."""
    named = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if named else None
    if row is None or not isinstance(row[0], str):
        raise refuse(Code.NOT_A_STORE, path=str(path))
    revision: str = row[0]
    return revision


def migrate(path: Path) -> None:
    """Bring a store's file, new or old, to the last revision, all at once. The file must exist."""
    # Loaded here: opening a store that is up to date, as nearly always, needs no alembic.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with understood(path), engine_of(path).connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        raw: Connection = connection.connection.driver_connection  # type: ignore[assignment]
        triggers.install(raw)
        views.install(raw)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.commit()
