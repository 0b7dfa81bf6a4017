"""Keys: each has an id and texts, no screen binds one twice, settings can move them."""

import pytest
from textual.binding import Binding, BindingsMap

from prodsys_tui.app import SCREENS, ProdsysApp, screen_class
from prodsys_tui.screens.base import PlantScreen
from prodsys_tui.screens.login.screen import LoginScreen
from prodsys_tui.screens.modals.confirm import ConfirmScreen
from prodsys_tui.screens.modals.form import FormScreen
from prodsys_tui.text.catalog import Texts
from prodsys_tui.widgets.key_line import KeyLine
from prodsys_tui.widgets.keymap import key_name
from tests.screens.floor import Floor
from tests.screens.terminal import Faults, Terminal, settled

NOT_SENT = {"ctrl+m", "ctrl+i", "ctrl+j", "ctrl+h", "ctrl+b", "ctrl+a", "f11", "ctrl+enter", "ctrl+s"}
"""Keys that many terminals never send, or take for themselves (spec ``ux.md``, "Keys")."""
CLASSES = [*map(screen_class, SCREENS), LoginScreen, ConfirmScreen, FormScreen]


def own_bindings(screen: type) -> list[Binding]:
    return [
        binding
        for base in screen.__mro__
        if base.__module__.startswith("prodsys_tui")
        for _, binding in BindingsMap(base.__dict__.get("BINDINGS", ()))
    ]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("screen", CLASSES, ids=lambda each: each.__name__)
def test_every_key_has_an_id_a_label_and_a_help(screen: type, language: str) -> None:
    say = Texts(language)
    for binding in own_bindings(screen):
        assert binding.id, binding
        assert say(binding.description)
        assert say(f"{binding.description}.help")
        assert hasattr(screen, f"action_{binding.action}"), binding


@pytest.mark.parametrize("screen", CLASSES, ids=lambda each: each.__name__)
def test_keys_are_sent_by_every_terminal_and_bound_once(screen: type) -> None:
    assert not NOT_SENT & {binding.key for binding in own_bindings(screen)}
    for base in screen.__mro__:
        declared = [key for key, _ in BindingsMap(base.__dict__.get("BINDINGS", ()))]
        assert len(declared) == len(set(declared)), base


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("screen", [*map(screen_class, SCREENS), LoginScreen], ids=lambda each: each.__name__)
def test_every_screen_has_a_title_and_a_help(screen: type[PlantScreen[None]], language: str) -> None:
    say = Texts(language)
    assert say(f"{screen.AREA}.title")
    assert len(say(f"{screen.AREA}.help")) > 40


def test_keys_are_named_as_they_are_printed() -> None:
    assert [key_name(key) for key in ("f2", "enter", "ctrl+p", "m", "slash", "pagedown")] == [
        "F2",
        "Enter",
        "Ctrl+P",
        "M",
        "/",
        "Pagedown",
    ]


async def test_settings_move_a_key_in_the_line_and_in_effect(floor: Floor, faults: Faults) -> None:
    floor.open_shift()
    app = ProdsysApp(lambda: floor.plant, Texts("es"), faults, keymap={"board.observe": "f8"}, idle=0)
    async with settled(app) as term:
        await term.log_in("ope")
        assert term.keys["F8"]
        assert "O" not in term.keys
        await term.press("f8")
        assert "Observación" in term.text(".title")


async def test_a_locked_key_stays_in_the_line_and_says_why(term: Terminal) -> None:
    await term.log_in("ope")
    assert "M(Muestra)" in term.painted()
    await term.press("m")

    assert term.complains
    await term.press("f5")
    assert not term.message


async def test_a_letter_with_caps_lock_is_the_same_key(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("O")
    assert "Observación" in term.text(".title")
    await term.type("ROLLO", "escape")
    assert "sin guardar" in term.painted()
    await term.press("S")
    assert term.screen.AREA == "board"


@pytest.mark.parametrize("language", ["es", "en"])
async def test_every_key_of_a_line_fits_into_eighty_columns(
    floor: Floor, faults: Faults, language: str
) -> None:
    floor.closed_shift()
    floor.clock.pass_(hours=8)
    floor.open_shift()
    async with settled(ProdsysApp(lambda: floor.plant, Texts(language), faults, idle=0)) as term:
        assert term.screen.query_one(KeyLine).fits
        await term.log_in("sup")
        for opens in ("f12", "d", "m", "p", "c", "r", "x", "f10", "ctrl+q"):
            await term.press(opens)
            assert term.screen.query_one(KeyLine).fits, (opens, term.keys)
            await term.press("escape", "f3")
            while term.screen.AREA != "board":
                await term.press("escape")


async def test_a_dialog_asks_before_it_forgets_what_was_typed(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("o")
    await term.type("rollo mal", "escape")
    assert "sin guardar" in term.painted()
    await term.press("f2", "enter")  # those who want to save do not lose it
    assert "sin guardar" in term.painted()
    await term.press("escape")
    assert "rollo mal" in term.painted()
    await term.press("escape", "s")

    assert term.screen.AREA == "board"
    await term.press("o", "escape")
    assert term.screen.AREA == "board"
