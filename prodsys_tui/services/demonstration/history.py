"""The demonstration's past and present: days of shifts, and one that is running now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from prodsys_tui.domain.model import ShiftState
from prodsys_tui.domain.shift.calendar import Calendar, Turn
from prodsys_tui.services.control.control_limits import freeze_limits
from prodsys_tui.services.control.control_view import Wanted
from prodsys_tui.services.demonstration.crew import Crew, Run
from prodsys_tui.services.demonstration.floor import Floor
from prodsys_tui.services.demonstration.plan import DemoPlan
from prodsys_tui.services.demonstration.trust import LAMINATING, hold_and_release, hold_what_failed
from prodsys_tui.services.line.crews import add_crew, join_crew
from prodsys_tui.services.line.orders import add_order
from prodsys_tui.services.line.runs import run_order
from prodsys_tui.services.places import found, person_of
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.shift.closing import approve_shift, close_shift
from prodsys_tui.services.shift.shifts import open_shift
from prodsys_tui.services.site.people import add_crew_person, add_user
from prodsys_tui.services.use_case import Act

P = ParamSpec("P")
R = TypeVar("R")

_REVIEWED, _WAITING, _COMPLETE, _READY = 4, 5, 1, 6
TAPES, CHARTED = 1, "Denier"
_ASLEEP = {7: "Sin rollos de manga PE disponibles", 8: "Sin material de desperdicio disponible"}


@dataclass(frozen=True, slots=True)
class Window:
    """A turn of an operating date, with its instants (UTC)."""

    turn: Turn
    day: date
    starts: datetime
    ends: datetime

    def at(self, part: float) -> datetime:
        """The instant when that part of the turn has passed."""
        return self.starts + (self.ends - self.starts) * part


@dataclass(frozen=True, slots=True)
class InOneTransaction:
    """Runs bodies inside one open unit of work, each at its own instant."""

    plant: Plant
    uow: UnitOfWork

    def __call__(
        self,
        body: Callable[Concatenate[UnitOfWork, Act, P], R],
        person: str,
        at: datetime | None,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """The body's answer."""
        who = found(person_of(self.uow, person))
        return body(self.uow, self.plant.act(who, at), *args, **kwargs)


def people_and_orders(plant: Plant, plan: DemoPlan, admin: str, at: datetime) -> None:
    """The plan's people, all with the same PIN, and its orders on their machines: one transaction."""
    with plant.store.begin(admin, "demo-people", at) as uow:
        run = InOneTransaction(plant, uow)
        for person in plan.people:
            run(add_user, admin, at, person.code, person.name, person.role, plan.pin, plant.hasher)
        for code, name in plan.crew_people.items():
            run(add_crew_person, admin, at, code, name)
        for crew in plan.crews:
            run(add_crew, admin, at, crew.code, crew.name, crew.process, crew.turn)
            for member, machines in crew.members.items():
                for machine in machines:
                    run(join_crew, admin, at, crew.code, member, machine)
        for order in plan.orders:
            run(add_order, admin, at, order.code, order.product, order.quantity, specs=order.specs)
            for machine in order.machines:
                run(run_order, admin, at, machine, order.code)


def windows(calendar: Calendar, zone: ZoneInfo, now: datetime, days: int) -> Iterator[Window]:
    """The turns of the last days, oldest first; the last one is running now."""
    today, _ = calendar.at(now.astimezone(zone))
    for back in range(days, -1, -1):
        day = today - timedelta(days=back)
        for turn in calendar.turns:
            starts, ends = calendar.window(turn, day, zone)
            if starts <= now:
                yield Window(turn, day, starts, ends)


def past_shift(plant: Plant, crew: Crew, window: Window, *, held: bool = False) -> None:
    """One whole shift of the past, from opening to approval: one transaction.

    ``held``: what was laminated stays held at its end, for a sample of it failed.
    """
    with plant.store.begin(crew.inspector, "demo-shift", window.at(0.999)) as uow:
        floor = Floor(InOneTransaction(plant, uow), crew)
        opened = window.at(0.01)
        floor.run(open_shift, floor.crew.inspector, opened, window.turn.code, window.day)
        floor.assign_all(opened)
        floor.declare_idle(opened)
        if window.day.toordinal() % _HELD_EVERY == 0:
            hold_and_release(floor, window.at(0.3), window.at(0.4), window.at(0.55))
        for contract in floor.crew.contracts:
            for run in floor.crew.runs(contract):
                _work(floor, run, window)
        if held:
            coated = next(run for one in crew.contracts if one.id == LAMINATING for run in crew.runs(one))
            coat = next(parameter for parameter in coated.contract.parameters if parameter.specification)
            hold_what_failed(floor, floor.deviate(coated, coat, window.at(0.88)), window.at(0.975))
        floor.general_work("8", window.at(0.95))
        floor.use_up(window.at(0.97))
        shift = floor.run(close_shift, floor.crew.inspector, window.at(0.985))
        if shift.state is ShiftState.REVIEW:
            comments = {"": "Revisado con el inspector: el proceso quedó dentro de especificación."}
            floor.run(approve_shift, floor.crew.supervisor, window.at(0.995), shift.ref.id, comments)


def _work(floor: Floor, run: Run, window: Window) -> None:
    """What one run does in a past shift: its rounds, now and then a deviation or a stop, its production."""
    rounds = max((parameter.due for parameter in run.contract.parameters), default=0)
    for turn in range(rounds):
        floor.sample_round(run, window.at(0.06 + 0.78 * turn / rounds), turn)
    numeric = [p for p in run.contract.parameters if p.due and (p.specification or p.tolerance)]
    if numeric and floor.crew.random.random() < _DEVIATES:
        floor.deviate(run, floor.crew.random.choice(numeric), window.at(0.86))
    if floor.crew.random.random() < _STOPS:
        floor.stop(run, window.at(0.4), floor.crew.random.randint(8, 45))
    batch = floor.produce(run, window.at(0.95)).batch
    parameter = next(p for p in run.contract.parameters if p.due)
    # What was made is looked at once more, as the batch that it is.
    floor.sample(run, parameter, window.at(0.96), batch=batch.code if batch is not None else None)


_DEVIATES = 0.02
_STOPS = 0.25
_HELD_EVERY = 3
_FROZEN_AFTER = 5


def freeze_first_days(floor: Floor, first: date, window: Window) -> None:
    """The supervisor freezes the control limits of what the first days measured."""
    chart = Wanted(TAPES, CHARTED, since=first, until=window.day - timedelta(days=1))
    floor.run(freeze_limits, floor.crew.supervisor, window.starts, chart, "Arranque de la carta")


def running_shift(plant: Plant, crew: Crew, window: Window, now: datetime) -> None:
    """The shift that is running: one process complete, one in review, one waiting for quality."""

    def at(part: float) -> datetime:
        return window.starts + (now - window.starts) * part

    with plant.store.begin(crew.inspector, "demo-shift", now) as uow:
        floor = Floor(InOneTransaction(plant, uow), crew)
        floor.run(open_shift, floor.crew.inspector, at(0.02), window.turn.code, window.day)
        floor.assign_all(at(0.03))
        floor.declare_idle(at(0.04), _ASLEEP)
        by_process = {contract.id: list(floor.crew.runs(contract)) for contract in floor.crew.contracts}
        for run in by_process[_COMPLETE]:
            _gate(floor, run, at)
            floor.produce(run, at(0.8), Decimal("0.6"))
        for run in by_process[2][:3]:
            _gate(floor, run, at)
            floor.produce(run, at(0.85), Decimal("0.5"))
        for run in by_process[_READY]:
            _gate(floor, run, at)
        (reviewed,) = by_process[_REVIEWED]
        viscosity = next(p for p in reviewed.contract.parameters if p.specification)
        for place, good in enumerate((True, True, False)):
            floor.sample(reviewed, viscosity, at(0.3 + 0.2 * place), good=good)
        waiting = by_process[_WAITING][0]
        floor.sample(waiting, waiting.contract.parameters[0], at(0.6))


def _gate(floor: Floor, run: Run, at: Callable[[float], datetime]) -> None:
    """Enough complying samples of a run to open its gate."""
    typed = [parameter for parameter in run.contract.parameters if parameter.due]
    for place, parameter in enumerate(typed):
        floor.sample(run, parameter, at(0.1 + 0.5 * place / len(typed)))


def make_history(
    plant: Plant, plan: DemoPlan, admin: str, calendar: Calendar, days: int, *, running: bool = True
) -> None:
    """Fill a new store with the plan's people and orders, and with a past of so many days.

    ``running``: with the shift that is running now, too. Raises ``Refused`` when the plan breaks a rule,
    which would be a fault of the plan.
    """
    now = plant.clock.now()
    *past, present = windows(calendar, ZoneInfo(plan.zone), now, days)
    people_and_orders(plant, plan, admin, past[0].starts - timedelta(hours=1))
    crew = Crew.coming(plant, plan)
    for window in past:
        if window.day == past[0].day + timedelta(days=_FROZEN_AFTER) and window.turn == past[0].turn:
            with plant.store.begin(crew.supervisor, "demo-limits", window.starts) as uow:
                freeze_first_days(Floor(InOneTransaction(plant, uow), crew), past[0].day, window)
        past_shift(plant, crew, window, held=running and window is past[-1])
    if running:
        running_shift(plant, crew, present, now)
