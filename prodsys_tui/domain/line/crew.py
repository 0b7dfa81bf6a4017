"""Crews: which turn one works, and how many machines its people may mind.

Spec ``process-catalogs.md``: crews rotate on Mondays, and a pair covers at most 5 looms, one person at
most 3. The numbers are the contract's ``machines_per_crew``; a process without them has no such rule.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.calendar import Calendar

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Cover:
    """A person who minds a machine; ``None`` is every machine that runs and has nobody of its own."""

    person: str
    machine: str | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """People who share machines, directly or not."""

    people: frozenset[str]
    machines: frozenset[str]


def week_of(day: date, weekday: int) -> date:
    """The day on which the week of a day began, when weeks begin on an ISO weekday."""
    return day - timedelta(days=(day.isoweekday() - weekday) % _WEEK)


def crew_turn(calendar: Calendar, turn: str, since: date, day: date) -> str:
    """The turn that a crew works on an operating date: ``turn`` in the week of ``since``, then it rotates.

    Where the calendar has no rotation, or the turn has no part in it, the crew stays in its turn.
    """
    rotation = calendar.rotation
    if rotation is None or turn not in rotation.turns:
        return turn
    weeks = (week_of(day, rotation.weekday) - week_of(since, rotation.weekday)).days // _WEEK
    return rotation.turns[(rotation.turns.index(turn) + weeks) % len(rotation.turns)]


def teams(covers: Iterable[Cover], running: Iterable[str], idle: Collection[str] = ()) -> tuple[Team, ...]:
    """The teams that those make who are assigned to a process, and the machines that each minds.

    ``running`` are the machines that made something: those without anybody of their own are minded by
    whoever is assigned to the process as a whole. A machine declared idle is minded by nobody.
    """
    minded: dict[str, set[str]] = {}
    everywhere: set[str] = set()
    for cover in covers:
        if cover.machine is None:
            everywhere.add(cover.person)
        elif cover.machine not in idle:
            minded.setdefault(cover.machine, set()).add(cover.person)
    if everywhere:
        for machine in running:
            minded.setdefault(machine, everywhere)
    found: list[Team] = []
    for machine, people in minded.items():
        team = Team(frozenset(people), frozenset({machine}))
        apart: list[Team] = []
        for other in found:
            if team.people.isdisjoint(other.people):
                apart.append(other)
            else:
                team = Team(team.people | other.people, team.machines | other.machines)
        found = [*apart, team]
    return tuple(found)


def most_minded(limits: Sequence[int], people: int) -> int:
    """How many machines so many people may mind: as many of the largest crews as they make, and the rest."""
    whole, rest = divmod(people, len(limits))
    return whole * limits[-1] + (limits[rest - 1] if rest else 0)


def crew_faults(
    contract: ProcessContract, found: Iterable[Team], *, of: Collection[str]
) -> Iterator[Refusal]:
    """The teams that mind too many machines (``crew-exceeded``), with who and how many.

    ``of`` names people or machines: only their teams are looked at.
    """
    limits = contract.machines_per_crew
    if not limits:
        return
    asked = frozenset(of)
    for team in found:
        most = most_minded(limits, len(team.people))
        if len(team.machines) > most and not asked.isdisjoint(team.people | team.machines):
            params = {
                "people": tuple(sorted(team.people)),
                "machines": tuple(sorted(team.machines)),
                "count": len(team.machines),
                "maximum": most,
            }
            yield Refusal(Code.CREW_EXCEEDED, params, "person")
