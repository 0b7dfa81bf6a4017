"""Batches: their codes, their states and who may consume them.

Seed "Batch Management" and "Traceability"; spec ``domain.md`` §3.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Batch, BatchState
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import text_faults, tidy

_CODE = re.compile(r"(EM-)?([0-9]+)-([0-9]{3,})")
_LABEL = re.compile(r"L(EM)?([0-9]+)N([0-9]{3,})")
"""Letters and digits only: no layout of a keyboard moves a sign of a label."""

TRANSITIONS: Mapping[BatchState, frozenset[BatchState]] = {
    BatchState.ACTIVE: frozenset({BatchState.HELD, BatchState.CLOSED}),
    BatchState.HELD: frozenset({BatchState.ACTIVE, BatchState.CLOSED}),
    BatchState.CLOSED: frozenset(),
}
"""The states that may follow each; ``cerrado`` is final."""


@dataclass(frozen=True, slots=True)
class Material:
    """A batch that a record names as consumed, and the process that made it.

    ``held_since`` is when what is named was held, the whole batch or the roll that is meant of it;
    ``part_held`` tells that only a part of it is, and that nobody knows whether that part is meant.
    ``since`` is when a machine began to use it; ``signed_by`` and ``reason`` say who let it be used there
    although it was held, and why.
    """

    batch: Batch
    process_id: int
    held_since: datetime | None = None
    part_held: bool = False
    since: datetime | None = None
    signed_by: str | None = None
    reason: str | None = None

    @property
    def held(self) -> bool:
        """Whether what is named is held."""
        return self.batch.state is BatchState.HELD or self.held_since is not None

    @property
    def before_hold(self) -> bool:
        """Whether its use had begun when it was held: such a use is accepted and flagged."""
        since, held = self.since, self.held_since
        return since is not None and held is not None and since < held

    @property
    def to_sign(self) -> bool:
        """Whether a supervisor has to let it go in."""
        return self.held and not self.before_hold and self.signed_by is None


def batch_code(order: str, number: int) -> str:
    """The code of an order's batch: ``4567890-001``; past 999 it grows a digit."""
    return f"{order}-{number:03d}"


def label_code(code: str) -> str:
    """A batch's code as its label carries it, in letters and digits: ``L4567890N001``, ``LEM0001N001``.

    Raises ``ValueError`` for what is no batch code.
    """
    found = _CODE.fullmatch(code.strip().upper())
    if found is None:
        raise ValueError(code)
    emergency, order, number = found.groups()
    return f"L{'EM' if emergency else ''}{order}N{number}"


def batch_of_label(text: str) -> str | None:
    """The batch code that a scanned label stands for (case not minded); None for what is no label."""
    found = _LABEL.fullmatch(text.strip().upper())
    if found is None:
        return None
    emergency, order, number = found.groups()
    return f"{'EM-' if emergency else ''}{order}-{number}"


def batch_meant(text: str) -> str:
    """The batch code that was typed, or scanned from a label; what is neither stays as it is, tidied."""
    return batch_of_label(text) or tidy(text)


def state_faults(before: BatchState, after: BatchState, comment: str) -> tuple[Refusal, ...]:
    """Why a batch cannot change its state: the step itself, or the comment, which every change needs."""
    faults: list[Refusal] = []
    if after not in TRANSITIONS[before]:
        states = {"before": before.value, "after": after.value}
        faults.append(Refusal(Code.TRANSITION_NOT_ALLOWED, states, "state"))
    return (*faults, *comment_faults(after, comment))


def comment_faults(after: BatchState, comment: str) -> tuple[Refusal, ...]:
    """Why a comment does not do for what leads to a state: there is none, or it may not be kept."""
    words = tidy(comment)
    if words:
        return text_faults(words, "comment")
    variant = "release" if after is BatchState.ACTIVE else ""
    return (Refusal(Code.COMMENT_REQUIRED, {}, "comment", variant),)


def material_faults(
    contract: ProcessContract, materials: Iterable[Material], own: Batch | None
) -> tuple[Refusal, ...]:
    """Why batches cannot be consumed at a process: not upstream of it, closed, held, or the own batch.

    One that is held is consumed with a signature: whoever has one leaves ``batch-held`` out.
    """
    faults: list[Refusal] = []
    for material in materials:
        batch = material.batch
        if own is not None and batch.ref.id == own.ref.id:
            faults.append(Refusal(Code.BATCH_OTHER_PROCESS, {"batch": batch.code}, "consumes", "itself"))
        elif not contract.may_consume(material.process_id):
            params = {"batch": batch.code, "process": contract.name}
            faults.append(Refusal(Code.BATCH_OTHER_PROCESS, params, "consumes"))
        if batch.state is BatchState.CLOSED:
            faults.append(Refusal(Code.BATCH_CLOSED, {"batch": batch.code}, "consumes"))
        elif material.to_sign:
            faults.append(Refusal(Code.BATCH_HELD, {"batch": batch.code}, "consumes"))
    return tuple(faults)


def closes_circle(own: str, consumed: str, made_of: Callable[[str], Iterable[str]]) -> bool:
    """Whether consuming a batch for ``own`` closes a circle: it was made of ``own``, directly or not.

    ``made_of`` answers the codes of the batches that one of this shift was made of; across shifts circles
    are real and none is looked for (spec ``domain.md`` §3).
    """
    seen: set[str] = set()
    waiting = [consumed]
    while waiting:
        batch = waiting.pop()
        if batch == own:
            return True
        if batch not in seen:
            seen.add(batch)
            waiting.extend(made_of(batch))
    return False
