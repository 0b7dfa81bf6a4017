"""What was measured, and what it is held against, in words: wherever samples are shown."""

from prodsys_tui.domain.contract.contract import Limits, Parameter
from prodsys_tui.domain.model import Sample
from prodsys_tui.domain.numbers import show_eighths, show_number
from prodsys_tui.text.safe import SafeText, safe

CALCULATED_DECIMALS = 3
"""Decimals of a calculated value; a typed one is shown as it was typed."""


def value_told(sample: Sample) -> SafeText:
    """What was measured, as it was typed; a calculated one to a thousandth."""
    value = round(sample.value, CALCULATED_DECIMALS) if sample.calculated else sample.value
    return safe(sample.words or show_number(value))


def range_text(parameter: Parameter, limits: Limits) -> SafeText:
    """A specification as people read a scale: eighths of an inch where the parameter is measured so."""
    if parameter.eighths and limits.minimum is not None and limits.maximum is not None:
        return safe(f"{show_eighths(limits.minimum)} - {show_eighths(limits.maximum)}")
    if limits.minimum is not None and limits.minimum == limits.maximum:
        return safe(f"={show_number(limits.minimum)}")
    return safe(limits.text)
