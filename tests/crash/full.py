"""``python -m tests.crash.full``: work on a disk that is full, with less and less room; a real file system.

It lies in memory and is gone with this process: what is left is copied out, for another one to look at.
"""

import argparse
import json
import os
import shutil
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from prodsys_tui.services.refused import Refused
from prodsys_tui.store import SqlStore, disk
from tests.crash import work
from tests.services.shop import HandClock

ROOM = 4 << 10
"""Bytes between two sizes."""

SAVES = 8
"""How often somebody saves at most before the disk is full."""


@dataclass
class Size:
    """What happened with some room left: ``full`` is the answer when there was none.

    ``ballast`` tells whether that was thrown off, ``again`` whether the same form could be saved then.
    """

    store: str
    room: int
    said: list[str] = field(default_factory=list)
    full: str = ""
    ballast: bool = False
    again: bool = False


def command(folder: Path, store: Path, sizes: int) -> list[str]:
    """How to run this with a small file system of its own in a folder."""
    mount = f"mount -t tmpfs -o size=4m tmpfs {folder} && exec {sys.executable} -m tests.crash.full"
    return ["unshare", "--map-root-user", "--mount", "sh", "-c", f"{mount} {folder} {store} --sizes={sizes}"]


def main() -> None:
    """Try every size."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("store", type=Path)
    asked.add_argument("--sizes", type=int, required=True)
    told = asked.parse_args()
    # What a plant's disk must keep free is more than this one has: here SQLite itself finds it full.
    disk.WARN_BELOW = disk.STOP_BELOW = 0  # type: ignore[misc]
    for number in range(told.sizes):
        found = _with_room(told.folder, told.store, number * ROOM)
        sys.stdout.write(json.dumps(asdict(found)) + "\n")


def _with_room(folder: Path, store: Path, room: int) -> Size:
    """Save until the disk is full, then once more."""
    place = Path(shutil.copy(store, folder / "plant.sqlite"))
    kept = store.with_name(f"full-{room}.sqlite")
    size = Size(str(kept), room)
    plant = work.plant_at(place, HandClock())
    who = work.person(plant)
    filler = folder / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, disk.free(place) - room)
    try:
        for _ in range(SAVES):
            size.said.append(next(work.saves(plant, who)))
    except Refused as refused:
        size.full = refused.reasons[0].code.value
        size.ballast = not place.with_name(f"{place.name}.ballast").exists()
        work.last_reading(plant)
        size.said.append(next(work.saves(plant, who)))
        size.again = True
    assert isinstance(plant.store, SqlStore)
    plant.store.close()
    for left in folder.iterdir():
        if left.name.startswith(place.name) and not left.name.endswith((".ballast", "-shm")):
            shutil.copy(left, kept.with_name(left.name.replace(place.name, kept.name)))
        left.unlink()
    return size


if __name__ == "__main__":
    main()
