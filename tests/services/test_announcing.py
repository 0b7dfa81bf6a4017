"""Critical events are announced once they are committed, and only then."""

from collections.abc import Sequence

import pytest

from prodsys_tui.domain.model import BatchState
from prodsys_tui.domain.quality.critical import CriticalEvent
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.quality.samples import AddSample, add_samples
from prodsys_tui.services.shift.incidents import add_incident
from prodsys_tui.services.use_case import Act
from tests.services.shop import Shop


class Heard:
    """Hears what is announced, and whether it was committed by then."""

    def __init__(self, shop: Shop) -> None:
        self.events: list[tuple[str, str, str]] = []
        self.heads: list[tuple[int, str]] = []
        self._shop = shop

    def __call__(self, site: str, events: Sequence[CriticalEvent]) -> None:
        self.heads.append(self._shop.head)
        self.events += [(site, event.kind.value, event.what) for event in events]


@pytest.fixture
def heard(shop: Shop) -> Heard:
    heard = Heard(shop)
    shop.plant.announce = heard
    return heard


def test_what_is_critical_is_announced_after_the_commit(shop: Shop, heard: Heard) -> None:
    shop.open()
    shop.tape()
    assert heard.events == []
    shop.sample(1, "Denier", "900", "EXTPP01")
    assert heard.heads == [shop.head]
    shop.do(set_batch_state, "rperez", "1000345-001", BatchState.HELD.value, "Con grumos")
    shop.do(add_incident, "rperez", "Fuga de aceite", "mayor")
    assert heard.events == [
        ("P1", "rechazo", "Denier: 900 (No cumple)"),
        ("P1", "retencion", "1000345-001"),
        ("P1", "incidente", "Fuga de aceite"),
    ]


def test_a_file_is_announced_at_once(shop: Shop, heard: Heard) -> None:
    shop.open()
    rows = [AddSample(1, "Denier", value, "EXTPP01") for value in ("900", "805", "901")]
    shop.do(add_samples, "rperez", rows)
    assert len(heard.heads) == 1
    assert [what for _, _, what in heard.events] == ["Denier: 900 (No cumple)", "Denier: 901 (No cumple)"]


def test_what_was_refused_or_rolled_back_is_not(shop: Shop, heard: Heard) -> None:
    shop.open()
    rows = [AddSample(1, "Denier", "900", "EXTPP01"), AddSample(1, "Denier", "-1", "EXTPP01")]
    shop.refused(add_samples, "rperez", rows)
    shop.refused(add_incident, "visita", "Fuga de aceite", "mayor")

    def fails(uow: UnitOfWork, act: Act) -> None:
        add_incident(uow, act, "Fuga de aceite", "mayor")
        raise RuntimeError("power")

    fails.__dict__["use_case"] = "incident-add"
    with pytest.raises(RuntimeError, match="power"):
        shop.do(fails, "rperez")
    assert heard.events == []
