"""``python -m tests.crash.faulty``: work on a disk that fails, from many moments on.

Each moment has a copy of the store of its own; a line on stdout tells what was answered there, and another
process looks at the copy: there must be no second SQLite library in this one.
"""

import argparse
import json
import shutil
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

import apsw

from tests.crash.disk import Disk
from tests.crash.library import take_place

SAVES = 6
"""How often somebody tries to save."""

STEP = 2
"""Writes and syncs between two moments."""

_FAULTS = {"write": apsw.SQLITE_IOERR_WRITE, "sync": apsw.SQLITE_IOERR_FSYNC}


@dataclass
class Moment:
    """What happened on one copy.

    ``answers`` has a code for each try, empty when it was acknowledged; ``unread`` counts the reads that
    failed; ``trusted`` the writes to the log after a failure, before the file was opened anew.
    """

    store: str
    said: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    failed: bool = False
    unread: int = 0
    trusted: int = 0


class Failing(Disk):
    """A disk whose writes and syncs fail after a number of them: the next one, or all."""

    def __init__(self, moment: Moment, after: int, *, once: bool) -> None:
        super().__init__(self._call)
        self.broken = True
        self._moment = moment
        self._left = after
        self._once = once
        self._sure = True

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        self._sure = True
        return super().xOpen(name, flags)

    def _call(self, what: str, path: str) -> None:
        if what not in _FAULTS or not self.broken:
            return
        if what == "write" and path.endswith("-wal") and not self._sure:
            self._moment.trusted += 1
        self._left -= 1
        if self._left < 0 if not self._once else self._left == -1:
            self._moment.failed, self._sure = True, False
            raise apsw.exception_for(_FAULTS[what])


def main() -> None:
    """Try every moment."""
    asked = argparse.ArgumentParser()
    asked.add_argument("store", type=Path)
    asked.add_argument("--moments", type=int, required=True)
    asked.add_argument("--once", action="store_true")
    told = asked.parse_args()
    take_place()
    for number in range(told.moments):
        place = told.store.with_name(f"failing-{number}.sqlite")
        shutil.copy(told.store, place)
        moment = Moment(str(place))
        _work(moment, Failing(moment, number * STEP, once=told.once))
        sys.stdout.write(json.dumps(asdict(moment)) + "\n")


def _work(moment: Moment, disk: Failing) -> None:
    """Try to save again and again, reading in between."""
    # The library must be in its place.
    from prodsys_tui.services.refused import Refused  # noqa: PLC0415
    from prodsys_tui.store import SqlStore  # noqa: PLC0415
    from tests.crash import work  # noqa: PLC0415
    from tests.services.shop import HandClock  # noqa: PLC0415

    disk.broken = False
    plant = work.plant_at(Path(moment.store), HandClock())
    who = work.person(plant)
    disk.broken = True
    for _ in range(SAVES):
        try:
            moment.said.append(next(work.saves(plant, who)))
            moment.answers.append("")
        except Refused as refused:
            reason = refused.reasons[0]
            moment.answers.append(f"{reason.code}.{reason.variant}")
        try:
            with plant.read() as reads:
                moment.unread += not reads.samples(limit=1)
        except Refused:
            moment.unread += 1
    disk.broken = False
    assert isinstance(plant.store, SqlStore)
    plant.store.close()


if __name__ == "__main__":
    main()
