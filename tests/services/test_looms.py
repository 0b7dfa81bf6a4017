"""All looms at once in a real store: a sheet saved as one, its rows, and the round of a parameter."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from prodsys_tui.domain.model import Shift
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.services.line.machine_lines import Aside
from prodsys_tui.services.line.machines import set_machine_state
from prodsys_tui.services.line.runs import run_order, use_batches
from prodsys_tui.services.line.stops import add_stop
from prodsys_tui.services.production.counter_sheet import CounterSheet, counter_sheet
from prodsys_tui.services.production.counters import record_counters
from prodsys_tui.services.production.production import AddProduction
from prodsys_tui.services.quality.round_sheet import RoundSheet, round_sheet
from prodsys_tui.services.shift.shifts import set_idle
from prodsys_tui.services.shift.workplace import Where
from tests.services.shop import Shop, told

TAPE = "1000345-001"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


@pytest.fixture
def shift(shop: Shop) -> Shift:
    """A shift two hours old: tape was made, T05 and T06 run an order and were read at its start."""
    shift = shop.open()
    shop.tape()
    for machine in ("T05", "T06"):
        order = shop.loom(machine)
        shop.do(run_order, "rperez", machine, order)
        shop.produce(2, order, machine, quantity="100", counter="1000", consumes=(TAPE,))
    shop.later(hours=2)
    return shift


def reading(machine: str, counter: str, uid: str | None = None, **typed: str) -> AddProduction:
    return AddProduction(2, None, machine, counter=counter, consumes=(TAPE,), uid=uid, **typed)  # type: ignore[arg-type]


def reading_of_nothing(machine: str, waste: str = "1") -> AddProduction:
    """Start-up waste, which consumed no batch."""
    return AddProduction(2, None, machine, "0", waste=waste)


def sheet(shop: Shop) -> CounterSheet:
    with shop.plant.read() as reads:
        return counter_sheet(reads, shop.plant.contracts, Where(2))


def walk(shop: Shop, parameter: str | None = None) -> RoundSheet:
    with shop.plant.read() as reads:
        return round_sheet(reads, shop.plant.contracts, Where(2), parameter, shop.clock.at)


def test_a_sheet_is_saved_as_one_and_twice_is_once(shop: Shop, shift: Shift) -> None:
    before = shop.head[0]
    rows = (reading("T05", "1250", "sheet-T05"), reading("T06", "1300", "sheet-T06"))
    saved = shop.do(record_counters, "rperez", rows)
    assert [one.record.quantity for one in saved] == [Decimal(250), Decimal(300)]
    assert shop.head[0] == before + 1
    assert [one.record for one in shop.do(record_counters, "rperez", rows)] == [one.record for one in saved]
    row = sheet(shop).row("T05")
    assert row is not None
    assert (row.made, len(row.records)) == (Decimal(350), 2)
    assert row.previous is not None
    assert row.previous.reading == 1250
    assert row.batches == (TAPE,)


def test_all_reasons_are_told_with_row_and_loom_and_nothing_is_saved(shop: Shop, shift: Shift) -> None:
    rows = (reading("T05", "1250"), reading("T06", "1000"), Refusal(Code.NOT_A_NUMBER, {}, "process"))
    refused = shop.refused(record_counters, "rperez", rows)
    assert told(refused) == ["stop-missing.still", "not-a-number"]
    assert [(each.params["row"], each.params["machine"], each.field) for each in refused] == [
        (2, "T06", "2.stop"),
        (3, "", "3.process"),
    ]


def test_what_stands_against_the_shift_is_told_once(shop: Shop) -> None:
    refused = shop.refused(record_counters, "rperez", (reading("T05", "1"), reading("T06", "1")))
    assert told(refused) == ["no-open-shift"]


def test_a_loom_that_stood_still_gets_its_stop(shop: Shop, shift: Shift) -> None:
    shop.do(record_counters, "rperez", (reading("T05", "1000", stop="Limpieza"),))
    with shop.plant.read() as reads:
        (stop,) = reads.stops(shift.ref)
    assert stop.starts is not None
    assert stop.ends == stop.starts + timedelta(hours=2)
    shop.later(hours=1)
    again = shop.do(record_counters, "rperez", (reading("T05", "1000"),))  # a stop is known
    assert again[0].record.quantity == 0


def test_neither_a_stop_of_all_looms_nor_an_idle_one_asks_again(shop: Shop, shift: Shift) -> None:
    shop.produce(2, "2000145", "T07", quantity="0", counter="500")
    shop.later(minutes=30)
    shop.do(set_idle, "iortiz", 2, "Falta de cinta", "T07")
    shop.produce(2, "2000145", "T07", counter="500")
    shop.do(add_stop, "rperez", 2, "Limpieza", minutes=5)
    shop.do(record_counters, "rperez", (reading("T06", "1000"),))


def test_a_reason_to_stand_still_needs_a_loom_that_did(shop: Shop, shift: Shift) -> None:
    refused = shop.refused(record_counters, "rperez", (reading("T05", "1010", stop="Limpieza"),))
    assert told(refused) == ["bad-value.ran"]


def test_the_lines_say_what_holds_each_machine_back(shop: Shop, shift: Shift) -> None:
    shop.do(set_idle, "iortiz", 2, "Falta de cinta", "T01")
    shop.do(set_machine_state, "svera", "T02", "Mantenimiento", "Cambio de levas")
    shop.do(add_stop, "rperez", 2, "Limpieza", "T05", starts=shop.clock.at - timedelta(minutes=5))
    shop.do(add_stop, "rperez", 2, "Limpieza", "T06", minutes=shift.scheduled_minutes)
    shop.do(use_batches, "rperez", "T05", (TAPE,))
    shop.do(run_order, "rperez", "T08", "2000145")
    shop.do(record_counters, "rperez", (reading_of_nothing("T08"), reading_of_nothing("T08", waste="2")))
    found = sheet(shop)
    lines = {row.code: row.line.aside for row in found.rows}
    assert lines["T01"] is Aside.IDLE
    assert lines["T02"] is Aside.OUT_OF_USE
    assert (lines["T05"], lines["T06"]) == (Aside.STOPPED, Aside.STOPPED)
    assert lines["T07"] is Aside.NO_ORDER
    row = found.row("T05")
    assert row is not None
    assert row.in_use == (TAPE,)
    empty = found.row("T08")
    assert empty is not None
    assert (len(empty.records), empty.batches) == (2, ())
    assert found.row("T99") is None


def test_a_machine_has_no_order_here_that_another_process_gave_it(shop: Shop, shift: Shift) -> None:
    shop.do(run_order, "rperez", "CONV03", shop.order("9000001"))
    with shop.plant.read() as reads:
        found = counter_sheet(reads, shop.plant.contracts, Where(5))
    row = found.row("CONV03")
    assert row is not None
    assert (row.line.order, row.line.aside) == (None, Aside.NO_ORDER)


def test_a_round_is_of_an_hour_and_says_who_is_due(shop: Shop, shift: Shift) -> None:
    first = walk(shop, "Ancho")
    assert (first.hour, first.due) == (2, ())
    shop.later(hours=2)
    shop.sample(2, "Ancho", "12 1/8", "T05", "2000145")
    second = walk(shop, "Ancho")
    assert (second.hour, second.due) == (4, ("T06",))
    row = second.row("T05")
    assert row is not None
    assert (row.values.counted, row.values.due) == (2, 4)
    assert second.row("T99") is None


def test_without_a_name_the_round_is_of_what_is_owed_first(shop: Shop, shift: Shift) -> None:
    found = walk(shop)
    assert (found.parameter.name, found.hour, found.due) == ("Construcción urdido", None, ("T05", "T06"))
    for parameter in ("Construcción urdido", "Construcción trama"):
        for machine in ("T05", "T06"):
            shop.sample(2, parameter, "10", machine, "2000145")
    for parameter in ("Color urdido", "Color trama"):
        for machine in ("T05", "T06"):
            shop.sample(2, parameter, "Cumple", machine, "2000145")
    assert walk(shop).parameter.name == "Ancho"


def test_a_time_that_has_not_come_is_refused(shop: Shop, shift: Shift) -> None:
    later = AddProduction(
        2, None, "T05", counter="1200", consumes=(TAPE,), measured_at=shop.clock.at + timedelta(hours=1)
    )
    assert "bad-interval.future" in told(shop.refused(record_counters, "rperez", (later,)))
