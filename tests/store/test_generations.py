"""Generations of backups, and the drill that restores the newest."""

import itertools
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.services.refused import Refused
from prodsys_tui.store import SqlStore
from prodsys_tui.store.generations import (
    back_up_in_turn,
    backups_in,
    drill,
    folder_of,
    worth_keeping,
)
from tests.services.shop import Shop
from tests.store.raw import ask

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    made.open()
    made.order("1000345")
    yield made
    store_of(made).close()


def store_of(shop: Shop) -> SqlStore:
    assert isinstance(shop.plant.store, SqlStore)
    return shop.plant.store


def measure(shop: Shop) -> None:
    shop.do(add_sample, "rperez", AddSample(1, "Denier", "805", "EXTPP01", "1000345"))


def test_of_a_year_of_hours_the_asked_ones_are_kept() -> None:
    made = [NOON - timedelta(hours=hour) for hour in range(24 * 400)]
    kept = sorted(worth_keeping(made, (24, 31, 12)), reverse=True)
    assert kept[:24] == made[:24]
    ends = [at for at in made if at.hour == 23][:30]
    assert set(ends) <= set(kept)
    months = [at for at in kept if at < NOON - timedelta(days=31)]
    assert [f"{at:%Y-%m-%d %H}" for at in months[:3]] == ["2026-01-31 23", "2025-12-31 23", "2025-11-30 23"]
    assert len(kept) == 24 + 29 + 10  # two days and two months end within the ones before


def test_nothing_is_kept_of_what_was_not_asked_for() -> None:
    made = [NOON - timedelta(hours=hour) for hour in range(5)]
    assert worth_keeping(made, (0, 1, 0)) == {NOON}


def test_backups_come_and_go_in_turn(shop: Shop) -> None:
    store = store_of(shop)
    for _ in range(5):
        shop.later(hours=1)
        measure(shop)
        made, gone = back_up_in_turn(store, (3, 1, 1))
    assert len(gone) == 1
    assert not gone[0].exists()
    left = list(backups_in(folder_of(store)))
    assert next(path for _, path in left) == made
    assert [newer - older for (newer, _), (older, _) in itertools.pairwise(left)] == [
        timedelta(hours=1),
        timedelta(hours=1),
    ]
    assert {path.stat().st_mode & 0o777 for _, path in left} == {0o600}


def test_only_backups_are_removed_and_the_halves_of_killed_ones(shop: Shop) -> None:
    store = store_of(shop)
    folder = folder_of(store)
    back_up_in_turn(store, (1, 0, 0))
    own = folder / "antes-del-cambio.backup"
    own.write_text("de una persona")
    killed, running = folder / ".x.backup.999999999.copy", folder / f".x.backup.{os.getpid()}.copy"
    for half in (killed, running):
        half.write_text("medio")
    (folder / ".drill.999999999.copy").mkdir()
    shop.later(hours=1)
    made, gone = back_up_in_turn(store, (1, 0, 0))
    assert len(gone) == 1
    assert {path.name for path in folder.iterdir()} == {made.name, own.name, running.name}


def test_a_backup_that_cannot_be_written_leaves_the_others(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(shop)
    back_up_in_turn(store, (1, 0, 0))
    shop.later(hours=1)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refused) as refused:
        back_up_in_turn(store, (1, 0, 0))
    assert refused.value.reasons[0].code is Code.STORE_FULL
    assert len(list(folder_of(store).iterdir())) == 1


def test_a_drill_restores_the_newest_and_leaves_nothing(shop: Shop) -> None:
    store = store_of(shop)
    measure(shop)
    made, _ = back_up_in_turn(store, (24, 31, 12))
    ((head,),) = ask(made, "SELECT hash FROM journal ORDER BY seq DESC LIMIT 1")
    measure(shop)
    measure(shop)
    found = drill(store)
    assert found.ok
    assert (found.backup, found.head, found.known, found.newer) == (made, head, True, 2)
    assert found.found.verified
    assert list(folder_of(store).iterdir()) == [made]


def test_a_drill_without_a_backup_says_so(shop: Shop) -> None:
    with pytest.raises(Refused) as refused:
        drill(store_of(shop))
    assert refused.value.reasons[0].code is Code.NOT_FOUND


def test_a_drill_finds_a_backup_that_is_damaged(shop: Shop) -> None:
    made, _ = back_up_in_turn(store_of(shop), (24, 31, 12))
    content = bytearray(made.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    made.write_bytes(content)
    with pytest.raises(Refused) as refused:
        drill(store_of(shop))
    assert refused.value.reasons[0].code in {Code.FILE_REFUSED, Code.NOT_A_STORE}
    assert list(folder_of(store_of(shop)).iterdir()) == [made]


def test_a_drill_finds_a_backup_of_another_store(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Shop(tmp_path / "other")
    other.later(hours=2)
    other.open()
    made, _ = back_up_in_turn(store_of(other), (24, 31, 12))
    store_of(other).close()
    folder_of(store_of(shop)).mkdir()
    made.rename(folder_of(store_of(shop)) / made.name)
    found = drill(store_of(shop))
    assert found.found.verified
    assert not found.ok
    assert not found.known
