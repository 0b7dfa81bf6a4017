"""Revisión de turnos: a supervisor reads each deviation, comments it, and signs with the PIN."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from prodsys_tui.domain.model import Shift
from prodsys_tui.domain.rights import Right, may
from prodsys_tui.domain.shift.approval import FOR_ALL
from prodsys_tui.domain.shift.shift import label
from prodsys_tui.screens.approval.view import (
    SHIFTS,
    Waiting,
    read_review,
    read_waiting,
    review_rows,
    settled_words,
    shift_heading,
    shift_row,
)
from prodsys_tui.screens.base import PlantScreen
from prodsys_tui.screens.deviation_words import COLUMNS, heading
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.modals.text import TextScreen
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.services.drafts import DraftForm
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.closing import ReviewedDeviation, ShiftReview, approve_shift, return_shift
from prodsys_tui.services.site.login import sign
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell, RowHead, RowList

_DECISIONS = {"approve": approve_shift, "return": return_shift}


class ApprovalScreen(PlantScreen[None]):
    """The shifts above, what is to be read of one below."""

    AREA = "approval"
    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        own("approval.approve", "f2", "approve"),
        *general("leave", "reload"),
        own("approval.return", "f7", "return_"),
        own("approval.comment", "enter", "comment"),
        own("approval.comment-all", "t", "comment_all"),
        own("approval.correct", "c", "correct"),
        own("approval.suspects", "l", "suspects"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.waiting: Waiting | None = None
        """The shifts that wait; None until they were read."""
        self.review: ShiftReview | None = None
        """The one under the cursor, in full."""
        self.comments: dict[str, dict[str, str]] = {}
        """What was typed so far: by shift, then by sample, ``""`` for all."""

    def body(self) -> ComposeResult:
        """Shifts, what is to be read, and the row under the cursor in full."""
        yield RowHead(SHIFTS, shift_heading(self.say))
        yield RowList(SHIFTS, id="shifts")
        yield RowHead(COLUMNS, heading(self.say))
        yield RowList(COLUMNS, id="review")
        yield Notes(id="detail")

    def on_mount(self) -> None:
        """Read what waits."""
        self.action_reload()

    def data_changed(self) -> None:
        """Somebody wrote something."""
        self.action_reload()

    def action_reload(self) -> None:
        """Read what waits again."""
        self.call(read_waiting, self._show_waiting, hold=self.waiting is None)

    @property
    def dirty(self) -> bool:
        """Comments that were typed and not signed."""
        return any(self.comments.values())

    # What it says

    @property
    def shift(self) -> Shift | None:
        """The shift under the upper cursor."""
        uid = self.query_one("#shifts", RowList).key
        return next((each for each in self._shifts if each.ref.uid == uid), None)

    @property
    def here(self) -> ReviewedDeviation | None:
        """The deviation under the lower cursor."""
        uid = self.query_one("#review", RowList).key
        known = self.review.deviations if self.review else ()
        return next((each for each in known if each.deviation.sample.uid == uid), None)

    def lock_of(self, action: str) -> SafeText | None:
        """Signing needs the right and a shift; commenting a deviation."""
        if action in {"approve", "return_", "comment_all"}:
            return self._lock_of_shift()
        needs = action == "suspects" or (action == "comment" and self._lower)
        if needs and self.here is None:
            return self.say("approval.no-deviation")
        return None

    def _lock_of_shift(self) -> SafeText | None:
        if not may(self.person.role, Right.APPROVE_SHIFT):
            return self.say("approval.no-right", role=self.person.role.value)
        if self.waiting is not None and self.shift is None:
            return self.say("approval.none")
        return None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Read another shift, or tell another row."""
        if event.rows.id == "shifts":
            self._read_review()
        else:
            self._show_detail()

    def on_descendant_focus(self) -> None:
        """What Enter does depends on the list."""
        self.reload_keys()

    @property
    def _shifts(self) -> tuple[Shift, ...]:
        return self.waiting.shifts if self.waiting else ()

    @property
    def _lower(self) -> bool:
        return self.focused is not None and self.focused.id == "review"

    @property
    def _typed(self) -> dict[str, str]:
        """The comments of the shift under the cursor."""
        return self.comments.setdefault(self.shift.ref.uid, {}) if self.shift else {}

    def _show_waiting(self, waiting: Waiting) -> None:
        begins, self.waiting = self.waiting is None, waiting
        shifts = self.query_one("#shifts", RowList)
        shifts.show([shift_row(each, waiting.now, self.say) for each in waiting.shifts])
        if begins and self.target.shift is not None:
            shifts.go_to(self.target.shift)
        self._read_review()

    def _read_review(self) -> None:
        shift = self.shift
        if shift is None:
            self._show_review(None)
            return
        uid = shift.ref.uid
        self.call(lambda plant: read_review(plant, uid), self._show_review)

    def _show_review(self, review: ShiftReview | None) -> None:
        if review is not None and (self.shift is None or review.shift.ref != self.shift.ref):
            return  # the cursor went on meanwhile
        self.review = review
        self._show_rows()

    def _show_rows(self) -> None:
        rows = (
            list(review_rows(self.review, self.waiting, self.session.zone, self.say, self._typed))
            if self.review and self.waiting
            else []
        )
        self.query_one("#review", RowList).show(rows)
        self._show_detail()

    def _show_detail(self) -> None:
        self.query_one(Notes).show([Cell(line) for line in self._detail()])
        self.reload_keys()

    def _detail(self) -> Iterator[SafeText]:
        if self.waiting is not None and not self._shifts:
            yield self.say("approval.none")
        reviewed = self.here
        if reviewed is not None:
            yield from settled_words(reviewed, self.say)
            said = self._typed.get(reviewed.deviation.sample.uid) or self._typed.get(FOR_ALL)
            yield self.say("approval.comment-is", text=said) if said else self.say("approval.comment-missing")
            return
        rows = self.query_one("#review", RowList)
        row = next((each for each in rows.rows if each.key == rows.key), None)
        if row is not None:
            yield safe(row.cells[2].text)

    # What is done

    def on_row_list_chosen(self) -> None:
        """Enter in either list."""
        self.call_next(self.app.run_action, "comment", self)

    def action_comment(self) -> None:
        """From the shifts go down to what is to be read; there comment a deviation."""
        if not self._lower:
            self.query_one("#review").focus()
        elif self.here is not None:
            deviation = self.here.deviation
            self._ask_comment(deviation.sample.uid, safe(deviation.parameter))

    def action_comment_all(self) -> None:
        """One comment for all deviations that have none of their own."""
        self._ask_comment(FOR_ALL, self.say("approval.for-all"))

    def _ask_comment(self, uid: str, about: SafeText) -> None:
        typed = self._typed

        def keep(words: str) -> None:
            typed[uid] = words
            self._show_rows()

        title = self.say("approval.comment-title")
        shift = self.shift.ref.uid if self.shift else None
        draft = DraftForm("comment", Place.APPROVAL, title, shift=shift, about=uid, words=True)
        self.ask(TextScreen(self.session, title, about, value=typed.get(uid, ""), draft=draft), keep)

    def action_correct(self) -> None:
        """Go to what shifts hold, to correct it under a signature."""
        self.go(Target(Place.CORRECTIONS, shift=self.shift.ref.uid if self.shift else None))

    def action_suspects(self) -> None:
        """Go to what the deviation under the cursor makes suspect."""
        if self.here is not None:
            self.go(Target(Place.SUSPECTS, sample=self.here.deviation.sample.uid))

    def action_approve(self) -> None:
        """Sign that the shift is right."""
        self._sign("approve")

    def action_return_(self) -> None:
        """Sign that it goes back."""
        self._sign("return")

    def _sign(self, decision: str) -> None:
        shift = self.shift
        if shift is not None:
            self.ask(self._form(decision, shift), self._signed)

    def _form(self, decision: str, shift: Shift) -> FormScreen[str]:
        who, uid, typed, body = self.person, shift.ref.uid, dict(self._typed), _DECISIONS[decision]

        def save(plant: Plant, answers: Answers) -> str:
            signer = sign(plant, who.code, answers["pin"], Right.APPROVE_SHIFT)
            comments = {**typed, **({FOR_ALL: answers["comment"]} if answers["comment"] else {})}
            plant.do(body, signer, uid, comments)
            return f"{decision} {uid}"

        asks = (
            Ask("comment", self.say("approval.ask.comment"), typed.get(FOR_ALL, ""), max_length=500),
            Ask("pin", self.say("approval.ask.pin", user=who.code), secret=True, max_length=8),
        )
        title = self.say(f"approval.form.{decision}")
        intro = self.say(f"approval.form.{decision}.intro", turn=shift.turn, date=shift.operating_date)
        draft = DraftForm(decision, Place.APPROVAL, f"{title} {label(shift)}", shift=uid, words=True)
        return FormScreen(self.session, title, asks, save, intro=intro, draft=draft)

    def _signed(self, answer: str) -> None:
        decision, _, uid = answer.partition(" ")
        self.comments.pop(uid, None)
        self.tell(self.say(f"approval.done.{decision}"))
        self.action_reload()
