"""What a store begins with, and the catalogs that come with the program."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from prodsys_tui.bootstrap import Argon2Hasher, shipped_catalogs, shipped_contracts
from prodsys_tui.config import PinCost
from prodsys_tui.domain.rights import Role
from prodsys_tui.services.catalogs import DEVIATIONS, ORDERS, SHIFTS, STOPS, read_catalogs
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.site.founding import DEMO, FIRST, Founding, found_site
from prodsys_tui.services.site.login import log_in
from prodsys_tui.store import create_store
from prodsys_tui.text.resources import data_path
from tests.services.shop import HandClock, told
from tests.store.raw import Place

PIN = "2580"
FOUNDING = Founding("planta-1", " Planta Yaxché ", "plant", "America/Merida", "", shipped_contracts())


@pytest.fixture
def empty(new_place: Place) -> Iterator[Plant]:
    """A plant without anything in its store."""
    clock = HandClock()
    store = create_store(new_place, clock)
    yield Plant(store, clock, Argon2Hasher(PinCost.WEAK), shipped_catalogs())
    store.close()


def refused(plant: Plant, founding: Founding, pin: str = PIN) -> list[tuple[str, str | None]]:
    with pytest.raises(Refused) as caught:
        plant.do(found_site, FIRST, founding, pin, plant.hasher)
    with plant.read() as reads:
        assert reads.people() == ()
    return [
        (code, each.field)
        for each, code in zip(caught.value.reasons, told(caught.value.reasons), strict=True)
    ]


@pytest.mark.parametrize("kind", ["plant", DEMO])
def test_a_plant_begins_with_contracts_machines_and_an_administrator(empty: Plant, kind: str) -> None:
    site = empty.do(found_site, FIRST, replace(FOUNDING, kind=kind), PIN, empty.hasher)
    assert (site.code, site.name, site.calendar) == ("PLANTA-1", "Planta Yaxché", "3x8")
    with empty.read() as reads:
        assert reads.site() == site
        assert [each.process_id for each in reads.contract_versions()] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 99]
        machines = {each.code: each.name for each in reads.machines()}
        assert [each.code for each in reads.people()] == ["admin"]
    assert len(machines) == 13 + 3 + 2 + 5
    assert machines["T05"] == "Telares T05"
    assert log_in(empty, "admin", PIN).role is Role.ADMIN


def test_another_site_has_no_machines(empty: Plant) -> None:
    founding = replace(FOUNDING, kind="vessel", calendar="2x12")
    assert empty.do(found_site, FIRST, founding, PIN, empty.hasher).calendar == "2x12"
    with empty.read() as reads:
        assert reads.machines() == ()
        assert reads.contract_version(1) is not None


def test_everything_wrong_is_told_and_nothing_is_founded(empty: Plant) -> None:
    founding = Founding("[/x]", "", "moon", "Mars/Olympus", "4x6", {"1.toml": "id = 1"})
    faults = refused(empty, founding, "1234")
    assert [each for each in faults if each[0].split(".")[0] != "file-refused"] == [
        ("bad-value.site-code", "site"),
        ("bad-value.empty", "name"),
        ("bad-value", "kind"),
        ("bad-value.timezone", "timezone"),
        ("bad-value", "calendar"),
        ("weak-pin", "pin"),
    ]
    assert ("file-refused.missing", "name") in faults


@pytest.mark.parametrize("zone", ["", "../etc/passwd", "America", "/etc/localtime"])
def test_a_zone_is_a_name_of_the_zone_database(empty: Plant, zone: str) -> None:
    assert refused(empty, replace(FOUNDING, zone=zone)) == [("bad-value.timezone", "timezone")]


def test_a_store_is_founded_once(empty: Plant) -> None:
    empty.do(found_site, FIRST, FOUNDING, PIN, empty.hasher)
    with pytest.raises(Refused) as caught:
        empty.do(found_site, FIRST, FOUNDING, PIN, empty.hasher)
    assert told(caught.value.reasons) == ["store-exists.founded"]


def test_a_fault_of_a_catalog_names_file_and_field() -> None:
    names = (SHIFTS, DEVIATIONS, STOPS, ORDERS)
    texts = {name: data_path("catalogs", name).read_text("utf-8") for name in names}
    assert read_catalogs(texts) == shipped_catalogs()
    with pytest.raises(Refused) as caught:
        read_catalogs({**texts, DEVIATIONS: "causes = []"})
    assert [(each.params["file"], each.field) for each in caught.value.reasons] == [
        ("deviations.toml", "actions"),
    ]
