"""Certificates and draws on paper: what their documents say is there, and nothing of data breaks them."""

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from prodsys_tui.domain.evidence.draw import Lottery
from prodsys_tui.reports.certificate_paper import ATTACHED, certificate_printer, print_certificate, scanned
from prodsys_tui.reports.draw_paper import print_draw
from prodsys_tui.services.batch.holds import hold_batches, release_batches
from prodsys_tui.services.evidence.certificate import Issued, issue_certificate
from prodsys_tui.services.evidence.certificate_file import certificate_text
from prodsys_tui.services.evidence.draw import GateVerdict, draw_document, draw_records
from prodsys_tui.services.production.corrections import Signature, correct_record
from prodsys_tui.services.production.record_corrections import CorrectRecord
from prodsys_tui.services.quality.samples import justify
from prodsys_tui.text.catalog import Texts
from tests.services.shop import Shop

MADE = datetime(2026, 3, 2, 21, tzinfo=UTC)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A tape with a settled deviation and a hold that was released, and the cloth that used it up."""
    shop = Shop(tmp_path)
    shop.open()
    shop.tape()
    bad = shop.sample(1, "Denier", "850", "EXTPP01").sample
    shop.do(justify, "iortiz", bad.ref.uid, text="La balanza estaba sin calibrar")
    order = shop.loom("T05")
    shop.produce(2, order, "T05", counter="640", quantity="640", consumes=("1000345-001",))
    shop.do(hold_batches, "rperez", ("1000345-001",), "Se ve manchado [/x]")
    shop.do(release_batches, "iortiz", ("1000345-001",), "Se revisó y sirve")
    return shop


def issued(shop: Shop, code: str = "1000345-001", language: str = "es") -> Issued:
    return shop.do(issue_certificate, "iortiz", code, certificate_printer(Texts(language)))


def words(content: bytes) -> str:
    """The text of all pages, blanks as one."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_a_certificate_tells_what_its_document_says(shop: Shop) -> None:
    made = issued(shop)
    assert made.paper is not None
    text = words(made.paper)
    for told in (
        "PRELIMINAR · Certificado de lote 1000345-001/C01",
        "el turno 02/03/2026 T1 está ABIERTA",
        "CUMPLE CON DESVIACIONES ATENDIDAS",
        "1 Extrusor PP",
        "900 kg",
        "Denier * g/9000m 850 805 790-820 No cumple",
        "La balanza estaba sin calibrar",
        "Se ve manchado [/x]",
        "pausado activo Se revisó y sirve",
        "liberado Todo lo que quedaba Se revisó y sirve",
        "No se declaró ningún consumo ni mezcla.",
        "Firmado con PIN por iortiz (iortiz, Inspector)",
        f"SHA-256 del documento: {made.certificate.sha256}",
        "--verify ARCHIVO",
        "1/1",
    ):
        assert told in text, told
    assert "PRELIMINARY · Certificate of batch" in words(issued(shop, language="en").paper or b"")


def test_the_document_is_attached_as_it_is(shop: Shop) -> None:
    made = issued(shop)
    assert made.paper is not None
    ((name, (content,)),) = PdfReader(io.BytesIO(made.paper)).attachments.items()
    assert name == ATTACHED
    assert content == certificate_text(made.certificate.content, made.certificate.sha256, None)
    assert json.loads(content)["certificado"] == made.certificate.content


def test_its_qr_code_names_batch_and_hash(shop: Shop) -> None:
    kept = issued(shop).certificate
    assert scanned(kept.content, kept.sha256) == f"L1000345N001.{kept.sha256.upper()}"


def test_a_final_certificate_and_one_without_samples_or_with_many_origins_are_printed(shop: Shop) -> None:
    document: dict[str, Any] = json.loads(json.dumps(issued(shop, "2000145-001").certificate.content))
    assert "1000345-001" in words(print_certificate(document, "0" * 64, Texts("es")))
    document |= {"preliminar": False, "muestras": [], "dictamen": "sin muestras"}
    document["genealogia"]["total"] = 7
    document["genealogia"]["origenes"][0] |= {"fecha": None, "turno": None, "producto": "布 [/x]"}
    text = words(print_certificate(document, "0" * 64, Texts("es")))
    assert text.startswith("Certificado de lote 2000145-001/C01")
    assert "SIN MUESTRAS" in text
    assert "Se muestran los 1 orígenes más cercanos de 7." in text
    assert "<U+5E03> [/x]" in text
    assert "Muestras contra especificación" not in text


def drawn(shop: Shop, gates: GateVerdict | None = None, lottery: Lottery | None = None) -> Mapping[str, Any]:
    with shop.plant.read() as reads:
        chosen = draw_records(reads, shop.plant.contracts, lottery or Lottery("A", 9))
        return draw_document(reads, shop.plant.contracts, chosen, gates or GateVerdict())


def test_a_draw_tells_everything_of_its_records(shop: Shop) -> None:
    with shop.plant.read() as reads:
        batch, person = reads.batch("1000345-001"), reads.person("svera")
        assert batch is not None
        assert person is not None
        (record,) = reads.records_of_batch(batch.ref)
        head = reads.head()
    assert head[0]
    under = Signature("ERROR_CAPTURA", "Se leyó mal la báscula", person, None)
    shop.do(correct_record, "svera", CorrectRecord(record.ref.uid, quantity="850", waste="3"), under)
    document = drawn(shop)
    paper = print_draw(document, Texts("es"), MADE)
    assert paper.pages_count == 3
    text = words(bytes(paper.output()))
    with shop.plant.read() as reads:
        assert f"{reads.head()[0]} {reads.head()[1]}" in text
    for told in (
        "Sorteo de auditoría · Planta",
        "2 de 2 registros de trabajo",
        "Fechas operativas Todas",
        record.ref.uid,
        "lote 1000345-001: 850 kg.",
        "Merma 3 kg.",
        "Contador: - a 640.",
        "Lo abrió iortiz",
        "Vale: con las muestras",
        "Contrato versión 1, mínimo 3 muestras",
        "Pasó a pausado por rperez",
        "Aguas abajo (1, nivel entre paréntesis; 0 más): 2000145-001 (1)",
        "Aguas arriba (0, nivel entre paréntesis; 0 más): nada",
        "cantidad 900 850 ERROR_CAPTURA Se leyó mal la báscula svera",
        "RegistroTrabajo CREATE rperez",
        "Semilla A · registro de cambios, entrada",
    ):
        assert told in text, told
    assert "Auditor's draw" in words(bytes(print_draw(document, Texts("en"), MADE).output()))


def test_a_gate_that_does_not_hold_is_on_the_paper(shop: Shop) -> None:
    uids = [row["registro"]["uid"] for row in drawn(shop)["sorteados"]]
    broken = GateVerdict({uids[0]: "samples"}, {uids[1]: ("muestra-1",)})
    document = json.loads(json.dumps(drawn(shop, broken)))
    document["sorteados"][1]["compuerta"]["muestras_que_contaron"] = 400
    document["sorteados"][1]["lote"] = None
    document["sorteados"][0]["turno"] |= {
        "cerrada_por": "iortiz",
        "cerrada_en": "2026-03-02T21:00:00Z",
        "recibida_por": "hbalam",
        "revisiones": [
            {"decision": "aprobada", "usuario": "svera", "en": "2026-03-02T22:00:00Z", "comentario": "Bien"}
        ],
    }
    document |= {"desde": "2026-03-01", "proceso_id": 2}
    text = words(bytes(print_draw(document, Texts("es"), MADE).output()))
    assert "NO VALE: " in text
    assert "Base que cayó: la muestra muestra-1" in text
    assert "de las 400 muestras que contaron" in text
    assert "01/03/2026 a …" in text
    assert "aprobada con firma de svera el 02/03/2026 16:00: Bien" in text
    assert "Lo recibió hbalam." in text
