"""What changed since somebody's last visit."""

from dataclasses import dataclass
from datetime import datetime

from prodsys_tui.domain.model import Person
from prodsys_tui.services.ports import Reads
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText

MOST = 500
"""How many audit entries are looked through."""
_SESSION, _REJECTION = "LOGIN", "Rechazo"


@dataclass(frozen=True, slots=True)
class Visit:
    """When a person was last here, and what others did since: entries and rejections among them."""

    last: datetime
    entries: int
    rejections: int


def visit_of(reads: Reads, person: Person) -> Visit | None:
    """Read it before the new session is recorded; None at the first visit."""
    sessions = [row for row in reads.audit(person=person.code, limit=MOST) if row.action == _SESSION]
    if not sessions:
        return None
    last = sessions[0].at
    others = [
        row
        for row in reads.audit(since=last, limit=MOST)
        if row.person != person.code and row.action != _SESSION
    ]
    rejections = sum(row.entity == _REJECTION for row in others)
    return Visit(last, len(others) - rejections, rejections)


def visit_text(visit: Visit | None, say: Texts) -> SafeText | None:
    """The news in one line; None when there are none."""
    if visit is None or not visit.entries:
        return None
    many = f"{visit.entries}+" if visit.entries + visit.rejections >= MOST else visit.entries
    return say("login.since", at=visit.last, entries=many, rejections=visit.rejections)
