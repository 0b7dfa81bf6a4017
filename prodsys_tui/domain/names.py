"""Names as people type them: compared without case, accents and spacing."""

import re
import unicodedata
from collections.abc import Iterable

_SEPARATORS = re.compile(r"\W+")


def fold(name: str) -> str:
    """The identifier of a name: ``Ancho de cinta`` → ``ancho_de_cinta``, ``Tracción`` → ``traccion``.

    Lower case, accents and tildes off, every run of other signs one underscore. Formulas name
    parameters by it, and lists are searched by it.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return _SEPARATORS.sub("_", "".join(c for c in plain if not unicodedata.combining(c))).strip("_")


def pick(text: str, among: Iterable[str]) -> str | None:
    """The entry of a list that a typed text means, spelled as the list spells it."""
    wanted = fold(text)
    return next((entry for entry in among if fold(entry) == wanted), None)
