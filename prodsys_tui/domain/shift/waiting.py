"""What waits for somebody after its turn, and since when. Spec ``domain.md`` §2, "Close"."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from prodsys_tui.domain.model import Shift, ShiftState


class Step(StrEnum):
    """What a shift waits for."""

    CLOSE = "CERRAR_TURNO"
    CLOSE_AGAIN = "CERRAR_OTRA_VEZ"
    APPROVE = "APROBAR_TURNO"


@dataclass(frozen=True, slots=True)
class Waits:
    """A shift that waits: for what, and since when (UTC)."""

    shift: Shift
    step: Step
    since: datetime


def waits_of(shift: Shift, now: datetime) -> Waits | None:
    """What a shift waits for; None while its turn runs and once it is final.

    One whose turn has ended is to be closed since then, one in review to be approved since it was closed,
    a returned one to be closed again.
    """
    if shift.state is ShiftState.REVIEW:
        step = Step.CLOSE_AGAIN if shift.returned else Step.APPROVE
        return Waits(shift, step, shift.closed_at or shift.ends)
    if shift.state in (ShiftState.OPEN, ShiftState.CLOSING) and now >= shift.ends:
        return Waits(shift, Step.CLOSE, shift.ends)
    return None
