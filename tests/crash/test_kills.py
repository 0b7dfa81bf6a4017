"""Work that is killed at two hundred moments: what was acknowledged is there, nothing is there by half."""

from pathlib import Path

from tests.crash import judge
from tests.crash.kills import kill
from tests.services.shop import Shop

KILLS = 200


def test_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    found = kill(judge.ready(Shop(tmp_path), tmp_path), KILLS, seed=20260315)
    assert (found.crashes, found.lost) == (KILLS, 0)
    assert found.acknowledged > KILLS
