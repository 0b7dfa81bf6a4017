"""Tablero de turno: the way into everything that a shift needs."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.binding import BindingType

from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.shift.gate import NextAction
from prodsys_tui.screens.board.destinations import destinations
from prodsys_tui.screens.board.forms import open_form, void_form
from prodsys_tui.screens.board.idle import IdleScreen, Proposed, read_proposed
from prodsys_tui.screens.board.line import LineBoard
from prodsys_tui.screens.board.locks import board_lock
from prodsys_tui.screens.board.rows import stops_to_end
from prodsys_tui.screens.board.view import BoardView, Scope, read_view, read_why
from prodsys_tui.screens.frame import put_up
from prodsys_tui.screens.modals.choice import ChoiceScreen
from prodsys_tui.screens.modals.entries import EntryForms, Form, Spot
from prodsys_tui.screens.modals.tell import TellScreen
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.services.shift import shifts
from prodsys_tui.text.catalog import refusal_text
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.keymap import general, own

_PLACES: Mapping[NextAction, Place] = {
    NextAction.SAMPLE: Place.SAMPLE,
    NextAction.SETTLE: Place.DISPOSITION,
    NextAction.PRODUCE: Place.PRODUCTION,
}


class BoardScreen(LineBoard):
    """Every process with its state; under the cursor, why it is locked and what comes next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *general("leave"),
        own("reload", "f5", "reload", shown=False),
        own("board.places", "f4", "places"),
        own("board.view", "f6", "view"),
        own("board.act", "enter", "act"),
        own("board.sample", "m", "sample"),
        own("board.produce", "p", "produce"),
        own("board.why", "w", "why"),
        own("board.settle", "d", "settle"),
        own("board.observe", "o", "observe"),
        own("board.idle", "i", "idle"),
        own("board.assign", "a", "assign", shown=False),
        own("board.stop", "x", "stop"),
        own("board.turn", "t", "turn"),
        own("board.close", "c", "close"),
        own("board.review", "r", "review"),
        own("board.handover", "e", "handover", shown=False),
        own("board.incidents", "k", "incidents", shown=False),
        own("board.news", "u", "news", shown=False),
        own("board.run", "g", "run", shown=False),
        own("board.emergency", "y", "emergency", shown=False),
        own("board.crew", "q", "crew", shown=False),
        own("board.settings", "j", "settings", shown=False),
        own("board.unfold", "right,plus", "unfold", shown=False),
        own("board.fold", "left,minus", "fold", shown=False),
        own("board.void", "v", "void", shown=False),
        own("board.propose", "n", "propose", shown=False),
        own("board.correct", "h", "correct", shown=False),
        own("board.drafts", "b", "drafts", shown=False),
        own("board.analysis", "s", "analysis", shown=False),
        own("board.history", "l", "history", shown=False),
    ]

    def lock_of(self, action: str) -> SafeText | None:
        """A shift, a right, a row or a deviation may be missing."""
        reason = board_lock(action, self.shown, self.scope, self.person, self.say)
        return reason or super().lock_of(action)

    def action_leave(self) -> None:
        """Behind the board is the login: lock, log out or end."""
        self.action_quit()

    def action_back(self) -> None:
        """There is no step back from the board; F3 asks what to do."""

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
            self.fold(scope, folded=scope.process.id in self.opened)
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
        self.go(Target(Place.CLOSING, shift=self.shift_uid))

    def action_review(self) -> None:
        """Go to the shifts that wait for approval."""
        self.go(Target(Place.APPROVAL))

    def action_correct(self) -> None:
        """Go to what shifts hold, closed ones too, to correct it under a signature."""
        self.go(Target(Place.CORRECTIONS))

    def action_analysis(self) -> None:
        """Go to the stops of the last days and to OEE."""
        self.go(Target(Place.ANALYSIS))

    def action_places(self) -> None:
        """Choose where to go: batches, holds, charts, audit."""
        choices = destinations(self.say)
        chosen = ChoiceScreen(self.session, self.say("board.places-title"), choices)
        self.ask(chosen, lambda place: self.go(Target(Place(place))))

    def action_history(self) -> None:
        """Go to all shifts that ever were; the one that is chosen there is shown here."""
        self.go(Target(Place.HISTORY))

    def _visit(self, place: Place) -> None:
        if place is Place.DISPOSITION:
            self._go_to(place)
        else:
            self.which(lambda: self._go_to(place))

    def _go_to(self, place: Place) -> None:
        if self.scope is not None and self.shown is not None:
            machine = self.shown.book.machine(self.scope.spot)
            self.go(Target(place, self.scope.process.id, machine, shift=self.shift_uid))

    # Short forms

    def action_why(self) -> None:
        """Every reason why the row is locked, and each sample behind it."""
        scope, shift = self.scope, self.shift_uid
        if scope is not None:
            spot = scope.spot
            self.call(lambda plant: read_why(plant, spot, shift), self._tell_why, hold=True)

    def _tell_why(self, reasons: tuple[Refusal, ...]) -> None:
        lines = [refusal_text(self.say, reason) for reason in reasons] or [self.say("board.not-locked")]
        put_up(self.app, TellScreen(self.session, self.say("board.why"), lines))

    def action_turn(self) -> None:
        """Open a shift; then what did not run in the last one is proposed as idle."""
        shift = self.shift_key
        self.call(lambda plant: read_view(plant, shift), self._ask_turn, hold=True)

    def _ask_turn(self, view: BoardView) -> None:
        """Ask for the turn that the clock says by now."""
        self._show(view)
        self.ask(open_form(self.session, view), self._opened_shift)

    def _opened_shift(self, said: str) -> None:
        self.shift_key = None
        self._saved(said)
        self.action_propose()

    def action_propose(self) -> None:
        """Offer to declare idle what did not run in the last shift."""
        shift = self.shift_key
        self.call(lambda plant: read_proposed(plant, shift), self._propose, hold=True)

    def _propose(self, proposed: Proposed) -> None:
        if proposed.proposals:
            self.ask(IdleScreen(self.session, proposed), self._declared)

    def _declared(self, count: int) -> None:
        self.tell(self.say.n("board.done.declared", count))
        self.action_reload()

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
        self.which(self._stop)

    def _stop(self) -> None:
        """The form of the row's stop; where several last, which one ends is asked first."""
        scope, shown = self.scope, self.shown
        if scope is None or shown is None:
            return
        spot, forms = scope.spot, EntryForms(self.session, shown.book, self.shift_uid)
        lasting = {stop.ref.uid: stop for stop in shown.book.stops_of(spot)}
        own = shown.book.lasting(spot)
        if not lasting or (own is not None and len(lasting) == 1):
            self.ask(forms.stop(spot), self._saved)
            return

        def chosen(uid: str) -> None:
            stop = lasting.get(uid)
            self.ask(forms.new_stop(spot) if stop is None else forms.end_stop(spot, stop), self._saved)

        self.ask(
            ChoiceScreen(self.session, self.say("board.which-stop"), stops_to_end(shown, spot, self.say)),
            chosen,
        )

    def action_idle(self) -> None:
        """Declare idle, or take it back."""
        scope = self.scope
        if scope is not None and scope.facts.idle:
            self.confirm(self.say("board.undo-idle", reason=scope.facts.idle), lambda: self._undo_idle(scope))
        else:
            self._ask_row(EntryForms.idle)

    def _undo_idle(self, scope: Scope) -> None:
        spot, who, shift = scope.spot, self.person, self.shift_uid
        self.call(
            lambda plant: plant.do(shifts.undo_idle, who, spot.process, spot.machine, shift),
            lambda _: self._saved("entry.done.running-again"),
            hold=True,
        )

    def _ask_row(self, form: Callable[[EntryForms, Spot], Form]) -> None:
        self.which(lambda: self._put_form(form))

    def _put_form(self, form: Callable[[EntryForms, Spot], Form]) -> None:
        if self.scope is not None and self.shown is not None:
            forms = EntryForms(self.session, self.shown.book, self.shift_uid)
            self.ask(form(forms, self.scope.spot), self._saved)

    def _ask(self, form: Callable[[Session, BoardView], Form]) -> None:
        if self.shown is not None:
            self.ask(form(self.session, self.shown), self._saved)
