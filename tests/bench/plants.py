"""The plants that benchmarks run on: the demonstration, opened as the program opens it."""

from pathlib import Path

from prodsys_tui.bootstrap import create_demonstration, open_plant, shipped_plan
from prodsys_tui.config import PinCost, Settings
from prodsys_tui.domain.model import Person
from prodsys_tui.services.plant import Plant
from prodsys_tui.store.sqlstore import SqlStore

STORE = "plant.db"


def demonstration(folder: Path, days: int = 7) -> tuple[Plant, Path]:
    """The demonstration plant with its days of history, in a folder."""
    path = folder / STORE
    return create_demonstration(_settings(path), shipped_plan(), days=days), path


def opened(path: Path) -> Plant:
    """A plant that another process made."""
    return open_plant(_settings(path))


def person(plant: Plant, code: str) -> Person:
    """Somebody of the plant."""
    with plant.read() as reads:
        found = reads.person(code)
    if found is None:
        raise LookupError(code)
    return found


def synchronise(plant: Plant, how: str) -> None:
    """Set how hard the plant's one pooled connection waits for the disk (``FULL``, ``NORMAL``)."""
    store = plant.store
    if not isinstance(store, SqlStore):
        raise TypeError(store)
    with store.connected() as connection:
        connection.execute(f"PRAGMA synchronous = {how}")


def _settings(path: Path) -> Settings:
    return Settings(db=str(path), pin_cost=PinCost.WEAK)
