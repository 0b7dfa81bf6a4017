"""Orders from a file, emergency orders and changes of orders, in a real store."""

from datetime import date
from decimal import Decimal

from prodsys_tui.domain.line.order_import import OrderRow, RowKind
from prodsys_tui.domain.model import OrderState
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.services.line.order_import import Imported, import_orders, preview_orders, unused_columns
from prodsys_tui.services.line.orders import (
    add_emergency_order,
    add_order,
    change_order,
    find_order,
    link_order,
    set_order_state,
)
from tests.services.shop import SPECS, Shop, told

NEW = OrderRow(2, "2000150", "Tela 48", "12000", date(2026, 4, 1), {"Ancho": "48", "con_fuelle": "no"})
UNKNOWN = OrderRow(3, "0000001", "Tela", "1")
BAD = OrderRow(4, "2000151", "", "mil", Refusal(Code.BAD_VALUE, {"value": "ayer"}, "due", "date"))


def kinds(shop: Shop, *rows: OrderRow) -> list[RowKind]:
    with shop.plant.read() as reads:
        plant = shop.plant
        return [one.kind for one in preview_orders(reads, plant.contracts, plant.catalogs, rows)]


def test_each_row_is_told_for_what_it_is(shop: Shop) -> None:
    shop.do(add_order, "svera", "2000145", "Tela", "100", specs=SPECS)
    same = OrderRow(5, "2000145", "Tela", "100")
    other = OrderRow(6, "2000145", "Tela", "200")
    assert kinds(shop, NEW, UNKNOWN, BAD, same, other) == [
        RowKind.NEW,
        RowKind.UNKNOWN,
        RowKind.NEW,
        RowKind.KNOWN,
        RowKind.CHECK,
    ]


def test_one_wrong_row_refuses_the_file_and_all_that_is_wrong_is_told(shop: Shop) -> None:
    reasons = shop.refused(import_orders, "svera", [NEW, UNKNOWN, BAD, NEW])
    assert [(reason.params["row"], reason.field) for reason in reasons] == [
        (3, "3.order"),
        (4, "4.product"),
        (4, "4.quantity"),
        (4, "4.due"),
        (2, "2.order"),
    ]
    with shop.plant.read() as reads:
        assert reads.order("2000150") is None


def test_a_person_may_take_the_right_rows_alone(shop: Shop) -> None:
    done: Imported = shop.do(import_orders, "svera", [NEW, UNKNOWN, BAD], partial=True)
    assert [order.code for order in done.added] == ["2000150"]
    assert [one.row.line for one in done.left] == [3, 4]
    with shop.plant.read() as reads:
        kept = find_order(reads, "2000150")
    assert (kept.quantity, kept.due) == (Decimal(12000), date(2026, 4, 1))
    assert kept.specs == {"Ancho": "48", "con_fuelle": "no"}


def test_a_known_order_changes_only_when_it_is_asked_for(shop: Shop) -> None:
    shop.do(add_order, "svera", "2000145", "Tela", "100", date(2026, 4, 2), SPECS)
    other = OrderRow(2, "2000145", "Tela azul", "200", None, {"Ancho": "12 1/4", "Viscosidad": ""})
    left = shop.do(import_orders, "svera", [other])
    assert [one.row.line for one in left.left] == [2]
    done = shop.do(import_orders, "svera", [other], update=True)
    (order,) = done.changed
    assert (order.product, order.quantity, order.due) == ("Tela azul", Decimal(200), date(2026, 4, 2))
    assert order.specs["Ancho"] == "12.25"
    assert order.specs["Construcción urdido"] == SPECS["Construcción urdido"]
    again = shop.do(import_orders, "svera", [other], update=True)
    assert (again.added, again.changed, again.left) == ((), (), ())


def test_what_was_made_keeps_the_specification_it_was_judged_by(shop: Shop) -> None:
    shop.do(add_order, "svera", "2000145", "Tela", "100", specs=SPECS)
    shop.do(set_order_state, "svera", "2000145", "En Proceso", "arranca")
    assert told(shop.refused(change_order, "svera", "2000145", specs={"Ancho": "13"})) == ["order-frozen"]
    assert told(shop.refused(change_order, "svera", "2000145", product="Otra")) == ["order-frozen"]
    wider = OrderRow(2, "2000145", "Tela", "100", None, {"Ancho": "13"})
    assert told(shop.refused(import_orders, "svera", [wider], update=True)) == ["order-frozen"]
    more = shop.do(change_order, "svera", "2000145", quantity="150", due=date(2026, 5, 1))
    assert (more.quantity, more.due) == (Decimal(150), date(2026, 5, 1))


def test_an_order_that_made_a_batch_stays_frozen_whatever_its_state(shop: Shop) -> None:
    shop.open()
    made = shop.tape()
    assert made.batch is not None
    code = made.batch.order.code
    shop.do(set_order_state, "svera", code, "Liberada", "se detiene")
    assert told(shop.refused(change_order, "svera", code, product="Otra")) == ["order-frozen"]


def test_a_released_order_may_be_changed_and_a_finished_one_not(shop: Shop) -> None:
    shop.do(add_order, "svera", "2000145", "Tela", "100", specs=SPECS)
    assert shop.do(change_order, "svera", "2000145", product="Tela azul").product == "Tela azul"
    assert told(shop.refused(change_order, "svera", "2000145", product="", quantity="x")) == [
        "bad-value.empty",
        "not-a-number",
    ]
    shop.do(set_order_state, "svera", "2000145", "Completada", "surtida")
    assert told(shop.refused(change_order, "svera", "2000145", quantity="1")) == ["order-not-open.change"]


def test_what_was_made_of_a_linked_emergency_order_counts_to_the_order_that_it_was(shop: Shop) -> None:
    shift = shop.open()
    emergency = shop.do(add_emergency_order, "iortiz", 1, "Cinta urgente", "500").code
    for value in ("805", "806", "804"):
        shop.sample(1, "Denier", value, "EXTPP01", emergency)
    shop.produce(1, emergency, "EXTPP01", quantity="300")
    shop.produce(1, shop.order("1000345"), "EXTPP01", quantity="40")

    def totals() -> dict[str, tuple[Decimal, Decimal]]:
        with shop.plant.read() as reads:
            return {each.order: (each.quantity, each.total) for each in reads.made_of_orders(shift.ref)}

    assert totals()["1000345"] == (Decimal(40), Decimal(40))
    shop.do(link_order, "svera", emergency, "1000345")
    assert totals() == {"1000345": (Decimal(40), Decimal(340)), emergency: (Decimal(300), Decimal(300))}


def test_an_emergency_order_is_made_on_the_floor_and_linked_later(shop: Shop) -> None:
    first = shop.do(add_emergency_order, "iortiz", 2, "Tela urgente", "500", SPECS)
    second = shop.do(add_emergency_order, "iortiz", 4, "Impresión", "10")
    assert [first.code, second.code] == ["EM-0001", "EM-0002"]
    assert (first.process_id, first.state) == (2, OrderState.RELEASED)
    shop.order("2000145")
    linked = shop.do(link_order, "svera", "em-0001", "2000145")
    assert linked.linked is not None
    assert linked.linked.code == "2000145"
    assert told(shop.refused(add_emergency_order, "rperez", 2, "Tela", "1")) == ["not-permitted"]
    assert told(shop.refused(add_emergency_order, "iortiz", 99, "Limpieza", "1")) == ["bad-value.no-orders"]


def test_an_emergency_order_is_linked_to_an_order_that_it_can_be(shop: Shop) -> None:
    shop.do(add_emergency_order, "iortiz", 2, "Tela", "500", SPECS)
    shop.order("2000145")
    shop.order("4000010")
    assert told(shop.refused(link_order, "svera", "EM-0009", "2000999")) == ["not-found.order"] * 2
    assert told(shop.refused(link_order, "svera", "2000145", "EM-0001")) == [
        "bad-value.not-emergency",
        "bad-value.still-emergency",
    ]
    assert told(shop.refused(link_order, "svera", "EM-0001", "4000010")) == ["order-other-process.link"]
    shop.do(set_order_state, "svera", "2000145", "Cancelada", "sin cliente")
    assert told(shop.refused(link_order, "svera", "EM-0001", "2000145")) == ["order-not-open.change"]


def test_a_new_order_with_a_bad_code_tells_the_rest_too(shop: Shop) -> None:
    assert told(shop.refused(add_order, "svera", "0000145", "Tela", "mil")) == [
        "bad-order-code",
        "not-a-number",
    ]
    assert told(shop.refused(add_order, "svera", "0000145", "Tela", "1")) == ["bad-order-code"]


def test_columns_that_no_order_can_say_anything_under_are_named(shop: Shop) -> None:
    with shop.plant.read() as reads:
        plant = shop.plant
        assert unused_columns(reads, plant.contracts, plant.catalogs, ["Ancho", "con_fuelle", "Cliente"]) == (
            "Cliente",
        )
