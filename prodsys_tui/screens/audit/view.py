"""Audit entries as rows, one of them in full, and what a proof answered, in words."""

from collections.abc import Iterator, Mapping
from datetime import tzinfo

from prodsys_tui.domain.evidence.audit_fields import FieldPair, Mark, gist
from prodsys_tui.domain.evidence.head import noted_head
from prodsys_tui.services.evidence.audit_trail import AuditEntry, AuditFilter, AuditPage
from prodsys_tui.services.evidence.proof import GateCheck, Verification
from prodsys_tui.services.rows import AuditRow
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_instant
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

ENTRIES = (Column(16), Column(8), Column(13), Column(14), Column(22), Column(least=12))
"""When, who, what was done, to what, its code or what it says, why."""
FIELDS = (Column(1), Column(22), Column(25), Column())
"""What became of a field, its name, before and after."""
_MEANINGS: Mapping[Mark, str] = {
    Mark.SAME: "base",
    Mark.CHANGED: "waiting",
    Mark.ADDED: "strong",
    Mark.GONE: "strong",
}


def heading(say: Texts) -> Row:
    """The names of the columns of entries."""
    names = ("at", "person", "action", "entity", "code", "reason")
    return Row("", tuple(Cell(say(f"audit.column.{name}"), "head") for name in names))


def field_heading(say: Texts) -> Row:
    """The names of the columns of fields."""
    names = ("field", "before", "after")
    return Row("", (Cell(safe("")), *(Cell(say(f"audit.column.{name}"), "head") for name in names)))


def entry_rows(page: AuditPage, zone: tzinfo) -> list[Row]:
    """The entries by their ids."""
    return [_entry_row(row, page.codes.get(row.entity_uid or "", ""), zone) for row in page.rows]


def _entry_row(row: AuditRow, code: str, zone: tzinfo) -> Row:
    cells = (
        Cell(safe(show_instant(row.at, zone))),
        Cell(safe(row.person), "strong"),
        Cell(safe(row.action)),
        Cell(safe(row.entity)),
        Cell(safe(_told(row, code)), "strong"),
        Cell(safe(row.reason or "")),
    )
    return Row(str(row.id), cells)


def _told(row: AuditRow, code: str) -> str:
    """What a thing is known by, else what its fields say; of a change both."""
    if code and row.before is None:
        return code
    return f"{code} {gist(row.before, row.after)}".strip()


def field_rows(entry: AuditEntry) -> list[Row]:
    """The fields of an entry; a sign and a colour say what became of each."""
    return [_field_row(pair) for pair in entry.fields]


def _field_row(pair: FieldPair) -> Row:
    meaning = _MEANINGS[pair.mark]
    texts = (pair.mark.value, pair.name, pair.before or "", pair.after or "")
    return Row(pair.name, tuple(Cell(safe(text), meaning) for text in texts))


def pair_lines(pair: FieldPair | None, say: Texts) -> Iterator[SafeText]:
    """Both values of a field in full."""
    if pair is not None:
        yield say("audit.pair-before", field=pair.name, value=pair.before)
        yield say("audit.pair-after", field=pair.name, value=pair.after)


def about_lines(entry: AuditEntry, say: Texts) -> Iterator[Cell]:
    """Who did what to which thing, why, and the journal entry behind it."""
    row, line = entry.row, entry.line
    yield Cell(say("audit.about", action=row.action, person=row.person, at=row.at), "strong")
    thing = entry.code or (str(row.entity_id) if row.entity_id is not None else None)
    key = "audit.thing" if row.entity_uid else "audit.thing-bare"
    yield Cell(say(key, entity=row.entity, code=thing or "", uid=row.entity_uid))
    yield Cell(say("audit.reason", reason=row.reason) if row.reason else say("audit.no-reason"))
    if line is None:
        yield Cell(say("audit.no-line", seq=row.seq, origin=row.origin), "wrong")
        return
    hashed = noted_head(line.hash)
    yield Cell(say("audit.line", seq=line.seq, origin=line.origin))
    yield Cell(say("audit.line-hash", action=line.action, hash=hashed, before=noted_head(line.previous)))


def filter_words(wanted: AuditFilter, say: Texts) -> SafeText:
    """What the list is narrowed to; nothing where it is whole."""
    parts = {
        "entity": wanted.entity,
        "person": wanted.person,
        "action": wanted.action,
        "code": wanted.code,
        "since": wanted.since,
        "until": wanted.until,
    }
    return joined((say(f"audit.only.{name}", value=value) for name, value in parts.items() if value), ", ")


def proof_words(found: Verification, say: Texts) -> Cell:
    """What the chain and the audit proved."""
    broken = found.first_break
    if broken is None:
        head = noted_head(found.head)
        return Cell(say.n("audit.proved", found.entries, head=head), "done")
    where = [say(f"audit.break.{broken.kind}")]
    if broken.seq is not None:
        where.append(say("audit.break-entry", seq=broken.seq))
    if broken.table is not None:
        where.append(say("audit.break-row", table=broken.table, uid=broken.uid))
    return Cell(say("audit.broken", where=joined(where, ", "), entries=found.entries), "wrong")


def gate_words(found: GateCheck, say: Texts) -> Cell:
    """What the gates of the records proved."""
    if not found.faults:
        return Cell(say.n("audit.gates-proved", found.records, fallen=len(found.fallen)), "done")
    first = found.faults[0]
    record = first.record
    place = record.shift.code if record.machine is None else f"{record.shift.code} {record.machine.code}"
    told = say("audit.gates-broken", count=len(found.faults), place=place, uid=record.ref.uid)
    return Cell(told, "wrong")
