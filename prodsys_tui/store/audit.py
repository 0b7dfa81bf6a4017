"""The audit trail: a projection of journal entries. Spec ``domain.md`` §6; table of the quality seed.

The unit of work writes what :func:`project` says, in the same transaction; verification projects every
entry again and compares.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from prodsys_tui.domain.evidence.canonical import canonical
from prodsys_tui.domain.model import Result
from prodsys_tui.store import journal
from prodsys_tui.store.driver import Runner
from prodsys_tui.store.journal import Change, Said
from prodsys_tui.store.shapes import BATCH, BY_TABLE, PERSON, SAMPLE, SHIFT

SIGNED: Final = frozenset({"shift-approve", "shift-return", "shift-receive", "batch-certificate"})
"""Use cases that a person signs with the PIN."""

SESSIONS: Final = frozenset({"session", "lock-out"})
"""Use cases that leave an entry although they change no row: they are about the person who acts."""

BATCH_REASON: Final = "Cambio de estado de lote"
REJECTION: Final = "Rechazo"
STORE: Final = "Almacen"
"""The entity of what happens to the store as a whole: a restore."""

_REJECTED: Final = frozenset({Result.FAILS.value, Result.REJECTED.value})
_STATE: Final = "estado"
_EVIDENCE: Final = ("parametro", "valor", "valor_nominal", "resultado")
_APPEND = (
    "INSERT INTO auditoria (usuario, accion, entidad, entidad_id, entidad_uid, valor_anterior, valor_nuevo, "
    'motivo_cambio, "timestamp", origen, secuencia) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
)


@dataclass(frozen=True, slots=True)
class Line:
    """One audit entry to be: ``before`` and ``after`` are JSON texts."""

    action: str
    entity: str
    uid: str | None
    before: str | None
    after: str | None
    reason: str | None


def project(said: Said) -> Iterator[Line]:
    """The audit entries of a journal entry, in their order."""
    if not said.changes:
        action, entity = ("LOGIN", PERSON.audit) if said.action in SESSIONS else ("IMPORT", STORE)
        yield Line(action, entity, None, None, canonical({"accion": said.action}), said.reason)
    if said.action in SIGNED and said.changes:
        signed = next((change for change in said.changes if change.table == SHIFT.table), said.changes[0])
        after = canonical({"accion": said.action})
        yield Line("SIGN", BY_TABLE[signed.table].audit, signed.uid, None, after, said.reason)
    for change in said.changes:
        yield _of_change(change, said.reason)
        if _is_rejection(change):
            evidence = {name: change.values[name] for name in _EVIDENCE if name in change.values}
            yield Line("CREATE", REJECTION, change.uid, None, canonical(evidence), said.reason)


def _is_rejection(change: Change) -> bool:
    return (
        change.table == SAMPLE.table
        and change.op == journal.INSERT
        and change.values.get("resultado") in _REJECTED
    )


def _of_change(change: Change, reason: str | None) -> Line:
    entity = BY_TABLE[change.table].audit
    if change.op == journal.INSERT:
        return Line("CREATE", entity, change.uid, None, change.values_text, reason)
    if change.op == journal.DELETE:
        return Line("DELETE", entity, change.uid, change.old_text, None, reason)
    if _STATE not in change.values:
        return Line("UPDATE", entity, change.uid, change.old_text, change.values_text, reason)
    if change.table == BATCH.table:
        before, after = {_STATE: change.old[_STATE]}, {_STATE: change.values[_STATE]}
        line = (canonical(before), canonical(after), reason or BATCH_REASON)
        return Line("STATUS_CHANGE", entity, change.uid, *line)
    return Line("STATUS_CHANGE", entity, change.uid, change.old_text, change.values_text, reason)


def append(runner: Runner, said: Said, ids: Mapping[str, int]) -> None:
    """Write the audit entries of a journal entry; ``ids`` are the local ids of the changed rows by uid."""
    for line in project(said):
        runner.execute(
            _APPEND,
            (
                said.actor,
                line.action,
                line.entity,
                ids.get(line.uid) if line.uid is not None else None,
                line.uid,
                line.before,
                line.after,
                line.reason,
                said.at,
                said.origin,
                said.seq,
            ),
        )
