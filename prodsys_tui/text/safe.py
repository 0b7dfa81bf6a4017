"""The one gate for text that came from data.

Terminals obey escape bytes inside data, and bidirectional or zero-width characters show something else
than what is stored (spec ``ux.md``, "Text that came from data"). ``safe`` makes all of them visible in
plain ASCII that every console font has. What shows text takes a ``SafeText``, so that the type checker
finds data that travels bare. Markup is the other half: ``as_rich`` and ``as_content`` never read it.
"""

import re
import unicodedata
from collections.abc import Iterable


class SafeText(str):
    """Text that may be shown. Made by ``safe`` from data, and by the message catalogs.

    Everything that ``str`` makes of it (``+``, f-strings, slices) is a bare ``str`` again and has to pass
    the gate once more, which does no harm: ``safe(safe(x)) == safe(x)``.
    """

    __slots__ = ()


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Shown as nothing although their category says letter or mark: fillers, joiners, variation selectors.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_LINE_END = re.compile("\r\n?|\n")
_MARK_OF_LINE_END = "¶"
_MARK_OF_TAB = "»"


def safe(text: object, *, one_line: bool = True) -> SafeText:
    r"""Text as it may be shown, in NFC: what cannot be seen becomes a sign such as ``<U+001B>``.

    Line ends become ``¶`` and tabs ``»``; with ``one_line=False`` line ends stay (as ``\n``).
    """
    plain = unicodedata.normalize("NFC", str(text))
    if plain.isascii() and plain.isprintable():
        return SafeText(plain)
    lines = _LINE_END.split(plain.replace("\t", _MARK_OF_TAB))
    return SafeText((_MARK_OF_LINE_END if one_line else "\n").join(_visible(line) for line in lines))


def joined(parts: Iterable[SafeText], by: str = " ") -> SafeText:
    """Several safe texts as one; ``by`` is written by us, never data."""
    return SafeText(by.join(parts))


def _visible(line: str) -> str:
    shown: list[str] = []
    has_base = False  # a combining mark needs a letter before it, else it lands on what stands beside
    for character in line:
        if _is_hidden(character) or (not has_base and unicodedata.category(character).startswith("M")):
            shown.append(f"<U+{ord(character):04X}>")
            has_base = False
        else:
            shown.append(character)
            has_base = True
    return "".join(shown)


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN or _BLANK.match(character) is not None
