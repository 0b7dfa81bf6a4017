"""What must be so after every crash, whatever it was."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from prodsys_tui.store import SqlStore
from prodsys_tui.store.verify import verify
from tests.crash import work
from tests.services.shop import HandClock, Shop
from tests.store.raw import ask


@dataclass
class Tally:
    """How many crashes there were, and what they cost: saves that were acknowledged, and those lost."""

    crashes: int = 0
    acknowledged: int = 0
    lost: int = 0

    def __str__(self) -> str:
        return f"{self.crashes} crashes, {self.acknowledged} acknowledged saves, {self.lost} lost"


def ready(shop: Shop, folder: Path) -> Path:
    """The shop's store, closed, with what the work needs: a batch of tape, a loom that read its counter."""
    shop.open()
    tape, order = shop.tape().batch, shop.loom(work.LOOM)
    assert tape is not None
    assert (tape.code, order) == (work.TAPE, work.ORDER)
    shop.produce(2, order, work.LOOM, quantity="1", counter="1000", consumes=(tape.code,))
    assert isinstance(shop.plant.store, SqlStore)
    shop.plant.store.close()
    return folder / "plant.sqlite"


def there(path: Path, uids: Collection[str]) -> int:
    """How many of some saves a store holds."""
    marks = ", ".join("?" * len(uids))
    sql = f"SELECT count(*) FROM ({work.KEPT}) WHERE uid IN ({marks})"
    ((found,),) = ask(path, sql, *uids)
    number: int = found
    return number


def kept(path: Path) -> int:
    """How many saves a store holds."""
    ((found,),) = ask(path, f"SELECT count(*) FROM ({work.KEPT})")
    number: int = found
    return number


def is_whole(path: Path, *, replay: bool) -> bool:
    """Whether a store opens, holds (with ``replay`` every row too), and takes one more save."""
    plant = work.plant_at(path, HandClock())
    store = plant.store
    assert isinstance(store, SqlStore)
    try:
        found = verify(store, replay=replay)
        with plant.read() as reads:
            before = reads.head()
        next(work.saves(plant, work.person(plant)))
        with plant.read() as reads:
            after = reads.head()
        return found.verified and found.head == before[1] and after[0] == before[0] + 1
    finally:
        store.close()


def halves(path: Path) -> int:
    """How many records lack what they were saved with."""
    ((found,),) = ask(path, work.HALVES)
    number: int = found
    return number
