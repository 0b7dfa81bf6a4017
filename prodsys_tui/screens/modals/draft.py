"""The question about a draft: go on with it, discard it, or decide later."""

from datetime import datetime
from enum import Enum
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from prodsys_tui.screens.modals.dialog import Dialog
from prodsys_tui.screens.session import Session
from prodsys_tui.services.drafts import KeptDraft
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.catalog import Texts, refusal_text
from prodsys_tui.text.dates import show_time
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.keymap import own


class DraftAnswer(Enum):
    """What is to become of a draft."""

    GO_ON = "go-on"
    DISCARD = "discard"
    LATER = "later"


class DraftScreen(Dialog[DraftAnswer]):
    """Shows what was typed. Enter goes on, Supr discards, Esc leaves draft and form for later.

    The draft of a shift that takes no more of it can be read and discarded. Keys that were pressed before
    the question stood there were meant for the form: they answer nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        own("draft.go-on", "enter", "go_on"),
        own("draft.discard", "delete", "discard"),
    ]
    DEFAULT_CSS = """
    DraftScreen VerticalScroll { height: auto; max-height: 12; margin: 1 0 0 0; }
    DraftScreen VerticalScroll Static { height: auto; }
    """

    def __init__(self, session: Session, draft: KeptDraft, now: datetime) -> None:
        key = "continue" if draft.closed is None else "of"
        super().__init__(session, draft_line(key, draft, now, session.texts))
        self._draft = draft
        self._since = 0.0

    def body(self) -> ComposeResult:
        """Which form, why it cannot be gone on with, and each field that holds something."""
        yield Static(as_content(safe(self._draft.form.title)))
        if self._draft.closed is not None:
            yield Static(as_content(refusal_text(self.say, self._draft.closed)))
            yield Static(as_content(self.say("draft.closed")))
        with VerticalScroll():
            for label, text in self._draft.content.told():
                yield Static(as_content(joined((safe(label), safe(text)), ": ")))

    def on_mount(self) -> None:
        """Know when the question came, by the clock that keys are stamped with."""
        self._since = events.Mount().time

    def on_key(self, event: events.Key) -> None:
        """Drop what was typed ahead."""
        if event.time < self._since:
            event.stop()
            event.prevent_default()

    def lock_of(self, action: str) -> SafeText | None:
        """Nothing can be saved into a shift that is closed."""
        if action == "go_on" and self._draft.closed is not None:
            return refusal_text(self.say, self._draft.closed)
        return super().lock_of(action)

    def action_go_on(self) -> None:
        """Continue."""
        self.dismiss(DraftAnswer.GO_ON)

    def action_discard(self) -> None:
        """Forget it."""
        self.dismiss(DraftAnswer.DISCARD)

    def action_back(self) -> None:
        """Decide later."""
        self.dismiss(DraftAnswer.LATER)


def draft_line(key: str, draft: KeptDraft, now: datetime, say: Texts) -> SafeText:
    """When a draft was typed, in the text of a key: the hour alone where that was today."""
    days = {instant.astimezone(say.zone).date() for instant in (draft.at, now)}
    if len(days) == 1:
        return say(f"draft.{key}", at=show_time(draft.at, say.zone), form=draft.form.title)
    return say(f"draft.{key}-day", at=draft.at, form=draft.form.title)
