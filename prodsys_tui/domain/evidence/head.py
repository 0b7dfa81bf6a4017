"""How people note the journal's head, to give it back later to ``audit verify --head``.

Spec ``sync.md``, "The journal": heads are printed at shift close, in handover and at a restore.
"""

NOTED = 16
"""How many digits are noted: enough that nobody can make a chain that meets them."""

_GROUP = 4
_DIGITS = frozenset("0123456789abcdef")


def noted_head(head: str) -> str:
    """The beginning of a head in groups, as it is written down."""
    return " ".join(head[start : start + _GROUP] for start in range(0, NOTED, _GROUP))


def read_head(text: str) -> str | None:
    """A head as it was noted, whole or its beginning, in groups or not; None when it is too short or none."""
    digits = "".join(text.split()).lower()
    return digits if len(digits) >= NOTED and _DIGITS.issuperset(digits) else None
