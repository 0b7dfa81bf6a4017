"""Incidents: something that happened and somebody must act on. Spec ``domain.md`` §2, "Incidents"."""

from prodsys_tui.domain.batch.batch import batch_meant
from prodsys_tui.domain.model import Batch, Incident, IncidentState, Machine, Severity, Shift
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import MAX_CODE, reason_faults, text_faults, tidy
from prodsys_tui.services.places import Faults, Key, machine_at, shift_at
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.use_case import Act, use_case

MAX_TITLE = 4 * MAX_CODE
"""Characters of a title."""
MOST_OPEN = 1_000
"""The most open incidents that a handover tells."""


def find_incident(reads: Reads, key: str) -> Incident:
    """The incident of an id or uid. Raises ``Refused`` (``not-found``)."""
    incident = reads.incident(tidy(key))
    if incident is None:
        raise refuse(Code.NOT_FOUND, "incident", "incident", incident=tidy(key))
    return incident


@use_case("incident-add", Right.REPORT_INCIDENT)
def add_incident(
    uow: UnitOfWork,
    act: Act,
    title: str,
    severity: str,
    machine: str | None = None,
    process: int | None = None,
    shift: Key = None,
    batch: str | None = None,
) -> Incident:
    """Report an incident of a shift: the one named, else the open one, else of none.

    An incident is not an entry of the shift: one that is closed may be named too. Raises ``Refused`` with
    every reason: ``bad-value``, ``not-found``, ``machine-other-process``, ``machine-not-usable``.
    """
    faults, words = Faults(), tidy(title)
    faults.add(text_faults(words, "title", MAX_TITLE) if words else (_empty("title"),))
    level = pick(severity, Severity)
    if level is None:
        params = {"value": severity, "among": tuple(each.value for each in Severity)}
        faults.add((Refusal(Code.BAD_VALUE, params, "severity", "severity"),))
    where = faults.keep(_machine(uow, act, process, machine))
    of = _shift(uow, shift)
    place = faults.keep(of) if of is not None else None
    about = faults.keep(_batch(uow, batch))
    ensure(faults.all)
    return uow.add(
        Incident(
            title=words,
            severity=Severity(level or ""),
            shift=place.ref if place is not None else None,
            process_id=process,
            machine=where.ref if where is not None else None,
            batch=about.ref if about is not None else None,
            author=act.person.code,
            recorded_at=act.now,
        )
    )


@use_case("incident-close", Right.CLOSE_INCIDENT)
def close_incident(uow: UnitOfWork, act: Act, incident: str, action: str) -> Incident:
    """Close an incident, saying what was done. Raises ``Refused``: ``not-found``, ``reason-required``.

    One that is closed already is refused (``already-exists``), naming who closed it and when.
    """
    old, done = find_incident(uow, incident), tidy(action)
    if old.state is IncidentState.CLOSED:
        raise refuse(Code.ALREADY_EXISTS, "incident", "closed", person=old.closed_by, at=old.closed_at)
    ensure(reason_faults(done, "action"))
    uow.because(done)
    return uow.change(
        old, state=IncidentState.CLOSED, action=done, closed_by=act.person.code, closed_at=act.now
    )


def _machine(reads: Reads, act: Act, process: int | None, code: str | None) -> Machine | Refusal | None:
    """The machine of a code, which has to belong to the process if one is named."""
    if process is not None:
        return machine_at(reads, act.contracts.of(reads, process).contract, code)
    wanted = tidy(code)
    if not wanted:
        return None
    return reads.machine(wanted) or Refusal(Code.NOT_FOUND, {"machine": wanted}, "machine", "machine")


def _batch(reads: Reads, code: str | None) -> Batch | Refusal | None:
    """The batch of a code, or of a scanned label."""
    wanted = tidy(code)
    if not wanted:
        return None
    return reads.batch(batch_meant(wanted)) or Refusal(Code.NOT_FOUND, {"batch": wanted}, "batch", "batch")


def _shift(reads: Reads, key: Key) -> Shift | Refusal | None:
    return reads.open_shift() if key is None else shift_at(reads, key)


def _empty(field: str) -> Refusal:
    return Refusal(Code.BAD_VALUE, {}, field, "empty")
