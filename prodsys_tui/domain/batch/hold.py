"""Holds: what of a batch is held, how much of it is undecided, and what a decision does.

Seed "Quality Hold Process"; spec ``domain.md`` §3. A hold lasts until all that it holds was decided; then a
batch that was held as a whole is ``activo`` again if any of it may be used, else it is ``cerrado``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from prodsys_tui.domain.model import Batch, BatchDisposition, BatchState, Hold, Outcome
from prodsys_tui.domain.production.quantity import quantity_faults
from prodsys_tui.domain.refusal import Code, Refusal

USABLE = frozenset({Outcome.RELEASED, Outcome.CONCESSION})
"""The outcomes after which material is used."""

GONE = frozenset(Outcome) - USABLE
"""The outcomes that take material out of its batch."""

_NOTHING = Decimal()


@dataclass(frozen=True, slots=True)
class Made:
    """What a machine made of a batch in one record, or in one roll of it (unit of the process), and when."""

    machine: str | None
    roll: str | None
    quantity: Decimal
    at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """What of a batch is meant: what a machine made, what a roll holds, or (both None) all of it."""

    machine: str | None = None
    roll: str | None = None

    @classmethod
    def of(cls, hold: Hold) -> "Part":
        """What a hold holds."""
        return cls(hold.machine.code if hold.machine else None, hold.roll)

    @property
    def whole(self) -> bool:
        """Whether the whole batch is meant."""
        return self.machine is None and self.roll is None

    def has(self, made: Made) -> bool:
        """Whether something that was made belongs to it."""
        return self.covers(made.machine, made.roll)

    def covers(self, machine: str | None, roll: str | None) -> bool:
        """Whether what a machine made, or a roll holds, belongs to it."""
        return self.machine in (None, machine) and self.roll in (None, roll)

    def amount(self, made: Iterable[Made]) -> Decimal:
        """How much of a batch belongs to it: of its records, or of its rolls where a roll is meant."""
        rolls = self.roll is not None
        return sum(
            (each.quantity for each in made if self.has(each) and (each.roll is not None) == rolls), _NOTHING
        )

    def within(self, other: "Part", made: Iterable[Made]) -> bool:
        """Whether all that belongs to it belongs to the other one too."""
        own = [each for each in made if self.has(each)]
        return other.whole or other == self or (bool(own) and all(other.has(each) for each in own))


def hold_on(holds: Iterable[Hold], machine: str | None = None, roll: str | None = None) -> Hold | None:
    """The open hold on what a machine made of a batch, or on a roll of it, among the batch's holds.

    Without machine and roll only a hold of the whole batch counts: of a batch without further words it is
    not known which part is meant.
    """
    lasting = (hold for hold in holds if hold.ended_at is None)
    return next((hold for hold in lasting if Part.of(hold).covers(machine, roll)), None)


Amount = tuple[BatchDisposition, Decimal]
"""A disposition with how much it decided."""


def amounts_of(
    made: Sequence[Made], holds: Iterable[Hold], decided: Iterable[BatchDisposition]
) -> tuple[Amount, ...]:
    """How much each disposition of a batch decided: its quantity, or all that was left when it was made.

    ``holds`` and ``decided`` (oldest first) are all of the batch; what was made is counted as corrected.
    """
    parts, told = _parts(holds), list[Amount]()
    for each in decided:
        much = each.quantity
        if much is None:
            then = [one for one in made if one.at <= each.recorded_at]
            much = _left(each.hold.uid, then, parts, told)
        told.append((each, much))
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Account:
    """What was made of a batch, all its holds, and all that was decided of them (oldest first)."""

    made: Sequence[Made]
    holds: Sequence[Hold]
    told: Sequence[BatchDisposition]

    def decided(self, hold: Hold) -> tuple[Amount, ...]:
        """What was decided of a hold, and how much of it, oldest first."""
        amounts = amounts_of(self.made, self.holds, self.told)
        return tuple(each for each in amounts if each[0].hold.uid == hold.ref.uid)

    def left(self, hold: Hold) -> Decimal:
        """How much of a hold is undecided: never more than is left of what was made.

        What other holds of the batch took out (rework, scrap) is left of nothing any more; what they gave
        free is.
        """
        amounts = amounts_of(self.made, self.holds, self.told)
        return _left(hold.ref.uid, self.made, _parts(self.holds), amounts)


def _parts(holds: Iterable[Hold]) -> dict[str, Part]:
    return {hold.ref.uid: Part.of(hold) for hold in holds}


def _left(hold: str, made: Sequence[Made], parts: Mapping[str, Part], told: Sequence[Amount]) -> Decimal:
    part = parts[hold]
    here = sum((much for each, much in told if each.hold.uid == hold), _NOTHING)
    gone = [
        (parts[each.hold.uid], much) for each, much in told if each.hold.uid != hold and each.outcome in GONE
    ]
    around = {Part(), *(each for each in parts.values() if part.within(each, made))}
    rest = min(
        outer.amount(made) - sum((much for inner, much in gone if inner.within(outer, made)), _NOTHING)
        for outer in around
    )
    return max(_NOTHING, rest - here)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision does: whether the hold ends with it, and what the batch becomes (None: it stays so)."""

    ends: bool
    state: BatchState | None


def decide(
    hold: Hold, left: Decimal, earlier: Iterable[Outcome], outcome: Outcome, quantity: Decimal | None
) -> Decided | tuple[Refusal, ...]:
    """Decide a part of a hold, or (no quantity) all that is left of it; or every reason against it.

    ``left`` is undecided so far, ``earlier`` are the outcomes of the parts that were decided.
    """
    if hold.ended_at is not None:
        return ended_faults(hold)
    if quantity is not None:
        faults = _quantity_faults(hold, left, quantity)
        if faults:
            return faults
    ends = quantity is None or quantity == left
    usable = not USABLE.isdisjoint((outcome, *earlier))
    after = BatchState.ACTIVE if usable else BatchState.CLOSED
    return Decided(ends, after if ends and hold.whole else None)


def ended_faults(hold: Hold) -> tuple[Refusal, ...]:
    """That a hold was decided: by whom and when."""
    params = {"batch": hold.batch.code, "person": hold.ended_by, "at": hold.ended_at}
    return (Refusal(Code.ALREADY_EXISTS, params, "batch", "decided"),)


def release_faults(hold: Hold, person: str, *, by_another: bool) -> tuple[Refusal, ...]:
    """Why somebody cannot release what is held: at some sites another person than who held it has to."""
    if not by_another or person not in (hold.author, hold.signed_by):
        return ()
    return (Refusal(Code.SAME_PERSON, {"batch": hold.batch.code, "person": person}, "user", "release"),)


def part_faults(batch: Batch, part: Part, made: Iterable[Made]) -> tuple[Refusal, ...]:
    """Why a part of a batch cannot be held: the machine or roll made nothing of it."""
    if part.whole or any(part.has(each) for each in made):
        return ()
    params = {"batch": batch.code, "machine": part.machine, "roll": part.roll}
    field = "machine" if part.roll is None else "roll"
    return (Refusal(Code.NOT_FOUND, params, field, f"{field}-of-batch"),)


def _quantity_faults(hold: Hold, left: Decimal, quantity: Decimal) -> tuple[Refusal, ...]:
    faults = quantity_faults(quantity, "quantity")
    if faults:
        return faults
    if not quantity:
        return (Refusal(Code.BAD_QUANTITY, {}, "quantity", "zero"),)
    if quantity > left:
        params = {"value": quantity, "left": left, "batch": hold.batch.code}
        return (Refusal(Code.BAD_QUANTITY, params, "quantity", "held"),)
    return ()
