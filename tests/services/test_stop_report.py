"""Pareto of stops, effective minutes and OEE of a real store."""

from datetime import timedelta
from decimal import Decimal

import pytest

from prodsys_tui.domain.line.machine_time import minutes_in
from prodsys_tui.domain.model import MachineState, Shift
from prodsys_tui.services.line.machine_minutes import shift_minutes
from prodsys_tui.services.line.machines import set_machine_state
from prodsys_tui.services.line.oee_report import LeftOut, OeeReport, OeeRow, oee_report
from prodsys_tui.services.line.stop_report import StopReport, stop_report
from prodsys_tui.services.line.stops import add_stop, end_stop
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.shifts import open_shift, set_idle, void_shift
from tests.services.shop import SEVEN, Shop, told

REASON = "Rotura de lanceta"


def exactly(*values: object) -> tuple[object, ...]:
    """Values to compare with, numbers among them as they are written."""
    return values


def hour(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.fixture
def shift(shop: Shop) -> Shift:
    return shop.open()


def stops(shop: Shop, **asked: object) -> StopReport:
    with shop.plant.read() as reads:
        return stop_report(reads, shop.plant.contracts, shop.clock.at, **asked)  # type: ignore[arg-type]


def oee(shop: Shop, **asked: object) -> OeeReport:
    with shop.plant.read() as reads:
        return oee_report(reads, shop.plant.contracts, shop.clock.at, **asked)  # type: ignore[arg-type]


def row(report: OeeReport, process: int, machine: str) -> OeeRow:
    (found,) = [each for each in report.rows if (each.process.id, each.machine) == (process, machine)]
    return found


def left_out(report: OeeReport, machine: str) -> LeftOut | None:
    return next(each.why for each in report.left_out if each.machine == machine)


def test_reasons_by_cost_with_their_machines(shop: Shop, shift: Shift) -> None:
    shop.do(add_stop, "rperez", 2, REASON, "T05", minutes=60)
    shop.do(add_stop, "rperez", 2, REASON, "T06", minutes=20)
    shop.do(add_stop, "rperez", 1, "Limpieza", minutes=20)
    report = stops(shop)
    assert [(bar.key, minutes_in(bar.lasted), bar.count) for bar in report.reasons] == [
        (("mecanicos", REASON), Decimal(80), 2),
        (("operativos", "Limpieza"), Decimal(20), 1),
    ]
    assert [(bar.key, bar.share) for bar in report.groups] == [
        (("mecanicos",), Decimal("0.8")),
        (("operativos",), Decimal("0.2")),
    ]
    assert [bar.key for bar in report.machines("mecanicos", REASON)] == [("T05",), ("T06",)]
    assert [bar.key for bar in report.machines("operativos")] == [("EXTPP01",)]
    assert report.find("MECANICOS/rotura de lanceta") == report.find(REASON) == ("mecanicos", REASON)
    with pytest.raises(Refused) as refused:
        report.find("Siesta")
    assert told(refused.value.reasons) == ["not-found.reason"]


def test_only_what_was_asked_for(shop: Shop, shift: Shift) -> None:
    shop.do(add_stop, "rperez", 2, REASON, "T05", minutes=60)
    shop.do(add_stop, "rperez", 1, "Limpieza", minutes=20)
    assert [bar.key for bar in stops(shop, process=1).groups] == [("operativos",)]
    assert [bar.key for bar in stops(shop, machine="t05").groups] == [("mecanicos",)]
    shop.later(days=3)
    assert stops(shop, days=2).stood == ()
    assert len(stops(shop, days=3).stood) == 2
    for asked, answer in (
        ({"days": 0}, "bad-value.days"),
        ({"days": 367}, "bad-value.days"),
        ({"machine": "T99"}, "not-found.machine"),
        ({"process": 77}, "not-found.process"),
    ):
        for report in (stops, oee):
            with pytest.raises(Refused) as refused:
                report(shop, **asked)
            assert told(refused.value.reasons) == [answer]


def test_a_stop_of_a_whole_process_costs_the_minutes_of_each_machine(shop: Shop, shift: Shift) -> None:
    shop.do(add_stop, "rperez", 2, "Limpieza", minutes=10)
    (bar,) = stops(shop).reasons
    assert (minutes_in(bar.lasted), bar.count) == exactly(130, 1)


def test_a_stop_that_was_split_is_one_with_all_its_minutes(shop: Shop, shift: Shift) -> None:
    shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN + hour(7))
    shop.later(hours=8)
    wrong = shop.do(open_shift, "hbalam")
    shop.do(void_shift, "svera", wrong.ref.id, "se abrió por error")
    shop.do(open_shift, "hbalam")
    shop.later(hours=8)
    shop.do(open_shift, "hbalam")
    shop.later(hours=1)
    (bar,) = stops(shop).reasons
    assert (minutes_in(bar.lasted), bar.count) == exactly(600, 1)


def test_what_the_stops_left_of_each_machine(shop: Shop, shift: Shift) -> None:
    shop.do(add_stop, "rperez", 5, "Limpieza", "CONV03", minutes=45)
    shop.do(set_idle, "iortiz", 4, "Falta de tinta")
    shop.do(set_machine_state, "svera", "T13", MachineState.RETIRED.value, "Se vendió")
    with shop.plant.read() as reads:
        times = shift_minutes(reads, shop.plant.contracts, shift, shop.clock.at)
    known = {each.machine: minutes_in(each.effective) for each in times}
    assert (known["CONV03"], known["IMP01"], known["T01"]) == exactly(435, 0, 480)
    assert "T13" not in known
    assert len(times) == len(known) == 22


def test_the_figures_of_a_turn_that_has_ended(shop: Shop, shift: Shift) -> None:
    shop.tape("684")
    shop.do(add_stop, "rperez", 1, "Limpieza", minutes=96)
    shop.do(add_stop, "rperez", 2, REASON, "T05", starts=SEVEN)
    shop.do(set_idle, "iortiz", 4, "Falta de tinta")
    shop.do(set_machine_state, "svera", "T13", MachineState.RETIRED.value, "Se vendió")
    assert oee(shop).rows == ()
    shop.later(hours=9)
    report = oee(shop)
    spun = row(report, 1, "EXTPP01").oee
    assert (spun.scheduled, spun.effective, spun.made, spun.expected) == exactly(480, 384, 684, 800)
    assert (spun.availability, spun.quality) == exactly(Decimal("0.8"), 1)
    stood = row(report, 2, "T05").oee
    assert (stood.availability, stood.performance, stood.value) == exactly(0, None, 0)
    assert left_out(report, "IMP01") is LeftOut.IDLE
    assert "T13" not in {each.machine for each in report.left_out}
    assert left_out(report, "T06") is LeftOut.NOTHING
    assert left_out(report, "") is LeftOut.SUPPORT
    assert [(at.id, machine) for at, machine, _ in report.totals] == [(1, "EXTPP01"), (2, "T05")]
    assert [each.machine for each in oee(shop, process=2).rows] == ["T05"]
    assert oee(shop, machine="T07").rows == ()


def test_an_open_turn_is_measured_until_now_when_it_is_asked_for(shop: Shop, shift: Shift) -> None:
    shop.tape("250")
    shop.later(hours=4)
    figures = row(oee(shop, shift=shift.ref.id), 1, "EXTPP01").oee
    assert (figures.scheduled, figures.effective, figures.expected) == exactly(240, 240, 500)


def test_samples_tell_the_quality_where_kilos_do_not(shop: Shop, shift: Shift) -> None:
    code = shop.tape().batch
    assert code is not None
    order = shop.loom("T05")
    bad = shop.sample(2, "Ancho", "14", "T06", order)
    fixed = AddSample(2, "Ancho", "12 1/8", "T06", order, corrects=bad.sample.ref.uid)
    shop.do(add_sample, "rperez", fixed)
    shop.sample(2, "Ancho", "14", "T06", order)
    shop.do(add_stop, "rperez", 2, REASON, "T06", minutes=5)
    figures = row(oee(shop, shift=shift.ref.id), 2, "T06").oee
    assert (figures.good, figures.judged, figures.quality) == exactly(1, 2, Decimal("0.5"))


def test_several_turns_of_a_machine_add_up(shop: Shop, shift: Shift) -> None:
    shop.tape("400")
    shop.later(hours=8)
    shop.do(open_shift, "hbalam")
    shop.tape("600")
    shop.later(hours=8)
    report = oee(shop)
    assert [each.shift.turn for each in report.rows] == ["T2", "T1"]
    ((_, machine, total),) = report.totals
    assert (machine, total.made, total.scheduled, total.performance) == exactly(
        "EXTPP01", 1000, 960, Decimal("0.5")
    )


def test_a_stop_ended_in_its_next_shift_is_in_both(shop: Shop, shift: Shift) -> None:
    lasting = shop.do(add_stop, "rperez", 1, "Limpieza", starts=SEVEN + hour(6))
    shop.later(hours=8)
    shop.do(open_shift, "hbalam")
    shop.later(hours=1)
    shop.do(end_stop, "rperez", lasting.ref.uid)
    shop.later(hours=7)
    effective = [each.oee.effective for each in oee(shop).rows]
    assert effective == [420, 360]
