"""What the screen of samples shows: a contract's form for one workplace, with what was measured there."""

from collections.abc import Sequence
from dataclasses import dataclass

from prodsys_tui.domain.contract.contract import Kind, Parameter
from prodsys_tui.domain.line.taking_up import due_of, orders_made, taken_up
from prodsys_tui.domain.model import Sample
from prodsys_tui.domain.quality.judgement import Target, target_of
from prodsys_tui.domain.quality.rounds import next_round
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.shift.workplace import Where, Workplace, workplace

HISTORY = 400
"""How many samples of a process are looked through for the last values of a machine."""

SHOWN = 20
"""The most samples that a line keeps of one parameter."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A sample of the line's parameter and machine.

    ``here`` when it belongs to this shift, ``corrected`` when another one took its place, ``open`` while
    its deviation is not settled.
    """

    sample: Sample
    here: bool
    corrected: bool
    open: bool


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One parameter: its target, what the shift has of it and asks for, its samples newest first.

    ``due`` are all that the machine owes of it; a change of order can make more of them due.
    """

    parameter: Parameter
    target: Target
    counted: int
    due: int
    taken: tuple[Taken, ...]

    @property
    def owed(self) -> int:
        """How many samples the shift still owes of it on this machine."""
        return max(self.due - self.counted, 0)

    @property
    def last(self) -> Taken | None:
        """The newest sample of this shift that counts."""
        return next((one for one in self.taken if one.here and not one.corrected), None)


@dataclass(frozen=True, slots=True)
class SampleSheet:
    """The form of one workplace. ``round`` is the one that is being filled, from 1."""

    place: Workplace
    round: int
    lines: tuple[SheetLine, ...]

    def line(self, parameter: str) -> SheetLine | None:
        """The line of a parameter."""
        return next((line for line in self.lines if line.parameter.name == parameter), None)


def sample_sheet(reads: Reads, contracts: ContractBook, where: Where) -> SampleSheet:
    """The form of a workplace. Raises ``Refused`` as ``workplace`` does."""
    place = workplace(reads, contracts, where)
    open_ids = frozenset(deviation.sample.id for deviation in place.scope.open_deviations)
    samples = _samples(reads, place)
    corrected = frozenset(one.corrects.id for one in samples if one.corrects is not None)
    own = [one for one in samples if _machine_of(one) == place.machine_code]
    taken = [
        Taken(one, one.shift.id == place.shift.ref.id, one.ref.id in corrected, one.ref.id in open_ids)
        for one in own
    ]
    times = _times_taken_up(reads, place)
    lines = tuple(_line(place, parameter, taken, times) for parameter in place.contract.parameters)
    return SampleSheet(place, _round(lines, taken), lines)


def older_taken(
    reads: Reads, place: Workplace, parameter: str, last: Sample, limit: int = SHOWN
) -> tuple[tuple[Taken, ...], bool]:
    """The samples of a parameter and machine before the last one shown, and whether there are more."""
    open_ids = frozenset(deviation.sample.id for deviation in place.scope.open_deviations)
    machine = place.machine.ref if place.machine is not None else None
    found = reads.samples(
        process_id=place.contract.id, machine=machine, parameter=parameter, before=last.ref, limit=limit + 1
    )
    taken = (
        Taken(
            one,
            one.shift.id == place.shift.ref.id,
            reads.correction_of(one.ref) is not None,
            one.ref.id in open_ids,
        )
        for one in found[:limit]
    )
    return tuple(taken), len(found) > limit


def _samples(reads: Reads, place: Workplace) -> Sequence[Sample]:
    """The process's samples of this shift and, where there is room, of those before it; newest first."""
    process = place.contract.id
    here = reads.samples(shift=place.shift.ref, process_id=process, limit=HISTORY)
    first = here[-1].ref if here else None
    earlier = reads.samples(process_id=process, before=first, limit=HISTORY - len(here))
    return (*here, *earlier)


def _times_taken_up(reads: Reads, place: Workplace) -> int:
    """How often the machine took up an order in this shift, the one that it is at now included."""
    if place.machine is None or not any(each.due_per_order for each in place.contract.parameters):
        return 1
    records = reads.records(
        shift=place.shift.ref, process_id=place.contract.id, machine=place.machine.ref, limit=HISTORY
    )
    now = (place.order.code,) if place.order is not None else ()
    return taken_up((*orders_made(reversed(records)), *now))


def _line(place: Workplace, parameter: Parameter, taken: Sequence[Taken], times: int) -> SheetLine:
    own = tuple(one for one in taken if one.sample.parameter == parameter.name)
    counted = sum(one.here and not one.corrected for one in own)
    specs = place.order.specs if place.order else {}
    return SheetLine(parameter, target_of(parameter, specs), counted, due_of(parameter, times), own[:SHOWN])


def _round(lines: Sequence[SheetLine], taken: Sequence[Taken]) -> int:
    """The round that the next sample of a parameter that is still missing goes to.

    When every parameter has its value, that is the next one.
    """
    here = [one.sample for one in taken if one.here]
    current = max((one.round for one in here), default=0)
    measured = {one.parameter for one in here if one.round == current}
    typed = [line.parameter.name for line in lines if line.parameter.kind is not Kind.CALCULATED]
    return min((next_round(current, measured, name) for name in typed), default=1)


def _machine_of(sample: Sample) -> str | None:
    return sample.machine.code if sample.machine else None
