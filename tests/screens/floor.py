"""A plant for screens to work on: a real store, people of every role, orders, a clock set by hand."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prodsys_tui.bootstrap import Argon2Hasher, shipped_catalogs, shipped_contracts
from prodsys_tui.config import PinCost
from prodsys_tui.domain.model import Person, Shift
from prodsys_tui.domain.rights import Role
from prodsys_tui.services.founding import FIRST, Founding, found_site
from prodsys_tui.services.orders import add_order
from prodsys_tui.services.people import add_user
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.samples import AddSample, SampleSaved, add_sample
from prodsys_tui.services.shifts import assign, open_shift
from prodsys_tui.store import SqlStore, create_store, open_store

TEN = datetime(2026, 3, 16, 16, 0, tzinfo=UTC)
"""Monday 10:00 in Mexico City: turn T1 of 16/03/2026."""
PIN = "2486"
HOSTILE = "Ana [/x] [b]L\x1b]52;c;eA==\x07\u202e"
"""A name as nobody has it: markup, a clipboard write, text turned round."""
PEOPLE = {
    "ope": ("Olga Operaria", Role.OPERATOR),
    "ins": ("Inés Inspectora", Role.INSPECTOR),
    "sup": ("Saúl Supervisor", Role.SUPERVISOR),
    "sub": ("Sara Supervisora", Role.SUPERVISOR),
    "lec": ("Luis Lector", Role.READER),
}
ORDERS = ("1000001", "2000001", "4000001")


class HandClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime = TEN) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def pass_(self, **by: float) -> None:
        self.at += timedelta(**by)


def found(path: Path) -> None:
    """Make the store that every test begins with a copy of."""
    hasher, catalogs, clock = Argon2Hasher(PinCost.WEAK), shipped_catalogs(), HandClock()
    founding = Founding("P1", "Planta 1", "demo", "America/Mexico_City", "", shipped_contracts())

    def fill(store: SqlStore) -> None:
        plant = Plant(store, clock, hasher, catalogs)
        plant.do(found_site, FIRST, founding, PIN, hasher)

    store = create_store(path, clock, fill)
    plant = Plant(store, clock, hasher, catalogs)
    admin = person(plant, "admin")
    for code, (name, role) in PEOPLE.items():
        plant.do(add_user, admin, code, name, role.value, PIN, hasher)
    for order in ORDERS:
        plant.do(add_order, admin, order, "Tela", "5000")
    store.close()


def opened(path: Path) -> "Floor":
    """The plant of a store's file."""
    clock = HandClock()
    store = open_store(path, clock)
    return Floor(Plant(store, clock, Argon2Hasher(PinCost.WEAK), shipped_catalogs()), store, clock)


def person(plant: Plant, code: str) -> Person:
    """A person by code."""
    with plant.read() as reads:
        known = reads.person(code)
    assert known is not None
    return known


@dataclass(frozen=True)
class Floor:
    """What tests do to a plant behind the screens' back, as other terminals would."""

    plant: Plant
    store: SqlStore
    clock: HandClock

    def open_shift(self) -> Shift:
        return self.plant.do(open_shift, person(self.plant, "ins"))

    def sample(self, process: int, parameter: str, value: str, machine: str | None = None) -> SampleSaved:
        wanted = AddSample(process, parameter, value, machine=machine)
        return self.plant.do(add_sample, person(self.plant, "ope"), wanted)

    def assign(self, process: int, code: str = "ope") -> None:
        self.plant.do(assign, person(self.plant, "ins"), process, code)
