"""Cuts of the power, one after the other, and what is left after each."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.crash import judge
from tests.crash.judge import Tally
from tests.crash.power import NAME

REPLAY = 25
"""Every so many cuts all rows are compared with the journal too; the chain is verified after each."""


def cut(path: Path, cuts: int, seed: int, *how: str) -> Tally:
    """Work in a store while its power fails, and look at what is left; ``how`` is for ``tests.crash.power``.

    What was acknowledged and is not there is counted. Raises ``AssertionError`` when a store is not whole.
    """
    begun, tally = judge.kept(path), Tally()
    for image, said, last in _images(path, cuts, seed, how):
        left = image / NAME
        found = judge.kept(left) - begun
        lost = max(said - found, len(last) - judge.there(left, last))
        assert found <= said + 1, (seed, tally, found, said)
        assert judge.halves(left) == 0, (seed, tally)
        assert judge.is_whole(left, replay=tally.crashes % REPLAY == 0), (seed, tally)
        tally = Tally(tally.crashes + 1, said, tally.lost + lost)
        shutil.rmtree(image)
    return tally


def _images(path: Path, cuts: int, seed: int, how: tuple[str, ...]) -> Iterator[tuple[Path, int, list[str]]]:
    command = [sys.executable, "-m", "tests.crash.power", str(path), f"--cuts={cuts}", f"--seed={seed}", *how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as working:
        assert working.stdout is not None
        assert working.stdin is not None
        for line in working.stdout:
            image, said, last = json.loads(line)
            yield Path(image), said, last
            with suppress(BrokenPipeError):  # it made its last cut
                working.stdin.write(b".")
    assert working.returncode == 0
