"""Pictures of Lotes and Retención: a batch that is held for a failing sample, one that is held in part."""

import pytest

from prodsys_tui.services.batch.holds import hold_batches, investigate
from prodsys_tui.widgets.ascii import ascii_of
from prodsys_tui.widgets.theme import THEMES
from tests.screens.floor import Floor, person
from tests.screens.test_holds import weave
from tests.snapshots.test_colours import check_sixteen_colours, painted
from tests.snapshots.test_screens import LARGE, SMALL, Compare, pictured

HELD, ACTIVE = "1000001-001", "1000001-002"
WAYS = {
    "batches": ("ins", "f4", *"lotes", "enter"),
    "batches-marked": ("sup", "f4", *"lotes", "enter", "down", "space", "space", "p"),
    "story": ("ins", "f4", *"lotes", "enter", "end", "enter"),
    "release": ("ins", "f4", *"lotes", "enter", "end", "l"),
    "scrap": ("ins", "f4", *"lotes", "enter", "end", "b"),
    "holds": ("sup", "f4", *"paso a", "enter"),
    "holds-marked": ("sup", "f4", *"paso a", "enter", "enter", "enter", "p"),
    "holds-part": ("sup", "f4", *"paso a", "enter", "down"),
}
"""How to come to what is pictured: who logs in, then keys."""


@pytest.fixture
def floor(floor: Floor) -> Floor:
    """The plant of the pictures with two batches of tape; the older one failed, and a loom used it."""
    operator, supervisor = person(floor.plant, "ope"), person(floor.plant, "sup")
    weave(floor, "2000011", "T06", HELD)
    sample = floor.sample(1, "Denier", "850").sample
    floor.clock.pass_(minutes=10)
    floor.plant.do(hold_batches, operator, [HELD], "Denier alto", sample=sample.ref.uid)
    floor.plant.do(hold_batches, operator, [ACTIVE], "Rebaba en la orilla", machine="EXTPP01")
    floor.clock.pass_(minutes=50)
    floor.plant.do(investigate, supervisor, HELD, "Husillo gastado, se cambia el viernes")
    floor.clock.pass_(hours=1)
    return floor


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("way", WAYS)
def test_picture(floor: Floor, snap_compare: Compare, way: str, size: tuple[int, int]) -> None:
    assert pictured(floor, WAYS[way], snap_compare, size)


@pytest.mark.parametrize("way", ["batches", "holds"])
def test_picture_without_colours(
    floor: Floor, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert pictured(floor, WAYS[way], snap_compare, SMALL)


@pytest.mark.parametrize("way", ["batches-marked", "story", "holds-marked"])
async def test_every_letter_can_be_read_in_sixteen_colours(floor: Floor, way: str) -> None:
    await check_sixteen_colours(floor, WAYS[way])


@pytest.mark.parametrize("way", ["batches", "holds"])
async def test_every_sign_has_one_in_ascii(floor: Floor, way: str) -> None:
    text = "".join(text for text, _ in await painted(floor, WAYS[way], THEMES[0]))
    assert "?" not in ascii_of(text).replace("¿", "")
