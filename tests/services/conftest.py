"""What the tests of the services start from: a plant, with people of every role and a clock set by hand."""

import pytest

from prodsys_tui.services.plant import Plant
from tests.services.shop import Shop


@pytest.fixture
def plant(shop: Shop) -> Plant:
    """The plant itself."""
    return shop.plant
