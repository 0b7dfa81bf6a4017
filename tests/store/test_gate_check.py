"""``audit verify --gate``: the gate rule again over the records of a real store."""

from decimal import Decimal
from typing import Any

import pytest

from prodsys_tui.domain.evidence.gate_check import ProofFault
from prodsys_tui.domain.model import WorkRecord
from prodsys_tui.services.evidence.proof import GateCheck
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.store import SqlStore
from prodsys_tui.store.gate_check import check_gates
from prodsys_tui.store.verify import verify
from tests.services.shop import Shop

LOOM = "T01"


@pytest.fixture(autouse=True)
def _worked(shop: Shop) -> None:
    """An extruder and a loom made something, on every engine."""
    shop.open()
    tape, order = shop.tape().batch, shop.loom(LOOM)
    assert tape is not None
    shop.produce(2, order, LOOM, quantity="250", counter="1000", consumes=(tape.code,))


def store_of(shop: Shop) -> SqlStore:
    assert isinstance(shop.plant.store, SqlStore)
    return shop.plant.store


def checked(shop: Shop) -> GateCheck:
    """What is found of all records; of each of them by name it is the same."""
    found = check_gates(store_of(shop))
    with shop.plant.read() as reads:
        uids = [record.ref.uid for record in reads.records()]
    assert check_gates(store_of(shop), chosen=uids) == found
    return found


def last_record(shop: Shop) -> WorkRecord:
    with shop.plant.read() as reads:
        return reads.records(limit=1)[0]


def saved_past_the_rules(shop: Shop, **changes: Any) -> WorkRecord:
    """A record as a faulty program would save it: journal, audit and row say the same."""
    given = last_record(shop)
    kept = {name: getattr(given, name) for name in ("shift", "process_id", "machine", "order", "proof")}
    with store_of(shop).begin("rperez", "production-add", shop.clock.now()) as uow:
        record = WorkRecord(
            quantity=Decimal(1), author="rperez", recorded_at=shop.clock.now(), **{**kept, **changes}
        )
        return uow.add(record)


def faults(shop: Shop) -> list[ProofFault]:
    assert verify(store_of(shop), replay=True).verified
    return [bad.fault for bad in checked(shop).faults]


def test_what_was_recorded_by_the_rules_holds(shop: Shop) -> None:
    assert checked(shop) == GateCheck(2, (), ())


def test_a_sample_that_came_later_takes_nothing_from_the_proof(shop: Shop) -> None:
    shop.sample(2, "Ancho", "14", LOOM, "2000145")
    assert checked(shop) == GateCheck(2, (), ())


def test_a_record_without_proof_is_told(shop: Shop) -> None:
    record = saved_past_the_rules(shop, proof={})
    assert faults(shop) == [ProofFault.MISSING]
    first = checked(shop).first_break
    assert first is not None
    assert (first.kind, first.table, first.uid) == ("gate", "registros_trabajo", record.ref.uid)


@pytest.mark.parametrize("named", [{"contract": "no-such-version"}, {"contract": 5}])
def test_a_contract_that_is_not_there_is_told(shop: Shop, named: dict[str, object]) -> None:
    saved_past_the_rules(shop, proof={**last_record(shop).proof, **named})
    assert faults(shop) == [ProofFault.CONTRACT]


def test_samples_that_did_not_count_are_told(shop: Shop) -> None:
    shop.sample(2, "Ancho", "12 1/8", LOOM, "2000145")
    saved_past_the_rules(shop)
    assert faults(shop) == [ProofFault.SAMPLES]


def test_a_record_past_a_closed_gate_is_told(shop: Shop) -> None:
    failing = shop.sample(2, "Ancho", "14", LOOM, "2000145").sample.ref.uid
    proof = last_record(shop).proof
    named = proof["samples"]
    assert isinstance(named, list)
    saved_past_the_rules(shop, proof={**proof, "samples": [*named, failing]})
    assert faults(shop) == [ProofFault.GATE]


def test_a_correction_lists_the_records_whose_basis_fell_away(shop: Shop) -> None:
    with shop.plant.read() as reads:
        width = next(each for each in reads.samples(process_id=2) if each.parameter == "Ancho")
    again = AddSample(2, "Ancho", "14", corrects=width.ref.uid, comment="La cinta estaba torcida")
    shop.do(add_sample, "rperez", again)
    found = checked(shop)
    assert found.faults == ()
    ((record, fell),) = [(one.record, one.samples) for one in found.fallen]
    assert record.machine is not None
    assert (record.machine.code, record.quantity) == (LOOM, Decimal(250))
    (away,) = fell
    assert away.sample == width.ref.uid
    assert away.now is not None
    assert away.now.value == Decimal(14)


def test_records_are_judged_alone(shop: Shop) -> None:
    uid = last_record(shop).ref.uid
    assert check_gates(store_of(shop), chosen=[uid]).records == 1
    assert check_gates(store_of(shop), chosen=["nada"]) == GateCheck(0, (), ())
