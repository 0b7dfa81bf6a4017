"""The plant's short lists as one value: turns, causes and actions, stop reasons, order properties."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from prodsys_tui.domain.contract.catalog_reader import (
    read_deviations,
    read_order_properties,
    read_shifts,
    read_stops,
)
from prodsys_tui.domain.contract.catalogs import DeviationCatalog, OrderProperty, StopCatalog
from prodsys_tui.domain.contract.toml_fields import FileRead
from prodsys_tui.domain.shift.calendar import ShiftCatalog
from prodsys_tui.services.refused import Refused

T = TypeVar("T")

SHIFTS, DEVIATIONS, STOPS, ORDERS = "shifts.toml", "deviations.toml", "stops.toml", "orders.toml"


@dataclass(frozen=True, slots=True)
class Catalogs:
    """What use cases read beside the contracts."""

    shifts: ShiftCatalog
    deviations: DeviationCatalog
    stops: StopCatalog
    order_properties: tuple[OrderProperty, ...]


def read_catalogs(texts: Mapping[str, str]) -> Catalogs:
    """The catalogs from the texts of their files, by file name.

    Raises ``Refused`` with every fault of the first file that has any.
    """
    return Catalogs(
        _value(read_shifts(texts[SHIFTS], SHIFTS)),
        _value(read_deviations(texts[DEVIATIONS], DEVIATIONS)),
        _value(read_stops(texts[STOPS], STOPS)),
        _value(read_order_properties(texts[ORDERS], ORDERS)),
    )


def _value(read: FileRead[T]) -> T:
    if read.value is None:
        raise Refused(*read.faults)
    return read.value
