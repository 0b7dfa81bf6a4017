"""Entrega de turno: computing it, receiving it. Spec ``domain.md`` §2, "Handover"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import (
    Disposition,
    Handover,
    Incident,
    IncidentState,
    Severity,
    Shift,
    Stop,
)
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.shift.handover import (
    Given,
    Sheet,
    handover_faults,
    handover_shift,
    raised_by,
    sheet_of,
)
from prodsys_tui.domain.shift.handover_content import content_of, plain
from prodsys_tui.domain.shift.waiting import Waits, waits_of
from prodsys_tui.domain.words import text_faults, tidy
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.line.stop_parts import last_part
from prodsys_tui.services.places import Key
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.shift.closing import missing_of
from prodsys_tui.services.shift.incidents import MOST_OPEN
from prodsys_tui.services.shift.shifts import find_shift
from prodsys_tui.services.use_case import Act, use_case

LOOKED_BACK = 20
"""Among how many shifts the one to be handed over is looked for."""


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A shift as it is handed over now, and how it was received, if it was.

    ``head`` is the journal's head: its number and hash.
    """

    sheet: Sheet
    received: Handover | None
    head: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Received:
    """A shift that was received, and the incidents that this opened."""

    shift: Shift
    handover: Handover
    incidents: tuple[Incident, ...]


def leaving_shift(reads: Reads, now: datetime, shift: Key = None) -> Shift:
    """The shift of a key; without one the shift whose crew hands over now.

    Raises ``Refused``: ``not-found``, ``no-open-shift`` where there never was a shift.
    """
    if shift is not None:
        return find_shift(reads, shift)
    found = handover_shift(reads.shifts(limit=LOOKED_BACK), now)
    if found is None:
        raise refuse(Code.NO_OPEN_SHIFT, "shift")
    return found


def handover_of(reads: Reads, contracts: ContractBook, now: datetime, shift: Key = None) -> HandoverView:
    """Compute the handover of a shift. Raises as ``leaving_shift``."""
    place = leaving_shift(reads, now, shift)
    return HandoverView(_sheet(reads, contracts, place), reads.handover(place.ref), reads.head())


@use_case("shift-receive", Right.RECEIVE_SHIFT)
def receive_shift(uow: UnitOfWork, act: Act, shift: Key = None, observation: str | None = None) -> Received:
    """Receive a shift as the incoming crew, with an observation or without.

    What was computed is kept with the journal's head; a disputed counter or a hold in it opens an incident.
    Raises ``Refused``: ``already-exists`` once it was received, ``shift-running``, ``same-person``,
    ``shift-closed``, ``bad-value``.
    """
    place = leaving_shift(uow, act.now, shift)
    words = tidy(observation)
    faults = handover_faults(place, uow.handover(place.ref), act.person.code, act.now)
    ensure((*faults, *text_faults(words, "note")))
    sheet = _sheet(uow, act.contracts, place)
    handover = uow.add(
        Handover(
            shift=place.ref,
            content={str(name): plain(value) for name, value in content_of(sheet).items()},
            observation=words or None,
            head=uow.head()[1],
            author=act.person.code,
            recorded_at=act.now,
        )
    )
    if words:
        uow.because(words)
    return Received(place, handover, tuple(_raise(uow, act, place, sheet)))


def waiting_shifts(reads: Reads, now: datetime) -> tuple[Waits, ...]:
    """The shifts that are still to be closed or approved, the longest waiting first."""
    waits = (waits_of(shift, now) for shift in reads.unfinished_shifts())
    return tuple(sorted((each for each in waits if each is not None), key=lambda each: each.since))


def _raise(uow: UnitOfWork, act: Act, shift: Shift, sheet: Sheet) -> Iterator[Incident]:
    for raised in raised_by(sheet):
        yield uow.add(
            Incident(
                title=raised.title,
                severity=Severity.HIGH,
                origin=raised.origin,
                shift=shift.ref,
                process_id=raised.process_id,
                machine=raised.machine,
                batch=raised.batch,
                author=act.person.code,
                recorded_at=act.now,
            )
        )


def _sheet(reads: Reads, contracts: ContractBook, shift: Shift) -> Sheet:
    facts = reads.facts(shift)
    known = tuple(force.contract for force in contracts.all(reads))
    return sheet_of(
        Given(
            facts,
            known,
            made=tuple(reads.made_of_orders(shift.ref)),
            words=dict(_words(reads.dispositions(shift.ref))),
            missing=missing_of(reads, contracts, shift),
            stops=tuple(_left_standing(reads, shift)),
            readings=dict(_readings(reads, known, shift)),
            disputed=tuple(reads.disputed_records(shift.ref)),
            held=tuple(reads.holds(open_only=True, limit=MOST_OPEN)),
            notes=tuple(reads.notes(shift.ref)),
            incidents=tuple(reads.incidents(state=IncidentState.OPEN, limit=MOST_OPEN)),
        )
    )


def _left_standing(reads: Reads, shift: Shift) -> Iterator[Stop]:
    """The stops of a shift, those as lasting whose rest still lasts in a later shift."""
    for stop in reads.stops(shift.ref):
        lasts = stop.ends == shift.ends and last_part(reads, stop).ends is None
        yield replace(stop, ends=None) if lasts else stop


def _words(dispositions: Iterable[Disposition]) -> Iterator[tuple[int, str]]:
    for each in dispositions:
        yield each.sample.id, each.explanation or f"{each.cause}: {each.action}"


def _readings(
    reads: Reads, contracts: Iterable[ProcessContract], shift: Shift
) -> Iterator[tuple[str, tuple[Decimal, datetime]]]:
    """The last reading until the turn's end that is believed, of every machine with a counter."""
    for contract in contracts:
        for code in contract.machines if contract.production.counter else ():
            machine = reads.machine(code)
            last = reads.last_counter(machine.ref, shift.ends) if machine is not None else None
            if last is not None:
                yield code, (last.reading, last.at)
