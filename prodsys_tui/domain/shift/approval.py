"""Approving or returning a shift in review. Spec ``domain.md`` §2, "Close"."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from prodsys_tui.domain.model import Shift, ShiftState
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.facts import Deviation
from prodsys_tui.domain.shift.shift import label
from prodsys_tui.domain.words import text_faults

FOR_ALL = ""
"""The key of a comment that covers every deviation that has none of its own."""


class Decision(StrEnum):
    """What a reviewer decides."""

    APPROVED = "aprobada"
    RETURNED = "devuelta"


def review_faults(
    shift: Shift, deviations: Iterable[Deviation], comments: Mapping[str, str], person: str
) -> tuple[Refusal, ...]:
    """Why a person cannot approve or return a shift.

    It is not in review, or was returned and not closed again; the person is the one who closed it; a
    deviation has no comment. ``comments`` are tidy texts by the uid of the sample, or ``FOR_ALL``.
    """
    faults: list[Refusal] = []
    if shift.state is not ShiftState.REVIEW or shift.returned:
        variant = "returned" if shift.returned else ""
        faults.append(Refusal(Code.SHIFT_NOT_IN_REVIEW, {"shift": label(shift)}, "shift", variant))
    elif shift.closed_by == person:
        faults.append(Refusal(Code.SAME_PERSON, {"shift": label(shift), "person": person}))
    return (*faults, *_comment_faults(tuple(deviations), comments))


def _comment_faults(deviations: tuple[Deviation, ...], comments: Mapping[str, str]) -> tuple[Refusal, ...]:
    known = {deviation.sample.uid for deviation in deviations} | {FOR_ALL}
    faults = [
        Refusal(Code.NOT_FOUND, {"sample": uid}, "comment", "sample") for uid in comments if uid not in known
    ]
    for comment in comments.values():
        faults += text_faults(comment, "comment")
    if not comments.get(FOR_ALL):
        faults += [
            Refusal(
                Code.COMMENT_REQUIRED,
                {"sample": deviation.sample.uid, "parameter": deviation.parameter},
                "comment",
                "review",
            )
            for deviation in deviations
            if not comments.get(deviation.sample.uid)
        ]
    return tuple(faults)
