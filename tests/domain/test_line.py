"""Runs and settings: a change of order, and what people note of a machine."""

from decimal import Decimal

import pytest

from prodsys_tui.domain.line.run import due_at_change, keep_faults, run_counter_faults
from prodsys_tui.domain.line.setting import read_settings
from prodsys_tui.domain.refusal import Code, Refusal
from tests.domain.test_contracts_as_shipped import CONTRACTS

TAPES, LOOMS, LAMINATING = (CONTRACTS[number] for number in (1, 2, 3))


def test_a_change_of_order_asks_for_construction_and_colour() -> None:
    assert [parameter.name for parameter in due_at_change(LOOMS)] == [
        "Construcción urdido",
        "Construcción trama",
        "Color urdido",
        "Color trama",
    ]
    assert due_at_change(TAPES) == ()


@pytest.mark.parametrize(
    ("reading", "last", "codes"),
    [
        (Decimal(120), Decimal(120), []),
        (Decimal(5), None, []),
        (Decimal(119), Decimal(120), [Code.COUNTER_MISMATCH]),
        (Decimal(-1), None, [Code.BAD_QUANTITY]),
        (Refusal(Code.NOT_A_NUMBER), None, [Code.NOT_A_NUMBER]),
    ],
)
def test_what_a_counter_may_say_at_a_change(
    reading: Decimal | Refusal, last: Decimal | None, codes: list[Code]
) -> None:
    assert [fault.code for fault in run_counter_faults(LOOMS, reading, last)] == codes


def test_a_machine_without_a_counter_has_none_to_read() -> None:
    assert [fault.variant for fault in run_counter_faults(TAPES, Decimal(1), None)] == ["no-counter"]
    assert [fault.params["batch"] for fault in keep_faults(["B", "A"], ["A"])] == ["B"]


def test_settings_are_kept_under_the_contracts_names() -> None:
    read = read_settings(TAPES, {"rpm tornillo": "42,5", "Ratio Holding": "1.10"})
    assert (read.values, read.faults) == ({"RPM Tornillo": "42.5", "Ratio Holding": "1.1"}, ())
    words = read_settings(LAMINATING, {"codigo de rollo activo": " R047-T05-L001 "})
    assert words.values == {"Código de Rollo Activo": "R047-T05-L001"}


def test_everything_wrong_with_settings_is_told() -> None:
    typed = {"Gramaje": "85", "RPM Tornillo": "mucho", "rpm  tornillo": "3"}
    faults = read_settings(TAPES, typed).faults
    assert [(fault.field, fault.code.value, fault.variant) for fault in faults] == [
        ("setting", "unknown-parameter", "setting"),
        ("RPM Tornillo", "not-a-number", ""),
        ("setting", "bad-value", "spec-twice"),
    ]
    empty = read_settings(LAMINATING, {"Orden Activa": " "}).faults
    assert [fault.variant for fault in empty] == ["empty"]
