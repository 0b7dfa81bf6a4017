"""Calidad: how much was rejected, where batches stand, what was consumed, and what is behind each figure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from prodsys_tui.domain.model import Sample
from prodsys_tui.domain.quality.rejection import By
from prodsys_tui.screens.bars import BarsScreen, Page
from prodsys_tui.screens.modals.choice import Choice, ChoiceScreen
from prodsys_tui.screens.quality import batch_rows, rows
from prodsys_tui.screens.quality.columns import COLUMNS, heading
from prodsys_tui.screens.quality.levels import DAYS, Level, Looked, Part, View, read_level, read_on
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.chart_lines import LineChart
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.row_list import Row

_SAMPLES = "samples"
_PAGES: Mapping[Part, Callable[[Looked, Texts, int], Page]] = {
    Part.RATES: rows.rates_page,
    Part.SAMPLES: rows.samples_page,
    Part.STATES: batch_rows.states_page,
    Part.BATCHES: batch_rows.batches_page,
    Part.COVERAGE: batch_rows.coverage_page,
    Part.DWELL: batch_rows.dwell_page,
    Part.STAYS: batch_rows.stays_page,
}


class QualityScreen(BarsScreen):
    """Four views, each with its way down: to samples, to batches, to stays."""

    AREA = "quality"
    CSS_PATH = "screen.tcss"
    LISTS = COLUMNS
    BINDINGS: ClassVar[list[BindingType]] = [
        *general("leave", "reload"),
        own("quality.view", "f6", "view"),
        own("quality.open", "enter", "open"),
        own("quality.up", "backspace", "back", shown=False),
        own("quality.by", "b", "by"),
        own("quality.trend", "t", "trend"),
        own("quality.chart", "k", "chart"),
        own("quality.more", "plus", "more"),
        own("quality.fewer", "minus", "fewer"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.level = Level()
        """The step that is shown."""
        self.looked: Looked | None = None
        """What was read of it; None until it was."""
        self._above: list[tuple[Level, str | None]] = []
        self._wanted: str | None = None
        self._days = dict(DAYS)
        self.days = DAYS[self.level.view]

    def body(self) -> ComposeResult:
        """The line of days above the lists."""
        yield LineChart(id="trend")
        yield from super().body()

    @property
    def part(self) -> str:
        """The list of the step."""
        return self.level.part

    def heading(self, part: str) -> Row:
        """The names of a list's columns."""
        return heading(part, self.say)

    def status(self) -> Iterator[SafeText]:
        """What is shown, of which days, told apart by what."""
        yield self.say(f"quality.{self.level.view}")
        yield self.say.n("bars.days", self.days)
        if self.level.view is View.REJECTION:
            yield self.say(f"quality.by.{self.level.by or _SAMPLES}")

    def lock_of(self, action: str) -> SafeText | None:
        """What only rejections have, a chart without a parameter, a row without anything behind it."""
        if action in {"by", "trend"} and self.level.view is not View.REJECTION:
            return self.say("quality.rejections-only")
        if action == "chart" and self._chart() is None:
            return self.say("quality.chart-of-what")
        if action == "open" and self.page is not None and self.key is None:
            return self.say("quality.nothing-behind")
        return super().lock_of(action)

    # What is shown

    def action_reload(self) -> None:
        """Read the step again."""
        level, days = self.level, self.days
        self.call(lambda plant: read_level(plant, level, days), self._read, hold=True)

    def on_screen_resume(self) -> None:
        """See what was done about a batch meanwhile; samples never change."""
        if self.page is not None and self.level.part is not Part.SAMPLES:
            self.action_reload()

    def on_paged_list_wanted(self) -> None:
        """The end of the samples that were read: read on."""
        looked, days = self.looked, self.days
        if looked is not None and looked.more and not self.busy:
            self.call(lambda plant: read_on(plant, looked, days), self._read, hold=True)

    def made(self) -> Page | None:
        """The rows of what was read."""
        looked = self.looked
        return None if looked is None else _PAGES[looked.level.part](looked, self.say, self.size.width)

    def show_page(self) -> None:
        """Show what was read, and the line of days where it is told by day."""
        super().show_page()
        self._show_trend()

    def on_row_list_moved(self) -> None:
        """Tell the row under the cursor, and mark its day."""
        super().on_row_list_moved()
        self._show_trend()

    def begin(self) -> None:
        """Read the step, from its top."""
        self.looked = None
        super().begin()

    # Up and down

    def action_view(self) -> None:
        """The next of the four views, from its top."""
        self._days[self.level.view] = self.days
        views = list(View)
        view = views[(views.index(self.level.view) + 1) % len(views)]
        self.days, self._above = self._days[view], []
        self._to(Level(view))

    def action_open(self) -> None:
        """What is behind the row: the next step down, the shift of a sample, or the batch."""
        key = self.key or ""
        sample = self._sample
        if sample is not None:
            self.go(Target(Place.CORRECTIONS, shift=sample.shift.uid))
        elif self.level.part in {Part.BATCHES, Part.STAYS}:
            self.go(Target(Place.BATCHES, batch=batch_rows.batch_of(key)))
        else:
            self._down(self.level.below(key))

    def action_back(self) -> None:
        """One step up, else out of the screen."""
        if not self._above:
            self.action_leave()
            return
        level, self._wanted = self._above.pop()
        self._to(level)

    def action_by(self) -> None:
        """Choose what the rejections are told apart by, or the samples themselves."""
        known = self.level.chosen
        kinds = [by.value for by in By if by not in known]
        choices = [Choice(kind, self.say(f"quality.by.{kind}")) for kind in (*kinds, _SAMPLES)]

        def chosen(kind: str) -> None:
            self._down(replace(self.level, by=None if kind == _SAMPLES else By(kind)))

        self.ask(ChoiceScreen(self.session, self.say("quality.key.by"), choices), chosen)

    def action_trend(self) -> None:
        """The rejections day by day."""
        if By.DAY in self.level.chosen:
            self.complain(self.say("quality.one-day"))
            return
        self._down(replace(self.level, by=By.DAY))

    def action_chart(self) -> None:
        """The control chart of the parameter."""
        target = self._chart()
        if target is not None:
            self.go(target)

    @property
    def _sample(self) -> Sample | None:
        """The sample under the cursor."""
        samples = self.looked.samples if self.looked is not None else ()
        return next((each for each in samples if each.ref.uid == self.key), None)

    def _chart(self) -> Target | None:
        """The chart of the cut with the row under the cursor; None while process or parameter is open."""
        known = dict(self.level.chosen)
        sample = self._sample
        if sample is not None:
            known |= {By.PROCESS: str(sample.process_id), By.PARAMETER: sample.parameter}
            known[By.MACHINE] = sample.machine.code if sample.machine else ""
        elif self.level.view is View.REJECTION and self.level.by and self.page and self.key:
            known[self.level.by] = self.key
        if By.PROCESS not in known or By.PARAMETER not in known:
            return None
        return Target(
            Place.CONTROL,
            process=int(known[By.PROCESS]),
            parameter=known[By.PARAMETER],
            machine=known.get(By.MACHINE) or None,
        )

    def _down(self, level: Level) -> None:
        self._above.append((self.level, self.key))
        self._to(level)

    def _to(self, level: Level) -> None:
        self.level = level
        self.begin()

    def _read(self, looked: Looked) -> None:
        self.looked = looked
        self.show_page()
        if self._wanted is not None:
            self.rows.go_to(self._wanted)
            self._wanted = None

    def _show_trend(self) -> None:
        chart = None if self.looked is None else rows.trend_of(self.looked, self.key)
        line = self.query_one("#trend", LineChart)
        line.display = chart is not None
        if chart is not None:
            line.show(chart)
