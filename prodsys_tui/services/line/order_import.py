"""Orders from a file, row by row: the preview and the import. Spec ``cli.md``, ``order import``."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prodsys_tui.domain.line.order_import import OrderRow, RowKind, Sorted, sort_row
from prodsys_tui.domain.line.order_specs import specifies
from prodsys_tui.domain.model import Order
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.catalogs import Catalogs
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.line.orders import contracts_of, has_run, release
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import ensure
from prodsys_tui.services.use_case import Act, use_case


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: every row as it was sorted, the orders that are new, and those that changed.

    ``left`` are the rows that were not taken: refused ones, and changes that nobody asked for.
    """

    rows: tuple[Sorted, ...]
    added: tuple[Order, ...]
    changed: tuple[Order, ...]
    left: tuple[Sorted, ...]


def is_left(one: Sorted, *, update: bool) -> bool:
    """Whether a row is not taken: refused, or a change that nobody asked for."""
    return bool(one.faults) or (one.kind is RowKind.CHECK and not update)


def preview_orders(
    reads: Reads, contracts: ContractBook, catalogs: Catalogs, rows: Sequence[OrderRow]
) -> tuple[Sorted, ...]:
    """What each row is, and why it cannot be taken; nothing is written."""
    known_contracts, properties = contracts_of(reads, contracts), catalogs.order_properties
    seen: set[str] = set()
    found: list[Sorted] = []
    for row in rows:
        code = tidy(row.code)
        known = reads.order(code)
        ran = known is not None and has_run(reads, known)
        found.append(sort_row(row, known_contracts, properties, known, ran=ran, twice=code in seen))
        seen.add(code)
    return tuple(found)


def unused_columns(
    reads: Reads, contracts: ContractBook, catalogs: Catalogs, names: Sequence[str]
) -> tuple[str, ...]:
    """The columns of a file that no order can say anything under."""
    properties = catalogs.order_properties
    known = contracts_of(reads, contracts)
    return tuple(
        name for name in names if not any(specifies(contract, properties, name) for contract in known)
    )


@use_case("order-import", Right.ORDERS)
def import_orders(
    uow: UnitOfWork, act: Act, rows: Sequence[OrderRow], *, update: bool = False, partial: bool = False
) -> Imported:
    """Release the new orders of a file; with ``update`` also change those that the file has differently.

    All or nothing: any refused row refuses the file with every reason, each naming its ``row``, unless
    ``partial`` leaves those rows out. Without ``update`` an order that the plant has differently is left as
    it is and told.
    """
    sorted_rows = preview_orders(uow, act.contracts, act.catalogs, rows)
    wrong = [one for one in sorted_rows if one.faults and (update or one.kind is not RowKind.CHECK)]
    if not partial:
        ensure(_of_row(one.row.line, reason) for one in wrong for reason in one.faults)
    added: list[Order] = []
    changed: list[Order] = []
    left: list[Sorted] = []
    for one in sorted_rows:
        if one.wanted is None or is_left(one, update=update):
            left.append(one)
        elif one.known is None:
            added.append(release(uow, act, tidy(one.row.code), one.process_id, one.wanted))
        elif one.changes:
            changed.append(uow.change(one.known, **one.changes))
    return Imported(sorted_rows, tuple(added), tuple(changed), tuple(left))


def _of_row(row: int, reason: Refusal) -> Refusal:
    return replace(reason, params={**reason.params, "row": row}, field=f"{row}.{reason.field or ''}")
