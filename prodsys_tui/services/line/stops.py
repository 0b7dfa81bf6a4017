"""Stops of machines. Spec ``domain.md`` §2, "Stops"."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.stop import Span, span_of, stop_faults, stopped_by
from prodsys_tui.domain.model import NEW, Machine, Ref, Shift, Stop
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import tidy, uid_faults
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.line.stop_parts import continue_stop, last_part
from prodsys_tui.services.places import Faults, Key, machine_at, only_machine, ref_of
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.shift.shifts import shift_for_entry
from prodsys_tui.services.use_case import Act, use_case


@use_case("stop-add", Right.STOP)
def add_stop(
    uow: UnitOfWork,
    act: Act,
    process: int,
    reason: str,
    machine: str | None = None,
    minutes: int | None = None,
    starts: datetime | None = None,
    ends: datetime | None = None,
    shift: Key = None,
    uid: str | None = None,
) -> Stop:
    """Record that a machine (or a whole process) stood still: some minutes, or from–to, or since then.

    The reason is one of the contract's or of the general catalog, alone or as ``group/reason``. One that
    is noted late and still lasts goes on in the open shift at once. Saving a uid twice saves once. Raises
    ``Refused``: ``reason-required``, ``reason-unknown``, ``bad-interval``, ``stop-overlaps``,
    ``stop-exceeds-schedule`` and what a shift, process or machine may refuse.
    """
    known = uow.stop(uid) if uid else None
    if known is not None:
        return _saved_before(known, process, machine, starts, ends, minutes)
    place, late = shift_for_entry(uow, shift, now=act.now)
    contract = act.contracts.of(uow, process).contract
    faults = Faults()
    where = faults.keep(machine_at(uow, contract, machine or only_machine(contract)))
    because = faults.keep(_reason(act, contract, reason))
    new = Span(stopped_by(contract, _code(where)), starts, ends, minutes)
    following = _following(uow, place) if new.open else None
    if where is not None or not machine:
        others = _spans(uow, act.contracts, place, uow.stops(place.ref))
        faults.add(stop_faults(new, others, place, act.now))
        if following is not None and not faults.all:
            others = _spans(uow, act.contracts, following, uow.stops(following.ref))
            faults.add(stop_faults(replace(new, starts=following.starts), others, following, act.now))
    faults.add(uid_faults(uid))
    ensure(faults.all)
    group, words = because or ("", "")
    stop = uow.add(
        Stop(
            ref=Ref(0, uid) if uid else NEW,
            shift=place.ref,
            process_id=process,
            machine=ref_of(where),
            reason=words,
            group=group,
            starts=starts,
            ends=ends,
            minutes=minutes,
            late=late,
            author=act.person.code,
            recorded_at=act.now,
        )
    )
    if following is None:
        return stop
    return continue_stop(uow, act, stop, place, following)


@use_case("stop-end", Right.STOP)
def end_stop(uow: UnitOfWork, act: Act, uid: str, ends: datetime | None = None) -> Stop:
    """End a stop that still lasts: now, or when it is said to have ended.

    Of one that was split at its shift's end this ends the part that still lasts. Without a time it ends
    at the latest with its shift.
    Raises ``Refused``: ``not-found``, ``bad-interval``, ``stop-overlaps``, ``stop-exceeds-schedule``,
    ``shift-closed``.
    """
    stop = uow.stop(tidy(uid))
    if stop is None:
        raise refuse(Code.NOT_FOUND, "stop", "stop", stop=tidy(uid))
    stop = last_part(uow, stop)
    place, _ = shift_for_entry(uow, stop.shift.uid)
    if stop.starts is None or stop.ends is not None:
        raise refuse(Code.BAD_INTERVAL, "stop", "ended", stop=stop.ref.uid)
    ended = replace(stop, ends=ends or min(act.now, place.ends))
    contract = act.contracts.of(uow, stop.process_id).contract
    others = [other for other in uow.stops(place.ref) if other.ref != stop.ref]
    spans = _spans(uow, act.contracts, place, others)
    ensure(stop_faults(span_of(ended, contract), spans, place, act.now))
    return uow.change(stop, ends=ended.ends)


def _reason(act: Act, contract: ProcessContract, text: str) -> tuple[str, str] | Refusal:
    """The group and reason that a typed text means."""
    if not tidy(text):
        return Refusal(Code.REASON_REQUIRED, {}, "reason")
    found = act.catalogs.stops.find(contract, text)
    params = {"reason": text, "process": contract.id}
    return found or Refusal(Code.REASON_UNKNOWN, params, "reason", "stop")


def _following(reads: Reads, ended: Shift) -> Shift | None:
    """The open shift, if it follows one that was turned over."""
    running = reads.open_shift()
    return running if running is not None and ended.ends <= running.starts else None


def _spans(reads: Reads, contracts: ContractBook, shift: Shift, stops: Iterable[Stop]) -> tuple[Span, ...]:
    """The stops of a shift as spans, under the contracts of their processes."""
    by_id: Mapping[int, ProcessContract] = {
        force.contract.id: force.contract for force in contracts.all(reads)
    }
    return tuple(span_of(stop, by_id[stop.process_id]) for stop in stops if stop.shift == shift.ref)


def _saved_before(
    stop: Stop,
    process: int,
    machine: str | None,
    starts: datetime | None,
    ends: datetime | None,
    minutes: int | None,
) -> Stop:
    """The answer for a stop that is saved again; one that ended meanwhile is still the same.

    A machine that is left out to be inferred is not compared.
    """
    own = "" if stop.machine is None else stop.machine.code.casefold()
    same = (stop.process_id, stop.starts, stop.minutes) == (process, starts, minutes)
    if not same or (ends is not None and ends != stop.ends) or tidy(machine).casefold() not in ("", own):
        raise refuse(Code.ALREADY_EXISTS, "uid", "stop", stop=stop.ref.uid)
    return stop


def _code(machine: Machine | None) -> str | None:
    return None if machine is None else machine.code
