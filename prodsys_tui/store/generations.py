"""Backups by generation, and the drill that restores the newest. Spec ``sync.md``, "The store's settings".

They lie in a folder beside the store, named by the instant (UTC) they began. Of every hour, day and month
the newest is kept, for as many hours, days and months as were asked for; the others go.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.evidence.proof import Verification
from prodsys_tui.services.refused import refuse
from prodsys_tui.store.backup import back_up, restore
from prodsys_tui.store.sqlstore import SqlStore
from prodsys_tui.store.verify import verify

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_SUFFIX: Final = ".backup"
_LAST_OF_FIRST: Final = "SELECT prev_hash FROM journal WHERE origin = ? AND seq = 1"
_ENTRIES: Final = "SELECT count(*) FROM journal"


Kept = tuple[int, int, int]
"""How many hours, days and months have a backup."""


@dataclass(frozen=True, slots=True)
class Drill:
    """What a restore of the newest backup showed.

    ``found`` is the whole check of what was restored; ``known`` whether its head is in the running store,
    which has ``newer`` entries since.
    """

    backup: Path
    made: datetime
    found: Verification
    head: str
    known: bool
    newer: int

    @property
    def ok(self) -> bool:
        """Whether one could go on from this backup."""
        return self.found.verified and self.known


def folder_of(store: SqlStore) -> Path:
    """Where the backups of a store lie."""
    return store.path.with_name(f"{store.path.name}.backups")


def back_up_in_turn(store: SqlStore, kept: Kept) -> tuple[Path, tuple[Path, ...]]:
    """Write a checked copy among the generations; answers it, and what was removed for it.

    Nothing is removed before the new one is whole. Raises ``Refused`` as ``back_up``.
    """
    folder = folder_of(store)
    made = back_up(store, folder / f"{store.clock.now().astimezone(UTC):{_STAMP}}{_SUFFIX}")
    _clear_halves(folder)
    there = dict(backups_in(folder))
    keep = {made, *(there[at] for at in worth_keeping(there, kept))}
    gone = tuple(path for path in there.values() if path not in keep)
    for path in gone:
        path.unlink(missing_ok=True)
    return made, gone


def backups_in(folder: Path) -> Iterator[tuple[datetime, Path]]:
    """The backups in a folder, newest first, each with its instant."""
    for path in sorted(folder.glob(f"*{_SUFFIX}"), reverse=True):
        with suppress(ValueError):  # somebody else's file
            yield datetime.strptime(path.name.removesuffix(_SUFFIX), _STAMP).replace(tzinfo=UTC), path


def worth_keeping(made: Iterable[datetime], kept: Kept) -> frozenset[datetime]:
    """The newest of each of the last hours, days and months that have any."""
    newest_first = sorted(made, reverse=True)
    keep: set[datetime] = set()
    for number, form in zip(kept, ("%Y%m%d%H", "%Y%m%d", "%Y%m"), strict=True):
        newest: dict[str, datetime] = {}
        for at in newest_first:
            newest.setdefault(f"{at:{form}}", at)
        keep.update(list(newest.values())[:number])
    return frozenset(keep)


def drill(store: SqlStore) -> Drill:
    """Restore the newest backup to a place of its own, check all of it, and remove it again.

    Raises ``Refused``: ``not-found`` when there is no backup, ``file-refused`` when it does not hold.
    """
    newest = next(backups_in(folder_of(store)), None)
    if newest is None:
        raise refuse(Code.NOT_FOUND, "backup", "backup", folder=str(folder_of(store)))
    made, backup = newest
    _clear_halves(backup.parent)
    place = backup.with_name(f".drill.{os.getpid()}.copy")
    try:
        place.mkdir(mode=0o700)
        back = restore(backup, place / "store", store.clock, actor="drill", reason=backup.name)
        try:
            found = verify(back, replay=True)
            with back.connected() as connection:
                head: str = connection.execute(_LAST_OF_FIRST, (back.origin,)).fetchone()[0]
        finally:
            back.close()
    finally:
        shutil.rmtree(place, ignore_errors=True)
    with store.connected() as connection:
        entries: int = connection.execute(_ENTRIES).fetchone()[0]
    # What was restored has one entry more: that it was.
    newer = entries - (found.entries - 1)
    return Drill(backup, made, found, head, verify(store, head=head or None).verified, newer)


def _clear_halves(folder: Path) -> None:
    """Remove what backups left that were killed."""
    for path in folder.glob(".*.copy*"):
        if _runs(path.name.rpartition(".copy")[0].rpartition(".")[2]):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _runs(pid: str) -> bool:
    if not pid.isdecimal():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
