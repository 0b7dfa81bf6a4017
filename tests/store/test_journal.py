"""The journal says everything that happened, in bytes that anybody can check."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest

from prodsys_tui.store import SqlStore, open_store
from prodsys_tui.store.journal import next_hlc
from tests.store.floor import NOON, Floor, HandClock, save
from tests.store.raw import Place, ask


def last_body(place: Place) -> dict[str, Any]:
    ((body,),) = ask(place, "SELECT body FROM journal ORDER BY seq DESC LIMIT 1")
    said: dict[str, Any] = json.loads(body)
    return said


def test_the_hash_of_an_entry_is_that_of_the_one_before_and_its_body(
    store: SqlStore, floor: Floor, place: Place
) -> None:
    save(store, floor, floor.sample())
    save(store, floor, floor.sample())
    rows = ask(place, "SELECT seq, body, prev_hash, hash FROM journal ORDER BY seq")
    assert [seq for seq, *_ in rows] == [1, 2, 3]
    previous = ""
    for _, body, prev_hash, own in rows:
        assert prev_hash == previous
        assert own == hashlib.sha256(previous.encode() + body).hexdigest()
        previous = own
    with store.read() as reads:
        assert reads.head() == (3, previous)


def test_a_body_is_canonical_and_speaks_in_uids(store: SqlStore, floor: Floor, place: Place) -> None:
    with store.begin("ana", "production-add", NOON) as uow:
        uow.because("prueba")
        record = uow.add(floor.record("250.50"))
    ((raw,),) = ask(place, "SELECT body FROM journal ORDER BY seq DESC LIMIT 1")
    said = json.loads(raw)
    assert raw == json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert (said["actor"], said["action"], said["reason"]) == ("ana", "production-add", "prueba")
    assert said["at"] == "2026-03-15T18:00:00.000000Z"
    assert said["origin"] == store.origin
    (change,) = said["changes"]
    assert (change["table"], change["uid"], change["op"], change["base_ver"]) == (
        "registros_trabajo",
        record.ref.uid,
        "insert",
        0,
    )
    assert change["set"]["cantidad"] == "250.5"
    assert change["set"]["bitacora_id"] == floor.shift.ref.uid
    assert "merma_kg" not in change["set"]


def test_an_update_says_the_version_it_saw_and_both_values(
    store: SqlStore, floor: Floor, place: Place
) -> None:
    with store.begin("ana", "machine-run", NOON) as uow:
        uow.change(floor.loom, running_order=None)
    (change,) = last_body(place)["changes"]
    assert change == {
        "table": "maquinas",
        "uid": floor.loom.ref.uid,
        "base_ver": 1,
        "op": "update",
        "set": {"orden_en_curso_id": None},
        "old": {"orden_en_curso_id": floor.order.ref.uid},
    }


def test_entries_of_two_openings_follow_each_other(
    store: SqlStore, floor: Floor, place: Place, clock: HandClock
) -> None:
    other = open_store(place, clock)
    save(store, floor, floor.sample())
    save(other, floor, floor.sample())
    save(store, floor, floor.sample())
    other.close()
    with store.read() as reads:
        assert reads.head()[0] == 4


@pytest.mark.parametrize("step", [timedelta(0), timedelta(seconds=1), timedelta(hours=-2)])
def test_hybrid_time_never_goes_back(step: timedelta) -> None:
    first = next_hlc("", NOON)
    second = next_hlc(first, NOON + step)
    assert second > first
    assert next_hlc(second, NOON + step) > second


def test_hybrid_time_carries_when_its_counter_is_full() -> None:
    full = next_hlc("", NOON)[:12] + "-ffff"
    assert next_hlc(full, NOON) > full
