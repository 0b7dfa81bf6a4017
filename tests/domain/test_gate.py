"""The quality gate: the table of states, who locks together, and every reason told."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.contract.contract import Gate, GateScope, ProcessContract
from prodsys_tui.domain.model import ShiftState
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.shift.facts import (
    Deviation,
    Idle,
    Produced,
    SampleCount,
    ScopeFacts,
    ShiftFacts,
    scopes_of,
)
from prodsys_tui.domain.shift.gate import (
    NextAction,
    StateName,
    gate_open,
    gate_refusals,
    process_state,
    produced,
    scope_of,
)
from prodsys_tui.domain.shift.process_states import process_states, worst
from tests.domain.floor import EXTRUSION, SACKS, SUPPORT, WEAVING, deviation, shift, told

OPEN = ShiftState.OPEN
BAD = deviation(1, "EXTPP01", "Denier")
S, P = NextAction.SAMPLE, NextAction.PRODUCE


def facts(counted: int = 0, quantity: int = 0, *deviations: Deviation, idle: str | None = None) -> ScopeFacts:
    return ScopeFacts(
        counted,
        {"Gramaje": counted} if counted else {},
        deviations,
        len(deviations),
        int(quantity > 0),
        Decimal(quantity),
        idle,
    )


TABLE = [
    (ShiftState.CLOSED, facts(3, 100), StateName.CLOSED, NextAction.READ, ()),
    (ShiftState.VOID, facts(), StateName.CLOSED, NextAction.READ, ()),
    (OPEN, facts(idle="Falta de material"), StateName.IDLE, NextAction.NONE, (NextAction.UNDO_IDLE,)),
    (OPEN, facts(3, 0, BAD), StateName.REVIEW, NextAction.SETTLE, (S, NextAction.SETTLE)),
    (OPEN, facts(3, 100, BAD), StateName.REVIEW, NextAction.SETTLE, (S, NextAction.SETTLE)),
    (OPEN, facts(1, 0, BAD), StateName.REVIEW, NextAction.SETTLE, (S, NextAction.SETTLE)),
    (OPEN, facts(), StateName.WAITING_QUALITY, S, (S,)),
    (OPEN, facts(2, 100), StateName.WAITING_QUALITY, S, (S,)),
    (OPEN, facts(3), StateName.WAITING_PRODUCTION, P, (S, P)),
    (OPEN, facts(3, 100), StateName.COMPLETE, NextAction.NONE, (S, P)),
    (ShiftState.REVIEW, facts(3, 100), StateName.COMPLETE, NextAction.NONE, (S, P)),
]


@pytest.mark.parametrize(("shift_state", "seen", "state", "action", "allowed"), TABLE)
def test_the_first_row_of_the_table_that_applies(
    shift_state: ShiftState,
    seen: ScopeFacts,
    state: StateName,
    action: NextAction,
    allowed: tuple[NextAction, ...],
) -> None:
    found = process_state(EXTRUSION, seen, shift_state)
    assert (found.state, found.next_action, found.allowed) == (state, action, allowed)


def test_a_block_names_every_reason_the_minimum_first() -> None:
    blocks = process_state(EXTRUSION, facts(1, 0, BAD), OPEN).blocks
    assert told(blocks) == ["gate-closed", "process-in-review"]
    assert blocks[0].params["minimum"] == 3
    assert blocks[0].params["samples"] == 1


def test_what_is_open_has_no_blocks() -> None:
    assert process_state(EXTRUSION, facts(3), OPEN).blocks == ()


def test_an_idle_process_says_why_and_does_not_hide_a_deviation() -> None:
    blocks = process_state(EXTRUSION, facts(1, 0, BAD, idle="Mantenimiento"), OPEN).blocks
    assert told(blocks) == ["process-idle", "process-in-review"]
    assert blocks[0].params["reason"] == "Mantenimiento"


def test_an_idle_machine_is_named() -> None:
    (block,) = process_state(WEAVING, facts(idle="Falta de cinta"), OPEN, "T05").blocks
    assert (block.variant, block.params["machine"]) == ("machine", "T05")


def test_required_parameters_must_be_among_the_samples() -> None:
    contract = replace(EXTRUSION, gate=Gate(minimum=1, requires=("Denier", "Gramaje")))
    (missing,) = gate_refusals(contract, facts(2))
    assert (missing.code, missing.variant) == (Code.GATE_CLOSED, "requires")
    assert missing.params["parameters"] == "Denier"
    assert process_state(contract, facts(2), OPEN).state is StateName.WAITING_QUALITY
    both = ScopeFacts(2, {"Gramaje": 1, "Denier": 1})
    assert gate_open(contract, both)
    assert process_state(contract, both, OPEN).state is StateName.WAITING_PRODUCTION


def test_a_loom_that_stood_still_has_done_its_part_and_start_up_waste_is_no_production() -> None:
    reading_of_zero = ScopeFacts(counted=3, records=1, readings=1)
    assert produced(WEAVING, reading_of_zero)
    waste_alone = ScopeFacts(counted=3, records=1)
    assert not produced(WEAVING, waste_alone)
    assert not produced(EXTRUSION, waste_alone)


def test_support_work_waits_for_its_hours_with_an_open_gate() -> None:
    assert process_state(SUPPORT, facts(), OPEN).state is StateName.WAITING_PRODUCTION
    assert gate_open(SUPPORT, facts())


@given(
    counted=st.integers(0, 9),
    quantity=st.integers(0, 9),
    bad=st.booleans(),
    idle=st.booleans(),
    state=st.sampled_from(ShiftState),
)
def test_production_is_allowed_exactly_when_nothing_blocks_it(
    counted: int, quantity: int, bad: bool, idle: bool, state: ShiftState
) -> None:
    seen = facts(counted, quantity, *((BAD,) if bad else ()), idle="Mantenimiento" if idle else None)
    found = process_state(EXTRUSION, seen, state)
    assert (NextAction.PRODUCE in found.allowed) is (found.blocks == ())
    if NextAction.PRODUCE in found.allowed:
        assert gate_open(EXTRUSION, seen)
        assert counted >= EXTRUSION.gate.minimum
        assert not bad


def machine_facts(
    counts: dict[str, int], *deviations: Deviation, made: dict[str, int] | None = None
) -> ShiftFacts:
    return ShiftFacts(
        shift(),
        counts=tuple(SampleCount(2, code, "Ancho", count) for code, count in counts.items()),
        deviations=deviations,
        produced=tuple(
            Produced(2, code, 1, Decimal(quantity), Decimal(0)) for code, quantity in (made or {}).items()
        ),
    )


def states_of(
    contract: ProcessContract, seen: ShiftFacts, *aside: str
) -> tuple[StateName, dict[str, StateName]]:
    found = process_states(contract, scopes_of(seen), seen.shift.state, aside)
    return found.process.state, {code: state.state for code, state, _ in found.machines}


def idle_all_but(*running: str) -> tuple[Idle, ...]:
    return tuple(Idle(2, code, "Falta de cinta") for code in WEAVING.machines if code not in running)


def test_a_bad_width_on_t05_does_not_stop_t06() -> None:
    seen = replace(
        machine_facts({"T05": 1, "T06": 1}, deviation(2, "T05", "Ancho")),
        idle=idle_all_but("T05", "T06"),
    )
    process, machines = states_of(WEAVING, seen)
    assert process is StateName.REVIEW
    assert machines["T05"] is StateName.REVIEW
    assert machines["T06"] is StateName.WAITING_PRODUCTION
    assert gate_open(WEAVING, scope_of(WEAVING, seen, "T06"))
    assert not gate_open(WEAVING, scope_of(WEAVING, seen, "T05"))


def test_a_machine_that_nobody_declared_idle_makes_its_process_wait() -> None:
    seen = replace(machine_facts({"T01": 4}, made={"T01": 900}), idle=idle_all_but("T01", "T02"))
    assert states_of(WEAVING, seen)[0] is StateName.WAITING_QUALITY
    settled = replace(seen, idle=idle_all_but("T01"))
    assert states_of(WEAVING, settled)[0] is StateName.COMPLETE


def test_a_machine_set_aside_matters_only_with_something_on_it() -> None:
    seen = replace(machine_facts({"T01": 4}, made={"T01": 900}), idle=idle_all_but("T01", "T02"))
    assert states_of(WEAVING, seen, "T02")[0] is StateName.COMPLETE
    measured = replace(seen, counts=(*seen.counts, SampleCount(2, "T02", "Ancho", 1)))
    assert states_of(WEAVING, measured, "T02")[0] is StateName.WAITING_PRODUCTION


def test_a_process_of_nothing_but_machines_set_aside_still_waits() -> None:
    seen = replace(machine_facts({}), idle=idle_all_but("T01"))
    assert states_of(WEAVING, seen, "T01")[0] is StateName.WAITING_QUALITY


def test_a_process_shows_every_different_reason_of_its_machines() -> None:
    seen = machine_facts({"T05": 1}, deviation(2, "T05", "Ancho"))
    blocks = process_states(WEAVING, scopes_of(seen), OPEN).process.blocks
    assert told(blocks) == ["gate-closed", "process-in-review"]


def test_a_process_whose_machines_are_all_idle_is_idle() -> None:
    seen = replace(machine_facts({}), idle=idle_all_but())
    found = process_states(WEAVING, scopes_of(seen), OPEN)
    assert found.process.state is StateName.IDLE
    assert found.idle == "Falta de cinta"
    (block,) = found.process.blocks
    assert block.variant == ""


def test_a_process_declared_idle_holds_for_all_its_machines() -> None:
    seen = replace(machine_facts({}), idle=(Idle(2, None, "Sin orden"),))
    process, machines = states_of(WEAVING, seen)
    assert process is StateName.IDLE
    assert set(machines.values()) == {StateName.IDLE}
    assert scope_of(WEAVING, seen, "T07").idle == "Sin orden"


def test_the_only_machine_of_a_process_declared_idle_is_the_process() -> None:
    seen = ShiftFacts(shift(), idle=(Idle(1, "EXTPP01", "Mantenimiento"),))
    assert states_of(EXTRUSION, seen) == (StateName.IDLE, {})
    assert scope_of(EXTRUSION, seen, "EXTPP01").idle == "Mantenimiento"


def test_where_all_lock_together_another_machines_sample_opens_the_gate() -> None:
    together = replace(WEAVING, gate=Gate(1, (), GateScope.PROCESS))
    seen = machine_facts({"T01": 1})
    assert gate_open(together, scope_of(together, seen, "T02"))
    assert states_of(together, seen) == (StateName.WAITING_PRODUCTION, {})


def test_without_a_machine_the_scope_is_the_process() -> None:
    assert scope_of(SACKS, machine_facts({}), None).counted == 0
    assert scope_of(WEAVING, machine_facts({"T01": 2, "T02": 3}), None).counted == 5


def test_every_machine_of_a_closed_shift_is_closed() -> None:
    seen = ShiftFacts(shift(ShiftState.CLOSED))
    process, machines = states_of(WEAVING, seen)
    assert process is StateName.CLOSED
    assert set(machines.values()) == {StateName.CLOSED}


def test_review_asks_for_attention_before_everything_that_runs() -> None:
    assert worst(StateName) is StateName.CLOSED
    assert worst([StateName.COMPLETE, StateName.REVIEW, StateName.WAITING_QUALITY]) is StateName.REVIEW
    assert worst([StateName.IDLE, StateName.COMPLETE]) is StateName.COMPLETE
