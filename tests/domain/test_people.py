"""Accounts: PINs, codes, roles and the wait after wrong PINs."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.people import find_role, person_faults, pin_faults, wait_after
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.rights import RIGHTS, Right, Role, first_with, may
from tests.domain.floor import told


@pytest.mark.parametrize("pin", ["2580", "1357", "12341234", "1123", "9821"])
def test_a_pin_of_four_to_eight_mixed_digits_is_taken(pin: str) -> None:
    assert pin_faults(pin) == ()


@pytest.mark.parametrize(
    "pin", ["", "258", "123456789", "1111", "1234", "4321", "87654321", "25a8", "２５８０", " 2580", "2580\n"]
)
def test_a_weak_pin_is_refused(pin: str) -> None:
    assert told(pin_faults(pin)) == ["weak-pin"]


def test_the_wait_grows_from_the_fifth_wrong_pin_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(failures).total_seconds() for failures in range(12)]
    assert waits == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]


@given(st.integers(5, 10**9))
def test_the_wait_never_shrinks_nor_passes_its_limit(failures: int) -> None:
    assert wait_after(failures - 1) <= wait_after(failures) <= timedelta(minutes=15)


@pytest.mark.parametrize("code", ["admin", "rperez", "r.perez", "a", "turno-2", "op_7"])
def test_a_code_is_small_letters_digits_and_signs_between(code: str) -> None:
    assert person_faults(code, "Rosa Pérez") == ()


@pytest.mark.parametrize("code", ["", "Rosa", "rosa perez", "-rosa", "rosa.", "r" * 33, "ro\x1bsa", "[/x]"])
def test_other_codes_are_refused(code: str) -> None:
    assert told(person_faults(code, "Rosa")) == ["bad-value.user-code"]


def test_a_person_has_a_name_that_can_be_seen() -> None:
    assert told(person_faults("rperez", "")) == ["bad-value.empty"]
    assert told(person_faults("rperez", "Rosa\x07")) == ["bad-value.unprintable"]
    assert told(person_faults("rperez", "R" * 81)) == ["bad-value.too-long"]
    assert person_faults("rperez", "[/x] Rosa") == ()


def test_a_role_is_found_however_it_is_typed() -> None:
    assert find_role(" administrador de SITIO") is Role.SITE_ADMIN
    assert find_role(Role.READER) is Role.READER
    unknown = find_role("Jefe")
    assert isinstance(unknown, Refusal)
    assert unknown.field == "role"


def test_each_role_has_the_rights_of_those_above_it_except_where_said() -> None:
    assert RIGHTS[Role.READER] == frozenset()
    assert RIGHTS[Role.OPERATOR] < RIGHTS[Role.INSPECTOR] < RIGHTS[Role.SUPERVISOR]
    assert RIGHTS[Role.SUPERVISOR] - RIGHTS[Role.SITE_ADMIN] == {
        Right.EXPLAIN,
        Right.SETTLE_CRITICAL,
        Right.PAUSE_BATCH,
        Right.CHANGE_BATCH,
        Right.SIGN_HELD_BATCH,
        Right.HOLD_MANY,
        Right.CERTIFY,
    }
    assert all(may(Role.ADMIN, right) for right in Right)


def test_the_first_role_that_may_is_the_one_to_ask() -> None:
    assert first_with(Right.SAMPLE) is Role.OPERATOR
    assert first_with(Right.ASSIGN, Right.ASSIGN_SELF) is Role.OPERATOR
    assert first_with(Right.SETTLE_CRITICAL) is Role.INSPECTOR
    assert first_with(Right.USERS) is Role.ADMIN
