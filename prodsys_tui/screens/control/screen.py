"""Carta de control: the chart of a parameter, what breaks its rules, limits to freeze, causes to name."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.base import ReadScreen
from prodsys_tui.screens.control.histogram import bin_rows
from prodsys_tui.screens.control.reading import Looked, read_chart
from prodsys_tui.screens.control.steps import ask_cause, ask_limits, ask_machine, ask_parameter, ask_rules
from prodsys_tui.screens.control.view import (
    BINS,
    POINTS,
    VIOLATIONS,
    View,
    about,
    drawing,
    point_rows,
    told,
    violation_rows,
    why,
)
from prodsys_tui.screens.modals.tell import TellScreen
from prodsys_tui.screens.rights import no_right
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.services.control.control_chart import ControlChart, ControlPoint, Wanted
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.chart_lines import LineChart
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell, Column, Row, RowHead, RowList

DAYS = (1, 7, 30, 90, 366)
"""How far back one can look."""
_LISTS = {"violations": VIOLATIONS, View.LIST.value: POINTS, View.HISTOGRAM.value: BINS}
_NAMES = {
    "violations": ("at", "value", "rule", "cause", "meaning"),
    View.LIST.value: ("at", "machine", "value", "range", "sigmas", "rules", "cause"),
    View.HISTOGRAM.value: ("bin", "count", "lines", ""),
}


class ControlScreen(ReadScreen[None]):
    """Left and right go from point to point, up and down from violation to violation."""

    AREA = "control"
    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *general("leave", "values"),
        own("reload", "f5", "reload", shown=False),
        own("control.view", "f6", "view"),
        own("control.machine", "m", "machine"),
        own("control.more", "plus", "more"),
        own("control.fewer", "minus", "fewer"),
        own("control.cause", "c", "cause"),
        own("control.why", "w", "why"),
        own("control.rules", "r", "rules"),
        own("control.freeze", "z", "freeze"),
        own("control.older", "left", "older", shown=False),
        own("control.newer", "right", "newer", shown=False),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.shown: Looked | None = None
        self.view = View.VALUES
        """What of the chart is shown."""
        self.at = 0
        """The point under the cursor, from 0; the newest at first."""
        self._wanted = Wanted(target.process or 0, target.parameter or "", target.machine)
        self._told: SafeText | None = None
        self._placed: str | None = None

    def body(self) -> ComposeResult:
        """Limits and capability, the drawing or a list in its place, the point, the violations."""
        yield Notes(id="about")
        yield LineChart(id="chart")
        for name in (View.LIST.value, View.HISTOGRAM.value):
            yield from self._list(name)
        yield Notes(id="told")
        yield from self._list("violations")

    def on_mount(self) -> None:
        """The lists are shown when they are asked for."""
        self._swap()

    def on_resize(self) -> None:
        """Bars take what the terminal has."""
        self._show()

    def status(self) -> Iterator[SafeText]:
        """Which chart it is."""
        yield self.say("control.title")
        chart = self.chart
        if chart is not None:
            machine = chart.subject.machine
            yield safe(chart.subject.contract.name)
            yield safe(chart.subject.parameter.name)
            yield self.say("control.all-machines") if machine is None else safe(machine.code)
            yield self.say.n("control.days", self._wanted.days)

    @property
    def chart(self) -> ControlChart | None:
        """The chart that is shown."""
        return self.shown.chart if self.shown else None

    @property
    def point(self) -> ControlPoint | None:
        """The point under the cursor."""
        chart = self.chart
        return chart.points[self.at] if chart is not None and self.at < len(chart.points) else None

    def lock_of(self, action: str) -> SafeText | None:
        """Days end, points end, causes need a violation, limits a right."""
        if action == "more" and self._wanted.days == DAYS[-1]:
            return self.say("control.no-more")
        if action == "fewer" and self._wanted.days == DAYS[0]:
            return self.say("control.no-fewer")
        if action == "freeze":
            return no_right(self.person, self.say, Right.FREEZE_LIMITS)
        if action == "cause":
            reason = no_right(self.person, self.say, Right.NAME_CAUSE)
            violates = self.point is not None and bool(self.point.point.violations)
            return reason or (None if violates else self.say("control.no-violation"))
        if action == "why" and self.point is None:
            return self.say("control.empty")
        return super().lock_of(action)

    # What is shown

    def action_reload(self) -> None:
        """Read the chart again."""
        process, wanted = self.target.process, self._wanted
        self.call(lambda plant: read_chart(plant, process, wanted), self._read, hold=True)

    def action_view(self) -> None:
        """Values, ranges, how often each value came, all points as a list."""
        views = tuple(View)
        self.view = views[(views.index(self.view) + 1) % len(views)]
        self._swap()
        self._show()

    def action_more(self) -> None:
        """Look further back."""
        self.look(replace(self._wanted, days=DAYS[DAYS.index(self._wanted.days) + 1]))

    def action_fewer(self) -> None:
        """Look less far back."""
        self.look(replace(self._wanted, days=DAYS[DAYS.index(self._wanted.days) - 1]))

    def action_values(self) -> None:
        """Choose another parameter."""
        ask_parameter(self)

    def action_machine(self) -> None:
        """Choose one machine, or all together."""
        ask_machine(self)

    def action_rules(self) -> None:
        """Choose the rules."""
        ask_rules(self)

    def action_cause(self) -> None:
        """Name the cause of the violation under the cursor."""
        ask_cause(self)

    def action_freeze(self) -> None:
        """Freeze limits."""
        ask_limits(self)

    def action_why(self) -> None:
        """Which points make the rule fire."""
        if self.chart is not None:
            lines = why(self.chart, self.at, self.say)
            self.ask(TellScreen(self.session, self.say("control.why-title"), lines), lambda _none: None)

    def action_older(self) -> None:
        """The point before."""
        self._go(self.at - 1)

    def action_newer(self) -> None:
        """The point after."""
        self._go(self.at + 1)

    def announce(self, text: SafeText) -> None:
        """Say what was done until the next key, also when the chart is read again meanwhile."""
        self._told = text
        self.tell(text)

    def forget(self) -> None:
        """A key ends what was said; that the program was at work does not."""
        if not self._says_busy:
            self._told = None
        super().forget()

    def look(self, wanted: Wanted) -> None:
        """Show another chart."""
        self._wanted, self.shown = wanted, None
        self.action_reload()

    @property
    def wanted(self) -> Wanted:
        """Which chart is shown."""
        return self._wanted

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """The cursor of a list is that of the chart."""
        programmatic, self._placed = event.key == self._placed, None
        if event.rows.has_focus and not programmatic:
            self._go_to(event.key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter goes to the row's point and tells why."""
        self._go_to(event.key)
        self.call_next(self.app.run_action, "why", self)

    def _read(self, looked: Looked) -> None:
        here = self.point
        self.shown, self._wanted = looked, looked.wanted
        points = looked.chart.points
        known = [place for place, at in enumerate(points) if here and at.sample.ref == here.sample.ref]
        violating = [place for place, at in enumerate(points) if at.point.violations]
        begin = violating if here is None and not self.target.parameter else []
        self.at = next(iter(known or reversed(begin)), max(0, len(points) - 1))
        self._show()
        self.show_status()
        if self._told is not None:
            self.tell(self._told)

    def _go_to(self, key: str | None) -> None:
        """The point of a list's row."""
        uid = (key or "").partition(":")[0]
        for place, at in enumerate(self.chart.points if self.chart else ()):
            if at.sample.ref.uid == uid:
                self._go(place)

    def _go(self, at: int) -> None:
        chart = self.chart
        if chart is not None and chart.points:
            self.at = max(0, min(at, len(chart.points) - 1))
            self._show_point(chart)

    def _show(self) -> None:
        chart = self.chart
        if chart is None or not self.is_attached:
            return
        self.query_one("#about", Notes).show(about(chart, self.say))
        self._fill("violations", violation_rows(chart, self.say))
        if self.view is View.LIST:
            self._fill(self.view, point_rows(chart, self.say))
            if self.point is not None:
                self._rows(self.view).go_to(self.point.sample.ref.uid)
        if self.view is View.HISTOGRAM:
            self._rows(self.view).show(bin_rows(chart, self.say, self.size.width))
        self._show_point(chart)

    def _fill(self, name: str, rows: list[Row]) -> None:
        """Show rows; that the list's cursor came to lie on another one is nobody's move."""
        shown = self._rows(name)
        before = shown.key
        shown.show(rows)
        self._placed = shown.key if shown.key != before else None

    def _show_point(self, chart: ControlChart) -> None:
        """The cursor in the drawing, and the point in words."""
        if self.view in (View.VALUES, View.RANGES):
            self.query_one(LineChart).show(drawing(chart, self.view, self.at, self.say).chart)
        lines = told(chart, self.at, self.say) if chart.points else [Cell(self.say("control.empty"))]
        self.query_one("#told", Notes).show(lines)
        self.reload_keys()

    def _swap(self) -> None:
        drawn = self.view in (View.VALUES, View.RANGES)
        self.query_one(LineChart).display = drawn
        for name in (View.LIST.value, View.HISTOGRAM.value):
            self.query_one(f"#part-{name}").display = name == self.view
        self.query_one("#part-violations").display = self.view is not View.LIST
        self._rows(self.view if self.view is View.LIST else "violations").focus()

    def _rows(self, name: str) -> RowList:
        return self.query_one(f"#rows-{name}", RowList)

    def _list(self, name: str) -> ComposeResult:
        columns: tuple[Column, ...] = _LISTS[name]
        names = (self.say(f"control.column.{head}") if head else safe("") for head in _NAMES[name])
        with Vertical(id=f"part-{name}"):
            yield RowHead(columns, Row("", tuple(Cell(each, "head") for each in names)))
            rows = RowList(columns, id=f"rows-{name}")
            rows.can_focus = name != View.HISTOGRAM
            yield rows
