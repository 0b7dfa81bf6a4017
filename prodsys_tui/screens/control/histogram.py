"""The values of a control chart by how often they came, with limits beside them."""

from decimal import Decimal
from math import isqrt

from prodsys_tui.screens.control.view import BINS, figure
from prodsys_tui.services.control.control_chart import ControlChart
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell, Row

LEAST, MOST = 5, 15
"""How many bins there may be."""
_WHOLE = "█"
_GAPS = len(BINS) + 2


def bins(values: list[Decimal]) -> list[tuple[Decimal, Decimal, int]]:
    """Bins of equal width with how many values each has; the upper end belongs to the last one only."""
    low, high = min(values), max(values)
    count = 1 if low == high else max(LEAST, min(MOST, isqrt(len(values)) + 1))
    width = (high - low) / count
    counts = [0] * count
    for value in values:
        counts[min(count - 1, int((value - low) / width)) if width else 0] += 1
    return [(low + width * at, low + width * (at + 1), many) for at, many in enumerate(counts)]


def bin_rows(chart: ControlChart, say: Texts, wide: int) -> list[Row]:
    """The bins from the highest to the lowest, with a bar each, and which lines lie in them."""
    values = [value for at in chart.points for value in at.group.values.values]
    if not values:
        return []
    found = bins(values)
    longest = max(many for _, _, many in found)
    room = max(wide - sum(column.width for column in BINS) - _GAPS, 1)
    return [
        Row(
            str(place),
            (
                Cell(joined((figure(chart, low), figure(chart, high)), " - "), "strong"),
                Cell(safe(many)),
                Cell(_lines(chart, say, low, high, last=place == len(found) - 1), "waiting"),
                Cell(safe(_WHOLE * (max(1, room * many // longest) if many else 0)), "ready"),
            ),
        )
        for place, (low, high, many) in reversed(list(enumerate(found)))
    ]


def _lines(chart: ControlChart, say: Texts, low: Decimal, high: Decimal, *, last: bool) -> SafeText:
    """The specification, the nominal and the centre, where they lie in a bin."""
    limits, target = chart.subject.specification, chart.subject.target
    known = {
        "spec-lower": None if limits is None else limits.minimum,
        "spec-upper": None if limits is None else limits.maximum,
        "target": target,
        "centre": None if chart.limits is None else chart.limits.centre,
    }
    return joined(
        [
            say(f"control.mark.{name}")
            for name, value in known.items()
            if value is not None and (low <= value < high or (last and value == high))
        ]
    )
