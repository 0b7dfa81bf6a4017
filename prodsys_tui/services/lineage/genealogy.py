"""The genealogy of whatever a code names. Spec ``domain.md`` §3, "Trace"."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from prodsys_tui.domain.batch.batch import batch_meant
from prodsys_tui.domain.lineage.genealogy import Genealogy, Link, Node, Way
from prodsys_tui.domain.model import Batch, BatchChange
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.batch.batches import find_batch
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import refuse
from prodsys_tui.services.rows import ConsumedIn, Named, NamedThing


@dataclass(frozen=True, slots=True)
class Trace:
    """The seed's answer for one batch: itself, where it was consumed, its states (both oldest first)."""

    batch: Batch
    consumed_in: Sequence[ConsumedIn]
    history: Sequence[BatchChange]


_SIGN = ":"
"""Between a kind and a code: ``rollo:R047-T05-L001-I001`` says which of several things is meant."""


def trace(reads: Reads, code: str) -> Trace:
    """The trace of a batch, by three queries. Raises ``Refused`` (``not-found``)."""
    batch = find_batch(reads, code)
    return Trace(batch, reads.consumed_in(batch.ref), reads.batch_history(batch.ref))


def spelled(thing: NamedThing) -> str:
    """How a thing is named so that nothing else can be meant."""
    return f"{thing.kind.value}{_SIGN}{thing.code}"


def find_named(reads: Reads, code: str) -> NamedThing:
    """What a code names: a batch or its label, an order, a roll, a supplier's lot, a sample.

    Raises ``Refused``: ``not-found``; ``bad-value`` for one that names several things, with how each of them
    is named alone (``lote:…``, ``rollo:…``).
    """
    wanted = batch_meant(code)
    things = list(reads.named(wanted))
    word, sign, rest = wanted.partition(_SIGN)
    kind = pick(word, Named) if sign and not things else None
    if kind is not None:
        things = [each for each in reads.named(rest.strip()) if each.kind == kind]
    if not things:
        raise refuse(Code.NOT_FOUND, "batch", "batch", batch=wanted)
    if len(things) > 1:
        among = tuple(map(spelled, things))
        raise refuse(Code.BAD_VALUE, "code", "ambiguous-code", value=wanted, among=among)
    return things[0]


def genealogy(reads: Reads, code: str, direction: Way | str = Way.BOTH) -> Genealogy:
    """Everything above or below what a code names, or both; its starts are the batches that it stands for.

    Raises ``Refused`` as ``find_named``.
    """
    return genealogy_of(reads, find_named(reads, code), Way(direction))


def genealogy_of(reads: Reads, thing: NamedThing, way: Way = Way.BOTH) -> Genealogy:
    """Everything above or below a thing. What is no batch itself (a supplier's lot) has nothing above."""
    starts: tuple[int, ...] = thing.batches
    above: tuple[Link, ...] = ()
    below: list[Link] = []
    ends: list[Node] = []
    first = starts
    if not starts and thing.kind in {Named.MATERIAL, Named.ROLL}:
        starts = (0,)
        links, nodes = reads.made_with(thing)
        first = tuple(dict.fromkeys(link.child for link in links if link.child > 0))
        ends += nodes if Way.DOWN in way.ways else nodes[:1]
        below += links if Way.DOWN in way.ways else ()
    if Way.UP in way.ways and thing.batches:
        found, nodes = reads.links_above(thing.batches)
        above = tuple(found)
        ends += nodes
    if Way.DOWN in way.ways:
        found, nodes = reads.links_below(first)
        below += found
        ends += nodes
    met = dict.fromkeys(starts)
    met.update(dict.fromkeys(chain.from_iterable((link.parent, link.child) for link in (*above, *below))))
    known = {node.key: node for node in ends}
    known.update({node.key: node for node in reads.lineage_nodes([key for key in met if key > 0])})
    return Genealogy(starts, way, known, above, tuple(below))
