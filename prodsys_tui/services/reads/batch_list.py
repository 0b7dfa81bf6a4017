"""The queries behind lists of batches and holds: pages, figures of many at once, and one in brief."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from prodsys_tui.domain.model import Batch, BatchState, Hold, Ref


@dataclass(frozen=True, slots=True)
class BatchFigures:
    """What a list says of a batch beside itself.

    ``turn`` is its shift's, ``quantity`` all that was made of it, with signed corrections, in the unit of
    its process. ``parts`` is how many holds last on a part of it: on what one machine or roll made.
    """

    process_id: int
    product: str
    turn: str
    quantity: Decimal
    parts: int


@dataclass(frozen=True, slots=True)
class BatchBrief:
    """Where a batch came from and went, in short: codes, each once, in their order.

    ``consumers`` are the batches that it went into, a machine where its record has none; ``samples`` count
    those that speak of it and that nobody corrected (``domain.certificate.stands_behind``), ``failing`` those
    of them that do not comply.
    """

    machines: tuple[str, ...]
    consumers: tuple[str, ...]
    samples: int
    failing: int


class BatchListReads(Protocol):
    """Batches as lists show them."""

    def listed_batches(
        self,
        *,
        states: Sequence[BatchState] = (),
        process_id: int | None = None,
        order: Ref | None = None,
        machine: Ref | None = None,
        before: Ref | None = None,
        limit: int = 200,
    ) -> Sequence[Batch]:
        """Batches, newest first; those of a process, an order or a machine that made them, where named."""
        ...

    def batch_figures(self, batches: Sequence[Ref]) -> Mapping[int, BatchFigures]:
        """What a list says of each of some batches, by the batch's id."""
        ...

    def batch_brief(self, batch: Ref, most: int = 50) -> BatchBrief:
        """Where a batch came from and went; at most as many codes of each kind."""
        ...

    def batch_of_roll(self, code: str) -> Batch | None:
        """The batch of the last roll of a code, in whatever case it is written."""
        ...

    def listed_holds(
        self,
        *,
        ended: bool | None = None,
        batch: Ref | None = None,
        after: Ref | None = None,
        limit: int = 50,
    ) -> Sequence[Hold]:
        """Holds page by page, those that come ``after`` the last one that was read.

        Of those that last the oldest come first, since they wait the longest; else the newest do.
        """
        ...
