"""Signed corrections: what a record is once they are counted in. Spec ``domain.md`` §2, "Signed corrections".

The original stays; whoever reads a record gets what holds now, and its mark.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from prodsys_tui.domain.model import Correction, WorkRecord


class Corrected(StrEnum):
    """What a correction is of (``correccion.campo``)."""

    QUANTITY = "cantidad"
    WASTE = "merma_kg"
    COUNTER = "contador"
    CONSUMED = "consumo"
    SAMPLE = "valor"


DECIDES = frozenset({Corrected.QUANTITY, Corrected.COUNTER})
"""The corrections after which a disputed reading is one no more."""


def as_corrected(record: WorkRecord, corrections: Iterable[Correction]) -> WorkRecord:
    """A record as its signed corrections (all of them, the oldest first) leave it."""
    quantity, waste, counter, disputed = record.quantity, record.waste_kg, record.counter, record.disputed
    for each in corrections:
        quantity += each.quantity
        if each.field == Corrected.WASTE:
            waste = (waste or Decimal(0)) + each.waste_kg
        if each.counter is not None:
            counter = each.counter
        if each.field in DECIDES:
            disputed = False
    return replace(record, quantity=quantity, waste_kg=waste, counter=counter, disputed=disputed)
