"""Everything that the packet of a recall drill prints, and the samples of a batch on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prodsys_tui.domain.lineage.genealogy import Genealogy, Way
from prodsys_tui.domain.model import Batch, Result, Sample, Site
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.lineage.drills import DrillStory, drill_story
from prodsys_tui.services.lineage.genealogy import find_named, genealogy_of
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.rows import BatchFacts

MOST_NODES = 500
"""Nodes of each way that are printed; nobody reads more on paper."""
MOST_SAMPLED = 100
"""Batches whose samples are printed."""
MOST_SAMPLES = 500


@dataclass(frozen=True, slots=True)
class RecallPacket:
    """A drill with the lineage of its subject, both ways, and the samples that did not comply on it.

    ``units`` are the processes' units, ``facts`` by the batches' local ids; ``samples`` by batch code.
    """

    site: Site
    story: DrillStory
    lineage: Genealogy
    facts: Mapping[int, BatchFacts]
    units: Mapping[int, str]
    samples: Sequence[tuple[str, Sample]]


def recall_packet(reads: Reads, contracts: ContractBook, code: str) -> RecallPacket:
    """What is printed of the drill of what a code names, the last one. Raises ``Refused`` (``not-found``)."""
    story = drill_story(reads, code)
    lineage = genealogy_of(reads, find_named(reads, story.drill.subject), Way.BOTH)
    ways = (step.node.key for way in Way.BOTH.ways for step in lineage.walk(way)[:MOST_NODES])
    batches = [key for key in dict.fromkeys((*lineage.starts, *ways)) if key > 0]
    facts = {each.batch: each for each in reads.batch_facts(batches)}
    failing = [
        (lineage.nodes[key].code, sample)
        for key in [key for key in batches if facts[key].samples][:MOST_SAMPLED]
        for sample in samples_of(reads, lineage.nodes[key].code)
        if sample.result is not Result.COMPLIES
    ]
    units = {each.contract.id: each.contract.unit for each in contracts.all(reads)}
    return RecallPacket(reads.site(), story, lineage, facts, units, failing)


def samples_of(reads: Reads, code: str) -> Sequence[Sample]:
    """The samples of a batch, newest first: those that name it, and its order's that name no batch.

    Nothing for a code that is no batch's.
    """
    batch = reads.batch(code)
    return () if batch is None else _samples(reads, batch)


def _samples(reads: Reads, batch: Batch) -> Sequence[Sample]:
    order = reads.order(batch.order.code)
    process = None if order is None else order.process_id
    named = reads.samples(batch=batch.ref, limit=MOST_SAMPLES)
    made = reads.samples(shift=batch.shift, process_id=process, limit=MOST_SAMPLES)
    unnamed = (each for each in made if each.batch is None and each.order == batch.order)
    return sorted((*named, *unnamed), key=lambda sample: -sample.ref.id)
