"""F6: one parameter's samples of this shift, and what can be done about them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from prodsys_tui.domain.model import Sample
from prodsys_tui.screens.measuring.words import MEANING, limits_words, result_text, value_text
from prodsys_tui.screens.modals.dialog import Dialog
from prodsys_tui.screens.session import Session
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.quality.sample_sheet import SheetLine, Taken, older_taken
from prodsys_tui.services.shift.workplace import Workplace
from prodsys_tui.text.dates import show_time
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.paged_list import PagedList
from prodsys_tui.widgets.row_list import Cell, Column, Row, RowHead, RowList


class Step(StrEnum):
    """What can be done from here."""

    CORRECT = "correct"
    SETTLE = "settle"
    REJECT = "reject"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A step, and the sample that it is about (None: the value that is being typed)."""

    step: Step
    sample: Sample | None = None


_COLUMNS = (Column(6), Column(12), Column(11), Column(6), Column(12), Column())
_NAMES = ("time", "value", "result", "round", "author", "state")


class DetailScreen(Dialog[Chosen]):
    """The samples, newest first; a letter does something about the one under the cursor."""

    AREA = "sample"
    BINDINGS: ClassVar[list[BindingType]] = [
        own("sample.correct", "c", "correct"),
        own("sample.settle", "d", "settle"),
        own("sample.reject", "r", "reject"),
        own("sample.wait", "e", "wait"),
        *general("back"),
    ]
    DEFAULT_CSS = """
    DetailScreen RowList { height: auto; max-height: 8; }
    DetailScreen #about { height: 2; }
    DetailScreen #words { height: 2; }
    """

    def __init__(self, session: Session, place: Workplace, line: SheetLine, typed: str) -> None:
        super().__init__(session, safe(line.parameter.name))
        self._line = line
        self._typed = typed
        self._place = place
        self._taken = {one.sample.ref.uid: one for one in line.taken}
        self._more = bool(line.taken)

    def body(self) -> ComposeResult:
        """What it is held against, the samples, what the sample under the cursor says."""
        yield Notes(id="about")
        yield RowHead(
            _COLUMNS, Row("", tuple(Cell(self.say(f"sample.detail.{name}"), "head") for name in _NAMES))
        )
        yield PagedList(_COLUMNS)
        yield Notes(id="words")

    def on_mount(self) -> None:
        """Show them."""
        super().on_mount()
        about = [Cell(limits_words(self._line, self.say))]
        if self._typed:
            about.append(Cell(self.say("sample.detail.typed", value=self._typed), "ready"))
        self.query_one("#about", Notes).show(about)
        self._show()
        self.query_one(PagedList).focus()

    def _show(self) -> None:
        rows = [self._row(one) for one in self._taken.values()]
        self.query_one(PagedList).show_pages(rows, more=self._more)
        self._show_words()

    def on_paged_list_wanted(self) -> None:
        """The end of what was read: samples of earlier shifts, page by page."""
        if self.busy:
            return
        place, name = self._place, self._line.parameter.name
        last = list(self._taken.values())[-1].sample

        def read(plant: Plant) -> tuple[tuple[Taken, ...], bool]:
            with plant.read() as reads:
                return older_taken(reads, place, name, last)

        self.call(read, self._go_on, hold=True)

    def _go_on(self, older: tuple[tuple[Taken, ...], bool]) -> None:
        taken, self._more = older
        self._taken |= {one.sample.ref.uid: one for one in taken}
        self._show()

    def on_row_list_moved(self) -> None:
        """Another sample."""
        self._show_words()
        self.reload_keys()

    def lock_of(self, action: str) -> SafeText | None:
        """A letter needs its kind of sample, or a value that is being typed."""
        one = self._here
        if action == Step.CORRECT and (one is None or not one.here or one.corrected or one.sample.calculated):
            return self.say("sample.detail.not-correctable")
        if action == Step.SETTLE and (one is None or not one.open):
            return self.say("sample.detail.not-open")
        if action in {Step.REJECT, Step.WAIT} and not self._typed:
            return self.say("sample.detail.nothing-typed")
        return super().lock_of(action)

    def action_correct(self) -> None:
        """Type another value that takes the place of this one."""
        self._choose(Step.CORRECT)

    def action_settle(self) -> None:
        """Say what was done about the deviation."""
        self._choose(Step.SETTLE)

    def action_reject(self) -> None:
        """Set Rechazo on what is being typed."""
        self.dismiss(Chosen(Step.REJECT))

    def action_wait(self) -> None:
        """Set En espera on what is being typed."""
        self.dismiss(Chosen(Step.WAIT))

    def _choose(self, step: Step) -> None:
        if self._here is not None:
            self.dismiss(Chosen(step, self._here.sample))

    @property
    def _here(self) -> Taken | None:
        return self._taken.get(self.query_one(RowList).key or "")

    def _row(self, taken: Taken) -> Row:
        sample = taken.sample
        result = Cell(result_text(self.say, sample.result), MEANING[sample.result])
        texts = (
            Cell(safe(show_time(sample.measured_at, self.say.zone))),
            Cell(value_text(self._line.parameter, sample, self.say), "strong"),
            result,
            Cell(safe(sample.round)),
            Cell(safe(sample.author)),
            Cell(self._state(taken), "waiting" if taken.open else "base"),
        )
        return Row(sample.ref.uid, texts)

    def _state(self, taken: Taken) -> SafeText:
        names = {
            "is-earlier": not taken.here,
            "is-corrected": taken.corrected,
            "is-open": taken.open,
            "is-late": taken.sample.late,
            "is-correction": taken.sample.corrects is not None,
        }
        return joined([self.say(f"sample.{name}") for name, holds in names.items() if holds], ", ")

    def _show_words(self) -> None:
        one = self._here
        words = (one.sample.comment or "") if one else ""
        told = Cell(self.say("sample.detail.comment", comment=words)) if words else Cell(safe(""))
        key = "sample.detail.place-more" if self._more else "sample.detail.place-end"
        where = self.say(key, at=self.query_one(PagedList).at, count=len(self._taken))
        self.query_one("#words", Notes).show([told, Cell(where)])
