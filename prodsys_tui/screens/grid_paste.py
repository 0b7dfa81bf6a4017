"""Where the cells of a pasted block come to lie on a sheet."""

from collections.abc import Mapping, Sequence

from prodsys_tui.widgets.sheet_cells import SheetColumn, SheetRow
from prodsys_tui.widgets.typed_cells import Place


def fallen(
    rows: Sequence[SheetRow],
    columns: Sequence[SheetColumn],
    corner: Place,
    block: Sequence[Sequence[str]],
) -> tuple[Mapping[Place, str], int]:
    """The entries that a block falls on from ``corner`` on, and how many of its texts find none.

    Empty texts write nothing; locked cells and those beyond the sheet take none.
    """
    entries = [number for number, column in enumerate(columns) if column.entry]
    top = next(at for at, row in enumerate(rows) if row.key == corner[0])
    left = next(at for at, number in enumerate(entries) if columns[number].key == corner[1])
    found: dict[Place, str] = {}
    lost = 0
    for at, line in enumerate(block, top):
        for entry, text in enumerate(line, left):
            if not text:
                continue
            if at < len(rows) and entry < len(entries) and not rows[at].cells[entries[entry]].locked:
                found[rows[at].key, columns[entries[entry]].key] = text
            else:
                lost += 1
    return found, lost
