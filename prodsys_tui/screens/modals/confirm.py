"""Yes or no; what cannot be undone is confirmed by typing a word."""

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
    """Answers True after F2, or Enter behind the right ``word`` where one is demanded."""

    BINDINGS: ClassVar[list[BindingType]] = [own("yes", "f2", "yes")]

    def __init__(self, session: Session, question: SafeText, word: SafeText | None = None) -> None:
        super().__init__(session, session.texts("app.confirm-title"))
        self._question = question
        self._word = word

    def body(self) -> ComposeResult:
        """The question, and a field for the word."""
        yield Static(as_content(self._question))
        if self._word is not None:
            yield Static(as_content(self.say("app.type-word", word=self._word)), classes="label")
            yield Field(id="word", max_length=40)

    def on_field_entered(self) -> None:
        """Enter behind the word."""
        self.action_yes()

    def action_yes(self) -> None:
        """Yes, if the word is right."""
        right = self._word is None or self._typed() == self._word.casefold()
        if right:
            self.dismiss(right)
        else:
            self.complain(self.say("app.wrong-word", word=self._word))

    def _typed(self) -> str:
        return self.query_one("#word", Field).value.strip().casefold()
