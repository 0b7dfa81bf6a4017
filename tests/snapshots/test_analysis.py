"""Pictures of stops and OEE, and of a board on which machines stand. Update them only after looking."""

import pytest

from prodsys_tui.widgets.ascii import ascii_of
from prodsys_tui.widgets.theme import THEMES
from tests.screens.floor import Floor
from tests.screens.test_analysis import REASON, stop
from tests.snapshots.test_colours import check_sixteen_colours, painted
from tests.snapshots.test_screens import LARGE, SMALL, Compare, pictured

WAYS = {
    "stops": ("sup", "s"),
    "stops-of-one": ("sup", "s", "down", "down", "enter"),
    "oee": ("sup", "s", "f6"),
    "board": ("sup", "down", "enter", *["down"] * 5),
    "which-stop": ("sup", "down", "x"),
}
"""How to come to what is pictured: who logs in, then keys."""


@pytest.fixture
def floor(floor: Floor) -> Floor:
    """The plant of the pictures with stops in it, some of which last."""
    for process, reason, machine, minutes in (
        (2, REASON, "T05", 65),
        (2, "Anudado de urdimbre", "T06", 25),
        (2, REASON, "T07", 20),
        (1, "Limpieza", "EXTPP01", 40),
        (5, "Falta de hilo", "CONV01", 10),
    ):
        stop(floor, process, reason, machine, minutes)
    for machine in ("T05", "T09"):
        stop(floor, 2, "Falta de material", machine)
    floor.clock.pass_(minutes=30)
    return floor


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("way", WAYS)
def test_picture(floor: Floor, snap_compare: Compare, way: str, size: tuple[int, int]) -> None:
    assert pictured(floor, WAYS[way], snap_compare, size)


@pytest.mark.parametrize("way", ["stops", "oee", "board"])
def test_picture_without_colours(
    floor: Floor, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert pictured(floor, WAYS[way], snap_compare, SMALL)


@pytest.mark.parametrize("way", WAYS)
async def test_every_letter_can_be_read_in_sixteen_colours(floor: Floor, way: str) -> None:
    await check_sixteen_colours(floor, WAYS[way])


async def test_bars_have_a_sign_of_their_own_in_ascii(floor: Floor) -> None:
    text = "".join(text for text, _ in await painted(floor, WAYS["stops"], THEMES[0]))
    assert "█" in text
    assert "##" in ascii_of(text)
    assert "?" not in ascii_of(text).replace("¿", "")
