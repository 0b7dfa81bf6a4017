"""What F7 and F8 write on the sheet of counters: from above, from the last shift, or all the way down."""

from collections.abc import Mapping, Sequence

from prodsys_tui.domain.numbers import show_number
from prodsys_tui.screens.counters.columns import CONSUMES, COUNTER
from prodsys_tui.services.production.counter_sheet import CounterSheet
from prodsys_tui.widgets.typed_cells import Place, TypedCells


def copied(sheet: CounterSheet, cells: TypedCells, selected: Sequence[Place]) -> Mapping[Place, str]:
    """The selected cells with what stands above them; those without anything to copy are left out.

    A reading is that of the last shift: the machine stood still. In the first row the batches are those
    that its machine last took its material from.
    """
    texts = {place: _above(sheet, cells, place, selected) for place in selected}
    return {place: text for place, text in texts.items() if text}


def filled(
    sheet: CounterSheet, cells: TypedCells, selected: Sequence[Place], *, ranged: bool
) -> Mapping[Place, str]:
    """The range with what its first row holds, or the empty cells from the first one down.

    Downward, machines that nobody goes to are left out. Empty batches are filled each with its own last ones.
    """
    first, column = selected[0]
    if ranged:
        tops = {of: cells.text(first, of) for row, of in selected if row == first}
        return {(row, of): tops[of] for row, of in selected if tops[of]}
    codes = [row.code for row in sheet.rows]
    below = [row for row in sheet.rows[codes.index(first) :] if row.line.aside is None]
    empty = [row for row in below if not cells.text(row.code, column)]
    text = cells.text(first, column)
    if text:
        return {(row.code, column): text for row in empty}
    if column == CONSUMES:
        return {
            (row.code, column): " ".join(row.in_use or row.batches)
            for row in empty
            if row.in_use or row.batches
        }
    return {}


def _above(sheet: CounterSheet, cells: TypedCells, place: Place, selected: Sequence[Place]) -> str:
    row, column = place
    if column == COUNTER:
        found = sheet.row(row)
        return show_number(found.previous.reading) if found is not None and found.previous else ""
    codes = [each.code for each in sheet.rows]
    top = min(codes.index(code) for code, of in selected if of == column)
    if top:
        return cells.text(codes[top - 1], column)
    return " ".join(sheet.rows[0].in_use or sheet.rows[0].batches) if column == CONSUMES else ""
