"""Who may approve or return a shift, and with which comments."""

import pytest

from prodsys_tui.domain.model import ShiftState
from prodsys_tui.domain.shift.approval import FOR_ALL, review_faults
from tests.domain.floor import deviation, shift, told

IN_REVIEW = shift(ShiftState.REVIEW, closed_by="iortiz")
DEVIATIONS = (deviation(2, "T05", "Ancho", number=1), deviation(2, "T06", "Ancho", number=2))


def test_one_comment_may_cover_every_deviation() -> None:
    assert review_faults(IN_REVIEW, DEVIATIONS, {FOR_ALL: "revisado con calidad"}, "svera") == ()


def test_each_deviation_may_have_its_own() -> None:
    comments = {"sample-1": "rollo apartado", "sample-2": "rollo reprocesado"}
    assert review_faults(IN_REVIEW, DEVIATIONS, comments, "svera") == ()


def test_a_deviation_without_a_comment_is_named() -> None:
    faults = review_faults(IN_REVIEW, DEVIATIONS, {"sample-1": "apartado", "sample-2": ""}, "svera")
    assert told(faults) == ["comment-required.review"]
    assert faults[0].params == {"sample": "sample-2", "parameter": "Ancho"}


def test_who_closed_the_shift_reviews_nothing() -> None:
    assert told(review_faults(IN_REVIEW, (), {}, "iortiz")) == ["same-person"]


@pytest.mark.parametrize("state", [ShiftState.OPEN, ShiftState.CLOSING, ShiftState.CLOSED, ShiftState.VOID])
def test_only_a_shift_in_review_is_reviewed(state: ShiftState) -> None:
    assert told(review_faults(shift(state), (), {}, "svera")) == ["shift-not-in-review"]


def test_a_returned_shift_is_closed_again_first() -> None:
    returned = shift(ShiftState.REVIEW, returned=True, closed_by="iortiz")
    assert told(review_faults(returned, (), {}, "svera")) == ["shift-not-in-review.returned"]


def test_everything_wrong_is_told() -> None:
    comments = {"sample-9": "de otro turno", "sample-1": "con\x1bescape"}
    assert told(review_faults(IN_REVIEW, DEVIATIONS, comments, "iortiz")) == [
        "same-person",
        "not-found.sample",
        "bad-value.unprintable",
        "comment-required.review",
    ]
