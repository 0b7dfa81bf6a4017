"""Fixtures of the store's tests: a real file each, copied from one that was founded once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from prodsys_tui.store import SqlStore, create_store, open_store
from tests.store.floor import NOON, Floor, HandClock, found


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Floor]:
    """A store with a plant in it, closed, and what is in it."""
    path = tmp_path_factory.mktemp("founded") / "plant.sqlite"
    store = create_store(path, HandClock())
    with store.begin("ana", "found-site", NOON) as uow:
        floor = found(uow)
    store.close()
    return path, floor


@pytest.fixture
def path(founded: tuple[Path, Floor], tmp_path: Path) -> Path:
    """A store's file of this test alone."""
    return Path(shutil.copy(founded[0], tmp_path / "plant.sqlite"))


@pytest.fixture
def clock() -> HandClock:
    """A clock at noon."""
    return HandClock()


@pytest.fixture
def floor(founded: tuple[Path, Floor], clock: HandClock) -> Floor:
    """What is in the store, with this test's clock."""
    known = founded[1]
    return Floor(
        known.site, known.ana, known.loom, known.order, known.contract, known.shift, known.batch, clock
    )


@pytest.fixture
def store(path: Path, clock: HandClock) -> Iterator[SqlStore]:
    """The store, open."""
    opened = open_store(path, clock)
    yield opened
    opened.close()
