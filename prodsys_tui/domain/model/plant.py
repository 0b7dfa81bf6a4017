"""The site and what belongs to it: people, machines, contracts, orders."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from prodsys_tui.domain.model.base import Entity, Ref
from prodsys_tui.domain.model.states import (
    MachineState,
    OrderState,
    PersonState,
)
from prodsys_tui.domain.rights import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Entity):
    """A place that works alone: ``zone`` is an IANA time zone, ``calendar`` names its turns.

    ``release_by_another``: who held a batch does not release it.
    """

    code: str
    name: str
    kind: str
    zone: str
    calendar: str
    release_by_another: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Entity):
    """A person, with an account or as crew alone (state ``WITHOUT_ACCOUNT``).

    ``pin_changes`` counts its new PINs, so that each leaves a trace. ``badge`` is what a scanner reads of
    the badge: it identifies, but never signs.
    """

    code: str
    name: str
    role: Role
    state: PersonState = PersonState.ACTIVE
    pin_changes: int = 0
    badge: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine(Entity):
    """A machine; which processes it serves is the contracts' matter."""

    code: str
    name: str
    state: MachineState = MachineState.USABLE
    state_reason: str | None = None
    running_order: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractVersion(Entity):
    """A contract as it was in force: its whole text and SHA-256."""

    process_id: int
    number: str
    text: str
    sha256: str
    in_force_at: datetime
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Entity):
    """A production order. ``specs`` are nominals by parameter name, and order properties.

    ``linked`` is the order that an emergency order (``EM-0001``) turned out to be.
    """

    code: str
    process_id: int
    product: str
    quantity: Decimal
    due: date | None = None
    state: OrderState = OrderState.RELEASED
    state_reason: str | None = None
    specs: Mapping[str, str] = field(default_factory=dict)
    linked: Ref | None = None
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew(Entity):
    """People who work a process together. In the week of ``since`` it works ``turn``; then it rotates."""

    code: str
    name: str
    process_id: int
    turn: str
    since: date
    disbanded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewMember(Entity):
    """A person of a crew, and the machine that this person minds; none means the whole process."""

    crew: Ref
    person: Ref
    machine: Ref | None = None
    left: bool = False
