"""What the proofs of a store answer: its chain and audit, and the gates of its records. Spec ``sync.md``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from prodsys_tui.domain.evidence.gate_check import ProofFault
from prodsys_tui.domain.evidence.gate_proof import FellAway
from prodsys_tui.domain.model import WorkRecord

Progress = Callable[[int, int], None]
"""Told now and then how many there were and how many there are; what it raises ends the proof."""


def silent(_done: int, _all: int) -> None:
    """Progress that nobody wants to see."""


@dataclass(frozen=True, slots=True)
class Break:
    """The first thing found wrong.

    ``kind``: ``sequence``, ``chain``, ``hash``, ``body``, ``header``, ``audit``, ``head``, ``replay``,
    ``row``, ``gate`` or ``damage`` (of the file).
    """

    kind: str
    origin: str | None = None
    seq: int | None = None
    table: str | None = None
    uid: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer: ``entries`` that were read and the ``head`` they end with.

    ``rows`` are the rows of a table as they were at the asked time, as the journal writes them.
    """

    verified: bool
    entries: int
    head: str
    first_break: Break | None = None
    rows: tuple[Mapping[str, object], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class BadProof:
    """A record whose proof does not hold, and what is wrong with it."""

    record: WorkRecord
    fault: ProofFault


@dataclass(frozen=True, slots=True)
class Fallen:
    """A record whose basis fell away: samples that opened its gate were corrected since, and fail."""

    record: WorkRecord
    samples: tuple[FellAway, ...]


@dataclass(frozen=True, slots=True)
class GateCheck:
    """How many records were judged, those whose proof does not hold, and those whose basis fell away."""

    records: int
    faults: tuple[BadProof, ...]
    fallen: tuple[Fallen, ...]

    @property
    def first_break(self) -> Break | None:
        """The first record whose proof does not hold."""
        first = next(iter(self.faults), None)
        return None if first is None else Break("gate", table="registros_trabajo", uid=first.record.ref.uid)
