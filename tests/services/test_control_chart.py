"""Control charts of what was really sampled: which samples, which limits, which causes, on both engines."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from prodsys_tui.domain.model import NEW, ChartKind, Sample, Shift
from prodsys_tui.domain.spc.capability import NoCapability
from prodsys_tui.services.control.control_chart import ControlChart, Wanted, control_chart, read_rules
from prodsys_tui.services.control.control_limits import freeze_limits, name_cause
from prodsys_tui.services.control.control_points import Grouping, Scale
from prodsys_tui.services.control.control_view import Note
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.services.refused import Refused
from tests.domain.spc.published import FLOW_RATES, PISTON_RINGS
from tests.services.shop import Shop, told

D = Decimal
DAY = date(2026, 3, 2)
FLOW = Wanted(1, "Tracción")
RINGS = Wanted(1, "Gramaje", "EXTPP01")


@pytest.fixture
def shift(shop: Shop) -> Shift:
    shop.order("1000345")
    return shop.open()


def chart(shop: Shop, wanted: Wanted) -> ControlChart:
    with shop.plant.read() as reads:
        return control_chart(reads, shop.plant.contracts, shop.clock.now(), wanted)


def why_not(shop: Shop, wanted: Wanted) -> list[str]:
    with pytest.raises(Refused) as refused:
        chart(shop, wanted)
    return told(refused.value.reasons)


def measure(
    shop: Shop,
    values: Sequence[object],
    parameter: str = "Tracción",
    machine: str = "EXTPP01",
    process: int = 1,
    order: str = "1000345",
    round_: int | None = None,
) -> list[Sample]:
    """Samples a minute apart; in rounds of their own unless one is named."""
    saved = []
    for value in values:
        shop.later(minutes=1)
        command = AddSample(process, parameter, str(value), machine, order, round=round_, sure=True)
        saved.append(shop.do(add_sample, "rperez", command).sample)
    return saved


def figures(found: ControlChart) -> list[Decimal]:
    return [point.point.value for point in found.points]


def test_the_handbooks_flow_rates_through_the_store(shop: Shop, shift: Shift) -> None:
    measure(shop, FLOW_RATES)
    found = chart(shop, FLOW)
    assert found.limits is not None
    band = found.limits.band()
    assert (found.kind, figures(found)) == (ChartKind.INDIVIDUALS, list(FLOW_RATES))
    assert round(band.centre, 2) == D("50.81")
    assert abs(band.lower - D("45.8159")) <= D("0.0001")
    assert abs(band.upper - D("55.8041")) <= D("0.0001")
    assert (found.frozen, found.rules, found.violations) == (None, (1, 2), ())
    assert found.capability.why is NoCapability.NO_SPECIFICATION
    assert [note.value for note, _ in found.notes] == ["provisional", "weak"]
    assert found.overall is not None


def test_rounds_of_several_values_are_subgroups(shop: Shop, shift: Shift) -> None:
    """Montgomery's rings, a round each: charted as means, with the published answer."""
    for number, group in enumerate(PISTON_RINGS, 1):
        measure(shop, group.values, "Gramaje", round_=number)
    found = chart(shop, RINGS)
    assert found.limits is not None
    band = found.limits.band()
    assert (found.kind, found.shown.grouping, len(found.points)) == (ChartKind.MEANS, Grouping.ROUND, 25)
    assert round(band.centre, 5) == D("74.00118")
    assert (round(band.lower, 5), round(band.upper, 5)) == (D("73.98805"), D("74.01430"))
    assert found.points[0].sample.round == 1
    single = chart(shop, Wanted(1, "Gramaje", kind=ChartKind.INDIVIDUALS))
    assert len(single.points) == 100
    assert single.shown.more
    few = chart(shop, Wanted(1, "Gramaje", points=7))
    assert len(few.points) == 7
    assert few.shown.more
    assert figures(few) == figures(found)[-7:]


def test_what_counts_is_charted_in_the_order_of_measuring(shop: Shop, shift: Shift) -> None:
    samples = measure(shop, (50, 51, 52, 53))
    shop.later(minutes=1)
    late = AddSample(1, "Tracción", "60", "EXTPP01", "1000345", measured_at=samples[0].measured_at)
    shop.do(add_sample, "rperez", late)
    wrong = AddSample(1, "Tracción", "55", "EXTPP01", corrects=samples[1].ref.uid)
    shop.do(add_sample, "rperez", wrong)
    found = chart(shop, FLOW)
    assert figures(found) == [50, 60, 55, 52, 53]
    assert figures(chart(shop, Wanted(1, "tracción", "extpp01", points=2))) == [52, 53]
    shop.later(days=2)
    assert figures(chart(shop, Wanted(1, "Tracción", days=1))) == []
    assert figures(chart(shop, Wanted(1, "Tracción", days=3))) == figures(found)
    assert figures(chart(shop, Wanted(1, "Tracción", since=DAY, until=DAY))) == figures(found)
    assert figures(chart(shop, Wanted(1, "Tracción", until=DAY - timedelta(days=1)))) == []
    empty = chart(shop, Wanted(1, "Tracción", since=DAY + timedelta(days=1), until=date.max))
    assert figures(empty) == []
    assert (empty.limits, empty.capability.why) == (None, NoCapability.NO_SPECIFICATION)
    assert [note.value for note, _ in empty.notes] == ["no-limits"]
    assert figures(chart(shop, Wanted(1, "Tracción", since=date.min, until=date.max))) == figures(found)
    assert figures(chart(shop, Wanted(1, "Tracción", until=date.min))) == []


def test_orders_share_a_chart_of_deviations(shop: Shop, shift: Shift) -> None:
    shop.order("2000145", Ancho="12 1/8")
    shop.order("2000146", Ancho="20")
    shop.order("2000147")
    measure(shop, ("12.125", "12.25", "12"), "Ancho", "T01", 2, "2000145")
    measure(shop, ("20.125", "19.875"), "Ancho", "T02", 2, "2000146")
    measure(shop, ("15",), "Ancho", "T02", 2, "2000147")
    found = chart(shop, Wanted(2, "Ancho"))
    assert (found.subject.scale, found.subject.unit) == (Scale.DEVIATION, "pulgadas")
    assert figures(found) == [D("0"), D("0.125"), D("-0.125"), D("0.125"), D("-0.125")]
    assert (found.shown.waiting, found.subject.target) == (1, D(0))
    limits = found.subject.specification
    assert limits is not None
    assert (limits.minimum, limits.maximum) == (D("-0.25"), D("0.25"))
    notes = {note.value: about["about"] for note, about in found.notes}
    assert notes == {
        "deviation": True,
        "machines": ["T01", "T02"],
        "waiting": 1,
        "provisional": True,
        "weak": 5,
    }
    assert figures(chart(shop, Wanted(2, "Ancho", "T01"))) == [D("0"), D("0.125"), D("-0.125")]
    free = replace(found.subject.parameter, tolerance=None)
    assert replace(found.subject, parameter=free).specification is None
    exact = chart(shop, Wanted(2, "Construcción urdido"))
    assert exact.capability.why is NoCapability.NO_WIDTH


def test_a_tolerance_in_percent_is_charted_in_percent(shop: Shop, shift: Shift) -> None:
    shop.order("6000001", Espesor="0.1")
    shop.order("6000002", Espesor="0.3")
    measure(shop, ("0.101", "0.099"), "Espesor", "EXTPE01", 6, "6000001")
    measure(shop, ("0.303",), "Espesor", "EXTPE01", 6, "6000002")
    found = chart(shop, Wanted(6, "Espesor"))
    assert (found.subject.scale, found.subject.unit) == (Scale.PERCENT, "%")
    assert figures(found) == [1, -1, 1]
    limits = found.subject.specification
    assert limits is not None
    assert (limits.minimum, limits.maximum) == (D(-10), D(10))


def test_shifts_are_subgroups_where_means_are_asked_for(shop: Shop, shift: Shift) -> None:
    measure(shop, (50, 52, 54))
    found = chart(shop, Wanted(1, "Tracción", kind=ChartKind.MEANS))
    assert (found.shown.grouping, figures(found)) == (Grouping.SHIFT, [D(52)])
    measure(shop, range(20, 43), round_=None)
    found = chart(shop, Wanted(1, "Tracción", kind=ChartKind.MEANS))
    assert (figures(found), found.shown.left_out) == ([], 1)
    assert "left-out" in [note.value for note, _ in found.notes]


def test_calculated_values_and_what_has_no_chart(shop: Shop, shift: Shift) -> None:
    for denier in ("805", "806", "804", "805", "803"):
        measure(shop, (denier,), "Denier")
        measure(shop, ("4.5",), "Resistencia")
    found = chart(shop, Wanted(1, "Tenacidad"))
    assert len(found.points) == 5
    assert found.limits is not None
    assert found.notes[0][0].value == "calculated"
    assert why_not(shop, Wanted(2, "Color urdido")) == ["no-control-chart.pass_fail"]
    assert why_not(shop, Wanted(8, "Color del pelet")) == ["no-control-chart.text"]
    assert why_not(shop, Wanted(77, "Denier")) == ["not-found.process"]
    bad = Wanted(1, "Nada", "T99", 0, 0, DAY, DAY - timedelta(days=1), (1, 9))
    assert why_not(shop, bad) == [
        "unknown-parameter",
        "not-found.machine",
        "bad-value.days",
        "bad-value.points",
        "bad-value.rules",
        "bad-interval.days",
    ]
    assert why_not(shop, Wanted(1, "Denier", "T01")) == ["machine-other-process"]


def test_rules_as_they_are_typed() -> None:
    assert read_rules(" 5,1, 2,1") == (1, 2, 5)
    for wrong in ("", "9", "0", "1,", "1 2", "uno"):
        assert not isinstance(read_rules(wrong), tuple)


def test_a_contract_of_another_nominal_is_noted(shop: Shop, shift: Shift) -> None:
    measure(shop, ("805", "806", "804", "805", "803"), "Denier")
    with shop.plant.store.begin("admin", "test", shop.clock.at) as uow:
        version = uow.contract_version(1)
        assert version is not None
        text = version.text.replace("nominal = 805", "nominal = 806").replace(
            'version = "1"', 'version = "2"'
        )
        uow.add(replace(version, ref=NEW, number="2", text=text, sha256="0" * 64))
    measure(shop, ("806",), "Denier")
    notes = dict(chart(shop, Wanted(1, "Denier")).notes)
    assert notes[Note.NOMINALS] == {"about": [805, 806]}


def frozen(shop: Shop, milestone: str = "Arranque", **change: object) -> Wanted:
    wanted = Wanted(1, "Tracción", since=DAY, until=DAY, **change)  # type: ignore[arg-type]
    shop.do(freeze_limits, "svera", wanted, milestone)
    return wanted


def test_frozen_limits_judge_what_comes_later(shop: Shop, shift: Shift) -> None:
    measure(shop, FLOW_RATES)
    before = chart(shop, FLOW)
    frozen(shop, rules=(1, 2, 5))
    found = chart(shop, FLOW)
    assert found.frozen is not None
    assert (found.frozen.milestone, found.frozen.rules, found.frozen.points) == ("Arranque", "1,2,5", 10)
    assert before.limits is not None
    band = before.limits.band()
    assert (found.frozen.lower, found.frozen.upper) == (band.lower, band.upper)
    assert (found.frozen.chart, found.frozen.author) == (ChartKind.INDIVIDUALS, "svera")
    assert found.rules == (1, 2, 5)
    with shop.plant.read() as reads:
        (entry,) = reads.audit(entity="LimiteControl")
    assert (entry.person, entry.action, entry.reason) == ("svera", "CREATE", "Arranque")
    measure(shop, (55, 55, 56))
    later = chart(shop, FLOW)
    assert later.limits == found.limits
    fired = [(at.point.value, [one.rule for one in at.point.violations]) for at in later.points[-3:]]
    assert fired == [(D(55), []), (D(55), [5]), (D(56), [1, 5])]
    only = chart(shop, Wanted(1, "Tracción", rules=(1,)))
    assert [one.rule for _, one in only.violations] == [1]
    assert [note.value for note, _ in later.notes] == ["weak"]


def test_a_milestone_begins_another_stage(shop: Shop, shift: Shift) -> None:
    measure(shop, (10, 11, 10, 11, 10, 11))
    shop.later(days=1)
    shop.open()
    shop.do(freeze_limits, "svera", Wanted(1, "Tracción", since=DAY, until=DAY), "Viejo")
    measure(shop, (30, 31, 30, 31, 30, 31))
    jumped = chart(shop, FLOW)
    assert sum(bool(at.point.violations) for at in jumped.points) == 6
    next_day = DAY + timedelta(days=1)
    changed = Wanted(1, "Tracción", since=next_day, until=next_day)
    new = shop.do(freeze_limits, "svera", changed, "Husillo nuevo")
    found = chart(shop, FLOW)
    assert found.violations == ()
    assert found.frozen == new
    assert [each.milestone for each in found.milestones] == ["Husillo nuevo", "Viejo"]
    assert [at.frozen.milestone for at in found.points if at.frozen] == ["Viejo"] * 6 + ["Husillo nuevo"] * 6
    assert found.points[6].point.range is None
    shop.do(freeze_limits, "svera", replace(changed, machine="EXTPP01"), "De la máquina")
    own = chart(shop, Wanted(1, "Tracción", "EXTPP01"))
    assert [at.point.band is None for at in own.points] == [True] * 6 + [False] * 6
    assert "before" in [note.value for note, _ in own.notes]
    assert chart(shop, FLOW).frozen == new


def test_a_machine_is_judged_by_the_limits_of_all_until_it_has_its_own(shop: Shop, shift: Shift) -> None:
    measure(shop, FLOW_RATES)
    frozen(shop)
    found = chart(shop, Wanted(1, "Tracción", "EXTPP01"))
    assert found.frozen is not None
    assert "of-all" in [note.value for note, _ in found.notes]
    means = chart(shop, Wanted(1, "Tracción", kind=ChartKind.MEANS))
    assert (means.frozen, means.milestones) == (None, ())


def test_what_cannot_be_frozen(shop: Shop, shift: Shift) -> None:
    wanted = Wanted(1, "Tracción", since=DAY, until=DAY)
    measure(shop, (50,) * 4)
    assert told(shop.refused(freeze_limits, "iortiz", wanted, "x")) == ["not-permitted"]
    assert told(shop.refused(freeze_limits, "svera", wanted, " ")) == [
        "reason-required.milestone",
        "no-control-limits.few",
    ]
    measure(shop, (50,))
    assert told(shop.refused(freeze_limits, "svera", wanted, "a\x07")) == [
        "bad-value.unprintable",
        "no-control-limits.same",
    ]
    assert told(shop.refused(freeze_limits, "svera", Wanted(1, "Nada"), "Arranque")) == [
        "bad-value.empty",
        "unknown-parameter",
    ]
    measure(shop, (51, 52))
    open_end = Wanted(1, "Tracción")
    assert told(shop.refused(freeze_limits, "svera", open_end, "Arranque")) == ["bad-value.empty"]


def test_too_many_points_are_not_frozen_in_part(
    shop: Shop, shift: Shift, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure(shop, FLOW_RATES)
    monkeypatch.setattr("prodsys_tui.services.control.control_limits.MOST_POINTS", 9)
    wanted = Wanted(1, "Tracción", since=DAY, until=DAY)
    assert told(shop.refused(freeze_limits, "svera", wanted, "Arranque")) == ["no-control-limits.many"]


def test_a_violation_gets_a_coded_cause(shop: Shop, shift: Shift) -> None:
    measure(shop, FLOW_RATES)
    frozen(shop)
    inside = measure(shop, (50,))[0].ref.uid
    outside = measure(shop, (60,))[0].ref.uid
    (violation,) = chart(shop, FLOW).violations
    assert violation[0].uncaused == (violation[1],)
    assert told(shop.refused(name_cause, "visita", outside, 1, "máquina")) == ["not-permitted"]
    assert told(shop.refused(name_cause, "rperez", "nada", 1, "brujas", "a\x07")) == [
        "not-found.sample",
        "bad-value.unprintable",
        "reason-unknown.control",
    ]
    assert told(shop.refused(name_cause, "rperez", inside, 1, "brujas")) == [
        "reason-unknown.control",
        "no-violation",
    ]
    for rule in (0, 2, 9, -1):
        assert told(shop.refused(name_cause, "rperez", outside, rule, "máquina")) == ["no-violation"]
    shop.do(name_cause, "rperez", outside, 1, "MAQUINA", " Rodillo frío ")
    point = chart(shop, FLOW).points[-1]
    assert point.uncaused == ()
    assert (point.causes[1].cause, point.causes[1].comment) == ("máquina", "Rodillo frío")
    shop.do(name_cause, "iortiz", outside, 1, "medición", view=Wanted(1, "Tracción", days=5))
    assert chart(shop, FLOW).points[-1].causes[1].cause == "medición"


def test_a_cause_at_any_sample_of_a_subgroup_is_the_subgroups(shop: Shop, shift: Shift) -> None:
    for number in range(1, 6):
        measure(shop, (100, 101, 99), "Gramaje", round_=number)
    frozen_days = Wanted(1, "Gramaje", since=DAY, until=DAY)
    shop.do(freeze_limits, "svera", frozen_days, "Arranque")
    wide = measure(shop, (90, 110, 100), "Gramaje", round_=6)
    shop.do(name_cause, "rperez", wide[0].ref.uid, 0, "método")
    point = chart(shop, RINGS).points[-1]
    assert (point.sample, point.causes[0].cause, point.uncaused) == (wide[2], "método", ())
