"""Genealogies: every walk ends, meets each node once at its shortest distance, and knows its circles."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.lineage.genealogy import Genealogy, Kind, Link, Node, Way, reached
from prodsys_tui.domain.lineage.recall import Standing, percent, recall_list, standing_of
from prodsys_tui.domain.model import BatchState

MOST = 12


def lineage(starts: Sequence[int], links: Iterable[tuple[int, int]], way: Way = Way.BOTH) -> Genealogy:
    """The genealogy of some nodes in a graph of parents and children, as the store would read it."""
    pairs = list(dict.fromkeys(links))
    keys = {*starts, *(key for pair in pairs for key in pair)}
    nodes = {key: Node(key, Kind.BATCH, f"B{key}", 1, state=BatchState.ACTIVE) for key in keys}
    above = [Link(parent, child, child) for parent, child in pairs if child in closure(starts, pairs, Way.UP)]
    below = [
        Link(parent, child, child) for parent, child in pairs if parent in closure(starts, pairs, Way.DOWN)
    ]
    return Genealogy(
        tuple(starts),
        way,
        nodes,
        above if Way.UP in way.ways else (),
        below if Way.DOWN in way.ways else (),
    )


def closure(starts: Iterable[int], pairs: Sequence[tuple[int, int]], way: Way) -> set[int]:
    """Everything that can be reached, by asking again and again until nothing is new."""
    found = set(starts)
    while True:
        new = {
            (parent if way is Way.UP else child)
            for parent, child in pairs
            if (child if way is Way.UP else parent) in found
        } - found
        if not new:
            return found
        found |= new


def shortest(start: int, goal: int, pairs: Sequence[tuple[int, int]], way: Way) -> int:
    """The number of steps from one node to another, found by powers of the graph."""
    front, steps = {start}, 0
    while goal not in front and steps < MOST:
        front = {
            (parent if way is Way.UP else child)
            for parent, child in pairs
            if (child if way is Way.UP else parent) in front
        }
        steps += 1
    return steps


GRAPHS = st.lists(st.tuples(st.integers(1, MOST), st.integers(1, MOST)), max_size=40)


@given(
    GRAPHS,
    st.lists(st.integers(1, MOST), min_size=1, max_size=3, unique=True),
    st.sampled_from(Way.BOTH.ways),
)
def test_a_walk_meets_exactly_what_can_be_reached_once(
    pairs: list[tuple[int, int]], starts: list[int], way: Way
) -> None:
    steps = lineage(starts, pairs).walk(way)
    keys = [step.node.key for step in steps]
    assert set(keys) == closure(starts, pairs, way) - set(starts)
    assert len(keys) == len(set(keys))
    assert [step.level for step in steps] == sorted(step.level for step in steps)
    for step in steps:
        assert step.level == min(shortest(start, step.node.key, pairs, way) for start in starts)
        near = {
            (child if way is Way.UP else parent)
            for parent, child in pairs
            if step.node.key == (parent if way is Way.UP else child)
        }
        assert set(step.via) == near & closure(starts, pairs, way)


@given(GRAPHS, st.integers(1, MOST))
def test_the_circle_is_what_lies_above_and_below(pairs: list[tuple[int, int]], start: int) -> None:
    above = {parent for parent, child in pairs if child in closure([start], pairs, Way.UP)}
    below = {child for parent, child in pairs if parent in closure([start], pairs, Way.DOWN)}
    assert lineage([start], pairs).circle == above & below


def test_a_way_that_was_not_read_is_empty() -> None:
    up = lineage([2], [(1, 2), (2, 3)], Way.UP)
    assert [step.node.code for step in up.walk(Way.UP)] == ["B1"]
    assert up.walk(Way.DOWN) == ()
    assert up.walk(Way.UP) is up.walk(Way.UP)
    assert up.next_to(2, Way.UP) == (1,)
    assert up.next_to(2, Way.DOWN) == ()
    assert up.circle == frozenset()


def test_a_chain_may_be_very_long() -> None:
    length = 100_000
    nodes = {key: Node(key, Kind.BATCH, str(key)) for key in range(1, length + 1)}
    chain = [Link(key, key + 1, key) for key in range(1, length)]
    steps = Genealogy((1,), Way.DOWN, nodes, (), chain).walk(Way.DOWN)
    assert (len(steps), steps[-1].node.key, steps[-1].level) == (length - 1, length, length - 1)


def test_the_starts_come_first_and_count_as_nothing() -> None:
    links = {1: [Link(1, 2, 1)], 2: [Link(2, 1, 1), Link(2, 3, 1)]}
    assert reached([1, 1], links, Way.DOWN) == {1: 0, 2: 1, 3: 2}


def test_what_is_called_back_stands_somewhere() -> None:
    active, held, closed = BatchState.ACTIVE, BatchState.HELD, BatchState.CLOSED
    told = [
        standing_of(held, in_use=True, held=True, consumed=True),
        standing_of(active, in_use=True, held=True, consumed=True),
        standing_of(active, in_use=True, held=False, consumed=True),
        standing_of(active, in_use=False, held=False, consumed=True),
        standing_of(closed, in_use=False, held=False, consumed=True),
        standing_of(closed, in_use=False, held=False, consumed=False),
    ]
    assert told == [Standing.HELD, Standing.HELD, *list(Standing)[1:]]


def test_the_recall_list_goes_by_standing_and_adds_up() -> None:
    tree = lineage([1], [(1, 2), (1, 3), (3, 1)])
    nodes = {
        **tree.nodes,
        2: Node(2, Kind.BATCH, "B2", 2, state=BatchState.HELD),
        -2: Node(-2, Kind.RECORD, "uid"),
    }
    links = [*tree.below, Link(2, -2, 7)]
    recall = recall_list(
        Genealogy((1,), Way.DOWN, nodes, (), links),
        {1: Decimal(10), 2: Decimal(5), 3: Decimal(7)},
        {3: ["T05"]},
        {2: ["R047"]},
        {2},
    )
    assert [(line.node.code, line.level, line.standing) for line in recall.lines] == [
        ("B2", 1, Standing.HELD),
        ("B3", 1, Standing.IN_USE),
        ("B1", 0, Standing.IN_STOCK),
    ]
    assert [line.into for line in recall.lines] == [("uid",), ("B1",), ("B2", "B3")]
    assert (recall.lines[0].parts, recall.lines[1].machines) == (("R047",), ("T05",))
    assert [node.code for node in recall.nameless] == ["uid"]
    assert recall.totals() == {
        Standing.HELD: {2: (1, Decimal(5))},
        Standing.IN_USE: {1: (1, Decimal(7))},
        Standing.IN_STOCK: {1: (1, Decimal(10))},
    }


def test_percents_have_one_decimal_and_nothing_is_all_found() -> None:
    assert (percent(1, 3), percent(0, 5), percent(0, 0)) == (Decimal("33.3"), Decimal("0.0"), Decimal(100))
