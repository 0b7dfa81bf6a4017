"""Fixtures of the screens' tests: a plant in a real store, and a terminal on it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from prodsys_tui.text.compile import compile_catalogs
from prodsys_tui.text.resources import data_path
from tests.screens.floor import Floor, found, opened
from tests.screens.terminal import Faults, Terminal, terminal


@pytest.fixture(scope="session", autouse=True)
def _texts() -> None:
    compile_catalogs(data_path("locale"))


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with people and orders."""
    path = tmp_path_factory.mktemp("founded") / "plant.sqlite"
    found(path)
    return path


@pytest.fixture
def floor(founded: Path, tmp_path: Path) -> Iterator[Floor]:
    """A plant of this test alone."""
    made = opened(Path(shutil.copy(founded, tmp_path / "plant.sqlite")))
    yield made
    made.store.close()


@pytest.fixture
def faults() -> Iterator[Faults]:
    """The reports of faults: a test that expects none need not ask."""
    seen = Faults()
    yield seen
    assert seen.seen == []


@pytest.fixture
async def term(floor: Floor, faults: Faults) -> AsyncIterator[Terminal]:
    """A terminal in front of the login."""
    async with terminal(lambda: floor.plant, faults) as running:
        yield running
