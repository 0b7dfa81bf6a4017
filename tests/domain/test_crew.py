"""Crews: the Monday rotation and the hard rule. Spec ``process-catalogs.md``."""

from datetime import date, timedelta

import pytest

from prodsys_tui.bootstrap import shipped_catalogs
from prodsys_tui.domain.line.crew import Cover, crew_faults, crew_turn, most_minded, teams, week_of
from tests.domain.test_contracts_as_shipped import CONTRACTS

CALENDARS = shipped_catalogs().shifts.calendars
MONDAY = date(2026, 3, 2)


def test_crews_rotate_on_mondays() -> None:
    def turns(turn: str) -> list[str]:
        days = (MONDAY + timedelta(days=days) for days in (-1, 0, 6, 7, 14, 21))
        return [crew_turn(CALENDARS["3x8"], turn, MONDAY, day) for day in days]

    assert turns("T1") == ["T2", "T1", "T1", "T3", "T2", "T1"]
    assert turns("T3") == ["T1", "T3", "T3", "T2", "T1", "T3"]
    assert turns("T5") == ["T5"] * 6
    assert crew_turn(CALENDARS["2x12"], "Día", MONDAY, MONDAY + timedelta(days=7)) == "Día"
    assert week_of(MONDAY + timedelta(days=6), 1) == MONDAY


def covers(text: str) -> list[Cover]:
    """``ana T01 T02; eva`` as who minds what."""
    found = []
    for part in text.split(";"):
        person, *machines = part.split()
        found += [Cover(person, machine) for machine in machines] or [Cover(person)]
    return found


@pytest.mark.parametrize(
    ("who", "running", "idle", "faults"),
    [
        ("ana T01 T02 T03", "", "", []),
        ("ana T01 T02 T03 T04", "", "", [("ana", 4, 3)]),
        ("ana T01 T02 T03 T04", "", "T04", []),
        ("ana T01 T02 T03 T04 T05; eva T05", "", "", []),
        ("ana T01 T02 T03; eva T03 T04 T05 T06", "", "", [("ana eva", 6, 5)]),
        ("ana T01 T02 T03; eva T04 T05 T06", "", "", []),
        ("ana T01 T02; eva T04 T05; leo T02 T04", "", "", []),
        ("ana", "T01 T02 T03", "", []),
        ("ana", "T01 T02 T03 T04", "", [("ana", 4, 3)]),
        ("ana; eva T04", "T01 T02 T03 T04", "", []),
        ("ana; eva", "T01 T02 T03 T04 T05 T06", "", [("ana eva", 6, 5)]),
        ("ana; eva; leo", "T01 T02 T03 T04 T05 T06 T07 T08", "", []),
    ],
)
def test_a_pair_minds_five_looms_and_one_person_three(
    who: str, running: str, idle: str, faults: list[tuple[str, int, int]]
) -> None:
    people = covers(who)
    found = teams(people, running.split(), idle.split())
    told = [
        (fault.params["people"], fault.params["count"], fault.params["maximum"])
        for fault in crew_faults(CONTRACTS[2], found, of={each.person for each in people})
    ]
    assert told == [(tuple(names.split()), count, most) for names, count, most in faults]


def test_only_the_teams_that_are_asked_for_are_told() -> None:
    found = teams(covers("ana T01 T02 T03 T04; eva T06"), ())
    assert list(crew_faults(CONTRACTS[2], found, of={"T06"})) == []
    assert [fault.code for fault in crew_faults(CONTRACTS[2], found, of={"T02"})] == ["crew-exceeded"]
    assert list(crew_faults(CONTRACTS[3], found, of={"T02"})) == []


def test_more_people_make_more_crews() -> None:
    assert [most_minded((3, 5), people) for people in (1, 2, 3, 4, 5)] == [3, 5, 8, 10, 13]
    assert most_minded((2,), 3) == 6
