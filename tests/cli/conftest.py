"""A plant founded once, copied for every test."""

import shutil
from pathlib import Path

import pytest

from prodsys_tui.text.compile import compile_catalogs
from prodsys_tui.text.resources import data_path
from tests.cli.terminal import SEVEN, Terminal, environment, founded


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    compile_catalogs(data_path("locale"))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, _compiled: None) -> Path:
    home = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(home).items():
            patch.setenv(name, value)
        founded(home / "planta.db")
    return home / "planta.db"


@pytest.fixture
def bare(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal without a store."""
    return Terminal(tmp_path, capsys, monkeypatch)


@pytest.fixture
def plant(bare: Terminal, template: Path) -> Terminal:
    """A terminal at the plant, at seven in the morning, before anybody opened the shift."""
    shutil.copy(template, bare.db)
    bare.set(PRODSYS_NOW=SEVEN)
    return bare


@pytest.fixture
def shift(plant: Terminal) -> Terminal:
    """The same with the shift open."""
    plant.ok("shift", "open", user="svera")
    return plant
