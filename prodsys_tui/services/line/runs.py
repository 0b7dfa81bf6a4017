"""What machines run, one order after another, and the batches that they take their material from.

Spec ``domain.md`` §3, "Running order" and "Consumption": assigned once by scan; a change closes the run
with its counter, moves the batches in use and lists the samples due. A, B, A are three runs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from prodsys_tui.domain.batch.batch import Material, batch_meant, material_faults
from prodsys_tui.domain.contract.contract import Parameter, ProcessContract
from prodsys_tui.domain.line.order import OPEN_STATES, fit_faults
from prodsys_tui.domain.line.run import due_at_change, keep_faults, run_counter_faults, stays
from prodsys_tui.domain.model import BatchInUse, Machine, Order, Person, Run, Sample
from prodsys_tui.domain.numbers import read_number
from prodsys_tui.domain.production.production import machine_faults
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.batch.materials import judged, material_of
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.line.machines import contracts_of, find_machine
from prodsys_tui.services.line.orders import find_order
from prodsys_tui.services.lineage.links import sign_held, unsigned
from prodsys_tui.services.places import Faults
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import ensure
from prodsys_tui.services.use_case import Act, use_case

RUNS_SHOWN = 10
"""How many of a machine's last runs are told."""

_SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """A machine after a change of its order.

    ``run`` is what it runs now, ``ended`` the run before; ``kept`` and ``dropped`` are the batches that
    stayed in use or left; ``due`` are the parameters whose samples the change asks for.
    """

    machine: Machine
    run: Run | None
    ended: Run | None = None
    kept: tuple[BatchInUse, ...] = ()
    dropped: tuple[BatchInUse, ...] = ()
    due: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class MachineStory:
    """A machine with its run, its batches in use, the samples it owes for its order, and its last runs."""

    machine: Machine
    run: Run | None
    in_use: tuple[BatchInUse, ...]
    due: tuple[Parameter, ...]
    runs: tuple[Run, ...]


@use_case("machine-run", Right.PRODUCE)
def run_order(
    uow: UnitOfWork,
    act: Act,
    code: str,
    order: str | None,
    counter: str | None = None,
    keeps: Sequence[str] | None = None,
    use: Sequence[str] = (),
    reason: str | None = None,
    signer: Person | None = None,
) -> Change:
    """Say which order a machine runs from now on; None says that it runs none.

    ``counter`` is its reading at the change; without it the last one of the ending run is taken. Of the
    batches in use those stay that the new order's process may consume (of ``keeps``, where it is given),
    with the time since when they are in use; without an order none stays. ``use`` puts more to use, with
    ``reason`` and ``signer`` as in ``use_batches``. The order that runs already changes only the batches.
    Raises ``Refused``: ``not-found``, ``machine-other-process``, ``machine-not-usable``, ``order-not-open``,
    ``order-unfit``, ``bad-value``, ``counter-mismatch``, ``bad-quantity``, and as ``use_batches``.
    """
    machine = find_machine(uow, code)
    before = uow.current_run(machine.ref)
    wanted = find_order(uow, order or "") if tidy(order) else None
    in_use = tuple(uow.batches_in_use(machine.ref))
    named = None if keeps is None else frozenset(map(_code, keeps))
    if before is not None and wanted is not None and before.order == wanted.ref:
        leaving = (
            [] if named is None else [each.batch.code for each in in_use if each.batch.code not in named]
        )
        return Change(machine, before, None, use_batches(uow, act, code, use, leaving, reason, signer))
    contract = None if wanted is None else act.contracts.of(uow, wanted.process_id).contract
    reading, faults = _reading(uow, act.contracts, machine, counter, before)
    if wanted is not None and contract is not None:
        faults.add((*machine_faults(contract, machine), *fit_faults(contract, wanted, machine.code)))
    faults.add(keep_faults(named or (), [use.batch.code for use in in_use]))
    ensure(faults.all)
    kept = tuple(use for use in in_use if contract is not None and _stays(uow, contract, use, named))
    dropped = tuple(uow.change(use, until=act.now) for use in in_use if use not in kept)
    ended = None if before is None else uow.change(before, ends=act.now, end_counter=reading)
    machine = uow.change(machine, running_order=None if wanted is None else wanted.ref)
    run = None if wanted is None else uow.add(_run(act, machine, wanted, reading))
    if any(map(tidy, use)):
        kept = use_batches(uow, act, code, use, (), reason, signer)
    return Change(machine, run, ended, kept, dropped, () if contract is None else due_at_change(contract))


@use_case("machine-batches", Right.CONSUME)
def use_batches(
    uow: UnitOfWork,
    act: Act,
    code: str,
    use: Iterable[str] = (),
    drop: Iterable[str] = (),
    reason: str | None = None,
    signer: Person | None = None,
) -> tuple[BatchInUse, ...]:
    """Say which batches a machine takes its material from now, and from which no more; answers all of them.

    Records take them from here when they name none. Using one twice keeps it once. One that is held needs a
    ``reason`` and a supervisor, ``signer``, whose PIN was checked; both are kept with its use. Raises
    ``Refused``: ``not-found``, ``batch-other-process``, ``batch-closed``, ``batch-held``, ``not-permitted``,
    ``bad-value``.
    """
    machine = find_machine(uow, code)
    in_use = {each.batch.code: each for each in uow.batches_in_use(machine.ref)}
    wanted = [name for name in dict.fromkeys(map(_code, use)) if name and name not in in_use]
    leaving = [name for name in dict.fromkeys(map(_code, drop)) if name]
    faults = Faults()
    faults.add(
        Refusal(Code.NOT_FOUND, {"batch": name}, "drop", "use") for name in leaving if name not in in_use
    )
    materials = [faults.keep(_material(uow, name)) for name in wanted]
    known = judged(uow, (each for each in materials if each is not None), None, act.now)
    signature = sign_held(uow, act, known, signer, reason)
    faults.add(unsigned(_use_faults(uow, act.contracts, machine, known)))
    ensure((*faults.all, *signature.faults))
    if tidy(reason):
        uow.because(tidy(reason))
    for name in leaving:
        uow.change(in_use[name], until=act.now)
    for material in known:
        uow.add(
            BatchInUse(
                machine=machine.ref,
                batch=material.batch.ref,
                since=act.now,
                reason=signature.reason if material.to_sign else None,
                signed_by=signature.by if material.to_sign else None,
                author=act.person.code,
                recorded_at=act.now,
            )
        )
    return tuple(uow.batches_in_use(machine.ref))


def machine_story(reads: Reads, contracts: ContractBook, code: str) -> MachineStory:
    """A machine as it works now. Raises ``Refused`` (``not-found``)."""
    machine = find_machine(reads, code)
    run = reads.current_run(machine.ref)
    return MachineStory(
        machine,
        run,
        tuple(reads.batches_in_use(machine.ref)),
        () if run is None else samples_due(reads, contracts, run),
        tuple(reads.runs(machine=machine.ref, limit=RUNS_SHOWN)),
    )


def samples_due(reads: Reads, contracts: ContractBook, run: Run) -> tuple[Parameter, ...]:
    """What the change to a run's order asks for and nobody has measured since, in this shift."""
    order, shift = reads.order(run.order.code), reads.open_shift()
    if order is None or shift is None:
        return ()
    contract = contracts.of(reads, order.process_id).contract
    owed = due_at_change(contract)
    if not owed:
        return ()
    taken = reads.samples(shift=shift.ref, process_id=contract.id, limit=_SAMPLES)
    measured = {sample.parameter for sample in taken if _of_run(sample, run)}
    return tuple(parameter for parameter in owed if parameter.name not in measured)


def orders_for(reads: Reads, contracts: ContractBook, code: str) -> tuple[Order, ...]:
    """The orders that a machine may take up: open ones of the processes that it serves, newest first."""
    machine = find_machine(reads, code)
    return tuple(
        order
        for contract in contracts_of(reads, contracts, machine)
        for order in reads.orders(process_id=contract.id, states=sorted(OPEN_STATES))
    )


def _of_run(sample: Sample, run: Run) -> bool:
    place = (sample.machine, sample.order) == (run.machine, run.order)
    return place and sample.measured_at >= run.starts


def _run(act: Act, machine: Machine, order: Order, reading: Decimal | None) -> Run:
    return Run(
        machine=machine.ref,
        order=order.ref,
        starts=act.now,
        start_counter=reading,
        author=act.person.code,
        recorded_at=act.now,
    )


def _reading(
    reads: Reads, contracts: ContractBook, machine: Machine, typed: str | None, run: Run | None
) -> tuple[Decimal | None, Faults]:
    """The counter at the change: as typed, else the last reading since the run began; and what is wrong."""
    faults, last = Faults(), reads.last_counter(machine.ref)
    if not tidy(typed):
        since = run is not None and last is not None and last.at >= run.starts
        return (last.reading if since and last is not None else None), faults
    served = contracts_of(reads, contracts, machine)
    contract = next((one for one in served if one.production.counter), served[0])
    number = read_number(typed or "", field="counter")
    faults.add(run_counter_faults(contract, number, None if last is None else last.reading))
    return (None if isinstance(number, Refusal) else number), faults


def _stays(reads: Reads, contract: ProcessContract, use: BatchInUse, named: frozenset[str] | None) -> bool:
    material = material_of(reads, use.batch.code)
    return (named is None or use.batch.code in named) and material is not None and stays(contract, material)


def _code(text: str) -> str:
    return batch_meant(text).upper()


def _material(reads: Reads, code: str) -> Material | Refusal:
    return material_of(reads, code) or Refusal(Code.NOT_FOUND, {"batch": code}, "use", "batch-named")


def _use_faults(
    reads: Reads, contracts: ContractBook, machine: Machine, materials: Sequence[Material]
) -> Iterable[Refusal]:
    """Why batches cannot be used: the process of the running order speaks, else whichever takes them."""
    served = contracts_of(reads, contracts, machine)
    running = None if machine.running_order is None else reads.order(machine.running_order.code)
    asked = [one for one in served if running is None or one.id == running.process_id]
    if materials and not any(one.upstream or one.waste_from for one in asked):
        return (Refusal(Code.BAD_VALUE, {"machine": machine.code}, "use", "use"),)
    told = [material_faults(contract, materials, None) for contract in asked]
    return min(told, key=len, default=())
