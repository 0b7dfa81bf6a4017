"""Capability: how well what a process makes fits between the limits of its specification.

Cp and Cpk by what varies within (what the process could do), Pp and Ppk by the deviation of all values (what
it did), Cpm by what varies within and the distance from the nominal (Taguchi's index, as Montgomery, chapter
8, has it). A side that the specification does not have is not held against the process: then only Cpk and
Ppk can be told, of the side that is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from prodsys_tui.domain.contract.contract import Limits
from prodsys_tui.domain.spc.statistics import deviation, mean

LEAST = 10
"""Fewer values say nothing of a capability."""
_HALF, _WHOLE = 3, 6


class NoCapability(StrEnum):
    """Why there is none, as answers name it."""

    NO_SPECIFICATION = "sin especificación"
    NO_WIDTH = "la especificación es un solo valor"
    FEW = "pocos valores"
    NO_LIMITS = "sin límites de control"


@dataclass(frozen=True, slots=True)
class Capability:
    """The indices; None where a side or the nominal is missing. ``why`` says why there is none at all."""

    cp: Decimal | None = None
    cpk: Decimal | None = None
    pp: Decimal | None = None
    ppk: Decimal | None = None
    cpm: Decimal | None = None
    why: NoCapability | None = None


def capability(
    values: Sequence[Decimal],
    within: Decimal | None,
    specification: Limits | None,
    target: Decimal | None = None,
) -> Capability:
    """The capability of values to a specification; ``within`` is their sigma (None: there are no limits)."""
    known = specification or Limits()
    if known.minimum is None and known.maximum is None:
        return Capability(why=NoCapability.NO_SPECIFICATION)
    width = None if known.minimum is None or known.maximum is None else known.maximum - known.minimum
    if width is not None and width <= 0:
        return Capability(why=NoCapability.NO_WIDTH)
    if len(values) < LEAST:
        return Capability(why=NoCapability.FEW)
    if within is None:
        return Capability(why=NoCapability.NO_LIMITS)
    centre, overall = mean(values), deviation(values)
    below = None if known.minimum is None else centre - known.minimum
    above = None if known.maximum is None else known.maximum - centre
    nearest = min(side for side in (below, above) if side is not None)
    sides = Capability(cpk=nearest / (_HALF * within), ppk=nearest / (_HALF * overall))
    if width is None:
        return sides
    return Capability(
        width / (_WHOLE * within),
        sides.cpk,
        width / (_WHOLE * overall),
        sides.ppk,
        None if target is None else width / (_WHOLE * (within**2 + (centre - target) ** 2).sqrt()),
    )
