"""Pareto: the costliest first, parts that add up."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.line.pareto import Stood, pareto, part


def stood(stop: int, minutes: int, reason: str = "Limpieza", machine: str = "T05") -> Stood:
    group = "mecanicos" if reason.startswith("Falla") else "operativos"
    return Stood(stop, 2, machine, group, reason, timedelta(minutes=minutes))


def test_the_costliest_comes_first_with_what_it_and_those_above_make() -> None:
    bars = pareto(
        [stood(1, 10), stood(2, 50, "Falla motor"), stood(3, 20), stood(4, 20, "Anudado")],
        lambda each: (each.group, each.reason),
    )
    assert [bar.key for bar in bars] == [
        ("mecanicos", "Falla motor"),
        ("operativos", "Limpieza"),
        ("operativos", "Anudado"),
    ]
    assert [bar.count for bar in bars] == [1, 2, 1]
    assert [bar.share for bar in bars] == [Decimal("0.5"), Decimal("0.3"), Decimal("0.2")]
    assert [bar.cumulative for bar in bars] == [Decimal("0.5"), Decimal("0.8"), Decimal(1)]


def test_equal_ones_are_told_by_name() -> None:
    bars = pareto([stood(1, 5, "B"), stood(2, 5, "A")], lambda each: (each.reason,))
    assert [bar.key for bar in bars] == [("A",), ("B",)]


def test_the_parts_of_one_stop_and_its_machines_are_one_stop() -> None:
    parts = [stood(7, 5), stood(7, 8), stood(7, 5, machine="T06")]
    (bar,) = pareto(parts, lambda each: (each.group,))
    assert (bar.count, bar.lasted) == (1, timedelta(minutes=18))
    assert [each.count for each in pareto(parts, lambda each: (each.machine,))] == [1, 1]


def test_nothing_stood_still() -> None:
    assert pareto([], lambda each: (each.group,)) == ()
    (bar,) = pareto([stood(1, 0)], lambda each: (each.group,))
    assert (bar.share, bar.cumulative) == (Decimal(0), Decimal(0))
    assert part(timedelta(0), timedelta(0)) == 0


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 500), st.sampled_from("ABC")), max_size=20))
def test_bars_add_up_to_all_that_stood(rows: list[tuple[int, int, str]]) -> None:
    everything = [stood(*row) for row in rows]
    bars = pareto(everything, lambda each: (each.reason,))
    assert sum((bar.lasted for bar in bars), timedelta(0)) == sum(
        (e.lasted for e in everything), timedelta(0)
    )
    assert [bar.lasted for bar in bars] == sorted((bar.lasted for bar in bars), reverse=True)
    assert [bar.cumulative for bar in bars] == sorted(bar.cumulative for bar in bars)
    if any(each.lasted for each in everything):
        assert bars[-1].cumulative == 1
