"""The queries behind papers of proof: certificates, and the journal entries that anchor what is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from prodsys_tui.domain.model import Certificate, ContractVersion, Ref


@dataclass(frozen=True, slots=True)
class Anchor:
    """The journal entry in which something happened to a row.

    ``audit`` is the id of its audit entry, ``action`` what that says was done to an ``entity``.
    """

    uid: str
    audit: int
    entity: str
    action: str
    person: str
    at: datetime
    reason: str | None
    origin: str
    seq: int
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class AnchorProof:
    """The entry that made a row, looked at again.

    ``holds``: its bytes give its hash, the entries before and behind it are chained to it, and it says what
    the row holds. ``values`` is what it says that the row was made with, by column; empty if it says nothing.
    """

    origin: str
    seq: int
    prev_hash: str
    hash: str
    holds: bool
    values: Mapping[str, object]


class CertificateReads(Protocol):
    """Certificates and what proves them."""

    def origin(self) -> str:
        """The origin of this installation: what its journal entries are signed with."""
        ...

    def knows_origin(self, origin: str) -> bool:
        """Whether the journal has entries of an origin: of this installation, or of one before a restore."""
        ...

    def contract_by_uid(self, uid: str) -> ContractVersion:
        """A contract version that something stored names, in force or not. Raises ``LookupError``."""
        ...

    def certificates(self, batch: Ref) -> Sequence[Certificate]:
        """The certificates of a batch, oldest first."""
        ...

    def certificate_of_hash(self, sha256: str) -> Certificate | None:
        """The certificate whose content has a hash."""
        ...

    def anchor_proof(self, certificate: Ref) -> AnchorProof | None:
        """The journal entry that made a certificate; None when the audit trail names none."""
        ...

    def anchors(self, uids: Sequence[str]) -> Sequence[Anchor]:
        """What happened to some rows, oldest first."""
        ...

    def record_uids(
        self, *, since: date | None, until: date | None, process_id: int | None, after: int, limit: int
    ) -> Sequence[tuple[int, str]]:
        """Id and uid of the work records of some shifts (by operating date), by id; those ``after`` an id."""
        ...
