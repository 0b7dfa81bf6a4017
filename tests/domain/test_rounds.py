"""Rounds, calculated values in them, and corrections."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.contract.contract import Kind, Limits, Parameter
from prodsys_tui.domain.contract.formula import Formula
from prodsys_tui.domain.model import Person, Ref, Result, Sample
from prodsys_tui.domain.quality.rounds import (
    Place,
    calculated,
    correction_faults,
    next_round,
    round_faults,
)
from prodsys_tui.domain.rights import Role
from tests.domain.floor import EXTRUSION, STARTS, WEAVING, at, told

LOOM = Ref(5, "machine-5", "T05")
HERE = Place(1, 2, 5, "Ancho")
VALUES = {"Resistencia": Decimal("4.2"), "Denier": Decimal(800)}


def person(code: str, role: Role = Role.OPERATOR) -> Person:
    return Person(code=code, name=code, role=role)


def sample(**changes: object) -> Sample:
    return replace(
        Sample(
            ref=Ref(9, "sample-9"),
            analysis_date=date(2026, 3, 2),
            shift=Ref(1, "shift"),
            process_id=2,
            machine=LOOM,
            parameter="Ancho",
            value=Decimal(12),
            result=Result.COMPLIES,
            round=1,
            contract=Ref(1, "contract"),
            measured_at=STARTS,
            author="rperez",
            recorded_at=at(1),
        ),
        **changes,  # type: ignore[arg-type]
    )


def test_a_parameter_that_comes_again_opens_the_next_round() -> None:
    assert next_round(0, set(), "Denier") == 1
    assert next_round(1, {"Denier"}, "Resistencia") == 1
    assert next_round(1, {"Denier", "Resistencia"}, "Denier") == 2


@given(st.lists(st.sampled_from(["Denier", "Resistencia", "Espesor"]), max_size=30))
def test_no_round_has_a_parameter_twice_and_rounds_have_no_gaps(names: list[str]) -> None:
    rounds: dict[int, list[str]] = {}
    for name in names:
        current = max(rounds, default=0)
        number = next_round(current, rounds.get(current, []), name)
        rounds.setdefault(number, []).append(name)
    assert list(rounds) == list(range(1, len(rounds) + 1))
    assert all(len(set(members)) == len(members) for members in rounds.values())


def test_rounds_count_from_one() -> None:
    assert round_faults(None) == ()
    assert round_faults(1) == round_faults(999) == ()
    assert told(round_faults(0)) == told(round_faults(1000)) == ["bad-value"]


def test_a_round_with_all_inputs_has_its_calculated_value() -> None:
    ((parameter, judged),) = calculated(EXTRUSION, VALUES, "Denier", {})
    assert (parameter.name, judged.value, judged.result) == ("Tenacidad", Decimal("5.25"), Result.COMPLIES)


def test_nothing_is_calculated_from_what_is_missing_or_did_not_change() -> None:
    assert list(calculated(EXTRUSION, {"Denier": Decimal(800)}, "Denier", {})) == []
    assert list(calculated(EXTRUSION, {**VALUES, "Espesor": Decimal(1)}, "Espesor", {})) == []
    assert list(calculated(WEAVING, {"Ancho": Decimal(12)}, "Ancho", {})) == []


def test_a_calculated_value_may_be_the_input_of_the_next() -> None:
    formula = Formula.parse("tenacidad * 2", {"Tenacidad"})
    assert isinstance(formula, Formula)
    double = Parameter("Doble", "gf/den", Kind.CALCULATED, formula=formula, specification=Limits())
    contract = replace(EXTRUSION, parameters=(*EXTRUSION.parameters, double))
    found = {p.name: judged.value for p, judged in calculated(contract, VALUES, "Resistencia", {})}
    assert found == {"Tenacidad": Decimal("5.25"), "Doble": Decimal("10.5")}


def test_the_author_may_correct_for_ten_minutes() -> None:
    in_time, too_late = at(1) + timedelta(minutes=10), at(1) + timedelta(minutes=10, seconds=1)
    assert correction_faults(sample(), None, HERE, person("rperez"), in_time) == ()
    faults = correction_faults(sample(), None, HERE, person("rperez"), too_late)
    assert told(faults) == ["correction-not-allowed"]


def test_afterwards_another_person_may_whose_role_says_so() -> None:
    later = at(3)
    inspector = person("iortiz", Role.INSPECTOR)
    assert correction_faults(sample(), None, HERE, inspector, later) == ()
    assert told(correction_faults(sample(), None, HERE, person("jcan"), later)) == ["not-permitted"]
    own = correction_faults(sample(author="iortiz"), None, HERE, inspector, later)
    assert told(own) == ["correction-not-allowed"]


@pytest.mark.parametrize(
    "place",
    [
        replace(HERE, shift=2),
        replace(HERE, process_id=3),
        replace(HERE, machine=6),
        replace(HERE, machine=None),
        replace(HERE, parameter="Color trama"),
    ],
)
def test_a_correction_is_of_the_same_place(place: Place) -> None:
    faults = correction_faults(sample(), None, place, person("rperez"), at(1))
    assert told(faults) == ["bad-correction"]


def test_a_sample_without_a_machine_is_corrected_without_one() -> None:
    alone = replace(HERE, machine=None)
    assert correction_faults(sample(machine=None), None, alone, person("rperez"), at(1)) == ()


def test_a_sample_is_corrected_once_and_a_calculated_one_never() -> None:
    again = correction_faults(sample(), sample(), HERE, person("rperez"), at(1))
    assert told(again) == ["bad-correction"]
    computed = correction_faults(sample(calculated=True), None, HERE, person("rperez"), at(1))
    assert told(computed) == ["bad-correction"]
