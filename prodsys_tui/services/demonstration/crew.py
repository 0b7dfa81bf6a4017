"""Who works at the demonstration plant, what runs there, and what they know from one shift to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Batch, BatchState
from prodsys_tui.domain.rights import Role
from prodsys_tui.services.demonstration.plan import DemoOrder, DemoPlan
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Reads

LOOMS, PRINTING = 2, 4
SEED = 20260315


@dataclass(frozen=True, slots=True)
class Run:
    """An order on the machines that run it."""

    contract: ProcessContract
    order: DemoOrder
    machine: str


@dataclass(slots=True)
class Crew:
    """Who works and what they know from one shift to the next: counters, and the batches still in use.

    ``made`` are the batches that a process made and others can consume, newest last.
    """

    plan: DemoPlan
    contracts: Sequence[ProcessContract]
    counters: dict[str, Decimal]
    made: dict[int, list[str]]
    rolls: int = 0
    random: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - invented values, no secret

    @classmethod
    def coming(cls, plant: Plant, plan: DemoPlan) -> "Crew":
        """The crew that comes to work and looks at what is there."""
        with plant.read() as reads:
            contracts = tuple(one.contract for one in plant.contracts.all(reads))
            last = {machine.code: reads.last_counter(machine.ref) for machine in reads.machines()}
            made = {
                contract.id: [batch.code for batch in reversed(_usable(reads, contract))]
                for contract in contracts
                if contract.downstream
            }
            rolls = len(reads.records(process_id=PRINTING))
        counters = {code: counter.reading for code, counter in last.items() if counter is not None}
        return cls(plan, contracts, counters, made, rolls)

    @property
    def inspector(self) -> str:
        """Who opens and closes."""
        return self.plan.codes(Role.INSPECTOR)[0]

    @property
    def supervisor(self) -> str:
        """Who approves."""
        return self.plan.codes(Role.SUPERVISOR)[0]

    def operator(self, contract: ProcessContract) -> str:
        """Who works at a process."""
        people = self.plan.codes(Role.OPERATOR)
        return people[contract.id % len(people)]

    def material(self, contract: ProcessContract) -> tuple[str, ...]:
        """What a process takes its material from: the newest batch of each order that feeds it directly.

        Printed cloth was woven and laminated before: of these three only the printing feeds the sacks.
        """
        through = {before for one in self.contracts if one.id in contract.upstream for before in one.upstream}
        return tuple(
            code
            for process in contract.upstream
            if process not in through
            for code in self.made.get(process, [])[-len(self.plan.orders_of(process)) :]
        )

    def runs(self, contract: ProcessContract) -> Iterator[Run]:
        """What runs at a process."""
        for order in self.plan.orders_of(contract.id):
            for machine in order.machines:
                yield Run(contract, order, machine)


def _usable(reads: Reads, contract: ProcessContract) -> Sequence[Batch]:
    return reads.batches(states=(BatchState.ACTIVE,), processes=(contract.id,))
