"""Where a batch comes from and what came of it: nodes, links, and walks that always end.

A *parent* is what something was made of, a *child* what was made of it. Across shifts circles are real
(process 8 feeds 1 and 3, and may name the batches that its waste came from), so a walk meets each node
once, at its shortest distance; none is recursive, so that a chain may be as long as it likes. Spec
``domain.md`` §3.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from prodsys_tui.domain.model import BatchState


class Kind(StrEnum):
    """What a node of a genealogy is."""

    BATCH = "lote"
    MATERIAL = "material"
    """A supplier's lot: nothing comes before it."""
    ROLL = "rollo"
    """A roll of which nobody knows what batch is behind it."""
    RECORD = "registro"
    """A work record that belongs to no batch: nothing is known to come after it."""


class Way(StrEnum):
    """Which way a genealogy is walked."""

    UP = "up"
    DOWN = "down"
    BOTH = "both"

    @property
    def ways(self) -> "tuple[Way, ...]":
        """The single ways in it."""
        return (Way.UP, Way.DOWN) if self is Way.BOTH else (self,)


class Node(NamedTuple):
    """A node. ``key`` is a batch's local id; of every other node a negative number of its genealogy.

    ``process_id`` to ``state`` are a batch's; ``code`` is what people call it.
    """

    key: int
    kind: Kind
    code: str
    process_id: int | None = None
    order: str | None = None
    product: str | None = None
    site: str | None = None
    turn: str | None = None
    day: date | None = None
    state: BatchState | None = None


def short_code(node: Node) -> str:
    """What a node is called where room is scarce: of a supplier's lot its code and brand alone."""
    if node.kind is not Kind.MATERIAL:
        return node.code
    _kind, brand, code = node.code.split(",", 2)
    return f"{code} {brand}"


class Link(NamedTuple):
    """A work record made ``child`` of ``parent`` (keys of nodes).

    ``roll`` is the roll of the parent that it used, ``percent`` the part that a supplier's lot had in its
    mix; ``held``: the batch was held when its use was declared, ``before_hold``: its use had begun before.
    """

    parent: int
    child: int
    record: int
    machine: str | None = None
    turn: str | None = None
    day: date | None = None
    roll: str | None = None
    percent: Decimal | None = None
    held: bool = False
    before_hold: bool = False


class Step(NamedTuple):
    """A node as a walk meets it: how far from where it began, and the keys of the nodes that lead to it."""

    node: Node
    level: int
    via: tuple[int, ...]


@dataclass(frozen=True)
class Genealogy:
    """Everything above or below some nodes, or both.

    ``way`` is what was read: the other way of a genealogy that was read one way alone is empty. ``starts``
    are the keys of what was asked for.
    """

    starts: tuple[int, ...]
    way: Way
    nodes: Mapping[int, Node]
    above: Sequence[Link] = ()
    below: Sequence[Link] = ()
    _walks: dict[Way, tuple[Step, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def parents(self) -> Mapping[int, Sequence[Link]]:
        """The links of each node to what it was made of, as far as they were walked."""
        by: defaultdict[int, list[Link]] = defaultdict(list)
        for link in self.above:
            by[link.child].append(link)
        return by

    @cached_property
    def children(self) -> Mapping[int, Sequence[Link]]:
        """The links of each node to what was made of it, as far as they were walked."""
        by: defaultdict[int, list[Link]] = defaultdict(list)
        for link in self.below:
            by[link.parent].append(link)
        return by

    def links(self, key: int, way: Way) -> Sequence[Link]:
        """The links that lead on from a node one way."""
        return (self.parents if way is Way.UP else self.children).get(key, ())

    def next_to(self, key: int, way: Way) -> tuple[int, ...]:
        """The nodes next to one, each once: what it was made of, or what was made of it."""
        ends = (link.parent if way is Way.UP else link.child for link in self.links(key, way))
        return tuple(dict.fromkeys(ends))

    def walk(self, way: Way) -> tuple[Step, ...]:
        """Every node one way, the nearest first, each once with its shortest distance (1 and up)."""
        if way not in self._walks:
            self._walks[way] = tuple(self._walked(way))
        return self._walks[way]

    @cached_property
    def circle(self) -> frozenset[int]:
        """What lies both above and below: it came of itself, in another shift. Known where both were read."""
        below = {step.node.key for step in self.walk(Way.DOWN)}
        met = {step.node.key for step in self.walk(Way.UP)} & below
        return frozenset(met | {key for key in self.starts if self._returns(key)})

    def _returns(self, start: int) -> bool:
        """Whether a link that was walked leads back to where the walk began."""
        return start in self._ends

    @cached_property
    def _ends(self) -> frozenset[int]:
        return frozenset({link.parent for link in self.above} | {link.child for link in self.below})

    def _walked(self, way: Way) -> "Iterable[Step]":
        levels = reached(self.starts, self.parents if way is Way.UP else self.children, way)
        via: defaultdict[int, dict[int, None]] = defaultdict(dict)
        for link in self.above if way is Way.UP else self.below:
            near, far = (link.child, link.parent) if way is Way.UP else (link.parent, link.child)
            via[far][near] = None
        nodes = self.nodes
        return [Step(nodes[key], level, tuple(via[key])) for key, level in levels.items() if level]


def reached(starts: Iterable[int], links: Mapping[int, Sequence[Link]], way: Way) -> dict[int, int]:
    """How far each node is from the nearest start, in the order of a walk by levels; the starts are 0."""
    far_end: Callable[[Link], int] = itemgetter(0 if way is Way.UP else 1)
    levels = dict.fromkeys(starts, 0)
    front, level = list(levels), 0
    while front:
        level += 1
        following = []
        for key in front:
            for link in links.get(key, ()):
                far = far_end(link)
                if far not in levels:
                    levels[far] = level
                    following.append(far)
        front = following
    return levels
