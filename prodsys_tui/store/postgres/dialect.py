"""SQLite's statements in PostgreSQL's words.

The store's statements keep to what both engines mean alike (``IS NOT DISTINCT FROM``, ``ON CONFLICT``, no
booleans, no loose GROUP BY); what is left is here: parameters are numbered, a stored row answers its id,
``lower`` folds a parameter as it folds a column, and ``julianday`` of a column that keeps an instant answers
the same number of days, to the bit.
"""

import re
from functools import cache
from typing import Final

_PARTS: Final = re.compile(r"'[^']*'|\"[^\"]*\"|lower\(\?\)|julianday\(([\w.]+)\)|\?")
_JULIAN_DAY: Final = (
    "((round(extract(epoch FROM {}::timestamptz) * 1000) + 210866760000000)::double precision / 86400000)"
)
"""Milliseconds since noon of 24 November 4714 B.C., as SQLite counts them, in days."""
_STORES_A_ROW: Final = re.compile(r"INSERT INTO \w+ \(uid, ver, ")


@cache
def translated(sql: str) -> bytes:
    """A statement as PostgreSQL takes it, with ``$1, $2, …`` for its question marks."""
    number = 0

    def mark(found: "re.Match[str]") -> str:
        nonlocal number
        part = found[0]
        if found[1]:
            return _JULIAN_DAY.format(found[1])
        if part not in {"?", "lower(?)"}:
            return part
        number += 1
        # Columns are in collation C, where only A to Z are folded; a parameter would be in the database's.
        return f"${number}" if part == "?" else f'lower(${number}::text COLLATE "C")'

    text = _PARTS.sub(mark, sql)
    if _STORES_A_ROW.match(sql):
        text += " RETURNING id"
    return text.encode()
