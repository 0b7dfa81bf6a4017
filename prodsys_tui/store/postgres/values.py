"""How Python's values travel to the server and back, so that rows are the same as SQLite's.

A kept quantity is a whole number of millionths on this side (``codec.Millionths``) and NUMERIC(21,6) on
the other. Every other number that is stored is a whole one or DOUBLE PRECISION.
"""

from typing import Final

from psycopg import adapters
from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap, Dumper, Loader

from prodsys_tui.store.codec import PLACES, Millionths

_INT8: Final = adapters.types["int8"].oid
_NUMERIC: Final = adapters.types["numeric"].oid
_MOST: Final = 2**63


class _Whole(Dumper):
    """A whole number, always of the same type: the server keeps one plan a statement."""

    oid = _INT8

    def dump(self, obj: int) -> bytes:
        """Its digits. Raises ``OverflowError`` as SQLite's driver does for what no column can hold."""
        if not -_MOST <= obj < _MOST:
            raise OverflowError("no column holds so large a number")
        return str(int(obj)).encode()


class _Quantity(Dumper):
    """Millionths as the decimal that they are."""

    oid = _NUMERIC

    def dump(self, obj: Millionths) -> bytes:
        """Its digits, and where the point stands."""
        return f"{int(obj)}e-{PLACES}".encode()


class _QuantityLoader(Loader):
    """A decimal as millionths."""

    def load(self, data: Buffer) -> Millionths:
        """Raises ``ValueError`` for a number that is no quantity: an average, say."""
        whole, _, decimals = bytes(data).partition(b".")
        if len(decimals) > PLACES:
            raise ValueError(f"{bytes(data)!r} is no quantity of {PLACES} decimals")
        return Millionths(whole + decimals.ljust(PLACES, b"0"))


class Adapted:
    """What a connection is made with: psycopg's own types, but for these."""

    def __init__(self) -> None:
        self.adapters = AdaptersMap(adapters)
        self.adapters.register_dumper(int, _Whole)
        self.adapters.register_dumper(bool, _Whole)
        self.adapters.register_dumper(Millionths, _Quantity)
        self.adapters.register_loader(_NUMERIC, _QuantityLoader)
        self.connection = None
