"""``python -m tests.crash.power``: work on a disk whose power fails again and again.

Every cut leaves a folder with what the disk held; a line on stdout names it. Another process looks at it:
there must be no second SQLite library in this one.
"""

import argparse
import json
import random
import sys
from itertools import islice
from pathlib import Path

from tests.crash.disk import Disk
from tests.crash.library import Connection, take_place

NAME = "plant.sqlite"

OFTEN = 0.1
"""How often the power fails at a write or sync."""

SESSION = 12
"""The saves between opening the store and closing it."""

AHEAD = 16
"""The cuts that may wait to be looked at."""


def main() -> None:
    """Work until the power failed often enough."""
    asked = argparse.ArgumentParser()
    asked.add_argument("store", type=Path)
    asked.add_argument("--cuts", type=int, required=True)
    asked.add_argument("--seed", type=int, required=True)
    asked.add_argument("--synchronous", type=int)
    asked.add_argument("--version", default="")
    asked.add_argument("--session", type=int, default=SESSION)
    asked.add_argument("--often", type=float, default=OFTEN)
    told = asked.parse_args()
    take_place(told.version)
    Connection.synchronous = told.synchronous
    _work(told, random.Random(told.seed))  # noqa: S311 - moments, not secrets


def _work(told: argparse.Namespace, chance: random.Random) -> None:
    # The library must be in its place.
    from prodsys_tui.store import SqlStore  # noqa: PLC0415
    from tests.crash import work  # noqa: PLC0415
    from tests.services.shop import HandClock  # noqa: PLC0415

    said: list[str] = []
    done = 0

    def seen(_what: str, _path: str) -> None:
        nonlocal done
        if done >= told.cuts or chance.random() >= told.often:
            return
        image = told.store.parent / f"cut-{done}"
        image.mkdir()
        for name, content in disk.after_a_cut(chance):
            (image / name).write_bytes(content)
        sys.stdout.write(json.dumps([str(image), len(said), said[-SESSION:]]) + "\n")
        sys.stdout.flush()
        done += 1
        if done > AHEAD:
            sys.stdin.read(1)

    disk = Disk(seen)
    disk.load(told.store)
    while done < told.cuts:
        plant = work.plant_at(told.store, HandClock())
        for uid in islice(work.saves(plant, work.person(plant)), told.session):
            said.append(uid)  # noqa: PERF402 - a cut in between reads it
        assert isinstance(plant.store, SqlStore)
        plant.store.close()


if __name__ == "__main__":
    main()
