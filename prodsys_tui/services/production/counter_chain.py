"""The counter chain of a machine: read page by page, and kept right when a reading is typed late.

Spec ``domain.md`` §2, "Turn-over"; ``process-contracts.md``, "Production rules a process".
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from prodsys_tui.domain.model import CounterReset, Machine, Ref, Shift, WorkRecord
from prodsys_tui.domain.production.counter_chain import Link, Linked, Place, in_order, linked
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.shift.shift import Admitted, Entry, admits
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.line.machines import find_machine
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import refuse

_AHEAD = 50
"""How many readings are looked through for the next one that holds."""

_NEVER, _ALWAYS = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A reading or a reset, what it is counted from, and the shift of a reading."""

    linked: Linked
    shift: Shift | None

    @property
    def record(self) -> WorkRecord | None:
        """The record of a reading, as corrected."""
        what = self.linked.link.what
        return what if isinstance(what, WorkRecord) else None

    @property
    def reset(self) -> CounterReset | None:
        """The reset."""
        what = self.linked.link.what
        return what if isinstance(what, CounterReset) else None


@dataclass(frozen=True, slots=True)
class ChainPage:
    """A page of a machine's chain, the newest first; ``older`` is the uid to go on before, if any."""

    machine: Machine
    rows: tuple[ChainRow, ...]
    older: str | None


def counter_chain(reads: Reads, code: str, before: str | None = None, limit: int = 50) -> ChainPage:
    """A page of the chain of a machine: the newest readings and resets, or those before one of them (uid).

    Raises ``Refused`` (``not-found``).
    """
    machine = find_machine(reads, code)
    end: Place = (_ALWAYS, 0, 0)
    if tidy(before):
        wanted, record = tidy(before), reads.record(tidy(before))
        known = (*reads.resets(machine.ref), *((record,) if record is not None else ()))
        at = next((each for each in known if (each.ref.uid, each.machine) == (wanted, machine.ref)), None)
        if at is None:
            raise refuse(Code.NOT_FOUND, "before", "record", record=wanted)
        end = Link(at).place
    most = limit + _AHEAD  # so that what the last one shown is counted from is among them
    records = reads.counters_until(machine.ref, end[0], most)
    oldest = Link(records[-1]).place if len(records) == most else (_NEVER, 0, 0)
    links = _links(records, reads.resets(machine.ref))
    found = tuple(link for link in links if oldest <= link.place < end)
    shown = tuple(linked(None, found))[-limit:]
    rows = tuple(ChainRow(each, _shift_of(reads, each)) for each in reversed(shown))
    return ChainPage(machine, rows, shown[0].link.what.ref.uid if len(found) > limit else None)


def before_place(reads: Reads, machine: Ref, place: Place) -> Link | None:
    """What a reading at a place is counted from: the last link before it that holds."""
    resets = (reset for reset in reads.resets(machine) if reset.at <= place[0])
    links = _links(reads.counters_until(machine, place[0], _AHEAD), resets)
    return next((link for link in reversed(links) if link.place < place and link.holds), None)


def after_place(reads: Reads, machine: Ref, place: Place) -> tuple[Link, ...]:
    """The links after a place, in order; no more than a supervisor would look through."""
    resets = (reset for reset in reads.resets(machine) if reset.at >= place[0])
    links = _links(reads.counters_from(machine, place[0], _AHEAD), resets)
    return tuple(link for link in links if link.place > place)


def next_reading(reads: Reads, machine: Ref, at: datetime, typed: int = sys.maxsize) -> WorkRecord | None:
    """The first reading that holds after one at ``at``, unless a reset lies between.

    ``typed`` is the id of the reading that it follows; a new one comes after all at its instant.
    """
    for link in after_place(reads, machine, (at, typed, 0)):
        if isinstance(link.what, CounterReset):
            return None
        if link.holds:
            return link.what
    return None


def count_again(uow: UnitOfWork, record: WorkRecord) -> WorkRecord | None:
    """Count the reading after a new one anew, which was typed before: from the new one.

    Answers that reading as it is now. Where its shift takes no entries, or somebody corrected it, it stays
    as it is and a signed correction has to say what it makes. None where nothing follows.
    """
    if record.machine is None or record.counter is None or record.disputed or record.measured_at is None:
        return None
    after = next_reading(uow, record.machine, record.measured_at, record.ref.id)
    if after is None or after.counter is None:
        return after
    shift = uow.shift(after.shift.id)
    counted = after.previous_counter is not None and after.quantity == after.counter - after.previous_counter
    if shift is None or after.corrected or not counted or not isinstance(admits(shift, Entry.WORK), Admitted):
        return after
    return uow.change(after, quantity=after.counter - record.counter, previous_counter=record.counter)


def _links(records: Iterable[WorkRecord], resets: Iterable[CounterReset]) -> tuple[Link, ...]:
    return in_order([*(Link(record) for record in records), *(Link(reset) for reset in resets)])


def _shift_of(reads: Reads, each: Linked) -> Shift | None:
    what = each.link.what
    return reads.shift(what.shift.id) if isinstance(what, WorkRecord) else None
