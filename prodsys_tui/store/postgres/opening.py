"""Opening and creating a store on a server: the checks before a database is trusted."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.ports import Clock
from prodsys_tui.services.refused import refuse
from prodsys_tui.store.codec import instant_text
from prodsys_tui.store.ids import new_uid
from prodsys_tui.store.postgres import triggers
from prodsys_tui.store.postgres.connection import Connection
from prodsys_tui.store.postgres.engine import ServerEngine, ServerHeld
from prodsys_tui.store.postgres.schema import migrated, revision_of, tables_in
from prodsys_tui.store.schema import NEW_ORIGIN, REVISIONS
from prodsys_tui.store.sqlstore import SqlStore

_ENCODING: Final = "SELECT current_setting('server_encoding')"


def open_store(url: str, clock: Clock) -> tuple[SqlStore, tuple[str, ...]]:
    """Open the store at a URL, upgrading an older one; with it the triggers that are not as they must be.

    Raises ``Refused`` as :meth:`ServerEngine.open`, and ``store-missing`` (an empty database),
    ``not-a-store`` (another program's), ``store-newer``.
    """
    engine = ServerEngine(url)
    connection = engine.open()
    try:
        revision = revision_of(connection)
        if revision is None:
            code, variant = (Code.NOT_A_STORE, "database") if tables_in(connection) else _EMPTY
            raise refuse(code, variant=variant, path=engine.place)
        if revision not in REVISIONS:
            raise refuse(Code.STORE_NEWER, path=engine.place)
        if revision != REVISIONS[-1]:
            with migrated(connection):
                pass
        wrong = triggers.differing(connection)
    except engine.errors as error:
        raise engine.meaning(error) or error from error
    finally:
        connection.close()
    return SqlStore(engine, clock), wrong


_EMPTY: Final = (Code.STORE_MISSING, "empty")


def create_store(url: str, clock: Clock, found: Callable[[SqlStore], None]) -> None:
    """Create a store with an origin of its own in an empty database and let ``found`` fill it.

    Schema, origin and all that ``found`` writes are one transaction: a store is there whole or not at all.
    Raises ``Refused``: ``store-exists`` when there is one already, ``not-a-store`` when the database has
    tables of another program or does not keep texts in UTF-8, and as :meth:`ServerEngine.open`.
    """
    engine = ServerEngine(url)
    connection = engine.open()
    try:
        with migrated(connection, partial(_need_empty, connection, engine)):
            now = clock.now()
            connection.cursor().execute(NEW_ORIGIN, (new_uid(now), instant_text(now)))
            found(SqlStore(_Founding(engine, connection), clock))
    except engine.errors as error:
        raise engine.meaning(error) or error from error
    finally:
        connection.close()


def _need_empty(connection: Connection, engine: ServerEngine) -> None:
    if revision_of(connection) is not None:
        raise refuse(Code.STORE_EXISTS, variant="database", path=engine.place)
    if tables_in(connection):
        raise refuse(Code.NOT_A_STORE, variant="database", path=engine.place)
    encoding = connection.cursor().execute(_ENCODING).fetchone()[0]
    if encoding != "UTF8":
        raise refuse(Code.NOT_A_STORE, variant="encoding", path=engine.place, encoding=encoding)


class _Founding:
    """An engine whose every block is a part of the one transaction that founds a store."""

    def __init__(self, engine: ServerEngine, connection: Connection) -> None:
        self._engine = engine
        self._connection = connection
        self.place = engine.place
        self.errors = engine.errors
        self.meaning = engine.meaning
        self.lost = engine.lost
        self.need_room = engine.need_room
        self.make_room = engine.make_room

    @property
    def path(self) -> Path:
        """Raises ``Refused``: there is no file."""
        return self._engine.path

    def connect(self) -> "_Part":
        """The same connection."""
        return _Part(self._connection)


class _Part(ServerHeld):
    """A block inside the founding transaction: undone alone, committed with the whole."""

    _saved = False

    def look(self) -> None:
        """It sees what was founded so far."""

    def lock(self) -> None:
        """Note the state to come back to."""
        self.connection.run("SAVEPOINT part")
        self._saved = True

    def commit(self, head: object) -> None:  # noqa: ARG002 - nothing is committed yet
        """Keep the part."""
        self.connection.run("RELEASE part")
        self._saved = False

    def undo(self) -> bool:
        """Undo the part unless it is kept."""
        if self._saved and not self.connection.raw.closed:
            self.connection.run("ROLLBACK TO part; RELEASE part")
        self._saved = False
        return not self.connection.raw.closed

    def close(self) -> None:
        """The founding closes the connection."""
