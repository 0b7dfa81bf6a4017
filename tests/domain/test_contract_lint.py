"""What a contract's own check finds, alone and among the others. Spec ``process-contracts.md``."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from prodsys_tui.domain.contract.code_pattern import compiled, overlap
from prodsys_tui.domain.contract.contract import Limits, ProcessContract
from prodsys_tui.domain.contract.contract_lint import Level, LintMessage, lint, lint_files
from prodsys_tui.domain.contract.contract_reader import read_contract
from tests.domain.contract_texts import BAG, number, text_of

MADE_UP = '[[parameters]]\nname = "Tenacidad"\nkind = "calculated"\nformula = "{}"\n'


def contract(text: str = BAG) -> ProcessContract:
    read = read_contract(text, "bolsas.toml")
    assert read.contract is not None, read.faults
    return read.contract


def found(contracts: Sequence[ProcessContract]) -> list[tuple[int | None, str]]:
    """Process and name of each message; each has a text, and that text finds all it needs."""
    return [named(message) for message in lint(contracts)]


def named(message: LintMessage) -> tuple[int | None, str]:
    assert text_of(message.text_key).format_map(message.params)
    return message.process, message.text_key.removeprefix("lint.")


def alone(*lines: str) -> list[str]:
    return [name for _, name in found([contract(number(*lines))])]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("specification = { min = 3, max = 5 }", "nominal = 4"), []),
        (("specification = { above = 0, max = 5 }",), []),
        (("specification = { max = 5 }",), []),
        (("specification = { min = 5, max = 5 }",), []),
        (("specification = { min = 5, max = 4 }",), ["empty_specification"]),
        (("specification = { above = 5, max = 5 }",), ["empty_specification"]),
        (("doubt = { min = 5, max = 4 }",), ["empty_doubt"]),
        (("specification = { min = 0, max = 5 }",), ["specification_outside_validity"]),
        (("specification = { min = -1 }",), ["specification_outside_validity"]),
        (("specification = { max = -1 }",), ["specification_outside_validity"]),
        (("specification = { min = 3, max = 5 }", "doubt = { max = 4 }"), ["specification_outside_doubt"]),
        (("specification = { min = 3, max = 5 }", "nominal = 6"), ["nominal_outside_specification"]),
        (("nominal = 4", "tolerance = { percent = 200 }"), ["specification_outside_validity"]),
        (("nominal = 'order'", "tolerance = { amount = 1 }"), []),
    ],
)
def test_ranges_hold_something_and_lie_in_each_other(lines: tuple[str, ...], names: list[str]) -> None:
    assert alone(*lines) == names


def test_a_validity_that_nothing_fits_is_found() -> None:
    empty = contract(number().replace("{ above = 0 }", "{ above = 9, max = 8 }"))
    assert lint([empty]) == (
        LintMessage(3, Level.ERROR, "lint.empty_validity", {"parameter": "Peso", "range": ">9-8"}),
    )


@pytest.mark.parametrize(
    ("formula", "specification", "expected"),
    [
        ("peso * 2", "{ min = 7, max = 9 }", []),
        ("peso * 2", "{ max = 7 }", [(Level.WARNING, "formula_outside_specification")]),
        ("peso / (peso - 4)", "{ max = 7 }", [(Level.ERROR, "formula_not_calculable")]),
        ("peso / (peso - largo)", "{ max = 7 }", []),  # largo: of the order, nothing to say yet
    ],
)
def test_formulas_are_tried_at_the_nominals(
    formula: str, specification: str, expected: list[tuple[Level, str]]
) -> None:
    text = number("nominal = 4", '[[parameters]]\nname = "Largo"', "validity = { above = 0 }",
                  'nominal = "order"', "tolerance = { amount = 1 }", MADE_UP.format(formula),
                  f"specification = {specification}")  # fmt: skip
    assert [(message.level, named(message)[1]) for message in lint([contract(text)])] == expected


def test_a_formula_without_a_specification_has_none_to_miss() -> None:
    assert found([contract(number("nominal = 4", MADE_UP.format("peso * 2")))]) == []


@pytest.mark.parametrize(
    ("formula", "value"), [("peso / 3", "1.333"), ("1.30004 + 0 * peso", "1.3000"), ("1 + peso", "5")]
)
def test_the_value_told_is_short_but_still_lies_outside(formula: str, value: str) -> None:
    text = number("nominal = 4", MADE_UP.format(formula), "specification = { min = 1, max = 1.3 }")
    (message,) = lint([contract(text)])
    told = message.params["value"]
    assert isinstance(told, Decimal)
    assert not Limits(Decimal(1), Decimal("1.3")).holds(told)
    assert str(told).startswith(value)


def test_what_could_not_be_read_is_told_before_what_is_wrong() -> None:
    good, broken = number("specification = { min = 5, max = 4 }"), number('formula = "2"')
    reads = [
        read_contract(good, "a.toml"),
        read_contract(broken.replace("id = 3", "id = 4"), "b.toml"),
        read_contract("id", "c.toml"),
    ]
    messages = lint_files(reads)
    assert [(m.process, m.level, m.text_key) for m in messages] == [
        (4, Level.ERROR, "contract.other_kind"),
        (None, Level.ERROR, "contract.no_toml"),
        (3, Level.ERROR, "lint.empty_specification"),
    ]
    assert messages[0].params["file"] == "b.toml"


def pair(one: str = "", other: str = "") -> list[ProcessContract]:
    """Processes 3 and 4 with nothing in common, and what is added to each."""
    second = BAG.replace("id = 3", "id = 4").replace("3\\d", "4\\d").replace('"B1", "B2"', '"C1"')
    return [contract(BAG + one), contract(second.replace("Bolsas", "Costura") + other)]


def test_two_that_have_nothing_in_common_are_fine_in_any_order() -> None:
    assert found(pair()) == found(pair()[::-1]) == []


def test_one_number_for_two_processes_is_found() -> None:
    assert found([contract(), contract()]) == [(3, "same_process")]


def test_an_order_code_must_tell_its_process() -> None:
    one, other = pair()
    assert found([one, replace(other, order_pattern=compiled("[23]1\\d{5}"))]) == [(3, "orders_overlap")]
    assert found([one, replace(other, order_pattern=compiled("3\\d{7}"))]) == []
    assert found([one, replace(other, order_pattern=None)]) == []
    assert found([replace(one, order_pattern=None), other]) == []


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (r"1\d{6}", r"2\d{6}", False),
        (r"1\d{6}", r"\d{7}", True),
        (r"1\d{6}", r"1\d{5}", False),
        (r"[12]-A", r"2-[AB]", True),
        (r"[12]-A", r"2-[ab]", False),
        (r"1.*", r"1.*", False),
    ],
)
def test_whether_one_code_fits_two_patterns_is_decided_exactly(one: str, other: str, *, both: bool) -> None:
    assert overlap(one, other) is overlap(other, one) is both


@pytest.mark.parametrize(
    "text", ["", ".", "1+", "(1)", "^1$", "[^1]", "[]", "1{0}", "1{2,3}", "1{100}", "\\w", "ñ", "{3}", "1 2"]
)
def test_patterns_of_codes_are_a_small_language(text: str) -> None:
    assert compiled(text) is None


def test_a_machine_stands_in_two_contracts_only_if_both_share_it() -> None:
    one, other = pair()
    sharing = replace(one, machines=("B1", "C1"), shared_machines=("C1",))
    assert found([replace(one, machines=("B1", "C1")), other]) == [(3, "machine_twice"), (4, "machine_twice")]
    assert found([sharing, other]) == [(4, "machine_twice")]
    assert found([sharing, replace(other, shared_machines=("C1",))]) == []


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        ("downstream = [4]", "upstream = [3]", []),
        ("waste_from = [4]", "", []),
        ("downstream = [4]", "", [(3, "downstream_not_mirrored")]),
        ("", "upstream = [3]", [(4, "upstream_not_mirrored")]),
        ("upstream = [7]", "", [(3, "unknown_process")]),
        ("downstream = [4]\nby_hand = [4]", "upstream = [3]\nby_hand = [3]", []),
        ("downstream = [4]\nby_hand = [4]", "upstream = [3]", [(3, "by_hand_not_mirrored")]),
        ("upstream = [4]", "upstream = [3]", [(3, "upstream_not_mirrored"), (4, "upstream_not_mirrored")]),
    ],
)
def test_upstream_and_downstream_mirror_each_other(
    one: str, other: str, names: list[tuple[int, str]]
) -> None:
    assert found(pair(f"[links]\n{one}", f"[links]\n{other}")) == names


@pytest.mark.parametrize(
    ("production", "rest", "names"),
    [
        ("rolls = true\nroll_code = 'R\\d{3}'", "", []),
        ("roll_code = 'R\\d{3}'", "", ["rolls_unused"]),
        ("rolls_again = true", "", ["rolls_unused"]),
        ("bag_alert_percent = 5", "", ["bag_unused"]),
        (
            "",
            '[[settings]]\ngroup = "g"\nnames = ["Zona 1"]\n[[settings]]\ngroup = "h"\nnames = ["zona 1"]\n',
            ["setting_twice", "setting_twice"],
        ),
        (
            "",
            '[[settings]]\ngroup = "g"\nunit = "kg"\ntext = true\nnames = ["Orden"]\n',
            ["setting_text_unit"],
        ),
    ],
)
def test_what_is_told_of_the_line_fits_together(production: str, rest: str, names: list[str]) -> None:
    assert [name for _, name in found([contract(f"{BAG}\n{production}\n{rest}")])] == names


def test_more_people_never_mind_fewer_machines() -> None:
    shrinking = replace(contract(), machines_per_crew=(5, 3))
    assert [name for _, name in found([shrinking])] == ["crew_shrinks"]
