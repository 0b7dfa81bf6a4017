"""Processes that work in one store at once, through the real use cases."""

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.process import BaseProcess

from prodsys_tui.bootstrap import Argon2Hasher, shipped_catalogs
from prodsys_tui.config import PinCost
from prodsys_tui.domain.model import Person
from prodsys_tui.services.plant import Plant
from prodsys_tui.store import open_store
from prodsys_tui.store.verify import verify
from tests.services.shop import HandClock
from tests.store.raw import Place

processes = multiprocessing.get_context("fork")

Work = Callable[[Plant, Person], None]


def started(place: Place, clock: HandClock, work: Work, person: str = "rperez") -> BaseProcess:
    """A process of somebody who opens the store and works in it."""

    def run() -> None:
        plant = Plant(open_store(place, clock), clock, Argon2Hasher(PinCost.WEAK), shipped_catalogs())
        with plant.read() as reads:
            who = reads.person(person)
        assert who is not None
        work(plant, who)

    process = processes.Process(target=run)
    process.start()
    return process


def at_once(
    place: Place, clock: HandClock, works: Sequence[Work], person: str = "rperez"
) -> list[int | None]:
    """Let a process do each of the works, all at the same time; how each process ended."""
    ready = processes.Barrier(len(works))

    def when_all_are_there(work: Work) -> Work:
        def begun(plant: Plant, who: Person) -> None:
            ready.wait()
            work(plant, who)

        return begun

    running = [started(place, clock, when_all_are_there(work), person) for work in works]
    for process in running:
        process.join()
    return [process.exitcode for process in running]


def verifies(place: Place) -> bool:
    """Whether the journal is whole and every row is what the journal says."""
    store = open_store(place, HandClock())
    try:
        return verify(store, replay=True).verified
    finally:
        store.close()
