"""Issuing a certificate to files: what a command and a screen do alike, whichever wires reports and store."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prodsys_tui.domain.model import Certificate, Person
from prodsys_tui.services.certificate import anchor_of, draft_certificate, issue_certificate
from prodsys_tui.services.certificate_file import anchor_row, certificate_text
from prodsys_tui.services.certificate_reads import Anchor
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.catalog import Texts

PAPER, TEXT = ".pdf", ".json"


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
    from prodsys_tui.reports.paper import write_file

    printer = certificate_printer(texts) if any(_is(name, PAPER) for name in files) else None
    with _writable(files):
        draft = None
        if printer is not None:
            with plant.read() as reads:
                draft = draft_certificate(reads, plant.act(person), code, printer)
        issued = plant.do(issue_certificate, person, code, printer, draft)
        with plant.read() as reads:
            anchor = anchor_of(reads, issued.certificate.ref)
        if anchor is None:
            raise LookupError(issued.certificate.ref.uid)
        certificate = issued.certificate
        text = certificate_text(certificate.content, certificate.sha256, anchor_row(anchor))
        for name in files:
            write_file(name, issued.paper if issued.paper is not None and _is(name, PAPER) else text)
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
