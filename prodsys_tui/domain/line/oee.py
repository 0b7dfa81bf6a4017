"""OEE of a machine, process and shift: availability x performance x quality. Spec ``domain.md`` §5.

- availability = effective / scheduled minutes;
- performance = made / (target x effective / the turn's length);
- quality = the share of what was made that was not rejected: in kg good / (good + waste), elsewhere the
  samples that were not rejected of those that count.

*Made* is all that the machine made: in kg with its waste, or waste would count twice. A machine that served
several processes shares its minutes among them by made / target, so that they are counted once. A factor
that cannot be told is ``None``, and so is the product. Nothing is rounded here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

KILOGRAM = "kg"
_NONE = Decimal(0)


class Basis(StrEnum):
    """What quality was told from, as answers name it."""

    WASTE = "merma"
    SAMPLES = "muestras"


@dataclass(frozen=True, slots=True)
class Work:
    """What a machine did for one process in one shift.

    ``quantity`` is in the unit of the process, ``waste_kg`` in kg; ``target`` is that of a whole turn;
    ``samples`` count, ``rejected`` of them did not comply.
    """

    process_id: int
    unit: str
    quantity: Decimal
    waste_kg: Decimal
    target: Decimal | None
    samples: int
    rejected: int

    @property
    def made(self) -> Decimal:
        """All that was made, in kg with its waste."""
        return self.quantity + self.waste_kg if self.unit == KILOGRAM else self.quantity


@dataclass(frozen=True, slots=True)
class Oee:
    """The numbers that go in, and what they come to; those of several shifts add up (see :func:`together`).

    ``scheduled`` and ``effective`` are minutes, ``expected`` is what the target asks for in the effective
    ones (None: there is no target), ``good`` of ``judged`` were not rejected: kg, or samples.
    """

    scheduled: Decimal
    effective: Decimal
    made: Decimal
    expected: Decimal | None
    good: Decimal
    judged: Decimal
    basis: Basis

    @property
    def availability(self) -> Decimal | None:
        """Effective of the scheduled minutes."""
        return _ratio(self.effective, self.scheduled)

    @property
    def performance(self) -> Decimal | None:
        """Made of what the target asks for in the effective minutes."""
        return None if self.expected is None else _ratio(self.made, self.expected)

    @property
    def quality(self) -> Decimal | None:
        """What was not rejected of what was judged."""
        return _ratio(self.good, self.judged)

    @property
    def value(self) -> Decimal | None:
        """The product of the three; unknown where one of them is."""
        availability, performance, quality = self.availability, self.performance, self.quality
        if availability == 0:
            return _NONE  # nothing ran: the rest could not change it
        if availability is None or performance is None or quality is None:
            return None
        return availability * performance * quality


def oee_of(work: Work, scheduled: Decimal, effective: Decimal, turn: Decimal) -> Oee:
    """The figures of a machine at one process. ``turn`` is the turn's whole length, all in minutes."""
    weighed = work.unit == KILOGRAM
    return Oee(
        scheduled,
        effective,
        work.made,
        None if work.target is None else work.target * effective / turn,
        work.quantity if weighed else Decimal(work.samples - work.rejected),
        work.made if weighed else Decimal(work.samples),
        Basis.WASTE if weighed else Basis.SAMPLES,
    )


def shares(works: Sequence[Work], minutes: Decimal) -> tuple[Decimal, ...]:
    """The minutes of a machine among the processes that it served, by made / target; they add up to all.

    Where nothing tells them apart the first one has them.
    """
    weights = [work.made / work.target if work.target else _NONE for work in works]
    total = sum(weights, _NONE)
    if not total:
        return tuple(minutes if at == 0 else _NONE for at in range(len(works)))
    last = max(at for at, weight in enumerate(weights) if weight)
    own = [minutes * weight / total for weight in weights]
    own[last] = minutes - sum(own[:last], _NONE)
    return tuple(own)


def together(first: Oee, *others: Oee) -> Oee:
    """Several figures of one process as one: their numbers added up."""
    known = (first, *others)
    expected = [each.expected for each in known if each.expected is not None]
    return Oee(
        sum((each.scheduled for each in known), _NONE),
        sum((each.effective for each in known), _NONE),
        sum((each.made for each in known), _NONE),
        sum(expected, _NONE) if len(expected) == len(known) else None,
        sum((each.good for each in known), _NONE),
        sum((each.judged for each in known), _NONE),
        first.basis,
    )


def _ratio(some: Decimal, of: Decimal) -> Decimal | None:
    return some / of if of else None
