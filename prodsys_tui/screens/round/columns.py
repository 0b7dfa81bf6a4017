"""The columns of the Ronda."""

from collections.abc import Iterator

from prodsys_tui.domain.contract.contract import Kind, Parameter, ProcessContract
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.sheet_cells import SheetColumn

MARK, MACHINE, ORDER, TARGET = "mark", "machine", "order", "target"
VALUE, RESULT, COUNT, STATE = "value", "result", "count", "state"


def columns(contract: ProcessContract, parameter: Parameter) -> Iterator[SheetColumn]:
    """The columns in order; they fit 80 cells with the scrollbar."""
    yield SheetColumn(MARK, 1, gap=0)
    yield SheetColumn(MACHINE, max((len(code) for code in contract.machines), default=3))
    yield SheetColumn(ORDER, 7)
    yield SheetColumn(TARGET, 16)
    yield SheetColumn(VALUE, 10, entry=True, words=parameter.kind is not Kind.NUMBER)
    yield SheetColumn(RESULT, 11)
    yield SheetColumn(COUNT, 4, "right")
    yield SheetColumn(STATE)


def named(
    contract: ProcessContract, parameter: Parameter, say: Texts
) -> tuple[tuple[SheetColumn, SafeText], ...]:
    """The columns with what stands above them; nothing above the mark."""
    return tuple((each, _name(each.key, say)) for each in columns(contract, parameter))


def _name(key: str, say: Texts) -> SafeText:
    return SafeText("") if key == MARK else say(f"round.column.{key}")
