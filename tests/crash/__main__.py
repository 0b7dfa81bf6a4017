"""``make crash [CRASHES=10000]``: kill so many programs, cut the power a fifth as often; a line each."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from tests.crash import judge
from tests.crash.cuts import cut
from tests.crash.judge import Tally
from tests.crash.kills import kill
from tests.services.shop import Shop

EACH = 250
"""The crashes of one store; then another one begins."""


def main(crashes: int) -> int:
    """Crash so often. Returns 1 when anything that was acknowledged is lost."""
    lost = _tell("kills", crashes, kill) + _tell("power cuts", max(1, crashes // 5), cut)
    return 1 if lost else 0


def _tell(name: str, crashes: int, crash: Callable[[Path, int, int], Tally]) -> int:
    begin, total = perf_counter(), Tally()
    for seed, done in enumerate(range(0, crashes, EACH)):
        with tempfile.TemporaryDirectory(prefix="crash-") as folder:
            path = judge.ready(Shop(Path(folder)), Path(folder))
            found = crash(path, min(EACH, crashes - done), seed)
        total = Tally(
            total.crashes + found.crashes, total.acknowledged + found.acknowledged, total.lost + found.lost
        )
    sys.stdout.write(f"{name}: {total}, {perf_counter() - begin:.0f} s\n")
    sys.stdout.flush()
    return total.lost


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
