"""Making and upgrading a store's schema.

All revisions run in one transaction: a kill in the middle leaves the old schema or the new one.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import refuse
from prodsys_tui.store import triggers, views
from prodsys_tui.store.connection import APPLICATION_ID, engine_of
from prodsys_tui.store.driver import Connection, understood

if TYPE_CHECKING:
    from sqlalchemy import Connection as SchemaConnection

REVISIONS: Final = ("0001",)
"""Every revision that this release knows, oldest first; read at opening without loading alembic."""

NEW_ORIGIN: Final = "INSERT INTO local_origen (origen, desde) VALUES (?, ?)"
"""Names the installation from now on."""


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
    with understood(path), engine_of(path).connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        upgrade(connection)
        raw: Connection = connection.connection.driver_connection  # type: ignore[assignment]
        triggers.install(raw)
        views.install(raw)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.commit()


def upgrade(connection: "SchemaConnection") -> None:
    """Run the revisions that a database lacks, in the transaction that is open.

    Raises what the driver raises.
    """
    # Loaded here: opening a store that is up to date, as nearly always, needs no alembic.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except DBAPIError as error:
        raise error.orig or error from error
