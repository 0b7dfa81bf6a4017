"""How papers of proof write what is stored: as texts that have one form."""

from datetime import UTC, datetime
from decimal import Decimal

from prodsys_tui.domain.model import ContractVersion, Ref
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.services.ports import Reads


def instant(at: datetime) -> str:
    """An instant: ISO 8601 in UTC with ``Z``."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def instant_or_none(at: datetime | None) -> str | None:
    """An instant, if there is one."""
    return None if at is None else instant(at)


def number_or_none(value: Decimal | None) -> str | None:
    """A decimal, if there is one: without exponent or trailing zeros."""
    return None if value is None else show_number(value)


def code_or_none(thing: Ref | None) -> str | None:
    """The code of a thing, if there is one."""
    return None if thing is None else thing.code


def contract_named(reads: Reads, uid: object) -> ContractVersion | None:
    """The contract version that a gate proof names; None when it names none that the store has."""
    try:
        return reads.contract_by_uid(str(uid))
    except LookupError:
        return None
