"""Cierre de turno: nothing is closed while something is missing, and all of it is told at once."""

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from prodsys_tui.domain.evidence.head import noted_head
from prodsys_tui.domain.model import Person, Shift, ShiftState
from prodsys_tui.domain.refusal import Code
from prodsys_tui.screens.base import ReadScreen
from prodsys_tui.screens.closing.faults import ClosingView, Fault, Remedy, read_closing
from prodsys_tui.screens.closing.rows import COLUMNS, fault_row
from prodsys_tui.screens.modals.entries import EntryForms, Form, Spot
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.closing import close_shift
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.catalog import refusal_text
from prodsys_tui.text.dates import show_date
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell, RowList

_NEED_ROW = frozenset({"fix", "omit", "observe", "idle", "assign", "stop", "settle"})
_PLACES: Mapping[Remedy, Place] = {Remedy.SAMPLE: Place.SAMPLE, Remedy.PRODUCE: Place.PRODUCTION}


def _closed(plant: Plant, who: Person, uid: str) -> tuple[Shift, str]:
    """The shift, closed, and the journal's head then."""
    shift = plant.do(close_shift, who, uid)
    with plant.read() as reads:
        return shift, reads.head()[1]


class ClosingScreen(ReadScreen[None]):
    """A row for each thing that is missing; Enter goes where it is put right."""

    AREA = "closing"
    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        own("closing.close", "f2", "close"),
        *general("leave", "reload"),
        own("closing.fix", "enter", "fix"),
        own("closing.omit", "n", "omit"),
        own("closing.settle", "d", "settle"),
        own("closing.observe", "o", "observe"),
        own("closing.idle", "i", "idle"),
        own("closing.assign", "a", "assign"),
        own("closing.stop", "x", "stop"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.shown: ClosingView | None = None
        """What is on the screen; None until it was read."""

    def body(self) -> ComposeResult:
        """How much is missing, each of it, and the row under the cursor in full."""
        yield Static(id="summary")
        yield RowList(COLUMNS)
        yield Notes(id="detail")

    def action_reload(self) -> None:
        """Look again what is missing."""
        shift = self.target.shift
        self.call(lambda plant: read_closing(plant, shift), self._show, hold=self.shown is None)

    # What it says

    def status(self) -> Iterator[SafeText]:
        """Which shift."""
        yield self.say("closing.title")
        if self.shown is not None:
            shift = self.shown.shift
            yield joined((safe(shift.turn), safe(show_date(shift.operating_date))))

    @property
    def here(self) -> Fault | None:
        """The fault under the cursor."""
        key = self.query_one(RowList).key
        return self.shown.faults[int(key)] if self.shown and key is not None else None

    def lock_of(self, action: str) -> SafeText | None:
        """Closing needs that nothing is missing; the entries need a row that they fit."""
        if self.shown is None:
            return None
        if action == "close" and self.shown.faults:
            return self.say.n("closing.missing", len(self.shown.faults))
        fault = self.here
        if action in _NEED_ROW and (fault is None or fault.spot is None):
            return self.say("closing.no-row")
        if action == "omit" and fault is not None and fault.refusal.code is not Code.SAMPLE_MISSING:
            return self.say("closing.no-omission")
        return None

    def on_row_list_moved(self) -> None:
        """Tell the row under the cursor."""
        self._show_detail()

    def _show(self, view: ClosingView) -> None:
        self.shown = view
        missing = self.say.n("closing.missing", len(view.faults)) if view.faults else self._outcome(view)
        self.query_one("#summary", Static).update(as_content(missing))
        self.query_one(RowList).show(
            [fault_row(str(at), fault, view.book, self.say) for at, fault in enumerate(view.faults)]
        )
        self.show_status()
        self._show_detail()

    def _outcome(self, view: ClosingView) -> SafeText:
        if view.deviations:
            return self.say.n("closing.to-review", view.deviations)
        return self.say("closing.to-closed")

    def _show_detail(self) -> None:
        fault = self.here
        cells = []
        if fault is not None:
            cells.append(Cell(refusal_text(self.say, fault.refusal), "waiting"))
            if fault.remedy is not None:
                cells.append(Cell(self.say(f"closing.remedy.{fault.remedy.value}"), "strong"))
        self.query_one(Notes).show(cells)
        self.reload_keys()

    # What is done about it

    def on_row_list_chosen(self) -> None:
        """Enter in the list."""
        self.action_fix()

    def action_fix(self) -> None:
        """Go where the fault is put right, or ask for what is missing here."""
        fault = self.here
        remedy = fault.remedy if fault else None
        if remedy is None:
            return
        place = _PLACES.get(remedy)
        if place is not None:
            self._visit(place)
        else:
            self.call_next(self.app.run_action, remedy.value, self)

    def action_omit(self) -> None:
        """Say why samples are missing."""
        parameter = self.here.parameter if self.here else None
        if parameter:
            self._ask(lambda forms, spot: forms.omit(spot, parameter))

    def action_settle(self) -> None:
        """Go to the deviations of the process."""
        self._visit(Place.DISPOSITION)

    def action_observe(self) -> None:
        """Write an observation about the process."""
        self._ask(EntryForms.observe)

    def action_idle(self) -> None:
        """Say why nothing ran there."""
        self._ask(EntryForms.idle)

    def action_assign(self) -> None:
        """Say who worked there."""
        self._ask(EntryForms.assign)

    def action_stop(self) -> None:
        """Begin or end a stop."""
        self._ask(EntryForms.stop)

    def action_close(self) -> None:
        """Close the shift; the word is typed because it cannot be undone."""
        view = self.shown
        if view is None:
            return
        uid, who = view.shift.ref.uid, self.person

        def close() -> None:
            self.call(lambda plant: _closed(plant, who, uid), self._done, hold=True)

        self.confirm(self._outcome(view), close, word=self.say("closing.word"))

    def _done(self, done: tuple[Shift, str]) -> None:
        shift, head = done
        self.session.said = self.say(
            "closing.done-review" if shift.state is ShiftState.REVIEW else "closing.done-closed",
            head=noted_head(head),
        )
        self.dismiss()

    def _visit(self, place: Place) -> None:
        fault, view = self.here, self.shown
        if fault is not None and fault.spot is not None and view is not None:
            machine = view.book.machine(fault.spot)
            self.go(Target(place, fault.spot.process, machine, fault.parameter, shift=view.shift.ref.uid))

    def _ask(self, form: Callable[[EntryForms, Spot], Form]) -> None:
        fault, view = self.here, self.shown
        if fault is not None and fault.spot is not None and view is not None:
            forms = EntryForms(self.session, view.book, view.shift.ref.uid)
            self.ask(form(forms, fault.spot), self._saved)

    def _saved(self, said: str) -> None:
        self.tell(self.say(said))
        self.action_reload()
