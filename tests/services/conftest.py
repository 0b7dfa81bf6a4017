"""A plant in a real store for every test, with people of every role and a clock set by hand."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from prodsys_tui.services.plant import Plant
from prodsys_tui.store import SqlStore
from tests.conftest import SQLITE
from tests.server import name_of, server
from tests.services.shop import Shop, founded


@pytest.fixture
def shop(engine: str, tmp_path: Path) -> Iterator[Shop]:
    """The plant with short ways to work in it, on every engine."""
    if engine == SQLITE:
        yield Shop(tmp_path)
        return
    url = server().new(_template())
    shop = Shop(url)
    yield shop
    assert isinstance(shop.plant.store, SqlStore)
    shop.plant.store.close()
    server().drop(url)


@pytest.fixture
def plant(shop: Shop) -> Plant:
    """The plant itself."""
    return shop.plant


@cache
def _template() -> str:
    return name_of(str(founded(server().new())))
