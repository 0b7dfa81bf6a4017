"""What the doctor sees."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prodsys_tui.services.refused import Refused
from prodsys_tui.store import SqlStore, disk, open_store
from prodsys_tui.store.doctor import checks
from tests.store.floor import Floor, HandClock, save
from tests.store.raw import shell, without_triggers


@pytest.fixture
def engine() -> str:
    """These are about files."""
    return "sqlite"


def failing(path: Path) -> list[str]:
    return [check.name for check in checks(path, HandClock()) if not check.ok]


def test_a_store_in_use_is_well(store: SqlStore, path: Path, floor: Floor) -> None:
    save(store, floor, floor.sample())
    found = {check.name: check for check in checks(path, HandClock())}
    assert list(found) == [
        "library",
        "settings",
        "triggers",
        "schema",
        "integrity",
        "mode",
        "disk",
        "chain",
    ]
    assert all(check.ok for check in found.values())
    assert found["chain"].detail.startswith("2 ")


def without_an_index(path: Path) -> None:
    with shell(path) as connection:
        connection.execute("DROP INDEX ix_muestras_bitacora")


def without_a_trigger(path: Path) -> None:
    with shell(path) as connection:
        connection.execute("DROP TRIGGER muestras_delete")


def read_by_others(path: Path) -> None:
    path.chmod(0o644)


def with_an_edited_journal(path: Path) -> None:
    with without_triggers(path) as connection:
        connection.execute("UPDATE journal SET actor = 'eva'")


def with_a_stray_reference(path: Path) -> None:
    with without_triggers(path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE lotes SET bitacora_id = 99")


@pytest.mark.parametrize(
    ("harm", "name"),
    [
        (without_an_index, "schema"),
        (without_a_trigger, "triggers"),
        (read_by_others, "mode"),
        (with_an_edited_journal, "chain"),
        (with_a_stray_reference, "integrity"),
    ],
)
def test_what_is_wrong_is_named(path: Path, harm: Callable[[Path], Any], name: str) -> None:
    open_store(path, HandClock()).close()
    harm(path)
    assert failing(path) == [name]


def test_a_disk_with_little_room_is_named(
    store: SqlStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "free", lambda _path: disk.WARN_BELOW - 1)
    assert failing(path) == ["disk"]


def test_there_is_no_doctor_for_what_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        list(checks(tmp_path / "no.sqlite", HandClock()))
