"""Closing a shift: each reason against it, all of them at once, and what it becomes."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.contract.contract import Kind, ProcessContract
from prodsys_tui.domain.model import Result, ShiftState
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.shift.close import Closing, closing_faults, state_after
from prodsys_tui.domain.shift.facts import Deviation, Idle, Produced, SampleCount, ShiftFacts
from tests.domain.floor import (
    CONTRACTS,
    DRESSED,
    EXTRUSION,
    LAMINATION,
    PELLETS,
    SACKS,
    SUPPORT,
    WEAVING,
    at,
    deviation,
    only,
    shift,
    stop,
    told,
)

LONG = "se ajustó la cuchilla"


def made(process: int, machine: str | None, quantity: int = 100, *, disputed: int = 0) -> Produced:
    """What one record made: of counters a reading, which may be disputed."""
    counter = process in (2, 3)
    return Produced(process, machine, 1, Decimal(quantity), Decimal(0), int(counter), disputed)


def all_samples(contract: ProcessContract, machine: str | None) -> tuple[SampleCount, ...]:
    """As many samples of every parameter as the contract asks for."""
    return tuple(
        SampleCount(contract.id, machine, parameter.name, parameter.due)
        for parameter in contract.parameters
        if parameter.kind is not Kind.CALCULATED
    )


def closing(contract: ProcessContract, machine: str | None) -> Closing:
    """A shift in which one process did everything that it owes."""
    facts = ShiftFacts(shift(), counts=all_samples(contract, machine), produced=(made(contract.id, machine),))
    return Closing(facts, (contract,), assigned=frozenset({(contract.id, None)}))


def with_facts(base: Closing, **changes: Any) -> Closing:
    return replace(base, facts=replace(base.facts, **changes))


def faults(what: Closing) -> list[str]:
    return told(closing_faults(what))


EXTRUDER = closing(EXTRUSION, "EXTPP01")
LOOM = closing(WEAVING, "T05")


@pytest.mark.parametrize("done", [EXTRUDER, LOOM, closing(DRESSED, "CONV03"), closing(SACKS, "CONV02")])
def test_a_shift_that_owes_nothing_closes(done: Closing) -> None:
    assert faults(done) == []


def test_an_empty_shift_lacks_the_production_of_every_process_but_support() -> None:
    empty = Closing(ShiftFacts(shift()), tuple(CONTRACTS.values()))
    lacking = [fault for fault in closing_faults(empty) if fault.code is Code.PRODUCTION_MISSING]
    assert [fault.params["process"] for fault in lacking] == [
        contract.name for contract in CONTRACTS.values() if not contract.support
    ]


def test_work_with_nobody_assigned() -> None:
    fault = only(closing_faults(replace(LOOM, assigned=frozenset())), Code.NO_PERSON_ASSIGNED)
    assert fault.params == {"process": "Telares", "machines": ("T05",)}


def test_a_person_at_another_loom_does_not_answer_for_this_one() -> None:
    assert faults(replace(LOOM, assigned=frozenset({(2, "T06")}))) == ["no-person-assigned.machines"]
    assert faults(replace(LOOM, assigned=frozenset({(2, "T05")}))) == []


def test_work_that_names_no_machine_is_answered_for_by_anybody_of_the_process() -> None:
    done = closing(EXTRUSION, None)
    assert faults(replace(done, assigned=frozenset({(1, "EXTPP01")}))) == []
    assert faults(replace(done, assigned=frozenset({(2, None)}))) == ["no-person-assigned"]


def test_support_work_never_stands_in_the_way() -> None:
    hours = ShiftFacts(shift(), produced=(made(99, None, 8),))
    assert faults(Closing(hours, (SUPPORT,))) == []
    assert faults(Closing(ShiftFacts(shift()), (SUPPORT,))) == []


BAD_DENIER = with_facts(EXTRUDER, deviations=(deviation(1, "EXTPP01", "Denier", number=7),))


def test_a_deviation_that_nobody_explained() -> None:
    fault = only(closing_faults(BAD_DENIER), Code.UNEXPLAINED_DEVIATION)
    assert fault.params == {"process": "Extrusor PP", "parameter": "Denier", "sample": "sample-7"}


def test_a_deviation_of_one_loom_is_told_with_the_loom() -> None:
    wide = with_facts(LOOM, deviations=(deviation(2, "T05", "Ancho", number=7),))
    fault = only(closing_faults(wide), Code.UNEXPLAINED_DEVIATION)
    assert (fault.text_key, fault.params["machine"]) == ("refusal.unexplained-deviation.machine", "T05")


def test_a_disposition_a_comment_or_an_observation_explains_it() -> None:
    told_why = deviation(1, "EXTPP01", "Denier", explanation=LONG)
    assert faults(with_facts(EXTRUDER, deviations=(told_why,))) == []
    assert faults(replace(BAD_DENIER, commented=frozenset({7}))) == []
    assert faults(replace(BAD_DENIER, observed=frozenset({(1, None)}))) == []
    assert faults(replace(BAD_DENIER, observed=frozenset({(1, "EXTPP01")}))) == []


def test_too_short_a_text_or_an_observation_elsewhere_does_not() -> None:
    short = deviation(1, "EXTPP01", "Denier", explanation="se ajustó ")
    assert faults(with_facts(EXTRUDER, deviations=(short,))) == ["unexplained-deviation"]
    assert faults(replace(BAD_DENIER, observed=frozenset({(2, None)}))) == ["unexplained-deviation"]


def test_missing_samples_are_told_by_parameter_and_machine_that_ran() -> None:
    two = with_facts(LOOM, produced=(made(2, "T05"), made(2, "T06")))
    missing = closing_faults(two)
    assert {fault.code for fault in missing} == {Code.SAMPLE_MISSING}
    assert [
        (fault.params["machine"], fault.params["parameter"], fault.params["missing"]) for fault in missing
    ] == [
        ("T06", "Ancho", 4),
        ("T06", "Construcción urdido", 1),
        ("T06", "Construcción trama", 1),
        ("T06", "Color urdido", 1),
        ("T06", "Color trama", 1),
    ]


def test_a_part_of_the_samples_leaves_the_rest_due() -> None:
    counts = (replace(LOOM.facts.counts[0], count=1), *LOOM.facts.counts[1:])
    fault = only(closing_faults(with_facts(LOOM, counts=counts)), Code.SAMPLE_MISSING)
    assert fault.params == {"process": "Telares", "machine": "T05", "parameter": "Ancho", "missing": 3}


@pytest.mark.parametrize("place", [None, "T05"])
def test_one_reason_covers_all_that_a_parameter_misses(place: str | None) -> None:
    without = with_facts(LOOM, counts=LOOM.facts.counts[1:])
    assert faults(without) == ["sample-missing"]
    assert faults(replace(without, omitted=frozenset({(2, place, "Ancho")}))) == []
    assert faults(replace(without, omitted=frozenset({(2, "T06", "Ancho")}))) == ["sample-missing"]


def test_samples_of_the_only_machine_count_with_or_without_its_name() -> None:
    assert faults(with_facts(EXTRUDER, counts=all_samples(EXTRUSION, None))) == []


def test_text_and_calculated_parameters_never_refuse_a_close() -> None:
    assert faults(with_facts(closing(PELLETS, "PELET"), counts=())) == []
    assert not [
        fault
        for fault in closing_faults(with_facts(EXTRUDER, counts=()))
        if fault.params.get("parameter") == "Tenacidad"
    ]


def test_the_only_machine_of_a_process_owes_samples_before_it_made_anything() -> None:
    waiting = closing_faults(with_facts(EXTRUDER, counts=(), produced=()))
    assert [fault.code for fault in waiting] == [Code.SAMPLE_MISSING] * 7 + [Code.PRODUCTION_MISSING]


@pytest.mark.parametrize("machine", [None, "EXTPP01"])
def test_what_is_idle_owes_neither_samples_nor_production(machine: str | None) -> None:
    idle = with_facts(EXTRUDER, counts=(), produced=(), idle=(Idle(1, machine, "Falta de resina"),))
    assert faults(idle) == []


def test_production_excuses_no_samples_however_idle_it_is_declared() -> None:
    idle = with_facts(EXTRUDER, counts=(), idle=(Idle(1, None, "Falta de resina"),))
    assert set(faults(idle)) == {"sample-missing"}


def test_a_machine_stopped_all_shift_owes_nothing() -> None:
    still = with_facts(EXTRUDER, counts=(), produced=())
    assert faults(replace(still, stops=(stop(1, "EXTPP01", minutes=480),))) == []
    assert "production-missing" in faults(replace(still, stops=(stop(1, "EXTPP01", minutes=479),)))


def test_a_process_rests_when_each_of_its_machines_is_idle_or_stopped_all_shift() -> None:
    looms = WEAVING.machines
    resting = Closing(
        ShiftFacts(shift(), idle=tuple(Idle(2, loom, "Falta de cinta") for loom in looms[1:])),
        (WEAVING,),
        stops=(stop(2, looms[0], starts=at(0), ends=at(8)),),
    )
    assert faults(resting) == []
    assert faults(replace(resting, stops=())) == ["production-missing"]


def test_a_counter_that_did_not_move_is_the_production_of_a_loom() -> None:
    assert faults(with_facts(LOOM, produced=(made(2, "T05", 0),), counts=())) == []


def test_every_order_that_a_loom_took_up_asks_for_its_construction_and_colours() -> None:
    twice = replace(LOOM, taken_up={(2, "T05"): 2})
    missing = {fault.params["parameter"]: fault.params["missing"] for fault in closing_faults(twice)}
    assert missing == dict.fromkeys(
        ("Construcción urdido", "Construcción trama", "Color urdido", "Color trama"), 1
    )


def test_a_loom_whose_counter_is_disputed_owes_its_samples() -> None:
    disputed = with_facts(LOOM, produced=(made(2, "T05", 0, disputed=1),), counts=())
    assert set(faults(disputed)) == {"sample-missing"}


def test_start_up_waste_is_no_production_of_a_process_with_a_counter() -> None:
    waste = Produced(3, "LAM01", 1, Decimal(0), Decimal(5))
    assert faults(with_facts(closing(LAMINATION, "LAM01"), produced=(waste,))) == ["production-missing"]


def test_stops_past_the_schedule_and_open_ones() -> None:
    stops = (
        stop(2, "T05", minutes=400),
        stop(2, "T05", starts=at(0), ends=at(2)),
        stop(2, "T06", starts=at(1)),
    )
    long = closing_faults(replace(LOOM, stops=stops))
    assert told(long) == ["stop-exceeds-schedule", "stop-open"]
    assert (long[0].params["machine"], long[1].params["machine"]) == ("T05", "T06")
    whole = only(closing_faults(replace(EXTRUDER, stops=(stop(1, None, starts=at(7)),))), Code.STOP_OPEN)
    assert whole.params["machine"] == "Extrusor PP"


BAD_COLOUR = deviation(2, "T05", "Color trama", explanation=LONG)


@pytest.mark.parametrize("result", [Result.FAILS, Result.REJECTED])
def test_a_bad_colour_needs_a_stop_of_the_loom(result: Result) -> None:
    coloured = with_facts(LOOM, deviations=(replace(BAD_COLOUR, result=result), BAD_COLOUR))
    fault = only(closing_faults(coloured), Code.STOP_MISSING)
    assert fault.params == {"process": "Telares", "parameter": "Color trama", "machine": "T05"}
    assert faults(replace(coloured, stops=(stop(2, "T05", minutes=15),))) == []
    assert faults(replace(coloured, stops=(stop(2, "T06", minutes=15),))) == ["stop-missing"]


@pytest.mark.parametrize(
    "other",
    [
        replace(BAD_COLOUR, result=Result.WAITING),
        replace(BAD_COLOUR, machine=None),
        deviation(2, "T05", "Ancho", explanation=LONG),
        deviation(2, "T05", "Brillo", explanation=LONG),
    ],
)
def test_other_deviations_need_none(other: Deviation) -> None:
    assert faults(with_facts(LOOM, deviations=(other,))) == []


def test_a_colour_that_was_mistyped_needs_none() -> None:
    mistyped = replace(with_facts(LOOM, deviations=(BAD_COLOUR,)), mistyped=frozenset({1}))
    assert faults(mistyped) == []


def test_every_reason_is_told_at_once_in_the_order_of_the_rule() -> None:
    bad = Closing(
        ShiftFacts(
            shift(),
            produced=(made(2, "T05"),),
            deviations=(deviation(2, "T05", "Color trama"),),
        ),
        (EXTRUSION, WEAVING),
        omitted=frozenset({(1, None, parameter.name) for parameter in EXTRUSION.parameters}),
        stops=(stop(2, "T07", minutes=481), stop(1, "EXTPP01", starts=at(7))),
    )
    assert list(dict.fromkeys(faults(bad))) == [
        "no-person-assigned.machines",
        "unexplained-deviation.machine",
        "sample-missing",
        "stop-exceeds-schedule",
        "stop-open",
        "stop-missing",
        "production-missing",
    ]


def test_any_deviation_sends_the_shift_to_review() -> None:
    settled = replace(deviation(1, "EXTPP01", "Denier"), settled=True)
    assert state_after(ShiftFacts(shift(), deviations=(settled,))) is ShiftState.REVIEW
    assert state_after(ShiftFacts(shift())) is ShiftState.CLOSED


def owing(facts: Iterable[SampleCount]) -> int:
    return len(closing_faults(with_facts(LOOM, counts=tuple(facts))))


@given(st.permutations(LOOM.facts.counts))
def test_each_sample_taken_leaves_no_more_to_do(counts: list[SampleCount]) -> None:
    left = [owing(counts[:taken]) for taken in range(len(counts) + 1)]
    assert left == sorted(left, reverse=True)
    assert left[-1] == 0
