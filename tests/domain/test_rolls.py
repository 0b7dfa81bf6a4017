"""The codes of rolls: what one was made of, and what was meant for a batch."""

import pytest

from prodsys_tui.domain.batch.rolls import descends, made_of, resembles_batch, roll_code
from tests.domain.floor import EXTRUSION, LAMINATION, PRINTING, WEAVING


def test_a_rolls_own_code_tells_what_it_was_made_of() -> None:
    sources = (WEAVING, LAMINATION)
    assert list(made_of("R047-T05-L001-I001", sources)) == ["R047-T05-L001", "R047-T05"]
    assert list(made_of("R047-T05-L001", sources)) == ["R047-T05"]
    assert list(made_of("R047-T05", sources)) == []
    assert list(made_of("R047-T05-L001-I001", (PRINTING,))) == []
    assert list(made_of("MERMA-A-B", sources)) == []
    assert list(made_of("R047-T05-L001", (EXTRUSION,))) == []


def test_a_roll_descends_from_itself_and_from_what_it_was_made_of() -> None:
    assert descends("R047-T05-L001", "R047-T05")
    assert descends("R047-T05", "R047-T05")
    assert not descends("R047-T051", "R047-T05")
    assert not descends("R047-T05", "R047-T05-L001")


def test_rolls_are_kept_in_capitals() -> None:
    assert roll_code(" r047-t05 ") == "R047-T05"


@pytest.mark.parametrize(
    "text", ["3", "2000145", "1000345-001", "1000345-1", "1-1", "em-0001", "EM-0001-001", "L4567890N001"]
)
def test_what_was_meant_for_a_batch_is_no_roll(text: str) -> None:
    assert resembles_batch(text)


@pytest.mark.parametrize("text", ["R047-T05", "L001", "EM", "ROLLO 3", "", "LEM-0001", "R101"])
def test_other_codes_may_be_rolls(text: str) -> None:
    assert not resembles_batch(text)
