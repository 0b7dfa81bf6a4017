"""Whether a certificate that somebody holds is the one that was issued. Needs no line to anywhere.

Looked at: the hash of its content, the row that this store keeps of it, the journal entry that made the row
and that one's place in the chain, and of a paper its own bytes, so that no figure on it can be another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from prodsys_tui.domain.evidence.canonical import fingerprint
from prodsys_tui.domain.model import Batch, Certificate
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.batch.batches import find_batch
from prodsys_tui.services.evidence.certificate_file import PDF, CertificateFile, anchor_row, read_certificate
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.reads.certificates import AnchorProof
from prodsys_tui.services.refused import Refused, refuse


@dataclass(frozen=True, slots=True)
class Verified:
    """A certificate that is what was issued, and what has happened since.

    ``batch`` is the batch as it is now; ``later`` are the certificates of it that were issued after this one.
    """

    certificate: Certificate
    proof: AnchorProof
    batch: Batch
    later: Sequence[Certificate]


def verify_certificate(reads: Reads, content: bytes, name: str) -> Verified:
    """Prove the bytes of a file, which people know by a name.

    Raises ``Refused``: ``file-refused`` for what is no certificate, ``certificate-altered`` with what is
    wrong (``content``, ``form``, ``other``, ``anchor``, ``paper``; ``journal`` when it is this store that was
    changed), ``certificate-unknown`` for an intact one that this store did not issue.
    """
    file = read_certificate(content, name)
    if not file.holds:
        raise _altered("content", name)
    if not file.whole:
        raise _altered("form", name)
    certificate = reads.certificate_of_hash(file.sha256)
    if certificate is None:
        raise _not_issued(reads, file, name)
    proof = reads.anchor_proof(certificate.ref)
    if proof is None or not _proved(certificate, proof):
        raise _altered("journal", name)
    if file.anchor is not None and file.anchor != anchor_row(proof):
        raise _altered("anchor", name)
    if content.startswith(PDF) and sha256(content).hexdigest() != certificate.paper_sha256:
        raise _altered("paper", name)
    batch = find_batch(reads, certificate.batch.code)
    later = tuple(each for each in reads.certificates(batch.ref) if each.number > certificate.number)
    return Verified(certificate, proof, batch, later)


def _proved(certificate: Certificate, proof: AnchorProof) -> bool:
    """Whether row and journal entry say the same, and the entry is where it belongs."""
    said = proof.values
    return (
        proof.holds
        and said.get("sha256") == certificate.sha256 == fingerprint(certificate.content)
        and said.get("sha256_impreso") == certificate.paper_sha256
        and said.get("contenido") == certificate.content
    )


def _not_issued(reads: Reads, file: CertificateFile, name: str) -> Refused:
    """Of a content that this store does not keep: a forgery where it names this store, else another's."""
    origin = file.named("registro", "origen")
    if reads.knows_origin(origin):
        return _altered("other", name)
    return refuse(
        Code.CERTIFICATE_UNKNOWN,
        "verify",
        file=name,
        batch=file.named("lote", "codigo_lote"),
        site=file.named("sitio", "nombre"),
        origin=origin,
    )


def _altered(what: str, name: str) -> Refused:
    return refuse(Code.CERTIFICATE_ALTERED, "verify", what, file=name)
