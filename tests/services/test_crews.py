"""Crews in a real store: who is in them, whose turn it is, and the hard rule at the looms."""

from datetime import date

import pytest

from prodsys_tui.domain.model import PersonState
from prodsys_tui.services.line.crews import (
    CrewNow,
    add_crew,
    assign_crew,
    crews_now,
    disband_crew,
    join_crew,
    leave_crew,
    unassign,
)
from prodsys_tui.services.line.runs import use_batches
from prodsys_tui.services.shift.shifts import assign, set_idle
from prodsys_tui.services.site.people import add_crew_person
from tests.services.shop import Shop, told

MONDAY = date(2026, 3, 2)


@pytest.fixture
def crew(shop: Shop) -> Shop:
    """A crew of two at five looms, one of them without an account; the shift is open."""
    shop.open()
    shop.do(add_crew_person, "admin", "acanche", "Abel Canché")
    shop.do(add_crew, "svera", "tel-a", "Telares A", 2, "t1")
    for person in ("rperez", "acanche"):
        for loom in ("T01", "T02", "T03", "T04", "T05"):
            shop.do(join_crew, "svera", "TEL-A", person, loom)
    return shop


def now(shop: Shop, day: date = MONDAY) -> list[CrewNow]:
    with shop.plant.read() as reads:
        shift = reads.open_shift() if day == MONDAY else None
        return list(crews_now(reads, shop.plant.catalogs, None, shift, day))


def at_work(shop: Shop) -> list[str]:
    with shop.plant.read() as reads:
        shift = reads.open_shift()
        assert shift is not None
        return [
            f"{each.person.code} {each.machine.code if each.machine else ''}".strip()
            for each in reads.assignments(shift.ref)
        ]


def test_a_crew_rotates_and_works_its_turn(crew: Shop) -> None:
    (told_now,) = now(crew)
    assert (told_now.crew.code, told_now.crew.since, told_now.turn, told_now.works) == (
        "TEL-A",
        MONDAY,
        "T1",
        True,
    )
    assert len(told_now.members) == 10
    (later,) = now(crew, date(2026, 3, 9))
    assert (later.turn, later.works) == ("T3", False)


def test_all_of_a_crew_is_assigned_in_one_step(crew: Shop) -> None:
    crew.do(assign, "iortiz", 2, "rperez", "T01")
    assert len(crew.do(assign_crew, "iortiz", 2, "tel-a")) == 9
    assert crew.do(assign_crew, "iortiz", 2) == ()
    assert len(at_work(crew)) == 10


def test_crews_that_cannot_be_assigned(crew: Shop) -> None:
    assert told(crew.refused(assign_crew, "iortiz", 2, "TEL-X")) == ["not-found.crew"]
    assert told(crew.refused(assign_crew, "iortiz", 3, "TEL-A")) == ["bad-value.crew-process"]
    assert told(crew.refused(assign_crew, "iortiz", 3)) == ["not-found.crew-on-duty"]
    crew.do(add_crew, "svera", "TEL-B", "Telares B", 2, "T1")
    assert told(crew.refused(assign_crew, "iortiz", 2)) == ["not-found.crew-on-duty"]
    assert told(crew.refused(assign_crew, "iortiz", 2, "TEL-B")) == ["bad-value.crew-empty"]
    crew.do(join_crew, "svera", "TEL-B", "hbalam")
    assert len(crew.do(assign_crew, "iortiz", 2, "TEL-B")) == 1
    crew.do(disband_crew, "svera", "TEL-B", "se repartió")
    assert told(crew.refused(assign_crew, "iortiz", 2, "TEL-B")) == ["not-found.crew"]
    assert len(now(crew)) == 1
    crew.do(join_crew, "svera", "TEL-A", "acanche", "T06")
    (fault,) = crew.refused(assign_crew, "iortiz", 2, "TEL-A")
    assert (fault.code, fault.params["people"], fault.params["count"]) == (
        "crew-exceeded",
        ("acanche", "rperez"),
        6,
    )
    assert at_work(crew) == ["hbalam"]


def test_crews_that_cannot_be_made(crew: Shop) -> None:
    refused = crew.refused(add_crew, "svera", "TEL-A", "", 2, "T9", MONDAY)
    assert told(refused) == ["already-exists.crew", "bad-value.empty", "turn-unknown"]
    assert told(crew.refused(add_crew, "svera", "tel a", "x" * 100, 2, "T1")) == [
        "bad-value.crew-code",
        "bad-value.too-long",
    ]
    assert told(crew.refused(disband_crew, "svera", "TEL-A", " ")) == ["reason-required"]


def test_people_come_and_go(crew: Shop) -> None:
    joined = crew.do(join_crew, "svera", "TEL-A", "rperez", "T01")
    assert joined == crew.do(join_crew, "svera", "TEL-A", "rperez", "t01")
    assert len(crew.do(leave_crew, "svera", "TEL-A", "rperez", "T05")) == 1
    assert len(crew.do(leave_crew, "svera", "TEL-A", "rperez")) == 4
    assert told(crew.refused(leave_crew, "svera", "TEL-A", "rperez")) == ["not-found.member"]
    assert told(crew.refused(join_crew, "svera", "TEL-A", "rperez", "LAM01")) == ["machine-other-process"]


def test_one_person_minds_three_looms_at_most(crew: Shop) -> None:
    for loom in ("T01", "T02", "T03"):
        crew.do(assign, "iortiz", 2, "hbalam", loom)
    (fault,) = crew.refused(assign, "iortiz", 2, "hbalam", "T04")
    assert (fault.code, fault.params["people"], fault.params["count"], fault.params["maximum"]) == (
        "crew-exceeded",
        ("hbalam",),
        4,
        3,
    )
    crew.do(set_idle, "iortiz", 2, "Falta de cinta", "T03")
    crew.do(assign, "iortiz", 2, "hbalam", "T04")
    crew.do(assign, "iortiz", 3, "hbalam")
    assert len(crew.do(unassign, "iortiz", 2, "hbalam", "T04")) == 1
    assert len(crew.do(unassign, "hbalam", 2, "hbalam")) == 3
    assert at_work(crew) == ["hbalam"]
    assert told(crew.refused(unassign, "iortiz", 2, "hbalam")) == ["not-found.assignment"]
    assert told(crew.refused(unassign, "rperez", 3, "hbalam")) == ["not-permitted"]


def test_the_rule_holds_where_something_is_made(crew: Shop) -> None:
    crew.tape()
    with crew.plant.read() as reads:
        (tape,) = reads.batches(processes=(1,))
    looms = ("T01", "T02", "T03", "T04")
    for loom in looms:
        crew.loom(loom)
        crew.do(use_batches, "rperez", loom, [tape.code])
    made = {"counter": "500", "quantity": "500"}
    crew.produce(2, "2000145", "T01", **made)
    crew.do(assign, "iortiz", 2, "hbalam")
    for loom in looms[1:3]:
        crew.produce(2, "2000145", loom, **made)
    assert crew.unproduced(2, "2000145", "T04", **made) == ["crew-exceeded"]
    assert crew.produce(2, "2000145", "T04", counter="400", quantity="0").record.counter == 400
    crew.do(assign, "iortiz", 2, "rperez", "T04")
    crew.later(minutes=10)
    assert crew.produce(2, "2000145", "T04", counter="500").record.quantity == 100


def test_crew_without_an_account_neither_acts_nor_gets_a_pin(crew: Shop) -> None:
    with crew.plant.read() as reads:
        person = reads.person("acanche")
    assert person is not None
    assert person.state is PersonState.WITHOUT_ACCOUNT
    assert told(crew.refused(assign, "acanche", 2, "acanche")) == ["not-permitted"]
