"""The orders that a machine takes up one after another, and the samples that each of them makes due.

Spec ``domain.md`` §2 ("A change of order shows the samples due; they count at close") and
``process-contracts.md``: a loom's construction and colours are measured at each change of order.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from prodsys_tui.domain.contract.contract import Parameter
from prodsys_tui.domain.model import WorkRecord


def orders_made(records: Iterable[WorkRecord]) -> Iterator[str]:
    """The orders of the records that made something, or may have: a disputed counter says so."""
    return (one.order.code for one in records if one.order is not None and (one.quantity > 0 or one.disputed))


def taken_up(orders: Iterable[str]) -> int:
    """How often an order was taken up: A, B, A is three times, and a machine that ran took one up."""
    return max(1, sum(1 for _ in groupby(orders)))


def due_of(parameter: Parameter, times: int) -> int:
    """How many samples of a parameter a machine owes that took orders up so many times."""
    return parameter.due * times if parameter.due_per_order else parameter.due
