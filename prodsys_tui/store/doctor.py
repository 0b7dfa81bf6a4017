"""What can be looked at to say whether a store is well. Details are facts, the same in every language."""

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.ports import Clock
from prodsys_tui.services.refused import Refused
from prodsys_tui.store import disk, triggers
from prodsys_tui.store.connection import APPLICATION_ID, SETTINGS, journal_mode, opened
from prodsys_tui.store.driver import VERSION, Connection, safe_wal, understood
from prodsys_tui.store.engine import Engine
from prodsys_tui.store.files import PRIVATE, check_file, local_path, server_url
from prodsys_tui.store.schema import REVISIONS
from prodsys_tui.store.sqlstore import SqlStore
from prodsys_tui.store.verify import verify

_OTHERS: Final = 0o077


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: its stable name, whether it is well, and what was seen."""

    name: str
    ok: bool
    detail: str


def checks(place: str | Path, clock: Clock) -> Iterator[Check]:
    """Look at a store, one check after the other, the costly ones last; nothing is changed.

    Raises ``Refused`` when there is no file (``store-missing``) or it is no store (``not-a-store``).
    """
    url = server_url(place)
    if url is not None:
        # Loaded here, for it needs the server's driver.
        from prodsys_tui.store.postgres.doctor import checks as server_checks  # noqa: PLC0415

        yield from server_checks(url, clock)
        return
    path = local_path(place)
    check_file(path, APPLICATION_ID)
    yield _library()
    looks: tuple[tuple[str, Callable[[Connection], Check]], ...] = (
        ("settings", _settings),
        ("triggers", _triggers),
        ("schema", _schema),
        ("integrity", _integrity),
    )
    for name, look in looks:
        yield _looked(name, path, look)
    yield _mode(path)
    yield _disk(path)
    yield chain(path, clock)


def _looked(name: str, path: Path, look: Callable[[Connection], Check]) -> Check:
    try:
        with understood(path), opened(path) as connection:
            return look(connection)
    except Refused as refused:
        return Check(name, ok=False, detail=str(refused))


def _library() -> Check:
    """An older library is no fault: it is used without WAL."""
    version = ".".join(map(str, VERSION))
    return Check(
        "library", ok=True, detail=f"SQLite {version}, journal_mode {journal_mode()}, WAL {safe_wal()}"
    )


def _settings(connection: Connection) -> Check:
    wanted: dict[str, object] = {**dict(SETTINGS), "journal_mode": journal_mode()}
    seen = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    return Check("settings", seen == wanted, ", ".join(f"{name}={value}" for name, value in seen.items()))


def _triggers(connection: Connection) -> Check:
    wrong = triggers.differing(connection)
    return Check("triggers", not wrong, ", ".join(wrong) or str(len(triggers.TRIGGERS)))


def _schema(connection: Connection) -> Check:
    # Loaded here: only this check needs the declared tables, which take long to import.
    from prodsys_tui.store.declared import differences  # noqa: PLC0415

    revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    if revision not in REVISIONS:
        return Check("schema", ok=False, detail=Code.STORE_NEWER.value)
    found = list(differences(connection))
    return Check("schema", not found, "; ".join(found) or revision)


def _mode(path: Path) -> Check:
    mode = stat.S_IMODE(path.stat().st_mode)
    return Check("mode", not mode & _OTHERS, f"{mode:04o} ({PRIVATE:04o})")


def _disk(path: Path) -> Check:
    free = disk.free(path)
    return Check("disk", free >= disk.WARN_BELOW, f"{free // disk.MIB} MiB")


def _integrity(connection: Connection) -> Check:
    told = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
    strays = connection.execute("PRAGMA foreign_key_check").fetchall()
    told += [f"{row[0]} {row[1]} -> {row[2]}" for row in strays[:5]]
    return Check("integrity", told == ["ok"], "; ".join(told))


def chain(engine: Engine | Path, clock: Clock) -> Check:
    """Whether the journal of a store holds."""
    try:
        store = SqlStore(engine, clock)
        found = verify(store)
        store.close()
    except Refused as refused:
        return Check("chain", ok=False, detail=str(refused))
    if found.first_break is None:
        return Check("chain", ok=True, detail=f"{found.entries} {found.head}")
    return Check("chain", ok=False, detail=f"{found.first_break.kind} {found.first_break.seq or ''}".strip())
