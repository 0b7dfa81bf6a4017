"""A contract over the last days before it takes effect: which results, gates and closes would have changed.

Spec ``domain.md`` §5. One shift is read at a time, the oldest first, and nothing is written.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import ContractVersion, Result, Sample, Shift
from prodsys_tui.domain.quality.judgement import Specs
from prodsys_tui.domain.shift.past import Past
from prodsys_tui.domain.shift.replay import ShiftReplay, replay
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.line.stop_report import first_day
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.shift.closing import closing_of, known_contracts

_MOST = 10_000
"""The most samples or records of a shift's process."""


@dataclass(slots=True)
class Replayed:
    """How much was judged again, and how much of it would have come out otherwise.

    ``results`` counts by the result that was and the one that would have been, ``""`` where the value would
    have been refused; ``closes`` likewise by the states, with how many would have lacked something.
    """

    shifts: int = 0
    samples: int = 0
    records: int = 0
    results: Counter[tuple[str, str]] = field(default_factory=Counter)
    locked: int = 0
    gates: int = 0
    closes: Counter[tuple[str, str]] = field(default_factory=Counter)
    lacking: int = 0

    @property
    def refused(self) -> int:
        """The samples whose value would have been refused."""
        return self._to("")

    @property
    def failing(self) -> int:
        """The samples that would not have complied any more."""
        return self._to(Result.FAILS)

    @property
    def complying(self) -> int:
        """The samples that would have complied."""
        return self._to(Result.COMPLIES)

    def _to(self, after: str) -> int:
        return sum(count for (_, result), count in self.results.items() if result == after)

    def add(self, one: ShiftReplay) -> None:
        """Count a shift."""
        self.shifts += 1
        self.samples += one.samples
        self.records += one.records
        self.results.update((each.sample.result.value, each.after or "") for each in one.results)
        self.locked += len(one.locked)
        self.gates += len(one.gates)
        if one.close is not None:
            self.closes[one.close.state.value, one.close.state_after.value] += 1
            self.lacking += bool(one.close.missing)


def replay_contract(
    reads: Reads, contracts: ContractBook, contract: ProcessContract, now: datetime, days: int
) -> Iterator[ShiftReplay]:
    """Every shift of the last days, voided ones aside, judged again under a contract of its process.

    Raises ``Refused``: ``not-found`` (process), ``bad-value`` (days).
    """
    contracts.of(reads, contract.id)
    history = [(each, contracts.version(each).contract) for each in reads.contract_history(contract.id)]
    for shift in reads.shifts_since(first_day(reads, now, days)):
        yield replay(_past(reads, contracts, contract, history, shift), contract)


def counted(shifts: Iterable[ShiftReplay]) -> Replayed:
    """The counts alone, without keeping a shift."""
    total = Replayed()
    for each in shifts:
        total.add(each)
    return total


def _past(
    reads: Reads,
    contracts: ContractBook,
    contract: ProcessContract,
    history: Sequence[tuple[ContractVersion, ProcessContract]],
    shift: Shift,
) -> Past:
    """What the process of a contract was in a shift."""
    then = _in_force(history, shift)
    known = tuple(then if each.id == then.id else each for each in known_contracts(reads, contracts))
    closing = closing_of(reads, (*known, contract), reads.facts(shift))
    samples = reads.samples(shift=shift.ref, process_id=then.id, limit=_MOST)[::-1]
    own = {sample.ref.id for sample in samples}
    return Past(
        replace(closing, contracts=known),
        then,
        samples,
        [each for each in reads.dispositions(shift.ref) if each.sample.id in own],
        reads.records(shift=shift.ref, process_id=then.id, limit=_MOST)[::-1],
        {version.ref.uid: each for version, each in history},
        _specs(reads, samples),
    )


def _in_force(history: Sequence[tuple[ContractVersion, ProcessContract]], shift: Shift) -> ProcessContract:
    """The contract that a shift was closed under; of one that is not closed, the one in force."""
    closed = shift.closed_at
    applied = [each for version, each in history if closed is None or version.in_force_at <= closed]
    return applied[-1] if applied else history[0][1]


def _specs(reads: Reads, samples: Iterable[Sample]) -> dict[int, Specs]:
    """What the orders of samples specify, by the orders' ids."""
    codes = dict.fromkeys(each.order.code for each in samples if each.order is not None)
    orders = (reads.order(code) for code in codes)
    return {order.ref.id: order.specs for order in orders if order is not None}
