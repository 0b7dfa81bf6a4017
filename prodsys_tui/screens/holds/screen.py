"""Retención: what is held, the procedure of one hold, and what consumed it, on one screen."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from prodsys_tui.domain.model import Batch
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.batch_words import part_told
from prodsys_tui.screens.hold_forms import HOLD, NOTE, RELEASE, Form, HoldForms, Subject
from prodsys_tui.screens.holds.listing import HoldList
from prodsys_tui.screens.holds.view import Detail, read_detail
from prodsys_tui.screens.rights import no_right
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.services.batch.batches import find_batch
from prodsys_tui.services.batch.hold_pages import hold_page, holds_again
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.keymap import general, own

_RIGHTS = {
    "note": Right.PAUSE_BATCH,
    "release": Right.CHANGE_BATCH,
    "scrap": Right.CHANGE_BATCH,
    "hold": Right.PAUSE_BATCH,
    "mark": Right.PAUSE_BATCH,
}
_NEED_HOLD = frozenset({*_RIGHTS, "suspects", "trace", "batch"})
_NEED_OPEN = frozenset({"note", "release", "scrap"})


class HoldsScreen(HoldList):
    """What is done about the hold under the cursor, and about what it went into."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *general("leave"),
        own("reload", "f5", "reload", shown=False),
        own("holds.view", "f6", "view"),
        own("holds.mark", "enter,space", "mark"),
        own("holds.note", "i", "note"),
        own("holds.release", "l", "release"),
        own("holds.scrap", "b", "scrap"),
        own("holds.suspects", "s", "suspects"),
        own("holds.hold", "p", "hold"),
        own("holds.trace", "t", "trace"),
        own("holds.batch", "h", "batch"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self._forms = HoldForms(session, Place.HOLDS)

    def lock_of(self, action: str) -> SafeText | None:
        """A right, a hold that lasts, a sample or a mark may be missing."""
        if self.shown is None:
            return None
        if action in _RIGHTS and (reason := no_right(self.person, self.say, _RIGHTS[action])):
            return reason
        row, missing = self.row, None
        if action in _NEED_HOLD and row is None:
            missing = "empty"
        elif action in _NEED_OPEN and row is not None and row.hold.ended_at is not None:
            missing = "ended"
        elif action == "suspects" and row is not None and row.sample is None:
            missing = "no-sample"
        elif action == "mark" and not (self.here is not None and self.here.tainted):
            missing = "no-consumer"
        elif action == "hold" and not self.marked:
            missing = "no-mark"
        return self.say(f"holds.locked.{missing}") if missing else super().lock_of(action)

    # What is done

    def on_row_list_chosen(self) -> None:
        """Enter in either list."""
        self.call_next(self.app.run_action, "mark", self)

    def action_mark(self) -> None:
        """From the holds go down to what consumed one; there mark a batch, or take the mark away."""
        if not self.lower:
            self.consumers.focus()
            return
        found = self.here.find(self.consumers.key) if self.here is not None else None
        if found is None:
            return
        if self.marked.pop(found.batch.code, None) is None:
            if not found.to_hold:
                self.complain(self.say("holds.locked.not-active", state=found.batch.state.value))
                return
            self.marked[found.batch.code] = found.batch
        self.show_detail()
        self.consumers.action_move(1)

    def action_back(self) -> None:
        """From the consumers back to the holds, from one batch to all holds; else leave."""
        if self.lower:
            self.holds.focus()
        elif self.shown is not None and self.shown.page.batch is not None:
            self.read(hold_page, hold=True)
        else:
            self.action_leave()

    def action_note(self) -> None:
        """Note what was found."""
        self._ask(self._note)

    def action_release(self) -> None:
        """Release, all that is left or a part."""
        self._ask(self._forms.release)

    def action_scrap(self) -> None:
        """Scrap or send back, all that is left or a part."""
        self._ask(self._forms.scrap)

    def action_hold(self) -> None:
        """Hold the batches that were marked for one reason."""
        row, batches = self.row, tuple(self.marked.values())
        if row is not None and batches:
            reason = self.say("holds.reason", batch=row.hold.batch.code, reason=row.hold.reason)
            sample = row.hold.sample.uid if row.hold.sample is not None else None
            self.ask(self._forms.hold(Subject.of(batches), reason, sample), self._done)

    def action_suspects(self) -> None:
        """Go to what the failing sample makes suspect."""
        row = self.row
        if row is not None and row.sample is not None:
            self.go(Target(Place.SUSPECTS, sample=row.sample.ref.uid))

    def action_trace(self) -> None:
        """Go to what the batch was made of, and what became of it."""
        self._visit(Place.TRACE)

    def action_batch(self) -> None:
        """Go to the batch in the list of batches."""
        self._visit(Place.BATCHES)

    def _visit(self, place: Place) -> None:
        code = self.consumers.key if self.lower else self.row.hold.batch.code if self.row else None
        if code is not None:
            self.go(Target(place, batch=code))

    def _note(self, subject: Subject) -> Form:
        return self._forms.note(subject, self.session.plant.catalogs.deviations.causes)

    def _ask(self, form: Callable[[Subject], Form]) -> None:
        row = self.row
        if row is not None:
            uid = row.hold.ref.uid
            self.call(lambda plant: read_detail(plant, uid), partial(self._put, form), hold=True)

    def _put(self, form: Callable[[Subject], Form], detail: Detail) -> None:
        self.ask(form(self._subject(detail)), self._done)

    def _subject(self, detail: Detail) -> Subject:
        story = detail.story
        hold, batch = story.row.hold, story.row.batch
        name = joined((safe(batch.code), part_told(hold, self.say)), ": ")
        left = self.say("holds.left", left=story.left, unit=story.unit)
        return Subject((hold.ref.uid,), (name,), {batch.code: batch.version}, left)

    def _done(self, said: SafeText) -> None:
        self.marked.clear()
        shown = self.shown
        if shown is not None:
            page = shown.page
            self.read(
                lambda reads, now: holds_again(reads, now, page), hold=True, then=lambda: self.tell(said)
            )

    # Drafts

    def began(self) -> None:
        """Open the form of a draft that was chosen on the board."""
        name, *keys = (self.target.parameter or " ").split(" ")
        if not self.target.draft or not any(keys):
            return
        if name == HOLD:
            self.call(
                lambda plant: _batches(plant, keys),
                lambda batches: self._put_draft(self._forms.hold(Subject.of(batches))),
                hold=True,
            )
            return
        forms = {NOTE: self._note, RELEASE: self._forms.release}
        form = forms.get(name, self._forms.scrap)
        self.call(
            lambda plant: read_detail(plant, keys[0]),
            lambda detail: self._put_draft(form(self._subject(detail))),
            hold=True,
        )

    def _put_draft(self, form: Form) -> None:
        form.draft_at_once = True
        self.ask(form, self._done)


def _batches(plant: Plant, codes: list[str]) -> tuple[Batch, ...]:
    with plant.read() as reads:
        return tuple(find_batch(reads, code) for code in codes)
