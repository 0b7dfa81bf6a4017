"""Pictures of Entrega de turno; the journal's hash, which is another one every time, is held still."""

import pytest

from prodsys_tui.store.reads import SqlReads
from tests.screens.floor import Floor
from tests.snapshots.test_screens import LARGE, SMALL, Compare, pictured

HEAD = (41, "3f9a" * 16)
WAYS = {"handover": ("ope", "e"), "receive": ("ope", "e", "f2"), "which": ("ope", "m")}


@pytest.fixture(autouse=True)
def _head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SqlReads, "head", lambda _reads: HEAD)


@pytest.fixture
def floor(floor: Floor) -> Floor:
    """At 23:05: T2 is over, and T3 has just been opened."""
    floor.clock.pass_(hours=6, minutes=5)
    floor.open_shift()
    return floor


@pytest.mark.parametrize("way", WAYS)
def test_picture(floor: Floor, snap_compare: Compare, way: str) -> None:
    assert pictured(floor, WAYS[way], snap_compare, SMALL)


def test_picture_on_a_large_terminal(floor: Floor, snap_compare: Compare) -> None:
    assert pictured(floor, WAYS["handover"], snap_compare, LARGE)


def test_picture_without_colours(
    floor: Floor, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert pictured(floor, WAYS["handover"], snap_compare, SMALL)
