"""The auditor's draw in a real store: what is drawn, and what is told of each record."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from prodsys_tui.domain.evidence.draw import Lottery, draw_key, lowest
from prodsys_tui.services.batch.holds import hold_batches
from prodsys_tui.services.evidence import draw, draw_rows
from prodsys_tui.services.evidence.draw import Drawn, GateVerdict, document_text, draw_document, draw_records
from prodsys_tui.services.production.corrections import Signature, correct_record
from prodsys_tui.services.production.production_parts import TypedParts
from prodsys_tui.services.production.record_corrections import CorrectRecord
from prodsys_tui.services.quality.samples import justify
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.closing import approve_shift, close_shift
from prodsys_tui.services.shift.handover import receive_shift
from prodsys_tui.services.shift.shifts import assign, observe, omit, set_idle
from tests.services.shop import Shop, told
from tests.store.raw import without_triggers

ALL = Lottery("2026-A", 50)
MIX = ("Resina de polipropileno,Polimar,PM-1,90", "Masterbatch colorante,Tonalí,B-1,10")


@pytest.fixture
def floor(shop: Shop) -> Shop:
    """Tape of one record, and cloth of two that used it up."""
    shop.open()
    shop.order("1000345")
    for value in ("805", "806", "804"):
        shop.sample(1, "Denier", value, "EXTPP01", "1000345")
    shop.later(minutes=5)
    made = shop.produce(1, "1000345", "EXTPP01", quantity="900", parts=TypedParts(mix=MIX)).batch
    assert made is not None
    for loom in ("T05", "T06"):
        shop.loom(loom)
        shop.produce(2, "2000145", loom, counter="640", quantity="640", consumes=(made.code,))
    return shop


def drawn(shop: Shop, lottery: Lottery = ALL) -> Drawn:
    with shop.plant.read() as reads:
        return draw_records(reads, shop.plant.contracts, lottery)


def document(shop: Shop, lottery: Lottery = ALL, gates: GateVerdict | None = None) -> Mapping[str, Any]:
    with shop.plant.read() as reads:
        chosen = draw_records(reads, shop.plant.contracts, lottery)
        return draw_document(reads, shop.plant.contracts, chosen, gates or GateVerdict())


def rows(shop: Shop, lottery: Lottery = ALL, gates: GateVerdict | None = None) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = document(shop, lottery, gates)["sorteados"]
    return found


def row_of(shop: Shop, process: int) -> Mapping[str, Any]:
    return next(row for row in rows(shop) if row["registro"]["proceso_id"] == process)


def test_the_same_seed_draws_the_same_records(floor: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    every = drawn(floor)
    assert every.population == 3
    assert every.head == floor.head
    two = drawn(floor, replace(ALL, count=2))
    assert list(two.uids) == list(every.uids[:2]) == lowest("2026-A", reversed(every.uids), 2)
    assert drawn(floor, replace(ALL, seed=" 2026-A ")).uids == every.uids
    monkeypatch.setattr(draw, "_PAGE", 1)
    assert drawn(floor) == every


def test_it_draws_from_the_shifts_and_process_that_are_asked(floor: Shop) -> None:
    day = date(2026, 3, 2)
    assert drawn(floor, replace(ALL, since=day, until=day)).population == 3
    assert drawn(floor, replace(ALL, since=date(2026, 3, 3))).population == 0
    assert drawn(floor, replace(ALL, until=date(2026, 3, 1))).population == 0
    assert drawn(floor, replace(ALL, process_id=2)).population == 2
    assert rows(floor, replace(ALL, process_id=99)) == []
    with floor.plant.read() as reads, pytest.raises(Refused) as refused:
        draw_records(reads, floor.plant.contracts, Lottery("", 0))
    assert told(refused.value.reasons) == ["bad-value.empty", "bad-value.count"]
    with pytest.raises(Refused) as refused:
        drawn(floor, replace(ALL, process_id=55))
    assert told(refused.value.reasons) == ["not-found.process"]


def test_a_record_is_told_with_its_shift_gate_batch_and_lineage(floor: Shop) -> None:
    row = row_of(floor, 1)
    assert row["clave"] == draw_key("2026-A", row["registro"]["uid"])
    assert (row["registro"]["lote"], row["registro"]["cantidad"]) == ("1000345-001", "900")
    assert (row["turno"]["turno"], row["turno"]["abierta_por"], row["turno"]["cerrada_por"]) == (
        "T1",
        "iortiz",
        None,
    )
    gate = row["compuerta"]
    assert (gate["vale"], gate["falla"], gate["minimo"], gate["muestras_que_contaron"]) == (True, None, 3, 3)
    assert sorted(each["lectura"] for each in gate["muestras"]) == ["804", "805", "806"]
    assert len(gate["contrato_sha256"]) == 64
    assert [(each["tipo"], each["porcentaje"]) for each in row["consumos"]] == [
        ("material", "90"),
        ("material", "10"),
    ]
    batch = row["lote"]
    assert (batch["codigo_lote"], batch["estado"]) == ("1000345-001", "activo")
    assert (batch["aguas_arriba"]["total"], batch["aguas_abajo"]["total"]) == (2, 1)
    made = {(each["entidad"], each["accion"]) for each in row["entradas"]}
    assert {("RegistroTrabajo", "CREATE"), ("Lote", "CREATE"), ("BitacoraTurno", "CREATE")} <= made
    with floor.plant.read() as reads:
        for each in row["entradas"]:
            line = reads.journal_line(each["origen"], each["secuencia"])
            assert line is not None
            assert line.hash == each["hash"]


def test_what_was_used_up_is_told(floor: Shop) -> None:
    (used,) = row_of(floor, 2)["consumos"]
    assert (used["tipo"], used["codigo"], used["retenido"]) == ("lote", "1000345-001", False)


def test_settled_deviations_and_states_are_told(floor: Shop) -> None:
    bad = floor.sample(1, "Denier", "850", "EXTPP01").sample
    floor.do(justify, "iortiz", bad.ref.uid, text="La balanza estaba sin calibrar")
    floor.later(minutes=5)
    floor.produce(1, "1000345", "EXTPP01", quantity="10")
    floor.do(hold_batches, "rperez", ("1000345-001",), "Se ve manchado")
    row = next(each for each in rows(floor) if each["registro"]["cantidad"] == "10")
    assert "La balanza estaba sin calibrar" in [each["disposicion"] for each in row["compuerta"]["muestras"]]
    assert [each["comentario"] for each in row["lote"]["historial"]] == ["Se ve manchado"]


def test_signed_corrections_are_told_with_the_corrected_value(floor: Shop) -> None:
    with floor.plant.read() as reads:
        batch, person = reads.batch("1000345-001"), reads.person("svera")
        assert batch is not None
        assert person is not None
        (record,) = reads.records_of_batch(batch.ref)
    under = Signature("ERROR_CAPTURA", "Se leyó mal la báscula", person, None)
    floor.do(correct_record, "svera", CorrectRecord(record.ref.uid, quantity="850"), under)
    row = row_of(floor, 1)
    assert row["registro"]["cantidad"] == "850"
    (correction,) = row["correcciones"]
    assert (correction["antes"], correction["despues"], correction["firmada_por"]) == ("900", "850", "svera")
    assert "Correccion" in {each["entidad"] for each in row["entradas"]}


def test_a_gate_that_does_not_hold_says_why(floor: Shop) -> None:
    uid = row_of(floor, 1)["registro"]["uid"]
    broken = GateVerdict({uid: "samples"}, {uid: ("una",)})
    gate = next(row for row in rows(floor, gates=broken) if row["registro"]["uid"] == uid)["compuerta"]
    assert (gate["vale"], gate["falla"], gate["base_que_cayo"]) == (False, "samples", ["una"])


def test_a_proof_that_was_changed_past_the_program_is_told_as_it_is(floor: Shop) -> None:
    with without_triggers(floor.place) as connection:
        connection.execute(
            "UPDATE registros_trabajo SET prueba_compuerta = ? WHERE proceso_id = 1",
            (json.dumps({"contract": "nada", "samples": ["nada"]}),),
        )
        connection.execute("UPDATE registros_trabajo SET prueba_compuerta = '{}' WHERE proceso_id = 2")
    gate = row_of(floor, 1)["compuerta"]
    assert (gate["contrato"], gate["contrato_sha256"], gate["muestras"]) == ("nada", None, [])
    assert gate["muestras_que_contaron"] == 1
    assert row_of(floor, 2)["compuerta"]["muestras_que_contaron"] == 0


def test_long_lists_are_cut_and_say_how_many_there_are(floor: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw_rows, "MOST_SAMPLES", 1)
    monkeypatch.setattr(draw_rows, "MOST_NODES", 1)
    row = row_of(floor, 1)
    assert (len(row["compuerta"]["muestras"]), row["compuerta"]["muestras_que_contaron"]) == (1, 3)
    above = row["lote"]["aguas_arriba"]
    assert (len(above["cercanos"]), above["total"]) == (1, 2)


def test_a_record_without_a_batch_and_who_closed_and_received_its_shift(shop: Shop) -> None:
    shop.open()
    for process in range(1, 10):
        shop.do(set_idle, "iortiz", process, "Mantenimiento general")
    shop.do(assign, "iortiz", 99, "rperez")
    shop.produce(99, None, None, quantity="4")  # type: ignore[arg-type]
    shop.later(hours=8)
    shift = shop.do(close_shift, "iortiz")
    shop.do(receive_shift, "rperez", shift.ref.id, "Falta aceite")
    (row,) = rows(shop)
    assert (row["lote"], row["registro"]["maquina"], row["consumos"]) == (None, None, [])
    assert (row["turno"]["cerrada_por"], row["turno"]["recibida_por"]) == ("iortiz", "rperez")


def test_who_reviewed_the_shift_is_told(floor: Shop) -> None:
    bad = floor.sample(1, "Denier", "850", "EXTPP01").sample
    floor.do(justify, "iortiz", bad.ref.uid, text="La balanza estaba sin calibrar")
    floor.do(observe, "iortiz", 1, "La balanza estaba sin calibrar")
    for process in range(3, 10):
        floor.do(set_idle, "iortiz", process, "Mantenimiento general")
    for process in (1, 2):
        floor.do(assign, "iortiz", process, "rperez")
    floor.later(hours=8)
    owed = (fault.params for fault in floor.refused(close_shift, "iortiz"))
    names = {(str(each["process"]), str(each["parameter"]), each["machine"]) for each in owed}
    numbers = {"Extrusor PP": 1, "Telares": 2}
    for name, parameter, machine in names:
        place = None if machine is None else str(machine)
        floor.do(omit, "iortiz", numbers[name], parameter, "Laboratorio cerrado", machine=place)
    closed = floor.do(close_shift, "iortiz")
    floor.do(approve_shift, "svera", closed.ref.id, {"": "Se revisó la balanza"})
    (review, *_) = row_of(floor, 1)["turno"]["revisiones"]
    assert (review["decision"], review["usuario"]) == ("aprobada", "svera")


def test_the_file_of_a_draw_is_the_same_every_time(floor: Shop) -> None:
    assert document_text(document(floor)) == document_text(document(floor))
    told_of = json.loads(document_text(document(floor)))
    assert (told_of["tipo"], told_of["poblacion"], len(told_of["sorteados"])) == ("sorteo-de-auditoria", 3, 3)
