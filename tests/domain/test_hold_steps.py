"""The five steps of a hold: who did each, when, and which comes next."""

from dataclasses import replace
from datetime import timedelta

from prodsys_tui.domain.batch.hold_steps import Step, StepKind, StepState, next_of, steps_of
from prodsys_tui.domain.model import HoldNote, Ref
from tests.domain.test_hold import LATER, hold
from tests.domain.test_rounds import sample

NOTE = HoldNote(hold=Ref(1, "h"), text="Aceite", author="svera", recorded_at=LATER)


def states(*steps: Step) -> list[StepState]:
    return [step.state for step in steps]


def test_a_hold_on_what_somebody_saw_begins_with_the_pause() -> None:
    steps = steps_of(hold(), None, ())
    assert [step.kind for step in steps] == list(StepKind)
    none, done = StepState.NONE, StepState.DONE
    assert states(*steps) == [none, none, done, StepState.NEXT, StepState.WAITING]
    assert next_of(steps) is StepKind.INVESTIGATION
    assert (steps[2].person, steps[2].at) == (hold().author, hold().recorded_at)


def test_a_failing_sample_detects_and_locks_by_itself() -> None:
    failing = sample()
    steps = steps_of(replace(hold(), signed_by="svera"), failing, (NOTE,))
    assert (steps[0].person, steps[0].at) == (failing.author, failing.measured_at)
    assert (steps[1].person, steps[1].at) == (None, failing.recorded_at)
    assert steps[2].person == "svera"
    assert (steps[3].person, steps[3].at) == ("svera", LATER)
    assert next_of(steps) is StepKind.RESOLUTION


def test_what_is_decided_without_a_note_has_no_investigation_to_wait_for() -> None:
    ended = replace(hold(), ended_at=LATER + timedelta(hours=1), ended_by="iortiz")
    steps = steps_of(ended, None, ())
    assert states(*steps[3:]) == [StepState.NONE, StepState.DONE]
    assert steps[4].person == "iortiz"
    assert next_of(steps) is None
