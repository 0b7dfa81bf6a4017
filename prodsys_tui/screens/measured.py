"""What a value is held against, in words: on the screens where it is measured and where it is settled."""

from prodsys_tui.domain.contract import Limits, Parameter
from prodsys_tui.domain.numbers import show_eighths, show_number
from prodsys_tui.text.safe import SafeText, safe


def range_text(parameter: Parameter, limits: Limits) -> SafeText:
    """A specification as people read a scale: eighths of an inch where the parameter is measured so."""
    if parameter.eighths and limits.minimum is not None and limits.maximum is not None:
        return safe(f"{show_eighths(limits.minimum)} - {show_eighths(limits.maximum)}")
    if limits.minimum is not None and limits.minimum == limits.maximum:
        return safe(f"={show_number(limits.minimum)}")
    return safe(limits.text)
