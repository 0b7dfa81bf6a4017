"""A store's file that cannot be written, or is taken away under a running program: refused by name."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from prodsys_tui.cli.exits import STORE, exit_code
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused
from prodsys_tui.store import SqlStore, open_store
from tests.conftest import SQLITE
from tests.store.floor import Floor, HandClock, save
from tests.store.raw import ask

NOBODY = 65534
SUFFIXES = ("", "-wal", "-shm")


@pytest.fixture
def engine() -> str:
    """These tests are about files."""
    return SQLITE


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="prodsys-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def nobody_special() -> Iterator[None]:
    """Run as somebody whom permissions hold, where the tests run as root."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def refused_with(store: SqlStore, floor: Floor) -> tuple[Code, str]:
    with pytest.raises(Refused) as answer:
        save(store, floor, floor.sample())
    assert exit_code(answer.value.reasons) == STORE
    return answer.value.reasons[0].code, answer.value.reasons[0].variant


@pytest.mark.parametrize("mode", [0o444, 0o644])
def test_a_file_or_folder_that_is_read_only_is_told(
    path: Path, floor: Floor, folder: Path, mode: int
) -> None:
    """Either the file alone, or nothing in its folder, may be written."""
    place = Path(shutil.copy(path, folder / "plant.sqlite"))
    place.chmod(mode)
    folder.chmod(0o777 if mode == 0o444 else 0o555)
    with nobody_special():
        try:
            store = open_store(place, HandClock())
        except Refused as refused:
            codes = [reason.code for reason in refused.reasons]
        else:
            assert refused_with(store, floor)[0] is Code.STORE_READ_ONLY
            with store.read() as reads:
                assert reads.site() == floor.site
            store.close()
            codes = [Code.STORE_READ_ONLY]
    folder.chmod(0o755)
    assert codes == [Code.STORE_READ_ONLY]


def test_a_file_that_is_removed_under_the_program_takes_nothing(
    store: SqlStore, floor: Floor, path: Path
) -> None:
    save(store, floor, floor.sample())
    for suffix in SUFFIXES:
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
    assert refused_with(store, floor) == (Code.STORE_READ_ONLY, "gone")
    with store.read() as reads:
        assert len(reads.samples()) == 1


def test_a_file_that_is_replaced_under_the_program_takes_nothing(
    store: SqlStore, floor: Floor, path: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(path, tmp_path / "other"))
    save(store, floor, floor.sample())
    other.rename(path)
    assert refused_with(store, floor) == (Code.STORE_READ_ONLY, "gone")
    with store.read() as reads, pytest.raises(Refused) as refused, store.read():
        reads.site()
    assert refused.value.reasons[0].code is Code.STORE_READ_ONLY
    store.close()


def test_what_is_committed_to_a_file_that_just_went_is_not_acknowledged(
    store: SqlStore, floor: Floor, path: Path, tmp_path: Path
) -> None:
    def saves_while_it_goes() -> None:
        with store.begin("ana", "sample-add") as uow:
            uow.add(floor.sample())
            path.rename(tmp_path / "taken-away")

    with pytest.raises(Refused) as refused:
        saves_while_it_goes()
    assert refused.value.reasons[0].variant == "gone"


def test_the_file_may_come_back(store: SqlStore, floor: Floor, path: Path, tmp_path: Path) -> None:
    path.rename(tmp_path / "taken-away")
    assert refused_with(store, floor) == (Code.STORE_READ_ONLY, "gone")
    (tmp_path / "taken-away").rename(path)
    save(store, floor, floor.sample())
    store.close()
    assert ask(path, "SELECT count(*) FROM muestras") == [(1,)]
