"""People at work on the demonstration's floor: what they measure, make, stop and close in a shift.

The same work is played in two ways: for the history, many bodies share one unit of work and each has its
own instant; aloud, every step is a transaction of its own. ``Runner`` is the difference.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from prodsys_tui.domain.contract.contract import Parameter
from prodsys_tui.domain.model import BatchState, Sample
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.demonstration.crew import Crew, Run
from prodsys_tui.services.demonstration.measuring import measure
from prodsys_tui.services.line.crews import assign_crew
from prodsys_tui.services.line.stops import add_stop
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.production.production import AddProduction, ProductionSaved, add_production
from prodsys_tui.services.production.production_parts import TypedParts
from prodsys_tui.services.quality.samples import AddSample, SampleSaved, add_sample, justify
from prodsys_tui.services.shift.shifts import assign, observe, set_idle
from prodsys_tui.services.use_case import Act

P = ParamSpec("P")
R = TypeVar("R")

_FIRST_READING = Decimal(12000)
_IN_USE = 3


class Runner(Protocol):
    """Runs a body as somebody, at an instant (None: by the plant's clock)."""

    def __call__(
        self,
        body: Callable[Concatenate[UnitOfWork, Act, P], R],
        person: str,
        at: datetime | None,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """The body's answer; raises ``Refused``."""
        ...


@dataclass(frozen=True, slots=True)
class Floor:
    """The floor of one shift: the crew, and how its work is run."""

    run: Runner
    crew: Crew

    def assign_all(self, at: datetime | None) -> None:
        """The crew of the turn where the process has crews, else a person at the process."""
        with_crews = {crew.process for crew in self.crew.plan.crews}
        for contract in self.crew.contracts:
            if contract.id in with_crews:
                self.run(assign_crew, self.crew.inspector, at, contract.id)
                continue
            self.run(assign, self.crew.inspector, at, contract.id, self.crew.operator(contract))

    def declare_idle(self, at: datetime | None, asleep: Mapping[int, str] | None = None) -> None:
        """The machines that run nothing, and whole processes in ``asleep`` with their reasons."""
        asleep = asleep or {}
        for process, reason in asleep.items():
            self.run(set_idle, self.crew.inspector, at, process, reason)
        for contract in self.crew.contracts:
            if contract.id in asleep:
                continue
            used = {run.machine for run in self.crew.runs(contract)}
            for machine in contract.machines:
                if machine not in used:
                    reason = contract.idle_reasons[0]
                    self.run(set_idle, self.crew.inspector, at, contract.id, reason, machine)

    def sample(
        self,
        run: Run,
        parameter: Parameter,
        at: datetime | None,
        *,
        good: bool = True,
        batch: str | None = None,
    ) -> SampleSaved:
        """One sample, well or badly made."""
        value = measure(parameter, run.order, self.crew.plan, self.crew.random, good=good)
        command = AddSample(
            run.contract.id, parameter.name, value, run.machine, run.order.code, batch, measured_at=at
        )
        return self.run(add_sample, self.crew.operator(run.contract), at, command)

    def sample_round(self, run: Run, at: datetime | None, turn: int = 0) -> None:
        """Every parameter that is due more than ``turn`` times, once, minutes apart."""
        for place, parameter in enumerate(p for p in run.contract.parameters if p.due > turn):
            self.sample(run, parameter, at + timedelta(minutes=place) if at else None)

    def deviate(self, run: Run, parameter: Parameter, at: datetime) -> Sample:
        """A failing sample, a complying one a quarter of an hour later, and what was done about it."""
        failing = self.sample(run, parameter, at, good=False).sample
        later = at + timedelta(minutes=15)
        self.sample(run, parameter, later)
        self.run(
            justify,
            self.crew.inspector,
            later + timedelta(minutes=5),
            failing.ref.uid,
            cause="máquina",
            action="ajuste",
        )
        self.run(
            observe,
            self.crew.inspector,
            later + timedelta(minutes=6),
            run.contract.id,
            f"{parameter.name} fuera de especificación en {run.machine}; se ajustó y se midió de nuevo.",
            run.machine,
        )
        return failing

    def produce(
        self, run: Run, at: datetime | None, part: Decimal = Decimal(1), *, in_use: bool = False
    ) -> ProductionSaved:
        """What a run makes of its share of the target; ``part`` of a whole turn.

        ``in_use``: what it consumes is what the machine has in use.
        """
        contract = run.contract
        quantity = (self._share(run) * part * Decimal(self.crew.random.randint(86, 104)) / 100).quantize(
            Decimal(1)
        )
        rules = contract.production
        rolls = self._rolls(quantity) if rules.whole and rules.roll_pattern else ()
        first = run.machine not in self.crew.counters
        before = self.crew.counters.get(run.machine, _FIRST_READING)
        command = AddProduction(
            contract.id,
            run.order.code,
            run.machine,
            quantity=str(quantity) if (first or not rules.counter) and not rolls else None,
            counter=str(before + quantity) if rules.counter else None,
            waste=str(Decimal(self.crew.random.randint(5, 60)) / 10) if rules.waste_demanded else None,
            waste_to=rules.waste_destinations[0] if rules.waste_demanded else None,
            consumes=() if in_use else self.crew.material(contract),
            parts=TypedParts(
                rolls,
                bags=str(round(quantity / rules.bag_nominal_kg)) if rules.bag_nominal_kg else None,
                mix=self.crew.plan.mixes.get(contract.id, ()),
            ),
        )
        saved = self.run(add_production, self.crew.operator(contract), at, command)
        if rules.counter:
            self.crew.counters[run.machine] = before + quantity
        made = self.crew.made.get(contract.id)
        if saved.batch is not None and made is not None and saved.batch.code not in made:
            made.append(saved.batch.code)
        return saved

    def _rolls(self, quantity: Decimal) -> tuple[str, ...]:
        """What was printed, on two rolls; the rolls of an order are never called alike."""
        self.crew.rolls += 1
        half = quantity // 2
        code = f"R{self.crew.rolls:03}-T05-L001-I"
        return (f"{code}001={half}", f"{code}002={quantity - half}")

    def use_up(self, at: datetime) -> None:
        """Close the batches that the next process has used up: all but the newest of each."""
        for made in self.crew.made.values():
            while len(made) > _IN_USE:
                code = made.pop(0)
                self.run(set_batch_state, self.crew.inspector, at, code, BatchState.CLOSED.value, "agotado")

    def general_work(self, hours: str, at: datetime | None) -> None:
        """Hours of support work, which need no order, machine or sample."""
        for contract in self.crew.contracts:
            if contract.support:
                self.run(
                    add_production,
                    self.crew.operator(contract),
                    at,
                    AddProduction(contract.id, quantity=hours),
                )

    def stop(self, run: Run, at: datetime, minutes: int) -> None:
        """A stop of some minutes for one of the process's own reasons."""
        reasons = [reason for group in run.contract.stop_reasons.values() for reason in group]
        ends = at + timedelta(minutes=minutes)
        self.run(
            add_stop,
            self.crew.operator(run.contract),
            ends,
            run.contract.id,
            self.crew.random.choice(reasons),
            run.machine,
            starts=at,
            ends=ends,
        )

    def _share(self, run: Run) -> Decimal:
        target = run.contract.target or Decimal(100)
        if run.contract.target_per_machine:
            return target
        return target / len(list(self.crew.runs(run.contract)))
