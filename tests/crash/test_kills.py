"""Work that is killed at forty moments: what was acknowledged is there, nothing is there by half."""

import os
import random
import signal
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from prodsys_tui.domain.model import Person
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production import AddProduction, add_production
from prodsys_tui.services.samples import AddSample, add_sample
from prodsys_tui.store import SqlStore
from tests.crash.writers import processes, started, verifies
from tests.services.shop import Shop
from tests.store.raw import ask

KILLS = 40
LOOM = "T01"
KEPT = "SELECT uid FROM muestras UNION ALL SELECT uid FROM registros_trabajo"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def test_nothing_that_was_acknowledged_is_lost(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "plant.sqlite"
    shop.open()
    tape, order = shop.tape().batch, shop.loom(LOOM)
    assert tape is not None
    shop.produce(2, order, LOOM, quantity="1", counter="1000", consumes=(tape.code,))
    assert isinstance(shop.plant.store, SqlStore)
    shop.plant.store.close()
    chance = random.Random(20260315)  # noqa: S311 - moments, not secrets
    for _ in range(KILLS):
        said = killed_after(shop, path, order, tape.code, chance.uniform(0, 0.05))
        there = {uid for (uid,) in ask(path, KEPT)}
        assert said
        assert said <= there
    assert verifies(path)
    ((records, batches, links),) = ask(
        path,
        "SELECT count(DISTINCT r.id), count(DISTINCT r.lote_id), count(c.id) FROM registros_trabajo r "
        "LEFT JOIN telar_consumo_lote c ON c.registro_trabajo_id = r.id WHERE r.proceso_id = 2",
    )
    assert records == links > 1
    assert batches == 1


def killed_after(shop: Shop, path: Path, order: str, tape: str, seconds: float) -> set[str]:
    """Let somebody work until the power is cut; what the program had said was saved by then."""
    heard, told = processes.Pipe(duplex=False)

    def work(plant: Plant, who: Person) -> None:
        reading = last_reading(plant)
        while True:
            sample, record, reading = str(uuid4()), str(uuid4()), reading + 1
            plant.do(add_sample, who, AddSample(2, "Ancho", "12 1/8", LOOM, order, uid=sample))
            told.send(sample)
            command = AddProduction(2, order, LOOM, counter=str(reading), consumes=(tape,), uid=record)
            plant.do(add_production, who, command)
            told.send(record)

    writer = started(path, shop.clock, work)
    told.close()
    said = {heard.recv()}
    writer.join(seconds)
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    try:
        while True:
            said.add(heard.recv())
    except EOFError:
        heard.close()
        return said


def last_reading(plant: Plant) -> Decimal:
    """What the loom's counter says."""
    with plant.read() as reads:
        loom = reads.machine(LOOM)
        last = reads.last_counter(loom.ref) if loom is not None else None
    assert last is not None
    return last.reading
