"""Opening and creating stores: the checks before a file is trusted."""

import os
from collections.abc import Callable
from pathlib import Path

import structlog

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.ports import Clock
from prodsys_tui.services.refused import refuse
from prodsys_tui.store import triggers
from prodsys_tui.store.codec import instant_text
from prodsys_tui.store.connection import APPLICATION_ID, borrowed, engine_of, journal_mode
from prodsys_tui.store.driver import VERSION, Connection, understood
from prodsys_tui.store.files import check_file, local_path, make_private, refuse_network
from prodsys_tui.store.ids import new_uid
from prodsys_tui.store.schema import REVISIONS, migrate, revision_of
from prodsys_tui.store.sqlstore import SqlStore

_log = structlog.get_logger(__name__)

_NEW_ORIGIN = "INSERT INTO local_origen (origen, desde) VALUES (?, ?)"


def open_store(place: str | Path, clock: Clock) -> SqlStore:
    """Open the store that a path or a ``sqlite:///`` URL names, upgrading an older one.

    Raises ``Refused``: ``store-missing``, ``not-a-store`` (no SQLite file, another program's, one whose
    triggers were tampered with, or on a network file system), ``store-newer``, ``store-busy``,
    ``store-read-only``.
    """
    path = local_path(place)
    check_file(path, APPLICATION_ID)
    if _prepared(path) != REVISIONS[-1]:
        migrate(path)
    return SqlStore(path, clock)


def create_store(
    place: str | Path, clock: Clock, found: Callable[[SqlStore], None] = lambda _store: None
) -> SqlStore:
    """Create a store with an origin of its own, let ``found`` fill it, and open it.

    All happens in a file beside, which takes its name at the end: a store is there whole or not at all.
    Raises ``Refused`` (``store-exists``) when there is a file already.
    """
    path = local_path(place)
    if path.exists():
        raise refuse(Code.STORE_EXISTS, path=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    refuse_network(path)
    beside = path.with_name(f".{path.name}.{new_uid(clock.now())}.new")
    make_private(beside)
    try:
        migrate(beside)
        name_origin(beside, clock)
        store = SqlStore(beside, clock)
        try:
            found(store)
        finally:
            store.close()
        os.link(beside, path)
    except FileExistsError as error:
        raise refuse(Code.STORE_EXISTS, path=str(path)) from error
    finally:
        beside.unlink(missing_ok=True)
    return open_store(path, clock)


def name_origin(path: Path, clock: Clock) -> str:
    """Give the installation in a file a new origin, under which it journals from now on."""
    now = clock.now()
    origin = new_uid(now)
    engine = engine_of(path)
    with understood(), borrowed(engine) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_NEW_ORIGIN, (origin, instant_text(now)))
        connection.execute("COMMIT")
    engine.dispose()
    return origin


def _prepared(path: Path) -> str:
    """Check what is in a file, set its journal mode, and answer its revision."""
    engine = engine_of(path)
    try:
        with understood(), borrowed(engine) as connection:
            revision = revision_of(connection)
            if revision not in REVISIONS:
                raise refuse(Code.STORE_NEWER, path=str(path), revision=revision)
            _check_triggers(connection, path, revision)
            _set_journal_mode(connection, path)
            return revision
    finally:
        engine.dispose()


def _check_triggers(connection: Connection, path: Path, revision: str) -> None:
    if revision != REVISIONS[-1]:
        return
    wrong = triggers.differing(connection)
    if wrong:
        raise refuse(Code.NOT_A_STORE, variant="triggers", path=str(path), triggers=", ".join(wrong))


def _set_journal_mode(connection: Connection, path: Path) -> None:
    wanted = journal_mode()
    if wanted == "delete":
        _log.warning("sqlite-too-old-for-wal", version=".".join(map(str, VERSION)), path=str(path))
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != wanted and os.access(path, os.W_OK):
        connection.execute(f"PRAGMA journal_mode = {wanted}")
