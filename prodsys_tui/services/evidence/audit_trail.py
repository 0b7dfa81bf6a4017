"""The audit, found by who, what, when and about which thing; and one entry in full. Spec ``domain.md`` §6."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from prodsys_tui.domain.evidence.audit_fields import FieldPair, field_pairs, with_codes
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.rows import AuditRow, JournalLine

ACTIONS = ("CREATE", "UPDATE", "STATUS_CHANGE", "DELETE", "SIGN", "IMPORT", "SYNC", "LOGIN")
"""What an entry may say was done, as they are stored."""
PAGE = 100
"""How many entries are read at once."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted, as people name it; "" is all.

    ``code`` is the code or uid of what an entry is about; ``since`` and ``until`` are both included.
    """

    entity: str = ""
    person: str = ""
    action: str = ""
    code: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries, newest first, the codes of what they are about by uid, and what the next page goes on before.

    ``older`` is the id of the last entry, None where there are no more.
    """

    rows: tuple[AuditRow, ...]
    codes: Mapping[str, str]
    older: int | None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry in full: its fields with codes for uids, what it is about, and the journal entry behind it.

    ``line`` is None when the journal has no such entry: somebody took it out.
    """

    row: AuditRow
    code: str | None
    fields: tuple[FieldPair, ...]
    line: JournalLine | None


def audit_page(reads: Reads, wanted: AuditFilter, before: int | None = None, limit: int = PAGE) -> AuditPage:
    """The entries of a filter. Raises ``Refused`` with every part of it that means nothing here.

    ``not-found`` (entity, person, action, code), ``bad-interval`` where ``until`` lies before ``since``.
    """
    entity, action = pick(wanted.entity, reads.audit_entities()), pick(wanted.action, ACTIONS)
    uids = reads.uids_of(tidy(wanted.code)) if wanted.code else ()
    person = reads.person(wanted.person) if wanted.person else None
    ensure(_faults(wanted, entity, action, uids))
    found = reads.audit(
        entity=entity,
        person=(person.code if person is not None else wanted.person) or None,
        action=action,
        since=wanted.since,
        until=wanted.until,
        uids=uids,
        before=before,
        limit=limit + 1,
    )
    rows = tuple(found[:limit])
    codes = reads.codes_of([uid for uid in dict.fromkeys(row.entity_uid for row in rows) if uid])
    return AuditPage(rows, codes, rows[-1].id if len(found) > limit else None)


def _faults(
    wanted: AuditFilter, entity: str | None, action: str | None, uids: Sequence[str]
) -> Iterator[Refusal]:
    """The parts of a filter that mean nothing here."""
    if wanted.entity and entity is None:
        yield Refusal(Code.NOT_FOUND, {"value": wanted.entity}, "entity", "audit-entity")
    if wanted.action and action is None:
        yield Refusal(Code.NOT_FOUND, {"value": wanted.action, "among": ACTIONS}, "action", "audit-action")
    if wanted.code and not uids:
        yield Refusal(Code.NOT_FOUND, {"value": wanted.code}, "code", "audit-code")
    if wanted.since is not None and wanted.until is not None and wanted.until < wanted.since:
        yield Refusal(Code.BAD_INTERVAL, {"since": wanted.since, "until": wanted.until}, "until", "audit")


def audit_entry(reads: Reads, entry: int) -> AuditEntry:
    """One entry by id. Raises ``Refused`` (``not-found``)."""
    row = reads.audit_entry(entry)
    if row is None:
        raise refuse(Code.NOT_FOUND, "entry", "entry", value=entry)
    pairs = field_pairs(row.before, row.after)
    values = {value for each in pairs for value in (each.before, each.after) if value is not None}
    codes = reads.codes_of([*values, *([row.entity_uid] if row.entity_uid else [])])
    return AuditEntry(
        row,
        codes.get(row.entity_uid or ""),
        with_codes(pairs, codes),
        reads.journal_line(row.origin, row.seq),
    )
