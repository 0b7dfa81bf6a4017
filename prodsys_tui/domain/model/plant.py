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
    """A place that works alone: ``zone`` is an IANA time zone, ``calendar`` names its turns."""

    code: str
    name: str
    kind: str
    zone: str
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Entity):
    """A person with an account. ``pin_changes`` counts its new PINs, so that each leaves a trace."""

    code: str
    name: str
    role: Role
    state: PersonState = PersonState.ACTIVE
    pin_changes: int = 0


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
    """A production order. ``specs`` are nominals by parameter name, and order properties."""

    code: str
    process_id: int
    product: str
    quantity: Decimal
    due: date | None = None
    state: OrderState = OrderState.RELEASED
    state_reason: str | None = None
    specs: Mapping[str, str] = field(default_factory=dict)
    author: str
    recorded_at: datetime
