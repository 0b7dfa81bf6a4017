"""The recall list of whatever a code names. Spec ``domain.md`` §3."""

from collections import defaultdict

from prodsys_tui.domain.lineage.genealogy import Genealogy, Way
from prodsys_tui.domain.lineage.recall import Recall, recall_list
from prodsys_tui.services.lineage.genealogy import find_named, genealogy_of
from prodsys_tui.services.ports import Reads


def recall(reads: Reads, code: str) -> Recall:
    """Everything that came of what a code names, and itself. Raises ``Refused`` as ``find_named``."""
    return recall_of(reads, genealogy_of(reads, find_named(reads, code), Way.DOWN))


def recall_of(reads: Reads, lineage: Genealogy) -> Recall:
    """The recall list of a genealogy that was read downwards."""
    below = [step.node.key for step in lineage.walk(Way.DOWN)]
    batches = [key for key in (*lineage.starts, *below) if key > 0]
    facts = {each.batch: each for each in reads.batch_facts(batches)}
    machines: defaultdict[int, list[str]] = defaultdict(list)
    for use in reads.uses_now():
        machines[use.batch.id].append(use.machine.code)
    return recall_list(
        lineage,
        {key: each.quantity for key, each in facts.items()},
        machines,
        {key: each.held_parts for key, each in facts.items()},
        {key for key, each in facts.items() if each.holds},
    )
