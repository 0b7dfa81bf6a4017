"""The queries behind genealogy, recall and drills."""

from collections.abc import Sequence
from typing import Protocol

from prodsys_tui.domain.lineage.genealogy import Link, Node
from prodsys_tui.domain.model import BatchInUse, Drill, DrillFind, Ref
from prodsys_tui.services.rows import BatchFacts, NamedThing


class GenealogyReads(Protocol):
    """Lineage, both ways and to its end: two statements whatever its size."""

    def named(self, code: str) -> Sequence[NamedThing]:
        """Everything that a code may mean: batches, orders, rolls, suppliers' lots, samples."""
        ...

    def links_above(self, batches: Sequence[int]) -> tuple[Sequence[Link], Sequence[Node]]:
        """Every link above some batches (local ids), and the nodes in them that are no batches."""
        ...

    def links_below(self, batches: Sequence[int]) -> tuple[Sequence[Link], Sequence[Node]]:
        """Every link below some batches (local ids), and the nodes in them that are no batches."""
        ...

    def made_with(self, thing: NamedThing) -> tuple[Sequence[Link], Sequence[Node]]:
        """The links from a supplier's lot, or a roll that nobody knows, to what was made with it.

        Its own node, of key 0, comes first among the nodes that are no batches.
        """
        ...

    def lineage_nodes(self, batches: Sequence[int]) -> Sequence[Node]:
        """The nodes of some batches (local ids), in no order."""
        ...

    def batch_facts(self, batches: Sequence[int]) -> Sequence[BatchFacts]:
        """What is to be told of some batches (local ids) beside their nodes, in no order."""
        ...

    def uses_now(self) -> Sequence[BatchInUse]:
        """What every machine takes its material from now."""
        ...

    def drill(self, key: str) -> Drill | None:
        """A drill by uid (an id as text is taken too)."""
        ...

    def last_drill(self, subject: str) -> Drill | None:
        """The last drill of a subject: only that one can still run."""
        ...

    def drills(self, *, before: Ref | None = None, limit: int = 200) -> Sequence[Drill]:
        """Drills, newest first."""
        ...

    def drill_finds(self, drill: Ref) -> Sequence[DrillFind]:
        """What was located in a drill, oldest first."""
        ...
