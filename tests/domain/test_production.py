"""What a production record must be: each rule of each process, and all faults at once."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.batch.batch import Material
from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import BatchState, MachineState, OrderState
from prodsys_tui.domain.numbers import read_number
from prodsys_tui.domain.production.counter import Made
from prodsys_tui.domain.production.production import Entry, Situation, Typed, judge, most_recordable
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.shift.facts import ScopeFacts
from tests.domain.floor import (
    EXTRUSION,
    LAMINATION,
    PRINTING,
    SACKS,
    SUPPORT,
    WEAVING,
    batch,
    deviation,
    machine,
    only,
    order,
    told,
)

GATE_PASSED = ScopeFacts(counted=99)
TAPE = Material(batch("1000345-001"), 1)


def number(text: str | None) -> Typed:
    return None if text is None else read_number(text)


def entry(
    quantity: str | None = None,
    *,
    counter: str | None = None,
    waste: str | None = None,
    waste_to: str | None = None,
) -> Entry:
    return Entry(number(quantity), number(counter), number(waste), waste_to)


def at(contract: ProcessContract, machine_code: str, order_code: str) -> Situation:
    """A process whose gate has passed, with a usable machine and a released order."""
    return Situation(contract, GATE_PASSED, order(order_code), machine(machine_code))


EXTRUDER = at(EXTRUSION, "EXTPP01", "1000345")
LOOM = replace(at(WEAVING, "T05", "2000145"), last_counter=Decimal(12000), materials=(TAPE,))
LAMINATOR = replace(at(LAMINATION, "LAM01", "3000212"), last_counter=Decimal(50000))
PRINTER = at(PRINTING, "IMP01", "4567890")
CLOSED_GATE = ScopeFacts()
IN_REVIEW = ScopeFacts(counted=9, open_deviations=(deviation(1, None, "Denier"),), deviations=1)


def faults(what: Entry, where: Situation) -> list[str]:
    return told(judge(what, where).faults)


def test_a_weighed_quantity_with_everything_in_order_is_kept() -> None:
    judged = judge(entry("850.5", waste="3"), EXTRUDER)
    assert judged.faults == ()
    assert (judged.made, judged.waste_kg) == (Made(Decimal("850.5")), Decimal(3))


def test_a_loom_is_read_by_its_counter() -> None:
    judged = judge(entry(counter="12850"), LOOM)
    assert judged.faults == ()
    assert judged.made == Made(Decimal(850), Decimal(12850), Decimal(12000))


@pytest.mark.parametrize(
    ("scope", "answer"),
    [
        (CLOSED_GATE, ["gate-closed"]),
        (IN_REVIEW, ["process-in-review"]),
        (replace(IN_REVIEW, counted=0), ["gate-closed", "process-in-review"]),
    ],
)
def test_the_gate_locks_quantities(scope: ScopeFacts, answer: list[str]) -> None:
    assert faults(entry("100"), replace(EXTRUDER, scope=scope)) == answer


def test_the_gate_says_its_minimum() -> None:
    fault = only(judge(entry("100"), replace(EXTRUDER, scope=CLOSED_GATE)).faults, Code.GATE_CLOSED)
    assert fault.params["minimum"] == 3


@pytest.mark.parametrize("scope", [CLOSED_GATE, IN_REVIEW])
def test_a_loom_that_stood_still_and_start_up_waste_are_always_taken(scope: ScopeFacts) -> None:
    stopped = replace(LOOM, scope=scope, materials=())
    assert faults(entry(counter="12000"), stopped) == []
    assert faults(entry("0", counter="12000", waste="2"), stopped) == []
    assert faults(entry("0", waste="4"), stopped) == []
    assert faults(entry("0", waste="4"), replace(EXTRUDER, scope=scope)) == []


def test_a_quantity_that_cannot_be_told_does_not_open_the_gate() -> None:
    assert faults(entry("mil"), replace(EXTRUDER, scope=CLOSED_GATE)) == ["gate-closed", "not-a-number"]


def test_what_is_idle_makes_nothing() -> None:
    idle = replace(EXTRUDER, scope=replace(GATE_PASSED, idle="Falta de materia prima"))
    fault = only(judge(entry("100"), idle).faults, Code.PROCESS_IDLE)
    assert fault.params == {"process": "Extrusor PP", "reason": "Falta de materia prima"}


def test_the_counter_of_an_idle_loom_can_be_read() -> None:
    idle = replace(LOOM, scope=ScopeFacts(idle="Falta de cinta"), materials=())
    assert faults(entry(counter="12000"), idle) == []
    assert "process-idle.machine" in faults(entry(counter="12001"), idle)


def test_order_and_machine_are_demanded() -> None:
    nameless = Situation(EXTRUSION, GATE_PASSED)
    assert faults(entry("100"), nameless) == ["order-missing", "machine-missing"]


def test_an_order_of_another_process_and_one_that_is_not_open_are_refused() -> None:
    assert faults(entry("100"), replace(EXTRUDER, order=order("2000145"))) == ["order-other-process"]
    cancelled = order("1000345", OrderState.CANCELLED)
    assert faults(entry("100"), replace(EXTRUDER, order=cancelled)) == ["order-not-open"]


def test_a_machine_of_another_process_and_one_out_of_use_are_refused() -> None:
    assert faults(entry("100"), replace(EXTRUDER, machine=machine("T05"))) == ["machine-other-process"]
    resting = machine("EXTPP01", MachineState.MAINTENANCE)
    fault = only(judge(entry("100"), replace(EXTRUDER, machine=resting)).faults, Code.MACHINE_NOT_USABLE)
    assert fault.params == {"machine": "EXTPP01", "state": "Mantenimiento"}


def test_conv03_refuses_an_order_with_a_gusset() -> None:
    gusset = replace(at(SACKS, "CONV03", "5000410"), order=order("5000410", specs={"con_fuelle": "sí"}))
    what = entry("100", waste="0", waste_to="descarte")
    assert faults(what, gusset) == ["order-unfit"]
    assert faults(what, replace(gusset, machine=machine("CONV01"))) == []


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("-1", ["bad-quantity.negative"]),
        ("0.1234567", ["bad-quantity.decimals"]),
        ("10000", []),
        ("10000.5", ["bad-quantity.absurd"]),
        ("999999999999999", ["bad-quantity.absurd"]),
        ("NaN", ["not-a-number"]),
        ("inf", ["not-a-number"]),
        ("1,234", ["ambiguous-number"]),
        ("", ["not-a-number.empty"]),
        (None, ["bad-quantity.missing"]),
    ],
)
def test_a_quantity_is_a_number_that_one_turn_can_make(typed: str | None, answer: list[str]) -> None:
    assert faults(entry(typed), EXTRUDER) == answer


def test_a_number_that_is_not_finite_is_no_quantity_however_it_came() -> None:
    assert told(judge(Entry(Decimal("NaN")), EXTRUDER).faults) == ["bad-quantity.not-finite"]


def test_pieces_are_counted_whole() -> None:
    assert faults(entry("900.5", waste="0", waste_to="descarte"), PRINTER) == ["bad-quantity.whole"]
    assert faults(entry("900.0", waste="0", waste_to="descarte"), PRINTER) == []


def test_absurd_is_ten_times_the_target_of_the_turn() -> None:
    assert most_recordable(WEAVING) == 10_000
    assert most_recordable(LAMINATION) == 210_000
    assert most_recordable(SUPPORT) == 1000


def test_the_counter_is_demanded_where_there_is_one_and_refused_where_there_is_none() -> None:
    missing = only(judge(entry("850"), LOOM).faults, Code.COUNTER_MISSING)
    assert missing.params == {"machine": "T05"}
    assert faults(entry("850", counter="3"), EXTRUDER) == ["bad-value.no-counter"]
    assert faults(entry("0"), LOOM) == ["counter-missing"]
    assert faults(entry("0", waste="0"), LOOM) == ["counter-missing"]


def test_a_first_reading_needs_the_quantity() -> None:
    unread = replace(LOOM, last_counter=None)
    assert faults(entry(counter="12850"), unread) == ["counter-missing.first"]
    assert judge(entry("850", counter="12850"), unread).made == Made(Decimal(850), Decimal(12850))


def test_quantity_and_counter_must_agree() -> None:
    assert faults(entry("851", counter="12850"), LOOM) == ["counter-mismatch"]


@pytest.mark.parametrize("reading", ["11999", "13501"])
def test_a_reading_that_cannot_be_right_is_taken_as_disputed(reading: str) -> None:
    judged = judge(entry(counter=reading), replace(LOOM, scope=CLOSED_GATE, materials=()))
    assert judged.faults == ()
    assert judged.made == Made(Decimal(0), Decimal(reading), Decimal(12000), disputed=True)


def test_a_counter_without_a_target_disputes_no_high_reading() -> None:
    endless = replace(LOOM, contract=replace(WEAVING, target=None))
    assert judge(entry(counter="90000"), endless).made == Made(Decimal(78000), Decimal(90000), Decimal(12000))


def test_a_bad_reading_is_told_with_a_bad_quantity() -> None:
    assert faults(entry("x", counter="-5"), LOOM) == ["not-a-number", "bad-quantity.negative"]
    assert faults(entry(counter="uno"), LOOM) == ["not-a-number"]


def test_without_a_machine_a_reading_is_judged_by_the_process() -> None:
    assert faults(entry("850"), replace(LOOM, machine=None)) == ["machine-missing", "counter-missing"]


@pytest.mark.parametrize("where", [PRINTER, at(SACKS, "CONV01", "5000410")])
def test_waste_and_its_destination_are_demanded_even_as_zero(where: Situation) -> None:
    assert faults(entry("100"), where) == ["waste-demanded", "waste-demanded.destination"]
    assert faults(entry("100", waste="0"), where) == ["waste-demanded.destination"]
    assert faults(entry("100", waste="0", waste_to="al río"), where) == ["waste-demanded.destination"]
    assert faults(entry("100", waste="-1", waste_to="descarte"), where) == ["bad-quantity.negative"]


@pytest.mark.parametrize("typed", ["peletizado", "Peletizado", "PELETIZADO"])
def test_a_destination_is_kept_in_the_plants_words(typed: str) -> None:
    judged = judge(entry(counter="51000", waste="4.5", waste_to=typed), LAMINATOR)
    assert (judged.faults, judged.waste_to) == ((), "Peletizado")
    judged = judge(entry(counter="51000", waste="4.5", waste_to="Descarte final"), LAMINATOR)
    assert (judged.faults, judged.waste_to) == ((), "Descarte final")


def test_a_process_without_destinations_takes_none() -> None:
    assert faults(entry("100", waste="1", waste_to="descarte"), EXTRUDER) == ["waste-demanded.no-destination"]


def test_more_waste_than_a_turn_can_make_is_a_typing_error() -> None:
    assert faults(entry("100", waste="10001"), EXTRUDER) == ["bad-quantity.absurd"]


def test_a_loom_names_what_it_consumed_when_it_made_something() -> None:
    assert faults(entry(counter="12850"), replace(LOOM, materials=())) == ["batch-demanded"]
    held = Material(batch("1000345-002", BatchState.HELD, number=2), 1)
    assert faults(entry(counter="12850"), replace(LOOM, materials=(TAPE, held))) == ["batch-held"]


def test_support_work_is_hours_and_nothing_else() -> None:
    hours = Situation(SUPPORT, ScopeFacts())
    assert faults(entry("7.5"), hours) == []
    assert faults(entry("7.5"), replace(hours, order=order("1000345"), machine=machine("T05"))) == [
        "order-other-process",
        "machine-other-process",
    ]


def test_every_fault_is_told_at_once_and_the_gate_first() -> None:
    where = replace(
        PRINTER, scope=CLOSED_GATE, order=order("5000410", OrderState.DONE), machine=machine("T01")
    )
    assert faults(entry("-4"), where) == [
        "gate-closed",
        "order-other-process",
        "order-not-open",
        "machine-other-process",
        "bad-quantity.negative",
        "waste-demanded",
        "waste-demanded.destination",
    ]


@given(st.decimals(-1000, 20_000, places=2), st.booleans())
def test_no_quantity_above_zero_passes_a_closed_gate(quantity: Decimal, in_review: bool) -> None:
    where = replace(EXTRUDER, scope=IN_REVIEW if in_review else CLOSED_GATE)
    assert (judge(Entry(quantity), where).faults == ()) is (quantity == 0)


def test_a_counter_that_has_not_moved_needs_a_stop_unless_it_is_idle() -> None:
    still = entry(counter="12000")
    asked = replace(LOOM, stop_known=False)
    assert told(judge(still, asked).faults) == ["stop-missing.still"]
    assert judge(still, LOOM).faults == ()
    assert judge(still, replace(asked, scope=ScopeFacts(counted=99, idle="Falta de cinta"))).faults == ()
    assert judge(entry(counter="12010"), asked).faults == ()
    assert judge(still, replace(asked, last_counter=None)).faults != ()
