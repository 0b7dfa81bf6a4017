"""Every letter that the screens paint can be read, whatever the terminal makes of its colours."""

from collections.abc import Iterator

import pytest
from rich.color import Color, ColorSystem, ColorType
from rich.style import Style

from prodsys_tui.app import ProdsysApp
from prodsys_tui.text.catalog import Texts
from prodsys_tui.widgets.theme import THEMES
from tests.console_font import GLYPHS
from tests.screens.floor import Floor
from tests.screens.terminal import settled
from tests.snapshots.test_screens import WAYS, no_report
from tests.widgets.test_theme import LEAST, PALETTES, contrast

SYSTEMS = {
    "16": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "true": ColorSystem.TRUECOLOR,
}

SIXTEEN = {None, ColorType.DEFAULT, ColorType.STANDARD}
"""All that is ever sent: the pictures are those of a terminal of sixteen colours, and of every other."""


def shown(colour: Color | None, system: ColorSystem, palette: dict[str, str], default: str) -> str:
    """A colour as six digits: what Rich makes of it for a kind of terminal, as that terminal shows it."""
    if colour is None or colour.is_default:
        return palette[default]
    made = colour.downgrade(system)
    if made.number is not None and made.number < len(palette):
        return list(palette.values())[made.number]
    return made.get_truecolor().hex.removeprefix("#")


def kind_of(colour: Color | None) -> ColorType | None:
    return None if colour is None else colour.type


def pale(style: Style, theme: str) -> Iterator[str]:
    """On which terminals a style is too hard to read."""
    text, ground = ("white", "black") if theme == THEMES[0] else ("black", "white")
    for (kind, system), (name, palette) in ((k, p) for k in SYSTEMS.items() for p in PALETTES.items()):
        colours = shown(style.color, system, palette, text), shown(style.bgcolor, system, palette, ground)
        if contrast(*colours) < LEAST:
            yield f"{style} on {name}, {kind} colours"


async def painted(floor: Floor, way: tuple[str, ...], theme: str) -> list[tuple[str, Style]]:
    """Everything that can be seen at the end of a way, with its style."""
    app = ProdsysApp(lambda: floor.plant, Texts("es"), no_report, idle=0, theme=theme)
    async with settled(app) as terminal:
        if way:
            await terminal.log_in(way[0])
            await terminal.press(*way[1:])
        strips = app.screen._compositor.render_strips(app.size)
    return [(text, style or Style.null()) for strip in strips for text, style, _ in strip if text.strip()]


async def check_sixteen_colours(floor: Floor, way: tuple[str, ...]) -> None:
    """All that can be seen at the end of a way is readable, of sixteen colours, in a console's signs."""
    for theme in THEMES:
        seen = await painted(floor, way, theme)
        styles = {style for _, style in seen}
        assert [fault for style in styles for fault in pale(style, theme)] == []
        assert {kind_of(colour) for style in styles for colour in (style.color, style.bgcolor)} <= SIXTEEN
        assert not any(style.dim or style.blink or style.italic for style in styles)
        assert set("".join(text for text, _ in seen)) <= GLYPHS


@pytest.mark.parametrize("way", WAYS)
async def test_every_letter_can_be_read(floor: Floor, way: str) -> None:
    await check_sixteen_colours(floor, WAYS[way])


@pytest.mark.parametrize("way", WAYS)
async def test_without_colours_there_are_none_and_the_signs_stay(
    floor: Floor, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    seen = await painted(floor, WAYS[way], THEMES[0])
    colours = {colour for _, style in seen for colour in (style.color, style.bgcolor)}
    assert all(colour is None or colour.is_default for colour in colours)
    assert any(style.reverse for _, style in seen)
