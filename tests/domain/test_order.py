"""Orders: whose they are, what they specify, how their state changes, where they fit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.contract.catalogs import OrderProperty, PropertyKind
from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.order import (
    fit_faults,
    ordered_quantity_faults,
    process_of,
    state_faults,
)
from prodsys_tui.domain.line.order_specs import read_specs
from prodsys_tui.domain.model import OrderState
from prodsys_tui.domain.refusal import Code, Refusal
from tests.domain.floor import CONTRACTS, DRESSED, SACKS, WEAVING, only, order, told

PROPERTIES = (
    OrderProperty("con_fuelle", PropertyKind.FLAG),
    OrderProperty("microperforado", PropertyKind.FLAG),
    OrderProperty("ancho_liner", PropertyKind.NUMBER, "pulgadas"),
)


@pytest.mark.parametrize(
    ("code", "process"), [("4567890", 4), ("2345678", 2), ("2000145", 2), ("9000008", 9)]
)
def test_the_code_decides_the_process(code: str, process: int) -> None:
    found = process_of(code, CONTRACTS.values())
    assert isinstance(found, ProcessContract)
    assert found.id == process


@pytest.mark.parametrize(
    "code", ["", "2", "0000001", "20001450", "2000145 ", "2000145\n", "２000145", "x2000145"]
)
def test_a_code_that_no_pattern_fits_whole_is_no_order(code: str) -> None:
    assert process_of(code, CONTRACTS.values()) == Refusal(Code.BAD_ORDER_CODE, {"order": code}, "order")


def test_a_code_that_two_patterns_fit_decides_nothing() -> None:
    assert isinstance(process_of("2000145", (WEAVING, WEAVING)), Refusal)


@pytest.mark.parametrize(
    ("quantity", "answer"),
    [
        ("90000", []),
        ("0.000001", []),
        ("0", ["bad-quantity.zero"]),
        ("-5", ["bad-quantity.negative"]),
        ("1.0000001", ["bad-quantity.decimals"]),
        ("-0.0000001", ["bad-quantity.negative", "bad-quantity.decimals"]),
        ("NaN", ["bad-quantity.not-finite"]),
        ("Infinity", ["bad-quantity.not-finite"]),
        ("1E+30", []),
    ],
)
def test_what_is_ordered_is_a_quantity_above_zero(quantity: str, answer: list[str]) -> None:
    assert told(ordered_quantity_faults(Decimal(quantity))) == answer


def test_nominals_are_kept_as_decimals_under_the_name_the_rules_look_for() -> None:
    specs = read_specs(WEAVING, PROPERTIES, {"Ancho": "12 1/8", "construcción URDIMBRE": "10"})
    assert specs.values == {"Ancho": "12.125"}
    assert [fault.params["parameter"] for fault in specs.faults] == ["construcción URDIMBRE"]
    specs = read_specs(WEAVING, PROPERTIES, {"ancho": "12,5", "construccion urdido": "10"})
    assert (specs.values, specs.faults) == ({"Ancho": "12.5", "Construcción urdido": "10"}, ())


@pytest.mark.parametrize(
    ("typed", "kept"), [("sí", "sí"), ("SI", "sí"), ("1", "sí"), ("yes", "sí"), ("No", "no"), ("0", "no")]
)
def test_properties_are_yes_or_no(typed: str, kept: str) -> None:
    assert read_specs(SACKS, PROPERTIES, {"con_fuelle": typed}).values == {"con_fuelle": kept}
    film = CONTRACTS[6]
    assert read_specs(film, PROPERTIES, {"Microperforado": typed}).values == {"microperforado": kept}


def test_a_measure_among_the_properties_is_a_number() -> None:
    assert read_specs(DRESSED, PROPERTIES, {"ancho_liner": "24 1/4"}).values == {"ancho_liner": "24.25"}


def test_everything_wrong_with_specifications_is_told() -> None:
    specs = read_specs(
        WEAVING,
        PROPERTIES,
        {
            "Color urdido": "azul",
            "Ancho": "ancho",
            "Construcción trama": "0",
            "Construcción urdido": "10 1/8",
            "con_fuelle": "quizá",
            "ancho_liner": "1,234",
        },
    )
    assert specs.values == {}
    assert told(specs.faults) == [
        "unknown-parameter",
        "not-a-number.eighths",
        "bad-value.spec",
        "not-a-number",
        "bad-value.yes-or-no",
        "ambiguous-number",
    ]
    assert {fault.field for fault in specs.faults} == {"spec"}


def test_one_nominal_given_under_two_names_is_not_guessed() -> None:
    specs = read_specs(CONTRACTS[6], PROPERTIES, {"Microperforado": "sí", "MICROPERFORADO": "no"})
    assert told(specs.faults) == ["bad-value.spec-twice"]


@given(st.sampled_from(OrderState), st.sampled_from(OrderState), st.sampled_from(["", "  ", "falta resina"]))
def test_a_state_changes_with_a_reason_and_what_was_cancelled_is_never_completed(
    before: OrderState, after: OrderState, reason: str
) -> None:
    faults = {fault.code for fault in state_faults(before, after, reason)}
    impossible = before is after or (before, after) == (OrderState.CANCELLED, OrderState.DONE)
    assert (Code.TRANSITION_NOT_ALLOWED in faults) is impossible
    assert (Code.REASON_REQUIRED in faults) is (reason.strip() == "")


@pytest.mark.parametrize("state", [OrderState.DONE, OrderState.CANCELLED])
def test_an_order_that_is_not_open_takes_no_production(state: OrderState) -> None:
    fault = only(fit_faults(WEAVING, order("2000145", state), "T05"), Code.ORDER_NOT_OPEN)
    assert fault.params == {"order": "2000145", "state": state.value}


def test_an_order_runs_at_its_own_process_alone() -> None:
    assert fit_faults(WEAVING, order("2000145", OrderState.RUNNING), "T05") == ()
    faults = fit_faults(WEAVING, order("4567890", OrderState.CANCELLED), "T05")
    assert told(faults) == ["order-other-process", "order-not-open"]


@pytest.mark.parametrize("property_", ["con_fuelle", "microperforado"])
def test_dressed_sacks_have_neither_gusset_nor_microperforation(property_: str) -> None:
    unfit = order("9000008", specs={property_: "sí"})
    fault = only(fit_faults(DRESSED, unfit, "CONV03"), Code.ORDER_UNFIT)
    assert fault.params == {"order": "9000008", "property": property_, "machine": "Sacos Vestidos"}
    assert fit_faults(DRESSED, order("9000008", specs={property_: "no"}), "CONV03") == ()


def test_of_the_converters_only_conv03_cannot_run_them() -> None:
    gusset = order("5000410", specs={"con_fuelle": "sí", "microperforado": "sí"})
    assert fit_faults(SACKS, gusset, "CONV01") == ()
    assert fit_faults(SACKS, gusset, None) == ()
    assert told(fit_faults(SACKS, gusset, "CONV03")) == ["order-unfit", "order-unfit"]
