"""A plant in a real SQLite file for every test, with people of every role and a clock set by hand."""

from pathlib import Path

import pytest

from prodsys_tui.services.plant import Plant
from tests.services.shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """The plant with short ways to work in it."""
    return Shop(tmp_path)


@pytest.fixture
def plant(shop: Shop) -> Plant:
    """The plant itself."""
    return shop.plant
