"""Eight processes that save at once: nobody sees an error, no number is lost or given twice."""

import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from prodsys_tui.bootstrap import create_demonstration, shipped_plan
from prodsys_tui.config import PinCost, Settings
from prodsys_tui.domain.model import Person
from prodsys_tui.services.demonstration.crew import Crew
from prodsys_tui.services.demonstration.floor import Floor
from prodsys_tui.services.demonstration.stage import Stage
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.production import AddProduction, add_production
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.shifts import open_shift
from prodsys_tui.store import SqlStore
from tests.crash.writers import Work, at_once, processes, verifies
from tests.services.shop import SPECS, Shop
from tests.store.raw import Place, ask

WRITERS = 8
TURNS = 3
SAMPLES = 8
ORDERS = ("2000145", "2000146", "2000147")
NOON = "2026-03-16T12:00:00-06:00"


@pytest.fixture
def tape(shop: Shop) -> str:
    """A batch for the looms, and orders for them."""
    shop.open()
    for order in ORDERS:
        shop.order(order, **SPECS)
    batch = shop.tape().batch
    assert batch is not None
    return batch.code


def weaving(loom: str, tape: str, turn: int) -> Work:
    """What a loom's operator does in a turn: measures and makes something of every order."""

    def work(plant: Plant, who: Person) -> None:
        for place, order in enumerate(ORDERS):
            for _ in range(SAMPLES):
                plant.do(add_sample, who, AddSample(2, "Ancho", "12 1/8", loom, order))
            made = turn * len(ORDERS) + place
            command = AddProduction(
                2, order, loom, None if made else "100", counter=str(1000 + 100 * made), consumes=(tape,)
            )
            plant.do(add_production, who, command)

    return work


def test_batches_are_numbered_without_gaps_whoever_saves_first(shop: Shop, tape: str) -> None:
    path = shop.place
    for turn in range(TURNS):
        if turn:
            shop.later(hours=8)
            shop.open()
        assert isinstance(shop.plant.store, SqlStore)
        shop.plant.store.close()  # no connection is shared with the processes
        works = [weaving(f"T{loom:02}", tape, turn) for loom in range(1, WRITERS + 1)]
        assert at_once(path, shop.clock, works) == [0] * WRITERS

    numbered = (
        "SELECT codigo_lote, bitacora_id FROM lotes WHERE codigo_lote LIKE '2%' ORDER BY bitacora_id, 1"
    )
    shifts = [shift for (shift,) in ask(path, "SELECT id FROM bitacora_turno ORDER BY id")]
    assert ask(path, numbered) == [
        (f"{order}-{number:03}", shift) for number, shift in enumerate(shifts, 1) for order in ORDERS
    ]
    made = (
        "SELECT count(DISTINCT maquina_id), count(*) FROM registros_trabajo "
        "WHERE proceso_id = 2 GROUP BY lote_id"
    )
    times = TURNS * len(ORDERS)
    assert ask(path, made) == [(WRITERS, WRITERS)] * times
    assert ask(path, "SELECT count(*) FROM telar_consumo_lote") == [(times * WRITERS,)]
    assert ask(path, "SELECT count(*) FROM muestras WHERE proceso_id = 2") == [(times * WRITERS * SAMPLES,)]
    assert ask(path, "SELECT count(*) - max(seq), count(DISTINCT origin) FROM journal") == [(0, 1)]
    assert verifies(path)


def test_of_eight_who_open_the_shift_one_does_and_the_others_are_told(shop: Shop) -> None:
    path, answers = shop.place, processes.SimpleQueue()
    assert isinstance(shop.plant.store, SqlStore)
    shop.plant.store.close()

    def opens(plant: Plant, who: Person) -> None:
        try:
            answers.put(plant.do(open_shift, who).state.value)
        except Refused as refused:
            answers.put(refused.reasons[0].code.value)

    assert at_once(path, shop.clock, [opens] * WRITERS, "iortiz") == [0] * WRITERS
    said = Counter(answers.get() for _ in range(WRITERS))
    assert said == {"ABIERTA": 1, "shift-already-open": WRITERS - 1}
    assert verifies(path)


def test_commands_that_are_given_at_once_all_succeed(new_place: Place, tmp_path: Path) -> None:
    path = new_place
    settings = Settings(db=str(path), pin_cost=PinCost.WEAK, now=datetime.fromisoformat(NOON))
    plant = create_demonstration(settings, shipped_plan(), days=0)
    assert isinstance(plant.store, SqlStore)
    with closing(plant.store):
        crew = Crew.coming(plant, shipped_plan())
        stage = Stage(plant, shipped_plan().pin)
        stage.run(open_shift, crew.inspector, None)
        run = next(crew.runs(crew.contracts[0]))
        Floor(stage.run, crew).sample_round(run, None)
    env = {**os.environ, "PRODSYS_DB": str(path), "PRODSYS_NOW": NOON, "PRODSYS_PIN_COST": "weak"}
    env |= {"PRODSYS_USER": "rperez", "PRODSYS_PIN": shipped_plan().pin, "XDG_STATE_HOME": str(tmp_path)}
    command = "production add --json --process 1 --order 1000345 --machine EXTPP01 --quantity 10"
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "prodsys_tui", *command.split()],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(WRITERS)
    ]
    answers = [(*process.communicate(), process.returncode) for process in running]
    assert [answer[1:] for answer in answers] == [(b"", 0)] * WRITERS
    told = [json.loads(out) for out, _, _ in answers]
    assert Counter(one["batch"]["codigo_lote"] for one in told) == {"1000345-001": WRITERS}
    assert len({one["record"]["id"] for one in told}) == WRITERS
    assert verifies(path)
