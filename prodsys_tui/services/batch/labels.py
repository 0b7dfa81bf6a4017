"""What labels say: batches, orders and machines, each with the code that a scanner reads.

Codes are of letters and digits alone, which no layout of a keyboard moves (an emergency order's keeps its
hyphen, for it is a code for a few days). Spec ``domain.md`` §3, ``ux.md``, "Entry".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from prodsys_tui.domain.batch.batch import label_code
from prodsys_tui.domain.model import Batch
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.batch.batches import find_batch
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.line.orders import find_order
from prodsys_tui.services.places import Faults
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import Refused, ensure

MOST = 1000
"""Labels that one command prints."""


class LabelKind(StrEnum):
    """What a label is stuck on."""

    BATCH = "batch"
    ORDER = "order"
    MACHINE = "machine"
    SCANNER = "scanner"


@dataclass(frozen=True, slots=True)
class Label:
    """A label: ``code`` for people, ``scanned`` for scanners; what is None is not printed.

    ``quantity`` is in ``unit``; ``made_on`` a batch's date, ``due`` an order's.
    """

    kind: LabelKind
    code: str
    scanned: str
    product: str | None = None
    order: str | None = None
    process: str | None = None
    made_on: date | None = None
    turn: str | None = None
    due: date | None = None
    quantity: Decimal | None = None
    unit: str | None = None


def batch_labels(reads: Reads, contracts: ContractBook, codes: Iterable[str]) -> tuple[Label, ...]:
    """The labels of batches, named by code or by label. Raises ``Refused`` (``not-found``), all at once."""
    faults, batches = Faults(), dict[str, Batch]()
    for code in _named(codes, "batch"):
        try:
            batch = find_batch(reads, code)
            batches[batch.code] = batch
        except Refused:
            faults.add((Refusal(Code.NOT_FOUND, {"batch": code}, "batch", "batch-named"),))
    ensure(faults.all)
    return tuple(_of_batch(reads, contracts, batch) for batch in batches.values())


def order_labels(reads: Reads, contracts: ContractBook, codes: Iterable[str]) -> tuple[Label, ...]:
    """The labels of orders. Raises ``Refused`` (``not-found``)."""
    orders = [find_order(reads, code) for code in _named(codes, "order")]
    return tuple(
        Label(
            LabelKind.ORDER,
            order.code,
            order.code,
            product=order.product,
            process=contracts.of(reads, order.process_id).contract.name,
            due=order.due,
            quantity=order.quantity,
            unit=contracts.of(reads, order.process_id).contract.unit,
        )
        for order in orders
    )


def machine_labels(reads: Reads, codes: Iterable[str]) -> tuple[Label, ...]:
    """The labels of machines; of all that are in use if none is named. Raises ``Refused`` (``not-found``)."""
    wanted = list(codes)
    retired = reads.retired_machines()
    if not wanted:
        machines = [machine for machine in reads.machines() if machine.code not in retired]
    else:
        found = {code: reads.machine(code) for code in _named(wanted, "machine")}
        ensure(_unknown(code) for code, machine in found.items() if machine is None)
        machines = [machine for machine in found.values() if machine is not None]
    return tuple(
        Label(
            LabelKind.MACHINE,
            machine.code,
            machine.code,
            product=machine.name if machine.name != machine.code else None,
        )
        for machine in machines
    )


def scanner_label(code: str) -> Label:
    """The label that a scanner is calibrated with."""
    return Label(LabelKind.SCANNER, code, code)


def _of_batch(reads: Reads, contracts: ContractBook, batch: Batch) -> Label:
    order = find_order(reads, batch.order.code)
    contract = contracts.of(reads, order.process_id).contract
    return Label(
        LabelKind.BATCH,
        batch.code,
        label_code(batch.code),
        product=order.product,
        order=order.code,
        process=contract.name,
        made_on=batch.produced_on,
        turn=batch.shift.code.rpartition(" ")[2],
        quantity=sum((each.quantity for each in reads.records_of_batch(batch.ref)), Decimal(0)),
        unit=contract.unit,
    )


def _named(codes: Iterable[str], field: str) -> Iterator[str]:
    """What was named, each once. Raises ``Refused`` (``bad-value``) for nothing, or more than fit a print."""
    named = list(dict.fromkeys(filter(None, map(tidy, codes))))
    if not named:
        raise Refused(Refusal(Code.BAD_VALUE, {}, field, "empty"))
    if len(named) > MOST:
        raise Refused(Refusal(Code.BAD_VALUE, {"value": len(named), "maximum": MOST}, field, "labels"))
    yield from named


def _unknown(code: str) -> Refusal:
    return Refusal(Code.NOT_FOUND, {"machine": code}, "machine", "machine")
