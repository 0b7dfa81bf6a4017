"""What a held batch went into: it is proposed for hold too. Spec ``domain.md`` §3, "Consumption"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from prodsys_tui.domain.batch.hold import Part
from prodsys_tui.domain.batch.rolls import descends
from prodsys_tui.domain.lineage.genealogy import Genealogy, Link, Way
from prodsys_tui.domain.model import Batch, BatchState
from prodsys_tui.services.batch.hold_moves import made_of
from prodsys_tui.services.lineage.genealogy import genealogy_of
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.rows import Named, NamedThing

WHOLE = Part()


@dataclass(frozen=True, slots=True)
class Tainted:
    """A batch that a held one went into, over so many ``steps``; 1 is one that consumed it itself."""

    batch: Batch
    steps: int

    @property
    def to_hold(self) -> bool:
        """Whether it is proposed for hold: nobody holds it, and it was not closed."""
        return self.batch.state is BatchState.ACTIVE


def went_into(reads: Reads, batch: Batch, part: Part = WHOLE) -> tuple[Tainted, ...]:
    """The batches that were made of one, directly and further down, the nearest first, each once.

    Of a ``part`` (what a machine made, or a roll) those alone that may hold some of it: a record that names
    the rolls which it used up, and none of that part, holds nothing of it.
    """
    key = batch.ref.id
    named = NamedThing(Named.BATCH, key, batch.code, (key,))
    whole = genealogy_of(reads, named, Way.DOWN)
    lineage = whole if part.whole else _of_part(reads, whole, batch, part)
    steps = ((step, reads.batch(step.node.code)) for step in lineage.walk(Way.DOWN) if step.node.key > 0)
    return tuple(Tainted(made, step.level) for step, made in steps if made is not None)


def _of_part(reads: Reads, whole: Genealogy, batch: Batch, part: Part) -> Genealogy:
    """The genealogy without what took from another part of the batch."""
    rolls = [made.roll for made in made_of(reads, batch.ref) if made.roll and part.has(made)]
    direct = [link for link in whole.below if link.parent == batch.ref.id]
    named = {link.record for link in direct if link.roll is not None}
    within = {link.record for link in direct if any(descends(link.roll or "", roll) for roll in rolls)}
    apart = named - within
    return replace(whole, below=tuple(_without(whole.below, batch.ref.id, apart)), _walks={})


def _without(links: Iterable[Link], parent: int, records: set[int]) -> Iterator[Link]:
    return (link for link in links if link.parent != parent or link.record not in records)
