"""What has to be called back: all that came of something, by where it stands. Spec ``domain.md`` §3."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from prodsys_tui.domain.lineage.genealogy import Genealogy, Kind, Node, Way
from prodsys_tui.domain.model import BatchState

WHOLE = Decimal(100)
_TENTH = Decimal("0.1")


class Standing(StrEnum):
    """Where a batch stands when it is called back; the first that applies, in this order."""

    HELD = "pausado"
    IN_USE = "en uso"
    IN_STOCK = "existencia"
    CONSUMED = "consumido"
    CLOSED = "cerrado"


@dataclass(frozen=True, slots=True)
class RecallLine:
    """A batch to call back: ``level`` is how far it came from the subject (0: the subject itself).

    ``quantity`` in its process's unit; ``machines`` take their material from it now; ``into`` are the codes
    of what it was consumed into; ``parts`` the machines or rolls of it that are held.
    """

    node: Node
    level: int
    standing: Standing
    quantity: Decimal
    machines: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recall:
    """The list, by standing, then from the subject on; ``nameless`` are records that belong to no batch."""

    lines: tuple[RecallLine, ...]
    nameless: tuple[Node, ...] = ()

    def totals(self) -> Mapping[Standing, Mapping[int, tuple[int, Decimal]]]:
        """How many batches and how much of each process stand where, in the processes' units."""
        found: dict[Standing, dict[int, tuple[int, Decimal]]] = defaultdict(dict)
        for line in self.lines:
            process = line.node.process_id or 0
            number, quantity = found[line.standing].get(process, (0, Decimal(0)))
            found[line.standing][process] = number + 1, quantity + line.quantity
        return found


def standing_of(state: BatchState | None, *, in_use: bool, held: bool, consumed: bool) -> Standing:
    """Where a batch stands."""
    if state is BatchState.HELD or held:
        return Standing.HELD
    if in_use:
        return Standing.IN_USE
    if state is BatchState.ACTIVE:
        return Standing.IN_STOCK
    return Standing.CONSUMED if consumed else Standing.CLOSED


def recall_list(
    lineage: Genealogy,
    quantities: Mapping[int, Decimal],
    machines: Mapping[int, Sequence[str]],
    parts: Mapping[int, Sequence[str]],
    held: Collection[int],
) -> Recall:
    """The recall list of a genealogy that was walked down; what is told of its batches is by their keys."""
    levels = [(lineage.nodes[key], 0) for key in lineage.starts]
    levels += [(step.node, step.level) for step in lineage.walk(Way.DOWN)]
    lines = []
    for node, level in levels:
        if node.kind is not Kind.BATCH:
            continue
        into = tuple(lineage.nodes[key].code for key in lineage.next_to(node.key, Way.DOWN))
        used = tuple(machines.get(node.key, ()))
        where = standing_of(node.state, in_use=bool(used), held=node.key in held, consumed=bool(into))
        lines.append(
            RecallLine(node, level, where, quantities[node.key], used, into, tuple(parts.get(node.key, ())))
        )
    order = list(Standing)
    lines.sort(key=lambda line: (order.index(line.standing), line.level, line.node.code))
    nameless = tuple(node for node, _ in levels if node.kind is Kind.RECORD)
    return Recall(tuple(lines), nameless)


def percent(found: int, of: int) -> Decimal:
    """How much of a list was found, in percent with one decimal; of nothing, all."""
    return (WHOLE * found / of).quantize(_TENTH) if of else WHOLE
