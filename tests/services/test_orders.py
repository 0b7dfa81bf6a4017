"""Orders in a real store."""

from datetime import date
from decimal import Decimal

import pytest

from prodsys_tui.domain.model import OrderState
from prodsys_tui.services.line.orders import add_order, find_order, set_order_state
from tests.services.shop import Shop, told


def test_an_order_belongs_to_the_process_that_its_code_names(shop: Shop) -> None:
    specs = {"Ancho": "12 1/8", "construcción urdido": "10", "con_fuelle": "no"}
    due = date(2026, 3, 31)
    order = shop.do(add_order, "svera", " 2000145 ", " Tela circular ", "90000.5", due=due, specs=specs)
    assert (order.code, order.process_id, order.product) == ("2000145", 2, "Tela circular")
    assert (order.quantity, order.due, order.state) == (Decimal("90000.5"), due, OrderState.RELEASED)
    assert order.specs == {"Ancho": "12.125", "Construcción urdido": "10", "con_fuelle": "no"}
    with shop.plant.read() as reads:
        assert find_order(reads, "2000145") == order


def test_everything_wrong_with_an_order_is_told(shop: Shop) -> None:
    specs = {"Humedad": "3", "Ancho": "doce"}
    assert told(shop.refused(add_order, "svera", "2000145", "", "0", specs=specs)) == [
        "bad-value.empty",
        "bad-quantity.zero",
        "unknown-parameter",
        "not-a-number.eighths",
    ]
    assert told(shop.refused(add_order, "svera", "0000145", "Te\x1bla", "mil")) == [
        "bad-order-code",
        "bad-value.unprintable",
        "not-a-number",
    ]
    assert told(shop.refused(add_order, "svera", "2000145", "T" * 201, "1")) == ["bad-value.too-long"]


def test_an_order_is_there_once(shop: Shop) -> None:
    shop.order("2000145")
    assert told(shop.refused(add_order, "svera", "2000145", "Tela", "1")) == ["order-exists"]


def test_a_state_is_given_with_a_reason(shop: Shop) -> None:
    shop.order("2000145")
    done = shop.do(set_order_state, "svera", "2000145", "en proceso", "arranca hoy")
    assert (done.state, done.state_reason) == (OrderState.RUNNING, "arranca hoy")
    shop.do(set_order_state, "svera", "2000145", "Liberada", "falta cinta")
    with shop.plant.read() as reads:
        assert [row.reason for row in reads.audit(limit=2)] == ["falta cinta", "arranca hoy"]


@pytest.mark.parametrize(
    ("code", "state", "reason", "answer"),
    [
        ("2000145", "Cancelada", " ", ["reason-required"]),
        ("2000145", "Liberada", "", ["transition-not-allowed", "reason-required"]),
        ("2000145", "Terminada", "ya", ["bad-value"]),
        ("2000199", "Cancelada", "ya", ["not-found.order"]),
    ],
)
def test_a_state_that_cannot_be_given(
    shop: Shop, code: str, state: str, reason: str, answer: list[str]
) -> None:
    shop.order("2000145")
    assert told(shop.refused(set_order_state, "svera", code, state, reason)) == answer


@pytest.mark.parametrize("who", ["rperez", "iortiz", "visita"])
def test_orders_are_a_supervisors_matter(shop: Shop, who: str) -> None:
    shop.order("2000145")
    assert told(shop.refused(add_order, who, "2000146", "Tela", "1")) == ["not-permitted"]
    assert told(shop.refused(set_order_state, who, "2000145", "Cancelada", "ya")) == ["not-permitted"]
