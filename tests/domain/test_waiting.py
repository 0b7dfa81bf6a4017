"""What waits after its turn, and since when."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from prodsys_tui.domain.model import ShiftState
from prodsys_tui.domain.shift.waiting import Step, waits_of
from tests.domain.floor import ENDS, shift

CLOSED_AT = ENDS + timedelta(minutes=20)


@pytest.mark.parametrize(
    ("state", "returned", "now", "step", "since"),
    [
        (ShiftState.OPEN, False, ENDS - timedelta(seconds=1), None, None),
        (ShiftState.OPEN, False, ENDS, Step.CLOSE, ENDS),
        (ShiftState.CLOSING, False, ENDS, Step.CLOSE, ENDS),
        (ShiftState.REVIEW, False, ENDS, Step.APPROVE, CLOSED_AT),
        (ShiftState.REVIEW, True, ENDS, Step.CLOSE_AGAIN, CLOSED_AT),
        (ShiftState.CLOSED, False, ENDS, None, None),
        (ShiftState.VOID, False, ENDS, None, None),
    ],
)
def test_a_shift_waits_for_one_thing_since_an_instant(
    state: ShiftState, returned: bool, now: datetime, step: Step | None, since: datetime | None
) -> None:
    found = waits_of(replace(shift(state, returned=returned), closed_at=CLOSED_AT), now)
    assert (found and found.step, found and found.since) == (step, since)
