"""Events that people should hear of at once: a rejection, a hold, an incident. Spec ``domain.md`` §2."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from prodsys_tui.domain.model import Batch, BatchState, Entity, Hold, Incident, Ref, Result, Sample
from prodsys_tui.domain.numbers import show_number


class EventKind(StrEnum):
    """What happened."""

    REJECTION = "rechazo"
    HOLD = "retencion"
    INCIDENT = "incidente"


@dataclass(frozen=True, slots=True)
class CriticalEvent:
    """One event: which thing (uid), what is to be read about it, where, by whom and when (UTC).

    ``what`` is a parameter with its value and result, a batch's code, or an incident's title;
    ``detail`` a comment, the reason of a hold or a severity.
    """

    kind: EventKind
    uid: str
    what: str
    detail: str | None
    machine: str | None
    order: str | None
    batch: str | None
    process_id: int | None
    person: str
    at: datetime


_REJECTED = frozenset({Result.FAILS, Result.REJECTED})


def events_of(
    written: Iterable[tuple[Entity | None, Entity]], person: str, at: datetime
) -> Iterator[CriticalEvent]:
    """The events in what a transaction wrote: each row as it was before (None: it is new) and as it is.

    A calculated value is no event: it locks nothing. A batch that was on hold already is none either; the
    hold of a part of one is, and its ``what`` names the part too.
    """
    for before, after in written:
        match after:
            case Sample() if before is None and not after.calculated and after.result in _REJECTED:
                what = f"{after.parameter}: {after.words or show_number(after.value)} ({after.result.value})"
                yield CriticalEvent(
                    EventKind.REJECTION,
                    after.ref.uid,
                    what,
                    after.comment,
                    _code(after.machine),
                    _code(after.order),
                    _code(after.batch),
                    after.process_id,
                    person,
                    at,
                )
            case Batch() if after.state is BatchState.HELD and _state(before) is not BatchState.HELD:
                yield CriticalEvent(
                    EventKind.HOLD,
                    after.ref.uid,
                    after.code,
                    after.state_comment,
                    None,
                    after.order.code,
                    after.code,
                    None,
                    person,
                    at,
                )
            case Hold() if before is None and not after.whole:
                yield CriticalEvent(
                    EventKind.HOLD,
                    after.ref.uid,
                    after.held,
                    after.reason,
                    _code(after.machine),
                    None,
                    after.batch.code,
                    None,
                    person,
                    at,
                )
            case Incident() if before is None:
                yield CriticalEvent(
                    EventKind.INCIDENT,
                    after.ref.uid,
                    after.title,
                    after.severity.value,
                    _code(after.machine),
                    None,
                    _code(after.batch),
                    after.process_id,
                    person,
                    at,
                )


def _state(before: Entity | None) -> BatchState | None:
    return before.state if isinstance(before, Batch) else None


def _code(ref: Ref | None) -> str | None:
    return None if ref is None else ref.code
