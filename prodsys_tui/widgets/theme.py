"""The colours: sixteen, named in pairs, so that every text is readable on every terminal.

Stock themes fall under a contrast of 4.5 : 1 on sixteen colours (spec ``ux.md``, "Terminals"). Here a
text's colour never travels without its background: widgets take a whole ``Pair``. Meaning is carried by a
word or sign as well, never by colour alone; bold is used with bright colours only, because many terminals
turn bold black into grey.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.style import Style
from textual.theme import Theme

THEMES = ("planta", "planta-clara")
"""The names of the themes, the default one first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text colour on its background, both among the sixteen; ``reverse`` keeps it seen without colours."""

    text: str
    ground: str
    marked: bool = False

    def style(self, *, colours: bool = True) -> Style:
        """For lines that a widget draws itself; without colours a marked pair is reversed."""
        if not colours:
            return Style(reverse=self.marked)
        return Style(color=self.text, bgcolor=self.ground)


_BLOCKS: Mapping[str, Pair] = {
    "bar": Pair("bright_white", "blue", marked=True),
    "chip": Pair("black", "cyan", marked=True),
    "error": Pair("bright_white", "red", marked=True),
    "notice": Pair("black", "cyan", marked=True),
    "cursor": Pair("black", "white", marked=True),
    "wrong": Pair("bright_white", "red", marked=True),
    "waiting": Pair("bright_yellow", "black"),
    "ready": Pair("bright_cyan", "blue"),
    "done": Pair("black", "cyan"),
    "off": Pair("white", "black"),
}

PAIRS: Mapping[str, Mapping[str, Pair]] = {
    "planta": {
        "base": Pair("white", "black"),
        "strong": Pair("bright_white", "black"),
        "dim": Pair("white", "black"),
        "head": Pair("bright_cyan", "black"),
        "field": Pair("bright_white", "blue"),
        **_BLOCKS,
    },
    "planta-clara": {
        **_BLOCKS,
        "base": Pair("black", "white"),
        "strong": Pair("black", "white"),
        "dim": Pair("black", "white"),
        "head": Pair("black", "cyan"),
        "field": Pair("bright_white", "black"),
        "cursor": Pair("bright_white", "blue", marked=True),
    },
}
"""What each theme paints with, by meaning. ``wrong, waiting, ready, done, off`` are states."""


def themes() -> tuple[Theme, ...]:
    """The themes as Textual takes them; style sheets use ``$bar``, ``$bar-text``, ``$field`` and so on."""
    return tuple(_theme(name) for name in THEMES)


def _theme(name: str) -> Theme:
    pairs = PAIRS[name]
    base, bar, field = pairs["base"], pairs["bar"], pairs["field"]
    named = {
        variable: f"ansi_{colour}"
        for meaning, pair in pairs.items()
        for variable, colour in ((f"{meaning}-text", pair.text), (f"{meaning}-ground", pair.ground))
    }
    text, ground = f"ansi_{base.text}", f"ansi_{base.ground}"
    return Theme(
        name=name,
        ansi=True,
        dark=base.ground == "black",
        primary=f"ansi_{bar.ground}",
        foreground=text,
        background=ground,
        variables={
            **named,
            "text": text,
            "ansi-background": ground,
            "ansi-foreground": text,
            "screen-selection-background": "ansi_cyan",
            "screen-selection-foreground": "ansi_black",
            "surface": ground,
            "panel": ground,
            "border": text,
            "border-blurred": text,
            "scrollbar": text,
            "scrollbar-hover": text,
            "scrollbar-active": text,
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "input-cursor-background": f"ansi_{field.text}",
            "input-cursor-foreground": f"ansi_{field.ground}",
            "input-cursor-text-style": "none",
            "input-selection-background": "ansi_cyan",
            "input-selection-foreground": "ansi_black",
        },
    )
