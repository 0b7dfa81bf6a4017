"""Names as people type them: compared without case, accents and spacing."""

import re
import unicodedata
from collections.abc import Iterable

_SEPARATORS = re.compile(r"\W+")


def unaccented(text: str) -> str:
    """A text in lower case, accents and tildes off: what is searched without minding them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def fold(name: str) -> str:
    """The identifier of a name: ``Ancho de cinta`` → ``ancho_de_cinta``, ``Tracción`` → ``traccion``.

    Lower case, accents and tildes off, every run of other signs one underscore. Formulas name
    parameters by it, and lists are searched by it.
    """
    return _SEPARATORS.sub("_", unaccented(name)).strip("_")


def pick(text: str, among: Iterable[str]) -> str | None:
    """The entry of a list that a typed text means, spelled as the list spells it."""
    wanted = fold(text)
    return next((entry for entry in among if fold(entry) == wanted), None)
