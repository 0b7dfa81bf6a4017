"""Recall drills: how fast, and how much of what came of something can be located. Spec ``domain.md`` §3."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from prodsys_tui.domain.batch.batch import batch_meant
from prodsys_tui.domain.lineage.genealogy import Way
from prodsys_tui.domain.lineage.recall import Recall, percent
from prodsys_tui.domain.model import Drill, DrillFind
from prodsys_tui.domain.numbers import read_number
from prodsys_tui.domain.production.quantity import quantity_faults
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import MAX_TEXT, text_faults, tidy
from prodsys_tui.services.batch.batches import find_batch
from prodsys_tui.services.lineage.genealogy import find_named, genealogy_of, spelled
from prodsys_tui.services.lineage.recall import recall, recall_of
from prodsys_tui.services.places import Faults
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.rows import Named, NamedThing
from prodsys_tui.services.use_case import Act, use_case


@dataclass(frozen=True, slots=True)
class DrillStory:
    """A drill with its list as it is now, and what was located, by the batch's local id."""

    drill: Drill
    recall: Recall
    finds: Mapping[int, DrillFind]

    @property
    def found(self) -> int:
        """How many batches were located."""
        return len(self.finds)

    @property
    def total(self) -> int:
        """How many there are to locate: those of the beginning, and what was made of them meanwhile."""
        if self.drill.ended_at is not None:
            return max(self.drill.batches, self.found)
        return max(self.drill.batches, len(self.recall.lines))

    @property
    def percent(self) -> Decimal:
        """How much was located, in percent of the batches."""
        return percent(self.found, self.total)

    def passed(self, now: datetime) -> timedelta:
        """How long it lasts, or lasted."""
        return (self.drill.ended_at or now) - self.drill.recorded_at


def subject_of(thing: NamedThing) -> str:
    """How a drill names what it is about: a batch by its code, the rest so that nothing else is meant."""
    return thing.code if thing.kind is Named.BATCH else spelled(thing)


def drill_story(reads: Reads, code: str) -> DrillStory:
    """The drill of what a code names, the last one. Raises ``Refused`` (``not-found``)."""
    return _story(reads, _last_drill(reads, code))


def drill_of(reads: Reads, code: str) -> Drill | None:
    """The last drill of what a code names, running or not; None when there never was one.

    Raises ``Refused`` as ``find_named``.
    """
    return reads.last_drill(subject_of(find_named(reads, code)))


@use_case("drill-begin", Right.DRILL)
def begin_drill(uow: UnitOfWork, act: Act, code: str) -> Drill:
    """Begin a drill: the clock runs from now on.

    Raises ``Refused``: ``not-permitted``; as ``find_named``; ``already-exists`` while one of the same subject
    runs; ``not-found`` when there is nothing to locate.
    """
    thing = find_named(uow, code)
    subject = subject_of(thing)
    last = uow.last_drill(subject)
    if last is not None and last.ended_at is None:
        params = {"subject": subject, "person": last.author, "at": last.recorded_at}
        raise refuse(Code.ALREADY_EXISTS, "code", "drill", **params)
    lines = recall_of(uow, genealogy_of(uow, thing, Way.DOWN)).lines
    if not lines:
        raise refuse(Code.NOT_FOUND, "code", "nothing-to-locate", subject=subject)
    return uow.add(Drill(subject=subject, batches=len(lines), author=act.person.code, recorded_at=act.now))


@use_case("drill-locate", Right.DRILL)
def locate(
    uow: UnitOfWork, act: Act, code: str, batch: str, location: str, quantity: str | None = None
) -> DrillFind:
    """Say where a batch of a drill that runs was located, and how much of it (unit of its process).

    Raises ``Refused`` with every reason: ``not-permitted``; ``not-found`` (no drill runs, a batch is not on
    its list); ``already-exists`` for one that was located; ``bad-value`` without a place;
    ``not-a-number``, ``bad-quantity``.
    """
    drill, faults, place = _running(uow, code), Faults(), tidy(location)
    faults.add(text_faults(place, "at") if place else (Refusal(Code.BAD_VALUE, {}, "at", "empty"),))
    amount = None if not tidy(quantity) else faults.keep(read_number(tidy(quantity), field="quantity"))
    if amount is not None:
        faults.add(quantity_faults(amount, "quantity"))
    wanted = batch_meant(batch).upper()
    if wanted not in {line.node.code for line in recall(uow, drill.subject).lines}:
        params = {"batch": wanted, "subject": drill.subject}
        faults.add((Refusal(Code.NOT_FOUND, params, "found", "not-on-list"),))
    ensure(faults.all)
    known = next((each for each in uow.drill_finds(drill.ref) if each.batch.code == wanted), None)
    if known is not None:
        told = {"batch": wanted, "place": known.location, "person": known.author, "at": known.recorded_at}
        raise refuse(Code.ALREADY_EXISTS, "found", "located", **told)
    return uow.add(
        DrillFind(
            drill=drill.ref,
            batch=find_batch(uow, wanted).ref,
            location=place,
            quantity=amount,
            author=act.person.code,
            recorded_at=act.now,
        )
    )


@use_case("drill-end", Right.DRILL)
def end_drill(uow: UnitOfWork, act: Act, code: str, note: str | None = None) -> Drill:
    """End a drill, with a note or without.

    Raises ``Refused``: ``not-permitted``, ``not-found`` when none runs, ``bad-value`` for an unreadable note.
    """
    drill, words = _running(uow, code), tidy(note)
    ensure(text_faults(words, "note", MAX_TEXT))
    if words:
        uow.because(words)
    return uow.change(
        drill,
        found=len(uow.drill_finds(drill.ref)),
        note=words or None,
        ended_at=act.now,
        ended_by=act.person.code,
    )


def _last_drill(reads: Reads, code: str) -> Drill:
    drill = drill_of(reads, code)
    if drill is None:
        raise refuse(Code.NOT_FOUND, "code", "drill", subject=tidy(code))
    return drill


def _running(reads: Reads, code: str) -> Drill:
    drill = drill_of(reads, code)
    if drill is None or drill.ended_at is not None:
        raise refuse(Code.NOT_FOUND, "code", "drill", subject=tidy(code))
    return drill


def _story(reads: Reads, drill: Drill) -> DrillStory:
    finds = {each.batch.id: each for each in reads.drill_finds(drill.ref)}
    return DrillStory(drill, recall(reads, drill.subject), finds)
