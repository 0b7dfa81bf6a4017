"""What the screen of a handover shows, read at once."""

from dataclasses import dataclass
from datetime import datetime

from prodsys_tui.domain.model import Person, Shift, ShiftState
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.shift.handover import can_hand_over, handover_faults
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.handover import HandoverView, handover_of

LOOKED_BACK = 12
"""How many shifts can be turned to."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A shift as it is handed over, the moment it was read, and the shifts that one can turn to."""

    view: HandoverView
    now: datetime
    shifts: tuple[Shift, ...]
    names: dict[int, str]

    @property
    def shift(self) -> Shift:
        """The shift that is handed over."""
        return self.view.sheet.shift

    def faults(self, person: Person) -> tuple[Refusal, ...]:
        """Why a person does not receive it."""
        return handover_faults(self.shift, self.view.received, person.code, self.now)

    def after(self) -> str:
        """The uid of the next shift to turn to."""
        keys = [each.ref.uid for each in self.shifts]
        at = keys.index(self.shift.ref.uid) if self.shift.ref.uid in keys else -1
        return keys[(at + 1) % len(keys)] if keys else self.shift.ref.uid


def read_handover(plant: Plant, shift: str | None) -> Shown:
    """Read the handover of a shift (None: the one whose crew leaves)."""
    now = plant.clock.now()
    with plant.read() as reads:
        known = reads.shifts(limit=LOOKED_BACK)
        return Shown(
            handover_of(reads, plant.contracts, now, shift),
            now,
            tuple(each for each in known if each.state is not ShiftState.VOID and can_hand_over(each, now)),
            {force.contract.id: force.contract.name for force in plant.contracts.all(reads)},
        )
