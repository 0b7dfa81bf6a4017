"""Badges, and people who are crew alone. Spec ``domain.md`` §7: a badge identifies but never signs."""

import pytest

from prodsys_tui.domain.model import PersonState
from prodsys_tui.domain.rights import Right, Role
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.site.login import log_in, sign, user_of
from prodsys_tui.services.site.people import (
    add_crew_person,
    add_user,
    change_pin,
    lock_user,
    set_badge,
    unlock_user,
)
from tests.services.shop import Shop, told

PIN = "2580"


@pytest.fixture
def staff(shop: Shop) -> Shop:
    """Somebody with a PIN and a badge, somebody without an account."""
    shop.do(change_pin, "admin", "iortiz", PIN, shop.plant.hasher)
    shop.do(set_badge, "admin", "iortiz", " 00417733 ")
    shop.do(add_crew_person, "admin", "acanche", "Abel Canché")
    return shop


def refused(shop: Shop, code: str, pin: str) -> list[str]:
    with pytest.raises(Refused) as caught:
        log_in(shop.plant, code, pin)
    return told(caught.value.reasons)


def test_a_badge_tells_who_it_is_and_the_pin_is_still_asked(staff: Shop) -> None:
    assert log_in(staff.plant, "00417733", PIN).code == "iortiz"
    assert sign(staff.plant, "00417733", PIN, Right.IDLE).code == "iortiz"
    assert refused(staff, "00417733", "1470") == ["wrong-pin"]
    with staff.plant.read() as reads:
        assert [user_of(reads, code) for code in ("00417733", " IORTIZ", "0000")] == [
            "iortiz",
            "iortiz",
            "0000",
        ]
        assert reads.login_delay("iortiz").failures == 1


def test_a_badge_is_one_persons(staff: Shop) -> None:
    assert told(staff.refused(set_badge, "admin", "svera", "00417733")) == ["already-exists.badge"]
    for badge in ("12", "a b c", "rperez", "9" * 41):
        assert told(staff.refused(set_badge, "admin", "svera", badge)) == ["bad-value.badge"]
    assert told(staff.refused(set_badge, "admin", "nadie", "00417733")) == ["not-found.user"]
    assert staff.do(set_badge, "admin", "iortiz", "00417733").badge == "00417733"
    assert staff.do(set_badge, "admin", "iortiz", None).badge is None
    assert staff.do(set_badge, "admin", "acanche", "00417733").badge == "00417733"
    assert refused(staff, "00417733", PIN) == ["wrong-pin"]


def test_crew_alone_has_no_account_to_log_in_to_lock_or_unlock(staff: Shop) -> None:
    with staff.plant.read() as reads:
        person = reads.person("acanche")
    assert person is not None
    assert (person.state, person.role) == (PersonState.WITHOUT_ACCOUNT, Role.OPERATOR)
    assert refused(staff, "acanche", PIN) == ["wrong-pin"]
    none = ["transition-not-allowed.no-account"]
    assert told(staff.refused(change_pin, "admin", "acanche", PIN, staff.plant.hasher)) == none
    assert told(staff.refused(lock_user, "admin", "acanche", "ya no viene")) == none
    assert told(staff.refused(unlock_user, "admin", "acanche")) == none
    assert told(staff.refused(add_crew_person, "admin", "acanche", "")) == [
        "bad-value.empty",
        "already-exists.user",
    ]


def test_crew_gets_an_account_later(staff: Shop) -> None:
    added = staff.do(add_user, "admin", "acanche", "Abel Canché Tuz", "operario", PIN, staff.plant.hasher)
    assert (added.state, added.name) == (PersonState.ACTIVE, "Abel Canché Tuz")
    assert log_in(staff.plant, "acanche", PIN).code == "acanche"
