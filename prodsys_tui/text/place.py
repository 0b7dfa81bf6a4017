"""Where a store is, as it may be shown: an address without its secrets."""

import re
from typing import Final

_MARK: Final = "***"
_PASSWORD: Final = re.compile(r"^([^:/?#]+://[^:/?#@]*):.*@", re.DOTALL)
"""Up to the last ``@``, so that a password that was not escaped shows no part of itself."""
_NO_PORT: Final = re.compile(r"^([^:/?#]+://[^:/?#@\[]*):(?!\d+(?:[/?#,]|$))[^/?#@]*(?=[/?#]|$)")
"""What stands for a port and is none: the end of an address may have been lost behind a password."""
_IN_QUERY: Final = re.compile(r"([?&][^=&]*pas[^=&]*=)[^&]*", re.IGNORECASE)


def shown_place(place: str) -> str:
    """A path as it is, a database URL without its password."""
    if "://" not in place:
        return place
    for secret, kept in (
        (_PASSWORD, rf"\1:{_MARK}@"),
        (_NO_PORT, rf"\1:{_MARK}"),
        (_IN_QUERY, rf"\1{_MARK}"),
    ):
        place = secret.sub(kept, place)
    return place
