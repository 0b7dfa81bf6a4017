"""What a work record is told to consist of: rolls, bags and a raw-material mix.

Each is given as it is typed, ``CODE=QUANTITY`` for a roll and ``TYPE,BRAND,LOT,PERCENT`` for a part of a
mix; none is ever demanded, and all that is wrong is told at once. Spec ``process-contracts.md``,
"Production rules a process".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.numbers import read_number
from prodsys_tui.domain.production.production import most_recordable
from prodsys_tui.domain.production.quantity import quantity_faults
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import MAX_CODE, text_faults, tidy

T = TypeVar("T")

WHOLE = Decimal(100)
"""What the percents of a mix add up to."""

MOST_BAGS = 100_000
"""More bags than this in one record are a typing error."""

_MIX_FIELDS = 4


@dataclass(frozen=True, slots=True)
class RollPart:
    """A roll: its code in capitals, and how much is on it in the process's unit.

    ``free`` marks a code that has not the shape of those that the process makes.
    """

    code: str
    quantity: Decimal
    free: bool = False


@dataclass(frozen=True, slots=True)
class MixPart:
    """A supplier's lot in a mix: type, brand, lot, and its percent."""

    kind: str
    brand: str
    lot: str
    percent: Decimal

    @property
    def node(self) -> tuple[str, str, str]:
        """What tells one supplier's lot from another, however it is written."""
        return self.kind.casefold(), self.brand.casefold(), self.lot.casefold()


@dataclass(frozen=True, slots=True)
class Parts:
    """What was typed, as far as it could be read, and everything that is wrong with it."""

    rolls: tuple[RollPart, ...] = ()
    bags: int | None = None
    mix: tuple[MixPart, ...] = ()
    faults: tuple[Refusal, ...] = ()

    @property
    def sum_of_rolls(self) -> Decimal | None:
        """What all rolls hold; None without rolls."""
        return sum((roll.quantity for roll in self.rolls), Decimal(0)) if self.rolls else None


@dataclass(frozen=True, slots=True)
class Bags:
    """Bags beside what was weighed (kg): ``difference`` is weighed less theoretical; ``alert`` marks it."""

    count: int
    theoretical: Decimal
    difference: Decimal
    alert: bool


def read_parts(
    contract: ProcessContract, rolls: Iterable[str], bags: str | None, mix: Iterable[str]
) -> Parts:
    """Read everything that was typed of a record's parts."""
    faults: list[Refusal] = []
    read_rolls = tuple(_kept((_roll(contract, text) for text in rolls if tidy(text)), faults))
    read_mix = tuple(_kept((_component(contract, text) for text in mix if tidy(text)), faults))
    count = _bags(tidy(bags)) if tidy(bags) else None
    if isinstance(count, Refusal):
        faults.append(count)
        count = None
    faults += _misplaced(contract, rolls=bool(read_rolls), bags=count is not None, mix=bool(read_mix))
    faults += _twice([roll.code for roll in read_rolls], "roll")
    faults += _twice([" ".join(part.node) for part in read_mix], "mix")
    if not faults and read_mix and (total := sum(part.percent for part in read_mix)) != WHOLE:
        faults.append(Refusal(Code.BAD_VALUE, {"value": total}, "mix", "mix-sum"))
    return Parts(read_rolls, count, read_mix, tuple(faults))


def sum_faults(parts: Parts, quantity: Decimal | Refusal | None) -> tuple[Refusal, ...]:
    """Why a typed quantity and rolls that could be read do not go together: they must say the same."""
    total = parts.sum_of_rolls
    if total is None or parts.faults or not isinstance(quantity, Decimal) or quantity == total:
        return ()
    return (Refusal(Code.BAD_QUANTITY, {"value": quantity, "total": total}, "quantity", "rolls"),)


def bags_beside(contract: ProcessContract, count: int | None, quantity: Decimal) -> Bags | None:
    """What bags should weigh, beside what was weighed; None without bags."""
    rules = contract.production
    if count is None or rules.bag_nominal_kg is None:
        return None
    theoretical = rules.bag_nominal_kg * count
    difference = quantity - theoretical
    most = rules.bag_alert_percent
    alert = most is not None and abs(difference) * WHOLE > theoretical * most
    return Bags(count, theoretical, difference, alert)


def is_free(contract: ProcessContract, code: str) -> bool:
    """Whether a roll's code has not the shape of those that the process makes."""
    pattern = contract.production.roll_pattern
    return pattern is not None and pattern.fullmatch(code) is None


def _kept(read: Iterable[T | tuple[Refusal, ...]], faults: list[Refusal]) -> Iterator[T]:
    """What could be read; why the rest could not goes to the faults."""
    for part in read:
        if isinstance(part, tuple):
            faults += part
        else:
            yield part


def _roll(contract: ProcessContract, text: str) -> RollPart | tuple[Refusal, ...]:
    name, sign, amount = text.partition("=")
    code = tidy(name).upper()
    if not sign or not code:
        return (Refusal(Code.BAD_VALUE, {"value": tidy(text)}, "roll", "roll"),)
    quantity = read_number(amount, field="roll")
    if isinstance(quantity, Refusal):
        return (quantity, *text_faults(code, "roll", MAX_CODE))
    faults = (
        *text_faults(code, "roll", MAX_CODE),
        *_amount_faults(quantity, "roll", most_recordable(contract)),
    )
    if contract.production.whole and quantity % 1:
        params = {"value": quantity, "unit": contract.unit}
        faults = (*faults, Refusal(Code.BAD_QUANTITY, params, "roll", "whole"))
    return faults or RollPart(code, quantity, is_free(contract, code))


def _component(contract: ProcessContract, text: str) -> MixPart | tuple[Refusal, ...]:
    words = [tidy(word) for word in text.split(",")]
    if len(words) != _MIX_FIELDS or not all(words):
        return (Refusal(Code.BAD_VALUE, {"value": tidy(text)}, "mix", "mix"),)
    kind, brand, lot, amount = words
    percent = read_number(amount.removesuffix("%"), field="mix")
    faults = tuple(fault for word in (kind, brand, lot) for fault in text_faults(word, "mix", MAX_CODE))
    if isinstance(percent, Refusal):
        return (*faults, percent)
    faults = (*faults, *_amount_faults(percent, "mix", WHOLE))
    return faults or MixPart(pick(kind, contract.raw_materials) or kind, brand, lot, percent)


def _amount_faults(amount: Decimal, field: str, most: Decimal) -> tuple[Refusal, ...]:
    """Why a number is no part of something: a part is above 0."""
    if amount == 0:
        return (Refusal(Code.BAD_QUANTITY, {}, field, "zero"),)
    return quantity_faults(amount, field, most)


def _bags(text: str) -> int | Refusal:
    if text.isascii() and text.isdecimal() and int(text[:MAX_CODE]) <= MOST_BAGS:
        return int(text)
    return Refusal(Code.BAD_VALUE, {"value": text[:MAX_CODE], "maximum": MOST_BAGS}, "bags", "bags")


def _misplaced(contract: ProcessContract, *, rolls: bool, bags: bool, mix: bool) -> Iterator[Refusal]:
    """What makes no sense at this process."""
    rules = contract.production
    told = {"process": contract.name}
    if rolls and not rules.rolls:
        yield Refusal(Code.BAD_VALUE, told, "roll", "no-rolls")
    if bags and rules.bag_nominal_kg is None:
        yield Refusal(Code.BAD_VALUE, told, "bags", "no-bags")
    if mix and not contract.raw_materials:
        yield Refusal(Code.BAD_VALUE, told, "mix", "no-mix")


def _twice(names: Sequence[str], field: str) -> Iterator[Refusal]:
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield Refusal(Code.BAD_VALUE, {"value": name}, field, "spec-twice")
