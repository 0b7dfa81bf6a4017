"""Whatever is pressed, in whatever order: nothing fails and nothing hangs."""

from random import Random

import pytest

from prodsys_tui.screens.session import Place, Target
from tests.screens.floor import Floor
from tests.screens.terminal import Terminal
from tests.screens.test_holds import fail
from tests.screens.test_trace import CLOTH, linked

KEYS = [
    *("up", "down", "left", "right", "enter", "escape", "tab", "shift+tab", "pageup", "pagedown", "home"),
    *("end", "backspace", "delete", "space", "ctrl+c", "ctrl+z", "question_mark", "left_square_bracket"),
    *(f"f{number}" for number in range(1, 13)),
    *"mpwdoixatcrvnk1234567890",
]


@pytest.mark.parametrize("seed", range(3))
async def test_bursts_of_any_keys(term: Terminal, floor: Floor, seed: int) -> None:
    floor.closed_shift()
    floor.clock.pass_(hours=8)
    floor.open_shift()
    floor.sample(1, "Denier", "850")
    chance = Random(seed)  # noqa: S311 - no secret
    await term.log_in("sup")
    for _ in range(40):
        await term.press(*chance.choices(KEYS, k=chance.randint(1, 6)))

    assert term.app.is_running
    assert term.app.gate.quiet


@pytest.mark.parametrize("place", [Place.BATCHES, Place.HOLDS])
@pytest.mark.parametrize("seed", range(2))
async def test_bursts_of_any_keys_over_batches(term: Terminal, floor: Floor, seed: int, place: Place) -> None:
    fail(floor)
    chance = Random(seed)  # noqa: S311 - no secret
    await term.log_in("sup")
    for _ in range(25):
        if term.screen.AREA in {"board", "login"}:
            term.screen.go(Target(place))
            await term.settle()
        await term.press(*chance.choices([*KEYS, *"lbuhsie/"], k=chance.randint(1, 6)))

    assert term.app.is_running
    assert term.app.gate.quiet


@pytest.mark.parametrize("place", [Place.TRACE, Place.DRILL])
@pytest.mark.parametrize("seed", range(2))
async def test_bursts_of_any_keys_over_lineage(term: Terminal, floor: Floor, seed: int, place: Place) -> None:
    linked(floor)
    chance = Random(seed)  # noqa: S311 - no secret
    await term.log_in("sup")
    for _ in range(25):
        if term.screen.AREA in {"board", "login"}:
            term.screen.go(Target(place, batch=CLOTH))
            await term.settle()
        await term.press(*chance.choices([*KEYS, "plus", *"rdst/"], k=chance.randint(1, 6)))

    assert term.app.is_running
    assert term.app.gate.quiet
