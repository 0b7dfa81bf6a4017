"""Settling deviations: an explanation, or cause and action after measuring again."""

import pytest

from prodsys_tui.domain.contract.catalogs import DeviationCatalog
from prodsys_tui.domain.model import Disposition, Result
from prodsys_tui.domain.quality.disposition import Proposal, Settlement, explains, settle
from tests.domain.floor import STARTS, told
from tests.domain.test_rounds import sample

CATALOG = DeviationCatalog(("materia prima", "máquina"), ("ajuste", "nueva medición"))
BAD = sample(result=Result.FAILS)
LONG = "La balanza estaba sin calibrar"


def answer(proposal: Proposal, *, measured_again: bool = False) -> Settlement | list[str]:
    found = settle(BAD, None, proposal, CATALOG, measured_again=measured_again)
    return found if isinstance(found, Settlement) else told(found)


def test_a_written_explanation_settles() -> None:
    assert answer(Proposal(f"  {LONG} ")) == Settlement(None, None, LONG)


@pytest.mark.parametrize(
    ("text", "enough"),
    [("diez letras", True), ("diez letra", False), ("  diez letra   ", False), ("", False), (None, False)],
)
def test_an_explanation_has_more_than_ten_characters(text: str | None, enough: bool) -> None:
    assert explains(text) is enough
    if not enough:
        assert answer(Proposal(text)) == ["justification-too-short"]


def test_cause_and_action_settle_once_a_later_sample_complies() -> None:
    proposal = Proposal(cause="Maquina", action="AJUSTE")
    assert answer(proposal, measured_again=True) == Settlement("máquina", "ajuste", None)
    assert answer(proposal) == ["not-measured-again"]


def test_measuring_again_alone_does_not_settle() -> None:
    assert answer(Proposal(), measured_again=True) == ["justification-too-short"]


def test_all_that_is_wrong_is_told() -> None:
    assert answer(Proposal("corto", cause="el clima")) == [
        "justification-too-short",
        "reason-unknown",
        "reason-required",
        "not-measured-again",
    ]
    assert answer(Proposal(action="barrer"), measured_again=True) == ["reason-required", "reason-unknown"]
    assert answer(Proposal(f"{LONG}\x1b]52;")) == ["bad-value.unprintable"]


def test_explanation_and_codes_may_come_together() -> None:
    proposal = Proposal(LONG, "materia prima", "nueva medicion")
    expected = Settlement("materia prima", "nueva medición", LONG)
    assert answer(proposal, measured_again=True) == expected


def test_what_complies_is_calculated_or_settled_has_nothing_to_settle() -> None:
    before = Disposition(sample=BAD.ref, explanation=LONG, author="iortiz", recorded_at=STARTS)
    for of, existing in (
        (sample(), None),
        (sample(result=Result.FAILS, calculated=True), None),
        (BAD, before),
    ):
        found = settle(of, existing, Proposal(LONG), CATALOG, measured_again=False)
        assert isinstance(found, tuple)
        assert [refusal.code for refusal in found] == ["nothing-to-settle"]
