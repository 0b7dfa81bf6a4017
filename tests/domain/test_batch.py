"""Batch codes, their states, and what may be consumed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.batch.batch import (
    TRANSITIONS,
    Material,
    batch_code,
    batch_meant,
    batch_of_label,
    closes_circle,
    label_code,
    material_faults,
    state_faults,
)
from prodsys_tui.domain.model import BatchState
from prodsys_tui.domain.refusal import Code
from tests.domain.floor import PELLETS, WEAVING, batch, only, told

states = st.sampled_from(BatchState)


@pytest.mark.parametrize(
    ("number", "code"),
    [(1, "4567890-001"), (12, "4567890-012"), (999, "4567890-999"), (1000, "4567890-1000")],
)
def test_a_batch_is_named_by_its_order_and_number(number: int, code: str) -> None:
    assert batch_code("4567890", number) == code


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("4567890-001", "L4567890N001"),
        ("4567890-1000", "L4567890N1000"),
        ("EM-0001-001", "LEM0001N001"),
        ("EM-12345-012", "LEM12345N012"),
    ],
)
def test_a_label_carries_letters_and_digits_only_and_stands_for_its_batch(code: str, label: str) -> None:
    assert label_code(code) == label == label_code(f" {code.casefold()} ")
    assert label.isalnum()
    assert label.isascii()
    assert batch_of_label(label) == code == batch_of_label(f"{label.casefold()} ")
    assert batch_meant(label) == code == batch_meant(f" {code} ")


@pytest.mark.parametrize(
    "text", ["", "4567890", "L4567890", "L4567890N01", "R047-T05", "LAM01", "4567890-001"]
)
def test_what_is_no_label_stands_for_no_batch(text: str) -> None:
    assert batch_of_label(text) is None
    assert batch_meant(f"{text} ") == text


@pytest.mark.parametrize("code", ["4567890", "R047-T05", "4567890-01"])
def test_only_a_batch_has_a_label(code: str) -> None:
    with pytest.raises(ValueError, match=code):
        label_code(code)


@given(states, states)
def test_only_the_seeds_steps_are_allowed(before: BatchState, after: BatchState) -> None:
    allowed = {
        ("activo", "pausado"),
        ("activo", "cerrado"),
        ("pausado", "activo"),
        ("pausado", "cerrado"),
    }
    faults = state_faults(before, after, "por verificar")
    assert (not faults) is ((before.value, after.value) in allowed)
    if faults:
        assert only(faults, Code.TRANSITION_NOT_ALLOWED).params == {"before": before, "after": after}


@given(st.lists(states, max_size=6))
def test_nothing_leads_out_of_a_closed_batch(steps: list[BatchState]) -> None:
    state = BatchState.CLOSED
    for step in steps:
        if step in TRANSITIONS[state]:
            state = step
    assert state is BatchState.CLOSED


@pytest.mark.parametrize("comment", ["", "   ", "\t"])
def test_every_change_needs_a_comment_that_says_something(comment: str) -> None:
    assert told(state_faults(BatchState.ACTIVE, BatchState.HELD, comment)) == ["comment-required"]
    assert told(state_faults(BatchState.HELD, BatchState.CLOSED, comment)) == ["comment-required"]
    assert told(state_faults(BatchState.HELD, BatchState.ACTIVE, comment)) == ["comment-required.release"]


def test_a_comment_that_cannot_be_seen_is_not_kept() -> None:
    faults = state_faults(BatchState.ACTIVE, BatchState.HELD, "por\x1b[2Jverificar")
    assert told(faults) == ["bad-value.unprintable"]


def test_the_step_and_the_comment_are_told_together() -> None:
    assert told(state_faults(BatchState.CLOSED, BatchState.HELD, "")) == [
        "transition-not-allowed",
        "comment-required",
    ]


def test_an_active_batch_of_an_earlier_process_may_be_consumed() -> None:
    assert material_faults(WEAVING, [Material(batch("1000345-001"), 1)], batch("2000145-001", number=9)) == ()


@pytest.mark.parametrize(
    ("state", "code"), [(BatchState.CLOSED, Code.BATCH_CLOSED), (BatchState.HELD, Code.BATCH_HELD)]
)
def test_closed_and_held_batches_may_not(state: BatchState, code: Code) -> None:
    faults = material_faults(WEAVING, [Material(batch("1000345-001", state), 1)], None)
    assert only(faults, code).params == {"batch": "1000345-001"}


def test_a_batch_of_another_process_may_not() -> None:
    fault = only(
        material_faults(WEAVING, [Material(batch("4567890-001"), 4)], None), Code.BATCH_OTHER_PROCESS
    )
    assert fault.params == {"batch": "4567890-001", "process": "Telares"}


def test_pelletizing_may_name_the_batches_that_its_waste_came_from() -> None:
    assert material_faults(PELLETS, [Material(batch("3000212-001"), 3)], None) == ()


def test_a_batch_cannot_consume_itself() -> None:
    own = batch("2000145-001")
    assert told(material_faults(WEAVING, [Material(own, 2)], own)) == ["batch-other-process.itself"]


def test_every_fault_of_every_batch_is_told() -> None:
    materials = [
        Material(batch("1000345-001", BatchState.CLOSED), 1),
        Material(batch("4567890-001", BatchState.HELD, number=2), 4),
    ]
    assert told(material_faults(WEAVING, materials, None)) == [
        "batch-closed",
        "batch-other-process",
        "batch-held",
    ]


def test_a_circle_within_a_shift_is_found_however_long_it_is() -> None:
    made_of = {"pellet": ["laminate"], "laminate": ["fabric"], "fabric": ["tape"]}
    assert closes_circle("tape", "pellet", lambda batch: made_of.get(batch, ()))
    assert closes_circle("tape", "tape", lambda _: ())
    assert not closes_circle("pellet", "tape", lambda batch: made_of.get(batch, ()))


batches = st.sampled_from("abcdefgh")
edges = st.dictionaries(batches, st.sets(batches, max_size=4), max_size=8)


@given(edges, batches, batches)
def test_the_walk_ends_in_circles_and_follows_every_way(
    made_of: dict[str, set[str]], own: str, consumed: str
) -> None:
    reached = {consumed}
    for _ in range(len(made_of) + 1):
        reached |= {source for batch_ in reached for source in made_of.get(batch_, ())}
    assert closes_circle(own, consumed, lambda batch_: made_of.get(batch_, ())) is (own in reached)
