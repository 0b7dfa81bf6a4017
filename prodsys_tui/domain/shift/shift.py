"""Opening a shift, its states, and what it takes in each of them. Spec ``domain.md`` §2."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Machine, Result, Sample, Shift, ShiftState
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.calendar import Calendar
from prodsys_tui.domain.shift.facts import ShiftFacts

OUT_OF_HOURS_AFTER = timedelta(minutes=30)
"""How far outside its turn a shift may be opened without a mark."""

_LAST_MOMENT = timedelta(microseconds=1)

_YEARS = range(2000, 3000)
"""The years of operating dates; near year 1 and 9999 there are no days before and after to reckon with."""

TRANSITIONS: Mapping[ShiftState, frozenset[ShiftState]] = {
    ShiftState.OPEN: frozenset({ShiftState.CLOSING, ShiftState.REVIEW, ShiftState.CLOSED, ShiftState.VOID}),
    ShiftState.CLOSING: frozenset({ShiftState.REVIEW, ShiftState.CLOSED, ShiftState.VOID}),
    ShiftState.REVIEW: frozenset({ShiftState.REVIEW, ShiftState.CLOSED}),
    ShiftState.CLOSED: frozenset(),
    ShiftState.VOID: frozenset(),
}
"""What may follow a state. A returned ``REVISION`` is closed again to ``REVISION`` or ``CERRADA``."""


class Entry(Enum):
    """What somebody wants to write into a shift."""

    WORK = "work"
    """Samples, production, stops, consumption, crew, idle and omissions."""
    WORDS = "words"
    """Dispositions and observations."""
    LAB_RESULT = "lab-result"
    """A sample that names one ``En espera`` as the one it corrects."""
    SIGNED = "signed"
    """A correction under a supervisor's signature, which every shift takes but one that was voided."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A shift takes an entry; ``late`` ones are stamped so."""

    late: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """A turn that somebody wants to open. ``starts`` and ``ends`` are its own instants (UTC)."""

    turn: str
    operating_date: date
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening does: mark the shift, and move the earlier one, if any, to ``EN_CIERRE``."""

    out_of_hours: bool
    turned_over: Shift | None


def choose_opening(
    calendar: Calendar,
    zone: ZoneInfo,
    now: datetime,
    code: str | None,
    day: date | None,
    opened: Collection[str] = (),
) -> Opening | Refusal:
    """The turn to open: by the site's clock, or as given (``turn-unknown``, ``bad-value`` for a wild date).

    A turn that is given without a date means the one nearest to now, so that T1 can be opened at 06:50.
    Where one of the day's short turns is among those that were ``opened``, the next short one follows.
    """
    local = now.astimezone(zone)
    today, current = calendar.at(local)
    turn = (calendar.short_at(local, opened) or current) if code is None else calendar.turn(code)
    codes = tuple(each.code for each in (*calendar.turns, *calendar.short_turns))
    if turn is None:
        return Refusal(Code.TURN_UNKNOWN, {"turn": code, "turns": codes}, "turn")
    if day is not None and day.year not in _YEARS:
        return Refusal(Code.BAD_VALUE, {"value": day.isoformat()}, "date", "date")
    near = (today, today + timedelta(days=1), today - timedelta(days=1))
    openings = [
        Opening(turn.code, each, *calendar.window(turn, each, zone))
        for each in (near if day is None else (day,))
        if turn.may_begin(each)
    ]
    if not openings:
        return Refusal(Code.TURN_UNKNOWN, {"turn": turn.code, "turns": codes}, "turn", "weekday")
    return min(openings, key=lambda opening: max(opening.starts - now, now - opening.ends, timedelta()))


def opening_of(
    wanted: Opening, now: datetime, same: Shift | None, running: Shift | None
) -> Opened | tuple[Refusal, ...]:
    """Whether a shift may be opened now.

    ``same`` is the shift of that turn and date that was not voided, ``running`` the one that is
    ``ABIERTA``. Refused: ``shift-already-open`` while the earlier turn runs, ``shift-exists``.
    """
    turned_over = running if running is not None and _over(running, wanted, now, same) else None
    faults: list[Refusal] = []
    if running is not None and turned_over is None:
        params = {"shift": label(running), "person": running.opened_by}
        faults.append(Refusal(Code.SHIFT_ALREADY_OPEN, params, "turn"))
    if same is not None and same != running:
        faults.append(Refusal(Code.SHIFT_EXISTS, {"shift": label(same)}, "turn"))
    return tuple(faults) or Opened(_out_of_hours(wanted, now), turned_over)


def admits(shift: Shift, entry: Entry) -> Admitted | Refusal:
    """Whether a shift takes an entry in its state, and whether it comes late (``shift-closed`` if not)."""
    if shift.state is ShiftState.OPEN:
        return Admitted(late=False)
    if _filled_in(shift):
        return Admitted(late=True)
    if shift.state is ShiftState.REVIEW and entry is not Entry.WORK:
        return Admitted(late=True)
    if shift.state is ShiftState.CLOSED and entry is Entry.SIGNED:
        return Admitted(late=True)
    variant = {ShiftState.REVIEW: "review", ShiftState.VOID: "void"}.get(shift.state, "")
    return Refusal(Code.SHIFT_CLOSED, {"shift": label(shift)}, "shift", variant)


def over_faults(shift: Shift, now: datetime) -> tuple[Refusal, ...]:
    """Why an entry does not go to the open shift unasked: its turn has ended, and the next one's crew works.

    Whoever means it names it. One that was opened after its turn is filled in afterwards on purpose.
    """
    if shift.state is not ShiftState.OPEN or now < shift.ends or shift.opened_at >= shift.ends:
        return ()
    params = {"shift": label(shift), "ends": shift.ends, "turn": shift.turn}
    return (Refusal(Code.SHIFT_OVER, params, "shift"),)


def measured_when(shift: Shift, given: datetime | None, now: datetime) -> datetime:
    """When something was measured that is typed now: as it is given, else now.

    In a shift that was turned over, or returned, in its last moment at the latest: it takes only its own.
    """
    if given is not None:
        return given
    return min(now, shift.ends - _LAST_MOMENT) if _filled_in(shift) else now


def after_faults(shift: Shift, measured_at: datetime | None) -> tuple[Refusal, ...]:
    """Why a shift that was turned over, or returned, does not take what was measured long after its turn."""
    if not _filled_in(shift) or measured_at is None:
        return ()
    if measured_at <= shift.ends + OUT_OF_HOURS_AFTER:
        return ()
    return (Refusal(Code.SHIFT_CLOSED, {"shift": label(shift)}, "at", "closing"),)


def entry_of(corrected: Sample | None) -> Entry:
    """What a sample is to its shift: a lab result when it settles one that waits, work otherwise."""
    waits = corrected is not None and corrected.result is Result.WAITING
    return Entry.LAB_RESULT if waits else Entry.WORK


def void_faults(shift: Shift, *, empty: bool) -> tuple[Refusal, ...]:
    """Why a shift may not be voided: it is final, or something is in it."""
    if ShiftState.VOID not in TRANSITIONS[shift.state]:
        refusal = admits(shift, Entry.WORK)
        if isinstance(refusal, Refusal):
            return (refusal,)
        empty = False  # a returned review: it was closed once, so something is in it
    return () if empty else (Refusal(Code.SHIFT_NOT_EMPTY, {"shift": label(shift)}, "shift"),)


def is_empty(facts: ShiftFacts) -> bool:
    """Whether nothing was counted: no sample, record, stop or idle declaration."""
    return not (facts.counts or facts.deviations or facts.produced or facts.stopped or facts.idle)


def ran_faults(contract: ProcessContract, facts: ShiftFacts, machine: Machine | None) -> tuple[Refusal, ...]:
    """Why a process, or one of its machines, was not idle: it made something (``has-production``)."""
    ran = any(row.quantity > 0 for row in facts.produced if machine is None or row.machine == machine.code)
    if not ran:
        return ()
    params = {"process": contract.name if machine is None else machine.code, "shift": label(facts.shift)}
    return (Refusal(Code.HAS_PRODUCTION, params, "process" if machine is None else "machine"),)


def label(shift: Shift) -> str:
    """A shift as people name it: ``T1 15/03/2026``."""
    return f"{shift.turn} {shift.operating_date:%d/%m/%Y}"


def _filled_in(shift: Shift) -> bool:
    """Whether a shift only takes, late, what it lacks: it was turned over, or returned by its reviewer."""
    return shift.state is ShiftState.CLOSING or (shift.state is ShiftState.REVIEW and shift.returned)


def _over(running: Shift, wanted: Opening, now: datetime, same: Shift | None) -> bool:
    """Whether the running shift's turn has ended and the wanted one comes after it."""
    return running != same and running.ends <= now and running.starts < wanted.starts


def _out_of_hours(wanted: Opening, now: datetime) -> bool:
    return not wanted.starts - OUT_OF_HOURS_AFTER <= now <= wanted.ends + OUT_OF_HOURS_AFTER
