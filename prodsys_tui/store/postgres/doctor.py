"""What can be looked at to say whether a store on a server is well. Details are facts, as ``doctor``'s."""

from collections.abc import Callable, Iterator
from typing import Final

from psycopg import pq

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.ports import Clock
from prodsys_tui.services.refused import Refused, refuse
from prodsys_tui.store.doctor import Check, chain
from prodsys_tui.store.postgres import triggers
from prodsys_tui.store.postgres.connection import Connection
from prodsys_tui.store.postgres.engine import SETTINGS, ServerEngine
from prodsys_tui.store.postgres.schema import revision_of
from prodsys_tui.store.schema import REVISIONS

_MUST: Final = {"fsync": "on", "full_page_writes": "on", "server_encoding": "UTF8"}
"""What the server itself must be set to: without the first two a power cut loses what was acknowledged."""
_SETTING: Final = "SELECT current_setting(?)"
_BROKEN: Final = (
    "SELECT c.relname || ' ' || k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
    "WHERE k.connamespace = current_schema()::regnamespace AND NOT k.convalidated UNION ALL "
    "SELECT c.relname || ' ' || i.indexrelid::regclass FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
    "WHERE c.relnamespace = current_schema()::regnamespace AND NOT i.indisvalid"
)
_STANDBY: Final = "SELECT pg_is_in_recovery()"


def checks(url: str, clock: Clock) -> Iterator[Check]:
    """Look at a store, one check after the other, the costly ones last; nothing is changed.

    Raises ``Refused`` as opening a connection does, and ``store-missing`` when there is no store.
    """
    engine = ServerEngine(url)
    connection = engine.open()
    try:
        if revision_of(connection) is None:
            raise refuse(Code.STORE_MISSING, variant="empty", path=engine.place)
        looks: tuple[tuple[str, Callable[[Connection], Check]], ...] = (
            ("library", _library),
            ("settings", _settings),
            ("triggers", _triggers),
            ("schema", _schema),
            ("integrity", _integrity),
        )
        for name, look in looks:
            yield _looked(engine, name, look, connection)
    finally:
        connection.close()
    yield chain(engine, clock)


def _looked(
    engine: ServerEngine, name: str, look: Callable[[Connection], Check], connection: Connection
) -> Check:
    try:
        return look(connection)
    except engine.errors as error:
        meant = engine.meaning(error)
        if not isinstance(meant, Refused):
            raise
        return Check(name, ok=False, detail=str(meant))


def _library(connection: Connection) -> Check:
    server = connection.raw.info.parameter_status("server_version")
    client = pq.version_pretty(pq.version())
    return Check("library", ok=True, detail=f"PostgreSQL {server}, libpq {client}")


def _settings(connection: Connection) -> Check:
    wanted = {**_MUST, **SETTINGS}
    cursor = connection.cursor()
    seen = {name: cursor.execute(_SETTING, (name,)).fetchone()[0] for name in wanted}
    told = ", ".join(f"{name}={value}" for name, value in seen.items())
    return Check("settings", seen == wanted, told)


def _triggers(connection: Connection) -> Check:
    wrong = triggers.differing(connection)
    return Check("triggers", not wrong, ", ".join(wrong) or str(len(triggers.TRIGGERS)))


def _schema(connection: Connection) -> Check:
    revision = revision_of(connection) or ""
    if revision not in REVISIONS:
        return Check("schema", ok=False, detail=Code.STORE_NEWER.value)
    if connection.cursor().execute(_STANDBY).fetchone()[0]:
        return Check("schema", ok=True, detail=f"{revision} (standby)")
    # Loaded here: only this check needs the declared tables, which take long to import.
    from prodsys_tui.store.postgres.declared import differences  # noqa: PLC0415

    found = list(differences(connection))
    return Check("schema", not found, "; ".join(found) or revision)


def _integrity(connection: Connection) -> Check:
    broken = [row[0] for row in connection.cursor().execute(_BROKEN).fetchall()]
    return Check("integrity", not broken, "; ".join(broken[:5]) or "ok")
