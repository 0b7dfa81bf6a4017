"""Contrast of every pair of colours, computed for the palettes that terminals have."""

from itertools import product

import pytest
from textual.theme import Theme

from prodsys_tui.widgets.theme import PAIRS, THEMES, themes

LEAST = 4.5
NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


def palette(dark: str, bright: str) -> dict[str, str]:
    names = (*NAMES, *(f"bright_{name}" for name in NAMES))
    return dict(zip(names, f"{dark} {bright}".split(), strict=True))


PALETTES = {
    "vga": palette(
        "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa",
        "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    ),
    "xterm": palette(
        "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5",
        "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    ),
    "putty": palette(
        "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb",
        "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    ),
}


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("theme", "terminal"), product(THEMES, PALETTES))
def test_every_pair_is_readable(theme: str, terminal: str) -> None:
    colours = PALETTES[terminal]
    pale = {
        meaning: round(contrast(colours[pair.text], colours[pair.ground]), 2)
        for meaning, pair in PAIRS[theme].items()
        if contrast(colours[pair.text], colours[pair.ground]) < LEAST
    }

    assert pale == {}


def test_no_ground_is_bright() -> None:
    """The Linux console shows bright grounds dark, so that the contrast above would not hold."""
    grounds = {pair.ground for pairs in PAIRS.values() for pair in pairs.values()}

    assert not {ground for ground in grounds if ground.startswith("bright_")}


def test_both_themes_paint_the_same_meanings() -> None:
    assert set(PAIRS["planta"]) == set(PAIRS["planta-clara"])


@pytest.mark.parametrize("theme", themes(), ids=lambda each: each.name)
def test_a_theme_leaves_no_colour_to_chance(theme: Theme) -> None:
    made = theme.to_color_system().generate()
    for name in ("text", "background", "foreground", "surface", "panel", "scrollbar", "border"):
        assert made[name].startswith("ansi_"), name
