r"""The patterns of order and roll codes: a part of regular expressions small enough to be decided.

A pattern has a fixed length and is made of letters, digits, ``-``, ``\d`` (one digit) and ``[67]``
(one of these), each perhaps repeated: ``{6}``. Whether one code can fit two patterns is then a
question with an exact answer, and no pattern can be slow. Spec ``process-contracts.md``.
"""

import re
import string
from re import Pattern

Places = tuple[frozenset[str], ...]
"""The signs that each place of a code may hold."""

_PART = re.compile(r"(?P<sign>[A-Za-z0-9-])|(?P<digit>\\d)|\[(?P<choice>[A-Za-z0-9]+)\]")
_TIMES = re.compile(r"\{([1-9][0-9]?)\}")
_DIGITS = frozenset(string.digits)


def places(pattern: str) -> Places | None:
    """What each place of a code of this pattern may hold; ``None`` if the pattern is no such pattern."""
    found: list[frozenset[str]] = []
    position = 0
    while position < len(pattern):
        part = _PART.match(pattern, position)
        if part is None:
            return None
        position = part.end()
        times = _TIMES.match(pattern, position)
        if times is not None:
            position = times.end()
        signs = _DIGITS if part["digit"] else frozenset(part["sign"] or part["choice"])
        found += [signs] * (int(times[1]) if times else 1)
    return tuple(found) or None


def overlap(one: str, other: str) -> bool:
    """Whether some code fits both patterns."""
    here, there = places(one) or (), places(other) or ()
    return len(here) == len(there) > 0 and all(a & b for a, b in zip(here, there, strict=True))


def compiled(pattern: str) -> Pattern[str] | None:
    """The pattern ready to match whole codes (ASCII digits only), or ``None`` as in ``places``."""
    return None if places(pattern) is None else re.compile(pattern, re.ASCII)
