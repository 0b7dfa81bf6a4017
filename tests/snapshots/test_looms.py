"""Pictures of the sheets of all looms. Update them only after looking."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screens.floor import Floor, found, opened
from tests.screens.test_counters import read, weaving
from tests.snapshots.test_screens import LARGE, SMALL, Compare, pictured

WAYS = {
    "counters": ("ope", "down", "p", "f6", *"1100", "enter", *"900", "enter", "f7", *"12", "enter"),
    "counters-refused": ("ope", "down", "p", "f6", *"1100", "enter", "f2"),
    "round": ("ope", "down", "m", "f8", *"13", "enter", *"12", "enter", *"0", "enter"),
}
"""How to come to what is pictured: who logs in, then keys."""


@pytest.fixture(scope="session")
def woven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Looms at work, one of them read already, two that nobody set up."""
    path = tmp_path_factory.mktemp("woven") / "plant.sqlite"
    found(path)
    floor = opened(path)
    weaving(floor, but=("T12", "T13"))
    read(floor, "T05", "1350")
    floor.store.close()
    return path


@pytest.fixture
def floor(woven: Path, tmp_path: Path) -> Iterator[Floor]:
    """A plant of this test alone, at noon."""
    made = opened(Path(shutil.copy(woven, tmp_path / "plant.sqlite")))
    made.clock.pass_(hours=2)
    yield made
    made.store.close()


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("way", WAYS)
def test_picture(floor: Floor, snap_compare: Compare, way: str, size: tuple[int, int]) -> None:
    assert pictured(floor, WAYS[way], snap_compare, size)


@pytest.mark.parametrize("way", ["counters", "round"])
def test_picture_without_colours(
    floor: Floor, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert pictured(floor, WAYS[way], snap_compare, SMALL)
