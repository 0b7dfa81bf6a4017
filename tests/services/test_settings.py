"""Machine settings in a real store: noted, copied from the last shift, never a quality value."""

from decimal import Decimal

import pytest

from prodsys_tui.services.line.settings import SettingsSheet, copy_settings, settings_sheet, write_settings
from prodsys_tui.services.production.production_parts import TypedParts
from prodsys_tui.services.shift.closing import closing_faults
from prodsys_tui.services.shift.shifts import open_shift
from tests.services.shop import Shop, told


@pytest.fixture
def noted(shop: Shop) -> Shop:
    """Settings of the laminator and the extruder noted in one shift; the next is open."""
    shop.open()
    shop.do(write_settings, "rperez", 3, {"Velocidad de Línea": "120", "Orden Activa": "3000212"})
    shop.do(write_settings, "rperez", 1, {"RPM Tornillo": "41"})
    shop.later(minutes=3)
    shop.do(write_settings, "rperez", 1, {"RPM Tornillo": "42"})
    shop.later(hours=8)
    shop.do(open_shift, "iortiz")
    return shop


def sheet(shop: Shop, process: int, machine: str | None = None) -> SettingsSheet:
    with shop.plant.read() as reads:
        return settings_sheet(reads, shop.plant.contracts, process, machine)


def test_the_last_value_stands_and_is_copied_where_nothing_is(noted: Shop) -> None:
    assert (sheet(noted, 1).now, sheet(noted, 1).last) == ({}, {"RPM Tornillo": "42"})
    noted.do(write_settings, "rperez", 1, {"Ratio Holding": "1.1"})
    assert noted.do(copy_settings, "rperez", 1).now == {"Ratio Holding": "1.1", "RPM Tornillo": "42"}
    before = noted.head
    noted.do(copy_settings, "rperez", 1)
    assert noted.head == before
    noted.do(write_settings, "rperez", 1, {"RPM Tornillo": "42"})
    assert noted.head == before


def test_orders_and_counters_are_never_copied(noted: Shop) -> None:
    copied = noted.do(copy_settings, "rperez", 3)
    assert copied.now == {"Velocidad de Línea": "120"}
    assert told(noted.refused(copy_settings, "rperez", 7)) == ["not-found.settings"]


def test_a_quality_value_is_no_setting(noted: Shop) -> None:
    refused = noted.refused(write_settings, "rperez", 1, {"Gramaje": "85", "RPM Tornillo": "x"})
    assert told(refused) == ["unknown-parameter.setting", "not-a-number"]


def test_settings_are_of_one_machine(noted: Shop) -> None:
    assert told(noted.refused(write_settings, "rperez", 2, {})) == ["machine-missing"]
    assert noted.do(write_settings, "rperez", 2, {"Orden Activa": "2000145"}, "t05").machine is not None
    assert sheet(noted, 99).machine is None


def test_the_last_mix_may_be_copied_into_a_record(noted: Shop) -> None:
    assert sheet(noted, 1).mix == ()
    order = noted.order("1000345")
    for value in ("805", "806", "804"):
        noted.sample(1, "Denier", value, "EXTPP01", order)
    mix = TypedParts(mix=("Resina de polipropileno,Polimar,P1,97", "Antifibrilante,Polimar,A1,3"))
    noted.produce(1, order, "EXTPP01", quantity="100", parts=mix)
    assert [(part.lot, part.percent) for part in sheet(noted, 1).mix] == [
        ("P1", Decimal(97)),
        ("A1", Decimal(3)),
    ]
    with noted.plant.read() as reads:
        assert closing_faults(reads, noted.plant.contracts)
