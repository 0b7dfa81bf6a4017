"""Backups and their return. Spec ``sync.md``, "The store's settings".

A copy is made by the online interface while others work, checked, and only then given its name; it is one
file, readable by its owner alone, and holds the hashes of PINs.
"""

import os
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.ports import Clock
from prodsys_tui.services.refused import refuse
from prodsys_tui.store.connection import APPLICATION_ID, opened
from prodsys_tui.store.driver import understood
from prodsys_tui.store.files import check_file, local_path, make_private, refuse_network, told_of
from prodsys_tui.store.ids import new_uid
from prodsys_tui.store.opening import name_origin, open_store
from prodsys_tui.store.schema import migrate
from prodsys_tui.store.sqlstore import SqlStore
from prodsys_tui.store.verify import verify

RESTORED: Final = "store-restore"
"""The action of the first entry of a restored store."""


def back_up(store: SqlStore, out: Path) -> Path:
    """Write a checked copy of a store to ``out``.

    Raises ``Refused``: ``store-exists`` when there is a file already, ``file-refused`` when the copy does
    not hold, ``store-full``, ``store-read-only``.
    """
    if out.exists():
        raise refuse(Code.STORE_EXISTS, "out", "backup", path=str(out))
    beside = _beside(out)
    with told_of(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy(store.path, beside)
            _check(beside, store.path, store.clock, "damaged-store")
            _name(beside, out)
        finally:
            beside.unlink(missing_ok=True)
    return out


def restore(
    backup: Path, place: str | Path, clock: Clock, *, actor: str, reason: str, replace: bool = False
) -> SqlStore:
    """Make a store of a backup, under a new origin, and open it.

    A store that is in the way is refused (``store-exists``); with ``replace`` it is kept beside under
    another name, if nobody has it open (else ``store-busy``). A backup that does not hold is refused
    (``file-refused``). The first entry of the new origin says who restored it and why.
    """
    path = local_path(place)
    check_file(backup, APPLICATION_ID)
    refuse_network(path)
    if path.exists() and not replace:
        raise refuse(Code.STORE_EXISTS, path=str(path))
    beside = _beside(path)
    with told_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy(backup, beside)
            migrate(beside)
            _check(beside, backup, clock)
            name_origin(beside, clock)
            _say_restored(beside, clock, actor, reason)
            if path.exists():
                _set_aside(path, clock.now())
            _name(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    return open_store(path, clock)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.copy")


def _copy(source: Path, target: Path) -> None:
    """Copy a store by the online interface into a new file that is whole in itself, and onto the disk."""
    target.unlink(missing_ok=True)
    make_private(target)
    with understood(source), opened(source) as read, opened(target) as written:
        online: Any = read
        online.backup(written)
        written.execute("PRAGMA journal_mode = DELETE")
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _check(copy: Path, named: Path, clock: Clock, variant: str = "backup") -> None:
    """Raise ``Refused`` (``file-refused``, of a named file) unless a copy is sound and its journal holds."""
    with understood(named), opened(copy) as connection:
        sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
    if sound:
        store = SqlStore(copy, clock)
        found = verify(store)
        store.close()
        sound = found.verified
    if not sound:
        raise refuse(Code.FILE_REFUSED, variant=variant, file=str(named))


def _say_restored(path: Path, clock: Clock, actor: str, reason: str) -> None:
    store = SqlStore(path, clock)
    with store.begin(actor, RESTORED, clock.now(), leaves_entry=True) as uow:
        uow.because(reason)
    store.close()


def _set_aside(path: Path, at: datetime) -> None:
    """Keep the store that is replaced under another name, whole in one file."""
    with understood(path), opened(path) as connection:
        # Leaving WAL needs the file for oneself: it fails as busy while anybody else has it open.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    path.rename(path.with_name(f"{path.name}.{new_uid(at)}.replaced"))


def _name(copy: Path, name: Path) -> None:
    """Give a file its name, which nobody has, and make the name last."""
    try:
        os.link(copy, name)
    except FileExistsError as error:
        raise refuse(Code.STORE_EXISTS, path=str(name)) from error
    folder = os.open(name.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
