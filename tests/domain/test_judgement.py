"""Judging samples: three limits, doubt, order nominals, eighths, words, and results set by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.contract.contract import Limits, Parameter, ProcessContract
from prodsys_tui.domain.model import Result
from prodsys_tui.domain.quality.judgement import (
    Judged,
    Specs,
    Target,
    Typed,
    find_parameter,
    judge,
    judge_calculated,
    target_of,
)
from prodsys_tui.domain.refusal import Code, Refusal
from tests.domain.floor import CONTRACTS, EXTRUSION, LAMINATION, PELLETS, WEAVING, only, told

FILM = CONTRACTS[6]
LINER = CONTRACTS[7]


def parameter(contract: ProcessContract, name: str) -> Parameter:
    found = contract.parameter(name)
    assert found is not None
    return found


GRAMMAGE, DENIER = parameter(EXTRUSION, "Gramaje"), parameter(EXTRUSION, "Denier")
WIDTH, WARP = parameter(WEAVING, "Ancho"), parameter(WEAVING, "Construcción urdido")
COLOUR, PERFORATED = parameter(WEAVING, "Color trama"), parameter(FILM, "Microperforado")
PELLET_COLOUR, TENACITY = PELLETS.parameters[0], parameter(EXTRUSION, "Tenacidad")


def judged(of: Parameter, value: str, specs: Specs | None = None, **typed: object) -> Judged:
    found = judge(of, replace(Typed(value), **typed), specs or {})  # type: ignore[arg-type]
    assert isinstance(found, Judged)
    return found


def refused(of: Parameter, value: str, **typed: object) -> tuple[Refusal, ...]:
    found = judge(of, replace(Typed(value), **typed), {})  # type: ignore[arg-type]
    assert isinstance(found, tuple)
    return found


def test_a_parameter_without_specification_complies_when_it_is_valid() -> None:
    assert judged(GRAMMAGE, "50") == Judged(Decimal(50), Result.COMPLIES)
    assert judged(GRAMMAGE, "300").result is Result.COMPLIES


@pytest.mark.parametrize(
    ("of", "value", "limits"),
    [
        (GRAMMAGE, "49.9", "50-300 g/m2"),
        (GRAMMAGE, "300.1", "50-300 g/m2"),
        (parameter(EXTRUSION, "Espesor"), "5.01", "0.1-5 mm"),
        (parameter(EXTRUSION, "Resistencia"), "0", ">0 kg"),
        (parameter(EXTRUSION, "Resistencia"), "-4.5", ">0 kg"),
    ],
)
def test_outside_validity_nothing_is_a_measurement(of: Parameter, value: str, limits: str) -> None:
    refusal = only(refused(of, value), Code.OUT_OF_VALIDITY)
    assert refusal.params["limits"] == limits
    assert refusal.field == "value"


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ("790", Result.COMPLIES),
        ("820", Result.COMPLIES),
        ("789.9", Result.FAILS),
        ("820.1", Result.FAILS),
    ],
)
def test_outside_the_specification_the_sample_is_kept_and_fails(value: str, result: Result) -> None:
    found = judged(DENIER, value)
    assert (found.result, found.nominal) == (result, Decimal(805))


def test_a_value_far_from_the_nominal_is_asked_for_again() -> None:
    doubt = only(refused(DENIER, "8.05"), Code.DOUBTFUL)
    assert doubt.params["nominal"] == 805
    assert judged(DENIER, "8.05", sure=True).result is Result.FAILS
    assert told(refused(DENIER, "1610.5")) == ["doubtful"]


@pytest.mark.parametrize("value", ["402.5", "1610"])
def test_half_and_twice_the_nominal_are_not_doubted(value: str) -> None:
    assert judged(DENIER, value).result is Result.FAILS


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("doce", "not-a-number"),
        ("", "not-a-number.empty"),
        ("NaN", "not-a-number"),
        ("inf", "not-a-number"),
        ("1,234", "ambiguous-number"),
        ("1.234,5", "ambiguous-number"),
        ("805.0000000000001", "not-a-number.digits"),
    ],
)
def test_what_is_no_number_never_becomes_one(value: str, code: str) -> None:
    assert told(refused(DENIER, value)) == [code]


@pytest.mark.parametrize("value", ["12 1/8", "12.125", "12,125 ".replace(",", "."), "11 7/8", "12 3/8"])
def test_eighths_are_measured_against_the_orders_nominal(value: str) -> None:
    found = judged(WIDTH, value, {"Ancho": "12 1/8"})
    assert (found.result, found.nominal) == (Result.COMPLIES, Decimal("12.125"))


@pytest.mark.parametrize(("value", "result"), [("12 3/8", Result.COMPLIES), ("12 1/2", Result.FAILS)])
def test_the_tolerance_of_an_order_is_inclusive(value: str, result: Result) -> None:
    found = judged(WIDTH, value, {"Ancho": "12.125"})
    assert found.result is result
    assert found.limits == Limits(Decimal("11.875"), Decimal("12.375"))


def test_a_construction_equals_the_orders() -> None:
    assert judged(WARP, "10", {"Construcción urdido": "10"}).result is Result.COMPLIES
    assert judged(WARP, "10.1", {"Construcción urdido": "10"}).result is Result.FAILS


def test_a_tolerance_may_be_a_percentage() -> None:
    thickness = parameter(FILM, "Espesor")
    assert target_of(thickness, {"Espesor": "0.05"}).limits == Limits(Decimal("0.045"), Decimal("0.055"))


@pytest.mark.parametrize("specs", [{}, {"Ancho": " "}, {"Ancho": "doce"}, {"Largo": "12"}])
def test_without_a_nominal_a_sample_waits_and_never_complies(specs: Specs) -> None:
    found = judged(WIDTH, "12 1/8", specs)
    assert (found.result, found.nominal, found.limits) == (Result.WAITING, None, None)


def test_an_order_may_spell_a_name_without_accents() -> None:
    assert judged(WARP, "10", {"construccion urdido": "10"}).result is Result.COMPLIES


def test_a_parameter_of_the_order_without_tolerance_has_a_nominal_and_no_limits() -> None:
    free = replace(WIDTH, tolerance=None)
    assert target_of(free, {"Ancho": "12"}) == Target(nominal=Decimal(12))
    assert judged(free, "20", {"Ancho": "12"}).result is Result.COMPLIES


@pytest.mark.parametrize(
    ("words", "value", "result"),
    [
        ("Cumple", 1, Result.COMPLIES),
        (" CUMPLE ", 1, Result.COMPLIES),
        ("No cumple", 0, Result.FAILS),
        ("no  CUMPLE", 0, Result.FAILS),
    ],
)
def test_pass_or_fail_takes_the_two_words(words: str, value: int, result: Result) -> None:
    assert judged(COLOUR, words) == Judged(Decimal(value), result)


@pytest.mark.parametrize("words", ["1", "0", "sí", "", "Rechazo"])
def test_pass_or_fail_takes_nothing_else(words: str) -> None:
    assert told(refused(COLOUR, words)) == ["bad-value.pass-fail"]


def test_perforation_agrees_with_the_order_or_waits_for_it() -> None:
    for said in ("sí", "no"):
        assert judged(PERFORATED, "Cumple", {"microperforado": said}).result is Result.COMPLIES
        assert judged(PERFORATED, "No cumple", {"microperforado": said}).result is Result.FAILS
    assert judged(PERFORATED, "Cumple").result is Result.WAITING
    assert judged(PERFORATED, "No cumple").result is Result.WAITING


def test_words_are_kept_and_never_fail() -> None:
    assert judged(PELLET_COLOUR, " gris  claro ") == Judged(Decimal(0), Result.COMPLIES, words="gris  claro")


@pytest.mark.parametrize(
    ("words", "code"),
    [(" ", "bad-value.empty"), ("gris\x1b[31m", "bad-value.unprintable"), ("x" * 41, "bad-value.too-long")],
)
def test_words_that_cannot_be_kept_are_refused(words: str, code: str) -> None:
    assert told(refused(PELLET_COLOUR, words)) == [code]


def test_a_calculated_parameter_cannot_be_typed() -> None:
    assert only(refused(TENACITY, "5"), Code.CALCULATED).field == "parameter"


def test_tenacity_at_the_contracts_own_nominals_is_outside_its_own_specification() -> None:
    found = judge_calculated(TENACITY, {"resistencia": Decimal("4.5"), "denier": Decimal(805)}, {})
    assert found is not None
    assert found.value == Decimal("5.59006211180124")
    assert (found.result, found.nominal) == (Result.FAILS, Decimal(5))


@pytest.mark.parametrize(
    "values", [{"resistencia": Decimal("4.5")}, {"resistencia": Decimal(4), "denier": Decimal(0)}]
)
def test_a_calculated_value_is_missing_rather_than_zero(values: dict[str, Decimal]) -> None:
    assert judge_calculated(TENACITY, values, {}) is None


def test_only_a_formula_calculates() -> None:
    assert judge_calculated(DENIER, {"denier": Decimal(805)}, {}) is None


def test_a_person_may_worsen_a_result_with_a_comment() -> None:
    for wished in (Result.REJECTED, Result.WAITING):
        found = judged(DENIER, "805", result=wished.value.upper(), comment="Cinta manchada")
        assert found.result is wished
    assert judged(DENIER, "900", result="rechazo", comment="Cinta manchada").result is Result.REJECTED


def test_a_worse_result_needs_a_comment() -> None:
    refusal = only(refused(DENIER, "805", result="Rechazo", comment="  "), Code.COMMENT_REQUIRED)
    assert (refusal.field, refusal.variant) == ("comment", "result")


@pytest.mark.parametrize(
    ("value", "result"),
    [("900", "Cumple"), ("900", "En espera"), ("805", "No cumple"), ("805", "Excelente")],
)
def test_a_person_never_sets_a_better_or_another_result(value: str, result: str) -> None:
    assert told(refused(DENIER, value, result=result, comment="Lo veo bien")) == ["bad-result"]


def test_the_contracts_own_result_may_be_said_again() -> None:
    assert judged(DENIER, "805", result="cumple").result is Result.COMPLIES
    assert judged(DENIER, "900", result="No cumple").result is Result.FAILS


def test_all_faults_are_told_at_once() -> None:
    faults = refused(DENIER, "x", result="Excelente", comment="a\x00")
    assert told(faults) == ["not-a-number", "bad-value.unprintable", "bad-result"]
    assert told(refused(DENIER, "x", result="Rechazo")) == ["not-a-number", "comment-required.result"]
    assert told(refused(DENIER, "805", result="Cumple", comment="a\x00")) == ["bad-value.unprintable"]
    assert told(refused(DENIER, "805", comment="a\x00")) == ["bad-value.unprintable"]


def test_a_parameter_is_found_by_its_name_however_it_is_typed() -> None:
    for name in ("Tracción", "traccion", " TRACCIÓN"):
        found = find_parameter(EXTRUSION, name)
        assert isinstance(found, Parameter)
        assert found.name == "Tracción"
    unknown = find_parameter(EXTRUSION, "Peso")
    assert unknown == Refusal(Code.UNKNOWN_PARAMETER, {"parameter": "Peso"}, "parameter")


ALL = [(contract, each) for contract in CONTRACTS.values() for each in contract.parameters]
SPECS = st.dictionaries(st.sampled_from([each.name for _, each in ALL]), st.text(max_size=6), max_size=3)


@given(
    which=st.sampled_from(ALL),
    value=st.one_of(
        st.text(max_size=12),
        st.decimals(allow_nan=True, places=3).map(str),
        st.sampled_from(["Cumple", "No cumple", "12 1/8", "805"]),
    ),
    result=st.none() | st.sampled_from([*map(str, Result), "otro"]),
    comment=st.none() | st.text(max_size=8),
    specs=SPECS,
    sure=st.booleans(),
)
def test_every_input_is_judged_or_refused_and_no_judgement_is_better_than_the_contracts(
    which: tuple[ProcessContract, Parameter],
    value: str,
    result: str | None,
    comment: str | None,
    specs: Specs,
    sure: bool,
) -> None:
    _, of = which
    found = judge(of, Typed(value, result, comment, sure), specs)
    if isinstance(found, tuple):
        assert found
        return
    own = judge(of, Typed(value, sure=sure), specs)
    assert isinstance(own, Judged)
    order = [Result.COMPLIES, Result.WAITING, Result.FAILS, Result.REJECTED]
    assert order.index(found.result) >= order.index(own.result)
    assert found.value == Decimal(repr(float(found.value)))
    if of.validity is not None:
        assert of.validity.holds(found.value)


def test_widths_of_other_processes_are_judged_alike() -> None:
    cloth, liner = parameter(LAMINATION, "Ancho de tela"), parameter(LINER, "Ancho del liner")
    assert judged(cloth, "12 1/2", {"Ancho de tela": "12 1/2"}).result is Result.COMPLIES
    assert judged(liner, "20", {"Ancho del liner": "20.3"}).result is Result.FAILS
