"""Files of orders: spec ``cli.md``, ``order import``. Columns have the store's names, more are allowed."""

from typing import TYPE_CHECKING

from prodsys_tui.domain.line.order_import import OrderRow
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import refuse
from prodsys_tui.text.catalog import refusal_text
from prodsys_tui.text.dates import read_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from prodsys_tui.domain.line.order_import import Sorted
    from prodsys_tui.reports.table_file import Table
    from prodsys_tui.text.catalog import Texts

CODE, PRODUCT, QUANTITY, DUE = "codigo_orden", "producto", "cantidad_objetivo", "fecha_compromiso"
REQUIRED = (CODE, PRODUCT, QUANTITY)
IMPORT_COLUMNS = ("row", "codigo_orden", "clase", "reason")


def read_orders(table: "Table", name: str) -> "list[OrderRow]":
    """The orders of a file. Raises ``Refused`` (``file-refused``) when columns or rows are missing."""
    missing = [column for column in REQUIRED if column not in table.columns]
    if missing:
        raise refuse(Code.FILE_REFUSED, "file", "columns", file=name, columns=missing)
    if not table.rows:
        raise refuse(Code.FILE_REFUSED, "file", "empty", file=name)
    specs = spec_columns(table)
    return [_order(line, row, specs) for line, row in table.rows]


def spec_columns(table: "Table") -> "Sequence[str]":
    """The columns that may name a specification: all but the order's own."""
    return [column for column in table.columns if column and column not in (*REQUIRED, DUE)]


def _order(line: int, row: "Mapping[str, str]", specs: "Iterable[str]") -> OrderRow:
    typed = row.get(DUE, "")
    due = read_day(typed, "due") if typed else None
    said = {name: row[name] for name in specs if row[name]}
    return OrderRow(line, row[CODE], row[PRODUCT], row[QUANTITY], due, said)


def sorted_rows(texts: "Texts", rows: "Iterable[Sorted]") -> "list[dict[str, object]]":
    """Rows of a file as they are told: what each is, and why it is not taken."""
    return [
        {
            "row": one.row.line,
            "codigo_orden": one.row.code,
            "clase": one.kind.value,
            "reason": why(texts, one),
        }
        for one in rows
    ]


def why(texts: "Texts", one: "Sorted") -> str:
    """Why a row is not taken, or what it would change; nothing to say of a new or known one."""
    reasons = [refusal_text(texts, reason) for reason in one.faults]
    if not reasons and one.changes:
        named = ", ".join(texts(f"cli.order.field.{name}") for name in one.changes)
        reasons = [texts("cli.order.differs", fields=named)]
    return " ".join(reasons)
