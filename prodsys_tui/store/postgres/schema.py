"""Making and upgrading a store's schema on a server, all at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from prodsys_tui.store.postgres import triggers, views
from prodsys_tui.store.postgres.connection import Connection
from prodsys_tui.store.postgres.engine import BEGIN_WRITE, LOCK
from prodsys_tui.store.schema import upgrade

_NAMED: Final = "SELECT to_regclass('alembic_version') IS NOT NULL"
_REVISION: Final = "SELECT version_num FROM alembic_version"
_TABLES: Final = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"


def revision_of(connection: Connection) -> str | None:
    """The revision of the store in a database; None when there is no store in it."""
    cursor = connection.cursor()
    if not cursor.execute(_NAMED).fetchone()[0]:
        return None
    row = cursor.execute(_REVISION).fetchone()
    return None if row is None else str(row[0])


def tables_in(connection: Connection) -> int:
    """How many tables, of anybody, are where a store's would be."""
    number: int = connection.cursor().execute(_TABLES).fetchone()[0]
    return number


@contextmanager
def migrated(connection: Connection, first: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Bring a database, empty or an older store, to the last revision; the block goes on from there.

    One transaction under the write lock: what the block does is there with the schema, or nothing is.
    ``first`` looks at the database under the lock and raises to leave it alone.
    """
    # Loaded here: opening a store that is up to date needs none of it.
    from sqlalchemy import create_engine  # noqa: PLC0415
    from sqlalchemy.pool import StaticPool  # noqa: PLC0415

    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: connection.raw,
        poolclass=StaticPool,
        use_native_hstore=False,
    )
    # The engine looks the server over first, and undoes that; leaving it undoes what was not committed.
    with engine.connect() as schema:
        connection.run(f"{BEGIN_WRITE}; {LOCK}")
        first()
        upgrade(schema)
        triggers.install(connection)
        views.install(connection)
        yield
        connection.run("COMMIT")
