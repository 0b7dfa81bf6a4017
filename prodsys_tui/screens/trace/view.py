"""What the tree of a genealogy shows: its lines, and what is told of the node under the cursor."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.lineage.genealogy import Genealogy, Kind, Link, Node, Way, short_code
from prodsys_tui.domain.lineage.lineage_tree import LineageTree, TreeLine
from prodsys_tui.domain.model import BatchState, Sample
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.screens.measured import value_told
from prodsys_tui.services.lineage.genealogy import find_named, genealogy_of, spelled
from prodsys_tui.services.lineage.recall_packet import samples_of
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.rows import BatchFacts, NamedThing
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date, show_instant
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

COLUMNS = (Column(least=20), Column(4, "right"), Column(12), Column(8), Column(9), Column(11))
"""Code (indented by its level), level, process, date and turn, state, why it is not opened."""

DEEPEST = 7
"""How deep a line is indented: the level beside it tells the rest."""

_MEANINGS = {BatchState.HELD: "waiting", BatchState.CLOSED: "done"}


@dataclass(frozen=True, slots=True)
class Traced:
    """The genealogy of a thing, both ways, and the contracts that name its processes."""

    thing: NamedThing
    lineage: Genealogy
    contracts: Mapping[int, ProcessContract]


def read_traced(plant: Plant, code: str) -> Traced:
    """The genealogy of what a code names. Raises ``Refused`` as ``find_named``."""
    with plant.read() as reads:
        thing = find_named(reads, code)
        contracts = {each.contract.id: each.contract for each in plant.contracts.all(reads)}
        lineage = genealogy_of(reads, thing, Way.BOTH)
    for way in Way.BOTH.ways:
        lineage.walk(way)  # here, on a thread: the screen counts what it finds
    return Traced(thing, lineage, contracts)


def read_facts(plant: Plant, key: int) -> BatchFacts | None:
    """What is told of a batch, by its local id."""
    with plant.read() as reads:
        return next(iter(reads.batch_facts([key])), None)


def read_samples(plant: Plant, code: str) -> tuple[Sample, ...]:
    """The samples of a batch, the newest first."""
    with plant.read() as reads:
        return tuple(sorted(samples_of(reads, code), key=lambda sample: sample.measured_at, reverse=True))


def code_of(node: Node) -> str | None:
    """What to look for to follow a node; None for one that has no code."""
    if node.kind is Kind.RECORD:
        return None
    return node.code if node.kind is Kind.BATCH else f"{node.kind.value}:{node.code}"


def subject_of(thing: NamedThing) -> str:
    """What to look for to come back to a thing."""
    return spelled(thing)


def heading(say: Texts) -> Row:
    """The names of the columns."""
    names = ("code", "level", "process", "when", "state", "mark")
    return Row("", tuple(Cell(say(f"trace.column.{name}"), "head") for name in names))


def tree_row(tree: LineageTree, at: int, traced: Traced, say: Texts) -> Row:
    """A line of the tree."""
    line, node = tree.lines[at], tree.node(at)
    sign = "-" if line.open else "+" if line.opens else " "
    name = say("trace.record") if node.kind is Kind.RECORD else safe(short_code(node))
    code = safe(f"{'  ' * min(line.depth, DEEPEST)}{sign} {name}")
    state = say(f"trace.kind.{node.kind.value}") if node.state is None else safe(node.state.value)
    contract = traced.contracts.get(node.process_id or 0)
    meaning = _MEANINGS.get(node.state, "base") if node.state is not None else "off"
    when = "" if node.day is None else f"{show_date(node.day)[:5]} {node.turn}"
    return Row(
        str(at),
        (
            Cell(code, "strong"),
            Cell(safe(line.depth)),
            Cell(safe(contract.name if contract is not None else "")),
            Cell(safe(when)),
            Cell(state, meaning),
            Cell(_mark(line, node, say), "waiting" if line.depth or line.mark else "strong"),
        ),
    )


def way_line(tree: LineageTree, at: int, say: Texts) -> SafeText:
    """Which way the tree goes at a line."""
    return say(f"trace.way.{tree.lines[at].way}")


def _mark(line: TreeLine, node: Node, say: Texts) -> SafeText:
    if line.mark:
        return say(f"trace.mark.{line.mark}")
    if not line.depth:
        return say(f"trace.half.{line.way}")
    if node.kind is Kind.ROLL:
        return say("trace.mark.unknown")
    return safe("")


def told_lines(
    tree: LineageTree, at: int, traced: Traced, facts: BatchFacts | None, say: Texts
) -> Iterator[Cell]:
    """A node in full: what it is, how much and how good, whether it is held, and how it came here."""
    node = tree.node(at)
    if node.kind is Kind.BATCH:
        yield Cell(
            joined(
                (
                    way_line(tree, at, say),
                    say(
                        "trace.told.batch",
                        batch=node.code,
                        product=node.product,
                        order=node.order,
                        site=node.site,
                    ),
                ),
                ": ",
            ),
            "strong",
        )
    else:
        yield Cell(joined((safe(node.code), say(f"trace.told.{node.kind.name.lower()}")), ": "), "strong")
    yield from _facts_lines(node, facts, traced, say)
    yield from _link_lines(tree, at, say)


def _facts_lines(node: Node, facts: BatchFacts | None, traced: Traced, say: Texts) -> Iterator[Cell]:
    if facts is None:
        return
    contract = traced.contracts.get(node.process_id or 0)
    counted = {"samples": facts.samples, "deviations": facts.deviations, "rolls": facts.rolls}
    unit = contract.unit if contract is not None else ""
    told = say("trace.told.facts", quantity=show_number(facts.quantity), unit=unit, **counted)
    if facts.held_parts:
        held = say("trace.told.held-part", parts=facts.held_parts)
    else:
        held = say("trace.told.held") if facts.holds else safe("")
    yield Cell(joined(filter(None, (told, held)), ". "), "waiting" if held else "base")


def _link_lines(tree: LineageTree, at: int, say: Texts) -> Iterator[Cell]:
    """What ties a line to the one that it hangs below."""
    line = tree.lines[at]
    if not line.depth:
        return
    near = tree.lines[tree.parent(at)].key
    side = 0 if line.way is Way.UP else 1
    links = [link for link in tree.lineage.links(near, line.way) if link[side] == line.key]
    yield Cell(_link(links[0], say), "waiting" if links[0].held else "base")
    if len(links) > 1:
        yield Cell(say("trace.told.links", count=len(links) - 1))


def _link(link: Link, say: Texts) -> SafeText:
    nothing = safe("")
    held = say("trace.told.was-held") if link.held else nothing
    return say(
        "trace.told.link",
        machine=link.machine or "",
        day=link.day,
        turn=link.turn,
        roll=say("trace.told.roll-used", roll=link.roll) if link.roll else nothing,
        percent=nothing
        if link.percent is None
        else say("trace.told.percent", percent=show_number(link.percent)),
        held=say("trace.told.before-hold") if link.before_hold else held,
    )


def sample_lines(samples: tuple[Sample, ...], say: Texts) -> Iterator[SafeText]:
    """Samples, a line each."""
    for sample in samples:
        yield say(
            "trace.sample",
            at=show_instant(sample.measured_at, say.zone),
            machine=sample.machine.code if sample.machine is not None else "",
            parameter=sample.parameter,
            value=value_told(sample),
            result=sample.result.value,
            person=sample.author,
        )
