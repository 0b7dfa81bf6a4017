"""The same plant as the screens' tests, with a shift in review and one that runs."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from prodsys_tui.text.compile import compile_catalogs
from prodsys_tui.text.resources import data_path
from tests.screens.floor import Floor, found, opened


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """T1 waits for review; in T2 the printer is in review, the extruder complete, the rest has not begun."""
    compile_catalogs(data_path("locale"))
    path = tmp_path_factory.mktemp("running") / "plant.sqlite"
    found(path)
    floor = opened(path)
    floor.closed_shift()
    floor.clock.pass_(hours=7)
    floor.open_shift()
    floor.rest(7, 8)
    floor.assign(1)
    for parameter, value in (("Gramaje", "120"), ("Espesor", "1.5"), ("Denier", "805")):
        floor.sample(1, parameter, value)
    floor.produce(1, "1000001", "EXTPP01", "420.5")
    floor.sample(2, "Construcción urdido", "12", "T05")
    floor.sample(4, "Viscosidad de tinta", "31")
    floor.store.close()
    return path


@pytest.fixture
def floor(running: Path, tmp_path: Path) -> Iterator[Floor]:
    """A plant of this test alone, at 17:00."""
    made = opened(Path(shutil.copy(running, tmp_path / "plant.sqlite")))
    made.clock.pass_(hours=7)
    yield made
    made.store.close()
