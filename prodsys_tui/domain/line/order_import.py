"""Orders from a file: what each row is to the plant, and what it would do. Spec ``cli.md``, ``order import``.

A row is *new*, *known* (the plant has it just so), *to be looked at* (the plant has it, but differently)
or *unknown* (its code belongs to no process). What cannot be is refused with every reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from prodsys_tui.domain.contract.catalogs import OrderProperty
from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.order import Wanted, change_faults, process_of, read_wanted
from prodsys_tui.domain.line.order_specs import specifies
from prodsys_tui.domain.model import Order
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import tidy


class RowKind(StrEnum):
    """What a row of a file is to the plant, as it is told."""

    NEW = "nueva"
    KNOWN = "conocida"
    CHECK = "por revisar"
    UNKNOWN = "desconocida"


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A row as it stands in the file: ``line`` is its number there, ``due`` is read already.

    ``specs`` are the cells of columns that name a specification; those that do not belong to the order's
    process say nothing, so that one file may carry the orders of all processes.
    """

    line: int
    code: str
    product: str
    quantity: str
    due: date | Refusal | None = None
    specs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A row, what it is, what an order would become by it, and every reason against it."""

    row: OrderRow
    kind: RowKind
    process_id: int = 0
    known: Order | None = None
    wanted: Wanted | None = None
    changes: Mapping[str, object] = field(default_factory=dict)
    faults: tuple[Refusal, ...] = ()


def sort_row(
    row: OrderRow,
    contracts: Sequence[ProcessContract],
    properties: Sequence[OrderProperty],
    known: Order | None,
    *,
    ran: bool,
    twice: bool,
) -> Sorted:
    """What a row is.

    ``known`` is the plant's order of that code, ``ran`` whether it ran already, ``twice`` whether an
    earlier row of the file has the same code.
    """
    contract = process_of(tidy(row.code), contracts)
    if isinstance(contract, Refusal):
        return Sorted(row, RowKind.UNKNOWN, faults=(contract,))
    specs = {name: text for name, text in row.specs.items() if specifies(contract, properties, name)}
    read = read_wanted(contract, properties, row.product, row.quantity, row.due, specs)
    again = (Refusal(Code.BAD_VALUE, {"value": tidy(row.code)}, "order", "order-twice"),) if twice else ()
    if isinstance(read, tuple):
        kind = RowKind.NEW if known is None else RowKind.CHECK
        return Sorted(row, kind, contract.id, known, faults=(*again, *read))
    if known is None:
        return Sorted(row, RowKind.NEW, contract.id, None, read, faults=again)
    changes = read.changes_of(known)
    kind = RowKind.CHECK if changes else RowKind.KNOWN
    faults = (*again, *change_faults(known, changes, ran=ran))
    return Sorted(row, kind, contract.id, known, read, changes, faults)
