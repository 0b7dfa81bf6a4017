"""Disposición: the deviations of a process, each to be measured again or explained."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.shift.facts import Deviation
from prodsys_tui.screens.base import ReadScreen
from prodsys_tui.screens.deviation_words import COLUMNS, deviation_row, heading
from prodsys_tui.screens.disposition.view import Open, read_open, told
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.rights import no_right
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.services.drafts import DraftForm
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.quality.samples import justify
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell, RowHead, RowList


class DispositionScreen(ReadScreen[None]):
    """Explain a deviation, or name cause and action once it was measured again and complies."""

    AREA = "disposition"
    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *general("leave", "reload"),
        own("disposition.settle", "enter", "settle"),
        own("disposition.measure", "m", "measure"),
        own("disposition.suspects", "l", "suspects"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.shown: Open | None = None
        """What is on the screen; None until it was read."""

    def body(self) -> ComposeResult:
        """The deviations, and the one under the cursor in full."""
        yield RowHead(COLUMNS, heading(self.say))
        yield RowList(COLUMNS)
        yield Notes(id="detail")

    def action_reload(self) -> None:
        """Read the deviations again."""
        target = self.target
        self.call(lambda plant: read_open(plant, target), self._show, hold=self.shown is None)

    def status(self) -> Iterator[SafeText]:
        """Of which process."""
        yield self.say("disposition.title")
        if self.shown is not None:
            yield safe(self.shown.contract.name)

    @property
    def here(self) -> Deviation | None:
        """The deviation under the cursor."""
        uid = self.query_one(RowList).key
        known = self.shown.deviations if self.shown else ()
        return next((each for each in known if each.sample.uid == uid), None)

    def lock_of(self, action: str) -> SafeText | None:
        """Nothing is done twice; settling needs the right for it."""
        if action not in {"settle", "measure", "suspects"} or self.shown is None:
            return None
        if self.here is None:
            return self.say("disposition.none")
        if action == "suspects":
            return None
        if self.here.settled:
            return self.say("disposition.settled")
        right = Right.SETTLE_CRITICAL if self.shown.critical(self.here) else Right.EXPLAIN
        return no_right(self.person, self.say, right) if action == "settle" else None

    def on_row_list_moved(self) -> None:
        """Tell the deviation under the cursor."""
        self._show_detail()

    def on_row_list_chosen(self) -> None:
        """Enter in the list."""
        self.call_next(self.app.run_action, "settle", self)

    def action_settle(self) -> None:
        """Ask for an explanation, or for cause and action."""
        deviation, shown = self.here, self.shown
        if deviation is not None and shown is not None:
            self.ask(self._form(deviation, shown), self._saved)

    def action_measure(self) -> None:
        """Go and measure again."""
        deviation, shown = self.here, self.shown
        if deviation is not None and shown is not None:
            self.go(
                Target(
                    Place.SAMPLE,
                    shown.contract.id,
                    deviation.machine,
                    deviation.parameter,
                    deviation.order,
                    shown.shift,
                )
            )

    def action_suspects(self) -> None:
        """Go to what the deviation under the cursor makes suspect."""
        if self.here is not None:
            self.go(Target(Place.SUSPECTS, sample=self.here.sample.uid))

    def _form(self, deviation: Deviation, shown: Open) -> FormScreen[str]:
        who, uid = self.person, deviation.sample.uid

        def save(plant: Plant, answers: Answers) -> str:
            text, cause, action = (answers[name] or None for name in ("text", "cause", "action"))
            plant.do(justify, who, uid, text, cause, action)
            return uid

        lists = {"text": (), "cause": shown.catalog.causes, "action": shown.catalog.actions}
        asks = [
            Ask(
                name,
                self.say(f"disposition.ask.{name}"),
                choices=[Choice(entry, safe(entry)) for entry in entries],
                help=self.say(f"disposition.ask.{name}.help"),
                max_length=500,
            )
            for name, entries in lists.items()
        ]
        title, intro = self.say("disposition.form"), self.say("disposition.form.intro")
        draft = DraftForm(
            "settle",
            Place.DISPOSITION,
            joined((title, safe(deviation.parameter)), ": "),
            shown.contract.id,
            deviation.machine,
            shown.shift,
            uid,
            words=True,
        )
        return FormScreen(self.session, title, asks, save, intro=intro, draft=draft)

    def _saved(self, _uid: str) -> None:
        self.tell(self.say("disposition.done"))
        self.action_reload()

    def _show(self, shown: Open) -> None:
        self.shown = shown
        zone = self.session.zone
        self.query_one(RowList).show(
            [deviation_row(each, shown.contract, zone, self._state(each)) for each in shown.deviations]
        )
        self.show_status()
        self._show_detail()

    def _state(self, deviation: Deviation) -> Cell:
        if deviation.settled:
            return Cell(self.say("deviation.settled"), "done")
        return Cell(self.say("deviation.open"), "waiting")

    def _show_detail(self) -> None:
        self.query_one(Notes).show([Cell(line) for line in self._detail()])
        self.reload_keys()

    def _detail(self) -> Iterator[SafeText]:
        deviation, shown = self.here, self.shown
        if shown is not None and deviation is not None:
            yield from told(deviation, shown, self.say)
        elif shown is not None:
            yield self.say("disposition.none")
