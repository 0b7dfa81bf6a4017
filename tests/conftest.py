"""What tests of every kind may ask for: the engine that a store is on, and a place for a new one."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from prodsys_tui.store import SqlStore
from tests.server import name_of, server
from tests.services.shop import Shop, founded
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


@pytest.fixture
def shop(engine: str, tmp_path: Path) -> Iterator[Shop]:
    """A plant with short ways to work in it, on every engine."""
    if engine == SQLITE:
        yield Shop(tmp_path)
        return
    url = server().new(_template())
    shop = Shop(url)
    yield shop
    assert isinstance(shop.plant.store, SqlStore)
    shop.plant.store.close()
    server().drop(url)


@cache
def _template() -> str:
    return name_of(str(founded(server().new())))
