"""Pictures of Calidad: each view and what is behind it. Update them only after looking."""

import pytest

from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.widgets.ascii import ascii_of
from prodsys_tui.widgets.theme import THEMES
from tests.screens.floor import Floor, person
from tests.snapshots.test_colours import check_sixteen_colours, painted
from tests.snapshots.test_screens import LARGE, SMALL, Compare, pictured

THERE = ("sup", "f4", *"calidad", "enter")
WAYS = {
    "rejection": THERE,
    "samples": (*THERE, "b", *"muestras", "enter"),
    "days": (*THERE, "t"),
    "states": (*THERE, "f6"),
    "coverage": (*THERE, "f6", "f6"),
    "batches": (*THERE, "f6", "f6", "enter"),
    "dwell": (*THERE, "f6", "f6", "f6"),
    "stays": (*THERE, "f6", "f6", "f6", "enter"),
}
"""How to come to what is pictured: who logs in, then keys."""


@pytest.fixture
def floor(floor: Floor) -> Floor:
    """The plant of the pictures with more deviations, over two days, and a batch that was held."""
    for value in ("850", "851"):
        floor.sample(1, "Denier", value)
    with floor.plant.read() as reads:
        batch = reads.batches(limit=1)[0]
    floor.plant.do(set_batch_state, person(floor.plant, "ope"), batch.code, "pausado", "en espera")
    floor.clock.pass_(hours=9)
    floor.open_shift()
    floor.sample(1, "Denier", "852")
    for value in ("805", "806", "807"):
        floor.sample(1, "Denier", value)
    floor.clock.pass_(hours=1)
    return floor


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("way", WAYS)
def test_picture(floor: Floor, snap_compare: Compare, way: str, size: tuple[int, int]) -> None:
    assert pictured(floor, WAYS[way], snap_compare, size)


@pytest.mark.parametrize("way", ["rejection", "days", "dwell"])
def test_picture_without_colours(
    floor: Floor, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert pictured(floor, WAYS[way], snap_compare, SMALL)


@pytest.mark.parametrize("way", WAYS)
async def test_every_letter_can_be_read_in_sixteen_colours(floor: Floor, way: str) -> None:
    await check_sixteen_colours(floor, WAYS[way])


async def test_bars_and_line_have_signs_of_their_own_in_ascii(floor: Floor) -> None:
    text = "".join(text for text, _ in await painted(floor, WAYS["days"], THEMES[0]))
    assert "█" in text
    assert "##" in ascii_of(text)
    assert "?" not in ascii_of(text).replace("¿", "")
