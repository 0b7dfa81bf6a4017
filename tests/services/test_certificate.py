"""Certificates in a real store: what they say, when there is none, and that they are anchored."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from prodsys_tui.domain.evidence.canonical import fingerprint
from prodsys_tui.domain.model import Certificate, Person
from prodsys_tui.reports.certificate_paper import certificate_printer
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.batch.holds import hold_batches, release_batches, scrap_batches
from prodsys_tui.services.evidence import certificate_lineage
from prodsys_tui.services.evidence.certificate import (
    Draft,
    Issued,
    anchor_of,
    draft_certificate,
    find_certificate,
    issue_certificate,
)
from prodsys_tui.services.production.corrections import Signature, correct_record
from prodsys_tui.services.production.production_parts import TypedParts
from prodsys_tui.services.production.record_corrections import CorrectRecord
from prodsys_tui.services.quality.samples import AddSample, add_sample, justify
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.closing import close_shift
from prodsys_tui.services.shift.shifts import assign, omit, open_shift, set_idle
from prodsys_tui.text.catalog import Texts
from tests.services.shop import Shop, told

MIX = ("Resina de polipropileno,Polimar,PM-1,90", "Masterbatch colorante,Tonalí,B-1,10")


@pytest.fixture
def tape(shop: Shop) -> str:
    shop.open()
    shop.order("1000345")
    for value in ("805", "806", "804"):
        shop.sample(1, "Denier", value, "EXTPP01", "1000345")
    made = shop.produce(1, "1000345", "EXTPP01", quantity="900", parts=TypedParts(mix=MIX)).batch
    assert made is not None
    return made.code


def issue(shop: Shop, code: str, who: str = "iortiz") -> Certificate:
    return shop.do(issue_certificate, who, code).certificate


def content(shop: Shop, code: str) -> Mapping[str, Any]:
    return issue(shop, code).content


def refusals(shop: Shop, code: str) -> list[str]:
    return told(shop.refused(issue_certificate, "iortiz", code))


def close(shop: Shop) -> None:
    shop.do(assign, "iortiz", 1, "rperez")
    for process in range(2, 10):
        shop.do(set_idle, "iortiz", process, "Mantenimiento general")
    for name in ("Gramaje", "Espesor", "Tracción", "Resistencia", "Elongación", "Ancho de cinta"):
        shop.do(omit, "iortiz", 1, name, "El laboratorio estuvo cerrado", machine="EXTPP01")
    shop.later(hours=8)
    shop.do(close_shift, "iortiz")


def test_a_certificate_says_what_is_known_of_the_batch(shop: Shop, tape: str) -> None:
    said = content(shop, tape)
    assert said["numero"] == f"{tape}/C01"
    assert said["preliminar"] is True
    assert (said["lote"]["codigo_lote"], said["lote"]["cantidad"], said["lote"]["unidad"]) == (
        tape,
        "900",
        "kg",
    )
    assert said["orden"]["producto"] == "Producto"
    assert said["proceso"] == {"id": 1, "nombre": "Extrusor PP"}
    assert (said["turno"]["turno"], said["turno"]["estado"]) == ("T1", "ABIERTA")
    assert said["firmante"] == {"codigo": "iortiz", "nombre": "iortiz", "rol": "Inspector"}
    assert said["dictamen"] == "cumple"
    assert [row["lectura"] for row in said["muestras"]] == ["805", "806", "804"]
    first = said["muestras"][0]
    assert (first["unidad"], first["especificacion"], first["resultado"], first["critico"]) == (
        "g/9000m",
        "790-820",
        "Cumple",
        True,
    )
    (contract,) = said["contratos"]
    with shop.plant.read() as reads:
        version = reads.contract_version(1)
    assert version is not None
    assert (contract["uid"], contract["sha256"]) == (version.ref.uid, version.sha256)
    assert said["genealogia"]["total"] == 2
    assert len(said["genealogia"]["proveedores"]) == 2


def test_its_hash_is_in_the_chain_of_the_journal(shop: Shop, tape: str) -> None:
    before = shop.head
    kept = issue(shop, tape)
    seq, head = shop.head
    assert kept.sha256 == fingerprint(kept.content)
    assert kept.paper_sha256 is None
    assert kept.content["registro"]["secuencia_anterior"] == before[0]  # type: ignore[index]
    assert kept.content["registro"]["cabeza_anterior"] == before[1]  # type: ignore[index]
    with shop.plant.read() as reads:
        anchor, proof = anchor_of(reads, kept.ref), reads.anchor_proof(kept.ref)
        actions = [each.action for each in reads.anchors([kept.ref.uid])]
        stored = reads.certificate_of_hash(kept.sha256)
    assert anchor is not None
    assert (anchor.seq, anchor.hash, anchor.prev_hash) == (seq, head, before[1])
    assert actions == ["SIGN", "CREATE"]
    assert proof is not None
    assert proof.holds
    assert proof.values["sha256"] == kept.sha256
    assert stored == kept


def test_nothing_that_follows_breaks_the_proof(shop: Shop, tape: str) -> None:
    first = issue(shop, tape)
    second = issue(shop, tape, "svera")
    assert [first.number, second.number] == [1, 2]
    assert second.content["numero"] == f"{tape}/C02"
    with shop.plant.read() as reads:
        proof = reads.anchor_proof(first.ref)
        assert proof is not None
        assert proof.holds
        assert reads.anchor_proof(second.batch) is None
        assert [each.number for each in reads.certificates(first.batch)] == [1, 2]
        assert find_certificate(reads, tape, 2) == second
        with pytest.raises(Refused) as refused:
            find_certificate(reads, tape, 3)
    assert told(refused.value.reasons) == ["not-found.certificate"]


def test_it_is_preliminary_until_the_shift_is_closed(shop: Shop, tape: str) -> None:
    assert issue(shop, tape).preliminary
    close(shop)
    last = issue(shop, tape)
    assert not last.preliminary
    assert last.content["turno"]["estado"] == "CERRADA"  # type: ignore[index]


def test_an_open_deviation_is_refused_until_it_is_settled_and_then_told(shop: Shop, tape: str) -> None:
    bad = shop.sample(1, "Denier", "850", "EXTPP01").sample
    shop.sample(1, "Denier", "860", "EXTPP01")
    reasons = shop.refused(issue_certificate, "iortiz", tape)
    assert told(reasons) == ["unexplained-deviation.certificate"] * 2
    assert reasons[0].params["sample"] == bad.ref.uid
    shop.do(justify, "iortiz", bad.ref.uid, text="La balanza estaba sin calibrar")
    assert refusals(shop, tape) == ["unexplained-deviation.certificate"]
    other = shop.sample(1, "Denier", "805", "EXTPP01").sample
    assert other.result.value == "Cumple"
    with shop.plant.read() as reads:
        worse = next(each for each in reads.samples(batch=None) if str(each.value) == "860.0")
    shop.do(add_sample, "rperez", AddSample(1, "Denier", "806", corrects=worse.ref.uid))
    said = content(shop, tape)
    assert said["dictamen"] == "cumple con desviaciones atendidas"
    settled = [row["disposicion"] for row in said["muestras"] if row["disposicion"]]
    assert [row["explicacion"] for row in settled] == ["La balanza estaba sin calibrar"]
    assert [row["lectura"] for row in said["muestras"] if row["corrige"]] == ["806"]


def test_a_sample_of_another_order_is_no_matter_of_the_batch(shop: Shop, tape: str) -> None:
    shop.order("1000999")
    shop.sample(1, "Denier", "850", "EXTPP01", "1000999")
    assert len(content(shop, tape)["muestras"]) == 3


def test_a_result_that_names_the_batch_days_later_counts(shop: Shop, tape: str) -> None:
    close(shop)
    shop.later(hours=16)
    shop.do(open_shift, "iortiz")
    late = AddSample(1, "Denier", "850", "EXTPP01", batch=tape)
    bad = shop.do(add_sample, "rperez", late).sample
    assert refusals(shop, tape) == ["unexplained-deviation.certificate"]
    again = AddSample(1, "Denier", "851", corrects=bad.ref.uid)
    worse = shop.do(add_sample, "rperez", again).sample
    shop.do(add_sample, "rperez", AddSample(1, "Denier", "805", "EXTPP01", batch=tape))
    assert refusals(shop, tape) == ["unexplained-deviation.certificate"] * 2
    shop.do(justify, "iortiz", worse.ref.uid, text="Medida dos veces con otra báscula")
    shop.do(justify, "iortiz", bad.ref.uid, text="Medida con la báscula de otra línea")
    said = content(shop, tape)
    assert [row["lectura"] for row in said["muestras"]] == ["805", "806", "804", "851", "805"]


def test_a_held_batch_and_a_held_part_are_refused(shop: Shop, tape: str) -> None:
    shop.do(hold_batches, "rperez", (tape,), "Se ve manchado")
    assert refusals(shop, tape) == ["batch-held.certificate"]
    shop.do(release_batches, "iortiz", (tape,), "Se revisó y sirve")
    said = content(shop, tape)
    assert [row["estado_nuevo"] for row in said["historial"]] == ["pausado", "activo"]
    assert [(row["motivo"], row["terminada_por"]) for row in said["retenciones"]] == [
        ("Se ve manchado", "iortiz")
    ]
    assert [row["destino"] for row in said["disposiciones"]] == ["liberado"]
    shop.do(hold_batches, "rperez", (tape,), "Hilos rotos", machine="EXTPP01")
    assert refusals(shop, tape) == ["batch-held.certificate-part"]


def test_a_scrapped_batch_gets_none(shop: Shop, tape: str) -> None:
    shop.do(scrap_batches, "iortiz", (tape,), "No sirve para nada")
    assert refusals(shop, tape) == ["batch-closed.scrapped"]


def test_a_batch_that_is_used_up_gets_one(shop: Shop, tape: str) -> None:
    shop.do(set_batch_state, "iortiz", tape, "cerrado", "agotado")
    assert content(shop, tape)["lote"]["estado"] == "cerrado"


def test_an_unknown_batch_is_told(shop: Shop, tape: str) -> None:
    assert refusals(shop, "9999999-001") == ["not-found.batch"]


def test_quantities_are_those_of_the_signed_corrections(shop: Shop, tape: str) -> None:
    close(shop)
    with shop.plant.read() as reads:
        batch, person = reads.batch(tape), reads.person("svera")
        assert batch is not None
        assert isinstance(person, Person)
        (record,) = reads.records_of_batch(batch.ref)
    signed = Signature("ERROR_CAPTURA", "Se leyó mal la báscula", person, None)
    shop.do(correct_record, "svera", CorrectRecord(record.ref.uid, quantity="850"), signed)
    said = content(shop, tape)
    assert said["lote"]["cantidad"] == "850"
    assert [row["corregido"] for row in said["registros"]] == [True]


def test_a_cloth_names_everything_that_it_was_made_of(
    shop: Shop, tape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = shop.loom("T05")
    made = shop.produce(2, order, "T05", counter="640", quantity="640", consumes=(tape,)).batch
    assert made is not None
    origins = content(shop, made.code)["genealogia"]
    assert [(row["nivel"], row["tipo"]) for row in origins["origenes"]] == [
        (1, "lote"),
        (2, "material"),
        (2, "material"),
    ]
    assert origins["origenes"][0]["codigo"] == tape
    assert origins["origenes"][0]["entro_en"] == [made.code]
    monkeypatch.setattr(certificate_lineage, "MOST", 1)
    cut = content(shop, made.code)["genealogia"]
    assert (cut["total"], len(cut["origenes"]), len(cut["proveedores"])) == (3, 1, 1)


def test_the_paper_of_a_document_is_the_same_every_time(shop: Shop, tape: str) -> None:
    printer = certificate_printer(Texts("es"))
    issued: Issued = shop.do(issue_certificate, "iortiz", tape, printer)
    kept = issued.certificate
    assert issued.paper == printer(kept.content, kept.sha256)
    assert kept.paper_sha256 is not None
    assert certificate_printer(Texts("en"))(kept.content, kept.sha256) != issued.paper


def test_a_paper_that_was_printed_ahead_is_taken_while_nothing_changed(shop: Shop, tape: str) -> None:
    printed: list[str] = []

    def printer(_: Mapping[str, object], digest: str) -> bytes:
        printed.append(digest)
        return digest.encode()

    def ahead() -> Draft:
        with shop.plant.read() as reads:
            person = reads.person("iortiz")
            assert person is not None
            return draft_certificate(reads, shop.plant.act(person), tape, printer)

    draft = ahead()
    shop.later(seconds=7)
    shop.order("1000999")  # nothing about the batch
    first = shop.do(issue_certificate, "iortiz", tape, printer, draft)
    assert (first.paper, first.certificate.sha256) == (draft.paper, draft.sha256)
    assert printed == [draft.sha256]
    again = shop.do(issue_certificate, "iortiz", tape, printer, draft)
    assert again.certificate.number == 2
    assert again.certificate.sha256 != draft.sha256
    stale = ahead()
    shop.sample(1, "Denier", "805", "EXTPP01")
    fresh = shop.do(issue_certificate, "iortiz", tape, printer, stale)
    assert len(fresh.certificate.content["muestras"]) == 4  # type: ignore[arg-type]
    assert fresh.paper == printed[-1].encode() != stale.paper
    shop.do(hold_batches, "rperez", (tape,), "Se ve manchado")
    assert told(shop.refused(issue_certificate, "iortiz", tape, printer, stale)) == ["batch-held.certificate"]


def test_who_may_not_certify_is_refused_before_anything_is_printed(shop: Shop, tape: str) -> None:
    with shop.plant.read() as reads:
        person = reads.person("rperez")
        assert person is not None
        act, printer = shop.plant.act(person), certificate_printer(Texts("es"))
        with pytest.raises(Refused) as refused:
            draft_certificate(reads, act, tape, printer)
    assert told(refused.value.reasons) == ["not-permitted"]


def test_people_who_certify_at_once_get_numbers_of_their_own(shop: Shop, tape: str) -> None:
    people = ["iortiz", "hbalam", "svera", "tnoh"] * 2
    with ThreadPoolExecutor(4) as threads:
        issued = list(threads.map(lambda who: issue(shop, tape, who), people))
    assert sorted(each.number for each in issued) == list(range(1, 9))
    with shop.plant.read() as reads:
        proofs = [reads.anchor_proof(each.ref) for each in issued]
    assert all(proof is not None and proof.holds for proof in proofs)
