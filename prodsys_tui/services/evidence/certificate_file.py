"""The file of a certificate: one JSON text that describes itself, alone or attached to the printed paper.

Its text is always the same for one certificate, to the last byte: whoever changes a blank of it is found.
Nothing of a file is ever unpacked, and what is larger than any certificate is not read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from prodsys_tui.domain.evidence.canonical import fingerprint
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.evidence.certificate_content import KIND, SCHEMA_VERSION
from prodsys_tui.services.reads.certificates import Anchor, AnchorProof
from prodsys_tui.services.refused import Refused, refuse

MOST_BYTES = 16 * 1024 * 1024
"""A larger file is no certificate: the longest shift of samples makes a tenth of it."""

PDF = b"%PDF-"
_ATTACHED = b"/Type /EmbeddedFile\n>>\nstream\n"
_END = b"\nendstream"  # no line of a JSON text begins so

Anchored = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CertificateFile:
    """What a file says: the certificate's document, its SHA-256 as written there, where it is anchored.

    ``anchor`` is None in the paper, which is printed before its entry is written. ``whole`` is whether the
    text is to the last byte what the program writes for this content.
    """

    document: Mapping[str, object]
    sha256: str
    anchor: Anchored | None
    whole: bool

    @property
    def holds(self) -> bool:
        """Whether the document has the hash that the file says."""
        return fingerprint(self.document) == self.sha256

    def named(self, part: str, name: str) -> str:
        """A text inside the document, empty where there is none."""
        inside = self.document.get(part)
        found = inside.get(name) if isinstance(inside, Mapping) else None
        return found if isinstance(found, str) else ""


def anchor_row(anchor: Anchor | AnchorProof) -> Anchored:
    """Where a certificate is anchored, as its file says it."""
    return {
        "origen": anchor.origin,
        "secuencia": anchor.seq,
        "hash_anterior": anchor.prev_hash,
        "hash": anchor.hash,
    }


def certificate_text(document: Mapping[str, object], sha256: str, anchor: Anchored | None) -> bytes:
    """The JSON text of a certificate in UTF-8."""
    file = {
        "schema_version": SCHEMA_VERSION,
        "certificado": document,
        "sha256": sha256,
        "ancla": anchor,
    }
    return f"{json.dumps(file, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1)}\n".encode()


def read_certificate(content: bytes, name: str) -> CertificateFile:
    """What a file, JSON or PDF, says. Raises ``Refused`` (``file-refused``) for what is no certificate."""
    if len(content) > MOST_BYTES:
        raise refuse(Code.FILE_REFUSED, "verify", "too-big", file=name)
    text = _attached(content) if content.startswith(PDF) else content
    try:
        told = json.loads(text.decode(), parse_constant=_no_number)
        document, sha256, anchor = told["certificado"], told["sha256"], told["ancla"]
        version, kind = told["schema_version"], document["tipo"]
        whole = text == certificate_text(document, sha256, anchor)
        fits = isinstance(sha256, str) and isinstance(anchor, dict | None)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise _no_certificate(name) from error
    if not fits or (version, kind, document.get("schema_version")) != (SCHEMA_VERSION, KIND, SCHEMA_VERSION):
        raise _no_certificate(name)
    return CertificateFile(document, sha256, anchor, whole)


def _attached(content: bytes) -> bytes:
    """The JSON text that is attached to a paper; nothing where none is."""
    _, found, rest = content.partition(_ATTACHED)
    return rest.partition(_END)[0] if found else b""


def _no_certificate(name: str) -> Refused:
    return refuse(Code.FILE_REFUSED, "verify", "certificate", file=name)


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)
