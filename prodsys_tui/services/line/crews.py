"""Crews: who works together, which turn they work, and their people put to their machines in one step.

Spec ``process-catalogs.md`` (rotation, hard rule) and ``domain.md`` §7 (people without an account).
"""

import re
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.crew import crew_turn, week_of
from prodsys_tui.domain.model import Assignment, Crew, CrewMember, Shift
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.shift.calendar import Calendar
from prodsys_tui.domain.words import MAX_CODE, reason_faults, text_faults, tidy
from prodsys_tui.services.catalogs import Catalogs
from prodsys_tui.services.line.crew_rule import rule_at_assigning
from prodsys_tui.services.places import Faults, Key, found, machine_at, person_of, ref_of
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import Refused, ensure, refuse
from prodsys_tui.services.shift.shifts import shift_for_entry
from prodsys_tui.services.use_case import Act, use_case

_MONDAY = 1
_CODE = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{0,18}[A-Z0-9])?")


@dataclass(frozen=True, slots=True)
class CrewNow:
    """A crew with its people, the turn that it works on an operating date, and whether the shift is that."""

    crew: Crew
    members: tuple[CrewMember, ...]
    turn: str
    works: bool


def find_crew(reads: Reads, code: str) -> Crew:
    """The crew of a code. Raises ``Refused`` (``not-found``)."""
    crew = reads.crew(tidy(code))
    if crew is None or crew.disbanded:
        raise refuse(Code.NOT_FOUND, "crew", "crew", crew=tidy(code))
    return crew


@use_case("crew-add", Right.CREWS)
def add_crew(
    uow: UnitOfWork, act: Act, code: str, name: str, process: int, turn: str, since: date | None = None
) -> Crew:
    """Make a crew of a process, which works a turn in the week of a date (default: this one).

    Codes are kept in capitals. Raises ``Refused``: ``bad-value``, ``turn-unknown``, ``already-exists``,
    ``not-found`` for the process.
    """
    wanted, called = tidy(code).upper(), tidy(name)
    contract = act.contracts.of(uow, process).contract
    calendar = _calendar(uow, act.catalogs)
    known = calendar.turn(turn)
    faults = Faults()
    if _CODE.fullmatch(wanted) is None:
        faults.add((Refusal(Code.BAD_VALUE, {"value": wanted}, "code", "crew-code"),))
    if uow.crew(wanted) is not None:
        faults.add((Refusal(Code.ALREADY_EXISTS, {"crew": wanted}, "code", "crew"),))
    if not called:
        faults.add((Refusal(Code.BAD_VALUE, {}, "name", "empty"),))
    faults.add(text_faults(called, "name", 2 * MAX_CODE))
    if known is None:
        turns = tuple(each.code for each in calendar.turns)
        faults.add((Refusal(Code.TURN_UNKNOWN, {"turn": turn, "turns": turns}, "turn"),))
    ensure(faults.all)
    weekday = calendar.rotation.weekday if calendar.rotation else _MONDAY
    return uow.add(
        Crew(
            code=wanted,
            name=called,
            process_id=contract.id,
            turn="" if known is None else known.code,
            since=week_of(since or act.now.astimezone(ZoneInfo(uow.site().zone)).date(), weekday),
        )
    )


@use_case("crew-member", Right.CREWS)
def join_crew(uow: UnitOfWork, act: Act, crew: str, person: str, machine: str | None = None) -> CrewMember:
    """Put a person into a crew, at a machine or (None) for the process as a whole; once is enough."""
    place, who = find_crew(uow, crew), found(person_of(uow, person))
    contract = act.contracts.of(uow, place.process_id).contract
    where = ref_of(found(machine_at(uow, contract, machine)))
    same = [each for each in uow.crew_members(place.ref) if (each.person, each.machine) == (who.ref, where)]
    return same[0] if same else uow.add(CrewMember(crew=place.ref, person=who.ref, machine=where))


@use_case("crew-leave", Right.CREWS)
def leave_crew(
    uow: UnitOfWork, act: Act, crew: str, person: str, machine: str | None = None
) -> tuple[CrewMember, ...]:
    """Take a person out of a crew, or away from one of its machines.

    Raises ``Refused``: ``not-found``.
    """
    place, who = find_crew(uow, crew), found(person_of(uow, person))
    contract = act.contracts.of(uow, place.process_id).contract
    where = ref_of(found(machine_at(uow, contract, machine)))
    leaving = [
        each
        for each in uow.crew_members(place.ref)
        if each.person == who.ref and where in (None, each.machine)
    ]
    if not leaving:
        raise refuse(Code.NOT_FOUND, "person", "member", user=who.code, crew=place.code)
    return tuple(uow.change(each, left=True) for each in leaving)


@use_case("crew-disband", Right.CREWS)
def disband_crew(uow: UnitOfWork, _act: Act, code: str, reason: str) -> Crew:
    """Say that a crew is no more, and why; what its people did stays."""
    because = tidy(reason)
    ensure(reason_faults(because))
    uow.because(because)
    return uow.change(find_crew(uow, code), disbanded=True)


@use_case("shift-assign-crew", Right.ASSIGN)
def assign_crew(
    uow: UnitOfWork, act: Act, process: int, crew: str | None = None, shift: Key = None
) -> tuple[Assignment, ...]:
    """Assign everybody of a crew to their machines, all or nobody; who is there already stays.

    Without a crew the one is meant that works this turn. Raises ``Refused``: ``not-found``, ``bad-value``
    for a crew without people or of another process, ``crew-exceeded`` with every team that would mind too
    many machines.
    """
    place, _ = shift_for_entry(uow, shift)
    contract = act.contracts.of(uow, process).contract
    group = find_crew(uow, crew or "") if tidy(crew) else _on_duty(uow, act, contract, place)
    if group.process_id != process:
        raise refuse(Code.BAD_VALUE, "crew", "crew-process", crew=group.code, process=contract.name)
    members = uow.crew_members(group.ref)
    if not members:
        raise refuse(Code.BAD_VALUE, "crew", "crew-empty", crew=group.code)
    there = {_work(each) for each in uow.assignments(place.ref)}
    wanted = [
        Assignment(
            shift=place.ref,
            process_id=process,
            machine=member.machine,
            person=member.person,
            author=act.person.code,
            recorded_at=act.now,
        )
        for member in members
    ]
    new = [each for each in wanted if _work(each) not in there]
    ensure(rule_at_assigning(uow, contract, place, wanted))
    return tuple(uow.add(each) for each in new)


@use_case("shift-unassign", Right.ASSIGN, Right.ASSIGN_SELF)
def unassign(
    uow: UnitOfWork, act: Act, process: int, person: str, machine: str | None = None, shift: Key = None
) -> tuple[Assignment, ...]:
    """Take somebody off a process, or off one of its machines; oneself, or anybody with the right.

    Raises ``Refused``: ``not-found`` when the person is not assigned there.
    """
    place, _ = shift_for_entry(uow, shift)
    contract = act.contracts.of(uow, process).contract
    where, who = ref_of(found(machine_at(uow, contract, machine))), found(person_of(uow, person))
    if who.code != act.person.code:
        act.need(Right.ASSIGN)
    off = [
        each
        for each in uow.assignments(place.ref)
        if (each.process_id, each.person) == (process, who.ref) and where in (None, each.machine)
    ]
    if not off:
        raise refuse(Code.NOT_FOUND, "person", "assignment", user=who.code)
    return tuple(uow.change(each, withdrawn=True) for each in off)


def crews_now(
    reads: Reads, catalogs: Catalogs, process: int | None, shift: Shift | None, today: date
) -> tuple[CrewNow, ...]:
    """The crews of a process (None: of all), those that work the shift's turn first."""
    calendar = _calendar(reads, catalogs)
    day = today if shift is None else shift.operating_date

    def now(crew: Crew) -> CrewNow:
        turn = crew_turn(calendar, crew.turn, crew.since, day)
        works = shift is not None and shift.turn == turn
        return CrewNow(crew, tuple(reads.crew_members(crew.ref)), turn, works)

    return tuple(sorted(map(now, reads.crews(process)), key=lambda each: not each.works))


def _on_duty(reads: Reads, act: Act, contract: ProcessContract, shift: Shift) -> Crew:
    """The one crew of a process that works the turn of a shift."""
    now = crews_now(reads, act.catalogs, contract.id, shift, shift.operating_date)
    working = [each.crew for each in now if each.works]
    if len(working) != 1:
        params = {"process": contract.name, "turn": shift.turn, "count": len(working)}
        raise Refused(Refusal(Code.NOT_FOUND, params, "crew", "crew-on-duty"))
    return working[0]


def _work(one: Assignment) -> tuple[int, int | None, int]:
    return one.process_id, None if one.machine is None else one.machine.id, one.person.id


def _calendar(reads: Reads, catalogs: Catalogs) -> Calendar:
    return catalogs.shifts.calendars[reads.site().calendar]
