"""What changed since somebody's last visit: what others did that one has to know. Spec ``ux.md``, "Ingresar".

Told from the audit trail, so that every way in is seen; what still waits is told from the store itself.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from prodsys_tui.domain.model import BatchState, Incident, IncidentState, Sample, Severity, Shift
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.shift.handover import can_hand_over
from prodsys_tui.domain.shift.shift import label
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.rows import AuditRow
from prodsys_tui.services.shift.handover import leaving_shift, waiting_shifts

FIRST_VISIT = timedelta(hours=24)
"""How far back somebody is told of who was never here before."""
MOST = 200
"""The most that is told."""

_REJECTION, _BATCH, _SHIFT, _HANDOVER = "Rechazo", "Lote", "BitacoraTurno", "EntregaTurno"
_INCIDENT, _CORRECTION, _PART = "Incidente", "Correccion", "Retencion"


class Kind(StrEnum):
    """What happened."""

    REJECTION = "rechazo"
    HOLD = "retencion"
    RELEASE = "liberacion"
    SHIFT = "turno"
    RETURNED = "devuelto"
    RECEIVED = "entrega"
    INCIDENT = "incidente"
    INCIDENT_CLOSED = "incidente-cerrado"
    CORRECTED = "correccion"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that somebody did, in the words of the plant; ``mine``: it is about one's own.

    ``origin`` is what opened an incident that nobody typed: ``what`` is its title then.
    """

    kind: Kind
    at: datetime
    person: str
    what: str
    detail: str | None
    uid: str
    mine: bool = False
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What others did since an instant, newest first, and what waits now.

    ``cut``: there was more than is told. ``handover`` is the shift that nobody received yet, ``critical``
    the open critical incidents, ``returned`` the shifts that came back to whoever opened or closed them,
    ``waiting`` how many shifts are to be closed or approved.
    """

    since: datetime
    items: tuple[Item, ...]
    cut: bool
    handover: Shift | None
    critical: tuple[Incident, ...]
    returned: tuple[Shift, ...]
    waiting: int

    @property
    def any(self) -> bool:
        """Whether there is something to be told."""
        return bool(self.items or self.handover or self.critical or self.returned)


def last_visit(reads: Reads, person: str) -> datetime | None:
    """When somebody last began a session; asked before the new one is recorded."""
    return reads.last_session(person)


def news(reads: Reads, now: datetime, person: str | None = None, since: datetime | None = None) -> News:
    """What changed since an instant, since the person's last visit, or in the last 24 hours."""
    from_when = since or (last_visit(reads, person) if person else None) or now - FIRST_VISIT
    rows = reads.happened(from_when, tuple(_TELLERS), MOST + 1)
    told = [
        item
        for row in rows[:MOST]
        if row.person != person
        for item in _TELLERS[row.entity](reads, row, person)
    ]
    if person is not None:
        told += [_corrected(sample) for sample in reads.corrected_since(person, from_when)]
    waiting = waiting_shifts(reads, now)
    own = (each.shift for each in waiting if each.shift.returned)
    return News(
        from_when,
        tuple(sorted(told, key=lambda item: item.at, reverse=True)),
        len(rows) > MOST,
        unreceived_shift(reads, now),
        critical_incidents(reads),
        tuple(shift for shift in own if person in (shift.opened_by, shift.closed_by)),
        len(waiting),
    )


def critical_incidents(reads: Reads) -> tuple[Incident, ...]:
    """The open critical incidents, newest first."""
    return tuple(reads.incidents(state=IncidentState.OPEN, severity=Severity.CRITICAL))


def unreceived_shift(reads: Reads, now: datetime) -> Shift | None:
    """The shift whose crew leaves, or left last, while nobody received it."""
    try:
        shift = leaving_shift(reads, now)
    except Refused:
        return None
    return shift if can_hand_over(shift, now) and reads.handover(shift.ref) is None else None


def _rejection(reads: Reads, row: AuditRow, _person: str | None) -> Iterator[Item]:
    sample = reads.sample(row.entity_uid or "")
    if sample is not None:
        where = sample.machine.code if sample.machine is not None else None
        yield Item(Kind.REJECTION, row.at, row.person, _measured(sample), where, sample.ref.uid)


def _batch(reads: Reads, row: AuditRow, _person: str | None) -> Iterator[Item]:
    state = _after(row).get("estado")
    code = reads.batch_code(row.entity_uid or "")
    if row.action == "STATUS_CHANGE" and code is not None:
        kind = Kind.HOLD if state == BatchState.HELD else Kind.RELEASE
        yield Item(kind, row.at, row.person, f"{code}: {state}", row.reason, row.entity_uid or "")


def _part(reads: Reads, row: AuditRow, _person: str | None) -> Iterator[Item]:
    """A hold of a part of a batch: that of a whole one is told with the batch."""
    hold = reads.hold(row.entity_uid or "")
    if hold is not None and not hold.whole:
        kind = Kind.HOLD if row.action == "CREATE" else Kind.RELEASE
        yield Item(kind, row.at, row.person, hold.held, row.reason, row.entity_uid or "")


def _shift(reads: Reads, row: AuditRow, person: str | None) -> Iterator[Item]:
    shift = reads.shift(row.entity_uid or "")
    if shift is None or row.action == "SIGN":
        return
    after = _after(row)
    mine = person in (shift.opened_by, shift.closed_by)
    if after.get("devuelta"):
        yield Item(Kind.RETURNED, row.at, row.person, label(shift), row.reason, shift.ref.uid, mine)
    else:  # closed again, a returned one keeps its state
        what = f"{label(shift)}: {after.get('estado', shift.state)}"
        yield Item(Kind.SHIFT, row.at, row.person, what, row.reason, shift.ref.uid, mine)


def _handover(reads: Reads, row: AuditRow, person: str | None) -> Iterator[Item]:
    shift = reads.shift(str(_after(row).get("bitacora_id", "")))
    if shift is not None:
        mine = person in (shift.opened_by, shift.closed_by)
        yield Item(Kind.RECEIVED, row.at, row.person, label(shift), row.reason, shift.ref.uid, mine)


def _incident(reads: Reads, row: AuditRow, person: str | None) -> Iterator[Item]:
    incident = reads.incident(row.entity_uid or "")
    if incident is not None:
        closed = row.action != "CREATE"
        kind = Kind.INCIDENT_CLOSED if closed else Kind.INCIDENT
        detail = row.reason if closed else incident.severity.value
        mine = incident.author == person
        uid, origin = incident.ref.uid, incident.origin
        yield Item(kind, row.at, row.person, incident.title, detail, uid, mine, origin)


def _correction(reads: Reads, row: AuditRow, person: str | None) -> Iterator[Item]:
    """A signed correction of what the person himself recorded."""
    after = _after(row)
    record = reads.record(str(after.get("registro_trabajo_id", "")))
    sample = reads.sample(str(after.get("muestra_id", "")))
    if person is not None and person in (record and record.author, sample and sample.author):
        what = f"{after.get('campo')}: {after.get('valor_anterior')} → {after.get('valor_nuevo')}"
        uid = row.entity_uid or ""
        yield Item(Kind.CORRECTED, row.at, row.person, what, row.reason, uid, mine=True)


_TELLERS: Mapping[str, Callable[[Reads, AuditRow, str | None], Iterator[Item]]] = {
    _REJECTION: _rejection,
    _BATCH: _batch,
    _PART: _part,
    _SHIFT: _shift,
    _HANDOVER: _handover,
    _INCIDENT: _incident,
    _CORRECTION: _correction,
}


def _corrected(sample: Sample) -> Item:
    """A sample that somebody typed in place of one's own."""
    at, author = sample.recorded_at, sample.author
    return Item(Kind.CORRECTED, at, author, _measured(sample), sample.comment, sample.ref.uid, mine=True)


def _measured(sample: Sample) -> str:
    return f"{sample.parameter}: {sample.words or show_number(sample.value)} ({sample.result.value})"


def _after(row: AuditRow) -> Mapping[str, object]:
    said = json.loads(row.after) if row.after else {}
    return said if isinstance(said, dict) else {}
