"""The tree of a genealogy: opened and closed in any order it says the same of every node."""

from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.lineage.genealogy import Genealogy, Kind, Link, Node, Way, short_code
from prodsys_tui.domain.lineage.lineage_tree import LineageTree, Mark
from tests.domain.test_genealogy import GRAPHS, MOST, closure, lineage


def shown(tree: LineageTree) -> list[tuple[str, int, Mark, bool]]:
    return [(tree.node(at).code, line.depth, line.mark, line.open) for at, line in enumerate(tree.lines)]


def test_a_tree_begins_with_its_starts_opened_once() -> None:
    tree = LineageTree(lineage([2], [(1, 2), (2, 3), (3, 4)]))
    assert shown(tree) == [
        ("B2", 0, Mark.NONE, True),
        ("B1", 1, Mark.NONE, False),
        ("B2", 0, Mark.NONE, True),
        ("B3", 1, Mark.NONE, False),
    ]
    assert [line.way for line in tree.lines] == [Way.UP, Way.UP, Way.DOWN, Way.DOWN]
    assert [line.opens for line in tree.lines] == [False, False, False, True]


def test_what_is_above_is_not_opened_again_until_it_is_closed_there() -> None:
    tree = LineageTree(lineage([1], [(1, 2), (1, 3), (2, 4), (3, 4), (4, 5)], Way.DOWN))
    assert tree.open_all(0, 100)
    assert shown(tree) == [
        ("B1", 0, Mark.NONE, True),
        ("B2", 1, Mark.NONE, True),
        ("B4", 2, Mark.NONE, True),
        ("B5", 3, Mark.NONE, False),
        ("B3", 1, Mark.NONE, True),
        ("B4", 2, Mark.ABOVE, False),
    ]
    assert (tree.open(5), tree.open_all(5, 9), tree.close(5), tree.parent(5), tree.parent(0)) == (
        0,
        True,
        0,
        4,
        0,
    )
    assert tree.path(3) == [1, 2, 4, 5]
    assert tree.close(1) == 2
    assert shown(tree)[3] == ("B4", 2, Mark.NONE, False)
    assert tree.open(3) == 1
    assert tree.open(1) == 1
    assert shown(tree)[2] == ("B4", 2, Mark.ABOVE, False)


def test_a_circle_is_marked_and_ends() -> None:
    tree = LineageTree(lineage([1], [(1, 2), (2, 1)], Way.DOWN))
    assert tree.open_all(0, 100)
    assert shown(tree) == [
        ("B1", 0, Mark.NONE, True),
        ("B2", 1, Mark.NONE, True),
        ("B1", 2, Mark.CIRCLE, False),
    ]
    assert (tree.open(2), tree.end(0)) == (0, 3)


def test_only_so_much_is_opened_at_once() -> None:
    length = 50_000
    nodes = {key: Node(key, Kind.BATCH, str(key)) for key in range(1, length + 1)}
    chain = [Link(key, key + 1, key) for key in range(1, length)]
    tree = LineageTree(Genealogy((1,), Way.DOWN, nodes, (), chain))
    assert not tree.open_all(0, 1000)
    assert (len(tree.lines), tree.lines[-1].opens) == (1002, True)
    assert tree.open_all(0, length)
    assert (len(tree.lines), tree.lines[-1].depth) == (length, length - 1)


@given(GRAPHS, st.integers(1, MOST), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 2)), max_size=25))
def test_whatever_is_opened_and_closed_nothing_is_lost(
    pairs: list[tuple[int, int]], start: int, steps: list[tuple[int, int]]
) -> None:
    tree = LineageTree(lineage([start], pairs, Way.DOWN))
    for at, what in steps:
        place = at % len(tree.lines)
        (tree.open, tree.close, lambda each: tree.open_all(each, 7))[what](place)
        plain = [line.key for line in tree.lines if not line.mark and line.leads]
        assert len(plain) == len(set(plain))
        for number, line in enumerate(tree.lines):
            path = tree.path(number)
            assert len(path) == line.depth + 1
            assert (path[-1] in path[:-1]) == (line.mark is Mark.CIRCLE)
            assert not (line.open and line.mark)
            below = [
                each for each in tree.lines[number + 1 : tree.end(number)] if each.depth == line.depth + 1
            ]
            wanted = tree.lineage.next_to(line.key, Way.DOWN) if line.open else ()
            assert tuple(each.key for each in below) == wanted
    tree.open_all(0, 1000)
    assert {line.key for line in tree.lines} == closure([start], pairs, Way.DOWN)


def test_a_suppliers_lot_has_a_short_name() -> None:
    assert short_code(Node(-1, Kind.MATERIAL, "PP,Braskem,L-77")) == "L-77 Braskem"
    assert short_code(Node(1, Kind.BATCH, "1000345-001")) == "1000345-001"
