"""Entrega de turno: the incoming crew reads what was computed and signs that it received it."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from prodsys_tui.domain.model import ShiftState
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.base import ReadScreen
from prodsys_tui.screens.handover.rows import COLUMNS, handover_rows
from prodsys_tui.screens.handover.view import Shown, read_handover
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.rights import no_right
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.handover import receive_shift
from prodsys_tui.services.site.login import sign
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.catalog import refusal_text
from prodsys_tui.text.dates import show_date
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell, RowList

_SIGNS = 16
"""How much of the journal's hash stands above the list; the last row has all of it."""


class HandoverScreen(ReadScreen[None]):
    """What the shift leaves, part by part; F2 signs that it was received."""

    AREA = "handover"
    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        own("handover.receive", "f2", "receive"),
        *general("leave", "reload"),
        own("handover.view", "f6", "view"),
        own("handover.review", "r", "review"),
        own("handover.close", "c", "close"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.shown: Shown | None = None
        """What is on the screen; None until it was read."""
        self.shift_key = target.shift
        """The uid of the shift to show; None: the one whose crew leaves."""

    def body(self) -> ComposeResult:
        """Who received it, every part, and the row under the cursor in full."""
        yield Static(id="summary")
        yield RowList(COLUMNS)
        yield Notes(id="detail")

    def action_reload(self) -> None:
        """Compute it again."""
        shift = self.shift_key
        self.call(lambda plant: read_handover(plant, shift), self._show, hold=self.shown is None)

    # What it says

    def status(self) -> Iterator[SafeText]:
        """Which shift, and where it stands."""
        yield self.say("handover.title")
        if self.shown is not None:
            shift = self.shown.shift
            state = self.say(f"board.shift.{shift.state}")
            yield joined((safe(shift.turn), safe(show_date(shift.operating_date)), state))

    def lock_of(self, action: str) -> SafeText | None:
        """Who may not receive, or has nothing to receive or to review."""
        shown = self.shown
        if shown is None:
            return None
        if action == "receive":
            missing = no_right(self.person, self.say, Right.RECEIVE_SHIFT)
            faults = shown.faults(self.person)
            return missing or (refusal_text(self.say, faults[0]) if faults else None)
        if action == "review" and shown.shift.state is not ShiftState.REVIEW:
            return self.say("handover.no-review")
        if action == "close" and shown.shift.state not in (ShiftState.OPEN, ShiftState.CLOSING):
            return self.say("handover.no-close")
        return None

    def on_row_list_moved(self) -> None:
        """Tell the row under the cursor."""
        self._show_detail()

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        self.query_one("#summary", Static).update(as_content(joined(self._summary(shown), "\n")))
        self.query_one(RowList).show(handover_rows(shown, self.say, self.session.zone))
        self.show_status()
        self._show_detail()

    def _summary(self, shown: Shown) -> Iterator[SafeText]:
        received, (number, head) = shown.view.received, shown.view.head
        if received is None:
            yield self.say("handover.waits", number=number, head=head[:_SIGNS])
            return
        at, who = received.recorded_at, received.author
        yield self.say("handover.received", person=who, at=at, head=received.head[:_SIGNS])
        if received.observation:
            yield self.say("handover.observed", text=received.observation)

    def _show_detail(self) -> None:
        rows = self.query_one(RowList)
        row = next((each for each in rows.rows if each.key == rows.key), None)
        cells = row.cells if row is not None else ()
        self.query_one(Notes).show([Cell(cell.text, cell.meaning) for cell in cells if cell.text.strip()])
        self.reload_keys()

    # What is done

    def action_view(self) -> None:
        """Turn to the shift before, and back to the last one."""
        if self.shown is not None:
            self.shift_key = self.shown.after()
            self.action_reload()

    def action_review(self) -> None:
        """Go to the review of this shift: the incoming supervisor approves it here."""
        if self.shown is not None:
            self.go(Target(Place.APPROVAL, shift=self.shown.shift.ref.uid))

    def action_close(self) -> None:
        """Go to the close of this shift."""
        if self.shown is not None:
            self.go(Target(Place.CLOSING, shift=self.shown.shift.ref.uid))

    def action_receive(self) -> None:
        """Sign that it was received, with an observation or without."""
        if self.shown is not None:
            self.ask(self._form(self.shown), self._received)

    def _form(self, shown: Shown) -> FormScreen[int]:
        who, uid = self.person, shown.shift.ref.uid

        def save(plant: Plant, answers: Answers) -> int:
            signer = sign(plant, who.code, answers["pin"], Right.RECEIVE_SHIFT)
            return len(plant.do(receive_shift, signer, uid, answers["note"]).incidents)

        asks = (
            Ask(
                "note", self.say("handover.ask.note"), max_length=500, help=self.say("handover.ask.note.help")
            ),
            Ask("pin", self.say("handover.ask.pin", user=who.code), secret=True, max_length=8),
        )
        intro = self.say("handover.form.intro", turn=shown.shift.turn, date=shown.shift.operating_date)
        return FormScreen(self.session, self.say("handover.form"), asks, save, intro=intro)

    def _received(self, incidents: int) -> None:
        self.tell(
            self.say.n("handover.done-incidents", incidents) if incidents else self.say("handover.done")
        )
        self.action_reload()
