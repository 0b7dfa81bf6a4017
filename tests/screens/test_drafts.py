"""What is typed survives: kept soon after a key, offered again, saved once, and never somebody else's."""

import json
from collections.abc import Awaitable, Callable

from prodsys_tui.screens.modals.draft import DraftScreen
from prodsys_tui.screens.sample.screen import SampleScreen
from tests.screens.floor import Floor
from tests.screens.terminal import Faults, Terminal, terminal


def kept(floor: Floor) -> dict[tuple[str, str], dict[str, str]]:
    """What is kept, by person and form's name: the texts by field."""
    with floor.plant.read() as reads:
        drafts = reads.drafts()
    return {
        (draft.person, draft.form.partition("/")[0]): json.loads(draft.content)["content"]["typed"]
        for draft in drafts
    }


async def half_a_second(term: Terminal) -> None:
    """The time after which what was typed is kept."""
    term.app.session.drafts.look()
    await term.settle()


async def open_sample(term: Terminal, code: str = "ope", process: int = 3) -> None:
    await term.log_in(code)
    await term.press(*["down"] * (process - 1), "m")


async def test_what_is_typed_is_kept_and_offered_and_saved_twice_is_saved_once(
    floor: Floor, faults: Faults
) -> None:
    floor.open_shift()
    async with terminal(lambda: floor.plant, faults) as term:
        await open_sample(term)
        await term.type("20", "down")
        await term.type("80")
        await half_a_second(term)
        assert kept(floor) == {("ope", "sample"): {"Gramaje de cortina": "20", "Gramaje de tejido": "80"}}
    async with terminal(lambda: floor.plant, faults) as term:
        await open_sample(term)
        assert isinstance(term.screen, DraftScreen)
        await term.press("enter")
        assert isinstance(term.screen, SampleScreen)
        assert term.screen.form.values["Gramaje de tejido"] == "80"
        await term.press("f2")
        await half_a_second(term)
        assert kept(floor) == {}
