"""A plant for screens to work on: a real store, people of every role, orders, a clock set by hand."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from prodsys_tui.bootstrap import Argon2Hasher, shipped_catalogs, shipped_contracts
from prodsys_tui.config import PinCost
from prodsys_tui.domain.model import Person, Result, Shift, ShiftState
from prodsys_tui.domain.rights import Role
from prodsys_tui.services.line.orders import add_order
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.production import AddProduction, add_production
from prodsys_tui.services.quality.samples import AddSample, SampleSaved, add_sample, justify
from prodsys_tui.services.shift.closing import close_shift, closing_faults
from prodsys_tui.services.shift.shifts import assign, omit, open_shift, set_idle
from prodsys_tui.services.site.founding import FIRST, Founding, found_site
from prodsys_tui.services.site.people import add_user
from prodsys_tui.store import SqlStore, create_store, open_store
from tests.store.raw import Place

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


def found(place: Place) -> None:
    """Make the store that every test begins with a copy of."""
    hasher, catalogs, clock = Argon2Hasher(PinCost.WEAK), shipped_catalogs(), HandClock()
    founding = Founding("P1", "Planta 1", "demo", "America/Mexico_City", "", shipped_contracts())

    def fill(store: SqlStore) -> None:
        plant = Plant(store, clock, hasher, catalogs)
        plant.do(found_site, FIRST, founding, PIN, hasher)

    store = create_store(place, clock, fill)
    plant = Plant(store, clock, hasher, catalogs)
    admin = person(plant, "admin")
    for code, (name, role) in PEOPLE.items():
        plant.do(add_user, admin, code, name, role.value, PIN, hasher)
    for order in ORDERS:
        plant.do(add_order, admin, order, "Tela", "5000")
    store.close()


def opened(place: Place) -> "Floor":
    """The plant of a store."""
    clock = HandClock()
    store = open_store(place, clock)
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

    def rest(self, *processes: int) -> None:
        """Declare processes idle."""
        for process in processes:
            self.plant.do(set_idle, person(self.plant, "ins"), process, "sin orden")

    def produce(self, process: int, order: str, machine: str, quantity: str) -> None:
        wanted = AddProduction(process, order, machine, quantity)
        self.plant.do(add_production, person(self.plant, "ope"), wanted)

    def omit(self, process: int, *parameters: str) -> None:
        for parameter in parameters:
            self.plant.do(omit, person(self.plant, "ins"), process, parameter, "laboratorio cerrado")

    def extruder_shift(self, denier: str = "805") -> Shift:
        """A shift in which only the extruder ran: three samples, the rest left out, 100 kg, somebody there.

        A ``denier`` outside 790-820 makes a deviation, explained in writing.
        """
        shift = self.open_shift()
        self.rest(2, 3, 4, 5, 6, 7, 8, 9)
        self.assign(1)
        bad = self.sample(1, "Denier", denier)
        for parameter, value in (("Gramaje", "120"), ("Espesor", "1.5")):
            self.sample(1, parameter, value)
        if bad.sample.result is not Result.COMPLIES:
            inspector = person(self.plant, "ins")
            self.plant.do(justify, inspector, bad.sample.ref.uid, "Rodillo sucio, ya se limpió")
        self.produce(1, "1000001", "EXTPP01", "100")
        with self.plant.read() as reads:
            missing = [each.params["parameter"] for each in closing_faults(reads, self.plant.contracts)]
        self.omit(1, *(str(parameter) for parameter in missing))
        return shift

    def closed_shift(self, denier: str = "850") -> Shift:
        """The same, closed by the inspector: in review because of its denier."""
        shift = self.extruder_shift(denier)
        return self.plant.do(close_shift, person(self.plant, "ins"), shift.ref.uid)

    def state_of(self, shift: Shift) -> ShiftState:
        """Where a shift stands now."""
        with self.plant.read() as reads:
            found_shift = reads.shift(shift.ref.uid)
        assert found_shift is not None
        return found_shift.state
