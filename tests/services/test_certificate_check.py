"""Certificates that were altered, forged or are none at all: each is found, and says what is wrong."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from prodsys_tui.domain.evidence.canonical import fingerprint
from prodsys_tui.reports.certificate_paper import certificate_printer
from prodsys_tui.services.evidence import certificate_file
from prodsys_tui.services.evidence.certificate import anchor_of, issue_certificate
from prodsys_tui.services.evidence.certificate_check import Verified, verify_certificate
from prodsys_tui.services.evidence.certificate_file import anchor_row, certificate_text, read_certificate
from prodsys_tui.services.refused import Refused
from prodsys_tui.text.catalog import Texts
from tests.services.shop import Shop
from tests.store.raw import without_triggers


class Papers:
    """A certificate on paper and as JSON, and the store that issued it."""

    def __init__(self, shop: Shop, *, printed: bool = True) -> None:
        self.shop = shop
        made = shop.tape().batch
        assert made is not None
        printer = certificate_printer(Texts("es")) if printed else None
        issued = shop.do(issue_certificate, "iortiz", made.code, printer)
        self.kept = issued.certificate
        self.paper = issued.paper or b""
        with shop.plant.read() as reads:
            anchor = anchor_of(reads, self.kept.ref)
        assert anchor is not None
        self.text = certificate_text(self.kept.content, self.kept.sha256, anchor_row(anchor))

    def verify(self, content: bytes) -> Verified:
        with self.shop.plant.read() as reads:
            return verify_certificate(reads, content, "c")

    def fault(self, content: bytes) -> str:
        """The code and variant of why a file is refused."""
        with pytest.raises(Refused) as told:
            self.verify(content)
        (reason,) = told.value.reasons
        return f"{reason.code}.{reason.variant}".rstrip(".")

    def changed(self, change: Callable[[dict[str, Any]], object], *, hashed: bool = False) -> bytes:
        """The JSON file after a change of it, with the hash of its content put right or not."""
        file: dict[str, Any] = json.loads(self.text)
        change(file)
        if hashed:
            file["sha256"] = fingerprint(file["certificado"])
        return certificate_text(file["certificado"], file["sha256"], file["ancla"])


@pytest.fixture
def papers(shop: Shop) -> Papers:
    shop.open()
    return Papers(shop)


def test_paper_and_json_are_proved(papers: Papers) -> None:
    for content in (papers.paper, papers.text):
        found = papers.verify(content)
        assert found.certificate == papers.kept
        assert (found.batch.code, found.later) == ("1000345-001", ())
    again = papers.shop.do(issue_certificate, "svera", "1000345-001").certificate
    assert papers.verify(papers.text).later == (again,)


def test_a_figure_that_was_changed_is_found(papers: Papers) -> None:
    def better(file: dict[str, Any]) -> None:
        file["certificado"]["muestras"][0]["lectura"] = "804"

    assert papers.fault(papers.changed(better)) == "certificate-altered.content"
    assert papers.fault(papers.changed(better, hashed=True)) == "certificate-altered.other"
    assert papers.fault(papers.text.replace(b" ", b"", 1)) == "certificate-altered.form"
    assert papers.fault(papers.text + b" ") == "certificate-altered.form"
    swapped = papers.changed(lambda file: file["ancla"].update(secuencia=1))
    assert papers.fault(swapped) == "certificate-altered.anchor"
    assert papers.fault(papers.changed(lambda file: file.update(ancla={}))) == "certificate-altered.anchor"


def test_a_figure_that_was_changed_on_the_paper_alone_is_found(papers: Papers) -> None:
    stream = papers.paper.index(b"/FlateDecode")
    start = papers.paper.index(b"stream\n", stream) + 40
    altered = papers.paper[:start] + b"\x00" + papers.paper[start + 1 :]
    assert papers.fault(altered) == "certificate-altered.paper"
    assert papers.fault(papers.paper + b"\n% one more page") == "certificate-altered.paper"


def test_a_paper_of_a_certificate_that_was_never_printed_is_found(shop: Shop) -> None:
    shop.open()
    papers = Papers(shop, printed=False)
    kept = papers.kept
    made_up = certificate_printer(Texts("es"))(kept.content, kept.sha256)
    assert papers.fault(made_up) == "certificate-altered.paper"


def test_every_flipped_byte_of_either_file_is_found(papers: Papers) -> None:
    for content, step in ((papers.text, 11), (papers.paper, 97)):
        for place in range(0, len(content), step):
            for bit in (0x01, 0x80):
                altered = content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]
                code = papers.fault(altered).partition(".")[0]
                assert code in {"certificate-altered", "certificate-unknown", "file-refused"}, place


def test_every_cut_of_either_file_is_found(papers: Papers) -> None:
    for content in (papers.text, papers.paper):
        for length in range(0, len(content), 97):
            assert papers.fault(content[:length])


def test_one_of_another_plant_is_intact_but_not_of_here(papers: Papers) -> None:
    def elsewhere(file: dict[str, Any]) -> None:
        file["certificado"]["registro"]["origen"] = "0190-otra-planta"

    assert papers.fault(papers.changed(elsewhere, hashed=True)) == "certificate-unknown"
    odd = papers.changed(lambda file: file["certificado"].update(registro=7, lote=None), hashed=True)
    assert papers.fault(odd) == "certificate-unknown"
    untold = papers.changed(lambda file: file["certificado"]["registro"].update(origen=3), hashed=True)
    assert papers.fault(untold) == "certificate-unknown"


NONE = [
    b"",
    b"hola",
    b"%PDF-1.7\n%%EOF",
    b"%PDF-1.7\n/Type /EmbeddedFile\n>>\nstream\n{}",
    b"\xff\xfe\x00",
    b"[]",
    b"{}",
    b"null",
    b'{"certificado": [], "sha256": "", "ancla": null, "schema_version": 1}',
    b'{"certificado": {"tipo": NaN}, "sha256": "", "ancla": null, "schema_version": 1}',
    b'{"certificado": {"tipo": 1e999}, "sha256": "", "ancla": null, "schema_version": 1}',
    b'{"certificado": {"tipo": "\\ud800"}, "sha256": "", "ancla": null, "schema_version": 1}',
    b'{"certificado": {"tipo": "otro"}, "sha256": "", "ancla": null, "schema_version": 1}',
    b'{"certificado": {"tipo": "otro"}, "sha256": 7, "ancla": null, "schema_version": 1}',
    b'{"certificado": {"tipo": "otro"}, "sha256": "", "ancla": 5, "schema_version": 1}',
    b"[" * 200_000,
    b'{"certificado": ' * 50_000,
    b"1" * 10_000,
]


@pytest.mark.parametrize("content", NONE, ids=range(len(NONE)))
def test_what_is_no_certificate_is_told_so(content: bytes) -> None:
    with pytest.raises(Refused) as told:
        read_certificate(content, "c")
    assert told.value.reasons[0].variant == "certificate"


def test_a_newer_form_is_refused(papers: Papers) -> None:
    newer = papers.changed(lambda file: file["certificado"].update(schema_version=2), hashed=True)
    assert papers.fault(newer) == "file-refused.certificate"


def test_what_is_too_large_is_not_looked_into(monkeypatch: pytest.MonkeyPatch, papers: Papers) -> None:
    monkeypatch.setattr(certificate_file, "MOST_BYTES", len(papers.text))
    assert papers.verify(papers.text)
    assert papers.fault(papers.text + b" ") == "file-refused.too-big"


ALTERED = {
    "the row's content": "UPDATE certificado SET contenido = replace(contenido, '\"805\"', '\"806\"')",
    "the paper's hash": "UPDATE certificado SET sha256_impreso = 'x'",
    "the audit that names the entry": "DELETE FROM auditoria WHERE entidad = 'Certificado'",
    "the entry's hash": "UPDATE journal SET hash = 'x' WHERE seq = (SELECT max(seq) FROM journal)",
    "the entry's place": "UPDATE journal SET prev_hash = 'x' WHERE seq = (SELECT max(seq) FROM journal)",
    "the entry before": "UPDATE journal SET hash = 'x' WHERE seq = (SELECT max(seq) - 1 FROM journal)",
    "the entry before is gone": "DELETE FROM journal WHERE seq = (SELECT max(seq) - 1 FROM journal)",
}


@pytest.mark.parametrize("what", ALTERED)
def test_a_store_that_was_changed_past_the_program_proves_nothing(papers: Papers, what: str) -> None:
    with without_triggers(papers.shop.place) as connection:
        connection.execute(ALTERED[what])
    assert papers.fault(papers.text) == "certificate-altered.journal"


def test_an_entry_that_was_written_anew_proves_nothing(papers: Papers) -> None:
    for body in (b"{}", b"no", b"[]"):
        with without_triggers(papers.shop.place) as connection:
            connection.execute(
                "UPDATE journal SET body = ? WHERE seq = (SELECT max(seq) FROM journal)", (body,)
            )
        assert papers.fault(papers.text) == "certificate-altered.journal"


def test_an_entry_that_the_next_one_does_not_follow_proves_nothing(papers: Papers) -> None:
    papers.shop.sample(1, "Denier", "805", "EXTPP01")
    with without_triggers(papers.shop.place) as connection:
        connection.execute("UPDATE journal SET prev_hash = 'x' WHERE seq = (SELECT max(seq) FROM journal)")
    assert papers.fault(papers.text) == "certificate-altered.journal"
