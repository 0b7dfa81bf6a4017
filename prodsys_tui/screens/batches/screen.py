"""Lotes: every batch, found by scan, held, released, scrapped, used up, and told."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from prodsys_tui.domain.model import Batch
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.batches.finding import FindingScreen
from prodsys_tui.screens.batches.locks import batch_lock
from prodsys_tui.screens.batches.papers import certificate_form, label_form
from prodsys_tui.screens.batches.story import StoryScreen, Told, read_told, story_rows
from prodsys_tui.screens.batches.view import Below, below_lines, read_below
from prodsys_tui.screens.frame import put_up
from prodsys_tui.screens.hold_forms import HOLD, RELEASE, SCRAP, Form, HoldForms, Subject
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.services.batch.batches import find_batch
from prodsys_tui.services.batch.holds import use_up
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.catalog import refusal_text
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell


class BatchesScreen(FindingScreen):
    """The list with what can be done about a batch, or about those that were marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *general("leave"),
        own("reload", "f5", "reload", shown=False),
        own("batches.process", "f4", "process"),
        own("batches.view", "f6", "view"),
        own("batches.story", "enter", "story"),
        own("batches.find", "slash", "find", shown=False),
        own("batches.mark", "space,v", "mark"),
        own("batches.hold", "p", "hold"),
        own("batches.release", "l", "release"),
        own("batches.scrap", "b", "scrap"),
        own("batches.use-up", "u", "use_up"),
        own("batches.holds", "r", "holds"),
        own("batches.trace", "t", "trace"),
        own("batches.certificate", "c", "certificate"),
        own("batches.label", "e", "label"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.below: Below | None = None
        """What was read of the batch under the cursor."""
        self.marked: dict[str, Batch] = {}
        """The batches that were marked, by code, as they were seen then."""
        self._forms = HoldForms(session, Place.BATCHES)

    def body(self) -> ComposeResult:
        """The list, and what is known of the row under the cursor."""
        yield from super().body()
        yield Notes(id="below")

    def lock_of(self, action: str) -> SafeText | None:
        """A right, a batch or another state of it may be missing."""
        if self.shown is None:
            return None
        papers = self.session.papers is not None
        reason = batch_lock(action, self.line, self.person, self.say, marked=bool(self.marked), papers=papers)
        return reason or super().lock_of(action)

    # What it shows

    def was_shown(self, *, first: bool) -> None:
        """Tell the row under the cursor; go on with a draft that was chosen on the board."""
        self._tell_row()
        if first and self.target.draft and self.target.parameter:
            name, *codes = self.target.parameter.split()
            self.call(partial(_batches, codes=codes), partial(self._go_on, name), hold=True)

    def on_row_list_moved(self) -> None:
        """Another row: tell it."""
        self.show_place()
        self._tell_row()

    def is_marked(self, code: str) -> bool:
        """Whether a batch was marked."""
        return code in self.marked

    def _tell_row(self) -> None:
        line = self.line
        self._show_below()
        if line is not None:
            self.call(lambda plant: read_below(plant, line.batch), self._read_below)

    def _read_below(self, below: Below) -> None:
        self.below = below
        self._show_below()

    def _show_below(self) -> None:
        line, shown = self.line, self.shown
        cells: Iterator[Cell] = iter(())
        if shown is not None:
            empty = [Cell(self.say("batches.empty"))]
            cells = below_lines(line, self.below, shown, self.say) if line is not None else iter(empty)
        marked = [Cell(self.say.n("batches.marked", len(self.marked)), "waiting")] if self.marked else []
        self.query_one("#below", Notes).show([*marked, *cells])
        self.reload_keys()

    # What is done

    def on_row_list_chosen(self) -> None:
        """Enter in the list."""
        self.call_next(self.app.run_action, "story", self)

    def action_story(self) -> None:
        """Everything that happened to the batch."""
        if self.line is not None:
            code = self.line.batch.code
            self.call(lambda plant: read_told(plant, code), self._tell_story, hold=True)

    def _tell_story(self, told: Told) -> None:
        title = self.say("batches.story", batch=told.story.batch.code)
        put_up(self.app, StoryScreen(self.session, title, story_rows(told, self.say)))

    def action_mark(self) -> None:
        """Mark the batch, or take the mark away, and go on to the next."""
        line = self.line
        if line is None:
            return
        if self.marked.pop(line.batch.code, None) is None:
            self.marked[line.batch.code] = line.batch
        self.show_rows()
        self.rows.action_move(1)
        self._show_below()

    def action_back(self) -> None:
        """Forget the marks, then what the list was narrowed to; else leave."""
        if self.marked and not self.typing:
            self.marked.clear()
            self.show_rows()
            self._show_below()
        else:
            super().action_back()

    def action_hold(self) -> None:
        """Hold: the marked batches for one signed reason, or the one under the cursor."""
        self._ask(self._forms.hold)

    def action_release(self) -> None:
        """Release what is held."""
        self._ask(self._forms.release)

    def action_scrap(self) -> None:
        """Scrap, or send back."""
        self._ask(self._forms.scrap)

    def _ask(self, form: Callable[[Subject], Form]) -> None:
        line = self.line
        if self.marked:
            self.ask(form(Subject.of(tuple(self.marked.values()))), self._done)
        elif line is not None:
            self.call(lambda plant: _subject(plant, line.batch), partial(self._put, form), hold=True)

    def _put(self, form: Callable[[Subject], Form], subject: Subject) -> None:
        self.ask(form(subject), self._done)

    def _go_on(self, name: str, batches: tuple[Batch, ...]) -> None:
        forms = {HOLD: self._forms.hold, RELEASE: self._forms.release, SCRAP: self._forms.scrap}
        dialog = forms[name](Subject.of(batches))
        dialog.draft_at_once = True
        self.ask(dialog, self._done)

    def action_use_up(self) -> None:
        """Close a batch that was used up, after one yes."""
        line = self.line
        if line is None:
            return
        code, who, seen = line.batch.code, self.person, {line.batch.code: line.batch.version}

        def close() -> None:
            self.call(
                lambda plant: plant.do(use_up, who, code, seen=seen),
                lambda batch: self._done(self.say("batches.used-up", batch=batch.code)),
                hold=True,
                refused=self._lost,
            )

        self.confirm(self.say("batches.use-up", batch=code), close)

    def _lost(self, reasons: tuple[Refusal, ...]) -> None:
        """Somebody was first, or it cannot be done: say so, and read the row again."""
        self.read_again(lambda: self.complain(*(refusal_text(self.say, reason) for reason in reasons)))

    def _done(self, said: SafeText) -> None:
        self.marked.clear()
        self.read_again(lambda: self.tell(said))

    def action_holds(self) -> None:
        """Go to the holds of the batch."""
        if self.line is not None:
            self.go(Target(Place.HOLDS, batch=self.line.batch.code))

    def action_trace(self) -> None:
        """Go to what the batch was made of, and what became of it."""
        if self.line is not None:
            self.go(Target(Place.TRACE, batch=self.line.batch.code))

    def action_certificate(self) -> None:
        """Write the batch's certificate to a file."""
        if self.line is not None and self.session.papers is not None:
            self.ask(certificate_form(self.session, self.session.papers, self.line.batch.code), self.tell)

    def action_label(self) -> None:
        """Write the label of the batch, or of those that were marked, to a file."""
        if self.line is not None and self.session.papers is not None:
            codes = tuple(self.marked) or (self.line.batch.code,)
            self.ask(label_form(self.session, self.session.papers, codes), self.tell)

    def on_key(self, event: events.Key) -> None:
        """What is scanned or typed over the list goes to the code."""
        if self.takes_code(event):
            event.stop()
            event.prevent_default()


def _subject(plant: Plant, batch: Batch) -> Subject:
    """One batch as it was seen, with the machines that made it."""
    with plant.read() as reads:
        return Subject.of((batch,), reads.batch_brief(batch.ref).machines)


def _batches(plant: Plant, codes: list[str]) -> tuple[Batch, ...]:
    with plant.read() as reads:
        return tuple(find_batch(reads, code) for code in codes)
