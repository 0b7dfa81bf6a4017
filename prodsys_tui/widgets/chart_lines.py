"""A chart in character cells: points from left to right, horizontal lines behind them, a cursor below.

``draw`` makes lines of text of numbers and knows no terminal; ``LineChart`` shows them. It uses only signs
that a console font has and that read the same in ASCII, and says nothing by colour alone: what stands out
has a sign of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.row_list import Cell
from prodsys_tui.widgets.theme import PAIRS

DOT = "•"
"""A point like all others."""
SOLID, DOUBLE, DOTTED = "─", "═", "·"
"""What a horizontal line may be drawn with."""
HERE = "▲"
AXIS = "│"
_LINK = "│"
_WIDEST_STEP = 4
_MARGIN = 0.04


@dataclass(frozen=True, slots=True)
class Dot:
    """A point: its value, the sign that it is drawn with, and the colour pair of its meaning."""

    value: float
    sign: str = DOT
    meaning: str = "strong"


@dataclass(frozen=True, slots=True)
class Level:
    """A horizontal line behind the points: one value, or one for each of them (None: there it is not drawn).

    ``label`` stands left of it, or the line has none. Of two lines on one row the first that is given stays.
    """

    values: float | Sequence[float | None]
    sign: str = SOLID
    label: SafeText = field(default_factory=SafeText)
    meaning: str = "base"

    def at(self, point: int) -> float | None:
        """Where it lies behind a point (from 0)."""
        return self.values if isinstance(self.values, int | float) else self.values[point]


Line = tuple[Cell, ...]
"""A line of the chart: texts one after the other, each in the colours of its meaning."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The lines from top to bottom, all equally wide; ``first`` is the first point (from 0) that has room."""

    lines: tuple[Line, ...]
    first: int = 0

    @property
    def text(self) -> str:
        """All of it, for a terminal without colours."""
        return "\n".join("".join(cell.text for cell in line).rstrip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn. ``here`` is the point (from 0) with the cursor below it; None: there is no cursor."""

    dots: tuple[Dot, ...] = ()
    levels: tuple[Level, ...] = ()
    here: int | None = None


def draw(chart: Chart, width: int, height: int) -> Drawn:
    """Draw it in so many cells: the newest point at the right, as many points as find room.

    The last line is the cursor's, where there is one. Without points, or in less than 8 by 3 cells, nothing.
    """
    rows = height - (chart.here is not None)
    if not chart.dots or width < 8 or rows < 2:  # noqa: PLR2004 - the docstring says it
        return Drawn(())
    gutter = min(max((cell_len(level.label) for level in chart.levels), default=0), width // 3)
    room = width - gutter - 1
    step = max(1, min(_WIDEST_STEP, room // len(chart.dots)))
    first = _first_shown(chart, room // step)
    scale = _Scale(*_reach(chart, first), rows)
    canvas = _Canvas(room, rows)
    shown = range(first, min(len(chart.dots), first + room // step))
    offset = room - len(shown) * step + step // 2
    places = {at: offset + (at - first) * step for at in shown}
    for level in reversed(chart.levels):
        _draw_level(canvas, level, scale, places, step)
    _draw_dots(canvas, chart.dots, scale, places)
    labels = _labels(chart.levels, scale, places, gutter)
    lines = [
        _pieces([*labels.get(row, _blank(gutter)), (AXIS, "base"), *canvas.row(row)]) for row in range(rows)
    ]
    if chart.here is not None:
        lines.append(_cursor_line(gutter + 1 + places.get(chart.here, 0), width))
    return Drawn(tuple(lines), first)


_Sign = tuple[str, str]


class _Canvas:
    """The cells that points and lines are drawn on, each with a meaning."""

    def __init__(self, width: int, height: int) -> None:
        self._rows: list[list[_Sign]] = [[(" ", "base")] * width for _ in range(height)]
        self.width = width

    def put(self, column: int, row: int, sign: str, meaning: str) -> None:
        self._rows[row][column] = (sign, meaning)

    def row(self, row: int) -> list[_Sign]:
        return self._rows[row]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values on rows: ``low`` on the lowest, ``high`` on the highest (row 0)."""

    low: float
    high: float
    rows: int

    def row(self, value: float) -> int:
        part = (self.high - value) / (self.high - self.low)
        return max(0, min(self.rows - 1, round(part * (self.rows - 1))))


def _first_shown(chart: Chart, room: int) -> int:
    """The newest points, or those round the cursor when it stands on an older one."""
    newest = max(0, len(chart.dots) - room)
    return newest if chart.here is None else min(newest, chart.here)


def _reach(chart: Chart, first: int) -> tuple[float, float]:
    """The lowest and highest value that has to be seen, with a margin; never the same one."""
    values = [dot.value for dot in chart.dots[first:]]
    for level in chart.levels:
        reached = (level.at(at) for at in range(first, len(chart.dots)))
        values.extend(value for value in reached if value is not None)
    low, high = min(values), max(values)
    margin = (high - low) * _MARGIN or abs(high) * _MARGIN or 1.0
    return low - margin, high + margin


def _draw_level(canvas: _Canvas, level: Level, scale: _Scale, places: dict[int, int], step: int) -> None:
    for at, place in places.items():
        value = level.at(at)
        if value is None:
            continue
        begin = place - step // 2 if at - 1 in places else 0
        end = place - step // 2 + step if at + 1 in places else canvas.width
        for column in range(begin, end):
            if level.sign != DOTTED or column % 2 == 0:
                canvas.put(column, scale.row(value), level.sign, level.meaning)


def _draw_dots(canvas: _Canvas, dots: Sequence[Dot], scale: _Scale, places: dict[int, int]) -> None:
    """The points, and what links each to the next where there is room between them."""
    for at, place in places.items():
        following = places.get(at + 1)
        if following is not None and following - place > 1:
            top, bottom = sorted((scale.row(dots[at].value), scale.row(dots[at + 1].value)))
            for row in range(top + 1, bottom):
                canvas.put(place + (following - place) // 2, row, _LINK, "base")
    for at, place in places.items():
        canvas.put(place, scale.row(dots[at].value), dots[at].sign, dots[at].meaning)


def _labels(
    levels: Sequence[Level], scale: _Scale, places: dict[int, int], gutter: int
) -> dict[int, list[_Sign]]:
    """What stands left of the lines, on the row where each is at its newest point."""
    labels: dict[int, list[_Sign]] = {}
    for level in reversed(levels):
        known = [value for at in places if (value := level.at(at)) is not None]
        if level.label and known:
            text = level.label[:gutter].rjust(gutter)
            labels[scale.row(known[-1])] = [(sign, level.meaning) for sign in text]
    return labels


def _blank(width: int) -> list[_Sign]:
    return [(" ", "base")] * width


def _cursor_line(column: int, width: int) -> Line:
    line = [*_blank(column), (HERE, "strong"), *_blank(width - column - 1)]
    return _pieces(line)


def _pieces(signs: Sequence[_Sign]) -> Line:
    """Signs of one meaning beside each other as one text."""
    runs: Iterator[tuple[str, Iterator[_Sign]]] = groupby(signs, key=lambda sign: sign[1])
    return tuple(Cell(SafeText("".join(sign for sign, _ in run)), meaning) for meaning, run in runs)


class LineChart(Widget):
    """A chart that takes the room it has. Only lines that changed are painted."""

    DEFAULT_CSS = """
    LineChart { width: 100%; height: 1fr; background: $base-ground; color: $base-text; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.chart = Chart()
        """What is shown now."""
        self.drawn = Drawn(())
        """How it is drawn in the room that there is."""

    def show(self, chart: Chart) -> None:
        """Show another chart."""
        self.chart = chart
        self._draw()

    def on_resize(self) -> None:
        """Draw it for the new room."""
        self._draw()

    def render_line(self, y: int) -> Strip:
        """One line of the drawing."""
        pairs, colours = PAIRS[self.app.theme], not self.app.no_color
        base = pairs["base"].style(colours=colours)
        line = self.drawn.lines[y] if y < len(self.drawn.lines) else ()
        segments = [Segment(cell.text, pairs[cell.meaning].style(colours=colours)) for cell in line]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _draw(self) -> None:
        before = self.drawn.lines
        self.drawn = draw(self.chart, self.size.width, self.size.height)
        after = self.drawn.lines
        for y in range(max(len(before), len(after))):
            if before[y : y + 1] != after[y : y + 1]:
                self.refresh(Region(0, y, self.size.width, 1))
