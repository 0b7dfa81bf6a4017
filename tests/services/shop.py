"""A plant in a real store of its own, and people who do things in it: what tests of the floor start from."""

import atexit
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Concatenate, ParamSpec, TypeVar

from prodsys_tui.bootstrap import Argon2Hasher, shipped_catalogs, shipped_contracts
from prodsys_tui.config import PinCost
from prodsys_tui.domain.contract.contract_reader import read_contract
from prodsys_tui.domain.model import ContractVersion, Machine, Person, Shift, Site
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.rights import Role
from prodsys_tui.services.batch.batches import batch_for
from prodsys_tui.services.line.orders import add_order
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.production.production import AddProduction, ProductionSaved, add_production
from prodsys_tui.services.quality.samples import AddSample, SampleSaved, add_sample
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.shifts import open_shift
from prodsys_tui.services.use_case import Act
from prodsys_tui.store import create_store, open_store
from tests.store.raw import Place

P = ParamSpec("P")
R = TypeVar("R")

SEVEN = datetime(2026, 3, 2, 13, tzinfo=UTC)
"""07:00 at the site: T1 begins."""

PEOPLE = {
    "rperez": Role.OPERATOR,
    "iortiz": Role.INSPECTOR,
    "hbalam": Role.INSPECTOR,
    "svera": Role.SUPERVISOR,
    "tnoh": Role.SUPERVISOR,
    "gpech": Role.SITE_ADMIN,
    "admin": Role.ADMIN,
    "visita": Role.READER,
}

SPECS = {"Ancho": "12 1/8", "Construcción urdido": "10", "Construcción trama": "10"}


class HandClock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = SEVEN

    def now(self) -> datetime:
        return self.at


class Shop:
    """The plant, its clock, and short ways to work in it."""

    def __init__(self, place: Place) -> None:
        """Open it in a folder, which gets a file for it, or in a copy of a database of :func:`founded`."""
        self.clock = HandClock()
        if isinstance(place, Path):
            place = Path(shutil.copy(founded(), place / "plant.sqlite"))
        self.place = place
        store = open_store(place, self.clock)
        self.plant = Plant(store, self.clock, Argon2Hasher(PinCost.WEAK), shipped_catalogs())

    def do(
        self,
        body: Callable[Concatenate[UnitOfWork, Act, P], R],
        who: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run a body as somebody, by code."""
        with self.plant.read() as reads:
            person = reads.person(who)
        assert person is not None
        return self.plant.do(body, person, *args, **kwargs)

    def refused(
        self,
        body: Callable[Concatenate[UnitOfWork, Act, P], R],
        who: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[Refusal, ...]:
        """The reasons why a body was refused to somebody; it must leave the journal where it was."""
        before = self.head
        try:
            self.do(body, who, *args, **kwargs)
        except Refused as refused:
            assert self.head == before
            return refused.reasons
        raise AssertionError(f"{body} was not refused")

    @property
    def head(self) -> tuple[int, str]:
        with self.plant.read() as reads:
            return reads.head()

    def later(self, **step: float) -> datetime:
        self.clock.at += timedelta(**step)
        return self.clock.at

    def open(self) -> Shift:
        """The shift of now, opened by the inspector."""
        return self.do(open_shift, "iortiz")

    def order(self, code: str, **specs: str) -> str:
        """A released order."""
        self.do(add_order, "svera", code, "Producto", "90000", specs=specs)
        return code

    def sample(
        self, process: int, parameter: str, value: str, machine: str, order: str | None = None
    ) -> SampleSaved:
        """A sample, typed now."""
        return self.do(add_sample, "rperez", AddSample(process, parameter, value, machine, order))

    def produce(self, process: int, order: str, machine: str, **typed: Any) -> ProductionSaved:
        """A production record."""
        return self.do(add_production, "rperez", _typed(process, order, machine, typed))

    def unproduced(self, process: int, order: str | None, machine: str | None, **typed: Any) -> list[str]:
        """Why a production record was refused, as codes."""
        command = _typed(process, order, machine, typed)
        return told(self.refused(add_production, "rperez", command))

    def tape(self, quantity: str = "900") -> ProductionSaved:
        """Process 1 with its gate passed and something made: the batch that looms consume."""
        with self.plant.read() as reads:
            known = reads.order("1000345")
        order = known.code if known is not None else self.order("1000345")
        for value in ("805", "806", "804"):
            self.sample(1, "Denier", value, "EXTPP01", order)
        return self.produce(1, order, "EXTPP01", quantity=quantity)

    def loom(self, code: str, order: str = "2000145") -> str:
        """A loom whose gate has passed, with an order for it."""
        with self.plant.read() as reads:
            known = reads.order(order)
        if known is None:
            self.do(add_order, "svera", order, "Tela", "90000", specs=SPECS)
        self.sample(2, "Ancho", "12 1/8", code, order)
        return order


def make_batches(shop: Shop, *codes: str) -> None:
    """A batch for each order code, in the open shift."""
    now = shop.clock.now()
    with shop.plant.store.begin("svera", "batches", now) as uow:
        shift, person = uow.open_shift(), uow.person("svera")
        assert shift is not None
        assert person is not None
        for code in codes:
            order = uow.order(code)
            assert order is not None
            batch_for(uow, shop.plant.act(person, now), shift, order)


def told(faults: tuple[Refusal, ...]) -> list[str]:
    """The refusals as ``code`` or ``code.variant``, in their order."""
    return [f"{fault.code}.{fault.variant}" if fault.variant else str(fault.code) for fault in faults]


def _typed(process: int, order: str | None, machine: str | None, typed: dict[str, Any]) -> AddProduction:
    return AddProduction(process, order, machine, **typed)


@cache
def founded(place: str | None = None) -> Place:
    """A store with a site, the shipped contracts, their machines and people; made once and copied.

    It is made in a file, or in the empty database of a URL.
    """
    clock = HandClock()
    made: Place
    if place is None:
        folder = mkdtemp(prefix="prodsys-shop-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        made = Path(folder) / "plant.sqlite"
    else:
        made = place
    store = create_store(made, clock)
    with store.begin("admin", "site-found", clock.now()) as uow:
        uow.add(Site(code="P1", name="Planta", kind="plant", zone="America/Merida", calendar="3x8"))
        machines: dict[str, None] = {}
        for file, text in shipped_contracts().items():
            contract = read_contract(text, file).contract
            assert contract is not None
            digest = sha256(text.encode()).hexdigest()
            uow.add(
                ContractVersion(
                    process_id=contract.id,
                    number=contract.version,
                    text=text,
                    sha256=digest,
                    in_force_at=clock.now(),
                    author="admin",
                )
            )
            machines |= dict.fromkeys(contract.machines)
        for machine in machines:
            uow.add(Machine(code=machine, name=machine))
        for code, role in PEOPLE.items():
            uow.add(Person(code=code, name=code, role=role))
    store.close()
    return made
