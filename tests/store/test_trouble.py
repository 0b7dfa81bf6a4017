"""A busy, full, read-only or failing disk: a clear answer, and nothing half-written."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused
from prodsys_tui.store import SqlStore, disk
from prodsys_tui.store.verify import verify
from tests.store.floor import NOON, Floor, save
from tests.store.raw import ask


@pytest.fixture
def engine() -> str:
    """These are about files."""
    return "sqlite"


def refused_with(store: SqlStore, floor: Floor) -> tuple[Code, str]:
    with pytest.raises(Refused) as answer:
        save(store, floor, floor.sample())
    reason = answer.value.reasons[0]
    return reason.code, reason.variant


def test_a_writer_that_waits_too_long_is_told_that_the_store_is_busy(
    store: SqlStore, floor: Floor, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr("prodsys_tui.store.connection.SETTINGS", (("busy_timeout", 1),))
    with store.begin("ana", "sample-add", NOON):
        assert refused_with(store, floor) == (Code.STORE_BUSY, "")
    save(store, floor, floor.sample())


def test_a_writer_that_waited_waits_as_long_for_everything_else(
    store: SqlStore, floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr("prodsys_tui.store.connection.SETTINGS", (("busy_timeout", 7),))
    with store.begin("ana", "sample-add", NOON):
        refused_with(store, floor)
    with store.connected() as connection:
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (7,)


def test_a_read_only_store_is_told(store: SqlStore, floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    store.close()
    monkeypatch.setattr("prodsys_tui.store.connection.SETTINGS", (("query_only", 1),))
    assert refused_with(store, floor) == (Code.STORE_READ_ONLY, "")
    with store.read() as reads:
        assert reads.site() == floor.site


def test_a_full_store_is_told_and_throws_its_ballast_off(
    store: SqlStore, floor: Floor, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballast = path.with_name(f"{path.name}.ballast")
    assert ballast.exists()
    store.close()
    ((pages,),) = ask(path, "PRAGMA page_count")
    monkeypatch.setattr("prodsys_tui.store.connection.SETTINGS", (("max_page_count", pages),))
    with pytest.raises(Refused) as answer:
        save(store, floor, *(floor.sample(comment="x" * 500) for _ in range(50)))
    assert answer.value.reasons[0].code is Code.STORE_FULL
    assert not ballast.exists()
    assert ask(path, "SELECT count(*) FROM muestras") == [(0,)]


def test_the_open_form_can_be_saved_once_when_room_is_scarce(
    store: SqlStore, floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "free", lambda _path: disk.STOP_BELOW - 1)
    save(store, floor, floor.sample())
    assert refused_with(store, floor) == (Code.STORE_FULL, "scarce")
    with store.read() as reads:
        assert len(reads.samples()) == 1


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """No file of this process may grow past a size: writes beyond it fail as on a broken disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_after_a_fault_of_the_disk_it_goes_on_from_what_was_acknowledged(
    store: SqlStore, floor: Floor, path: Path
) -> None:
    save(store, floor, floor.sample())
    log = path.with_name(f"{path.name}-wal")
    with small_files(log.stat().st_size):
        assert refused_with(store, floor) == (Code.STORE_READ_ONLY, "fault")
    save(store, floor, floor.sample())
    with store.read() as reads:
        assert len(reads.samples()) == 2
    assert verify(store, replay=True).verified


def test_after_a_fault_that_lost_what_was_acknowledged_nothing_is_written(
    store: SqlStore, floor: Floor, path: Path
) -> None:
    with store.read() as reads:
        reads.head()
    before = path.read_bytes()
    save(store, floor, floor.sample())
    log = path.with_name(f"{path.name}-wal")
    with small_files(log.stat().st_size):
        refused_with(store, floor)
    store.close()
    path.write_bytes(before)
    assert refused_with(store, floor) == (Code.STORE_READ_ONLY, "fault")
    with store.read() as reads:
        assert reads.samples() == ()
