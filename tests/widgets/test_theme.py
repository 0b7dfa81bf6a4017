"""Contrast of every pair of colours, computed for the palettes that terminals have."""

from itertools import combinations, product
from math import dist

import pytest
from textual.theme import Theme

from prodsys_tui.screens.board.rows import MEANING
from prodsys_tui.text.catalog import Texts
from prodsys_tui.widgets.ascii import ascii_of
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


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return tuple(part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


EYES = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.1523, 1.0526, -0.2049), (0.1145, 0.7863, 0.0992), (-0.0039, -0.0481, 1.0520)),
    "deuteranopia": ((0.3673, 0.8606, -0.2280), (0.2801, 0.6725, 0.0474), (-0.0118, 0.0429, 0.9689)),
}
"""What reaches whom of a linear colour, by Machado, Oliveira and Fernandes (2009)."""
TO_XYZ = ((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0177, 0.1095, 0.8727))
"""From linear sRGB, with the white of D65 as 1."""
TOLD_APART = 25
"""The least distance in CIE Lab between two states; 2 is just seen side by side."""
STATES = ("wrong", "waiting", "ready", "done", "off")


def seen(colour: str, eyes: str) -> tuple[float, float, float]:
    """A colour as somebody sees it, in CIE Lab."""
    light = linear(colour)
    reaches = [sum(by * part for by, part in zip(row, light, strict=True)) for row in EYES[eyes]]
    clipped = [min(max(part, 0), 1) for part in reaches]
    xyz = [sum(by * part for by, part in zip(row, clipped, strict=True)) for row in TO_XYZ]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize(("terminal", "eyes", "theme"), product(PALETTES, EYES, THEMES))
def test_states_are_told_apart_by_those_who_see_fewer_colours(terminal: str, eyes: str, theme: str) -> None:
    """By their text or by its ground. Every state has its sign or word besides."""
    colours, pairs = PALETTES[terminal], PAIRS[theme]
    alike = {
        (one, other): round(far)
        for one, other in combinations(STATES, 2)
        if (
            far := max(
                dist(
                    seen(colours[getattr(pairs[one], part)], eyes),
                    seen(colours[getattr(pairs[other], part)], eyes),
                )
                for part in ("text", "ground")
            )
        )
        < TOLD_APART
    }

    assert alike == {}


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


@pytest.mark.parametrize("language", ["es", "en"])
def test_states_of_another_colour_have_another_sign(language: str) -> None:
    """In ASCII too: a colour is never the only difference."""
    told = {state: ascii_of(Texts(language)(f"board.state.{state}")) for state in MEANING}

    assert len({word.split()[0] for word in told.values()}) == len(set(MEANING.values()))
