"""Where a store is, as it may be shown: an address without its secrets."""

import re
from typing import Final

_MARK: Final = "***"
_IN_AUTHORITY: Final = re.compile(r"^([^:/?#]+://[^:/?#@]*):.*@", re.DOTALL)
_IN_QUERY: Final = re.compile(r"([?&](?:ssl)?password=)[^&]*", re.IGNORECASE)


def shown_place(place: str) -> str:
    """A path as it is, a database URL without its password.

    Everything up to the last ``@`` counts as password, so that one which was not escaped shows no part of it.
    """
    if "://" not in place:
        return place
    return _IN_QUERY.sub(rf"\1{_MARK}", _IN_AUTHORITY.sub(rf"\1:{_MARK}@", place))
