"""Issuing a certificate to files: what a command and a screen do alike, whichever wires reports and store."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from prodsys_tui.domain.model import Certificate, Person
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.evidence.certificate import (
    anchor_of,
    draft_certificate,
    find_certificate,
    issue_certificate,
)
from prodsys_tui.services.evidence.certificate_file import anchor_row, certificate_text
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.reads.certificates import Anchor
from prodsys_tui.services.refused import refuse
from prodsys_tui.text.catalog import Texts

PAPER = ".pdf"
LANGUAGES = ("es", "en")


@dataclass(frozen=True, slots=True)
class Written:
    """A certificate, the journal entry that it is anchored in, and the files that were written."""

    certificate: Certificate
    anchor: Anchor
    files: tuple[str, ...]


def issue_to_files(plant: Plant, person: Person, code: str, files: Sequence[str], texts: Texts) -> Written:
    """Issue the next certificate of a batch and write it to files: a paper to ``.pdf``, JSON to ``.json``.

    That the files can be written is found out first, so that no number is given to a certificate that nobody
    gets. Raises ``Refused``: as ``issue_certificate``, and ``file-refused``; then nothing was issued.
    """
    from prodsys_tui.reports.certificate_paper import certificate_printer

    printer = certificate_printer(texts) if any(_is(name, PAPER) for name in files) else None
    with _writable(files):
        draft = None
        if printer is not None:
            with plant.read() as reads:
                draft = draft_certificate(reads, plant.act(person), code, printer)
        issued = plant.do(issue_certificate, person, code, printer, draft)
        return _written(plant, issued.certificate, issued.paper or b"", files)


def copy_to_files(plant: Plant, code: str, number: int, files: Sequence[str]) -> Written:
    """Write a certificate that was issued once more, to the last byte as it was; nothing is issued.

    Raises ``Refused``: ``not-found``; ``file-refused`` (``reprint``) for a paper that cannot be printed the
    same again: it never was, or by a program of another release.
    """
    with plant.read() as reads:
        certificate = find_certificate(reads, code, number)
    paper = b""
    if any(_is(name, PAPER) for name in files):
        paper = _printed_again(certificate)
    with _writable(files):
        return _written(plant, certificate, paper, files)


def _printed_again(certificate: Certificate) -> bytes:
    """The paper of a certificate, in whichever language it was."""
    from prodsys_tui.reports.certificate_paper import print_certificate

    for language in LANGUAGES:
        paper = print_certificate(certificate.content, certificate.sha256, Texts(language))
        if sha256(paper).hexdigest() == certificate.paper_sha256:
            return paper
    raise refuse(Code.FILE_REFUSED, "out", "reprint", batch=certificate.batch.code)


def _written(plant: Plant, certificate: Certificate, paper: bytes, files: Sequence[str]) -> Written:
    from prodsys_tui.reports.paper import write_file

    with plant.read() as reads:
        anchor = anchor_of(reads, certificate.ref)
    if anchor is None:
        raise LookupError(certificate.ref.uid)
    text = certificate_text(certificate.content, certificate.sha256, anchor_row(anchor))
    for name in files:
        write_file(name, paper if _is(name, PAPER) else text)
    return Written(certificate, anchor, tuple(files))


def _is(name: str, suffix: str) -> bool:
    return name.lower().endswith(suffix)


@contextmanager
def _writable(files: Sequence[str]) -> Iterator[None]:
    """Find out that files can be written; whatever was begun of them is gone in the end."""
    from prodsys_tui.reports.paper import begin_file

    beside = [begin_file(name) for name in files]
    try:
        yield
    finally:
        for path in beside:
            Path(path).unlink(missing_ok=True)
