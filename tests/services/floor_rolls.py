"""A plant whose rolls go from the looms to the laminator, the press and the sack machines."""

from typing import Any

from prodsys_tui.domain.model import Batch, RollUse
from prodsys_tui.services.production.production import ProductionSaved
from prodsys_tui.services.production.production_parts import TypedParts
from tests.services.shop import Shop

WASTE: dict[str, Any] = {"waste": "0", "waste_to": "descarte"}
ROLL, LAMINATED, PRINTED = "R047-T05", "R047-T05-L001", "R047-T05-L001-I001"


def woven(
    shop: Shop, counter: str = "500", *, machine: str = "T05", roll: str = ROLL, order: str = "2000145"
) -> ProductionSaved:
    """A roll of a loom, of the tape of this shift."""
    with shop.plant.read() as reads:
        shift = reads.open_shift()
        assert shift is not None
        made = reads.order("1000345")
        tape = None if made is None else reads.batch_of(shift.ref, made.ref)
    tape = tape or shop.tape().batch
    assert tape is not None
    first = {"quantity": "480"} if _unread(shop, machine) else {}
    parts = TypedParts(rolls=(f"{roll}=480",))
    order_code = shop.loom(machine, order)
    return shop.produce(2, order_code, machine, counter=counter, consumes=(tape.code,), parts=parts, **first)


def laminated(
    shop: Shop, *rolls: str, quantity: str = "480", counter: str = "480", **typed: Any
) -> ProductionSaved:
    """A record of the laminator that made rolls."""
    order = _ready(shop, 3, "3000210", "LAM01", ("Gramaje de cortina", "20"))
    parts = TypedParts(rolls=tuple(f"{roll}={quantity}" for roll in rolls))
    first = {"quantity": quantity} if _unread(shop, "LAM01") else {}
    return shop.produce(3, order, "LAM01", counter=counter, parts=parts, **WASTE, **first, **typed)


def printed(shop: Shop, *rolls: str, **typed: Any) -> ProductionSaved:
    """A record of the press."""
    order = _ready(shop, 4, "4567890", "IMP01", *[("Viscosidad de tinta", "22")] * 3)
    parts = TypedParts(rolls=tuple(f"{roll}=900" for roll in rolls))
    given = {} if rolls else {"quantity": "900"}
    return shop.produce(4, order, "IMP01", parts=parts, **WASTE, **given, **typed)


def sewn(shop: Shop, *rolls: str, **typed: Any) -> ProductionSaved:
    """A record of a sack machine that used rolls up."""
    order = _ready(shop, 5, "5000410", "CONV01", *[("Puntadas", "13")] * 4)
    parts = TypedParts(rolls=tuple(f"{roll}=300" for roll in rolls))
    given = {} if rolls else {"quantity": "300"}
    return shop.produce(5, order, "CONV01", parts=parts, **WASTE, **given, **typed)


def used(shop: Shop, saved: ProductionSaved) -> dict[str, str | None]:
    """The rolls that a record used up, each with the batch behind it."""
    with shop.plant.read() as reads:
        return {use.code: _code(use) for use in reads.roll_uses(saved.record.ref)}


def consumed(shop: Shop, saved: ProductionSaved) -> list[str]:
    """The batches that a record consumed."""
    with shop.plant.read() as reads:
        return [link.batch.code for link in reads.consumptions(saved.record.ref)]


def batch_of(saved: ProductionSaved) -> Batch:
    """The batch of a record that has one."""
    assert saved.batch is not None
    return saved.batch


def _code(use: RollUse) -> str | None:
    return None if use.batch is None else use.batch.code


def _unread(shop: Shop, machine: str) -> bool:
    with shop.plant.read() as reads:
        found = reads.machine(machine)
        assert found is not None
        return reads.last_counter(found.ref) is None


def _ready(shop: Shop, process: int, order: str, machine: str, *samples: tuple[str, str]) -> str:
    with shop.plant.read() as reads:
        known = reads.order(order)
    if known is None:
        shop.order(order)
    for parameter, value in samples:
        shop.sample(process, parameter, value, machine, order)
    return order
