"""What is said of a sample as it is saved: beyond a warning line, a rule that fires, and nothing locked."""

from decimal import Decimal

import pytest

from prodsys_tui.domain.model import Result, Sample, Shift
from prodsys_tui.services.control.control_chart import Wanted
from prodsys_tui.services.control.control_limits import freeze_limits, name_cause
from prodsys_tui.services.control.control_note import ControlNote, control_note, warnings_of
from prodsys_tui.services.control.control_open import open_violations
from prodsys_tui.services.refused import Refused
from tests.services.shop import Shop
from tests.services.test_control_chart import DAY, measure


@pytest.fixture
def shift(shop: Shop) -> Shift:
    shop.order("1000345")
    return shop.open()


def said(shop: Shop, sample: Sample) -> ControlNote | None:
    return control_note(shop.plant, sample)


def test_a_complying_value_beyond_a_warning_line_is_told(shop: Shop, shift: Shift) -> None:
    values = ("49", "51") * 5
    last = measure(shop, values)[-1]
    assert said(shop, last) is None
    shop.do(freeze_limits, "svera", Wanted(1, "Tracción", since=DAY, until=DAY), "Arranque")
    note = said(shop, last)
    assert note is not None
    assert (note.frozen, note.warns, note.rules) == (True, False, ())
    assert note.band.centre == 50
    near, below, out = measure(shop, ("54", "46", "58"))
    warned = [said(shop, each) for each in (near, below, out)]
    assert [(each.warns, each.rules) for each in warned if each] == [(True, ()), (True, ()), (True, (1,))]
    assert near.result is Result.COMPLIES
    lines = [each.line for each in warned if each]
    assert lines[0] == lines[2] > 53
    assert lines[1] < 47
    assert warned[0] is not None
    assert warned[0].distance == pytest.approx(Decimal(4) / note.band.sigma)


def test_without_frozen_limits_twenty_points_are_enough(shop: Shop, shift: Shift) -> None:
    samples = measure(shop, ("49", "51") * 9 + ("49",))
    assert said(shop, samples[-1]) is None
    (far,) = measure(shop, ("60",))
    note = said(shop, far)
    assert note is not None
    assert (note.frozen, note.warns, note.rules) == (False, True, (1,))


def test_what_has_no_chart_is_not_told(shop: Shop, shift: Shift) -> None:
    words = measure(shop, ("Negro",), "Color del pelet", "PELET", 8, shop.order("8000001"))[0]
    assert said(shop, words) is None
    shop.order("2000145", Ancho="12")
    loom = measure(shop, ("Cumple",), "Color urdido", "T01", 2, "2000145")[0]
    assert said(shop, loom) is None
    rounds = [measure(shop, ("100", "101"), "Gramaje", round_=number)[-1] for number in range(1, 22)]
    assert said(shop, rounds[-1]) is None
    assert said(shop, measure(shop, ("50",))[0]) is None


def test_what_was_measured_before_the_limits_is_not_judged_by_them(shop: Shop, shift: Shift) -> None:
    old = measure(shop, ("70",))[0]
    shop.later(days=1)
    shop.open()
    measure(shop, ("49", "51") * 5)
    next_day = DAY.replace(day=DAY.day + 1)
    shop.do(freeze_limits, "svera", Wanted(1, "Tracción", since=next_day, until=next_day), "Arranque")
    assert said(shop, old) is None
    shop.later(days=40)
    assert said(shop, old) is None


def test_violations_without_a_cause_of_all_charts(shop: Shop, shift: Shift) -> None:
    measure(shop, ("49", "51") * 5)
    assert violations(shop) == []
    shop.do(freeze_limits, "svera", Wanted(1, "Tracción", since=DAY, until=DAY), "Arranque")
    first, second = measure(shop, ("60", "40"))
    assert violations(shop) == [("Tracción", 1, first.ref.uid), ("Tracción", 1, second.ref.uid)]
    assert violations(shop, 1) == violations(shop)
    assert violations(shop, 2) == []
    shop.do(name_cause, "rperez", first.ref.uid, 1, "máquina")
    assert violations(shop) == [("Tracción", 1, second.ref.uid)]
    with pytest.raises(Refused, match="bad-value"):
        violations(shop, days=0)
    with pytest.raises(Refused, match="not-found"):
        violations(shop, 77)


def violations(shop: Shop, process: int | None = None, days: int = 30) -> list[tuple[str, int, str]]:
    """Parameter, rule and sample of what has no cause."""
    with shop.plant.read() as reads:
        found = open_violations(reads, shop.plant.contracts, shop.clock.now(), process, days)
    return [(at.sample.parameter, violation.rule, at.sample.ref.uid) for _, at, violation in found]


def test_of_several_samples_those_that_comply_and_warn_are_told(shop: Shop, shift: Shift) -> None:
    measure(shop, ("805", "806", "804", "805") * 5, "Denier")
    shop.do(freeze_limits, "svera", Wanted(1, "Denier", since=DAY, until=DAY), "Arranque")
    samples = measure(shop, ("805", "815", "900"), "Denier")
    assert [note.sample for note in warnings_of(shop.plant, samples)] == [samples[1]]
