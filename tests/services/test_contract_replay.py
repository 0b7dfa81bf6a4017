"""A contract over the last days before it takes effect: results, gates and closes that would be others."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest

from prodsys_tui.domain.contract.contract_reader import read_contract
from prodsys_tui.domain.model import Result, Shift, ShiftState
from prodsys_tui.domain.quality.judgement import Judged
from prodsys_tui.domain.shift.gate import StateName
from prodsys_tui.domain.shift.replay import ShiftReplay
from prodsys_tui.services.contract.contract_apply import ContractFile, apply_contract, check_contract
from prodsys_tui.services.contract.contract_replay import counted, replay_contract
from prodsys_tui.services.quality.samples import AddSample, add_sample, justify
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.closing import close_shift
from prodsys_tui.services.shift.shifts import assign, omit, set_idle, void_shift
from tests.services.shop import Shop, told
from tests.services.test_closing import GOOD, ORDER, WHY
from tests.services.test_contract_apply import EXTRUDER, changed, denier

SAME = ContractFile("x", EXTRUDER)
LOOMS = "02-telares.toml"


def over(shop: Shop, file: ContractFile, days: int = 30) -> list[ShiftReplay]:
    """A contract over the last days; nothing may be written by it."""
    contract = read_contract(file.text, file.name).contract
    assert contract is not None
    before = shop.head
    with shop.plant.read() as reads:
        found = list(replay_contract(reads, shop.plant.contracts, contract, shop.clock.now(), days))
    assert shop.head == before
    return found


@pytest.fixture
def shift(shop: Shop) -> Shift:
    """A shift in which only the extruder ran, a minute between two entries: 7 parameters, three rounds."""
    shift = shop.open()
    with shop.plant.read() as reads:
        others = [force.contract for force in shop.plant.contracts.all(reads)][1:]
    for contract in others:
        if not contract.support:
            shop.do(set_idle, "iortiz", contract.id, "Sin órdenes")
    shop.order(ORDER)
    for denier_ in ("805", "812", "800"):
        for parameter, value in {**GOOD, "Denier": denier_}.items():
            shop.later(minutes=1)
            shop.sample(1, parameter, value, "EXTPP01", ORDER)
    shop.do(assign, "iortiz", 1, "rperez")
    shop.later(minutes=1)
    shop.produce(1, ORDER, "EXTPP01", quantity="900")
    shop.later(minutes=1)
    return shift


def test_the_contract_in_force_changes_nothing(shop: Shop, shift: Shift) -> None:
    bad = shop.sample(1, "Denier", "830", "EXTPP01", ORDER).sample
    shop.do(justify, "iortiz", bad.ref.uid, text=WHY)
    right = AddSample(1, "Denier", "803", "EXTPP01", ORDER, corrects=bad.ref.uid)
    shop.do(add_sample, "rperez", right)
    shop.do(close_shift, "iortiz")
    (found,) = over(shop, SAME)
    assert (found.results, found.locked, found.gates, found.close) == ((), (), (), None)
    assert (found.samples, found.records) == (3 * len(GOOD) + 2 + 3, 1)  # and each round's tenacidad


def test_narrower_limits_tell_results_records_gates_and_closes(shop: Shop, shift: Shift) -> None:
    shop.do(close_shift, "iortiz")
    (found,) = over(shop, denier(804, 810))
    assert [(str(each.sample.value), each.sample.result, each.after) for each in found.results] == [
        ("812.0", Result.COMPLIES, Result.FAILS),
        ("800.0", Result.COMPLIES, Result.FAILS),
    ]
    (record,) = found.locked
    assert (record.record.quantity, [each.code.value for each in record.blocks]) == (
        Decimal(900),
        ["process-in-review"],
    )
    (gate,) = found.gates
    assert (gate.machine, gate.state, gate.state_after) == (None, StateName.COMPLETE, StateName.REVIEW)
    assert gate.opened == gate.opened_after == shift.opened_at + timedelta(minutes=3)
    close = found.close
    assert close is not None
    assert (close.state, close.state_after) == (ShiftState.CLOSED, ShiftState.REVIEW)
    assert told(close.missing) == ["unexplained-deviation", "unexplained-deviation"]


def test_wider_limits_make_deviations_comply(shop: Shop, shift: Shift) -> None:
    bad = shop.sample(1, "Denier", "830", "EXTPP01", ORDER).sample
    shop.do(justify, "iortiz", bad.ref.uid, text=WHY)
    shop.do(close_shift, "iortiz")
    (found,) = over(shop, denier(790, 840))
    assert [each.after for each in found.results] == [Result.COMPLIES]
    assert found.close is not None
    assert (found.close.state, found.close.state_after) == (ShiftState.REVIEW, ShiftState.CLOSED)
    assert (found.close.missing, found.locked, found.gates) == ((), (), ())


def test_a_disposition_and_a_correction_stay(shop: Shop, shift: Shift) -> None:
    """What was settled by a person stays so; what a correction settled does only if that would comply."""
    first = shop.sample(1, "Denier", "830", "EXTPP01", ORDER).sample
    shop.later(minutes=1)
    shop.do(justify, "iortiz", first.ref.uid, text=WHY)
    second = shop.sample(1, "Denier", "831", "EXTPP01", ORDER).sample
    shop.later(minutes=1)
    shop.do(add_sample, "rperez", AddSample(1, "Denier", "815", "EXTPP01", ORDER, corrects=second.ref.uid))
    shop.later(minutes=1)
    shop.produce(1, ORDER, "EXTPP01", quantity="50")
    (kept,) = over(shop, denier(799, 816))
    assert (kept.results, kept.locked, kept.gates) == ((), (), ())
    (found,) = over(shop, denier(799, 814))
    assert [str(each.sample.value) for each in found.results] == ["815.0"]
    assert [each.record.quantity for each in found.locked] == [Decimal(50)]
    assert found.close is None  # nobody closed it


def test_a_result_that_a_person_set_stays(shop: Shop, shift: Shift) -> None:
    hard = AddSample(1, "Denier", "805", "EXTPP01", ORDER, result="Rechazo", comment="cinta con grumos")
    shop.do(add_sample, "rperez", hard)
    waits = AddSample(1, "Denier", "806", "EXTPP01", ORDER, result="En espera", comment="va al laboratorio")
    shop.do(add_sample, "rperez", waits)
    assert over(shop, denier(790, 840))[0].results == ()
    (found,) = over(shop, denier(799, 805))
    assert [(str(each.sample.value), each.after) for each in found.results] == [
        ("812.0", Result.FAILS),
        ("806.0", Result.FAILS),
    ]


def test_values_outside_validity_would_have_been_refused_and_count_no_more(shop: Shop, shift: Shift) -> None:
    shop.do(close_shift, "iortiz")
    narrow = changed(("min = 0.1, max = 5", "min = 1.25, max = 5"))
    (found,) = over(shop, narrow)
    assert [(each.sample.parameter, each.after) for each in found.results] == [("Espesor", None)] * 3
    judged = found.results[0].judged
    assert not isinstance(judged, Judged)
    assert told(judged) == ["out-of-validity"]
    assert found.close is None or told(found.close.missing) == ["sample-missing"]
    (gate,) = found.gates
    assert gate.opened_after == gate.opened + timedelta(minutes=1)  # type: ignore[operator]
    assert counted([found]).refused == 3


def test_a_parameter_that_is_gone_or_of_another_kind(shop: Shop, shift: Shift) -> None:
    gone = changed(('name = "Gramaje"', 'name = "Peso por área"'))
    (found,) = over(shop, gone)
    judged = found.results[0].judged
    assert not isinstance(judged, Judged)
    assert (told(judged), len(found.results)) == (["unknown-parameter"], 3)
    plain = EXTRUDER.replace("formula =", "# formula =").replace(
        'kind = "calculated"', "validity = { above = 0 }"
    )
    other = EXTRUDER.replace('name = "Tenacidad"', 'name = "Tenacidad media"')
    for text in (plain, other):
        (found,) = over(shop, ContractFile("x", text))
        assert found.results == ()  # what is not calculated any more would not be there
    harder = EXTRUDER.replace("* 1000", "* 800")
    (found,) = over(shop, ContractFile("x", harder))
    assert {(each.sample.parameter, each.after) for each in found.results} == {("Tenacidad", Result.COMPLIES)}
    assert (found.gates, found.locked) == ((), ())


def test_a_gate_with_more_samples_or_demanded_ones(shop: Shop, shift: Shift) -> None:
    (found,) = over(shop, changed(("minimum = 3", "minimum = 99")))
    assert told(found.locked[0].blocks) == ["gate-closed"]
    (gate,) = found.gates
    assert (gate.state_after, gate.opened_after) == (StateName.WAITING_QUALITY, None)
    (found,) = over(shop, changed(("minimum = 3", 'minimum = 3\nrequires = ["Ancho de cinta"]')))
    assert found.locked == ()
    assert found.gates[0].opened_after == shift.opened_at + timedelta(minutes=7)
    (found,) = over(shop, changed(("minimum = 3", "minimum = 0")))
    assert found.gates[0].opened_after == shift.opened_at


def test_a_close_that_would_have_missed_samples(shop: Shop, shift: Shift) -> None:
    shop.do(omit, "iortiz", 1, "Elongación", "laboratorio cerrado")
    shop.do(close_shift, "iortiz")
    text = EXTRUDER.replace("due = 3", "due = 4")
    assert text != EXTRUDER
    (found,) = over(shop, ContractFile("x", text))
    assert found.close is not None
    assert found.close.state is found.close.state_after is ShiftState.CLOSED
    missing = {each.params["parameter"] for each in found.close.missing}
    assert "Denier" in missing
    assert "Elongación" not in missing


def test_the_nominal_of_the_order_is_the_one_of_then(shop: Shop) -> None:
    """A loom's width was 12 1/8 when it was measured; what the order says since is no matter."""
    shop.open()
    shop.loom("T05")
    shop.sample(2, "Ancho", "12 1/4", "T05", "2000145")
    shop.sample(2, "Color urdido", "Cumple", "T05", "2000145")
    waiting = shop.order("2000146")
    shop.sample(2, "Ancho", "12 1/4", "T06", waiting)
    with shop.plant.store.begin("svera", "order-specs") as uow:
        for code in ("2000145", waiting):
            order = uow.order(code)
            assert order is not None
            uow.change(order, specs={**order.specs, "Ancho": "30"})
    text = shop_contract(shop, 2).replace('version = "1"', 'version = "2"')
    assert over(shop, ContractFile("x", text))[0].results == ()
    narrow = text.replace("tolerance = { amount = 0.25 }", "tolerance = { amount = 0.1 }", 1)
    assert narrow != text
    (found,) = over(shop, ContractFile("x", narrow))
    assert [(each.sample.machine.code, each.after) for each in found.results if each.sample.machine] == [
        ("T05", Result.FAILS)
    ]
    words = text.replace('kind = "pass_fail"', 'kind = "number"\nunit = "%"\nvalidity = { above = 0 }')
    refused = over(shop, ContractFile("x", words))[0].results[0].judged
    assert not isinstance(refused, Judged)
    assert told(refused) == ["not-a-number"]
    assert [(each.machine, each.state_after) for each in found.gates] == [("T05", StateName.REVIEW)]


def test_words_and_what_the_order_demands_are_judged_as_they_were_typed(shop: Shop) -> None:
    shop.open()
    shop.sample(8, "Color del pelet", "Negro", "PELET", shop.order("8000001"))
    wants = shop.order("6000001", Microperforado="Sí")
    shop.sample(6, "Microperforado", "No cumple", "EXTPE01", wants)
    shop.sample(6, "Microperforado", "Cumple", "EXTPE01", shop.order("6000002"))
    for process in (6, 8):
        text = shop_contract(shop, process)
        assert over(shop, ContractFile("x", text))[0].results == ()
    number = shop_contract(shop, 8).replace('kind = "text"', 'unit = "%"\nvalidity = { above = 0 }', 1)
    (found,) = over(shop, ContractFile("x", number))
    judged = found.results[0].judged
    assert not isinstance(judged, Judged)
    assert told(judged) == ["not-a-number"]


def test_a_file_may_be_tried_before_it_has_a_version_of_its_own(shop: Shop) -> None:
    with shop.plant.read() as reads:
        tried = check_contract(reads, shop.plant.contracts, ContractFile("x", EXTRUDER + "# más"))
        assert (tried.contract.version, len(tried.warnings)) == ("1", 1)
        bad = changed(('machines = ["EXTPP01"]', 'machines = ["T05"]'))
        with pytest.raises(Refused) as refused:
            check_contract(reads, shop.plant.contracts, bad)
    assert "file-refused.machine_twice" in told(refused.value.reasons)


def test_a_scope_that_changes_is_compared_machine_by_machine(shop: Shop) -> None:
    shop.open()
    order = shop.loom("T05")
    shop.later(minutes=1)
    tape = shop.tape().batch
    assert tape is not None
    shop.produce(2, order, "T05", quantity="100", counter="100", consumes=(tape.code,))
    whole = shop_contract(shop, 2).replace('scope = "machine"', 'scope = "process"')
    (found,) = over(shop, ContractFile("x", whole))
    assert found.locked == ()
    assert {each.machine for each in found.gates} == {f"T{n:02}" for n in range(1, 14)} - {"T05"}
    assert {each.opened for each in found.gates} == {None}
    (back,) = over(shop, ContractFile("x", whole.replace("minimum = 1", "minimum = 2")))
    assert [each.record.machine.code for each in back.locked if each.record.machine] == ["T05"]


def test_shifts_of_the_days_are_judged_the_oldest_first_and_void_ones_not(shop: Shop, shift: Shift) -> None:
    shop.later(hours=8)
    shop.do(close_shift, "iortiz", shift.ref.uid)
    shop.do(void_shift, "svera", shop.open().ref.uid, "se abrió por error")
    shop.later(days=5)
    running = shop.open()
    shop.sample(1, "Denier", "812", "EXTPP01", ORDER)
    found = over(shop, denier(804, 810))
    assert [each.shift.ref for each in found] == [shift.ref, running.ref]
    assert [each.shift.ref for each in over(shop, denier(804, 810), days=1)] == [running.ref]
    total = counted(found)
    assert (total.shifts, total.failing, total.complying, total.refused) == (2, 3, 0, 0)
    assert (total.locked, total.gates, total.lacking) == (1, 2, 1)
    assert total.closes == Counter({("CERRADA", "REVISION"): 1})


def test_a_shift_is_compared_with_the_contract_it_was_closed_under(shop: Shop, shift: Shift) -> None:
    """What changed since is no difference of the contract that is tried."""
    shop.do(close_shift, "iortiz")
    shop.later(hours=1)
    shop.do(apply_contract, "admin", denier(804, 810))
    assert over(shop, ContractFile("x", EXTRUDER))[0].close is None
    (found,) = over(shop, denier(804, 810))
    assert len(found.results) == 2
    assert found.close is not None


def test_a_history_older_than_its_contract_is_judged_by_the_first(shop: Shop, shift: Shift) -> None:
    with shop.plant.store.begin("iortiz", "shift-close") as uow:
        uow.change(shift, state=ShiftState.CLOSED, closed_at=shift.opened_at - timedelta(days=900))
    assert over(shop, SAME)[0].close is None


def test_what_cannot_be_asked(shop: Shop) -> None:
    with pytest.raises(Refused) as refused:
        over(shop, denier(804, 810), days=0)
    assert told(refused.value.reasons) == ["bad-value.days"]


def shop_contract(shop: Shop, process: int) -> str:
    """The text of the contract in force."""
    with shop.plant.read() as reads:
        version = reads.contract_version(process)
    assert version is not None
    return version.text
