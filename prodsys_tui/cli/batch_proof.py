"""The part of ``prodsys batch`` that goes on paper: certificates, and the labels of batches."""

from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.batch import app
from prodsys_tui.cli.command import UsageError, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.label import OutPdf, print_labels
from prodsys_tui.cli.rows import BATCH_COLUMNS, batch_row

if TYPE_CHECKING:
    from prodsys_tui.domain.model import Certificate
    from prodsys_tui.services.reads.certificates import Anchor, AnchorProof

CERTIFICATE_COLUMNS = ("numero", "preliminar", "dictamen", "usuario", "emitido_en", "sha256")

_SUFFIXES = (".pdf", ".json")
_READ_AT_MOST = 17 * 1024 * 1024


@verb(
    app,
    "certificate",
    "prodsys batch certificate 4567890-001 --out certificado.pdf --out certificado.json",
    "prodsys batch certificate 4567890-001",
    "prodsys batch certificate 4567890-001 --number 1 --out copia.pdf",
    "prodsys batch certificate --verify certificado.pdf",
)
def certificate(
    ctx: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="cli.option.batch")] = None,
    out: Annotated[
        list[str] | None, typer.Option("--out", metavar="F.pdf|F.json", help="cli.option.out_proof")
    ] = None,
    number: Annotated[
        int | None, typer.Option("--number", metavar="N", help="cli.option.certificate_number")
    ] = None,
    verify: Annotated[str | None, typer.Option("--verify", metavar="F", help="cli.option.verify")] = None,
) -> None:
    """Certify a batch, list its certificates, or prove one."""
    from prodsys_tui.bootstrap.certificates import copy_to_files, issue_to_files

    desk = Desk.of(ctx)
    if (code is None) == (verify is None):
        raise UsageError("cli.usage.one_of", "code", names="CODE, --verify")
    files = list(dict.fromkeys(out or ()))
    if not all(name.lower().endswith(_SUFFIXES) for name in files):
        raise UsageError("cli.usage.not_one_of", "out", name="--out", allowed="F.pdf, F.json")
    if code is None or verify is not None:
        if files or number is not None:
            raise UsageError("cli.usage.extra", "verify")
        _verify(desk, verify or "")
        return
    if not files:
        if number is not None:
            raise UsageError("cli.usage.missing", "out", name="--out")
        _list(desk, code)
        return
    if number is not None:
        desk.may_read()
        written = copy_to_files(desk.plant, code, number, files)
    else:
        written = issue_to_files(desk.plant, desk.person, code, files, desk.texts)
    row = _row(written.certificate, written.anchor)
    desk.answer({"certificate": {**row, "archivos": list(written.files)}})


def _list(desk: Desk, code: str) -> None:
    """The certificates that a batch has."""
    from prodsys_tui.services.batch.batches import find_batch

    with desk.read() as reads:
        found = reads.certificates(find_batch(reads, code).ref)
    rows = [_brief(each) for each in found]
    desk.answer({"certificates": rows}, {"certificates": CERTIFICATE_COLUMNS})


def _verify(desk: Desk, name: str) -> None:
    """Prove a file and say what has happened since."""
    from prodsys_tui.services.evidence.certificate_check import verify_certificate

    content = _content(name)
    with desk.read() as reads:
        found = verify_certificate(reads, content, name)
        row = _row(found.certificate, found.proof)
    later = [_brief(each) for each in found.later]
    desk.answer(
        {"verified": True, "certificate": row, "batch": batch_row(found.batch), "posteriores": later or None},
        {"batch": BATCH_COLUMNS, "posteriores": CERTIFICATE_COLUMNS},
    )


def _content(name: str) -> bytes:
    """The bytes of a file, never more than a certificate can have. Raises ``Refused`` (``file-refused``)."""
    from pathlib import Path

    from prodsys_tui.domain.refusal import Code
    from prodsys_tui.services.refused import refuse

    try:
        with Path(name).open("rb") as file:
            return file.read(_READ_AT_MOST)
    except (OSError, ValueError) as error:
        raise refuse(Code.FILE_REFUSED, "verify", "missing", file=name) from error


def _row(certificate: "Certificate", anchor: "Anchor | AnchorProof") -> dict[str, object]:
    """A certificate with the journal entry that it is anchored in."""
    return {
        **_brief(certificate),
        "codigo_lote": certificate.batch.code,
        "sha256_impreso": certificate.paper_sha256,
        "origen": anchor.origin,
        "secuencia": anchor.seq,
        "cabeza": anchor.hash,
    }


def _brief(certificate: "Certificate") -> dict[str, object]:
    said = certificate.content
    return {
        "numero": said["numero"],
        "preliminar": certificate.preliminary,
        "dictamen": said["dictamen"],
        "usuario": certificate.author,
        "emitido_en": certificate.recorded_at,
        "sha256": certificate.sha256,
    }


@verb(app, "label", "prodsys batch label 4567890-001 4567890-002 --out etiquetas.pdf")
def label(
    ctx: typer.Context,
    codes: Annotated[list[str], typer.Argument(metavar="CODE", help="cli.option.batches")],
    out: OutPdf,
) -> None:
    """Write labels of batches as PDF, ten a sheet."""
    from prodsys_tui.services.batch.labels import batch_labels

    desk = Desk.of(ctx)
    with desk.read() as reads:
        labels = batch_labels(reads, desk.plant.contracts, codes)
    print_labels(desk, labels, out)
