"""Texts that people write: kept as typed when they can be seen, else refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.words import MAX_TEXT, reason_faults, text_faults, tidy, uid_faults
from tests.domain.floor import told


def test_blanks_at_the_ends_go_and_letters_are_composed() -> None:
    assert tidy("  Tracción  ") == "Tracción"
    assert tidy("Traccio\u0301n") == "Tracción"
    assert tidy(None) == ""


@pytest.mark.parametrize("text", ["[/x]", "[red]rojo", "ñandú ≤ 5 °C", "a" * MAX_TEXT])
def test_what_can_be_seen_is_kept(text: str) -> None:
    assert text_faults(text, "comment") == ()


@pytest.mark.parametrize("text", ["\x1b[2J", "a\x00b", "a\nb", "a\u202eb", "a\u200bb", "\udc80", "a\u2028b"])
def test_what_cannot_be_seen_is_refused(text: str) -> None:
    assert told(text_faults(text, "comment")) == ["bad-value.unprintable"]


@given(st.text(max_size=20).map(tidy))
def test_what_is_kept_can_be_stored_as_text(text: str) -> None:
    if not text_faults(text, "comment"):
        assert text.encode().decode() == text


def test_a_text_has_a_longest_length() -> None:
    (refusal,) = text_faults("a" * 6, "code", 5)
    assert (refusal.variant, refusal.params, refusal.field) == ("too-long", {"maximum": 5}, "code")


def test_a_reason_is_demanded() -> None:
    assert told(reason_faults("")) == ["reason-required"]
    assert told(reason_faults("\x07")) == ["bad-value.unprintable"]
    assert reason_faults("Falta de cinta") == ()


@pytest.mark.parametrize("uid", [None, "0195f3a2-7c1b-7e90-8f00-aaaaaaaaaaaa", "ABCDEF12"])
def test_a_uid_that_travels_is_taken(uid: str | None) -> None:
    assert uid_faults(uid) == ()


@pytest.mark.parametrize("uid", ["", "12345678", "short", "x" * 65, "../../etc", "abc def gh"])
def test_another_uid_is_refused(uid: str) -> None:
    assert told(uid_faults(uid)) == ["bad-value.uid"]
