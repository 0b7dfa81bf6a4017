"""Holds: what is held, how much of it is undecided, and what deciding does."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.batch.hold import (
    GONE,
    USABLE,
    Account,
    Decided,
    Made,
    Part,
    decide,
    hold_on,
    part_faults,
    release_faults,
)
from prodsys_tui.domain.model import BatchDisposition, BatchState, Hold, Outcome, Ref
from tests.domain.floor import STARTS, batch, told

BATCH = batch("2000145-001")
LATER = STARTS + timedelta(hours=1)


def hold(number: int = 1, machine: str | None = None, roll: str | None = None) -> Hold:
    return Hold(
        ref=Ref(number, f"hold-{number}"),
        batch=BATCH.ref,
        machine=None if machine is None else Ref(1, machine, machine),
        roll=roll,
        group="g",
        reason="Hilos rotos",
        author="rperez",
        recorded_at=STARTS,
    )


def made(quantity: int, machine: str | None = "T05", roll: str | None = None, hours: float = 0) -> Made:
    return Made(machine, roll, Decimal(quantity), STARTS + timedelta(hours=hours))


def disposition(of: Hold, outcome: Outcome, quantity: int | None, number: int = 1) -> BatchDisposition:
    return BatchDisposition(
        ref=Ref(number, f"d-{number}"),
        batch=BATCH.ref,
        hold=of.ref,
        outcome=outcome,
        quantity=None if quantity is None else Decimal(quantity),
        comment="x",
        author="iortiz",
        recorded_at=LATER,
    )


WOVEN = (made(600), made(400, "T06"), made(250, roll="R1"), made(350, roll="R2"), made(400, "T06", "R3"))
"""Two looms made a batch of 1000 m, on three rolls."""


@pytest.mark.parametrize(
    ("part", "amount"),
    [
        (Part(), 1000),
        (Part("T05"), 600),
        (Part(roll="R2"), 350),
        (Part("T05", "R2"), 350),
        (Part("T06", "R2"), 0),
        (Part("T09"), 0),
    ],
)
def test_a_part_is_what_its_machine_made_or_its_roll_holds(part: Part, amount: int) -> None:
    assert part.amount(WOVEN) == amount


def test_a_roll_lies_within_its_machine_and_all_within_the_batch() -> None:
    assert Part(roll="R2").within(Part("T05"), WOVEN)
    assert not Part(roll="R3").within(Part("T05"), WOVEN)
    assert not Part("T05").within(Part(roll="R2"), WOVEN)
    assert not Part("T09").within(Part("T05"), WOVEN)
    assert Part("T09").within(Part("T09"), WOVEN)
    assert Part("T05").within(Part(), WOVEN)


@pytest.mark.parametrize(
    ("held", "machine", "roll", "stands"),
    [
        (hold(), None, None, True),
        (hold(), "T05", "R1", True),
        (hold(machine="T05"), None, None, False),
        (hold(machine="T05"), "T05", None, True),
        (hold(machine="T05"), "T05", "R1", True),
        (hold(machine="T05"), "T06", "R3", False),
        (hold(roll="R1"), "T05", "R1", True),
        (hold(roll="R1"), "T05", None, False),
        (replace(hold(), ended_at=LATER), None, None, False),
    ],
)
def test_what_a_hold_stands_on(held: Hold, machine: str | None, roll: str | None, *, stands: bool) -> None:
    assert (hold_on([held], machine, roll) is held) == stands


def test_what_other_holds_took_out_is_left_of_nothing_any_more() -> None:
    loom, roll, whole = hold(1, "T05"), hold(2, roll="R1"), hold(3)
    decided = (
        disposition(loom, Outcome.SCRAP, 100),
        disposition(roll, Outcome.RELEASED, 250),
        disposition(whole, Outcome.REWORK, 50),
    )
    account = Account(WOVEN, (loom, roll, whole), decided)
    assert account.left(loom) == 500
    assert account.left(roll) == 0
    assert account.left(whole) == 850
    assert [much for _, much in account.decided(whole)] == [50]


def test_the_rest_is_what_was_left_when_it_was_decided() -> None:
    first, second = hold(1, "T05"), hold(2)
    decided = (
        disposition(first, Outcome.RELEASED, 200),
        disposition(first, Outcome.SCRAP, None),
    )
    more = (*WOVEN, made(70, hours=2))
    account = Account(more, (first, second), decided)
    assert [much for _, much in account.decided(first)] == [200, 400]
    assert account.left(second) == 1070 - 400


def test_less_was_made_than_was_decided() -> None:
    held = hold()
    account = Account((made(90),), (held,), (disposition(held, Outcome.SCRAP, 100),))
    assert account.left(held) == 0
    assert decide(held, Decimal(), [Outcome.SCRAP], Outcome.SCRAP, None) == Decided(True, BatchState.CLOSED)


@pytest.mark.parametrize(
    ("quantity", "faults"),
    [
        ("0", ["bad-quantity.zero"]),
        ("-1", ["bad-quantity.negative"]),
        ("0.0000001", ["bad-quantity.decimals"]),
        ("NaN", ["bad-quantity.not-finite"]),
        ("900.000001", ["bad-quantity.held"]),
    ],
)
def test_a_quantity_that_cannot_be_decided(quantity: str, faults: list[str]) -> None:
    answer = decide(hold(), Decimal(900), [], Outcome.RELEASED, Decimal(quantity))
    assert isinstance(answer, tuple)
    assert told(answer) == faults


def test_a_hold_is_decided_once_and_names_who_was_first() -> None:
    ended = replace(hold(), ended_at=LATER, ended_by="hbalam")
    (fault,) = decide(ended, Decimal(900), [], Outcome.SCRAP, None)  # type: ignore[misc]
    assert told((fault,)) == ["already-exists.decided"]
    assert (fault.params["person"], fault.params["at"]) == ("hbalam", LATER)


def test_a_part_leaves_the_batch_as_it_is() -> None:
    assert decide(hold(machine="T05"), Decimal(9), [], Outcome.SCRAP, None) == Decided(True, None)


quantities = st.integers(0, 50)
decisions = st.lists(st.tuples(st.sampled_from(Outcome), st.none() | quantities), max_size=12)


@given(total=st.integers(0, 100), asked=decisions)
def test_whatever_is_decided_the_parts_never_exceed_what_was_made(
    total: int, asked: list[tuple[Outcome, int | None]]
) -> None:
    """The life of a hold of a whole batch, against a plain count of what was decided."""
    held, woven = hold(), (made(total),)
    decided: list[BatchDisposition] = []
    state, undecided = BatchState.HELD, Decimal(total)
    for number, (outcome, quantity) in enumerate(asked):
        account = Account(woven, (held,), decided)
        assert account.left(held) == (0 if held.ended_at else undecided)
        much = None if quantity is None else Decimal(quantity)
        earlier = [each.outcome for each in decided]
        answer = decide(held, account.left(held), earlier, outcome, much)
        if isinstance(answer, tuple):
            assert held.ended_at is not None or not 0 < (quantity or 0) <= undecided
            continue
        assert held.ended_at is None
        decided.append(disposition(held, outcome, quantity, number))
        undecided -= undecided if much is None else much
        assert answer.ends == (undecided == 0)
        if answer.ends:
            held = replace(held, ended_at=LATER, ended_by="iortiz")
            state = answer.state or state
            usable = any(each.outcome in USABLE for each in decided)
            assert state is (BatchState.ACTIVE if usable else BatchState.CLOSED)
        else:
            assert answer.state is None
    amounts = Account(woven, (held,), decided).decided(held)
    assert sum(much for _, much in amounts) == total - undecided
    assert (held.ended_at is None) == (state is BatchState.HELD)


def test_every_outcome_either_may_be_used_or_is_gone() -> None:
    assert set(USABLE) | set(GONE) == set(Outcome)
    assert not USABLE & GONE


@pytest.mark.parametrize(
    ("person", "by_another", "faults"),
    [
        ("rperez", False, []),
        ("rperez", True, ["same-person.release"]),
        ("svera", True, ["same-person.release"]),
        ("iortiz", True, []),
    ],
)
def test_where_the_site_says_so_another_person_releases(
    person: str, faults: list[str], *, by_another: bool
) -> None:
    held = replace(hold(), signed_by="svera")
    assert told(release_faults(held, person, by_another=by_another)) == faults


def test_only_what_made_something_of_a_batch_can_be_held_of_it() -> None:
    assert part_faults(BATCH, Part(), ()) == ()
    assert part_faults(BATCH, Part("T05"), WOVEN) == ()
    assert told(part_faults(BATCH, Part("T09"), WOVEN)) == ["not-found.machine-of-batch"]
    assert told(part_faults(BATCH, Part("T06", "R1"), WOVEN)) == ["not-found.roll-of-batch"]
