"""The person's drafts on the board: that there are some, and the way back into each."""

from datetime import datetime

from prodsys_tui.screens.board.reading import ShiftBoard
from prodsys_tui.screens.board.rows import details
from prodsys_tui.screens.modals.choice import Choice, ChoiceScreen
from prodsys_tui.screens.modals.draft import DraftAnswer, DraftScreen, draft_line
from prodsys_tui.screens.modals.entries import EntryBook, EntryForms
from prodsys_tui.screens.session import Place, Target
from prodsys_tui.services.drafts import DraftForm, KeptDraft, kept_drafts
from prodsys_tui.services.places import found, shift_at
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell


class DraftBoard(ShiftBoard):
    """A board that tells of drafts and goes on from them."""

    drafts: tuple[KeptDraft, ...] = ()
    """The person's own, newest first."""
    _now: datetime

    def on_mount(self) -> None:
        """Look for drafts."""
        self._read_drafts()

    def on_screen_resume(self) -> None:
        """Look again behind a form."""
        if self.shown is not None:
            self._read_drafts()

    def _read_drafts(self) -> None:
        who, keeper = self.person.code, self.session.drafts

        def read(plant: Plant) -> tuple[list[KeptDraft], datetime]:
            keeper.settle()
            with plant.read() as reads:
                return kept_drafts(reads, who), plant.clock.now()

        def show(answer: tuple[list[KeptDraft], datetime]) -> None:
            found_drafts, self._now = answer
            self.drafts = tuple(found_drafts)
            self._show_detail()

        self.call(read, show)

    def _show_detail(self) -> None:
        if self.shown is not None:
            told = [Cell(draft_line("waits", one, self._now, self.say), "waiting") for one in self.drafts[:1]]
            self.query_one(Notes).show([*told, *details(self.shown, self.scope, self.say)])
            self.reload_keys()

    def lock_of(self, action: str) -> SafeText | None:
        """There may be no draft."""
        if action == "drafts" and not self.drafts:
            return self.say("draft.none")
        return super().lock_of(action)

    def action_drafts(self) -> None:
        """Show the draft, or the list of them."""
        if len(self.drafts) == 1:
            self._ask_about(self.drafts[0])
            return
        by_key = {draft.form.key: draft for draft in self.drafts}
        choices = [
            Choice(key, safe(draft.form.title), draft_line("of", draft, self._now, self.say))
            for key, draft in by_key.items()
        ]
        dialog = ChoiceScreen(self.session, self.say("draft.title"), choices)
        self.ask(dialog, lambda key: self._ask_about(by_key[key]))

    def _ask_about(self, draft: KeptDraft) -> None:
        dialog = DraftScreen(self.session, draft, self._now)
        self.ask(dialog, lambda chosen: self._answered(draft, chosen))

    def _answered(self, draft: KeptDraft, chosen: DraftAnswer) -> None:
        if chosen is DraftAnswer.GO_ON:
            self._go_on(draft.form)
        elif chosen is DraftAnswer.DISCARD:
            self.session.drafts.put(self.person, draft.form.key, None)
            self._read_drafts()
            self.tell(self.say("draft.discarded"))

    def _go_on(self, form: DraftForm) -> None:
        if form.place != Place.BOARD:
            place = Place(form.place)
            self.go(Target(place, form.process, form.machine, form.about, shift=form.shift, draft=True))
            return

        def read(plant: Plant) -> EntryBook:
            with plant.read() as reads:
                return EntryBook.read(plant, reads, found(shift_at(reads, form.shift)))

        self.call(read, lambda book: self._open(form, book), hold=True)

    def _open(self, form: DraftForm, book: EntryBook) -> None:
        dialog = EntryForms(self.session, book, form.shift).again(form)
        if dialog is not None:
            dialog.draft_at_once = True
            self.ask(dialog, self._saved)

    def _saved(self, said: str) -> None:
        """A form was saved."""
        self.tell(self.say(said))
        self.action_reload()
