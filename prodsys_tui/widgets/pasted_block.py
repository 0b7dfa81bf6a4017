"""A block of cells from a spreadsheet's clipboard: spec ``ux.md``, "Entry" (TSV, quoted cells, CRLF)."""

import csv
from io import StringIO

MOST_LENGTH = 100_000
"""Characters of one paste; more is no sheet that a person could look over."""


def block_of(text: str) -> tuple[tuple[str, ...], ...] | None:
    """The cells of a pasted text, row by row, outer blanks removed; a text without a tab is one column.

    None when it is longer than anything that is pasted on purpose.
    """
    if len(text) > MOST_LENGTH:
        return None
    lines = StringIO(text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n"))
    rows = csv.reader(lines, delimiter="\t", quotechar='"')
    return tuple(tuple(" ".join(cell.split()) for cell in row) or ("",) for row in rows)
