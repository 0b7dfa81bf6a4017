"""Retiro: the recall list of a subject, and the drill that times how fast it is located."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from prodsys_tui.domain.lineage.recall import RecallLine
from prodsys_tui.domain.model import Drill, DrillFind
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.base import ReadScreen
from prodsys_tui.screens.drill.view import (
    COLUMNS,
    VIEWS,
    Shown,
    clock,
    clock_line,
    drill_row,
    heading,
    read_shown,
    told_lines,
)
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.rights import no_right
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.services.lineage.drills import begin_drill, end_drill, locate
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.lazy_list import LazyList
from prodsys_tui.widgets.lean import LEAN
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell, RowHead

TICK, LEAN_TICK = 1.0, 60.0
"""Seconds between two looks at the clock: on a slow line no one pays for seconds."""

BEGIN = "begin"
"""The target's word for beginning a drill at once."""


class DrillScreen(ReadScreen[None]):
    """The list of what the target's batch, or whatever it names, has to be called back."""

    AREA = "drill"
    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        own("drill.end", "f2", "end"),
        *general("leave", "reload", "view"),
        own("drill.located", "enter", "located"),
        own("drill.begin", "d", "begin"),
        own("drill.trace", "t", "trace"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.shown: Shown | None = None
        self.view = VIEWS[0]

    def body(self) -> ComposeResult:
        """How the drill stands, the list, and the batch under the cursor."""
        yield Notes(id="clock")
        yield RowHead(COLUMNS, heading(self.say))
        yield LazyList(COLUMNS)
        yield Notes(id="told")

    def on_mount(self) -> None:
        """The clock runs on the screen too."""
        self.query_one(LazyList).focus()
        self.set_interval(LEAN_TICK if self._coarse else TICK, self.look_at_clock)

    # What it shows

    @property
    def subject(self) -> str:
        """What is called back, as it can be looked for."""
        return self.target.batch or ""

    @property
    def line(self) -> RecallLine | None:
        """The batch under the cursor."""
        at = self.query_one(LazyList).at
        lines = self.shown.lines(self.view) if self.shown is not None else ()
        return lines[at] if at is not None and at < len(lines) else None

    @property
    def _coarse(self) -> bool:
        return self.app.has_class(LEAN)

    def status(self) -> Iterator[SafeText]:
        """What is called back, and which of it is shown."""
        yield self.say("drill.title")
        yield safe(self.subject.removeprefix("lote:"))
        yield self.say(f"drill.view.{self.view}")

    def action_reload(self) -> None:
        """Read the list again."""
        subject = self.subject
        self.call(lambda plant: read_shown(plant, subject), self._show, hold=self.shown is None)

    def _show(self, shown: Shown) -> None:
        first, self.shown = self.shown is None, shown
        self._show_lines()
        self._show_clock(shown)
        if first and self.target.parameter == BEGIN and not shown.runs and self.lock_of(BEGIN) is None:
            self.action_begin()

    def _show_lines(self) -> None:
        shown = self.shown
        if shown is not None:
            lines = shown.lines(self.view)
            self.query_one(LazyList).show_lazily(len(lines), lambda at: drill_row(lines[at], shown, self.say))
            self.show_status()

    def look_at_clock(self) -> None:
        """Tell how long the drill lasts; nothing is painted where nothing runs."""
        if self.shown is not None and self.shown.runs and self.is_current:
            self._show_clock(self.shown)

    def _show_clock(self, shown: Shown) -> None:
        now = self.session.plant.clock.now() if shown.runs else shown.now
        line = clock_line(shown, now, self.say, coarse=self._coarse)
        self.query_one("#clock", Notes).show([line])

    def on_row_list_moved(self) -> None:
        """Tell the batch under the cursor."""
        line, shown = self.line, self.shown
        cells = list(told_lines(line, shown, self.say)) if line is not None and shown is not None else []
        if shown is not None and line is None:
            cells = [Cell(self.say("drill.empty" if shown.recall.lines else "drill.nothing"))]
        self.query_one("#told", Notes).show(cells)
        self.reload_keys()

    # What is done

    def lock_of(self, action: str) -> SafeText | None:
        """A drill that runs, or does not, and the right to it."""
        shown = self.shown
        if action not in {BEGIN, "located", "end"} or shown is None:
            return super().lock_of(action)
        reason = self._not_now(action, shown)
        return no_right(self.person, self.say, Right.DRILL) if reason is None else self.say(reason)

    def _not_now(self, action: str, shown: Shown) -> str | None:
        """The text that says why an action makes no sense now."""
        line = self.line
        reasons = {
            "drill.is-running": action == BEGIN and shown.runs,
            "drill.nothing": action == BEGIN and not shown.recall.lines,
            "drill.is-none": action != BEGIN and not shown.runs,
            "drill.empty": action == "located" and line is None,
            "drill.is-located": action == "located" and line is not None and line.node.key in shown.finds,
        }
        return next((text for text, applies in reasons.items() if applies), None)

    def action_view(self) -> None:
        """Turn to what is to be located, or was."""
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]
        self._show_lines()

    def action_begin(self) -> None:
        """Begin a drill, after a yes."""
        shown, who, subject = self.shown, self.person, self.subject
        if shown is None:
            return
        count = len(shown.recall.lines)

        def begin() -> None:
            self.call(lambda plant: plant.do(begin_drill, who, subject), self._begun, hold=True)

        self.confirm(self.say("drill.begin", subject=subject.removeprefix("lote:"), count=count), begin)

    def _begun(self, drill: Drill) -> None:
        self.tell(self.say("drill.begun", count=drill.batches))
        self.action_reload()

    def on_row_list_chosen(self) -> None:
        """Enter in the list."""
        self.call_next(self.app.run_action, "located", self)

    def action_located(self) -> None:
        """Ask where the batch was located, and how much of it."""
        line, shown, who, subject = self.line, self.shown, self.person, self.subject
        if line is None or shown is None:
            return
        code = line.node.code

        def save(plant: Plant, answers: Answers) -> DrillFind:
            return plant.do(locate, who, subject, code, answers["at"], answers["quantity"])

        unit = shown.units.get(line.node.process_id or 0, "")
        asks = (
            Ask("at", self.say("drill.ask.at"), help=self.say("drill.ask.at.help")),
            Ask(
                "quantity",
                self.say("drill.ask.quantity"),
                show_number(line.quantity),
                help=self.say("drill.ask.quantity.help"),
            ),
        )
        intro = self.say("drill.form.intro", quantity=show_number(line.quantity), unit=unit)
        title = self.say("drill.form", batch=code)
        self.ask(FormScreen(self.session, title, asks, save, intro=intro), self._located)

    def _located(self, find: DrillFind) -> None:
        self.tell(self.say("drill.located", batch=find.batch.code, place=find.location))
        if self.view == VIEWS[0]:  # where only what is to be located stands, the next one comes by itself
            self.query_one(LazyList).action_move(1)
        self.action_reload()

    def action_end(self) -> None:
        """End the drill, with a note or without."""
        shown, who, subject = self.shown, self.person, self.subject
        if shown is None or shown.story is None:
            return
        story = shown.story

        def save(plant: Plant, answers: Answers) -> Drill:
            return plant.do(end_drill, who, subject, answers["note"])

        passed = clock(story.passed(self.session.plant.clock.now()), coarse=False)
        intro = self.say("drill.end.intro", found=story.found, total=story.total, passed=passed)
        asks = (Ask("note", self.say("drill.ask.note"), max_length=500),)
        form = FormScreen(self.session, self.say("drill.end"), asks, save, intro=intro)
        self.ask(form, lambda drill: self._ended(drill, story.total))

    def _ended(self, drill: Drill, total: int) -> None:
        passed = clock((drill.ended_at or drill.recorded_at) - drill.recorded_at, coarse=False)
        self.tell(self.say("drill.done", found=drill.found, total=total, passed=passed))
        self.action_reload()

    def action_trace(self) -> None:
        """Where the subject came from and went."""
        self.go(Target(Place.TRACE, batch=self.subject))
