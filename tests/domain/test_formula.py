"""Formulas of calculated parameters: only the listed arithmetic, exact, never 0 for what is missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.contract.formula import MAX_LENGTH, MAX_NODES, Formula, fold

KNOWN = ("Resistencia", "Denier", "Ancho de cinta", "Tracción")
NOMINALS: Mapping[str, Decimal | None] = {"resistencia": Decimal("4.5"), "denier": Decimal(805)}


def formula(text: str) -> Formula:
    parsed = Formula.parse(text, KNOWN)
    assert isinstance(parsed, Formula)
    return parsed


def faults(text: str) -> list[tuple[str, Mapping[str, object]]]:
    parsed = Formula.parse(text, KNOWN)
    assert isinstance(parsed, tuple)
    return [(fault.name, fault.params) for fault in parsed]


def test_tenacity_at_the_nominals_of_the_plant() -> None:
    tenacity = formula("(resistencia * 1000) / denier")
    value = tenacity.evaluate(NOMINALS)
    assert tenacity.names == {"resistencia", "denier"}
    assert value == Decimal("5.590062111801242236024844720")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1 + 0.2", "0.3"),
        ("  2 + 3 × 4 ÷ 8 − 1  ", "2.5"),
        ("-(2 - 5) * +1.", "3"),
        (".5 * 3", "1.5"),
        ("abs(3 - 10)", "7"),
        ("min(4, 2, 3) + max(4, 2)", "6"),
        ("round(2.5) + round(3.5)", "6"),  # half to even
        ("round(7 / 3, 2)", "2.33"),
        ("round(1234, 2)", "1234"),
    ],
)
def test_arithmetic_is_exact_and_decimal(text: str, value: str) -> None:
    assert formula(text).evaluate({}) == Decimal(value)


def test_names_are_found_without_accents_case_or_spaces() -> None:
    assert fold("Ancho de cinta") == "ancho_de_cinta"
    assert fold(" % Tracción (N) ") == "traccion_n"
    assert formula("Tracción + ANCHO_DE_CINTA").names == {"traccion", "ancho_de_cinta"}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"resistencia": Decimal(4)},
        {"resistencia": Decimal(4), "denier": None},
        {"resistencia": Decimal(4), "denier": Decimal("NaN")},
        {"resistencia": Decimal("Infinity"), "denier": Decimal(805)},
    ],
)
def test_a_missing_input_leaves_the_result_missing(values: Mapping[str, Decimal | None]) -> None:
    assert formula("resistencia * 0 + denier * 0").evaluate(values) is None


@pytest.mark.parametrize("text", ["resistencia / (denier - 805)", "0 / (denier - 805)"])
def test_what_cannot_be_calculated_is_missing(text: str) -> None:
    assert formula(text).evaluate(NOMINALS) is None


def test_an_overflow_is_missing() -> None:
    huge = {"denier": Decimal("1E+999999")}
    assert formula("denier * denier").evaluate(huge) is None
    assert formula("round(denier)").evaluate(huge) is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("denier ** 2", "denier ** 2"),
        ("denier // 2", "denier // 2"),
        ("denier % 2", "%"),
        ("~denier", "~"),
        ("not denier", "not denier"),
        ("denier.real", "denier.real"),
        ("denier.__class__", "denier.__class__"),
        ("denier[0]", "["),
        ("'4'", "'"),
        ("f(denier)", "f(denier)"),
        ("eval(denier)", "eval(denier)"),
        ("abs.real(denier)", "abs.real(denier)"),
        ("min(*denier, 1)", "*denier"),
        ("max(1, key=denier)", "="),
        ("True + 1", "True"),
        ("None", "None"),
        ("1 if denier else 2", "1 if denier else 2"),
        ("denier and 2", "denier and 2"),
        ("(1, 2)", "(1, 2)"),
        ("lambda: 1", ":"),
        ("1e9", "1e9"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("2j", "2j"),
        ("1.2.3", "1.2.3"),
        ("...", "..."),
        ("٣", "٣"),
        ("1\n+ 2", "\n"),
        ("1 # 2", "#"),
    ],
)
def test_anything_else_is_refused(text: str, part: str) -> None:
    assert faults(text) == [("not_allowed", {"part": part})]


@pytest.mark.parametrize("text", ["", "1 +", "(1", "1 2", "01", "²", "lambda", "(" * 150 + "1" + ")" * 100])
def test_what_is_no_expression_is_refused(text: str) -> None:
    assert faults(text) == [("syntax", {})]


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("abs()", "abs"),
        ("abs(1, 2)", "abs"),
        ("min(1)", "min"),
        ("round()", "round"),
        ("round(1, denier)", "round"),
        ("round(1, 2.5)", "round"),
        ("round(1, 10)", "round"),
        ("round(1, -2)", "round"),
        ("round(1, 2, 3)", "round"),
    ],
)
def test_functions_take_their_own_arguments(text: str, function: str) -> None:
    assert faults(text) == [("arguments", {"function": function})]


def test_all_faults_are_told_at_once_and_each_once() -> None:
    assert faults("peso + peso / largo + denier ** 2") == [
        ("unknown_name", {"name": "peso"}),
        ("unknown_name", {"name": "largo"}),
        ("not_allowed", {"part": "denier ** 2"}),
    ]
    assert faults("round(1, True)") == [("not_allowed", {"part": "True"})]


def test_long_and_complex_formulas_are_refused() -> None:
    longest = "1" * MAX_LENGTH
    assert formula(longest).evaluate({}) == Decimal(longest)
    assert faults(longest + "1") == [("too_long", {"length": MAX_LENGTH + 1, "most": MAX_LENGTH})]
    widest = "-" + "+".join(["1"] * (MAX_NODES // 2))
    assert formula(widest).evaluate({}) == MAX_NODES // 2 - 2
    assert faults(f"-{widest}") == [("too_complex", {"nodes": MAX_NODES + 1, "most": MAX_NODES})]


@given(st.text(max_size=40) | st.text(alphabet="0123456789.+-*/(), abdeinrmoux_×÷−", max_size=60))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    parsed = Formula.parse(text, KNOWN)
    if isinstance(parsed, Formula):
        result = parsed.evaluate(NOMINALS)
        assert result is None or result.is_finite()
    else:
        assert parsed


@dataclass(frozen=True)
class Expression:
    """A formula's text beside its value, computed in another way."""

    text: str
    value: Fraction


def combined(sign: str, apply: Callable[[Fraction, Fraction], Fraction]) -> Callable[..., Expression]:
    return lambda a, b: Expression(f"({a.text} {sign} {b.text})", apply(a.value, b.value))


LEAVES = st.sampled_from(
    [Expression("denier", Fraction(805)), Expression("resistencia", Fraction(9, 2))]
) | st.decimals(0, 99, places=1).map(lambda d: Expression(str(d), Fraction(d)))


def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(combined("+", lambda a, b: a + b), inner, inner),
        st.builds(combined("-", lambda a, b: a - b), inner, inner),
        st.builds(combined("*", lambda a, b: a * b), inner, inner),
        inner.map(lambda a: Expression(f"-{a.text}", -a.value)),
        inner.map(lambda a: Expression(f"abs({a.text})", abs(a.value))),
        st.builds(lambda a, b: Expression(f"max({a.text}, {b.text})", max(a.value, b.value)), inner, inner),
        st.builds(lambda a, b: Expression(f"min({a.text}, {b.text})", min(a.value, b.value)), inner, inner),
    )


@given(st.recursive(LEAVES, grown, max_leaves=6))
def test_formulas_agree_with_exact_fractions(expression: Expression) -> None:
    parsed = Formula.parse(expression.text, KNOWN)
    if isinstance(parsed, Formula):
        result = parsed.evaluate(NOMINALS)
        assert result is not None
        assert Fraction(result) == expression.value
    else:
        assert [fault.name for fault in parsed] in (["too_long"], ["too_complex"])
