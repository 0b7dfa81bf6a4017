"""What a screen or dialog needs so that what is typed in it survives: see ``base``, point 9."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.worker import Worker

from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.draft_keeper import News
from prodsys_tui.screens.frame import Frame
from prodsys_tui.screens.modals.draft import DraftAnswer, DraftScreen
from prodsys_tui.services.drafts import DraftContent, DraftForm, KeptDraft, kept_drafts, written
from prodsys_tui.services.plant import Plant

R = TypeVar("R")


class Drafting(Frame[R]):
    """A form that is kept while it is typed, offered to its person again, and forgotten with its end.

    Stands second among the bases of a class (Textual takes the style names from the first). The class gives
    ``draft_form``, ``draft_content`` and ``restore_draft`` and calls ``offer_draft`` when its form stands.
    """

    _draft_asked: str | None = None
    """The form that was asked about."""
    _drafts_found: dict[str, KeptDraft] | None = None
    """The person's drafts by form when the screen came up, those that were not asked about yet."""
    _drafts_read: datetime
    """When they were read."""
    _draft_open = False
    """Whether what is typed may be kept: not before an earlier draft was taken or discarded."""
    _draft_kept: tuple[str, str] | None = None
    """The form and the draft of it that the store has, or is about to have."""

    # What a subclass gives

    def draft_form(self) -> DraftForm | None:
        """Which form this is now; None while that is not known, or where nothing is to be kept."""
        return None

    def draft_content(self) -> DraftContent | None:
        """All that was typed and not saved, with the uids that it will be saved under; None for nothing.

        Asked for often, on the screens' thread: it reads nothing and changes nothing.
        """
        return None

    def restore_draft(self, content: DraftContent) -> None:
        """Put everything back; what does not fit any more is left out or complained of."""

    # What it does with that

    def offer_draft(self, *, at_once: bool = False) -> None:
        """Ask the person whether to go on with the draft of this form, if there is one, once a form.

        The store is asked once a screen, with keys waiting. ``at_once`` goes on without a question.
        """
        form = self.draft_form()
        if form is None or form.key == self._draft_asked:
            return
        self._draft_asked, self._draft_open = form.key, False
        if self._drafts_found is not None:
            self._offer(form.key, at_once=at_once)
            return
        who = self.person.code

        def find(plant: Plant) -> tuple[list[KeptDraft], datetime]:
            with plant.read() as reads:
                return kept_drafts(reads, who), plant.clock.now()

        def found(answer: tuple[list[KeptDraft], datetime]) -> None:
            drafts, self._drafts_read = answer
            self._drafts_found = {draft.form.key: draft for draft in drafts}
            self._offer(form.key, at_once=at_once)

        def not_read(reasons: tuple[Refusal, ...]) -> None:
            self._draft_asked = None  # nothing is kept over what could not be read
            self.refused(reasons)

        self.call(find, found, hold=True, refused=not_read)

    def _offer(self, form: str, *, at_once: bool) -> None:
        draft = (self._drafts_found or {}).pop(form, None)
        if draft is None:
            self._draft_open = True
        elif at_once and draft.closed is None:
            self._go_on(draft)
        else:
            asked = DraftScreen(self.session, draft, self._drafts_read)
            self.ask(asked, lambda chosen: self._answered(chosen, draft))

    def draft_news(self) -> Iterator[News]:
        """What the store does not have yet."""
        if not self._draft_open or not self.app.is_running or self not in self.app.screen_stack:
            return
        form = self.draft_form()
        if form is None:
            return
        content = self.draft_content()
        now = None if content is None else (form.key, written(form, content))
        if now == self._draft_kept:
            return
        before, self._draft_kept = self._draft_kept, now
        if before is not None and (now is None or now[0] != before[0]):
            yield self.person, before[0], None
        if now is not None:
            yield self.person, *now

    def on_mount(self) -> None:
        """Be looked at."""
        self.session.drafts.watch(self)

    def on_unmount(self) -> None:
        """Be looked at no more; what is kept stays, for who was pushed aside comes back."""
        self.session.drafts.unwatch(self)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A service call has ended: something may have been saved."""
        if event.worker.is_finished:
            self.session.drafts.touched()

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Leave the screen: what was saved, or given up after a question, is a draft no more."""
        if self.app.screen is self:
            self.forget_draft()
        return super().dismiss(result)

    def forget_draft(self) -> None:
        """The form was saved or left on purpose."""
        drafts = self.session.drafts
        drafts.unwatch(self)
        if self._draft_kept is not None:
            drafts.put(self.person, self._draft_kept[0], None)
            self._draft_kept = None
            drafts.look()

    def _answered(self, chosen: DraftAnswer, draft: KeptDraft) -> None:
        if chosen is DraftAnswer.GO_ON:
            self._go_on(draft)
        elif chosen is DraftAnswer.LATER:
            self.dismiss(None)
        else:
            self._draft_open = True
            self.session.drafts.put(self.person, draft.form.key, None)
            self.session.drafts.look()

    def _go_on(self, draft: KeptDraft) -> None:
        self._draft_kept = (draft.form.key, written(draft.form, draft.content))
        self._draft_open = True
        self.restore_draft(draft.content)
