"""The work that crashes interrupt: a loom's operator measures and produces through the real use cases."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from prodsys_tui.bootstrap import Argon2Hasher, shipped_catalogs
from prodsys_tui.config import PinCost
from prodsys_tui.domain.model import Person
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Clock
from prodsys_tui.services.production.production import AddProduction, add_production
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.store import open_store

LOOM, ORDER, TAPE = "T01", "2000145", "1000345-001"
KEPT = "SELECT uid FROM muestras UNION ALL SELECT uid FROM registros_trabajo"
HALVES = (
    "SELECT count(*) FROM registros_trabajo r WHERE r.proceso_id = 2 AND NOT EXISTS "
    "(SELECT 1 FROM telar_consumo_lote c WHERE c.registro_trabajo_id = r.id)"
)
"""How many records lack what they were saved with: none, ever."""


def plant_at(path: Path, clock: Clock) -> Plant:
    """The plant in a file, opened as the program opens it."""
    return Plant(open_store(path, clock), clock, Argon2Hasher(PinCost.WEAK), shipped_catalogs())


def person(plant: Plant, code: str = "rperez") -> Person:
    """Somebody of the plant."""
    with plant.read() as reads:
        found = reads.person(code)
    assert found is not None
    return found


def saves(plant: Plant, who: Person) -> Iterator[str]:
    """Save without end, a sample and a record in turns; gives the uid of each once it is saved."""
    reading = last_reading(plant)
    while True:
        sample, record, reading = str(uuid4()), str(uuid4()), reading + 1
        plant.do(add_sample, who, AddSample(2, "Ancho", "12 1/8", LOOM, ORDER, uid=sample))
        yield sample
        command = AddProduction(2, ORDER, LOOM, counter=str(reading), consumes=(TAPE,), uid=record)
        plant.do(add_production, who, command)
        yield record


def last_reading(plant: Plant) -> Decimal:
    """What the loom's counter says."""
    with plant.read() as reads:
        loom = reads.machine(LOOM)
        last = reads.last_counter(loom.ref) if loom is not None else None
    assert last is not None
    return last.reading
