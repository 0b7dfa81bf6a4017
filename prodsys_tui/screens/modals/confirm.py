"""Questions: yes by a key of its own; what cannot be undone is confirmed by typing a word."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from prodsys_tui.screens.modals.dialog import Dialog
from prodsys_tui.screens.session import Session
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.field import Field
from prodsys_tui.widgets.keymap import own


class ConfirmScreen(Dialog[bool]):
    """Answers True after S.

    S and neither F2 nor Enter: who presses twice the key that saves, or saves because something would be
    lost, has not read the question.
    """

    BINDINGS: ClassVar[list[BindingType]] = [own("yes", "s", "yes")]

    def __init__(self, session: Session, question: SafeText) -> None:
        super().__init__(session, session.texts("app.confirm-title"))
        self._question = question

    def body(self) -> ComposeResult:
        """The question."""
        yield Static(as_content(self._question))

    def action_yes(self) -> None:
        """Yes."""
        self.dismiss(result=True)


class WordScreen(Dialog[bool]):
    """Answers True after Enter or F2 behind the right word."""

    BINDINGS: ClassVar[list[BindingType]] = [own("confirm", "f2", "confirm")]

    def __init__(self, session: Session, question: SafeText, word: SafeText) -> None:
        super().__init__(session, session.texts("app.confirm-title"))
        self._question = question
        self._word = word

    def body(self) -> ComposeResult:
        """The question, and a field for the word."""
        yield Static(as_content(self._question))
        yield Static(as_content(self.say("app.type-word", word=self._word)), classes="label")
        yield Field(id="word", max_length=40)

    def on_field_entered(self) -> None:
        """Enter behind the word."""
        self.action_confirm()

    def action_confirm(self) -> None:
        """Yes, if the word is right."""
        typed = self.query_one("#word", Field).value.strip()
        if typed.casefold() == self._word.casefold():
            self.dismiss(result=True)
        else:
            self.complain(self.say("app.wrong-word", word=self._word))
