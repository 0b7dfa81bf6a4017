"""Backups that hold, and what comes back from them."""

import stat
from pathlib import Path
from typing import Any

import pytest

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused
from prodsys_tui.store import SqlStore, open_store
from prodsys_tui.store.backup import back_up, restore
from prodsys_tui.store.verify import verify
from tests.store.floor import Floor, HandClock, save
from tests.store.raw import ask, without_triggers


@pytest.fixture
def engine() -> str:
    """These are about files."""
    return "sqlite"


def code_of(refused: pytest.ExceptionInfo[Refused]) -> Code:
    return refused.value.reasons[0].code


def test_a_backup_is_one_private_file_with_everything(store: SqlStore, floor: Floor, tmp_path: Path) -> None:
    save(store, floor, floor.sample())
    copy = back_up(store, tmp_path / "copies" / "plant.backup")
    assert [each.name for each in copy.parent.iterdir()] == ["plant.backup"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    opened = open_store(copy, HandClock())
    with opened.read() as theirs, store.read() as ours:
        assert theirs.head() == ours.head()
        assert theirs.samples() == ours.samples()
    opened.close()


def test_a_backup_does_not_wait_for_a_writer_nor_see_half_of_its_work(
    store: SqlStore, floor: Floor, tmp_path: Path
) -> None:
    with store.begin("ana", "sample-add", floor.clock.at) as uow:
        uow.add(floor.sample())
        copy = back_up(store, tmp_path / "plant.backup")
    assert ask(copy, "SELECT count(*) FROM muestras") == [(0,)]


def test_a_backup_overwrites_nothing(store: SqlStore, path: Path) -> None:
    with pytest.raises(Refused) as refused:
        back_up(store, path)
    assert code_of(refused) is Code.STORE_EXISTS


def test_a_restored_store_goes_on_under_a_new_origin(store: SqlStore, floor: Floor, tmp_path: Path) -> None:
    save(store, floor, floor.sample())
    copy = back_up(store, tmp_path / "plant.backup")
    back = restore(copy, tmp_path / "back.sqlite", floor.clock, actor="admin", reason="Disco nuevo")
    assert back.origin != store.origin
    save(back, floor, floor.sample())
    found = verify(back, replay=True)
    assert (found.verified, found.entries) == (True, 4)
    with back.read() as reads, store.read() as ours:
        assert reads.head()[0] == 2
        assert len(reads.samples()) == 2
        assert len(ours.samples()) == 1
        (told, *_) = reads.audit(entity="Almacen")
    assert (told.person, told.action, told.reason) == ("admin", "IMPORT", "Disco nuevo")
    back.close()


def test_a_store_in_the_way_is_kept(store: SqlStore, path: Path, floor: Floor, tmp_path: Path) -> None:
    copy = back_up(store, tmp_path / "plant.backup")
    save(store, floor, floor.sample())
    known: dict[str, Any] = {"actor": "admin", "reason": "Prueba"}
    with pytest.raises(Refused) as refused:
        restore(copy, path, floor.clock, **known)
    assert code_of(refused) is Code.STORE_EXISTS
    store.close()
    back = restore(copy, path, floor.clock, **known, replace=True)
    with back.read() as reads:
        assert reads.samples() == ()
    back.close()
    (kept,) = tmp_path.glob("*.replaced")
    assert ask(kept, "SELECT count(*) FROM muestras") == [(1,)]


def test_a_store_that_somebody_works_in_is_not_replaced(
    store: SqlStore, path: Path, floor: Floor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prodsys_tui.store.connection.BUSY_SECONDS", 0)
    monkeypatch.setattr("prodsys_tui.store.connection.SETTINGS", (("busy_timeout", 0),))
    copy = back_up(store, tmp_path / "plant.backup")
    with store.read() as reads:
        reads.head()
        with pytest.raises(Refused) as refused:
            restore(copy, path, floor.clock, actor="admin", reason="Prueba", replace=True)
    assert code_of(refused) is Code.STORE_BUSY
    assert not list(tmp_path.glob("*.replaced"))


def test_an_altered_backup_is_refused(store: SqlStore, floor: Floor, tmp_path: Path) -> None:
    copy = back_up(store, tmp_path / "plant.backup")
    with without_triggers(copy) as connection:
        connection.execute("UPDATE journal SET actor = 'eva'")
    target = tmp_path / "back.sqlite"
    with pytest.raises(Refused) as refused:
        restore(copy, target, floor.clock, actor="admin", reason="Prueba")
    assert code_of(refused) is Code.FILE_REFUSED
    assert not target.exists()


def test_a_damaged_backup_is_refused(store: SqlStore, floor: Floor, tmp_path: Path) -> None:
    copy = back_up(store, tmp_path / "plant.backup")
    content = bytearray(copy.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    copy.write_bytes(content)
    with pytest.raises(Refused) as refused:
        restore(copy, tmp_path / "back.sqlite", floor.clock, actor="admin", reason="Prueba")
    assert code_of(refused) in {Code.FILE_REFUSED, Code.NOT_A_STORE}
    assert not (tmp_path / "back.sqlite").exists()
