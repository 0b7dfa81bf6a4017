"""Two hundred damaged files: each is repaired, or its fault has a name. Nobody works on with wrong rows."""

import random
from itertools import islice
from pathlib import Path

import pytest

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.evidence.proof import Verification
from prodsys_tui.services.refused import Refused
from prodsys_tui.store import open_store
from prodsys_tui.store.doctor import checks
from prodsys_tui.store.verify import verify
from tests.crash import judge, work
from tests.services.shop import HandClock, Shop
from tests.store.damage import OF_THE_FILE, OF_THE_LOG, Damage, copied
from tests.store.raw import ask

EACH = 20
SAVES = 6
NAMED = {Code.NOT_A_STORE, Code.STORE_NEWER, Code.STORE_MISSING}
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'local%' ORDER BY 1"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """A store in which somebody worked: closed, still with its log, and its head."""
    folder = tmp_path_factory.mktemp("whole")
    path = judge.ready(Shop(folder), folder)
    plant = work.plant_at(path, HandClock())
    list(islice(work.saves(plant, work.person(plant)), SAVES))
    with_log = copied(path, folder / "with-log.sqlite")
    with plant.read() as reads:
        _, head = reads.head()
    plant.store.close()  # type: ignore[attr-defined]
    return path, with_log, head


def rows(path: Path) -> dict[str, list[str]]:
    """Everything in a store that is more than this installation's own."""
    return {name: sorted(map(repr, ask(path, f"SELECT * FROM {name}"))) for (name,) in ask(path, TABLES)}


def looked_at(path: Path, head: str) -> Verification | None:
    """What verification says; None for a file that is refused, as readers are, by the name of its fault."""
    try:
        store = open_store(path, HandClock())
    except Refused as refused:
        need_name(refused)
        return None
    try:
        with store.read() as reads:
            reads.samples()
            reads.records()
            reads.audit()
            for shift in reads.shifts():
                reads.facts(shift)
    except Refused as refused:
        need_name(refused)
    try:
        return verify(store, replay=True, head=head)
    finally:
        store.close()


def need_name(refused: Refused) -> None:
    """Assert that a refusal names a fault of the file."""
    assert {reason.code for reason in refused.reasons} <= NAMED


@pytest.mark.parametrize("damage", OF_THE_FILE + OF_THE_LOG)
def test_a_damaged_store_is_repaired_or_named(
    whole: tuple[Path, Path, str], damage: Damage, tmp_path: Path
) -> None:
    closed, with_log, head = whole
    for seed in range(EACH):
        chance = random.Random(f"{damage.__name__} {seed}")  # noqa: S311 - damage, not secrets
        source = with_log if damage in OF_THE_LOG or chance.random() < 0.5 else closed
        path = copied(source, tmp_path / f"{seed}.sqlite")
        damage(path, chance)
        found = looked_at(path, head)
        if found is None or not found.verified:
            assert found is None or found.first_break is not None
            continue
        if all(check.ok for check in checks(path, HandClock())):
            assert rows(path) == rows(closed), (damage.__name__, seed)


def test_what_the_damage_does_not_touch_is_read_as_it_was(whole: tuple[Path, Path, str]) -> None:
    closed, _, head = whole
    found = looked_at(closed, head)
    assert found is not None
    assert found.verified
