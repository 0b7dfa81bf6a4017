"""What every quantity must be, whatever it counts: spec ``domain.md`` §1 and §2, "Production"."""

from decimal import Decimal

from prodsys_tui.domain.refusal import Code, Refusal

MAX_DECIMALS = 6
"""Decimals of a quantity, a counter's reading or kilograms of waste."""


def quantity_faults(value: Decimal, field: str, most: Decimal | None = None) -> tuple[Refusal, ...]:
    """Why a number is no quantity: not finite, below 0, finer than six decimals, or above ``most``."""
    if not value.is_finite():
        return (Refusal(Code.BAD_QUANTITY, {}, field, "not-finite"),)
    faults: list[Refusal] = []
    if value < 0:
        faults.append(Refusal(Code.BAD_QUANTITY, {"value": value}, field, "negative"))
    if 10**MAX_DECIMALS % value.as_integer_ratio()[1]:
        params = {"value": value, "maximum": MAX_DECIMALS}
        faults.append(Refusal(Code.BAD_QUANTITY, params, field, "decimals"))
    if most is not None and value > most:
        faults.append(Refusal(Code.BAD_QUANTITY, {"value": value, "maximum": most}, field, "absurd"))
    return tuple(faults)
