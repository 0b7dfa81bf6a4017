"""Shifts: opening and voiding them, and what is written about the processes in one. Spec ``domain.md`` §2."""

from dataclasses import replace
from datetime import date, datetime

from prodsys_tui.domain.contract.contract import Kind, ProcessContract
from prodsys_tui.domain.line.stop import only_continued
from prodsys_tui.domain.model import (
    NEW,
    Assignment,
    Machine,
    Note,
    Omission,
    Ref,
    Shift,
    ShiftProcess,
    ShiftState,
)
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.quality.judgement import find_parameter
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.shift.shift import (
    Entry,
    admits,
    is_empty,
    opening_of,
    over_faults,
    ran_faults,
    void_faults,
)
from prodsys_tui.domain.words import reason_faults, text_faults, tidy, uid_faults
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.line.crew_rule import rule_at_assigning
from prodsys_tui.services.line.stop_parts import continue_stops, take_back
from prodsys_tui.services.places import Key, found, machine_at, person_of, ref_of, shift_at
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import Refused, ensure, refuse
from prodsys_tui.services.shift.opening import choose_turn
from prodsys_tui.services.use_case import Act, use_case


def find_shift(reads: Reads, key: Key = None) -> Shift:
    """The shift of a key. Raises ``Refused``: ``no-open-shift``, ``not-found``."""
    return found(shift_at(reads, key))


def shift_for_entry(
    reads: Reads, key: Key = None, entry: Entry = Entry.WORK, now: datetime | None = None
) -> tuple[Shift, bool]:
    """A shift that takes an entry, and whether it comes late.

    With ``now`` the open shift is not taken unasked once its turn has ended. Raises ``Refused``:
    ``no-open-shift``, ``not-found``, ``shift-closed``, ``shift-over``.
    """
    shift = find_shift(reads, key)
    if key is None and now is not None:
        ensure(over_faults(shift, now))
    return shift, found(admits(shift, entry)).late


@use_case("shift-open", Right.OPEN_SHIFT)
def open_shift(
    uow: UnitOfWork, act: Act, turn: str | None = None, operating_date: date | None = None
) -> Shift:
    """Open the shift of a turn and operating date, both by the site's clock unless given.

    An earlier shift whose turn has ended moves to ``EN_CIERRE`` in the same transaction, and what still
    stands still in it goes on as a stop of this one. Raises ``Refused``: ``turn-unknown``,
    ``shift-already-open``, ``shift-exists``.
    """
    site = uow.site()
    wanted, same = choose_turn(uow, act, site, turn, operating_date)
    answer = opening_of(wanted, act.now, same, uow.open_shift())
    if isinstance(answer, tuple):
        raise Refused(*answer)
    if answer.turned_over is not None:
        uow.change(answer.turned_over, state=ShiftState.CLOSING)
    shift = uow.add(
        Shift(
            site=site.ref,
            turn=wanted.turn,
            operating_date=wanted.operating_date,
            state=ShiftState.OPEN,
            out_of_hours=answer.out_of_hours,
            starts=wanted.starts,
            ends=wanted.ends,
            opened_by=act.person.code,
            opened_at=act.now,
        )
    )
    continue_stops(uow, act, shift)
    return shift


@use_case("shift-void", Right.VOID_SHIFT)
def void_shift(uow: UnitOfWork, _act: Act, shift: Key, reason: str) -> Shift:
    """Void a shift with nothing in it; its turn and date are free again. The reason is demanded.

    Stops that only lasted into it are nothing of its own: they go back to the shift that they are from.
    """
    old = find_shift(uow, shift)
    because = tidy(reason)
    said = (uow.assignments, uow.omissions, uow.notes)
    stops = tuple(uow.stops(old.ref))
    facts = uow.facts(old)
    if only_continued(stops):
        facts = replace(facts, stopped=())
    empty = is_empty(facts) and not any(rows(old.ref) for rows in said)
    ensure((*void_faults(old, empty=empty), *reason_faults(because)))
    uow.because(because)
    take_back(uow, stops)
    return uow.change(old, state=ShiftState.VOID, void_reason=because)


@use_case("shift-idle", Right.IDLE)
def set_idle(
    uow: UnitOfWork, act: Act, process: int, reason: str, machine: str | None = None, shift: Key = None
) -> ShiftProcess:
    """Declare that a process, or one of its machines, does not run in a shift, and why.

    The reason is one of the contract's list or own words. Refused where production was recorded already
    (``has-production``): a machine that made something and then stood still has a stop, not an idle shift.
    """
    place, contract, where = _place(uow, act.contracts, process, machine, shift)
    words = tidy(reason)
    because = pick(words, contract.idle_reasons) or words
    ensure((*ran_faults(contract, uow.facts(place, process), where), *reason_faults(because)))
    uow.because(because)
    old = uow.shift_process(place.ref, process, ref_of(where))
    if old is not None:
        return uow.change(old, idle_reason=because, author=act.person.code, recorded_at=act.now)
    return uow.add(
        ShiftProcess(
            shift=place.ref,
            process_id=process,
            machine=ref_of(where),
            idle_reason=because,
            author=act.person.code,
            recorded_at=act.now,
        )
    )


@use_case("shift-idle-undo", Right.IDLE)
def undo_idle(
    uow: UnitOfWork, act: Act, process: int, machine: str | None = None, shift: Key = None
) -> ShiftProcess:
    """Take back that a process or machine does not run (``not-found`` when nobody had said so)."""
    place, contract, where = _place(uow, act.contracts, process, machine, shift)
    old = uow.shift_process(place.ref, process, ref_of(where))
    if old is None or old.idle_reason is None:
        name = contract.name if where is None else where.code
        raise refuse(Code.NOT_FOUND, "machine" if where else "process", "idle", process=name)
    return uow.change(old, idle_reason=None, author=act.person.code, recorded_at=act.now)


@use_case("shift-assign", Right.ASSIGN, Right.ASSIGN_SELF)
def assign(
    uow: UnitOfWork, act: Act, process: int, person: str, machine: str | None = None, shift: Key = None
) -> Assignment:
    """Say that a person works at a process or machine; saying it twice keeps one assignment.

    Everybody who may work may assign himself; another person only whoever holds the right. Refused where
    those people would then mind too many machines (``crew-exceeded``).
    """
    place, contract, where = _place(uow, act.contracts, process, machine, shift)
    who = found(person_of(uow, person))
    if who.code != act.person.code:
        act.need(Right.ASSIGN)
    wanted = Assignment(
        shift=place.ref,
        process_id=process,
        machine=ref_of(where),
        person=who.ref,
        author=act.person.code,
        recorded_at=act.now,
    )
    same = [each for each in uow.assignments(place.ref) if _same_work(each, wanted)]
    if same:
        return same[0]
    ensure(rule_at_assigning(uow, contract, place, (wanted,)))
    return uow.add(wanted)


@use_case("shift-observe", Right.OBSERVE)
def observe(
    uow: UnitOfWork,
    act: Act,
    process: int,
    text: str,
    machine: str | None = None,
    shift: Key = None,
    uid: str | None = None,
) -> Note:
    """Keep an observation of a process or machine; a shift in review takes it too.

    Saving a uid twice saves once; another text under it is refused (``already-exists``).
    """
    place, _, where = _place(uow, act.contracts, process, machine, shift, Entry.WORDS)
    words = tidy(text)
    known = next((note for note in uow.notes(place.ref) if note.ref.uid == uid), None)
    if known is not None:
        if (known.process_id, known.text, known.author) != (process, words, act.person.code):
            raise refuse(Code.ALREADY_EXISTS, "uid", "note", note=uid)
        return known
    empty = () if words else (Refusal(Code.BAD_VALUE, {}, "text", "empty"),)
    ensure((*empty, *text_faults(words, "text"), *uid_faults(uid)))
    return uow.add(
        Note(
            ref=Ref(0, uid) if uid else NEW,
            shift=place.ref,
            process_id=process,
            machine=ref_of(where),
            text=words,
            late=found(admits(place, Entry.WORDS)).late,
            author=act.person.code,
            recorded_at=act.now,
        )
    )


@use_case("shift-omit", Right.OMIT)
def omit(
    uow: UnitOfWork,
    act: Act,
    process: int,
    parameter: str,
    reason: str,
    machine: str | None = None,
    shift: Key = None,
) -> Omission:
    """Say why samples of a parameter are missing; one reason covers all that it still misses.

    Saying the same again keeps one.
    """
    place, contract, where = _place(uow, act.contracts, process, machine, shift)
    measured = find_parameter(contract, parameter)
    because = tidy(reason)
    faults = [measured] if isinstance(measured, Refusal) else []
    ensure((*faults, *reason_faults(because)))
    known = found(measured)
    if known.kind is Kind.CALCULATED:
        raise refuse(Code.CALCULATED, "parameter", parameter=known.name)
    uow.because(because)
    wanted = Omission(
        shift=place.ref,
        process_id=process,
        machine=ref_of(where),
        parameter=known.name,
        reason=because,
        author=act.person.code,
        recorded_at=act.now,
    )
    same = (each for each in uow.omissions(place.ref) if _same_gap(each, wanted))
    return next(same, None) or uow.add(wanted)


@use_case("shift-omit-undo", Right.OMIT)
def undo_omission(
    uow: UnitOfWork, act: Act, process: int, parameter: str, machine: str | None = None, shift: Key = None
) -> Omission:
    """Take back every reason for missing samples of a parameter at a place; the samples are owed again.

    Answers the last one. Raises ``Refused``: ``not-found`` when nobody had given one.
    """
    place, contract, where = _place(uow, act.contracts, process, machine, shift)
    known = found(find_parameter(contract, parameter))
    wanted = (process, ref_of(where), known.name)
    given = [each for each in uow.omissions(place.ref) if _gap(each) == wanted]
    if not given:
        raise refuse(Code.NOT_FOUND, "parameter", "omission", parameter=known.name)
    return [uow.change(each, withdrawn=True) for each in given][-1]


def _place(
    uow: UnitOfWork,
    contracts: ContractBook,
    process: int,
    machine: str | None,
    shift: Key,
    entry: Entry = Entry.WORK,
) -> tuple[Shift, ProcessContract, Machine | None]:
    """The shift, contract and machine of an entry about a process, all of them fit to take it."""
    place, _ = shift_for_entry(uow, shift, entry)
    contract = contracts.of(uow, process).contract
    return place, contract, found(machine_at(uow, contract, machine))


def _same_work(one: Assignment, other: Assignment) -> bool:
    return (one.process_id, one.machine, one.person) == (other.process_id, other.machine, other.person)


def _same_gap(one: Omission, other: Omission) -> bool:
    return (_gap(one), one.reason) == (_gap(other), other.reason)


def _gap(omission: Omission) -> tuple[int, Ref | None, str]:
    return omission.process_id, omission.machine, omission.parameter
