"""Machines in a real store: their state, what they run, and resets of their counters."""

import pytest

from prodsys_tui.domain.model import MachineState
from prodsys_tui.services.line.machines import find_machine, reset_counter, set_machine_state
from prodsys_tui.services.line.orders import set_order_state
from prodsys_tui.services.line.runs import run_order
from tests.services.shop import Shop, told


def test_a_machine_changes_state_with_a_reason(shop: Shop) -> None:
    machine = shop.do(set_machine_state, "svera", "t05", "mantenimiento", "cambio de levas")
    assert (machine.code, machine.state, machine.state_reason) == (
        "T05",
        MachineState.MAINTENANCE,
        "cambio de levas",
    )
    assert shop.do(set_machine_state, "svera", "T05", "Operativa", "quedó").state is MachineState.USABLE


@pytest.mark.parametrize(
    ("code", "state", "reason", "answer"),
    [
        ("T05", "Operativa", "", ["transition-not-allowed", "reason-required"]),
        ("T05", "Rota", "ya", ["bad-value"]),
        ("T99", "Baja", "ya", ["not-found.machine"]),
    ],
)
def test_a_state_that_cannot_be_given(
    shop: Shop, code: str, state: str, reason: str, answer: list[str]
) -> None:
    assert told(shop.refused(set_machine_state, "svera", code, state, reason)) == answer


def test_a_machine_runs_an_order_until_it_runs_another_or_none(shop: Shop) -> None:
    shop.order("2000145")
    shop.order("2000146")
    for code in ("2000145", "2000146"):
        assert getattr(shop.do(run_order, "rperez", "T05", code).machine.running_order, "code", None) == code
    shop.do(run_order, "rperez", "T05", None)
    with shop.plant.read() as reads:
        assert find_machine(reads, "T05").running_order is None


def test_an_order_that_a_machine_cannot_run(shop: Shop) -> None:
    gusset = shop.order("5000410", con_fuelle="sí")
    assert told(shop.refused(run_order, "rperez", "CONV03", gusset)) == ["order-unfit"]
    assert told(shop.refused(run_order, "rperez", "T05", gusset)) == ["machine-other-process"]
    shop.do(set_order_state, "svera", gusset, "Cancelada", "ya no")
    shop.do(set_machine_state, "svera", "CONV01", "Baja", "se vendió")
    assert told(shop.refused(run_order, "rperez", "CONV01", gusset)) == [
        "machine-not-usable",
        "order-not-open",
    ]
    assert told(shop.refused(run_order, "rperez", "CONV01", "5999999")) == ["not-found.order"]


def test_a_reset_is_the_base_of_the_next_difference(shop: Shop) -> None:
    shop.do(reset_counter, "svera", "T05", "12.5", "Contador reemplazado")
    with shop.plant.read() as reads:
        counter = reads.last_counter(find_machine(reads, "T05").ref)
    assert counter is not None
    assert (str(counter.reading), counter.by_reset) == ("12.5", True)


@pytest.mark.parametrize(
    ("code", "reading", "reason", "answer"),
    [
        ("T05", "-1", "", ["bad-quantity.negative", "reason-required"]),
        ("T05", "cero", "anual", ["not-a-number"]),
        ("EXTPP01", "0", "anual", ["bad-value.no-counter"]),
        ("T99", "0", "anual", ["not-found.machine"]),
    ],
)
def test_a_reset_that_cannot_be(shop: Shop, code: str, reading: str, reason: str, answer: list[str]) -> None:
    assert told(shop.refused(reset_counter, "svera", code, reading, reason)) == answer


def test_machines_are_a_supervisors_matter_but_operators_say_what_they_run(shop: Shop) -> None:
    assert told(shop.refused(set_machine_state, "iortiz", "T05", "Baja", "ya")) == ["not-permitted"]
    assert told(shop.refused(reset_counter, "iortiz", "T05", "0", "anual")) == ["not-permitted"]
    assert told(shop.refused(run_order, "visita", "T05", None)) == ["not-permitted"]
