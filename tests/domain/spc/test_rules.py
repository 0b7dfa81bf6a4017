"""Nelson's rules at their exact borders, and charts with milestones."""

from decimal import Decimal
from itertools import cycle, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.spc.chart import RANGE, Point, Stage, judged
from prodsys_tui.domain.spc.limits import Limits, subgroups
from prodsys_tui.domain.spc.rules import LONGEST, RULES, USUAL, Violation, violations
from prodsys_tui.domain.spc.statistics import Subgroup
from tests.domain.spc.published import LATER_RINGS, PISTON_RINGS, decimals

ZIGZAG = " ".join(islice(cycle(("0.5", "-0.5")), 14))
NEAR = " ".join(islice(cycle(("1", "-1", "0")), 15))
FAR = " ".join(islice(cycle(("1.1", "-1.1", "-2")), 8))


def fired(rule: int, points: str) -> list[tuple[int, ...]]:
    return list(RULES[rule](decimals(points)))


@pytest.mark.parametrize(
    ("rule", "points", "runs"),
    [
        (1, "0 3 -3", []),
        (1, "0 3.000000001 1 -3.1", [(1,), (3,)]),
        (2, "1 1 1 1 1 1 1 1", []),
        (2, "-1 1 1 1 1 1 1 1 1", []),
        (2, "1 2 1 2 1 2 1 2 0.001", [tuple(range(9))]),
        (2, "-1 -1 -1 -1 -1 -1 -1 -1 -1 -1", [tuple(range(9)), tuple(range(1, 10))]),
        (2, "1 1 1 1 0 1 1 1 1 1", []),
        (3, "1 2 3 4 5", []),
        (3, "1 2 3 4 5 6", [(0, 1, 2, 3, 4, 5)]),
        (3, "6 5 4 3 2 1 0", [(0, 1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6)]),
        (3, "1 2 3 3 4 5 6", []),
        (3, "1 2 3 2 3 4 5", []),
        (4, ZIGZAG, [tuple(range(14))]),
        (4, ZIGZAG.rsplit(maxsplit=1)[0], []),
        (4, ZIGZAG.replace("-0.5 0.5", "-0.5 -0.5", 1), []),
        (5, "2.1 0 2.1", [(0, 2)]),
        (5, "2.1 2.1", [(0, 1)]),
        (5, "-2.1 0 -2.1", [(0, 2)]),
        (5, "2.1 0 2", []),
        (5, "2.1 0 -2.1", []),
        (5, "2.1 0 0 2.1", []),
        (5, "2.1 2.1 0", [(0, 1)]),
        (6, "1.1 1.1 1.1 1.1", [(0, 1, 2, 3)]),
        (6, "1.1 1.1 0 1.1 1.1", [(0, 1, 3, 4)]),
        (6, "1.1 1.1 0 1.1 1", []),
        (6, "1.1 1.1 0 0 1.1 1.1", []),
        (6, "-1.1 -1.1 -1.1 1.1 -1.1 -1.1", [(0, 1, 2, 4), (1, 2, 4, 5)]),
        (7, NEAR, [tuple(range(15))]),
        (7, NEAR.rsplit(maxsplit=1)[0], []),
        (7, NEAR.replace("1", "1.001", 1), []),
        (8, FAR, [tuple(range(8))]),
        (8, FAR.rsplit(maxsplit=1)[0], []),
        (8, FAR.replace("-1.1", "-1", 1), []),
    ],
)
def test_a_rule_fires_at_its_border_and_not_before(
    rule: int, points: str, runs: list[tuple[int, ...]]
) -> None:
    assert fired(rule, points) == runs


@pytest.mark.parametrize("rule", sorted(RULES))
def test_rules_mind_no_side(rule: int) -> None:
    samples = ("0 3.1", "1 " * 9, "1 2 3 4 5 6", ZIGZAG, "2.1 2.1", "1.1 " * 4, NEAR, FAR)
    points = decimals(samples[rule - 1])
    assert list(RULES[rule](points))
    assert list(RULES[rule](points)) == list(RULES[rule]([-point for point in points]))


@given(st.lists(st.decimals(-4, 4, places=1), max_size=40), st.integers(0, 20))
def test_what_fires_at_a_point_depends_on_the_last_points_alone(points: list[Decimal], cut: int) -> None:
    late = points[min(cut, max(0, len(points) - LONGEST)) :]
    off = len(points) - len(late)
    rules = tuple(RULES)
    last = [(one.rule, one.run) for one in violations(points, rules) if one.at == len(points) - 1]
    moved = [
        (one.rule, tuple(at + off for at in one.run))
        for one in violations(late, rules)
        if one.at == len(late) - 1
    ]
    assert last == moved


def test_the_usual_rules_are_one_and_two() -> None:
    points = decimals("1 1 1 1 1 1 1 1 4 0 2.1 2.1")
    assert USUAL == (1, 2)
    assert violations(points) == (Violation(1, (8,)), Violation(2, tuple(range(9))))
    assert [each.rule for each in violations(points, (5, 1, 5))] == [1, 5, 5]


def singles(text: str) -> list[Subgroup]:
    return [Subgroup((value,)) for value in decimals(text)]


def test_a_chart_of_single_values() -> None:
    stage = Stage(Limits(Decimal(10), Decimal(1), 1, 20))
    points = judged(singles("10 12.5 13.5 9"), [stage] * 4)
    assert [point.range for point in points] == [None, Decimal("2.5"), 1, Decimal("4.5")]
    assert [point.beyond_warning for point in points] == [False, True, True, False]
    assert [point.wide for point in points] == [False, False, False, True]
    assert [point.violations for point in points] == [(), (), (Violation(1, (2,)),), ()]
    assert points[2].distance == Decimal("3.5")


def test_a_milestone_ends_patterns_and_moving_ranges() -> None:
    old, new = (Stage(Limits(Decimal(c), Decimal(1), 1, 20), (1, 2)) for c in (10, 20))
    values = " ".join(["10.5"] * 8 + ["20.5"] * 9)
    points = judged(singles(values), [old] * 8 + [new] * 9)
    assert [at for at, point in enumerate(points) if point.violations] == [16]
    assert points[16].violations == (Violation(2, tuple(range(8, 17))),)
    assert points[8].range is None
    before = judged(singles("1 50"), [None, old])
    assert before[0] == Point(Decimal(1), None)
    assert not before[0].beyond_warning
    assert not before[0].wide
    assert before[1].violations == (Violation(1, (1,)),)


def test_later_piston_rings_against_the_limits_of_the_first() -> None:
    limits = subgroups(PISTON_RINGS)
    assert limits is not None
    stage = Stage(limits)
    points = judged((*PISTON_RINGS, *LATER_RINGS), [stage] * 40)
    beyond = [at + 1 for at, point in enumerate(points) if any(one.rule == 1 for one in point.violations)]
    assert beyond == [37, 38, 39]
    assert not any(point.wide for point in points)


def test_a_subgroup_that_varies_too_much_is_a_violation_of_its_own() -> None:
    limits = subgroups(PISTON_RINGS)
    assert limits is not None
    wild = Subgroup(decimals("73.95 74.05 74.0 74.0 74.0"))
    points = judged((*PISTON_RINGS, wild), [Stage(limits)] * 26)
    assert points[25].violations == (Violation(RANGE, (25,)),)
    seven = Stage(Limits(Decimal(0), Decimal(1), 7, 20))
    still = judged([Subgroup((Decimal(0),) * 7)], [seven])
    assert still[0].violations == (Violation(RANGE, (0,)),)
