"""The queries of what happened: the journal, the audit, and drafts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from prodsys_tui.services.rows import AuditRow, Draft, JournalLine


class LedgerReads(Protocol):
    """The journal and the audit."""

    def head(self) -> tuple[int, str]:
        """The journal's last sequence number and hash; ``(0, "")`` when it is empty."""
        ...

    def audit(
        self,
        *,
        entity: str | None = None,
        person: str | None = None,
        action: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        uids: Sequence[str] = (),
        before: int | None = None,
        limit: int = 200,
    ) -> Sequence[AuditRow]:
        """Audit entries, newest first; those ``before`` the entry of an id when one is named.

        ``uids`` keeps those about some things. Between two instants, both included, they are in the order of
        their times; else in the order in which they were written.
        """
        ...

    def audit_entry(self, entry: int) -> AuditRow | None:
        """An audit entry by id."""
        ...

    def audit_entities(self) -> Sequence[str]:
        """What there are audit entries about, by name."""
        ...

    def journal_line(self, origin: str, seq: int) -> JournalLine | None:
        """The journal entry that audit entries name."""
        ...

    def uids_of(self, code: str) -> Sequence[str]:
        """Everything with that code (its case does not matter), or that uid."""
        ...

    def codes_of(self, uids: Sequence[str]) -> Mapping[str, str]:
        """The codes of those of some things that have one, by uid."""
        ...

    def draft(self, person: str, form: str) -> Draft | None:
        """What a person (code) was typing in a form."""
        ...

    def drafts(self, person: str | None = None) -> Sequence[Draft]:
        """The drafts of a person, newest first; everybody's, person by person, when none is named."""
        ...
