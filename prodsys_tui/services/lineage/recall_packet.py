"""Everything that the packet of a recall drill prints, and the samples of a batch on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prodsys_tui.domain.evidence.certificate import counted_behind
from prodsys_tui.domain.lineage.genealogy import Genealogy, Way
from prodsys_tui.domain.model import Result, Sample, Site
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.evidence.certificate import what_is_behind
from prodsys_tui.services.lineage.drills import DrillStory, drill_story
from prodsys_tui.services.lineage.genealogy import find_named, genealogy_of
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.rows import BatchFacts

MOST_NODES = 500
"""Nodes of each way that are printed; nobody reads more on paper."""
MOST_SAMPLED = 100
"""Batches whose samples are printed."""


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
    """The samples that stand behind a batch, as its certificate counts them; none for what is no batch."""
    batch = reads.batch(code)
    if batch is None:
        return ()
    behind = what_is_behind(reads, batch)
    return counted_behind(behind.samples, behind.making)
