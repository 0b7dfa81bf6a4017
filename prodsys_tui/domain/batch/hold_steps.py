"""The seed's standard operating procedure of a hold: five steps, each with who did it and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from prodsys_tui.domain.model import Hold, HoldNote, Sample


class StepKind(StrEnum):
    """A step of the procedure, in its order; the value is what commands answer."""

    DETECTION = "deteccion"
    BLOCK = "bloqueo"
    PAUSE = "pausa"
    INVESTIGATION = "investigacion"
    RESOLUTION = "resolucion"


class StepState(StrEnum):
    """Whether a step was done, comes next, waits for the one before, or has nothing to do here."""

    DONE = "hecho"
    NEXT = "sigue"
    WAITING = "espera"
    NONE = "no aplica"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where it stands, who did it (None: the program, or nobody) and when."""

    kind: StepKind
    state: StepState
    person: str | None = None
    at: datetime | None = None


def steps_of(hold: Hold, sample: Sample | None, notes: Sequence[HoldNote]) -> tuple[Step, ...]:
    """The five steps of a hold.

    A hold without a sample was made on what somebody saw: there is no detection, and nothing locked by
    itself. The investigation is done with its first note; who decides without one has none to do.
    """
    ended = hold.ended_at is not None
    return (
        Step(StepKind.DETECTION, StepState.NONE)
        if sample is None
        else Step(StepKind.DETECTION, StepState.DONE, sample.author, sample.measured_at),
        Step(StepKind.BLOCK, StepState.NONE)
        if sample is None
        else Step(StepKind.BLOCK, StepState.DONE, None, sample.recorded_at),
        Step(StepKind.PAUSE, StepState.DONE, hold.signed_by or hold.author, hold.recorded_at),
        Step(StepKind.INVESTIGATION, StepState.DONE, notes[-1].author, notes[-1].recorded_at)
        if notes
        else Step(StepKind.INVESTIGATION, StepState.NONE if ended else StepState.NEXT),
        Step(StepKind.RESOLUTION, StepState.DONE, hold.ended_by, hold.ended_at)
        if ended
        else Step(StepKind.RESOLUTION, StepState.NEXT if notes else StepState.WAITING),
    )


def next_of(steps: Sequence[Step]) -> StepKind | None:
    """The step that comes next; None when all is done."""
    return next((step.kind for step in steps if step.state is StepState.NEXT), None)
