"""Heads as people note them."""

import pytest

from prodsys_tui.domain.evidence.head import noted_head, read_head

HEAD = "9f3c22ab77de001255aa" + "0" * 44


def test_a_head_is_noted_in_groups_and_read_back() -> None:
    assert noted_head(HEAD) == "9f3c 22ab 77de 0012"
    assert read_head("9F3C 22ab\t77de 0012") == "9f3c22ab77de0012"
    assert read_head(HEAD) == HEAD


@pytest.mark.parametrize("text", ["", "9f3c 22ab 77de 001", "9f3c 22ab 77de 001x", "--"])
def test_what_is_no_head_is_not_read(text: str) -> None:
    assert read_head(text) is None
