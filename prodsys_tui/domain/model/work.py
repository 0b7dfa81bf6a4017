"""What is made: records, counters, stops, batches and what they consumed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from prodsys_tui.domain.model.base import Entity, Ref
from prodsys_tui.domain.model.states import BatchState, ResetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch(Entity):
    """What one order made in one shift."""

    code: str
    order: Ref
    shift: Ref
    number: int
    produced_on: date
    state: BatchState = BatchState.ACTIVE
    state_comment: str | None = None
    state_reason: str | None = None
    author: str
    recorded_at: datetime
    changed_at: datetime | None = None
    changed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchChange(Entity):
    """One change of a batch's state."""

    batch: Ref
    before: BatchState
    after: BatchState
    comment: str | None = None
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRecord(Entity):
    """What a machine made of an order. ``proof`` keeps why the gate was open (JSON-ready mapping).

    ``bags`` are bags of the contract's nominal weight; ``measured_at`` is when the counter was read or the
    output weighed, beside when it was typed. ``corrected`` marks a record of which signed corrections say
    something else; whoever reads records gets the corrected values.
    """

    shift: Ref
    process_id: int
    machine: Ref | None = None
    order: Ref | None = None
    batch: Ref | None = None
    quantity: Decimal
    waste_kg: Decimal | None = None
    waste_to: str | None = None
    counter: Decimal | None = None
    previous_counter: Decimal | None = None
    disputed: bool = False
    proof: Mapping[str, object] = field(default_factory=dict)
    bags: int | None = None
    measured_at: datetime | None = None
    late: bool = False
    corrected: bool = False
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterReset(Entity):
    """A declared reset of a machine's counter: the next difference is taken from ``reading``.

    ``at`` is when the counter began anew, ``after`` the machine's last record typed before it: of what
    happened at one instant it tells what came first.
    """

    machine: Ref
    after: Ref | None = None
    at: datetime
    kind: ResetKind = ResetKind.REPLACED
    reading: Decimal
    reason: str
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Consumption(Entity):
    """A work record consumed a batch.

    ``since`` is when its use began. ``held``: the batch was held when this was declared; ``before_hold``: its
    use had begun before; else ``signed_by`` and ``reason`` say who let it go in, and why. With neither only
    some of the batch was held, and nobody said which part went in.
    """

    record: Ref
    machine: Ref
    shift: Ref
    batch: Ref
    since: datetime | None = None
    held: bool = False
    before_hold: bool = False
    reason: str | None = None
    signed_by: str | None = None
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Entity):
    """A machine stood still: from–to (``ends`` None while it lasts), or minutes alone.

    ``continues`` is the stop of the shift before of which it is the rest.
    """

    shift: Ref
    process_id: int
    machine: Ref | None = None
    reason: str
    group: str
    starts: datetime | None = None
    ends: datetime | None = None
    minutes: int | None = None
    continues: Ref | None = None
    late: bool = False
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Entity):
    """A machine ran an order from ``starts`` to ``ends`` (None while it does), with its counter at both."""

    machine: Ref
    order: Ref
    starts: datetime
    ends: datetime | None = None
    start_counter: Decimal | None = None
    end_counter: Decimal | None = None
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchInUse(Entity):
    """A machine takes its material from a batch, since when and (None while it does) until when.

    ``signed_by`` and ``reason`` say who let a batch be put to use that was held, and why.
    """

    machine: Ref
    batch: Ref
    since: datetime
    until: datetime | None = None
    reason: str | None = None
    signed_by: str | None = None
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll(Entity):
    """A roll of a work record; ``quantity`` in the unit of its process."""

    record: Ref
    code: str
    quantity: Decimal
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialLot(Entity):
    """A supplier's lot of a raw material: where traceability begins."""

    kind: str
    brand: str
    code: str
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix(Entity):
    """The part (percent) that a supplier's lot had in what a work record was made of."""

    record: Ref
    material: Ref
    percent: Decimal
    author: str
    recorded_at: datetime
