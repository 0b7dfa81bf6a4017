"""Pictures of the control chart; its signs carry what its colours say. Update them only after looking."""

import pytest

from prodsys_tui.widgets.ascii import ascii_of
from prodsys_tui.widgets.theme import THEMES
from tests.domain.spc.published import FLOW_RATES
from tests.screens.floor import Floor
from tests.screens.test_control import freeze, measure
from tests.snapshots.test_colours import check_sixteen_colours, painted
from tests.snapshots.test_screens import LARGE, SMALL, Compare, pictured

_CHART = ("sup", "f4", *"carta", "enter", "f4", *"tracc", "enter")
WAYS = {
    "values": _CHART,
    "ranges": (*_CHART, "f6"),
    "histogram": (*_CHART, "f6", "f6"),
    "list": (*_CHART, "f6", "f6", "f6"),
    "why": (*_CHART, "w"),
    "freeze": (*_CHART, "z", "s"),
}
"""How to come to what is pictured: who logs in, then keys."""


@pytest.fixture
def floor(floor: Floor) -> Floor:
    """Limits frozen from the flow rates of the handbook, then two points that break rules."""
    measure(floor, *FLOW_RATES, *FLOW_RATES[::-1])
    freeze(floor)
    measure(floor, 50, 54.6, 61, 52, 43)
    return floor


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("way", WAYS)
def test_picture(floor: Floor, snap_compare: Compare, way: str, size: tuple[int, int]) -> None:
    assert pictured(floor, WAYS[way], snap_compare, size)


@pytest.mark.parametrize("way", ["values", "list"])
def test_picture_without_colours(
    floor: Floor, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert pictured(floor, WAYS[way], snap_compare, SMALL)


@pytest.mark.parametrize("way", WAYS)
async def test_every_letter_can_be_read_in_sixteen_colours(floor: Floor, way: str) -> None:
    await check_sixteen_colours(floor, WAYS[way])


async def test_limits_points_and_violations_differ_in_ascii_too(floor: Floor) -> None:
    text = ascii_of("".join(text for text, _ in await painted(floor, WAYS["values"], THEMES[0])))
    for sign in ("====", "----", "*", "1", "o"):
        assert sign in text
    assert "?" not in text
