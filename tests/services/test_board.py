"""The board of a shift and why something is locked, from a real store."""

from dataclasses import replace
from decimal import Decimal

import pytest

from prodsys_tui.domain.model import MachineState, ShiftState
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.shift.gate import NextAction, StateName
from prodsys_tui.services.line.machines import set_machine_state
from prodsys_tui.services.line.stops import add_stop
from prodsys_tui.services.production.production import AddProduction, add_production
from prodsys_tui.services.quality.samples import AddSample, add_sample, justify
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.board import (
    APPROVE_SHIFT,
    CLOSE_SHIFT,
    Board,
    BoardMachine,
    BoardProcess,
    board,
)
from prodsys_tui.services.shift.closing import approve_shift, close_shift, closing_faults, return_shift
from prodsys_tui.services.shift.shifts import assign, omit, set_idle, undo_idle
from prodsys_tui.services.shift.why import why
from tests.services.shop import SPECS, Shop, told
from tests.services.test_samples import forget

WHY = "La balanza estaba sin calibrar"


@pytest.fixture
def floor(shop: Shop) -> Shop:
    """A shop with an open shift and an order of the looms."""
    shop.open()
    shop.order("2000145", **SPECS)
    return shop


def shown(shop: Shop, shift: int | str | None = None) -> Board:
    with shop.plant.read() as reads:
        found = board(reads, shop.plant.contracts, shift)
    assert found is not None
    return found


def process(shop: Shop, number: int) -> BoardProcess:
    return next(each for each in shown(shop).processes if each.id == number)


def machine(shop: Shop, number: int, code: str) -> BoardMachine:
    return next(each for each in process(shop, number).machines if each.code == code)


def reasons(shop: Shop, number: int, code: str | None = None) -> tuple[Refusal, ...]:
    with shop.plant.read() as reads:
        return why(reads, shop.plant.contracts, number, code)


def rest(shop: Shop, *running: int) -> None:
    """Every process but some is idle."""
    for each in shown(shop).processes:
        if each.id not in running and each.id != 99:
            shop.do(set_idle, "iortiz", each.id, "Sin órdenes")


def test_without_an_open_shift_there_is_no_board(shop: Shop) -> None:
    with shop.plant.read() as reads:
        assert board(reads, shop.plant.contracts) is None
        with pytest.raises(Refused):
            board(reads, shop.plant.contracts, 99)


def test_a_new_shift_waits_for_quality_everywhere(floor: Shop) -> None:
    found = shown(floor)
    assert [each.id for each in found.processes] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 99]
    states = {each.state for each in found.processes if each.id != 99}
    assert states == {StateName.WAITING_QUALITY}
    assert found.processes[-1].state is StateName.WAITING_PRODUCTION
    assert (found.next_action, found.can_close) == (NextAction.SAMPLE, False)
    extrusion = found.processes[0]
    assert (extrusion.samples, extrusion.minimum, extrusion.target) == (0, 3, Decimal(1000))
    assert extrusion.machines == ()


def test_machines_that_lock_alone_stand_under_their_process(floor: Shop) -> None:
    floor.sample(2, "Ancho", "12 1/8", "T06", "2000145")
    floor.sample(2, "Ancho", "13", "T05", "2000145")
    looms = process(floor, 2)
    assert [each.code for each in looms.machines][:2] == ["T01", "T02"]
    assert (looms.state, looms.next_action) == (StateName.REVIEW, NextAction.SETTLE)
    assert (looms.samples, looms.open_deviations) == (2, 1)
    assert told(looms.blocks) == ["gate-closed", "process-in-review"]
    good, bad = machine(floor, 2, "T06"), machine(floor, 2, "T05")
    assert (good.state, good.blocks, good.samples) == (StateName.WAITING_PRODUCTION, (), 1)
    assert (bad.state, told(bad.blocks), bad.open_deviations) == (
        StateName.REVIEW,
        ["process-in-review"],
        1,
    )


def test_production_stands_against_the_target_of_the_machines_that_run(floor: Shop) -> None:
    tape = floor.tape("850").batch
    assert tape is not None
    assert (process(floor, 1).state, process(floor, 1).produced) == (StateName.COMPLETE, Decimal(850))
    order = floor.loom("T05")
    floor.produce(2, order, "T05", quantity="700", counter="700", consumes=(tape.code,))
    looms = process(floor, 2)
    for each in looms.machines:
        if each.code != "T05":
            floor.do(set_idle, "iortiz", 2, "Falta de cinta", each.code)
    assert (looms.target, process(floor, 2).target) == (Decimal(13000), Decimal(1000))
    assert process(floor, 2).state is StateName.COMPLETE
    assert (machine(floor, 2, "T05").target, machine(floor, 2, "T05").produced) == (
        Decimal(1000),
        Decimal(700),
    )
    assert machine(floor, 2, "T01").idle == "Falta de cinta"
    assert process(floor, 6).machines[0].target is None


def test_idle_is_shown_with_its_reason(floor: Shop) -> None:
    floor.do(set_idle, "iortiz", 4, "Falta de tinta")
    floor.do(set_idle, "iortiz", 2, "Sin órdenes")
    floor.do(set_idle, "iortiz", 3, "Falta de resina", "LAM01")
    printing = process(floor, 4)
    assert (printing.state, printing.idle) == (StateName.IDLE, "Falta de tinta")
    assert printing.allowed == (NextAction.UNDO_IDLE,)
    assert {each.idle for each in process(floor, 2).machines} == {"Sin órdenes"}
    assert process(floor, 3).idle == "Falta de resina"
    floor.do(undo_idle, "iortiz", 4)
    assert process(floor, 4).state is StateName.WAITING_QUALITY


def test_a_retired_machine_and_one_stopped_all_shift_are_not_waited_for(floor: Shop) -> None:
    floor.sample(6, "Espesor", "0.05", "EXTPE01")
    deviation = shown(floor)
    assert deviation.next_action is NextAction.SETTLE
    with floor.plant.read() as reads:
        waiting = reads.samples()[0]
    floor.do(justify, "iortiz", waiting.ref.uid, text=WHY)
    assert process(floor, 6).state is StateName.WAITING_QUALITY
    floor.do(add_stop, "rperez", 6, "Falla energía", "EXTPE02", 480)
    assert process(floor, 6).state is StateName.WAITING_PRODUCTION
    for code in ("CONV01", "CONV02"):
        floor.do(set_machine_state, "svera", code, MachineState.RETIRED.value, "Se vendió")
    for value in ("12", "13", "14", "13"):
        floor.sample(5, "Puntadas", value, "CONV03")
    assert process(floor, 5).state is StateName.WAITING_PRODUCTION


def test_a_shift_that_nothing_holds_back_can_be_closed(floor: Shop) -> None:
    assert not shown(floor).can_close
    rest(floor)
    found = shown(floor)
    assert (found.can_close, found.next_action) == (True, CLOSE_SHIFT)


def test_can_close_says_what_closing_would(floor: Shop) -> None:
    def agree() -> bool:
        with floor.plant.read() as reads:
            faults = closing_faults(reads, floor.plant.contracts)
        can_close = shown(floor).can_close
        assert can_close == (faults == ())
        return can_close

    rest(floor, 1, 6)
    assert not agree()
    floor.tape()
    floor.do(set_idle, "iortiz", 6, "Sin órdenes", "EXTPE01")
    assert not agree()
    floor.do(set_idle, "iortiz", 6, "Sin órdenes", "EXTPE02")
    assert not agree()
    for each in ("Gramaje", "Espesor", "Tracción", "Resistencia", "Elongación", "Ancho de cinta"):
        floor.do(omit, "iortiz", 1, each, "Balanza en calibración")
    assert not agree()
    floor.do(assign, "iortiz", 1, "rperez")
    assert agree()
    floor.do(undo_idle, "iortiz", 6, "EXTPE02")
    assert not agree()
    floor.do(add_stop, "rperez", 6, "Falla energía", "EXTPE02", 480)
    assert agree()


def test_support_work_is_on_the_board_and_never_in_the_way(floor: Shop) -> None:
    rest(floor)
    floor.do(add_production, "rperez", AddProduction(99, quantity="6"))
    hours = process(floor, 99)
    assert (hours.state, hours.produced, hours.unit) == (StateName.COMPLETE, Decimal(6), "horas")
    assert shown(floor).can_close


def test_the_shift_says_what_it_needs_after_its_turn(floor: Shop) -> None:
    bad = floor.sample(1, "Elongación", "25", "EXTPP01").sample
    floor.do(justify, "rperez", bad.ref.uid, text=WHY)
    floor.do(assign, "iortiz", 1, "rperez")
    rest(floor)
    review = floor.do(close_shift, "iortiz")
    found = shown(floor, review.ref.uid)
    assert (found.shift.state, found.next_action, found.can_close) == (
        ShiftState.REVIEW,
        APPROVE_SHIFT,
        False,
    )
    floor.do(return_shift, "svera", review.ref.id, {"": "Falta la causa"})
    assert (shown(floor, review.ref.id).next_action, shown(floor, review.ref.id).can_close) == (
        CLOSE_SHIFT,
        True,
    )
    floor.do(close_shift, "iortiz", review.ref.id)
    floor.do(approve_shift, "svera", review.ref.id, {"": "Revisado con calidad"})
    closed = shown(floor, review.ref.id)
    assert (closed.next_action, closed.can_close) == (NextAction.READ, False)
    assert {each.state for each in closed.processes} == {StateName.CLOSED}


def test_why_names_the_rule_and_each_sample_behind_it(floor: Shop) -> None:
    floor.sample(2, "Ancho", "13", "T05", "2000145")
    floor.sample(2, "Color trama", "No cumple", "T05")
    blocked, *samples = reasons(floor, 2, "t05")
    assert (blocked.code, blocked.variant) == ("process-in-review", "")
    assert [(one.params["parameter"], one.params["limits"]) for one in samples] == [
        ("Ancho", "11.875-12.375 pulgadas"),
        ("Color trama", None),
    ]
    assert samples[0].params["value"] == 13
    assert samples[0].params["machine"] == "T05"
    assert samples[0].params["order"] == "2000145"
    assert samples[1].params["result"] == "No cumple"
    assert reasons(floor, 2)[0].code == "gate-closed"
    assert reasons(floor, 1)[0].params["samples"] == 0


def test_why_of_what_is_open_is_empty(floor: Shop) -> None:
    floor.sample(2, "Ancho", "12", "T05", "2000145")
    assert reasons(floor, 2, "T05") == ()


def test_why_of_idle_and_closed_says_so(floor: Shop) -> None:
    floor.do(set_idle, "iortiz", 2, "Falta de cinta", "T05")
    assert told(reasons(floor, 2, "T05")) == ["process-idle.machine"]
    rest(floor)
    shift = floor.do(close_shift, "iortiz")
    with floor.plant.read() as reads:
        assert told(why(reads, floor.plant.contracts, 1, shift=shift.ref.id)) == ["shift-closed"]


def test_why_still_tells_a_sample_whose_parameter_left_its_contract(floor: Shop) -> None:
    floor.sample(1, "Denier", "830", "EXTPP01")
    forget(floor, "Denier")
    sample = reasons(floor, 1)[-1]
    assert (sample.params["parameter"], sample.params["limits"]) == ("Denier", None)


def test_words_stand_for_the_value_of_a_text(floor: Shop) -> None:
    command = AddSample(8, "Color del pelet", "gris", result="Rechazo", comment="Viene con arena")
    floor.do(add_sample, "rperez", command)
    sample = reasons(floor, 8)[-1]
    assert (sample.params["value"], sample.params["result"]) == ("gris", "Rechazo")
    assert replace(sample, params={}).variant == "sample"
