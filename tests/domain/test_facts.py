"""Counting a shift: deviations and what settles them, and the facts of every scope."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.model import Ref, Result, Sample
from prodsys_tui.domain.shift.facts import (
    Deviation,
    Idle,
    Produced,
    SampleCount,
    SampleMark,
    ShiftFacts,
    deviations_of,
    scope_facts,
    scopes_of,
)
from tests.domain.floor import STARTS, at, deviation, shift

CONTRACT = Ref(1, "contract")


def mark(
    number: int,
    result: Result = Result.FAILS,
    *,
    corrects: int | None = None,
    disposed: bool = False,
) -> SampleMark:
    return SampleMark(
        Ref(number, f"sample-{number}"),
        2,
        "T05",
        "Ancho",
        Decimal("12.5"),
        result,
        "2000145",
        "rperez",
        at(1),
        corrects,
        disposed,
    )


def settled(*marks: SampleMark) -> list[bool]:
    return [deviation.settled for deviation in deviations_of(marks)]


def test_everything_but_a_complying_sample_is_a_deviation() -> None:
    marks = [mark(number, result) for number, result in enumerate(Result, 1)]
    assert [deviation.result for deviation in deviations_of(marks)] == [
        Result.FAILS,
        Result.REJECTED,
        Result.WAITING,
    ]


def test_a_disposition_or_a_complying_correction_settles() -> None:
    assert settled(mark(1)) == [False]
    assert settled(mark(1, disposed=True)) == [True]
    assert settled(mark(1), mark(2, Result.COMPLIES, corrects=1)) == [True]


def test_a_failing_correction_leaves_two_open_deviations() -> None:
    assert settled(mark(1), mark(2, corrects=1)) == [False, False]


def test_the_last_of_a_chain_of_corrections_decides() -> None:
    assert settled(mark(1), mark(2, corrects=1), mark(3, Result.COMPLIES, corrects=2)) == [True, True]
    assert settled(mark(1), mark(2, Result.COMPLIES, corrects=1), mark(3, corrects=2)) == [False, False]


def test_a_scope_adds_up_its_own_rows_and_a_process_all_its_machines() -> None:
    facts = ShiftFacts(
        shift(),
        counts=(
            SampleCount(2, "T05", "Ancho", 3),
            SampleCount(2, "T06", "Ancho", 1),
            SampleCount(8, None, "Tipo", 2),
        ),
        deviations=(deviation(2, "T05", "Ancho"), replace(deviation(2, "T06", "Ancho"), settled=True)),
        produced=(
            Produced(2, "T05", 2, Decimal(700), Decimal(3), readings=2),
            Produced(2, "T06", 1, Decimal(0), Decimal(0), readings=1, disputed=1),
            Produced(2, "T07", 1, Decimal(0), Decimal(2)),
        ),
        idle=(Idle(2, "T07", "Falta de cinta"), Idle(4, None, "Sin rollos")),
    )
    scopes = scopes_of(facts)
    whole, loom = scopes[2, None], scopes[2, "T05"]
    assert (whole.counted, whole.by_parameter, whole.records) == (4, {"Ancho": 4}, 4)
    assert whole.quantity == 700
    assert (whole.readings, whole.disputed) == (3, 1)
    assert [scopes[2, loom].ran for loom in ("T05", "T06", "T07")] == [True, True, False]
    assert (loom.counted, loom.records) == (3, 2)
    assert loom.quantity == 700
    assert (whole.deviations, len(whole.open_deviations)) == (2, 1)
    assert (scopes[2, "T06"].deviations, scopes[2, "T06"].open_deviations) == (1, ())
    assert scopes[2, "T07"].idle == "Falta de cinta"
    assert scopes[4, None].idle == "Sin rollos"
    assert scopes[8, None].counted == 2
    assert whole.idle is None


def sample(result: Result, machine: str | None, order: str | None) -> Sample:
    return Sample(
        ref=Ref(9, "sample-9"),
        analysis_date=date(2026, 3, 2),
        shift=Ref(1, "shift"),
        process_id=2,
        machine=Ref(5, "machine", machine) if machine else None,
        order=Ref(7, "order", order) if order else None,
        parameter="Ancho",
        value=Decimal("12.5"),
        result=result,
        round=1,
        contract=CONTRACT,
        measured_at=at(1),
        author="rperez",
        recorded_at=STARTS,
    )


@given(result=st.sampled_from(Result), with_machine=st.booleans(), with_order=st.booleans())
def test_one_more_sample_changes_what_reading_again_would(
    result: Result, with_machine: bool, with_order: bool
) -> None:
    machine, order = "T05" if with_machine else None, "2000145" if with_order else None
    before = ShiftFacts(shift(), counts=(SampleCount(2, "T05", "Ancho", 1),))
    scope = scope_facts(before, 2, machine)
    scope.measure(sample(result, machine, order))
    assert (scope.counted, scope.by_parameter) == (2, {"Ancho": 2})
    expected = deviations_of([replace(mark(9, result), machine=machine, order=order)])
    assert scope.deviations == len(expected)
    assert [as_told(one) for one in scope.open_deviations] == [as_told(one) for one in expected]


def as_told(deviation: Deviation) -> tuple[object, ...]:
    return (
        deviation.sample,
        deviation.machine,
        deviation.parameter,
        deviation.value,
        deviation.result,
        deviation.order,
        deviation.settled,
    )
