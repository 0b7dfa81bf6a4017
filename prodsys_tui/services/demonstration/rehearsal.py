"""One whole shift, played aloud through the real services: every rule is tried, and must hold.

A step that should be refused must be refused with its code and change nothing. Spec ``cli.md``,
``demo --auto``.
"""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import BatchState, Shift, ShiftState
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.rights import Role
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.demonstration.crew import LOOMS, PRINTING, Crew
from prodsys_tui.services.demonstration.floor import Floor
from prodsys_tui.services.demonstration.plan import DemoPlan
from prodsys_tui.services.demonstration.stage import Stage, Step
from prodsys_tui.services.demonstration.trust import held_and_released, traced_and_certified
from prodsys_tui.services.line.runs import run_order, use_batches
from prodsys_tui.services.line.stops import add_stop
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.production import AddProduction, add_production
from prodsys_tui.services.quality.samples import AddSample, add_sample, justify
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.closing import approve_shift, close_shift
from prodsys_tui.services.shift.shifts import observe, open_shift

TAPES, SACKS = 1, 5


@dataclass(slots=True)
class Rehearsal:
    """Plays a shift in a plant where none is open; ``shift`` and ``batches`` are what came of it.

    ``verify`` tells whether the plant's store holds nothing that was not written through its one door.
    """

    plant: Plant
    plan: DemoPlan
    verify: Callable[[], bool]
    shift: Shift | None = None
    batches: list[str] = field(default_factory=list)

    def play(self) -> Iterator[Step]:
        """All steps in order; the last one tells it when a step that must work is refused."""
        stage = Stage(self.plant, self.plan.pin)
        try:
            yield from self._shift(stage, Floor(stage.run, Crew.coming(self.plant, self.plan)))
            yield Step("demo.verified", {}, self.verify())
        except Refused as refused:
            yield Step("demo.unexpected", {}, held=False, refusals=refused.reasons)

    def _shift(self, stage: Stage, floor: Floor) -> Iterator[Step]:
        by_id = {contract.id: contract for contract in floor.crew.contracts}
        yield from _enter(stage, floor.crew.inspector)
        self.shift = yield from _open(stage, floor)
        yield from _gate(stage, floor, by_id[TAPES])
        yield from _sample_all(stage, floor)
        yield from _deviate(stage, floor, by_id[PRINTING])
        self.batches = yield from _produce(stage, floor)
        yield from held_and_released(stage, floor, by_id[SACKS])
        yield from _use_up(stage, floor, by_id[LOOMS])
        self.shift = yield from _close(stage, floor, by_id[PRINTING])
        self.shift = yield from _approve(stage, floor, self.shift)
        yield from traced_and_certified(stage, floor, self._batch_of(floor, by_id[SACKS]))

    def _batch_of(self, floor: Floor, contract: ProcessContract) -> str:
        """The batch that a process made in this shift."""
        order = next(floor.crew.runs(contract)).order.code
        return next(code for code in self.batches if code.startswith(order))


def _enter(stage: Stage, person: str) -> Iterator[Step]:
    wrong = Stage(stage.plant, stage.pin[::-1])
    yield stage.refused("demo.wrong-pin", Code.WRONG_PIN, lambda: wrong.log_in(person), person=person)
    stage.log_in(person)
    yield Step("demo.login", {"person": person}, held=True)


def _open(stage: Stage, floor: Floor) -> Generator[Step, None, Shift]:
    operator, inspector = floor.crew.plan.codes(Role.OPERATOR)[0], floor.crew.inspector
    yield stage.refused(
        "demo.open-not-permitted",
        Code.NOT_PERMITTED,
        lambda: stage.run(open_shift, operator, None),
        person=operator,
    )
    shift = stage.run(open_shift, inspector, None)
    yield Step(
        "demo.opened", {"turn": shift.turn, "date": shift.operating_date}, shift.state is ShiftState.OPEN
    )
    yield stage.refused(
        "demo.second-shift", Code.SHIFT_ALREADY_OPEN, lambda: stage.run(open_shift, inspector, None)
    )
    floor.assign_all(None)
    floor.declare_idle(None)
    yield Step("demo.assigned", {"processes": len(floor.crew.contracts)}, held=True)
    return shift


def _gate(stage: Stage, floor: Floor, contract: ProcessContract) -> Iterator[Step]:
    run = next(floor.crew.runs(contract))

    def sample(parameter: str, value: str) -> object:
        command = AddSample(contract.id, parameter, value, run.machine, run.order.code)
        return stage.run(add_sample, floor.crew.operator(contract), None, command)

    yield stage.refused(
        "demo.locked", Code.GATE_CLOSED, lambda: floor.produce(run, None), process=contract.name
    )
    yield stage.refused("demo.invalid", Code.OUT_OF_VALIDITY, lambda: sample("Gramaje", "850"), value="850")
    yield stage.refused("demo.doubtful", Code.DOUBTFUL, lambda: sample("Denier", "8.05"), value="8.05")
    yield stage.refused(
        "demo.unknown", Code.UNKNOWN_PARAMETER, lambda: sample("Humedad", "5"), parameter="Humedad"
    )


def _sample_all(stage: Stage, floor: Floor) -> Iterator[Step]:
    for contract in floor.crew.contracts:
        runs = list(floor.crew.runs(contract))
        rounds = max((parameter.due for parameter in contract.parameters), default=0)
        for run in runs:
            for turn in range(rounds):
                floor.sample_round(run, None, turn)
        if runs:
            told = {"process": contract.name, "rounds": rounds * len(runs)}
            yield Step("demo.sampled", told, stage.gate_open(contract.id))


def _deviate(stage: Stage, floor: Floor, contract: ProcessContract) -> Iterator[Step]:
    run, inspector = next(floor.crew.runs(contract)), floor.crew.inspector
    parameter = next(one for one in contract.parameters if one.specification)
    failing = floor.sample(run, parameter, None, good=False).sample

    def settle(**words: str) -> object:
        return stage.run(justify, inspector, None, failing.ref.uid, **words)

    told = {"process": contract.name, "parameter": parameter.name, "value": failing.value}
    yield Step("demo.failed", {**told, "result": failing.result.value}, not stage.gate_open(contract.id))
    yield stage.refused(
        "demo.review-locks",
        Code.PROCESS_IN_REVIEW,
        lambda: floor.produce(run, None),
        process=contract.name,
    )
    yield stage.refused("demo.short", Code.JUSTIFICATION_TOO_SHORT, lambda: settle(text="ajuste"))
    done = {"cause": "máquina", "action": "ajuste"}
    yield stage.refused("demo.not-again", Code.NOT_MEASURED_AGAIN, lambda: settle(**done))
    floor.sample(run, parameter, None)
    yield Step("demo.measured-again", {"parameter": parameter.name}, not stage.gate_open(contract.id))
    settle(**done)
    yield Step("demo.settled", {"process": contract.name}, stage.gate_open(contract.id))


def _produce(stage: Stage, floor: Floor) -> Generator[Step, None, list[str]]:
    batches: dict[str, None] = {}
    for contract in floor.crew.contracts:
        in_use = contract.production.batches_demanded
        if in_use:
            yield from _line(stage, floor, contract)
        for run in floor.crew.runs(contract):
            saved = floor.produce(run, None, in_use=in_use)
            code = saved.batch.code if saved.batch is not None else ""
            batches[code] = None
            made = {"machine": run.machine, "quantity": saved.record.quantity, "unit": contract.unit}
            yield Step("demo.produced", {**made, "batch": code}, code.startswith(f"{run.order.code}-"))
    floor.general_work("8", None)
    yield Step("demo.general", {"hours": 8}, held=True)
    return list(batches)


def _line(stage: Stage, floor: Floor, looms: ProcessContract) -> Iterator[Step]:
    """An order that is changed and changed back, and looms that take their tape from a batch in use."""
    operator, runs, tape = (
        floor.crew.operator(looms),
        list(floor.crew.runs(looms)),
        floor.crew.made[TAPES][-1],
    )
    machine, orders = runs[-1].machine, (runs[0].order.code, runs[-1].order.code)
    changes = [stage.run(run_order, operator, None, machine, order) for order in orders]
    for change in changes:
        told = {"machine": machine, "order": change.run.order.code if change.run else ""}
        yield Step("demo.run-changed", {**told, "due": len(change.due)}, change.ended is not None)
    used = [stage.run(use_batches, operator, None, run.machine, (tape,)) for run in runs]
    yield Step("demo.in-use", {"batch": tape, "machines": len(used)}, all(used))


def _use_up(stage: Stage, floor: Floor, looms: ProcessContract) -> Iterator[Step]:
    run, used = next(floor.crew.runs(looms)), floor.crew.made[TAPES][-1]
    operator, inspector = floor.crew.operator(looms), floor.crew.inspector
    held, closed = BatchState.HELD.value, BatchState.CLOSED.value
    yield stage.refused(
        "demo.batch-comment",
        Code.COMMENT_REQUIRED,
        lambda: stage.run(set_batch_state, operator, None, used, held, "  "),
        batch=used,
    )
    stage.run(set_batch_state, inspector, None, used, closed, "agotado")
    yield Step("demo.batch-closed", {"batch": used}, held=True)
    reading = str(floor.crew.counters[run.machine] + 10)
    more = AddProduction(looms.id, run.order.code, run.machine, counter=reading, consumes=(used,))
    yield stage.refused(
        "demo.closed-batch",
        Code.BATCH_CLOSED,
        lambda: stage.run(add_production, operator, None, more),
        batch=used,
    )


def _close(stage: Stage, floor: Floor, contract: ProcessContract) -> Generator[Step, None, Shift]:
    run = next(floor.crew.runs(contract))
    operator, supervisor = floor.crew.operator(contract), floor.crew.supervisor
    minutes = 600

    def stop() -> object:
        return stage.run(add_stop, operator, None, contract.id, "Limpieza", run.machine, minutes=minutes)

    def close(person: str) -> Shift:
        return stage.run(close_shift, person, None)

    yield stage.refused("demo.long-stop", Code.STOP_EXCEEDS_SCHEDULE, stop, minutes=minutes)
    yield stage.refused("demo.close-unexplained", Code.UNEXPLAINED_DEVIATION, lambda: close(supervisor))
    text = "Viscosidad alta al arranque; se ajustó con solvente y quedó dentro."
    stage.run(observe, floor.crew.inspector, None, contract.id, text)
    yield Step("demo.observed", {"process": contract.name}, held=True)
    yield stage.refused("demo.close-not-permitted", Code.NOT_PERMITTED, lambda: close(operator))
    shift = close(supervisor)
    yield Step("demo.closed", {"state": shift.state.value}, shift.state is ShiftState.REVIEW)
    return shift


def _approve(stage: Stage, floor: Floor, shift: Shift) -> Generator[Step, None, Shift]:
    closer, other = floor.crew.plan.codes(Role.SUPERVISOR)[:2]
    inspector, key = floor.crew.inspector, shift.ref.id

    def approve(person: str) -> Shift:
        comments = {"": "Revisado: el proceso volvió a especificación antes de producir."}
        return stage.run(approve_shift, person, None, key, comments)

    def observe_late() -> object:
        return stage.run(observe, inspector, None, PRINTING, "Una nota que llega tarde.", shift=key)

    yield stage.refused("demo.closer-approves", Code.SAME_PERSON, lambda: approve(closer), person=closer)
    approved = approve(other)
    told = {"person": other, "state": approved.state.value}
    yield Step("demo.approved", told, approved.state is ShiftState.CLOSED)
    yield stage.refused("demo.read-only", Code.SHIFT_CLOSED, observe_late)
    return approved
