"""Retención: what is held, the procedure of one hold, and what consumed it, on one screen."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from prodsys_tui.domain.model import Batch
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.base import ReadScreen
from prodsys_tui.screens.batch_words import part_told
from prodsys_tui.screens.hold_forms import HOLD, NOTE, RELEASE, Form, HoldForms, Subject
from prodsys_tui.screens.holds.steps import step_lines
from prodsys_tui.screens.holds.view import (
    CONSUMERS,
    HOLDS,
    Detail,
    Shown,
    consumer_heading,
    consumer_row,
    hold_heading,
    hold_row,
    read_detail,
    read_shown,
)
from prodsys_tui.screens.rights import no_right
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.services.batches import find_batch
from prodsys_tui.services.hold_pages import HoldPage, hold_page, holds_again, more_holds
from prodsys_tui.services.hold_story import HoldRow
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Reads
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.paged_list import PagedList
from prodsys_tui.widgets.row_list import Cell, RowHead, RowList

_RIGHTS = {
    "note": Right.PAUSE_BATCH,
    "release": Right.CHANGE_BATCH,
    "scrap": Right.CHANGE_BATCH,
    "hold": Right.PAUSE_BATCH,
    "mark": Right.PAUSE_BATCH,
}
_NEED_HOLD = frozenset({"note", "release", "scrap", "suspects", "trace", "batch", "go_down"})
_NEED_OPEN = frozenset({"note", "release", "scrap"})


class HoldsScreen(ReadScreen[None]):
    """The holds above, the five steps of one, and below what it went into."""

    AREA = "holds"
    CSS_PATH = "screen.tcss"
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
        self.shown: Shown | None = None
        """The holds; None until they were read."""
        self.detail: Detail | None = None
        """The one under the cursor in full."""
        self.marked: dict[str, Batch] = {}
        """The batches that consumed it and were marked, by code."""
        self._forms = HoldForms(session, Place.HOLDS)

    def body(self) -> ComposeResult:
        """The holds, the steps, and the batches that consumed what is held."""
        yield RowHead(HOLDS, hold_heading(self.say))
        yield PagedList(HOLDS, id="holds")
        yield Notes(id="steps")
        yield RowHead(CONSUMERS, consumer_heading(self.say))
        yield RowList(CONSUMERS, id="consumers")

    # What it shows

    def status(self) -> Iterator[SafeText]:
        """Which holds, and which of them one is at."""
        yield self.say("holds.title")
        if self.shown is not None:
            page = self.shown.page
            if page.batch is not None:
                yield safe(page.batch.code)
            else:
                yield self.say("holds.view.ended" if page.ended else "holds.view.open")
            yield safe(f"{self._holds.at}/{len(page.rows)}{'+' if page.more else ''}")

    @property
    def row(self) -> HoldRow | None:
        """The hold under the upper cursor."""
        return self.shown.row(self._holds.key) if self.shown is not None else None

    @property
    def here(self) -> Detail | None:
        """It in full, once that was read."""
        detail, row = self.detail, self.row
        same = detail is not None and row is not None and detail.story.row.hold.ref == row.hold.ref
        return detail if same else None

    @property
    def _holds(self) -> PagedList:
        return self.query_one("#holds", PagedList)

    @property
    def _consumers(self) -> RowList:
        return self.query_one("#consumers", RowList)

    @property
    def _lower(self) -> bool:
        return self.focused is self._consumers

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
        elif action == "mark" and not (row is not None and row.went_into):
            missing = "no-consumer"
        elif action == "hold" and not self.marked:
            missing = "no-mark"
        return self.say(f"holds.locked.{missing}") if missing else super().lock_of(action)

    def action_reload(self) -> None:
        """Read the holds again, as many as were read."""
        shown, batch = self.shown, self.target.batch
        if shown is None:
            self._read(lambda reads, now: hold_page(reads, now, batch=batch), hold=True)
        else:
            self._read(lambda reads, now: holds_again(reads, now, shown.page))

    def action_view(self) -> None:
        """Those that last, or those that ended."""
        page = self.shown.page if self.shown is not None else None
        ended = page is not None and page.batch is None and not page.ended
        self.marked.clear()
        self._read(lambda reads, now: hold_page(reads, now, ended=ended), hold=True)

    def on_paged_list_wanted(self) -> None:
        """The end of what was read: read on."""
        shown = self.shown
        if shown is not None and not self.busy:
            self._read(lambda reads, now: more_holds(reads, now, shown.page), hold=True)

    def _read(
        self,
        read: Callable[[Reads, datetime], HoldPage],
        *,
        hold: bool = False,
        then: Callable[[], object] | None = None,
    ) -> None:
        def show(shown: Shown) -> None:
            first, self.shown = self.shown is None, shown
            rows = [hold_row(each, self.say) for each in shown.page.rows]
            self._holds.show_pages(rows, more=shown.page.more)
            if first:
                self._holds.focus()
                self._go_on_with_draft()
            self._tell()
            if then is not None:
                then()

        self.call(lambda plant: read_shown(plant, read), show, hold=hold)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Another hold: tell it."""
        if event.rows is self._holds:
            self.marked.clear()
            self._tell()

    def on_descendant_focus(self) -> None:
        """What Enter does depends on the list."""
        self.reload_keys()

    def _tell(self) -> None:
        """Tell the hold under the cursor, in full once it was read."""
        self.show_status()
        self._show_detail()
        row = self.row
        if row is not None:
            uid = row.hold.ref.uid
            self.call(lambda plant: read_detail(plant, uid), self._show_read)

    def _show_read(self, detail: Detail) -> None:
        self.detail = detail
        self._show_detail()

    def _show_detail(self) -> None:
        detail, shown = self.here, self.shown
        notes = self.query_one("#steps", Notes)
        if shown is None or (detail is None and self.row is not None):
            return
        if detail is None:
            notes.show([Cell(self.say("holds.none"))])
            self._consumers.show(())
        else:
            notes.show(list(step_lines(detail, self.say)))
            rows = [
                consumer_row(batch, detail, shown, marked=batch.code in self.marked)
                for batch in detail.consumers
            ]
            self._consumers.show(rows)
        self.reload_keys()

    # What is done

    def on_row_list_chosen(self) -> None:
        """Enter in either list."""
        self.call_next(self.app.run_action, "mark", self)

    def action_mark(self) -> None:
        """From the holds go down to what consumed one; there mark a batch, or take the mark away."""
        detail, code = self.here, self._consumers.key
        if not self._lower:
            self._consumers.focus()
            return
        batch = next((each for each in detail.consumers if each.code == code), None) if detail else None
        if batch is not None:
            if self.marked.pop(batch.code, None) is None:
                self.marked[batch.code] = batch
            self._show_detail()
            self._consumers.action_move(1)

    def action_back(self) -> None:
        """From the consumers back to the holds, from one batch to all holds; else leave."""
        if self._lower:
            self._holds.focus()
        elif self.shown is not None and self.shown.page.batch is not None:
            self._read(hold_page, hold=True)
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
        code = self._consumers.key if self._lower else self.row.hold.batch.code if self.row else None
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
            self._read(
                lambda reads, now: holds_again(reads, now, page), hold=True, then=lambda: self.tell(said)
            )

    # Drafts

    def _go_on_with_draft(self) -> None:
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
