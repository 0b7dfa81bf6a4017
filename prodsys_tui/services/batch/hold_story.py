"""One hold from its detection to its end: the seed's "Standard Operating Procedure"; and many in a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from prodsys_tui.domain.batch.batch import batch_meant
from prodsys_tui.domain.batch.hold import Amount, Part
from prodsys_tui.domain.batch.hold_steps import Step, StepKind, next_of, steps_of
from prodsys_tui.domain.model import Batch, Hold, HoldNote, Sample, Shift
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.shift.gate import StateName, process_state, scope_of
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.batch.batches import find_batch
from prodsys_tui.services.batch.hold_moves import MOST_HOLDS, account_of
from prodsys_tui.services.batch.tainted import Tainted, went_into
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import refuse
from prodsys_tui.services.shift.shifts import find_shift


@dataclass(frozen=True, slots=True)
class Blocked:
    """What a failing sample locked: its shift, and how its process (or its machine) stands now."""

    shift: Shift
    state: StateName


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold with its batch, the sample behind it, the five steps, and the batches that consumed it itself.

    ``age`` is how long it lasts, or lasted.
    """

    hold: Hold
    batch: Batch
    sample: Sample | None
    age: timedelta
    notes: Sequence[HoldNote]
    steps: Sequence[Step]
    went_into: Sequence[Batch]

    @property
    def next(self) -> StepKind | None:
        """The step that comes next; None when all is done."""
        return next_of(self.steps)


@dataclass(frozen=True, slots=True)
class HoldStory:
    """A hold with everything that is known of it.

    ``made`` is how much is held, ``left`` how much of that is undecided (``unit``, of the process that made
    it); ``dispositions`` are those of this hold with how much each decided, oldest first. ``blocked`` is None
    without a sample. ``went_into`` are the batches that were made of what is held, the nearest first.
    """

    row: HoldRow
    process_id: int
    unit: str
    made: Decimal
    left: Decimal
    blocked: Blocked | None
    dispositions: Sequence[Amount]
    went_into: Sequence[Tainted]


def hold_story(reads: Reads, contracts: ContractBook, key: str, now: datetime) -> HoldStory:
    """The story of a hold, by its uid or id, or of a batch's newest one (an open one first).

    Raises ``Refused`` (``not-found``).
    """
    hold = _hold(reads, tidy(key))
    row = _row(reads, hold, now)
    order = reads.order(row.batch.order.code)
    contract = contracts.of(reads, order.process_id if order is not None else 0).contract
    account = account_of(reads, hold.batch)
    return HoldStory(
        row,
        contract.id,
        contract.unit,
        Part.of(hold).amount(account.made),
        Decimal() if hold.ended_at is not None else account.left(hold),
        None if row.sample is None else _blocked(reads, contracts, row.sample),
        account.decided(hold),
        went_into(reads, row.batch, Part.of(hold)),
    )


def hold_rows(reads: Reads, holds: Sequence[Hold], now: datetime) -> tuple[HoldRow, ...]:
    """Holds for a list, in the order given."""
    return tuple(_row(reads, hold, now) for hold in holds)


def _hold(reads: Reads, key: str) -> Hold:
    batch = reads.batch(batch_meant(key))
    held = () if batch is None else reads.holds(batch=batch.ref, limit=MOST_HOLDS)
    hold = next((each for each in held if each.ended_at is None), None) or next(iter(held), None)
    hold = hold or reads.hold(key)
    if hold is None:
        raise refuse(Code.NOT_FOUND, "hold", "hold", hold=key)
    return hold


def _row(reads: Reads, hold: Hold, now: datetime) -> HoldRow:
    sample = reads.sample(hold.sample.uid) if hold.sample is not None else None
    notes = reads.hold_notes(hold.ref)
    return HoldRow(
        hold,
        find_batch(reads, hold.batch.code),
        sample,
        (hold.ended_at or now) - hold.recorded_at,
        notes,
        steps_of(hold, sample, notes),
        reads.consumers_of(hold.batch, hold.roll),
    )


def _blocked(reads: Reads, contracts: ContractBook, sample: Sample) -> Blocked:
    shift = find_shift(reads, sample.shift.id)
    contract = contracts.of(reads, sample.process_id).contract
    facts = reads.facts(shift, sample.process_id)
    machine = sample.machine.code if sample.machine is not None else None
    scope = scope_of(contract, facts, machine)
    return Blocked(shift, process_state(contract, scope, shift.state, machine).state)
