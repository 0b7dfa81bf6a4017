"""Two thousand power cuts: ours lose nothing; the same cuts do show a loss where there is one."""

from pathlib import Path

import pytest

from tests.crash import judge
from tests.crash.cuts import cut
from tests.services.shop import Shop


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return judge.ready(Shop(tmp_path), tmp_path)


@pytest.mark.parametrize("seed", range(4))
def test_what_was_acknowledged_survives_power_cuts(path: Path, seed: int) -> None:
    found = cut(path, 500, seed)
    assert (found.crashes, found.lost) == (500, 0)
    assert found.acknowledged > 100


def test_it_survives_them_without_a_write_ahead_log(path: Path) -> None:
    assert cut(path, 100, 4, "--version=3.40.1").lost == 0


def test_a_checkpoint_in_the_middle_of_work_survives_them(path: Path) -> None:
    assert cut(path, 100, 5, "--session=1000", "--often=0.01").lost == 0


def test_the_same_cuts_lose_what_normal_acknowledged(path: Path) -> None:
    assert cut(path, 100, 6, "--synchronous=1").lost > 0
