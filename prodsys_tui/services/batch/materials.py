"""What is named as consumed: batches, and the rolls that batches are behind. Spec ``domain.md`` §3.

A code is that of a batch (or of its label), or of a roll: then the batch that the roll was made of is meant,
or that of the nearest roll which that one was made of. A roll of which nobody knows is kept as it was typed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from prodsys_tui.domain.batch.batch import Material, batch_meant
from prodsys_tui.domain.batch.hold import hold_on
from prodsys_tui.domain.batch.rolls import made_of, resembles_batch, roll_code
from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Batch, BatchInUse, BatchState, Hold, Machine, Ref, Shift
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import MAX_CODE, text_faults, tidy
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.ports import Reads


@dataclass(frozen=True, slots=True)
class UsedRoll:
    """A roll that was used up; ``batch`` is the one behind it (None: nobody knows of the roll)."""

    code: str
    batch: Ref | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What codes stand for: each batch once, the rolls among them, and what is wrong with the rest."""

    materials: tuple[Material, ...] = ()
    rolls: tuple[UsedRoll, ...] = ()
    faults: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Consumer:
    """Who consumes: a machine of a process, in a shift, what was made by an instant."""

    contract: ProcessContract
    shift: Shift
    machine: Ref | None
    at: datetime


def sources_of(contract: ProcessContract) -> tuple[int, ...]:
    """The processes whose batches may be consumed at one."""
    return (*contract.upstream, *contract.waste_from)


def material_of(reads: Reads, code: str) -> Material | None:
    """The batch of a code, or of a scanned label, with the process that made it."""
    batch = reads.batch(batch_meant(code))
    order = None if batch is None else reads.order(batch.order.code)
    return None if batch is None or order is None else Material(batch, order.process_id)


def materials_in_use(
    reads: Reads, contract: ProcessContract, machine: Machine | None
) -> tuple[Material, ...]:
    """What a machine takes its material from now, as far as the process may consume it."""
    if machine is None:
        return ()
    used = (material_of(reads, use.batch.code) for use in reads.batches_in_use(machine.ref))
    return tuple(each for each in used if each is not None and contract.may_consume(each.process_id))


def judged(
    reads: Reads, materials: Iterable[Material], machine: Ref | None, at: datetime
) -> tuple[Material, ...]:
    """Materials, each once, with since when they are held and since when a machine uses them."""
    found = _Gathered()
    for material in materials:
        found.add(material)
    return found.judged(reads, machine, at)


def taken(
    reads: Reads,
    contracts: ContractBook,
    by: Consumer,
    codes: Iterable[str],
    used: Iterable[str] = (),
    made: Iterable[str] = (),
    besides: Iterable[Material] = (),
) -> Taken:
    """What a record consumed by the codes that it names, and ``besides``.

    ``used`` are rolls that it used up, ``made`` those that it made: what these were made of by their own
    codes was used up too, where it is known. A code that may be a roll's is refused only where nothing
    upstream comes in rolls; one that was meant for a batch always.
    """
    sources = [contracts.of(reads, process).contract for process in sources_of(by.contract)]
    search = _Search(reads, by, sources)
    for material in besides:
        search.found.add(material)
    for code in dict.fromkeys(filter(None, map(tidy, codes))):
        search.name(code)
    for code in used:
        search.use(code)
    for code in made:
        search.make(code)
    batches = search.found.judged(reads, by.machine, by.at)
    return Taken(batches, tuple(search.rolls.values()), tuple(search.faults))


class _Gathered:
    """Batches, each once, with what of them is meant."""

    def __init__(self) -> None:
        self._materials: dict[int, Material] = {}
        self._rolls: dict[int, list[tuple[str | None, str]]] = {}
        self._alone: set[int] = set()

    def add(self, material: Material, machine: str | None = None, roll: str | None = None) -> None:
        """A batch, or a roll of it that a machine made."""
        batch = material.batch.ref.id
        self._materials.setdefault(batch, material)
        if roll is None:
            self._alone.add(batch)
        else:
            self._rolls.setdefault(batch, []).append((machine, roll))

    def judged(self, reads: Reads, machine: Ref | None, at: datetime) -> tuple[Material, ...]:
        """The batches, with their holds as far as they matter here, and their use at a machine."""
        materials = tuple(self._materials.values())
        holds = reads.open_holds([each.batch.ref for each in materials]) if materials else ()
        return tuple(self._judged(reads, each, holds, machine, at) for each in materials)

    def _judged(
        self, reads: Reads, material: Material, holds: Sequence[Hold], machine: Ref | None, at: datetime
    ) -> Material:
        batch = material.batch
        own = [hold for hold in holds if hold.batch == batch.ref]
        held = self._held(batch, own)
        use = None if machine is None else _use(reads, machine, batch, at)
        return replace(
            material,
            held_since=held,
            part_held=held is None and bool(own) and batch.ref.id in self._alone,
            since=None if use is None else use.since,
            signed_by=None if use is None else use.signed_by,
            reason=None if use is None else use.reason,
        )

    def _held(self, batch: Batch, holds: Sequence[Hold]) -> datetime | None:
        """Since when all of the batch is held, or one of the rolls that are meant of it."""
        named = [hold_on(holds), *(hold_on(holds, *roll) for roll in self._rolls.get(batch.ref.id, ()))]
        since = [hold.recorded_at for hold in named if hold is not None]
        if batch.state is BatchState.HELD and batch.changed_at is not None:
            since.append(batch.changed_at)
        return min(since, default=None)


class _Search:
    """Finds what codes stand for."""

    def __init__(self, reads: Reads, by: Consumer, sources: Sequence[ProcessContract]) -> None:
        self._reads = reads
        self._by = by
        self._sources = sources
        self.found = _Gathered()
        self.rolls: dict[str, UsedRoll] = {}
        self.faults: list[Refusal] = []

    def name(self, text: str) -> None:
        """A batch, else a roll."""
        material = material_of(self._reads, text)
        if material is not None:
            self.found.add(material)
        elif resembles_batch(text) or not any(source.production.rolls for source in self._sources):
            self.faults.append(Refusal(Code.NOT_FOUND, {"id": text}, "consumes", "batch-id"))
        elif wrong := text_faults(text, "consumes", MAX_CODE):
            self.faults.extend(wrong)
        else:
            self.use(roll_code(text))

    def use(self, code: str) -> None:
        """A roll that was used up, whether anybody knows of it or not."""
        if code not in self.rolls:
            behind = self._behind((code, *made_of(code, self._sources)))
            self.rolls[code] = UsedRoll(code, None if behind is None else behind[1])

    def make(self, code: str) -> None:
        """A roll that was made, of one that its code names."""
        behind = self._behind(made_of(code, self._sources))
        if behind is not None:
            self.rolls.setdefault(behind[0], UsedRoll(*behind))

    def _behind(self, codes: Iterable[str]) -> tuple[str, Ref] | None:
        """The first roll that somebody made, and its batch."""
        processes = [source.id for source in self._sources if not source.production.rolls_again]
        for code in codes if processes else ():
            record = self._reads.roll_made(code, processes, self._by.shift.starts)
            batch = None if record is None else record.batch
            made = None if batch is None else material_of(self._reads, batch.code)
            if record is not None and made is not None:
                self.found.add(made, None if record.machine is None else record.machine.code, code)
                return code, made.batch.ref
        return None


def _use(reads: Reads, machine: Ref, batch: Batch, at: datetime) -> BatchInUse | None:
    """The use of a batch at a machine when something was made, else the one that lasts."""
    lasting = (use for use in reads.batches_in_use(machine) if use.batch == batch.ref)
    return reads.use_at(machine, batch.ref, at) or next(lasting, None)
