"""Which of what a transaction wrote people should hear of at once."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from prodsys_tui.domain.model import BatchState, Entity, Hold, Incident, Ref, Result, Severity
from prodsys_tui.domain.quality.critical import CriticalEvent, EventKind, events_of
from tests.domain.floor import STARTS, batch
from tests.domain.test_rounds import sample


def told(*written: tuple[Entity | None, Entity]) -> list[CriticalEvent]:
    return list(events_of(written, "rperez", STARTS))


@pytest.mark.parametrize("result", [Result.FAILS, Result.REJECTED])
def test_a_sample_that_does_not_comply_is_a_rejection(result: Result) -> None:
    bad = replace(sample(), result=result, value=Decimal(900), parameter="Denier", machine=Ref(1, "m", "T05"))
    (event,) = told((None, bad))
    assert (event.kind, event.what, event.machine) == (EventKind.REJECTION, f"Denier: 900 ({result})", "T05")
    assert (event.uid, event.person, event.at) == (bad.ref.uid, "rperez", STARTS)


def test_other_samples_are_no_event() -> None:
    bad = replace(sample(), result=Result.FAILS)
    assert told((None, replace(bad, calculated=True)), (bad, bad)) == []
    assert (
        told((None, replace(bad, result=Result.COMPLIES)), (None, replace(bad, result=Result.WAITING))) == []
    )


def test_a_batch_that_is_put_on_hold_is_told_once() -> None:
    active = batch("1000345-001")
    held = replace(active, state=BatchState.HELD, state_comment="Con grumos")
    (event,) = told((active, held))
    assert (event.kind, event.what, event.detail, event.order, event.batch) == (
        EventKind.HOLD,
        held.code,
        "Con grumos",
        held.order.code,
        held.code,
    )
    assert told((held, held), (held, active)) == []
    assert [each.kind for each in told((None, held))] == [EventKind.HOLD]


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ({"machine": Ref(1, "m", "T05")}, "1000345-001 (T05)"),
        ({"roll": "R047-T05"}, "1000345-001 (R047-T05)"),
    ],
)
def test_a_part_of_a_batch_that_is_held_is_told_by_its_name(part: dict[str, Any], what: str) -> None:
    made = Hold(
        batch=batch("1000345-001").ref, group="g", reason="Manchado", author="rperez", recorded_at=STARTS
    )
    (event,) = told((None, replace(made, **part)))
    assert (event.kind, event.what, event.detail) == (EventKind.HOLD, what, "Manchado")
    assert event.batch == "1000345-001"
    assert told((None, made), (replace(made, **part), replace(made, **part))) == []


def test_a_new_incident_is_told_and_not_its_close() -> None:
    made = Incident(
        ref=Ref(1, "i"), title="Fuga", severity=Severity.CRITICAL, author="rperez", recorded_at=STARTS
    )
    (event,) = told((None, made))
    assert (event.kind, event.what, event.detail, event.machine, event.batch) == (
        EventKind.INCIDENT,
        "Fuga",
        "Crítica",
        None,
        None,
    )
    (of_batch,) = told((None, replace(made, batch=batch("1000345-001").ref)))
    assert of_batch.batch == "1000345-001"
    assert told((made, made)) == []
