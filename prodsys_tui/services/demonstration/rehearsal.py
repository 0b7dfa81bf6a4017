"""One whole shift, played aloud through the real services: every rule is tried, and must hold.

Each step is a transaction of its own, by a person who logged in with a PIN. A step that should be refused
must be refused with its code and change nothing. Spec ``cli.md``, ``demo --auto``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Concatenate, ParamSpec, TypeVar

from prodsys_tui.domain.contract import ProcessContract
from prodsys_tui.domain.model import BatchState, Person, Shift, ShiftState
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Role
from prodsys_tui.services.batches import set_batch_state
from prodsys_tui.services.board import board
from prodsys_tui.services.closing import approve_shift, close_shift
from prodsys_tui.services.demonstration.floor import Crew, Floor, Run
from prodsys_tui.services.demonstration.history import SEED
from prodsys_tui.services.demonstration.plan import DemoPlan
from prodsys_tui.services.login import log_in
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.production import AddProduction, add_production
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.samples import AddSample, add_sample, justify
from prodsys_tui.services.shifts import observe, open_shift
from prodsys_tui.services.stops import add_stop
from prodsys_tui.services.use_case import Act

P = ParamSpec("P")
R = TypeVar("R")

TAPES, LOOMS, PRINTING = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a key of the ``demo`` texts with its parameters, what came of it, and whether it should."""

    key: str
    params: dict[str, object]
    held: bool
    refusals: tuple[Refusal, ...] = ()


@dataclass(slots=True)
class Rehearsal:
    """Plays a shift. ``steps`` grows; ``shift`` and ``batches`` are what came of it."""

    plant: Plant
    plan: DemoPlan
    verify: Callable[[], bool]
    shift: Shift | None = None
    batches: list[str] = field(default_factory=list)
    _people: dict[str, Person] = field(default_factory=dict)

    def play(self) -> Iterator[Step]:
        """All steps in order; the generator stops early when a step that must work is refused."""
        try:
            yield from self._enter()
            floor = self._floor()
            by_id = {contract.id: contract for contract in floor.crew.contracts}
            yield from self._open(floor)
            yield from self._gate(floor, by_id)
            yield from self._deviation(floor, by_id[PRINTING])
            yield from self._produce(floor)
            yield from self._batch(floor, by_id[LOOMS])
            yield from self._close(floor)
            yield from self._approve(floor)
            yield Step("demo.verified", {}, self.verify())
        except Refused as refused:
            yield Step("demo.unexpected", {}, held=False, refusals=refused.reasons)

    def _run(
        self,
        body: Callable[Concatenate[UnitOfWork, Act, P], R],
        person: str,
        at: datetime | None,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        del at  # aloud, everything happens now
        if person not in self._people:
            self._people[person] = log_in(self.plant, person, self.plan.pin)
        return self.plant.do(body, self._people[person], *args, **kwargs)

    def _refused(self, key: str, code: Code, action: Callable[[], object], **params: object) -> Step:
        """A step that must be refused with a code and leave the journal where it was."""
        before = self._head()
        try:
            action()
        except Refused as refused:
            held = code in {reason.code for reason in refused.reasons} and self._head() == before
            return Step(key, params, held, refused.reasons)
        return Step(key, params, held=False)

    def _head(self) -> tuple[int, str]:
        with self.plant.read() as reads:
            return reads.head()

    def _floor(self) -> Floor:
        with self.plant.read() as reads:
            contracts = tuple(one.contract for one in self.plant.contracts.all(reads))
        crew = Crew(self.plan, contracts, Random(SEED))  # noqa: S311 - invented values, no secret
        return Floor(self._run, crew)

    def _enter(self) -> Iterator[Step]:
        inspector = self.plan.codes(Role.INSPECTOR)[0]
        yield self._login_refused(inspector)
        self._people[inspector] = log_in(self.plant, inspector, self.plan.pin)
        yield Step("demo.login", {"person": inspector}, held=True)

    def _login_refused(self, person: str) -> Step:
        try:
            log_in(self.plant, person, self.plan.pin[::-1])
        except Refused as refused:
            return Step(
                "demo.wrong-pin",
                {"person": person},
                refused.reasons[0].code is Code.WRONG_PIN,
                refused.reasons,
            )
        return Step("demo.wrong-pin", {"person": person}, held=False)

    def _open(self, floor: Floor) -> Iterator[Step]:
        operator = self.plan.codes(Role.OPERATOR)[0]
        yield self._refused(
            "demo.open-not-permitted",
            Code.NOT_PERMITTED,
            lambda: self._run(open_shift, operator, None),
            person=operator,
        )
        self.shift = self._run(open_shift, floor.crew.inspector, None)
        yield Step(
            "demo.opened",
            {"turn": self.shift.turn, "date": self.shift.operating_date},
            self.shift.state is ShiftState.OPEN,
        )
        yield self._refused(
            "demo.second-shift",
            Code.SHIFT_ALREADY_OPEN,
            lambda: self._run(open_shift, floor.crew.inspector, None),
        )
        floor.assign_all(None)
        floor.declare_idle(None)
        yield Step("demo.assigned", {"processes": len(floor.crew.contracts)}, held=True)

    def _gate(self, floor: Floor, by_id: dict[int, ProcessContract]) -> Iterator[Step]:
        run = next(floor.crew.runs(by_id[TAPES]))
        yield self._refused(
            "demo.locked", Code.GATE_CLOSED, lambda: floor.produce(run, None), process=run.contract.name
        )
        yield self._refused(
            "demo.invalid",
            Code.OUT_OF_VALIDITY,
            lambda: self._sample(floor, run, "Gramaje", "850"),
            value="850",
        )
        yield self._refused(
            "demo.doubtful", Code.DOUBTFUL, lambda: self._sample(floor, run, "Denier", "8.05"), value="8.05"
        )
        yield self._refused(
            "demo.unknown",
            Code.UNKNOWN_PARAMETER,
            lambda: self._sample(floor, run, "Humedad", "5"),
            parameter="Humedad",
        )
        for contract in floor.crew.contracts:
            count = 0
            for run in floor.crew.runs(contract):
                for turn in range(max((p.due for p in contract.parameters), default=0)):
                    floor.sample_round(run, None, turn)
                    count += 1
            if count:
                yield Step(
                    "demo.sampled", {"process": contract.name, "rounds": count}, self._open_gate(contract.id)
                )

    def _sample(self, floor: Floor, run: Run, parameter: str, value: str) -> object:
        command = AddSample(run.contract.id, parameter, value, run.machine, run.order.code)
        return self._run(add_sample, floor.crew.operator(run.contract), None, command)

    def _open_gate(self, process: int) -> bool:
        with self.plant.read() as reads:
            seen = board(reads, self.plant.contracts, None)
        return seen is not None and not next(one for one in seen.processes if one.id == process).blocks

    def _deviation(self, floor: Floor, contract: ProcessContract) -> Iterator[Step]:
        run = next(floor.crew.runs(contract))
        parameter = next(one for one in contract.parameters if one.specification)
        failing = floor.sample(run, parameter, None, good=False).sample
        yield Step(
            "demo.failed",
            {
                "process": contract.name,
                "parameter": parameter.name,
                "value": failing.value,
                "result": failing.result.value,
            },
            not self._open_gate(contract.id),
        )
        uid = failing.ref.uid
        yield self._refused(
            "demo.review-locks",
            Code.PROCESS_IN_REVIEW,
            lambda: floor.produce(run, None),
            process=contract.name,
        )
        yield self._refused(
            "demo.short",
            Code.JUSTIFICATION_TOO_SHORT,
            lambda: self._run(justify, floor.crew.inspector, None, uid, text="ajuste"),
        )
        settle = {"cause": "máquina", "action": "ajuste"}
        yield self._refused(
            "demo.not-again",
            Code.NOT_MEASURED_AGAIN,
            lambda: self._run(justify, floor.crew.inspector, None, uid, **settle),
        )
        floor.sample(run, parameter, None)
        yield Step("demo.measured-again", {"parameter": parameter.name}, not self._open_gate(contract.id))
        self._run(justify, floor.crew.inspector, None, uid, **settle)
        yield Step("demo.settled", {"process": contract.name}, self._open_gate(contract.id))

    def _produce(self, floor: Floor) -> Iterator[Step]:
        for contract in floor.crew.contracts:
            for run in floor.crew.runs(contract):
                saved = floor.produce(run, None)
                code = saved.batch.code if saved.batch is not None else ""
                if code not in self.batches:
                    self.batches.append(code)
                yield Step(
                    "demo.produced",
                    {
                        "machine": run.machine,
                        "quantity": saved.record.quantity,
                        "unit": contract.unit,
                        "batch": code,
                    },
                    code.startswith(f"{run.order.code}-"),
                )
        floor.general_work("8", None)
        yield Step("demo.general", {"hours": 8}, held=True)

    def _batch(self, floor: Floor, looms: ProcessContract) -> Iterator[Step]:
        run = next(floor.crew.runs(looms))
        used = floor.crew.tapes[-1]
        operator = floor.crew.operator(looms)
        yield self._refused(
            "demo.batch-comment",
            Code.COMMENT_REQUIRED,
            lambda: self._run(set_batch_state, operator, None, used, BatchState.HELD.value, "  "),
            batch=used,
        )
        self._run(set_batch_state, floor.crew.inspector, None, used, BatchState.CLOSED.value, "agotado")
        yield Step("demo.batch-closed", {"batch": used}, held=True)
        more = AddProduction(
            looms.id,
            run.order.code,
            run.machine,
            counter=str(floor.crew.counters[run.machine] + 10),
            consumes=(used,),
        )
        yield self._refused(
            "demo.closed-batch",
            Code.BATCH_CLOSED,
            lambda: self._run(add_production, operator, None, more),
            batch=used,
        )

    def _close(self, floor: Floor) -> Iterator[Step]:
        contract = next(one for one in floor.crew.contracts if one.id == PRINTING)
        run = next(floor.crew.runs(contract))
        minutes = 600
        yield self._refused(
            "demo.long-stop",
            Code.STOP_EXCEEDS_SCHEDULE,
            lambda: self._run(
                add_stop,
                floor.crew.operator(contract),
                None,
                contract.id,
                "Limpieza",
                run.machine,
                minutes=minutes,
            ),
            minutes=minutes,
        )
        yield self._refused(
            "demo.close-unexplained",
            Code.UNEXPLAINED_DEVIATION,
            lambda: self._run(close_shift, floor.crew.supervisor, None),
        )
        text = "Viscosidad alta al arranque; se ajustó con solvente y quedó dentro."
        self._run(observe, floor.crew.inspector, None, contract.id, text)
        yield Step("demo.observed", {"process": contract.name}, held=True)
        yield self._refused(
            "demo.close-not-permitted",
            Code.NOT_PERMITTED,
            lambda: self._run(close_shift, floor.crew.operator(contract), None),
        )
        self.shift = self._run(close_shift, floor.crew.supervisor, None)
        yield Step("demo.closed", {"state": self.shift.state.value}, self.shift.state is ShiftState.REVIEW)

    def _approve(self, floor: Floor) -> Iterator[Step]:
        key = self.shift.ref.id if self.shift is not None else 0
        comments = {"": "Revisado: el proceso volvió a especificación antes de producir."}
        closer, other = self.plan.codes(Role.SUPERVISOR)[:2]
        yield self._refused(
            "demo.closer-approves",
            Code.SAME_PERSON,
            lambda: self._run(approve_shift, closer, None, key, comments),
            person=closer,
        )
        self.shift = self._run(approve_shift, other, None, key, comments)
        yield Step(
            "demo.approved",
            {"person": other, "state": self.shift.state.value},
            self.shift.state is ShiftState.CLOSED,
        )
        yield self._refused(
            "demo.read-only",
            Code.SHIFT_CLOSED,
            lambda: self._run(
                observe, floor.crew.inspector, None, PRINTING, "Una nota que llega tarde.", shift=key
            ),
        )
