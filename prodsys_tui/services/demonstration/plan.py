"""What the demonstration is made of, read from ``data/demo/plant.toml``: people, orders, typical values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prodsys_tui.domain.rights import Role


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody who works at the demonstration plant."""

    code: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class DemoCrew:
    """A crew: who minds which machines, by person."""

    code: str
    name: str
    process: int
    turn: str
    members: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """An order, and the machines that run it."""

    code: str
    product: str
    quantity: str
    machines: tuple[str, ...]
    specs: Mapping[str, str]

    @property
    def process(self) -> int:
        """The process that the order's first digit names."""
        return int(self.code[0])


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """The whole plan. ``typical`` and ``decimals`` are by parameter name, ``mixes`` by process.

    ``crew_people`` are names by code, of those without an account; ``pin`` is everybody else's.
    """

    site_code: str
    site_name: str
    zone: str
    pin: str
    people: tuple[DemoPerson, ...]
    crew_people: Mapping[str, str]
    orders: tuple[DemoOrder, ...]
    typical: Mapping[str, str]
    decimals: Mapping[str, int]
    crews: tuple[DemoCrew, ...]
    mixes: Mapping[int, tuple[str, ...]]

    def codes(self, role: Role) -> tuple[str, ...]:
        """The people of a role."""
        return tuple(person.code for person in self.people if person.role is role)

    def orders_of(self, process: int) -> tuple[DemoOrder, ...]:
        """The orders of a process."""
        return tuple(order for order in self.orders if order.process == process)


def read_plan(text: str) -> DemoPlan:
    """The plan in a TOML text."""
    raw = tomllib.loads(text)
    site = raw["site"]
    return DemoPlan(
        site["code"],
        site["name"],
        site["zone"],
        site["pin"],
        tuple(DemoPerson(one["code"], one["name"], Role(one["role"])) for one in raw["people"]),
        raw["crew_people"],
        tuple(
            DemoOrder(
                one["code"], one["product"], one["quantity"], tuple(one["machines"]), one.get("specs", {})
            )
            for one in raw["orders"]
        ),
        raw["typical"],
        raw["decimals"],
        tuple(_crew(one) for one in raw["crews"]),
        {int(process): tuple(parts) for process, parts in raw["mixes"].items()},
    )


def _crew(raw: Mapping[str, Any]) -> DemoCrew:
    members = {person: tuple(machines) for person, machines in raw["members"].items()}
    return DemoCrew(raw["code"], raw["name"], raw["process"], raw["turn"], members)
