"""The columns of the sheet of counters, by the rules of its process."""

from collections.abc import Iterator

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.sheet_cells import SheetColumn

MARK, MACHINE, ORDER, PREVIOUS, STATE = "mark", "machine", "order", "previous", "state"
COUNTER, QUANTITY, WASTE, WASTE_TO = "counter", "quantity", "waste", "waste_to"
CONSUMES, STOP = "consumes", "stop"
"""The entries have the names of the fields of ``AddProduction``, so that refusals find them."""

NUMBERS = frozenset({COUNTER, QUANTITY, WASTE})


def columns(contract: ProcessContract) -> Iterator[SheetColumn]:
    """The columns in order; they fit 80 cells with the scrollbar."""
    rules = contract.production
    yield SheetColumn(MARK, 1, gap=0)
    yield SheetColumn(MACHINE, max((len(code) for code in contract.machines), default=3))
    yield SheetColumn(ORDER, 7)
    yield SheetColumn(PREVIOUS, 8, "right")
    yield SheetColumn(COUNTER, 8, "right", entry=True)
    yield SheetColumn(QUANTITY, 7, "right", entry=True)
    yield SheetColumn(WASTE, 6, "right", entry=True)
    if rules.waste_destinations:
        yield SheetColumn(WASTE_TO, 4, entry=True, words=True)
    if contract.upstream or contract.waste_from:
        yield SheetColumn(CONSUMES, 0, entry=True, words=True, least=7)
    yield SheetColumn(STOP, 10 if not rules.waste_destinations else 8, entry=True, words=True)
    yield SheetColumn(STATE, 8)


def named(contract: ProcessContract, say: Texts) -> tuple[tuple[SheetColumn, SafeText], ...]:
    """The columns with what stands above them; nothing above the mark."""
    return tuple((each, _name(each.key, say)) for each in columns(contract))


def _name(key: str, say: Texts) -> SafeText:
    return SafeText("") if key == MARK else say(f"counters.column.{key}")


def column_after(contract: ProcessContract, column: str) -> str:
    """The column that is filled after another one, below whose last machine one is; then the first again."""
    entries = [each.key for each in columns(contract) if each.entry]
    after = [each for each in entries[entries.index(column) + 1 :] if each != QUANTITY]
    return after[0] if after else entries[0]
