"""Tablero de turno: the way into everything that a shift needs."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from prodsys_tui.domain.gate import NextAction
from prodsys_tui.screens.base import PlantScreen
from prodsys_tui.screens.board.forms import open_form, void_form
from prodsys_tui.screens.board.locks import board_lock
from prodsys_tui.screens.board.rows import COLUMNS, details, heading, rows
from prodsys_tui.screens.board.view import BoardView, Scope, read_view
from prodsys_tui.screens.modals.entries import EntryForms, Form, Spot
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.services import shifts
from prodsys_tui.text.dates import show_date
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import RowHead, RowList

_PLACES: Mapping[NextAction, Place] = {
    NextAction.SAMPLE: Place.SAMPLE,
    NextAction.SETTLE: Place.DISPOSITION,
    NextAction.PRODUCE: Place.PRODUCTION,
}


class BoardScreen(PlantScreen[None]):
    """Every process with its state; under the cursor, why it is locked and what comes next."""

    AREA = "board"
    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *general("leave"),
        own("reload", "f5", "reload", shown=False),
        own("board.view", "f6", "view"),
        own("board.act", "enter", "act"),
        own("board.sample", "m", "sample"),
        own("board.produce", "p", "produce"),
        own("board.settle", "d", "settle"),
        own("board.observe", "o", "observe"),
        own("board.idle", "i", "idle"),
        own("board.assign", "a", "assign"),
        own("board.stop", "x", "stop"),
        own("board.turn", "t", "turn"),
        own("board.close", "c", "close"),
        own("board.review", "r", "review"),
        own("board.unfold", "right,plus", "unfold", shown=False),
        own("board.fold", "left,minus", "fold", shown=False),
        own("board.void", "v", "void", shown=False),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.shown: BoardView | None = None
        """What is on the screen; None until it was read."""
        self._shift = target.shift
        self._opened: set[int] = set()

    def body(self) -> ComposeResult:
        """Heading, rows, and the row under the cursor in full."""
        yield RowHead(COLUMNS, heading(self.say))
        yield RowList(COLUMNS, id="processes")
        yield Notes(id="detail")

    def on_mount(self) -> None:
        """Read the board."""
        self.action_reload()

    def on_screen_resume(self) -> None:
        """Read again when one comes back from another screen."""
        if self.shown is not None:
            self.action_reload()

    def data_changed(self) -> None:
        """Somebody wrote something."""
        self.action_reload()

    def action_reload(self) -> None:
        """Read the board again."""
        shift = self._shift
        self.call(lambda plant: read_view(plant, shift), self._show, hold=self.shown is None)

    def action_view(self) -> None:
        """Turn to the next shift that waits, and back to the open one."""
        if self.shown is not None:
            keys = [None, *(each.ref.uid for each in self.shown.waiting)]
            at = keys.index(self._shift) if self._shift in keys else 0
            self._shift = keys[(at + 1) % len(keys)]
            self.action_reload()

    def action_leave(self) -> None:
        """Behind the board is the login: lock, log out or end."""
        self.action_quit()

    def action_back(self) -> None:
        """There is no step back from the board; F3 asks what to do."""

    # What it says

    @property
    def scope(self) -> Scope | None:
        """The process or machine under the cursor."""
        key = self.query_one(RowList).key
        return next((each for each in self.shown.scopes if each.key == key), None) if self.shown else None

    def status(self) -> tuple[SafeText, ...]:
        """Turn, date and state of the shift."""
        shift = self.shown.shift if self.shown else None
        if shift is None:
            return (self.say("board.title"),)
        return (joined((safe(shift.turn), safe(show_date(shift.operating_date)), safe(shift.state.value))),)

    def lock_of(self, action: str) -> SafeText | None:
        """A shift, a right, a row or a deviation may be missing."""
        return board_lock(action, self.shown, self.scope, self.person, self.say)

    def on_row_list_moved(self) -> None:
        """Tell the row under the cursor."""
        self._show_detail()

    def _show(self, view: BoardView) -> None:
        self.shown = view
        self._show_rows()
        self.show_status()
        self._show_detail()

    def _show_rows(self) -> None:
        if self.shown is not None:
            self.query_one(RowList).show(rows(self.shown, self.say, self._opened))

    def _show_detail(self) -> None:
        if self.shown is not None:
            self.query_one(Notes).show(list(details(self.shown, self.scope, self.say)))
            self.reload_keys()

    # Going on from a row

    def on_row_list_chosen(self) -> None:
        """Enter in the list."""
        self.action_act()

    def action_act(self) -> None:
        """Do what comes next in the row; a process with machines shows them first."""
        scope = self.scope
        if scope is None:
            self.call_next(self.app.run_action, "turn", self)
        elif scope.machine is None and scope.process.machines:
            folded = scope.process.id not in self._opened
            self._fold(scope, folded=not folded)
        elif place := _PLACES.get(NextAction(scope.facts.next_action)):
            self._visit(place)
        else:
            self.tell(self.say("board.nothing-next"))

    def action_sample(self) -> None:
        """Go to the samples of the row."""
        self._visit(Place.SAMPLE)

    def action_produce(self) -> None:
        """Go to the production of the row; it says itself why it is locked."""
        self._visit(Place.PRODUCTION)

    def action_settle(self) -> None:
        """Go to the open deviations of the row."""
        self._visit(Place.DISPOSITION)

    def action_close(self) -> None:
        """Go to the close of the shift."""
        self.go(Target(Place.CLOSING, shift=self._uid))

    def action_review(self) -> None:
        """Go to the shifts that wait for approval."""
        self.go(Target(Place.APPROVAL))

    def action_unfold(self) -> None:
        """Show the machines of the row's process."""
        if self.scope is not None:
            self._fold(self.scope, folded=False)

    def action_fold(self) -> None:
        """Hide the machines of the row's process."""
        if self.scope is not None:
            self._fold(self.scope, folded=True)

    def _fold(self, scope: Scope, *, folded: bool) -> None:
        (self._opened.discard if folded else self._opened.add)(scope.process.id)
        self._show_rows()
        if folded:
            self.query_one(RowList).go_to(str(scope.process.id))

    def _visit(self, place: Place) -> None:
        if self.scope is not None and self.shown is not None:
            machine = self.shown.book.machine(self.scope.spot)
            self.go(Target(place, self.scope.process.id, machine, shift=self._uid))

    @property
    def _uid(self) -> str | None:
        return self.shown.shift.ref.uid if self.shown and self.shown.shift else None

    # Short forms

    def action_turn(self) -> None:
        """Open a shift."""
        self._ask(open_form)

    def action_void(self) -> None:
        """Void a shift with nothing in it."""
        self._ask(void_form)

    def action_observe(self) -> None:
        """Write an observation."""
        self._ask_row(EntryForms.observe)

    def action_assign(self) -> None:
        """Say who works here."""
        self._ask_row(EntryForms.assign)

    def action_stop(self) -> None:
        """A stop begins, or the one that lasts ends."""
        self._ask_row(EntryForms.stop)

    def action_idle(self) -> None:
        """Declare idle, or take it back."""
        scope = self.scope
        if scope is not None and scope.facts.idle:
            self.confirm(self.say("board.undo-idle", reason=scope.facts.idle), lambda: self._undo_idle(scope))
        else:
            self._ask_row(EntryForms.idle)

    def _undo_idle(self, scope: Scope) -> None:
        spot, who, shift = scope.spot, self.person, self._uid
        self.call(
            lambda plant: plant.do(shifts.undo_idle, who, spot.process, spot.machine, shift),
            lambda _: self._saved("entry.done.running-again"),
            hold=True,
        )

    def _ask_row(self, form: Callable[[EntryForms, Spot], Form]) -> None:
        if self.scope is not None and self.shown is not None:
            forms = EntryForms(self.session, self.shown.book, self._uid)
            self.ask(form(forms, self.scope.spot), self._saved)

    def _ask(self, form: Callable[[Session, BoardView], Form]) -> None:
        if self.shown is not None:
            self.ask(form(self.session, self.shown), self._saved)

    def _saved(self, said: str) -> None:
        self.tell(self.say(said))
        self.action_reload()
