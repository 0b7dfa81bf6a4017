"""Many writers, and writers that die: no number is given twice, nothing is there by half."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from prodsys_tui.domain.model import Batch, Order, Ref, Shift
from prodsys_tui.store import open_store
from prodsys_tui.store.verify import verify
from tests.store.floor import DAY, NOON, Floor, HandClock
from tests.store.raw import ask


@pytest.fixture
def engine() -> str:
    """These are about files."""
    return "sqlite"


WRITERS = 8
EACH = 12

processes = multiprocessing.get_context("fork")


def one_more_batch(path: Path, floor: Floor, times: int) -> None:
    """Give an order's next number to a batch, as production does, and save two samples with it."""
    store = open_store(path, HandClock())
    for _ in range(times):
        with store.begin("ana", "production-add", NOON) as uow:
            number = uow.last_batch_number(floor.order.ref) + 1
            shift = uow.add(another_shift(floor, number))
            uow.add(another_batch(floor.order, shift.ref, number))
            uow.add(floor.sample())
            uow.add(floor.sample())
    store.close()


def another_shift(floor: Floor, number: int) -> Shift:
    """A closed shift of its own for each batch: an order has one batch a shift."""
    shift = floor.shift
    return Shift(
        site=shift.site,
        turn=f"T{number}",
        operating_date=DAY,
        state=type(shift.state).CLOSED,
        out_of_hours=False,
        starts=shift.starts,
        ends=shift.ends,
        opened_by="ana",
        opened_at=NOON,
    )


def another_batch(order: Order, shift: Ref, number: int) -> Batch:
    return Batch(
        code=f"{order.code}-{number:03}",
        order=order.ref,
        shift=shift,
        number=number,
        produced_on=DAY,
        author="ana",
        recorded_at=NOON,
    )


def holds(path: Path, numbers: int) -> None:
    """Assert that so many batches are there, whole and consecutive, and that the journal verifies."""
    found = [number for (number,) in ask(path, "SELECT correlativo FROM lotes ORDER BY correlativo")]
    assert found == list(range(1, numbers + 1))
    assert ask(path, "SELECT count(*) FROM muestras") == [(2 * (numbers - 1),)]
    assert ask(path, "SELECT count(*), max(seq) FROM journal") == [(numbers, numbers)]
    store = open_store(path, HandClock())
    assert verify(store, replay=True).verified
    store.close()


def test_eight_processes_that_save_at_once_get_consecutive_numbers(path: Path, floor: Floor) -> None:
    writers = [processes.Process(target=one_more_batch, args=(path, floor, EACH)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    holds(path, 1 + WRITERS * EACH)


@pytest.mark.parametrize("moment", ["BEGIN", "row", "entry"])
def test_a_writer_that_dies_inside_a_transaction_leaves_nothing(
    path: Path, floor: Floor, moment: str
) -> None:
    def dies() -> None:
        store = open_store(path, HandClock())
        with store.begin("ana", "sample-add", NOON) as uow:
            if moment != "BEGIN":
                uow.add(floor.sample())
            if moment == "entry":
                uow.finish()
            os.kill(os.getpid(), signal.SIGKILL)

    writer = processes.Process(target=dies)
    writer.start()
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    holds(path, 1)
