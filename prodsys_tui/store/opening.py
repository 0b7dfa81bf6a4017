"""Opening and creating stores: the checks before a file is trusted."""

import importlib
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Final

from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.services.ports import Clock
from prodsys_tui.services.refused import refuse
from prodsys_tui.store import triggers
from prodsys_tui.store.codec import instant_text
from prodsys_tui.store.connection import APPLICATION_ID, journal_mode, opened
from prodsys_tui.store.disk import take_ballast
from prodsys_tui.store.driver import VERSION, Connection, understood
from prodsys_tui.store.files import check_file, local_path, make_private, refuse_network, server_url
from prodsys_tui.store.ids import new_uid
from prodsys_tui.store.schema import NEW_ORIGIN, REVISIONS, migrate, revision_of
from prodsys_tui.store.sqlstore import SqlStore

_DRIVER: Final = "psycopg"
_GET_DRIVER: Final = f"{sys.executable} -m pip install 'psycopg[binary]'"

_log = logging.getLogger(__name__)


def open_store(place: str | Path, clock: Clock) -> SqlStore:
    """Open the store that a path, a ``sqlite:///`` or a PostgreSQL URL names, upgrading an older one.

    Raises ``Refused``: ``store-missing``, ``not-a-store`` (no SQLite file, another program's, or one on a
    network file system), ``store-newer``, ``store-busy``, ``store-read-only``. A store whose triggers
    were tampered with can be read and verified, but takes no more writes.
    """
    url = server_url(place)
    store: SqlStore
    wrong: tuple[str, ...]
    if url is not None:
        store, wrong = _server().open_store(url, clock)
    else:
        path = local_path(place)
        check_file(path, APPLICATION_ID)
        if _prepared(path) != REVISIONS[-1]:
            migrate(path)
        take_ballast(path)
        store = SqlStore(path, clock)
        with store.connected() as connection:
            wrong = triggers.differing(connection)
    if wrong:
        named = ", ".join(wrong)
        store.refuse_writes(
            Refusal(Code.NOT_A_STORE, {"path": store.place, "triggers": named}, None, "triggers")
        )
    return store


def create_store(
    place: str | Path, clock: Clock, found: Callable[[SqlStore], None] = lambda _store: None
) -> SqlStore:
    """Create a store with an origin of its own, let ``found`` fill it, and open it.

    A file is made beside and takes its name at the end; on a server all is one transaction: a store is
    there whole or not at all. Raises ``Refused`` (``store-exists``) when there is one already.
    """
    url = server_url(place)
    if url is not None:
        _server().create_store(url, clock, found)
        return open_store(url, clock)
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


def _server() -> ModuleType:
    """What opens and creates stores on a server. Raises ``Refused`` where its driver is not installed."""
    try:
        return importlib.import_module("prodsys_tui.store.postgres.opening")
    except ImportError as error:
        if not (error.name or _DRIVER).startswith(_DRIVER):
            raise
        raise refuse(Code.NOT_A_STORE, variant="driver", command=_GET_DRIVER) from error


def name_origin(path: Path, clock: Clock) -> str:
    """Give the installation in a file a new origin, under which it journals from now on."""
    now = clock.now()
    origin = new_uid(now)
    with understood(path), opened(path) as connection:
        connection.execute(NEW_ORIGIN, (origin, instant_text(now)))
    return origin


def _prepared(path: Path) -> str:
    """Check what is in a file, set its journal mode, and answer its revision."""
    with understood(path), opened(path) as connection:
        revision = revision_of(connection, path)
        if revision not in REVISIONS:
            raise refuse(Code.STORE_NEWER, path=str(path))
        _set_journal_mode(connection, path)
        return revision


def _set_journal_mode(connection: Connection, path: Path) -> None:
    wanted = journal_mode()
    if wanted == "delete":
        _log.warning("sqlite-too-old-for-wal", extra={"sqlite": ".".join(map(str, VERSION))})
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != wanted and os.access(path, os.W_OK):
        connection.execute(f"PRAGMA journal_mode = {wanted}")
