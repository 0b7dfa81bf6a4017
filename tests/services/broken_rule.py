"""A plant whose rules are not the shipped ones."""

import pytest

from prodsys_tui import bootstrap
from prodsys_tui.bootstrap import shipped_contracts


def breaks(patch: pytest.MonkeyPatch, before: str, after: str) -> None:
    """Change a rule in the contract of Extrusor PP with which plants are made from now on."""
    texts = shipped_contracts()
    (name,) = [name for name in texts if name.startswith("01-")]
    assert before in texts[name]
    texts[name] = texts[name].replace(before, after)
    patch.setattr(bootstrap, "shipped_contracts", lambda: texts)


def takes_any_weight(patch: pytest.MonkeyPatch) -> None:
    """No number is too large for a measurement."""
    breaks(patch, "validity = { min = 50, max = 300 }", "validity = { min = 50, max = 3000 }")


def never_opens(patch: pytest.MonkeyPatch) -> None:
    """More samples than anybody takes in a shift."""
    breaks(patch, "minimum = 3", "minimum = 99")
