"""What a certificate of a batch answers for, and why it may not be issued. Spec ``domain.md`` §3."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from prodsys_tui.domain.batch.hold import USABLE
from prodsys_tui.domain.contract.contract import Kind, Parameter
from prodsys_tui.domain.evidence.gate_check import mark_of
from prodsys_tui.domain.model import (
    Batch,
    BatchDisposition,
    BatchState,
    Disposition,
    Hold,
    Result,
    Sample,
    WorkRecord,
)
from prodsys_tui.domain.numbers import show_eighths, show_number
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.facts import Deviation, deviations_of

_CALCULATED_PLACES = 3
"""Decimals of a calculated value as people read it; the document keeps all of them beside."""


class Verdict(StrEnum):
    """What the samples behind a batch say, all taken together."""

    COMPLIES = "cumple"
    SETTLED = "cumple con desviaciones atendidas"
    """A sample did not comply; each of these was settled, and the certificate says how."""
    NOTHING = "sin muestras"
    """No sample was taken of what this batch is made of."""


@dataclass(frozen=True, slots=True)
class Making:
    """How a batch was made: its order's process, its shift, and the machines (ids) that its records name."""

    batch: Batch
    process_id: int
    machines: frozenset[int]

    @classmethod
    def of(cls, batch: Batch, process_id: int, records: Iterable[WorkRecord]) -> "Making":
        """The making of a batch from all its records."""
        machines = frozenset(record.machine.id for record in records if record.machine is not None)
        return cls(batch, process_id, machines)


def stands_behind(sample: Sample, making: Making) -> bool:
    """Whether a sample speaks of a batch.

    One that names a batch speaks of that batch alone, whenever it was taken (a laboratory's result may come
    days later), and so does its correction. One that names none speaks of every batch that was made where it
    was taken: in the same shift and process, of the same order (or without an order, as the gate's samples
    often are), on a machine that has a record of the batch (or without a machine, for the whole process). A
    sample of another machine or order says nothing of the batch, though it may have opened the gate of the
    process.
    """
    batch = making.batch
    if sample.batch is not None:
        return sample.batch.id == batch.ref.id
    return (
        sample.shift.id == batch.shift.id
        and sample.process_id == making.process_id
        and (sample.order is None or sample.order.id == batch.order.id)
        and (sample.machine is None or sample.machine.id in making.machines)
    )


def _meant(samples: Iterable[Sample]) -> tuple[Sample, ...]:
    """The samples as they were typed, oldest first; a correction of one that names a batch names it too.

    It is typed in the place of the other; that the batch was not typed again takes nothing from the batch.
    """
    meant: dict[int, Sample] = {}
    for sample in sorted(samples, key=lambda sample: sample.ref.id):
        before = None if sample.corrects is None else meant.get(sample.corrects.id)
        if before is not None and sample.batch is None:
            meant[sample.ref.id] = replace(sample, batch=before.batch)
        else:
            meant[sample.ref.id] = sample
    return tuple(meant.values())


def counted_behind(samples: Iterable[Sample], making: Making) -> tuple[Sample, ...]:
    """The samples that speak of a batch and that nobody corrected, by the time they were measured.

    ``samples`` are all that may, their corrections among them. A correction speaks of what it says itself,
    but of the same batch where it names none.
    """
    known = _meant(samples)
    corrected = {sample.corrects.id for sample in known if sample.corrects is not None}
    counted = (each for each in known if each.ref.id not in corrected and stands_behind(each, making))
    return tuple(sorted(counted, key=lambda sample: (sample.measured_at, sample.ref.id)))


def open_deviations(
    samples: Iterable[Sample], dispositions: Iterable[Disposition], making: Making
) -> tuple[Deviation, ...]:
    """The deviations behind a batch that nothing settled, in the order in which they were typed.

    Calculated values are no deviations of their own: those they come from are, and only these can be settled.
    """
    disposed = {each.sample.id for each in dispositions}
    known = [each for each in _meant(samples) if not each.calculated]
    behind = {each.ref.id for each in known if stands_behind(each, making)}
    told = deviations_of(mark_of(each, disposed=each.ref.id in disposed) for each in known)
    return tuple(each for each in told if not each.settled and each.sample.id in behind)


def certificate_faults(
    batch: Batch,
    deviations: Iterable[Deviation],
    holds: Sequence[Hold],
    decided: Sequence[BatchDisposition],
) -> tuple[Refusal, ...]:
    """Why a batch gets no certificate: an open deviation, a hold that lasts, or it was scrapped.

    A held batch gets none although its samples comply: somebody doubts it and nobody has decided yet, and a
    paper that leaves the plant cannot be called back. That holds for a part of it too (what one machine or
    roll made), for the paper does not tell which part it goes with. ``holds`` are all holds of the batch.
    """
    code = batch.code
    faults = [
        Refusal(
            Code.UNEXPLAINED_DEVIATION,
            {
                "batch": code,
                "sample": each.sample.uid,
                "parameter": each.parameter,
                "value": each.value,
                "result": each.result.value,
                "machine": each.machine,
                "at": each.measured_at,
            },
            "batch",
            "certificate",
        )
        for each in deviations
    ]
    lasting = next((hold for hold in holds if hold.ended_at is None), None)
    if batch.state is BatchState.HELD:
        faults.append(Refusal(Code.BATCH_HELD, {"batch": code}, "batch", "certificate"))
    elif lasting is not None:
        part = lasting.roll or (lasting.machine.code if lasting.machine is not None else code)
        faults.append(Refusal(Code.BATCH_HELD, {"batch": code, "part": part}, "batch", "certificate-part"))
    if _gone(batch, holds, decided):
        faults.append(Refusal(Code.BATCH_CLOSED, {"batch": code}, "batch", "scrapped"))
    return tuple(faults)


def _gone(batch: Batch, holds: Iterable[Hold], decided: Sequence[BatchDisposition]) -> bool:
    """Whether all of a batch was scrapped or sent back: a hold of the whole let no part of it go."""
    whole = {hold.ref.id for hold in holds if hold.whole}
    let_go = {each.hold.id for each in decided if each.outcome in USABLE}
    closed = batch.state is BatchState.CLOSED
    return closed and any(each.hold.id in whole - let_go for each in decided)


def verdict(samples: Sequence[Sample]) -> Verdict:
    """What the counted samples of a batch without open deviations say together."""
    if not samples:
        return Verdict.NOTHING
    complies = all(sample.result is Result.COMPLIES for sample in samples)
    return Verdict.COMPLIES if complies else Verdict.SETTLED


def certificate_number(batch: str, number: int) -> str:
    """What a certificate is called: ``4567890-001/C01``, the batch and a number that runs per batch."""
    return f"{batch}/C{number:02d}"


def specification(parameter: Parameter | None, sample: Sample) -> str:
    """What a sample was held against, in the words of its contract; nothing where there was nothing.

    A nominal of the order is the one that the sample keeps: the order may say something else today.
    """
    if parameter is None or parameter.kind is Kind.TEXT:
        return ""
    if parameter.kind is Kind.PASS_FAIL:
        return Result.COMPLIES.value
    limits = parameter.specification
    if parameter.order_nominal:
        tolerance, nominal = parameter.tolerance, sample.nominal
        limits = None if tolerance is None or nominal is None else tolerance.around(nominal)
    return "" if limits is None else limits.text


def reading(parameter: Parameter | None, sample: Sample) -> str:
    """A sample's value as people read it: ``12 1/8``, ``805``, ``Cumple``, words."""
    if sample.words is not None:
        return sample.words
    if parameter is not None and parameter.kind is Kind.PASS_FAIL:
        return (Result.COMPLIES if sample.value else Result.FAILS).value
    if parameter is not None and parameter.eighths:
        return show_eighths(sample.value)
    return show_number(round(sample.value, _CALCULATED_PLACES) if sample.calculated else sample.value)
