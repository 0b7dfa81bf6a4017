"""The demonstration plant: its seven days, the shift that is running, and a shift played aloud."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from prodsys_tui.bootstrap import create_demonstration, shipped_plan
from prodsys_tui.config import PinCost, Settings
from prodsys_tui.domain.model import BatchState, OrderState, ShiftState
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.rights import Role
from prodsys_tui.domain.shift.gate import StateName
from prodsys_tui.services.demonstration.rehearsal import Rehearsal
from prodsys_tui.services.demonstration.stage import Step
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.board import Board, board
from prodsys_tui.services.site.login import log_in
from prodsys_tui.store import SqlStore, open_store
from prodsys_tui.store.mapping import Shape
from prodsys_tui.store.shapes import SHAPES
from prodsys_tui.store.verify import verify
from tests.server import server
from tests.services.broken_rule import never_opens, takes_any_weight
from tests.store.raw import Place, ask

ZONE = ZoneInfo("America/Merida")
BEGUN = datetime(2026, 3, 16, 7, 0, tzinfo=ZONE)
"""The first instant of T1, a Monday."""
MIDNIGHT = datetime(2026, 3, 15, 0, 0, tzinfo=ZONE)
"""Inside T3, whose operating date is the day before."""
ENDING = datetime(2026, 3, 14, 22, 59, 59, tzinfo=ZONE)
"""The last second of T2."""
MOMENTS = pytest.mark.parametrize("moment", [BEGUN, MIDNIGHT, ENDING], ids=["07:00", "00:00", "22:59:59"])


class HandClock:
    """A clock that stands at a moment."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self.at


def settings(path: Place, moment: datetime | None = None) -> Settings:
    return Settings(db=str(path), pin_cost=PinCost.WEAK, now=moment)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demonstration")


@pytest.fixture(scope="module")
def plants(folder: Path) -> "Plants":
    return Plants(folder)


class Plants:
    """Demonstration plants by the moment when they were made; each is made once and only read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.at = cache(self._made)

    def path(self, moment: datetime) -> Path:
        self.at(moment)
        return self._file(moment)

    def _file(self, moment: datetime) -> Path:
        return self._folder / f"{moment:%d-%H%M%S}.db"

    def _made(self, moment: datetime) -> Plant:
        place = settings(self._file(moment), moment.astimezone(UTC))
        return create_demonstration(place, shipped_plan(), days=7)


@MOMENTS
def test_seven_days_of_shifts_are_closed_and_the_present_one_is_open(
    plants: Plants, moment: datetime
) -> None:
    plant = plants.at(moment)
    with plant.read() as reads:
        shifts, running = reads.shifts(limit=100), reads.open_shift()
    assert running is not None
    assert running.starts <= moment.astimezone(UTC) < running.ends
    past = [shift for shift in shifts if shift != running]
    assert {shift.state for shift in past} == {ShiftState.CLOSED}
    assert running.starts - min(shift.starts for shift in past) >= timedelta(days=7)
    for later, earlier in pairwise(sorted(shifts, key=lambda shift: shift.starts, reverse=True)):
        assert earlier.ends == later.starts


@MOMENTS
def test_the_running_shift_shows_what_processes_can_be_like(plants: Plants, moment: datetime) -> None:
    seen = present(plants.at(moment))
    states = {process.name: process.state for process in seen.processes}
    assert states["Extrusor PP"] is StateName.COMPLETE
    assert states["Imprenta"] is StateName.REVIEW
    assert states["Conversión Sacos"] is StateName.WAITING_QUALITY
    assert states["Extrusión PE"] is StateName.WAITING_PRODUCTION
    assert states["Liner PE"] is StateName.IDLE
    assert not seen.can_close


@MOMENTS
def test_its_journal_verifies(plants: Plants, moment: datetime) -> None:
    store = plants.at(moment).store
    assert isinstance(store, SqlStore)
    assert verify(store, replay=True).verified


def present(plant: Plant) -> Board:
    with plant.read() as reads:
        seen = board(reads, plant.contracts)
    assert seen is not None
    return seen


def test_every_shift_is_one_transaction(plants: Plants) -> None:
    path = plants.path(BEGUN)
    ((shifts,),) = ask(path, "SELECT count(*) FROM bitacora_turno")
    entries = dict(ask(path, "SELECT action, count(*) FROM journal GROUP BY action"))
    assert entries == {"site-found": 1, "demo-people": 1, "demo-limits": 1, "demo-shift": shifts}


def test_some_shifts_of_the_past_had_deviations_which_were_settled_and_reviewed(plants: Plants) -> None:
    path = plants.path(BEGUN)
    failed = (
        "SELECT s.bitacora_id, d.id, r.id FROM muestras s "
        "LEFT JOIN muestra_disposicion d ON d.muestra_id = s.id "
        "LEFT JOIN bitacora_revision r ON r.bitacora_id = s.bitacora_id "
        "JOIN bitacora_turno t ON t.id = s.bitacora_id "
        "WHERE t.estado = 'CERRADA' AND s.resultado <> 'Cumple' AND NOT s.calculada"
    )
    found = ask(path, failed)
    assert all(disposition and review for _, disposition, review in found)
    ((shifts,),) = ask(path, "SELECT count(*) FROM bitacora_turno WHERE estado = 'CERRADA'")
    assert 0 < len({shift for shift, _, _ in found}) < shifts


def test_every_process_has_orders_and_everybody_can_log_in(tmp_path: Path) -> None:
    plan = shipped_plan()
    plant = create_demonstration(settings(tmp_path / "demo.db"), plan, days=0)
    assert {person.role for person in plan.people} | {Role.ADMIN} == set(Role)
    for code in ("admin", *(person.code for person in plan.people)):
        assert log_in(plant, code, plan.pin).code == code
    with plant.read() as reads:
        orders = reads.orders(states=(OrderState.RELEASED, OrderState.RUNNING))
        assert {order.process_id for order in orders} == set(range(1, 10))
        assert reads.shifts() == ()


def test_batches_have_samples_of_their_own_and_tapes_are_used_up(plants: Plants) -> None:
    plant, path = plants.at(BEGUN), plants.path(BEGUN)
    seed = "SELECT m.*, l.codigo_lote FROM muestras m JOIN lotes l ON m.lote_id = l.id WHERE l.id = ?"
    assert ask(path, seed, 1)
    with plant.read() as reads:
        tapes = reads.batches(processes=(1,))
        states = [batch.state for batch in tapes]
        assert all(reads.consumed_in(batch.ref) for batch in tapes[1:])
    assert states == [BatchState.ACTIVE] * 4 + [BatchState.CLOSED] * (len(tapes) - 4)


def test_the_same_moment_gives_the_same_plant(plants: Plants, tmp_path: Path) -> None:
    again = tmp_path / "again.db"
    create_demonstration(settings(again, BEGUN.astimezone(UTC)), shipped_plan(), days=7)
    measured = (
        "SELECT bitacora_id, proceso_id, maquina_id, parametro, valor, resultado, hora_medicion "
        "FROM muestras ORDER BY id"
    )
    made = "SELECT proceso_id, maquina_id, cantidad, merma_kg, contador FROM registros_trabajo ORDER BY id"
    for question in (measured, made):
        assert ask(again, question) == ask(plants.path(BEGUN), question)


@pytest.fixture(scope="module")
def twins(folder: Path) -> Iterator[tuple[Path, str]]:
    """Two plants of the same moment with a day behind them, in a file and on a PostgreSQL server."""
    file, url = folder / "twin.db", server().new()
    for place in (file, url):
        create_demonstration(settings(place, BEGUN.astimezone(UTC)), shipped_plan(), days=1)
    yield file, url
    server().drop(url)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.table)
def test_the_same_moment_gives_the_same_plant_on_a_server(twins: tuple[Path, str], shape: Shape[Any]) -> None:
    told = [name for name in shape.names if name not in UNLIKE]
    question = f"SELECT ver, {', '.join(told)} FROM {shape.table} ORDER BY id"
    in_file, on_server = (ask(place, question) for place in twins)
    assert on_server == in_file


def test_on_a_server_too_its_journal_verifies(twins: tuple[Path, str]) -> None:
    store = reopened(twins[1])
    assert verify(store, replay=True).verified
    store.close()


UNLIKE = frozenset({"prueba_compuerta", "grupo"})
"""Columns that hold uids, which are new for every plant."""


# A shift played aloud


def rehearsed(path: Place, days: int = 0) -> tuple[Rehearsal, list[Step]]:
    """A plant made for it, and a whole shift played in it."""
    plant = create_demonstration(settings(path), shipped_plan(), days=days, running=False)
    rehearsal = Rehearsal(plant, shipped_plan(), lambda: verify(reopened(path), replay=True).verified)
    return rehearsal, list(rehearsal.play())


def reopened(path: Place) -> SqlStore:
    return open_store(path, HandClock(BEGUN))


def test_a_shift_can_be_played_after_days_of_history(tmp_path: Path) -> None:
    _, steps = rehearsed(tmp_path / "demo.db", days=7)
    assert [step.key for step in steps if not step.held] == []


def test_in_a_played_shift_every_rule_holds(new_place: Place) -> None:
    rehearsal, steps = rehearsed(new_place)
    assert [step.key for step in steps if not step.held] == []
    assert rehearsal.shift is not None
    assert rehearsal.shift.state is ShiftState.CLOSED
    assert len(rehearsal.batches) == 10
    assert all(re.fullmatch(r"[1-9]\d{6}-\d{3}", batch) for batch in rehearsal.batches)
    store = rehearsal.plant.store
    assert isinstance(store, SqlStore)
    with closing(store), rehearsal.plant.read() as reads:
        assert reads.open_shift() is None
        assert len(reads.records(shift=rehearsal.shift.ref)) == len(rehearsal.plan.orders) + 8


def test_a_refused_step_tells_every_reason(tmp_path: Path) -> None:
    _, steps = rehearsed(tmp_path / "demo.db")
    refused = {step.key: [reason.code for reason in step.refusals] for step in steps if step.refusals}
    assert refused["demo.locked"] == [Code.GATE_CLOSED]
    assert refused["demo.second-shift"] == [Code.SHIFT_ALREADY_OPEN]
    assert refused["demo.read-only"] == [Code.SHIFT_CLOSED]
    assert len(refused) == 20


def test_a_rule_that_is_broken_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    takes_any_weight(monkeypatch)
    _, steps = rehearsed(tmp_path / "demo.db")
    assert [step.key for step in steps if not step.held] == ["demo.invalid"]


def test_a_shift_that_cannot_be_worked_ends_the_play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    never_opens(monkeypatch)
    rehearsal, steps = rehearsed(tmp_path / "demo.db")
    wrong = [step for step in steps if not step.held]
    assert [step.key for step in wrong] == ["demo.sampled", "demo.unexpected"]
    assert [reason.code for reason in wrong[-1].refusals] == [Code.GATE_CLOSED]
    assert steps[-1] is wrong[-1]
    assert rehearsal.batches == []


def test_a_plan_whose_orders_cannot_be_measured_makes_no_plant(tmp_path: Path) -> None:
    shipped = shipped_plan()
    orders = [replace(order, specs={**order.specs, "Ancho": "ancho"}) for order in shipped.orders]
    plan = replace(shipped, orders=tuple(orders))
    with pytest.raises(Refused):
        create_demonstration(settings(tmp_path / "demo.db"), plan, days=7)
    assert list(tmp_path.iterdir()) == []
