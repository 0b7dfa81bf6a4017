"""How a control chart looks: the drawing, the rows of its lists, what tells about a point."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from prodsys_tui.domain.contract.contract import Limits
from prodsys_tui.domain.model import ChartKind
from prodsys_tui.domain.spc.chart import RANGE
from prodsys_tui.domain.spc.limits import WARNING
from prodsys_tui.domain.spc.rules import Violation
from prodsys_tui.domain.spc.statistics import places, shown
from prodsys_tui.services.control.control_chart import ControlChart, ControlPoint
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.control_words import notes_text, rule_text
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.chart_lines import DOT, DOTTED, DOUBLE, SOLID, Chart, Dot, Level
from prodsys_tui.widgets.row_list import Cell, Column, Row

WARNED = "o"
"""The sign of a point beyond a warning line."""
WIDE = "R"
"""The sign of a range beyond its limits."""


class View(StrEnum):
    """What of the chart is shown."""

    VALUES = "values"
    RANGES = "ranges"
    HISTOGRAM = "histogram"
    LIST = "list"


VIOLATIONS = (Column(16), Column(9, "right"), Column(4, "right"), Column(16), Column())
"""When, value, rule, cause, what the rule says."""
POINTS = (
    *(Column(16), Column(8), Column(10, "right"), Column(9, "right"), Column(7, "right")),
    *(Column(7, "right"), Column()),
)
"""When, machine, value, range, sigmas, rules, cause."""
BINS = (Column(23, "right"), Column(5, "right"), Column(14), Column())
"""From and to, how many, what lies there, bar."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing, and which point of the chart each of its points is."""

    chart: Chart
    points: tuple[int, ...]


def figure(chart: ControlChart, value: Decimal | None) -> SafeText:
    """A figure on the chart's scale as people read it; a dash for none."""
    if value is None:
        return safe("-")
    return safe(shown(value, places(None if chart.limits is None else chart.limits.sigma)))


def drawing(chart: ControlChart, view: View, here: int, say: Texts) -> Drawing:
    """The values or the ranges with their limits; ``here`` is the point of the chart under the cursor."""
    of_ranges = view is View.RANGES
    at = tuple(
        place for place, each in enumerate(chart.points) if not of_ranges or each.point.range is not None
    )
    if not at:
        return Drawing(Chart(), ())
    points = [chart.points[place] for place in at]
    dots = tuple(_range_dot(each) if of_ranges else _dot(each) for each in points)
    levels = _range_levels(chart, points, say) if of_ranges else _levels(chart, points, say)
    cursor = next((place for place, point in enumerate(at) if point >= here), len(at) - 1)
    return Drawing(Chart(dots, tuple(levels), cursor), at)


def violation_rows(chart: ControlChart, say: Texts) -> list[Row]:
    """The violations by sample and rule, the newest first; one without a cause stands out."""
    return [
        Row(
            f"{at.sample.ref.uid}:{violation.rule}",
            (
                Cell(say("control.at", at=at.sample.measured_at)),
                Cell(figure(chart, at.point.value), "strong"),
                Cell(safe(_sign(violation)), "wrong"),
                _cause(at, violation, say),
                Cell(rule_text(say, violation.rule)),
            ),
        )
        for at in reversed(chart.points)
        for violation in at.point.violations
    ]


def point_rows(chart: ControlChart, say: Texts) -> list[Row]:
    """All points by sample, the newest first."""
    return [_point_row(chart, at, say) for at in reversed(chart.points)]


def _point_row(chart: ControlChart, at: ControlPoint, say: Texts) -> Row:
    machine, point = at.sample.machine, at.point
    rules = [_sign(violation) for violation in point.violations]
    causes = dict.fromkeys(at.causes[one.rule].cause for one in point.violations if one.rule in at.causes)
    return Row(
        at.sample.ref.uid,
        (
            Cell(say("control.at", at=at.sample.measured_at)),
            Cell(safe("" if machine is None else machine.code)),
            Cell(figure(chart, point.value), "strong"),
            Cell(figure(chart, point.range)),
            Cell(safe("-" if point.distance is None else shown(point.distance, 2))),
            Cell(safe(",".join(rules) or (WARNED if point.beyond_warning else "")), _meaning(at)),
            Cell(safe(", ".join(causes))),
        ),
    )


def about(chart: ControlChart, say: Texts) -> list[Cell]:
    """Limits and where they come from, capability, and what has to be known besides."""
    lines: list[Cell] = []
    if chart.limits is not None:
        band = chart.limits.band()
        named = {
            name: figure(chart, value)
            for name, value in (("lower", band.lower), ("centre", band.centre), ("upper", band.upper))
        }
        frozen = chart.frozen
        source = (
            say("control.provisional")
            if frozen is None
            else say("control.frozen", milestone=frozen.milestone)
        )
        meaning = "waiting" if frozen is None else "strong"
        limits = say("control.limits", unit=chart.subject.unit, **named)
        lines.append(Cell(joined((_kind(chart), limits, source), "  "), meaning))
    lines.append(Cell(_capability(chart, say), "strong"))
    lines.extend(Cell(text) for note, text in notes_text(say, chart.notes) if note != "provisional")
    return lines


def told(chart: ControlChart, place: int, say: Texts) -> list[Cell]:
    """The point under the cursor."""
    at = chart.points[place]
    machine = at.sample.machine
    first = say(
        "control.point",
        at=at.sample.measured_at,
        machine="" if machine is None else machine.code,
        value=figure(chart, at.point.value),
        unit=chart.subject.unit,
        sigmas="-" if at.point.distance is None else shown(at.point.distance, 2),
        range=figure(chart, at.point.range),
        author=at.sample.author,
    )
    lines = [Cell(first, "strong")]
    for violation in at.point.violations:
        cause = at.causes.get(violation.rule)
        text = say("control.rule-named", rule=_sign(violation), text=rule_text(say, violation.rule))
        said = (
            say("control.no-cause")
            if cause is None
            else say("control.caused", cause=cause.cause, comment=cause.comment or "", person=cause.author)
        )
        lines.append(Cell(joined((text, said), ": "), "wrong" if cause is None else "done"))
    if not at.point.violations and at.point.beyond_warning:
        lines.append(Cell(say("control.warned"), "waiting"))
    return lines


def why(chart: ControlChart, place: int, say: Texts) -> list[SafeText]:
    """Which points make each rule fire at a point, and the limits that it is judged by."""
    at = chart.points[place]
    lines: list[SafeText] = []
    for violation in at.point.violations:
        lines.append(say("control.rule-named", rule=_sign(violation), text=rule_text(say, violation.rule)))
        run = [
            say(
                "control.in-run",
                at=chart.points[each].sample.measured_at,
                value=figure(chart, chart.points[each].point.value),
                sigmas=shown(chart.points[each].point.distance or Decimal(0), 2),
            )
            for each in violation.run
        ]
        lines.append(joined(run, "; "))
    if at.point.band is not None:
        band = at.point.band
        named = {
            name: figure(chart, value)
            for name, value in (("lower", band.lower), ("centre", band.centre), ("upper", band.upper))
        }
        lines.append(say("control.limits", unit=chart.subject.unit, **named))
    lines = lines or [say("control.not-judged")]
    if at.frozen is not None:
        lines.append(say("control.frozen-at", milestone=at.frozen.milestone, at=at.frozen.recorded_at))
    return [*lines, *(text for _, text in notes_text(say, chart.notes))]


def _dot(at: ControlPoint) -> Dot:
    sign = next((_sign(one) for one in at.point.violations), WARNED if at.point.beyond_warning else DOT)
    return Dot(float(at.point.value), sign, _meaning(at))


def _range_dot(at: ControlPoint) -> Dot:
    wide = at.point.wide
    return Dot(float(at.point.range or 0), WIDE if wide else DOT, "wrong" if wide else "strong")


def _meaning(at: ControlPoint) -> str:
    if at.uncaused:
        return "wrong"
    return "waiting" if at.point.violations or at.point.beyond_warning else "strong"


def _sign(violation: Violation) -> str:
    return WIDE if violation.rule == RANGE else str(violation.rule)


def _cause(at: ControlPoint, violation: Violation, say: Texts) -> Cell:
    cause = at.causes.get(violation.rule)
    return Cell(say("control.no-cause"), "wrong") if cause is None else Cell(safe(cause.cause), "done")


def _levels(chart: ControlChart, points: Sequence[ControlPoint], say: Texts) -> Iterator[Level]:
    """Limits first: where lines meet they stay."""
    bands = [each.point.band for each in points]

    def level(name: str, sign: str, of: Sequence[Decimal | None]) -> Level:
        last = next((value for value in reversed(of) if value is not None), None)
        label = (
            safe("") if last is None or not name else say(f"control.line.{name}", value=figure(chart, last))
        )
        return Level(tuple(None if value is None else float(value) for value in of), sign, label)

    yield level("upper", DOUBLE, [None if band is None else band.upper for band in bands])
    yield level("lower", DOUBLE, [None if band is None else band.lower for band in bands])
    yield level("centre", SOLID, [None if band is None else band.centre for band in bands])
    for sigmas in (WARNING, -WARNING):
        yield level("", DOTTED, [None if band is None else band.line(sigmas) for band in bands])


def _range_levels(chart: ControlChart, points: Sequence[ControlPoint], say: Texts) -> Iterator[Level]:
    spreads = [each.point.spread for each in points]
    last = next((spread for spread in reversed(spreads) if spread is not None), None)
    if last is None:
        return
    for name, sign in (("upper", DOUBLE), ("lower", DOUBLE), ("centre", SOLID)):
        values = tuple(None if spread is None else float(getattr(spread, name)) for spread in spreads)
        label = say(f"control.line.{name}", value=figure(chart, getattr(last, name)))
        yield Level(values, sign, label)


def _capability(chart: ControlChart, say: Texts) -> SafeText:
    found = chart.capability
    if found.why is not None:
        return say("control.no-capability", why=say(f"control.why-none.{found.why.name.lower()}"))
    indices = (("Cp", found.cp), ("Cpk", found.cpk), ("Pp", found.pp), ("Ppk", found.ppk), ("Cpm", found.cpm))
    named = [safe(f"{name} {shown(index, 2)}") for name, index in indices if index is not None]
    return say("control.capability", indices=joined(named, "  "), limits=_specification(chart, say))


def _specification(chart: ControlChart, say: Texts) -> SafeText:
    """The limits of the specification, of which one may be missing."""
    limits = chart.subject.specification or Limits()
    low, high = limits.minimum, limits.maximum
    if low is not None and high is not None:
        return say("control.specification.both", low=low, high=high)
    if low is None:
        return say("control.specification.upper", high=high)
    return say("control.specification.lower", low=low)


def _kind(chart: ControlChart) -> SafeText:
    """Which chart it is, of means with how many values each usually has."""
    size = "" if chart.limits is None or chart.kind is ChartKind.INDIVIDUALS else f" ({chart.limits.size})"
    return safe(f"{chart.kind.value}{size}")
