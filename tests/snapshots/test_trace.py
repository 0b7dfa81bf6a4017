"""Pictures of Trazabilidad and Retiro. Update them only after looking."""

import pytest

from prodsys_tui.services.lineage.drills import begin_drill, locate
from prodsys_tui.widgets.ascii import ascii_of
from prodsys_tui.widgets.theme import THEMES
from tests.console_font import GLYPHS
from tests.screens.floor import Floor, person
from tests.screens.test_trace import CLOTH, PRINT, Linking
from tests.snapshots.test_colours import check_sixteen_colours, painted
from tests.snapshots.test_screens import LARGE, SMALL, Compare, pictured

TAPE = "1000001-002"
"""The batch of the running shift's extruder."""
TO_TRACE = ("sup", "f4", *"traza", "enter")
TO_CLOTH = (*TO_TRACE, *CLOTH.replace("-", "'"), "enter")
WAYS = {
    "trace-empty": TO_TRACE,
    "trace": (*TO_CLOTH, "down", "plus", "down"),
    "trace-down": (*TO_CLOTH, "f6", "f6", "plus", "end"),
    "recall": (*TO_CLOTH, "r"),
    "drill": (*TO_TRACE, *TAPE.replace("-", "'"), "enter", "r"),
    "drill-located": (*TO_TRACE, *TAPE.replace("-", "'"), "enter", "r", "enter"),
}
"""How to come to what is pictured: who logs in, then keys."""


@pytest.fixture
def floor(floor: Floor) -> Floor:
    """The plant of the pictures with linked batches of its running shift, one held, and a drill that runs."""
    with floor.plant.read() as reads:
        shift = reads.open_shift()
        tape = reads.batches(limit=1)[0]
        record = next(one for one in reads.records(process_id=1) if one.batch == tape.ref)
    assert shift is not None
    with floor.store.begin("ope", "test", floor.clock.now()) as uow:
        at = Linking(uow, shift)
        at.batches[TAPE], at.records[TAPE] = tape, record
        at.batch("2000001", "T05", "640.5")
        at.batch("4000001", "IMP01", "1200")
        at.consume(CLOTH, TAPE)
        at.consume(PRINT, CLOTH)
        at.consume(TAPE, PRINT)
        at.mix(TAPE, "L-77")
        at.roll(CLOTH, "X-9")
    supervisor = person(floor.plant, "sup")
    floor.plant.do(begin_drill, supervisor, tape.code)
    floor.clock.pass_(minutes=6, seconds=5)
    floor.plant.do(locate, supervisor, tape.code, CLOTH, "Almacén 2", "600")
    return floor


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("way", WAYS)
def test_picture(floor: Floor, snap_compare: Compare, way: str, size: tuple[int, int]) -> None:
    assert pictured(floor, WAYS[way], snap_compare, size)


@pytest.mark.parametrize("way", ["trace", "drill"])
def test_picture_without_colours(
    floor: Floor, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert pictured(floor, WAYS[way], snap_compare, SMALL)


@pytest.mark.parametrize("way", WAYS)
async def test_every_letter_can_be_read_in_sixteen_colours(floor: Floor, way: str) -> None:
    await check_sixteen_colours(floor, WAYS[way])


@pytest.mark.parametrize("way", WAYS)
async def test_consoles_have_every_sign_and_ascii_is_as_wide(floor: Floor, way: str) -> None:
    words = "".join(text for text, _ in await painted(floor, WAYS[way], THEMES[0]))
    assert set(words) <= GLYPHS
    assert len(ascii_of(words)) == len(words)
