"""A small plant in a real store: who and what the tests of the store write about."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from prodsys_tui.domain.model import (
    Batch,
    ContractVersion,
    Machine,
    Order,
    Person,
    Result,
    Sample,
    Shift,
    ShiftState,
    Site,
    WorkRecord,
)
from prodsys_tui.domain.rights import Role
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.store import SqlStore

NOON = datetime(2026, 3, 15, 18, 0, tzinfo=UTC)
DAY = date(2026, 3, 15)


@dataclass
class HandClock:
    """A clock that is set by hand."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def later(self, **step: float) -> datetime:
        self.at += timedelta(**step)
        return self.at


@dataclass(frozen=True)
class Floor:
    """What was founded: one of each that samples and records refer to."""

    site: Site
    ana: Person
    loom: Machine
    order: Order
    contract: ContractVersion
    shift: Shift
    batch: Batch
    clock: HandClock = field(default_factory=HandClock)

    def sample(self, value: str = "12.125", result: Result = Result.COMPLIES, **given: object) -> Sample:
        """A sample of the width at the loom, not stored yet."""
        fields: dict[str, Any] = {
            "analysis_date": DAY,
            "shift": self.shift.ref,
            "process_id": 2,
            "machine": self.loom.ref,
            "order": self.order.ref,
            "parameter": "Ancho",
            "value": Decimal(value),
            "result": result,
            "round": 1,
            "contract": self.contract.ref,
            "measured_at": self.clock.at,
            "author": self.ana.code,
            "recorded_at": self.clock.at,
        }
        return Sample(**{**fields, **given})

    def record(self, quantity: str = "250.5", **given: object) -> WorkRecord:
        """What the loom made, not stored yet."""
        fields: dict[str, Any] = {
            "shift": self.shift.ref,
            "process_id": 2,
            "machine": self.loom.ref,
            "order": self.order.ref,
            "batch": self.batch.ref,
            "quantity": Decimal(quantity),
            "proof": {"contrato": "2.0", "muestras": ["a", "b"]},
            "author": self.ana.code,
            "recorded_at": self.clock.at,
        }
        return WorkRecord(**{**fields, **given})


def found(uow: UnitOfWork) -> Floor:
    """Store the plant."""
    site = uow.add(
        Site(code="P1", name="Planta Uno", kind="plant", zone="America/Mexico_City", calendar="plant")
    )
    ana = uow.add(Person(code="ana", name="Ana Ruiz", role=Role.OPERATOR))
    contract = uow.add(
        ContractVersion(
            process_id=2, number="2.0", text="[process]", sha256="ab" * 32, in_force_at=NOON, author="ana"
        )
    )
    order = uow.add(
        Order(
            code="2000145",
            process_id=2,
            product="Tela 24",
            quantity=Decimal(1000),
            due=DAY,
            specs={"Ancho": "12 1/8"},
            author="ana",
            recorded_at=NOON,
        )
    )
    loom = uow.add(Machine(code="TEL-01", name="Telar 1", running_order=order.ref))
    shift = uow.add(
        Shift(
            site=site.ref,
            turn="Día",
            operating_date=DAY,
            state=ShiftState.OPEN,
            out_of_hours=False,
            starts=NOON - timedelta(hours=5),
            ends=NOON + timedelta(hours=7),
            opened_by="ana",
            opened_at=NOON,
        )
    )
    batch = uow.add(
        Batch(
            code="2000145-001",
            order=order.ref,
            shift=shift.ref,
            number=1,
            produced_on=DAY,
            author="ana",
            recorded_at=NOON,
        )
    )
    return Floor(site, ana, loom, order, contract, shift, batch)


def save(store: SqlStore, floor: Floor, *samples: Sample) -> tuple[Sample, ...]:
    """Save samples in one transaction."""
    with store.begin(floor.ana.code, "sample-add", floor.clock.at) as uow:
        return tuple(uow.add(sample) for sample in samples)
