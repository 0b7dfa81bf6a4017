"""Fixtures of the store's tests: a real store each, copied from one that was founded once.

Whatever asks for ``place`` or ``store`` runs on every engine: on a file and on a PostgreSQL server. A module
about files alone has an ``engine`` that says so, and asks for ``path``.
"""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from prodsys_tui.store import SqlStore, create_store, open_store
from tests.conftest import SQLITE
from tests.server import name_of, server
from tests.store.floor import NOON, Floor, HandClock, found
from tests.store.raw import Place


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Place, Floor]]:
    """A store with a plant in it on an engine, closed, and what is in it."""

    @cache
    def made(engine: str) -> tuple[Place, Floor]:
        place: Place = (
            tmp_path_factory.mktemp("founded") / "plant.sqlite" if engine == SQLITE else server().new()
        )
        store = create_store(place, HandClock())
        with store.begin("ana", "found-site", NOON) as uow:
            floor = found(uow)
        store.close()
        return place, floor

    return made


@pytest.fixture
def place(engine: str, founded: Callable[[str], tuple[Place, Floor]], tmp_path: Path) -> Iterator[Place]:
    """Where the store of this test alone is."""
    original, _ = founded(engine)
    if engine == SQLITE:
        yield Path(shutil.copy(original, tmp_path / "plant.sqlite"))
        return
    url = server().new(name_of(str(original)))
    yield url
    server().drop(url)


@pytest.fixture
def path(place: Place) -> Path:
    """The file of this test alone, where it is about files."""
    assert isinstance(place, Path)
    return place


@pytest.fixture
def clock() -> HandClock:
    """A clock at noon."""
    return HandClock()


@pytest.fixture
def floor(engine: str, founded: Callable[[str], tuple[Place, Floor]], clock: HandClock) -> Floor:
    """What is in the store, with this test's clock."""
    known = founded(engine)[1]
    return Floor(
        known.site, known.ana, known.loom, known.order, known.contract, known.shift, known.batch, clock
    )


@pytest.fixture
def store(place: Place, clock: HandClock) -> Iterator[SqlStore]:
    """The store, open."""
    opened = open_store(place, clock)
    yield opened
    opened.close()
