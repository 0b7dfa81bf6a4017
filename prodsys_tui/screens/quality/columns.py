"""The columns of each list, and their names."""

from collections.abc import Mapping

from prodsys_tui.screens.quality.levels import Part
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

_CODE, _PROCESS, _DAYS = Column(16), Column(18), Column(8, "right")

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    Part.RATES: (Column(24), _DAYS, Column(9, "right"), Column(7, "right"), Column()),
    Part.SAMPLES: (
        *(Column(16), Column(8), Column(16), Column(9, "right"), Column(9), Column(8)),
        Column(least=11),
    ),
    Part.STATES: (Column(11), _DAYS, Column(11, "right"), Column()),
    Part.COVERAGE: (_PROCESS, _DAYS, Column(9, "right"), Column(7, "right"), Column(7, "right"), Column()),
    Part.BATCHES: (_CODE, Column(10), _PROCESS, Column(11), Column(8, "right"), _DAYS, Column()),
    Part.DWELL: (Column(11), *(_DAYS,) * 6, Column()),
    Part.STAYS: (_CODE, _PROCESS, Column(16), Column(16), Column(7, "right"), Column()),
}

_NAMES: Mapping[str, tuple[str, ...]] = {
    Part.RATES: ("of", "samples", "rejected", "rate"),
    Part.SAMPLES: ("measured", "machine", "parameter", "value", "result", "person", "batch"),
    Part.STATES: ("state", "batches", "mean-days"),
    Part.COVERAGE: ("process", "batches", "consumed", "missing", "share"),
    Part.BATCHES: ("batch", "date", "process", "state", "uses", "days"),
    Part.DWELL: ("state", "stays", "lasting", "median", "mean", "p90", "longest"),
    Part.STAYS: ("batch", "process", "since", "until", "days"),
}


def heading(part: str, say: Texts) -> Row:
    """The names of a list's columns; the last one, of bars, has none."""
    cells = [Cell(say(f"quality.column.{name}"), "head") for name in _NAMES[part]]
    return Row("", (*cells, *(Cell(safe("")) for _ in COLUMNS[part][len(cells) :])))
