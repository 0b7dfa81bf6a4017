"""Accounts in a real store: adding, locking, PINs; and who somebody is."""

from datetime import timedelta

import pytest

from prodsys_tui.domain.model import PersonState
from prodsys_tui.domain.rights import Right, Role
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.site.login import log_in, record_session, sign
from prodsys_tui.services.site.people import add_user, change_pin, lock_user, unlock_user
from tests.services.shop import Shop, told

PIN, OTHER = "2580", "1357"


@pytest.fixture
def staff(shop: Shop) -> Shop:
    """A shop where Rosa has an account with a PIN."""
    shop.do(add_user, "admin", "Rosa.P", " Rosa Pérez ", Role.INSPECTOR, PIN, shop.plant.hasher)
    return shop


def reasons(shop: Shop, code: str, pin: str) -> list[str]:
    with pytest.raises(Refused) as caught:
        log_in(shop.plant, code, pin)
    return told(caught.value.reasons)


def entries(shop: Shop) -> list[tuple[str, str, str | None]]:
    with shop.plant.read() as reads:
        return [(row.person, row.action, row.after) for row in reads.audit()]


def test_an_account_has_a_code_in_small_letters_and_a_role(staff: Shop) -> None:
    rosa = log_in(staff.plant, " ROSA.p ", PIN)
    assert (rosa.code, rosa.name, rosa.role) == ("rosa.p", "Rosa Pérez", Role.INSPECTOR)


def test_a_role_may_be_typed(shop: Shop) -> None:
    site = shop.do(add_user, "admin", "ana", "Ana", "administrador de sitio", PIN, shop.plant.hasher)
    assert site.role is Role.SITE_ADMIN


def test_everything_wrong_with_a_new_account_is_told(staff: Shop) -> None:
    faults = staff.refused(add_user, "admin", "-x", "", "Jefe", "1234", staff.plant.hasher)
    assert told(faults) == ["bad-value.user-code", "bad-value.empty", "bad-value.role", "weak-pin"]
    twice = staff.refused(add_user, "admin", "ROSA.P", "Rosa", Role.OPERATOR, PIN, staff.plant.hasher)
    assert told(twice) == ["already-exists.user"]


def test_a_pin_never_reaches_journal_or_audit(staff: Shop) -> None:
    staff.do(change_pin, "admin", "rosa.p", OTHER, staff.plant.hasher)
    assert all("argon2" not in (after or "") and OTHER not in (after or "") for *_, after in entries(staff))


def test_the_audit_tells_who_gave_whom_a_new_pin(staff: Shop) -> None:
    for who in ("admin", "rosa.p"):
        staff.do(change_pin, who, "rosa.p", OTHER, staff.plant.hasher)
    with staff.plant.read() as reads:
        rosa = reads.person("rosa.p")
        own, given = reads.audit(entity="Usuario", limit=2)
    assert rosa is not None
    assert [(row.person, row.action, row.entity_uid) for row in (given, own)] == [
        ("admin", "UPDATE", rosa.ref.uid),
        ("rosa.p", "UPDATE", rosa.ref.uid),
    ]
    assert (given.before, given.after) == ('{"cambios_pin":0}', '{"cambios_pin":1}')


def test_one_changes_ones_own_pin_and_an_administrator_everybodys(staff: Shop) -> None:
    staff.do(change_pin, "rosa.p", "rosa.p", OTHER, staff.plant.hasher)
    assert log_in(staff.plant, "rosa.p", OTHER).code == "rosa.p"
    staff.do(change_pin, "admin", "Rosa.P", PIN, staff.plant.hasher)
    assert log_in(staff.plant, "rosa.p", PIN).code == "rosa.p"
    others = staff.refused(change_pin, "iortiz", "rosa.p", "1111", staff.plant.hasher)
    assert told(others) == ["not-permitted", "weak-pin"]
    unknown = staff.refused(change_pin, "admin", "nadie", OTHER, staff.plant.hasher)
    assert told(unknown) == ["not-found.user"]


def test_a_locked_account_cannot_log_in_until_it_is_unlocked(staff: Shop) -> None:
    locked = staff.do(lock_user, "admin", "rosa.p", "Vacaciones")
    assert locked.state is PersonState.LOCKED
    assert reasons(staff, "rosa.p", PIN) == ["locked-out.account"]
    assert reasons(staff, "rosa.p", OTHER) == ["wrong-pin"]
    assert told(staff.refused(lock_user, "admin", "rosa.p", "Vacaciones")) == ["transition-not-allowed"]
    assert staff.do(unlock_user, "admin", "rosa.p").state is PersonState.ACTIVE
    assert log_in(staff.plant, "rosa.p", PIN).code == "rosa.p"


def test_somebody_keeps_the_accounts(staff: Shop) -> None:
    assert told(staff.refused(lock_user, "admin", "admin", "x\x00")) == ["bad-value.unprintable"]
    assert told(staff.refused(lock_user, "admin", "admin", " ")) == ["reason-required"]
    assert told(staff.refused(lock_user, "admin", "admin", "Vacaciones")) == ["last-admin"]
    staff.do(add_user, "admin", "jefa", "Jefa", Role.ADMIN, PIN, staff.plant.hasher)
    staff.do(lock_user, "jefa", "admin", "Vacaciones")
    assert told(staff.refused(lock_user, "jefa", "jefa", "Vacaciones")) == ["last-admin"]


def test_an_unknown_user_is_answered_like_a_wrong_pin(staff: Shop) -> None:
    for code in ("rosa.p", "nadie", "rperez"):  # the last has an account and no PIN
        assert [reasons(staff, code, OTHER) for _ in range(5)] == [["wrong-pin"]] * 5
        assert reasons(staff, code, OTHER) == ["locked-out"]


def test_wrong_pins_make_one_wait_longer_and_longer(staff: Shop) -> None:
    for _ in range(5):
        reasons(staff, "rosa.p", OTHER)
    assert reasons(staff, "rosa.p", PIN) == ["locked-out"]
    with pytest.raises(Refused) as caught:
        log_in(staff.plant, "rosa.p", PIN)
    assert caught.value.reasons[0].params["seconds"] == 30
    staff.later(seconds=30)
    assert reasons(staff, "rosa.p", OTHER) == ["wrong-pin"]
    staff.later(seconds=59)
    assert reasons(staff, "rosa.p", PIN) == ["locked-out"]
    staff.later(seconds=1)
    assert log_in(staff.plant, "rosa.p", PIN).code == "rosa.p"
    assert reasons(staff, "rosa.p", OTHER) == ["wrong-pin"]


def test_a_lock_out_leaves_an_audit_entry_and_a_wrong_pin_none(staff: Shop) -> None:
    before = len(entries(staff))
    for _ in range(4):
        reasons(staff, "rosa.p", OTHER)
    assert len(entries(staff)) == before
    reasons(staff, "rosa.p", OTHER)
    person, action, after = entries(staff)[0]
    assert (person, action) == ("rosa.p", "LOGIN")
    assert after is not None
    assert "lock-out" in after


def test_a_code_that_nobody_has_may_be_a_mistyped_pin_and_is_not_kept(staff: Shop) -> None:
    for _ in range(5):
        reasons(staff, "2580", "2580")
    person, *_ = entries(staff)[0]
    assert person == "?"


def test_unlocking_ends_the_wait(staff: Shop) -> None:
    for _ in range(5):
        reasons(staff, "rosa.p", OTHER)
    staff.do(unlock_user, "admin", "rosa.p")
    assert log_in(staff.plant, "rosa.p", PIN).code == "rosa.p"


def test_wrong_pins_tried_meanwhile_make_the_right_one_wait(staff: Shop) -> None:
    reasons(staff, "rosa.p", OTHER)

    class Slow:
        """Lets others fail while a PIN is being checked."""

        def hash(self, pin: str) -> str:
            return hasher.hash(pin)

        def matches(self, pin_hash: str | None, pin: str) -> bool:
            staff.plant.hasher = hasher
            for _ in range(4):
                reasons(staff, "rosa.p", OTHER)
            return hasher.matches(pin_hash, pin)

    hasher = staff.plant.hasher
    staff.plant.hasher = Slow()
    assert reasons(staff, "rosa.p", PIN) == ["locked-out"]


def test_a_signature_needs_the_right(staff: Shop) -> None:
    assert sign(staff.plant, "rosa.p", PIN, Right.SETTLE_CRITICAL).code == "rosa.p"
    with pytest.raises(Refused) as caught:
        sign(staff.plant, "rosa.p", PIN, Right.APPROVE_SHIFT)
    assert told(caught.value.reasons) == ["not-permitted"]


def test_a_session_leaves_an_audit_entry_for_everybody(staff: Shop) -> None:
    staff.do(record_session, "visita")
    person, action, after = entries(staff)[0]
    assert (person, action) == ("visita", "LOGIN")
    assert after is not None
    assert "session" in after
    staff.do(lock_user, "admin", "visita", "Vacaciones")
    assert told(staff.refused(record_session, "visita")) == ["not-permitted"]


def test_a_wait_is_counted_from_the_last_wrong_pin(staff: Shop) -> None:
    for _ in range(5):
        reasons(staff, "rosa.p", OTHER)
        staff.clock.at += timedelta(hours=1)
    assert log_in(staff.plant, "rosa.p", PIN).code == "rosa.p"
