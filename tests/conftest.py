"""What tests of every kind may ask for: the engine that a store is on, and a place for a new one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import server
from tests.store.raw import Place

SQLITE, POSTGRESQL = "sqlite", "postgresql"


@pytest.fixture(scope="session", params=[SQLITE, POSTGRESQL])
def engine(request: pytest.FixtureRequest) -> str:
    """Which engine the store of a test is on: the test runs on each. Modules about one override it."""
    name: str = request.param
    return name


@pytest.fixture
def new_place(engine: str, tmp_path: Path) -> Iterator[Place]:
    """Where a store can be made: a file that is not there, or an empty database."""
    if engine == SQLITE:
        yield tmp_path / "plant.sqlite"
        return
    url = server().new()
    yield url
    server().drop(url)
