"""Plain ASCII where the terminal's locale is not UTF-8."""

from unicodedata import normalize

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("─–—¬", "-"),
        **dict.fromkeys("│║¦¶", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼", "+"),
        **dict.fromkeys("█■", "#"),
        **dict.fromkeys("●•", "*"),
        **dict.fromkeys("≤«←", "<"),
        **dict.fromkeys("≥»→", ">"),
        **dict.fromkeys("▲↑", "^"),
        **dict.fromkeys("▼↓", "v"),
        **dict.fromkeys("‘’´¨", "'"),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("¸·…", "."),
        **dict.fromkeys("¼½¾", "?"),  # a digit would be read as one: 18½ is not 181
        **dict(zip("═░▒±¯÷¿¡²³¹×ªº°", "=:%~_/?!231xaoo", strict=True)),
        **dict(zip("¢£¤¥§©®µÆæÐðØøÞþß", "cL$YScruAaDdOoPps", strict=True)),
    }
)


def ascii_of(text: str) -> str:
    """A text in ASCII, as wide as it was: accents go, unknown signs become ``?``."""
    if text.isascii():
        return text
    return "".join(_plain(character) for character in text.translate(_SIGNS))


def _plain(character: str) -> str:
    base = normalize("NFD", character)[:1]
    width = cell_len(character)
    return (base if base.isascii() and cell_len(base) else "?").ljust(width, "?")[:width]


class AsciiFilter(LineFilter):
    """Rewrites every line on its way to the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments in ASCII."""
        return [Segment(ascii_of(text), style, control) for text, style, control in segments]
